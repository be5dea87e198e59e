/** Reads the tables of influence. */
import type { Database } from '../store/database.ts';
import type { InfluenceFitRow, InfluenceRow, Ranged, Overview } from './model.ts';

const figures = ['influence', 'influence_root', 'efficiency'] as const;

/** The rows of both tables, in their order; of the fit one for each process. */
export async function readInfluence(database: Database): Promise<Pick<Overview, 'influence' | 'influenceFit'>> {
  const rows = await database.rows<Record<string, string | number | null>>(
    'SELECT * FROM influence ORDER BY model, target, source',
  );
  const ranged = (row: (typeof rows)[number], figure: (typeof figures)[number]): Ranged => ({
    value: row[figure] as number | null,
    low: row[`${figure}_low`] as number | null,
    high: row[`${figure}_high`] as number | null,
  });
  return {
    influence: rows.map((row): InfluenceRow => ({
      model: String(row['model']),
      source: String(row['source']),
      target: String(row['target']),
      influence: ranged(row, 'influence'),
      root: ranged(row, 'influence_root'),
      efficiency: ranged(row, 'efficiency'),
      reason: row['reason'] as string | null,
    })),
    influenceFit: await database.rows<InfluenceFitRow>(`
      SELECT DISTINCT model, process, waits, ks_distance AS distance, ks_p_value AS "pValue", spectral_radius AS "spectralRadius", delay_days AS "delayDays"
      FROM influence_fit ORDER BY model, process`),
  };
}
