/** The items of a narrative, a page at a time: matched passages beside the nearest post passage, posts, near misses. */
import { z } from 'zod';
import { Conditions } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { flagQuery, pageQuery } from '../query.ts';
import type { Entries } from './entries.ts';
import type { StudyReader } from '../study-reader.ts';

/** Rows of a page. */
export const itemsPerPage = 20;

/** Orders of matched articles, and of posts. */
export const matchOrders = ['margin', 'time', 'latest'] as const;
export const postOrders = ['time', 'centre'] as const;

const instant = z
  .string()
  .regex(
    /^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?)?$/u,
    'expected a day such as 2022-03-01, or a time such as 2022-03-01T14:00',
  )
  .refine((text) => text === '' || isInstant(text), 'there is no such day')
  .default('');

/** What stands behind the `?` of the page of a narrative. */
export const evidenceQuery = z.object({
  ecosystem: z.string().max(200).default(''),
  site: z.string().max(300).default(''),
  language: z.string().max(40).default(''),
  from: instant,
  to: instant,
  sort: z.enum(matchOrders).default('margin'),
  page: pageQuery,
  /** Page of the posts, and their order. */
  posts: pageQuery,
  order: z.enum(postOrders).default('time'),
  /** Whether near misses are shown, and which page of them. */
  near: flagQuery,
  nearPage: pageQuery,
});

export type EvidenceQuery = z.infer<typeof evidenceQuery>;

