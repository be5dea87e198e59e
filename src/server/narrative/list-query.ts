/** The list of narratives: what may be asked of it, and the answer a page at a time. */
import { z } from 'zod';
import { groupBy } from '../../kernels/group-by.ts';
import { baselines } from '../../report/names.ts';
import { Conditions, fromList, listed } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { dayQuery, flagQuery, pageQuery, wordsOf } from '../query.ts';
import type { Bound, StudyReader } from '../study-reader.ts';

/** Orders of the list. */
export const orders = ['articles', 'posts', 'first', 'last', 'lead', 'label'] as const;

/** What stands behind the `?` of the list. */
export const narrativeQuery = z.object({
  q: z.string().max(200).default(''),
  ecosystem: z.string().max(200).default(''),
  winner: z.string().max(200).default(''),
  baseline: z.enum(baselines).default('npmi_own'),
  /** Only where the winner of the baseline is ahead beyond chance. */
  separable: z.enum(['', '1']).default(''),
  first: z.string().max(200).default(''),
  /** An ecosystem that was demonstrably before the platform, whether or not it was the first of them. */
  earlier: z.string().max(200).default(''),
  order: z.enum(['', 'before', 'after', 'undecidable']).default(''),
  from: dayQuery,
  to: dayQuery,
  posts: z.coerce.number().int().min(0).max(1e9).default(0),
  small: flagQuery,
  sort: z.enum(orders).default('articles'),
  page: pageQuery,
});

export type NarrativeQuery = z.infer<typeof narrativeQuery>;

/** A narrative of the list. Times are milliseconds since 1970. */
export interface ListedNarrative {
  readonly narrative_id: string;
  readonly label: string;
  readonly language: string | null;
  readonly posts: number;
  readonly articles: number;
  readonly first_post_at: number | null;
  readonly last_post_at: number | null;
  readonly is_measured: boolean;
  readonly first_ecosystem: string | null;
  readonly against_platform: string | null;
  readonly lead_hours: number | null;
  /** Ecosystems it is most associated with by the baseline that was asked for. */
  readonly winners: readonly string[];
  readonly separable: boolean;
  /** Matched articles by ecosystem. */
  readonly counts: ReadonlyMap<string, number>;
}

const sorting: Readonly<Record<(typeof orders)[number], string>> = {
  articles: 'articles DESC, posts DESC',
  posts: 'posts DESC, articles DESC',
  first: 'first_post_at ASC NULLS LAST',
  last: 'last_post_at DESC NULLS LAST',
  lead: 'lead_hours DESC NULLS LAST',
  label: 'label ASC',
};

/** What a query asks for as conditions on `narrative_list`. */
function conditionsOf(query: NarrativeQuery): Conditions {
  const conditions = new Conditions();
  for (const word of wordsOf(query.q)) conditions.need('contains(searched, ?)', word);
  if (query.ecosystem !== '')
    conditions.need(
      'narrative_id IN (SELECT narrative_id FROM narrative_articles WHERE ecosystem = ?)',
      query.ecosystem,
    );
  if (query.winner !== '') conditions.need('list_contains(winners[?], ?)', query.baseline, query.winner);
  if (query.separable === '1') conditions.need('list_contains(separable, ?)', query.baseline);
  if (query.first !== '') conditions.need('first_ecosystem = ?', query.first);
  if (query.earlier !== '') conditions.need('list_contains(earlier, ?)', query.earlier);
  if (query.order !== '') conditions.need('against_platform = ?', query.order);
  if (query.from !== '') conditions.need('last_post_at >= CAST(? AS TIMESTAMPTZ)', query.from);
  if (query.to !== '') conditions.need('first_post_at < CAST(? AS TIMESTAMPTZ) + INTERVAL 1 DAY', query.to);
  if (query.posts > 0) conditions.need('posts >= ?', query.posts);
  if (query.small !== '1') conditions.need('is_measured');
  return conditions;
}

/** The question for every narrative that fits, in the order of the list. */
export function narrativesSql(query: NarrativeQuery): { readonly sql: string; readonly values: readonly Bound[] } {
  const conditions = conditionsOf(query);
  const { where, values } = conditions;
  const baseline = conditions.bind(query.baseline);
  return {
    sql: `
    WITH counts AS (
      SELECT narrative_id, to_json(map_from_entries(list((ecosystem, articles) ORDER BY ecosystem)))::VARCHAR AS articles_by_ecosystem
      FROM narrative_articles GROUP BY narrative_id)
    SELECT narrative_id, label, language, posts, articles, coalesce(articles_by_ecosystem, '{}') AS articles_by_ecosystem,
      coalesce(winners[${baseline}], []) AS winners, list_contains(separable, ${baseline}) AS separable,
      first_ecosystem, against_platform, lead_hours, first_post_at, last_post_at, is_measured
    FROM narrative_list LEFT JOIN counts USING (narrative_id) ${where}
    ORDER BY ${sorting[query.sort]}, narrative_id`,
    values,
  };
}

/** The narratives that fit a query, a page of them. */
export async function findNarratives(
  reader: StudyReader,
  query: NarrativeQuery,
  signal: AbortSignal,
): Promise<Listed<ListedNarrative>> {
  const conditions = conditionsOf(query);
  const { where, values } = conditions;
  const found = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM narrative_list ${where}`,
    values,
    signal,
  ))!.found;
  const { page, pages, limit } = pageOf(query.page, found);
  const baseline = conditions.bind(query.baseline);
  // Rows are found by their places first: texts are read of those alone that are shown.
  const narratives = await reader.rows<Omit<ListedNarrative, 'counts'>>(
    `
    WITH shown AS (
      SELECT rowid AS place FROM narrative_list ${where}
      ORDER BY ${sorting[query.sort]}, narrative_id ${limit})
    SELECT narrative_id, label, language, posts, articles, epoch_ms(first_post_at) AS first_post_at,
      epoch_ms(last_post_at) AS last_post_at, is_measured, first_ecosystem, against_platform, lead_hours,
      coalesce(winners[${baseline}], []) AS winners, list_contains(separable, ${baseline}) AS separable
    FROM narrative_list WHERE rowid IN (SELECT place FROM shown) ORDER BY ${sorting[query.sort]}, narrative_id`,
    values,
    signal,
  );
  const counts = await countsOf(
    reader,
    narratives.map(({ narrative_id }) => narrative_id),
    signal,
  );
  return {
    rows: narratives.map((row) => ({ ...row, counts: counts.get(row.narrative_id) ?? new Map() })),
    found,
    page,
    pages,
  };
}

/** Matched articles of narratives, by ecosystem. */
async function countsOf(
  reader: StudyReader,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const rows = await reader.rows<{ narrative_id: string; ecosystem: string; articles: number }>(
    `SELECT narrative_id, ecosystem, articles FROM narrative_articles WHERE narrative_id IN ${fromList}`,
    [listed(ids)],
    signal,
  );
  return new Map(
    [...groupBy(rows, ({ narrative_id }) => narrative_id)].map(([id, own]) => [
      id,
      new Map(own.map(({ ecosystem, articles }) => [ecosystem, articles])),
    ]),
  );
}
