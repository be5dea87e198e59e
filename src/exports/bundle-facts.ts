/** What the datasheet and the descriptions of a bundle say about a study, read from its tables. */
import { gapsOf, fractionOf, isTelling, mondayOf, studyWeeks, sumOfWeeks } from '../kernels/coverage.ts';
import type { Gap } from '../kernels/coverage.ts';
import { coverageByEcosystem, readCoverage } from '../store/coverage.ts';
import type { EcosystemCoverage } from '../store/coverage.ts';
import { parquet } from '../store/database.ts';
import type { ExportContext } from './context.ts';

/** Days the study is declared to be about. */
export interface Scope {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Items of an ecosystem, or of the platform, with the stretches of weeks that chance hardly leaves empty. */
export interface CoveredSource extends EcosystemCoverage {
  readonly gaps: readonly Gap[];
}

/** What is said about a study. */
export interface Facts {
  /** Of the items in scope; `YYYY-MM-DD`. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly items: number;
  readonly outOfScope: number;
  readonly sources: readonly CoveredSource[];
  readonly times: readonly { readonly precision: string; readonly basis: string; readonly items: number }[];
  readonly authors: number;
  readonly rejects: readonly { readonly stage: string; readonly slug: string; readonly records: number }[];
  readonly narratives: number;
  readonly matches: number;
  readonly judged: number;
  readonly annotators: number;
}

const day = 86_400_000;

/** Reads the facts; counts of what has not been computed are 0. */
export async function readFacts(context: ExportContext, scope: Scope): Promise<Facts> {
  const { database, table, isWritten } = context;
  const items = parquet(table('items'));
  const [counts] = await database.rows<Pick<Facts, 'firstDay' | 'lastDay' | 'items' | 'outOfScope' | 'authors'>>(`
    SELECT min(published_at) FILTER (in_scope)::DATE::VARCHAR AS "firstDay", max(published_at) FILTER (in_scope)::DATE::VARCHAR AS "lastDay",
      count(*) FILTER (in_scope) AS items, count(*) FILTER (NOT in_scope) AS "outOfScope",
      count(DISTINCT author) FILTER (in_scope) AS authors
    FROM ${items}`);
  const rowsOf = async (name: 'measured' | 'matches'): Promise<number> => {
    if (!isWritten(name)) return 0;
    const [row] = await database.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${parquet(table(name))}`);
    return row!.rows;
  };
  const judgements = isWritten('judgements')
    ? await database.rows<{ judged: number; annotators: number }>(
        `SELECT count(DISTINCT pair_id) AS judged, count(DISTINCT annotator) AS annotators FROM ${parquet(table('judgements'))}`,
      )
    : [];
  return {
    ...counts!,
    sources: isWritten('coverage') ? await readSources(context, scope) : [],
    times: await database.rows(`
      SELECT coalesce(nullif(published_precision, ''), 'unknown') AS precision, coalesce(nullif(published_basis, ''), 'none') AS basis, count(*) AS items
      FROM ${items} WHERE in_scope GROUP BY ALL ORDER BY items DESC, precision, basis`),
    rejects: isWritten('rejects')
      ? await database.rows(
          `SELECT stage, slug, count(*) AS records FROM ${parquet(table('rejects'))} GROUP BY ALL ORDER BY records DESC, stage, slug`,
        )
      : [],
    narratives: await rowsOf('measured'),
    matches: await rowsOf('matches'),
    judged: judgements[0]?.judged ?? 0,
    annotators: judgements[0]?.annotators ?? 0,
  };
}

async function readSources({ database, table }: ExportContext, scope: Scope): Promise<CoveredSource[]> {
  const rows = coverageByEcosystem(await readCoverage(database, table('coverage')));
  const from = scope.from === undefined ? null : Date.parse(scope.from);
  const to = scope.to === undefined ? null : Date.parse(scope.to) + day;
  const weeks = studyWeeks(sumOfWeeks(rows.map(({ weekly }) => weekly)), from, to);
  return rows.map((row) => ({
    ...row,
    gaps: weeks === undefined ? [] : gapsOf(row.weekly, weeks, (week) => fractionOf(week, from, to)).filter(isTelling),
  }));
}

/** A stretch of weeks as days, both included: `2031-03-07 to 2031-03-20`. */
export function gapInDays({ first, last }: Gap): string {
  const isoDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  return `${isoDay(mondayOf(first))} to ${isoDay(mondayOf(last + 1) - day)}`;
}
