/** The list of sites: what may be asked of it, and the answer a page at a time. */
import { z } from 'zod';
import { Conditions } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { pageQuery, wordsOf } from '../query.ts';
import { prepareSites } from './prepare.ts';
import type { Bound, StudyReader } from '../study-reader.ts';

/** Orders of the list. */
export const siteOrders = [
  'articles',
  'matched',
  'rate',
  'narratives',
  'lead',
  'before',
  'firsts',
  'undated',
  'name',
] as const;

const least = z.coerce.number().int().min(0).max(1e9).default(0);

/** What stands behind the `?` of the list. */
export const siteQuery = z.object({
  q: z.string().max(200).default(''),
  ecosystem: z.string().max(2000).default(''),
  articles: least,
  narratives: least,
  sort: z.enum(siteOrders).default('articles'),
  page: pageQuery,
});

export type SiteQuery = z.infer<typeof siteQuery>;

/** A row of `site_list`; see there. */
export interface SiteRow {
  readonly site: string;
  readonly ecosystem: string;
  readonly homes: number;
  readonly articles: number;
  readonly to_hour: number;
  readonly to_day: number;
  readonly coarser: number;
  readonly bounded: number;
  readonly undated: number;
  readonly syndicated: number;
  readonly matched: number;
  readonly texts: number;
  readonly rate: number | null;
  readonly narratives: number;
  readonly leads: number;
  readonly before: number;
  readonly after: number;
  readonly undecidable: number;
  readonly lead: number | null;
  readonly lead_from: number | null;
  readonly lead_to: number | null;
  readonly firsts: number;
  readonly unopposed: number;
  readonly in_network: number | null;
  readonly node_first: number | null;
  readonly told: number | null;
  readonly alone: number | null;
  readonly sources: number | null;
  readonly targets: number | null;
  readonly passed_on: number | null;
}

const sorting: Readonly<Record<(typeof siteOrders)[number], string>> = {
  articles: 'articles DESC',
  matched: 'matched DESC',
  rate: 'rate DESC NULLS LAST, matched DESC',
  narratives: 'narratives DESC',
  lead: 'lead DESC NULLS LAST, leads DESC',
  before: 'before DESC',
  firsts: 'firsts DESC',
  undated: 'undated + bounded DESC',
  name: 'searched',
};

/** The sites that fit a query, in its order, on no pages: SQL over `site_list`, and its condition alone. */
export function sitesSql(query: SiteQuery): { readonly sql: string; readonly where: string; readonly values: Bound[] } {
  const conditions = new Conditions();
  for (const word of wordsOf(query.q)) conditions.need('contains(searched, ?)', word);
  if (query.ecosystem !== '') conditions.need('ecosystem = ?', query.ecosystem);
  if (query.articles > 0) conditions.need('articles >= ?', query.articles);
  if (query.narratives > 0) conditions.need('narratives >= ?', query.narratives);
  const { where, values } = conditions;
  const sql = `SELECT * EXCLUDE (searched) FROM site_list ${where} ORDER BY ${sorting[query.sort]}, articles DESC, site, ecosystem`;
  return { sql, where, values };
}

/** The sites that fit a query, a page of them. */
export async function findSites(reader: StudyReader, query: SiteQuery, signal: AbortSignal): Promise<Listed<SiteRow>> {
  await prepareSites(reader);
  const { sql, where, values } = sitesSql(query);
  const { found } = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM site_list ${where}`,
    values,
    signal,
  ))!;
  const { page, pages, limit } = pageOf(query.page, found);
  const rows = await reader.rows<SiteRow>(`${sql} ${limit}`, values, signal);
  return { rows, found, page, pages };
}

/** The sites of a name, one for each ecosystem it is in, the largest first. */
export async function sitesNamed(reader: StudyReader, site: string, signal: AbortSignal): Promise<SiteRow[]> {
  await prepareSites(reader);
  return reader.rows<SiteRow>(
    'SELECT * EXCLUDE (searched) FROM site_list WHERE site = $1 ORDER BY articles DESC, ecosystem LIMIT 100',
    [site],
    signal,
  );
}
