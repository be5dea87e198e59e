/** Reads from the tables who passes narratives on to whom. */
import type { Database } from '../store/database.ts';
import type { NetworkData, NetworkEdge, StageNote } from './model.ts';

/** Edges that are listed on the page; the others are in the table. */
const listedEdges = 20;

/** Reads the network from the views `network` and `network_nodes`. */
export async function readNetwork(database: Database, stages: readonly StageNote[]): Promise<NetworkData> {
  const [totals] = await database.rows<{
    sites: number;
    edges: number;
    thin: number;
    distinct: number;
    checked: number;
  }>(`
    SELECT (SELECT count(*) FROM network_nodes) AS sites, count(*) AS edges, count(*) FILTER (is_thin) AS thin,
      count(*) FILTER (NOT is_thin AND p_value <= 0.05) AS distinct, count(p_value) AS checked
    FROM network`);
  const note = stages.find(({ name }) => name === 'network');
  return {
    ...totals!,
    listed: await database.rows<NetworkEdge>(`
      SELECT source, target, source_ecosystem, target_ecosystem, copies, syndicated, before, after, undecided,
        median_delay_hours, support, p_value, narratives
      FROM network WHERE NOT is_thin AND coalesce(p_value, 0) <= 0.05 ORDER BY place LIMIT ${listedEdges}`),
    passed: await database.rows(`
      SELECT source_ecosystem AS source, target_ecosystem AS target, sum(copies)::INTEGER AS copies, count(*) AS edges
      FROM network GROUP BY ALL ORDER BY source, target`),
    meanDelayHours: note?.counts['mean_delay_hours'] ?? null,
    edgesByChance: note?.counts['edges_by_chance'] ?? null,
    minCopies: numberOf(note?.options, 'minCopies'),
  };
}

function numberOf(options: unknown, name: string): number | null {
  const value = (options as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'number' ? value : null;
}
