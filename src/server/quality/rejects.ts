/** Records that were not taken, and what was wrong with some that were. */
import { z } from 'zod';
import { noteSlugs } from '../../formats/records.ts';
import { Conditions } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { pageQuery, wordsOf } from '../query.ts';
import type { StudyReader } from '../study-reader.ts';

/** What stands behind the `?` of the list of rejects. */
export const rejectsQuery = z.object({
  q: z.string().max(200).default(''),
  stage: z.string().max(200).default(''),
  slug: z.string().max(200).default(''),
  source: z.string().max(4000).default(''),
  page: pageQuery,
});

export type RejectsQuery = z.infer<typeof rejectsQuery>;

/** A row of `rejects`. */
export interface Reject {
  readonly stage: string;
  readonly source: string;
  readonly record: string;
  readonly slug: string;
  readonly detail: string;
}

/** Rows of one stage and reason in one file. */
export interface RejectCount {
  readonly stage: string;
  readonly slug: string;
  readonly source: string;
  readonly records: number;
}

/** Counts of the rejects, largest first, and how many other combinations there are. */
export interface RejectCounts {
  readonly rows: readonly RejectCount[];
  readonly left: number;
  readonly records: number;
}

/** Combinations that are counted on a page. */
const countedRows = 40;

/** Whether the item was taken although something was wrong with it. */
export function isTaken(slug: string): boolean {
  return (noteSlugs as readonly string[]).includes(slug);
}

const cut = (column: string, characters: number): string => `left(coalesce(${column}, ''), ${characters})`;

function conditionsOf(query: Omit<RejectsQuery, 'page'>): Conditions {
  const conditions = new Conditions();
  if (query.stage !== '') conditions.need('stage = ?', query.stage);
  if (query.slug !== '') conditions.need('slug = ?', query.slug);
  if (query.source !== '') conditions.need('source = ?', query.source);
  for (const word of wordsOf(query.q))
    conditions.need(
      `contains(lower(concat_ws(' ', stage, slug, ${cut('source', 2000)}, ${cut('record', 500)}, ${cut('detail', 2000)})), ?)`,
      word,
    );
  return conditions;
}

/** How many rows there are by stage, reason and file. */
export async function countRejects(
  reader: StudyReader,
  query: Omit<RejectsQuery, 'page'>,
  signal: AbortSignal,
): Promise<RejectCounts> {
  const conditions = conditionsOf(query);
  const rows = await reader.rows<RejectCount & { readonly combinations: number; readonly all: number }>(
    `SELECT coalesce(stage, '') AS stage, coalesce(slug, '') AS slug, ${cut('source', 4000)} AS source, count(*) AS records,
      count(*) OVER () AS combinations, (sum(count(*)) OVER ())::BIGINT AS "all"
    FROM rejects ${conditions.where} GROUP BY 1, 2, 3 ORDER BY records DESC, stage, slug, source LIMIT ${countedRows}`,
    conditions.values,
    signal,
  );
  return { rows, left: (rows[0]?.combinations ?? 0) - rows.length, records: rows[0]?.all ?? 0 };
}

/** The rows that fit, in the order of their records. */
export async function listRejects(
  reader: StudyReader,
  query: RejectsQuery,
  signal: AbortSignal,
): Promise<Listed<Reject>> {
  const conditions = conditionsOf(query);
  const found = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM rejects ${conditions.where}`,
    conditions.values,
    signal,
  ))!.found;
  const { page, pages, limit } = pageOf(query.page, found);
  const rows = await reader.rows<Reject>(
    `SELECT coalesce(stage, '') AS stage, ${cut('source', 1000)} AS source, ${cut('record', 500)} AS record,
      coalesce(slug, '') AS slug, ${cut('detail', 2000)} AS detail
    FROM rejects ${conditions.where} ORDER BY rejects.stage, rejects.source, TRY_CAST(rejects.record AS BIGINT) NULLS LAST, rejects.record, rejects.slug, rejects.detail
    ${limit}`,
    conditions.values,
    signal,
  );
  return { rows, found, page, pages };
}
