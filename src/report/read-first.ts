/** Sums the first appearances over all narratives, and reads what chance gives. */
import { sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { ChanceRow, FirstSums, LeadRow, MoverCounts, Outcomes, Overview } from './model.ts';

/**
 * Outcomes, order against the platform, precision and typical distance. Leaves the temporary tables
 * `report_first` (appearances in ecosystems) and `report_first_of` (a row a narrative).
 */
export async function readFirstSums(database: Database, platform: string): Promise<FirstSums> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_first AS
    SELECT narrative_id, coalesce(ecosystem, '') AS ecosystem, outcome, against_platform AS against,
      outcome_without_earliest AS otherwise, coalesce(undated, 0) AS undated, precision,
      epoch_ms(first_at_low) AS earliest, epoch_ms(first_at_high) AS latest
    FROM first_appearance WHERE coalesce(ecosystem, '') <> ${sqlText(platform)}`);
  // An ecosystem is first where it alone is; the typical distance lies between the middles of the earliest two.
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_first_of AS
    SELECT narrative_id, count(*) AS ecosystems, count(*) FILTER (outcome = 'first') AS firsts,
      CASE WHEN bool_or(coalesce(against = 'before', false)) THEN 'before'
        WHEN bool_and(coalesce(against = 'after', false)) THEN 'after' ELSE 'undecidable' END AS against,
      list_sort(list(earliest + (latest - earliest) / 2) FILTER (earliest IS NOT NULL AND latest IS NOT NULL)) AS middles
    FROM report_first GROUP BY 1`);
  const [sums] = await database.rows<
    Record<'narratives' | 'decided' | 'before' | 'after' | 'undecidable', number> & { distance: number | null }
  >(`
    SELECT count(*) AS narratives, count(*) FILTER (firsts = 1) AS decided,
      count(*) FILTER (against = 'before') AS before, count(*) FILTER (against = 'after') AS after,
      count(*) FILTER (against = 'undecidable') AS undecidable, quantile_cont(middles[2] - middles[1], 0.5) AS distance
    FROM report_first_of`);
  const [precision] = await database.rows<FirstSums['precision']>(`
    SELECT count(*) FILTER (class = 'minute') AS minute, count(*) FILTER (class = 'hour') AS hour,
      count(*) FILTER (class = 'day') AS day, count(*) FILTER (class = 'open') AS open
    FROM (SELECT CASE WHEN earliest IS NULL OR latest IS NULL OR coalesce(precision, 'unknown') = 'unknown' THEN 'open'
      WHEN precision IN ('day', 'hour') THEN precision ELSE 'minute' END AS class FROM report_first)`);
  const { narratives, decided, before, after, undecidable, distance } = sums!;
  return {
    narratives,
    decided,
    against: { before, after, undecidable },
    outcomes: await readOutcomes(database),
    precision: precision!,
    distance,
  };
}

async function readOutcomes(database: Database): Promise<Outcomes[]> {
  const rows = await database.rows<Omit<Outcomes, 'undecidable' | 'undecidableAgainst'>>(`
    SELECT ecosystem, count(*) AS narratives,
      count(*) FILTER (outcome = 'first' AND firsts = 1) AS first,
      count(*) FILTER (outcome = 'first' AND ecosystems = 1) AS unopposed,
      count(*) FILTER (outcome = 'not_first') AS "notFirst",
      count(*) FILTER (outcome = 'first' AND firsts = 1 AND otherwise = 'first') AS robust,
      count(*) FILTER (f.against = 'before') AS before, count(*) FILTER (f.against = 'after') AS after,
      sum(undated)::BIGINT AS undated
    FROM report_first f JOIN report_first_of USING (narrative_id) GROUP BY 1`);
  return rows
    .map((row) => ({
      ...row,
      undecidable: row.narratives - row.first - row.notFirst,
      undecidableAgainst: row.narratives - row.before - row.after,
    }))
    .sort((a, b) => b.first - a.first || b.narratives - a.narratives || (a.ecosystem < b.ecosystem ? -1 : 1));
}

/** The tables `first_summary` and `first_leads`, and sums over `first_movers`. */
export async function readChance(database: Database): Promise<Pick<Overview, 'chance' | 'leads' | 'movers'>> {
  const [movers] = await database.rows<MoverCounts>(`
    SELECT count(p_value) AS tested, count(*) FILTER (q_value <= 0.1) AS significant,
      count(*) FILTER (at_or_before AND ecosystems > 0) AS "atOrBefore"
    FROM first_movers`);
  return {
    chance: await database.rows<ChanceRow>('SELECT * FROM first_summary ORDER BY measure, counting, source'),
    leads: await database.rows<LeadRow>('SELECT * FROM first_leads ORDER BY source'),
    movers: movers!,
  };
}
