/** The table `network_ecosystems`: the network from ecosystem to ecosystem, against chance. */
import { midPValue } from '../kernels/netinf-checks.ts';
import { copiesOf } from '../kernels/netinf-rate.ts';
import { likelyParents } from '../kernels/netinf.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { NetworkMaterial } from './network-read.ts';
import type { FoundNetwork } from './network-write.ts';
import type { EdgeChecks } from './network.ts';

/** The ecosystems of the sites in the order of their names, and the place of each site's among them. */
export function groupsOf({ sites }: NetworkMaterial): { readonly names: string[]; readonly groups: Int32Array } {
  const names = [...new Set(sites.map(({ ecosystem }) => ecosystem))].sort();
  return { names, groups: Int32Array.from(sites, ({ ecosystem }) => names.indexOf(ecosystem)) };
}

/** Writes a row for every two ecosystems, and for each with itself. */
export async function writeEcosystems(
  database: Database,
  path: string,
  found: FoundNetwork & { readonly checks: EdgeChecks | undefined },
): Promise<void> {
  const { material, cascades, transmission, network, checks } = found;
  const { names, groups } = groupsOf(material);
  const edges = new Int32Array(names.length ** 2);
  const copies = new Int32Array(names.length ** 2);
  const used = copiesOf(likelyParents(cascades, transmission, network).edge, network.source.length);
  for (const [edge, own] of used.entries()) {
    const cell = groups[network.source[edge]!]! * names.length + groups[network.target[edge]!]!;
    edges[cell]! += 1;
    copies[cell]! += own;
  }
  const writer = await database.table(tables.network_ecosystems.columns);
  for (let cell = 0; cell < copies.length; cell++) {
    const chance = checks?.chance.copies.map((own) => own[cell]!).sort((a, b) => a - b) ?? [];
    const at = (share: number): number | null => chance[Math.floor(share * (chance.length - 1))] ?? null;
    writer.append({
      source: names[Math.floor(cell / names.length)],
      target: names[cell % names.length],
      edges: edges[cell],
      copies: copies[cell],
      by_chance: chance.length === 0 ? null : chance.reduce((sum, value) => sum + value, 0) / chance.length,
      by_chance_low: at(0.05),
      by_chance_high: at(0.95),
      p_value:
        chance.length === 0
          ? null
          : midPValue(
              chance.filter((value) => value > copies[cell]!).length,
              chance.filter((value) => value === copies[cell]!).length,
              chance.length,
            ),
    });
  }
  await writer.write(path);
}
