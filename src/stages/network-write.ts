/** The tables `network` and `network_nodes`. */
import type { Cascades } from '../kernels/cascades.ts';
import { midPValue } from '../kernels/netinf-checks.ts';
import { copiesOf } from '../kernels/netinf-rate.ts';
import { likelyParents, pairOrders } from '../kernels/netinf.ts';
import type { Network, Transmission } from '../kernels/netinf.ts';
import type { StageContext } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { NetworkMaterial } from './network-read.ts';
import type { EdgeChecks, NetworkOptions } from './network.ts';

/** What the stage found. */
export interface FoundNetwork {
  readonly material: NetworkMaterial;
  readonly cascades: Cascades;
  readonly transmission: Transmission;
  readonly network: Network;
}

/** Writes the edges, and says how many of them are thin. */
export async function writeEdges(
  database: Database,
  { options: { minCopies }, output }: StageContext<NetworkOptions>,
  found: FoundNetwork & { readonly checks: EdgeChecks | undefined },
): Promise<number> {
  const { material, cascades, network, checks } = found;
  const { source, target, gain, attainable } = network;
  const uses = usesOf(found);
  const syndicated = await countSyndicated(database, found, uses);
  const orders = pairOrders(cascades, network);
  const writer = await database.table(tables.network.columns);
  let [cumulative, thin] = [0, 0];
  for (const [edge, { narratives, hours }] of uses.entries()) {
    cumulative += gain[edge]!;
    const isThin = narratives.length < minCopies;
    thin += isThin ? 1 : 0;
    const [from, to] = [material.sites[source[edge]!]!, material.sites[target[edge]!]!];
    writer.append({
      place: edge + 1,
      source: from.site,
      target: to.site,
      source_ecosystem: from.ecosystem,
      target_ecosystem: to.ecosystem,
      gain: gain[edge],
      share: gain[edge]! / attainable,
      cumulative_share: cumulative / attainable,
      copies: narratives.length,
      syndicated: syndicated.get(edge) ?? 0,
      before: orders.before[edge],
      after: orders.after[edge],
      undecided: orders.undecided[edge],
      median_delay_hours: median(hours),
      support: checks === undefined ? null : checks.chosen[edge]! / checks.replicates,
      p_value:
        checks === undefined
          ? null
          : midPValue(checks.chance.above[edge]!, checks.chance.equal[edge]!, checks.replicates),
      is_thin: isThin,
      narratives: narratives.map((narrative) => material.narratives[narrative]!),
    });
  }
  await writer.write(output('network'), 'place');
  return thin;
}

interface EdgeUse {
  /** Narratives that most likely came along the edge, in order, and their delays. */
  readonly narratives: number[];
  readonly hours: number[];
}

function usesOf({ cascades, transmission, network }: FoundNetwork): EdgeUse[] {
  const uses = Array.from(network.source, (): EdgeUse => ({ narratives: [], hours: [] }));
  const { narrative, earliest, latest } = cascades;
  const parents = likelyParents(cascades, transmission, network);
  for (const [at, edge] of parents.edge.entries()) {
    if (edge < 0) continue;
    const from = parents.from[at]!;
    uses[edge]!.narratives.push(narrative[at]!);
    uses[edge]!.hours.push((earliest[at]! + latest[at]! - earliest[from]! - latest[from]!) / 2);
  }
  return uses;
}

/** Edge to the narratives among its copies in which source and target have articles of one text. */
async function countSyndicated(
  database: Database,
  { material, network }: FoundNetwork,
  uses: readonly EdgeUse[],
): Promise<Map<number, number>> {
  const column = (name: string, type: 'VARCHAR' | 'INTEGER') => ({ name, type, about: '' }) as const;
  const copies = await database.table([
    column('edge', 'INTEGER'),
    column('narrative_id', 'VARCHAR'),
    column('source', 'VARCHAR'),
    column('target', 'VARCHAR'),
  ]);
  for (const [edge, { narratives }] of uses.entries()) {
    const source = material.sites[network.source[edge]!]!.site;
    const target = material.sites[network.target[edge]!]!.site;
    for (const narrative of narratives)
      copies.append({ edge, narrative_id: material.narratives[narrative]!, source, target });
  }
  copies.flush();
  const rows = await database.rows<{ edge: number; syndicated: number }>(`
    SELECT edge, count(DISTINCT c.narrative_id) AS syndicated FROM ${copies.name} c
    JOIN dated a ON a.narrative_id = c.narrative_id AND a.site = c.source
    JOIN dated b ON b.narrative_id = c.narrative_id AND b.site = c.target AND b.syndication_group = a.syndication_group
    GROUP BY edge`);
  await database.run(`DROP TABLE ${copies.name}`);
  return new Map(rows.map(({ edge, syndicated }) => [edge, syndicated]));
}

/** Writes the sites. */
export async function writeSites(
  database: Database,
  path: string,
  { material, cascades, transmission, network }: FoundNetwork,
): Promise<void> {
  const sites = material.sites.length;
  const counts = () => new Int32Array(sites);
  const [narratives, first, told, sources, targets, passedOn] = [
    counts(),
    counts(),
    counts(),
    counts(),
    counts(),
    counts(),
  ];
  const { site, starts, narrative, earliest, latest } = cascades;
  const parents = likelyParents(cascades, transmission, network);
  for (let at = 0; at < site.length; at++) {
    const own = site[at]!;
    narratives[own]! += 1;
    if (parents.edge[at]! >= 0) told[own]! += 1;
    // Appearances are in the order of `latest`: where the first does not come before, none does.
    else if (!(latest[starts[narrative[at]!]!]! <= earliest[at]!)) first[own]! += 1;
  }
  for (const [edge, copies] of copiesOf(parents.edge, network.source.length).entries()) {
    targets[network.source[edge]!]! += 1;
    sources[network.target[edge]!]! += 1;
    passedOn[network.source[edge]!]! += copies;
  }
  const writer = await database.table(tables.network_nodes.columns);
  for (const [number, { site: name, ecosystem }] of material.sites.entries()) {
    writer.append({
      site: name,
      ecosystem,
      narratives: narratives[number],
      first: first[number],
      told: told[number],
      alone: narratives[number]! - first[number]! - told[number]!,
      sources: sources[number],
      targets: targets[number],
      passed_on: passedOn[number],
    });
  }
  await writer.write(path);
}

/** The middle value; of an even number the mean of the middle two; null of none. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