/** The instant, in UTC, that a day or a time names. */
function millisecondsOf(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}:00Z`);
}

/** Whether there is such a day and time: 31 February is none. */
function isInstant(text: string): boolean {
  const time = millisecondsOf(text);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** Bounds of a span: from the first instant to before the last; a day stands for all of it. */
export function spanOf({ from, to }: Pick<EvidenceQuery, 'from' | 'to'>): [from: number | null, to: number | null] {
  const day = 86_400_000;
  return [
    from === '' ? null : millisecondsOf(from),
    to === '' ? null : millisecondsOf(to) + (to.length === 10 ? day : 0),
  ];
}

/** An item that is shown, before its texts are read. */
export interface ShownRow {
  readonly item_id: string;
  readonly ecosystem: string;
  readonly syndication_group: string | null;
  readonly passage_id: string | null;
  readonly score: number | null;
  readonly verified_score: number | null;
  readonly threshold: number | null;
  /** Passages of the article that match the narrative. */
  readonly passages: number;
  readonly post_passage_id: string | null;
  /** Of a post: centred cosine to the centre of the narrative. */
  readonly similarity: number | null;
}

/** A page of items; `found` of them fit, `of` are all. */
export interface Found<Item> extends Listed<Item> {
  readonly of: number;
}

const sorting: Readonly<Record<(typeof matchOrders)[number], string>> = {
  margin: 'margin DESC',
  time: 'middle ASC NULLS LAST',
  latest: 'middle DESC NULLS LAST',
};

function needSpan(conditions: Conditions, query: EvidenceQuery): void {
  const [from, to] = spanOf(query);
  if (from !== null) conditions.need('middle >= ?', from);
  if (to !== null) conditions.need('middle < ?', to);
}

/** Matched articles that fit the query. */
export async function findMatches(entries: Entries, query: EvidenceQuery): Promise<Found<ShownRow>> {
  const conditions = new Conditions();
  conditions.need('margin IS NOT NULL');
  if (query.ecosystem !== '') conditions.need('source = ?', query.ecosystem);
  if (query.site !== '') conditions.need('site = ?', query.site);
  if (query.language !== '')
    conditions.need('item_id IN (SELECT item_id FROM items WHERE language = ?)', query.language);
  needSpan(conditions, query);
  const { where, values } = conditions;
  const [counted] = await entries<{ found: number; of: number }>(
    `SELECT count(*) FILTER (fits) AS found, count(*) AS "of"
     FROM (SELECT coalesce(${where.replace(/^WHERE /u, '')}, false) AS fits FROM entries WHERE margin IS NOT NULL)`,
    values,
  );
  const { page, pages, limit } = pageOf(query.page, counted!.found, itemsPerPage);
  if (counted!.found === 0) return { rows: [], ...counted!, page, pages };
  const shown = await entries<ShownRow>(
    `WITH shown AS (SELECT *, row_number() OVER () AS place FROM (
       SELECT * FROM entries ${where} ORDER BY ${sorting[query.sort]}, item_id ${limit})),
     own AS (SELECT m.* FROM matches m JOIN leaves USING (narrative_id) WHERE m.item_id IN (SELECT item_id FROM shown)),
     best AS (
       SELECT *, count(DISTINCT passage_id) OVER (PARTITION BY item_id) AS passages FROM own
       QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY verified_score - threshold DESC NULLS LAST, passage_id) = 1)
     SELECT s.item_id, s.source AS ecosystem, s.syndication_group, b.passage_id, b.score, b.verified_score, b.threshold, b.passages,
       b.post_passage_id, NULL AS similarity
     FROM shown s JOIN best b ON b.item_id = s.item_id ORDER BY s.place`,
    values,
  );
  return { rows: shown, ...counted!, page, pages };
}

/** Posts of the narrative within the span that is asked for. */
export async function findPosts(entries: Entries, query: EvidenceQuery): Promise<Found<ShownRow>> {
  const conditions = new Conditions();
  needSpan(conditions, query);
  conditions.need('margin IS NULL');
  const { where, values } = conditions;
  const [counted] = await entries<{ found: number; of: number }>(
    `SELECT count(*) FILTER (fits) AS found, count(*) AS "of"
     FROM (SELECT coalesce(${where.replace(/^WHERE /u, '')}, false) AS fits FROM entries WHERE margin IS NULL)`,
    values,
  );
  const { page, pages, limit } = pageOf(query.posts, counted!.found, itemsPerPage);
  if (counted!.found === 0) return { rows: [], ...counted!, page, pages };
  const order = query.order === 'centre' ? 'similarity DESC NULLS LAST' : 'middle ASC NULLS LAST';
  const shown = await entries<ShownRow>(
    `WITH best AS (
       SELECT item_id, passage_id, similarity FROM members JOIN parts USING (narrative_id)
       QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY similarity DESC NULLS LAST, passage_id) = 1)
     SELECT e.item_id, e.source AS ecosystem, NULL AS syndication_group, b.passage_id, NULL AS score, NULL AS verified_score,
       NULL AS threshold, 1 AS passages, NULL AS post_passage_id, b.similarity
     FROM (SELECT * FROM entries ${where}) e LEFT JOIN best b USING (item_id) ORDER BY ${order}, e.item_id ${limit}`,
    values,
  );
  return { rows: shown, ...counted!, page, pages };
}

/** Article passages that stayed just below the threshold, the nearest to it first; only counted unless asked for. */
export async function findNear(entries: Entries, { near, nearPage }: EvidenceQuery): Promise<Found<ShownRow>> {
  const [counted] = await entries<{ found: number }>(
    'SELECT count(*) AS found FROM near JOIN leaves USING (narrative_id)',
  );
  const found = counted!.found;
  const { page, pages, limit } = pageOf(nearPage, found, itemsPerPage);
  if (found === 0 || near === '') return { rows: [], found, of: found, page, pages };
  const shown = await entries<ShownRow>(
    `SELECT item_id, coalesce(ecosystem, '') AS ecosystem, NULL AS syndication_group, passage_id, score, verified_score, threshold,
       1 AS passages, post_passage_id, NULL AS similarity
     FROM near JOIN leaves USING (narrative_id) ORDER BY verified_score - threshold DESC, passage_id ${limit}`,
  );
  return { rows: shown, found, of: found, page, pages };
}

/** Choices of a filter that are offered. */
const choicesOffered = 200;

/** Sites of the matched articles, those with most first. */
export async function readSites(entries: Entries): Promise<string[]> {
  const rows = await entries<{ name: string }>(
    `SELECT site AS name FROM entries WHERE margin IS NOT NULL AND site IS NOT NULL AND site <> ''
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${choicesOffered}`,
  );
  return rows.map(({ name }) => name);
}

/** Languages of the articles of the study. */
export async function readLanguages(reader: StudyReader): Promise<readonly string[]> {
  const rows = await reader.once('languages of articles', async () =>
    reader.rows<{ name: string }>(
      `SELECT DISTINCT language AS name FROM coverage WHERE kind = 'article' AND language IS NOT NULL ORDER BY 1`,
    ),
  );
  return rows.map(({ name }) => name);
}
