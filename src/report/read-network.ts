/** Reads from the tables who passes narratives on to whom. */
import type { Database } from '../store/database.ts';
import type { NetworkData, NetworkEdge, StageNote } from './model.ts';

/** Edges that are listed on the page; the others are in the table. */
const listedEdges = 20;

/**
 * P-values up to this stand out. Edges are chosen for their gain, so their p-values are too small: where order
 * means nothing, 2 to 8 % of those with enough narratives have one up to 0.01, and 8 to 30 % one up to 0.05
 * (`netinf.null` of eval/netinf.ts).
 */
export const standsOut = 0.01;

/** Reads the network from the views of its three tables. */
export async function readNetwork(database: Database, stages: readonly StageNote[]): Promise<NetworkData> {
  const [totals] = await database.rows<{
    sites: number;
    edges: number;
    thin: number;
    distinct: number;
    checked: number;
  }>(`
    SELECT (SELECT count(*) FROM network_nodes) AS sites, count(*) AS edges, count(*) FILTER (is_thin) AS thin,
      count(*) FILTER (NOT is_thin AND p_value <= ${standsOut}) AS distinct, count(p_value) AS checked
    FROM network`);
  const note = stages.find(({ name }) => name === 'network');
  return {
    ...totals!,
    listed: await database.rows<NetworkEdge>(`
      SELECT source, target, source_ecosystem, target_ecosystem, copies, syndicated, before, after, undecided,
        median_delay_hours, support, p_value, narratives
      FROM network WHERE NOT is_thin AND coalesce(p_value, 0) <= ${standsOut} ORDER BY place LIMIT ${listedEdges}`),
    passed: await database.rows(`
      SELECT source, target, copies, by_chance, by_chance_low, by_chance_high, p_value FROM network_ecosystems
      ORDER BY source, target`),
    meanDelayHours: note?.counts['mean_delay_hours'] ?? null,
    edgesByChance: note?.counts['edges_by_chance'] ?? null,
    minCopies: numberOf(note?.options, 'minCopies'),
  };
}

function numberOf(options: unknown, name: string): number | null {
  const value = (options as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'number' ? value : null;
}
