/** The lists on the page of a site: the narratives it took part in, and its articles. */
import { z } from 'zod';
import { publicationTimes } from '../../store/publication-times.ts';
import type { ItemTime } from '../../report/times.ts';
import { Conditions } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { flagQuery, pageQuery } from '../query.ts';
import { siteLeads } from './leads.ts';
import type { AskSite } from './leads.ts';
import type { SiteRow } from './query.ts';
import type { StudyReader } from '../study-reader.ts';

/** Rows of a page. */
const perPage = 30;

/** Orders of the narratives. */
export const takenOrders = ['lead', 'articles', 'posts'] as const;

/** What stands behind the `?` of the page of a site; without an ecosystem it is the one with most of its articles. */
export const oneSiteQuery = z.object({
  ecosystem: z.string().max(2000).optional(),
  list: z.enum(['narratives', 'articles']).default('narratives'),
  order: z.enum(['', 'before', 'after', 'undecidable']).default(''),
  first: flagQuery,
  sort: z.enum(takenOrders).default('lead'),
  matched: flagQuery,
  page: pageQuery,
});

export type OneSiteQuery = z.infer<typeof oneSiteQuery>;

/** A narrative that a site took part in. Leads are in hours; NULL: open. */
export interface TakenNarrative {
  readonly narrative_id: string;
  readonly label: string;
  readonly language: string | null;
  readonly posts: number;
  readonly articles: number;
  readonly standing: 'before' | 'after' | 'undecidable' | null;
  readonly lead_low: number | null;
  readonly lead_high: number | null;
  /** Whether the first appearance in its ecosystem is one of the site's articles, and that ecosystem the first. */
  readonly is_first_here: boolean;
  readonly is_first: boolean;
}

/** An article of a site. */
export interface SiteArticle extends ItemTime {
  readonly item_id: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly has_copies: boolean;
  readonly narratives: number;
}

const sorting: Readonly<Record<(typeof takenOrders)[number], string>> = {
  // By the middle; where a bound is open by the other one, behind those that have both.
  lead: `standing IS NULL, isfinite(lead_low) AND isfinite(lead_high) DESC, CASE WHEN isfinite(lead_low) AND isfinite(lead_high) THEN lead_low + lead_high END DESC`,
  articles: 'articles DESC',
  posts: 'posts DESC',
};

/** The narratives a site took part in; `ask` has its events, here and below. */
export async function findTaken(
  reader: StudyReader,
  query: OneSiteQuery,
  ask: AskSite,
): Promise<Listed<TakenNarrative>> {
  const conditions = new Conditions();
  if (query.order !== '') conditions.need('standing = ?', query.order);
  if (query.first === '1') conditions.need('is_first');
  const taken = `WITH ${siteLeads(reader, 'site_events')},
    firsts AS (
      SELECT f.narrative_id, f.outcome = 'first' AS is_first FROM first_appearance f
      JOIN site_timed t ON t.narrative_id = f.narrative_id AND t.item_id = f.item_id AND f.ecosystem = t.ecosystem),
    taken AS (
      SELECT s.narrative_id, l.label, l.language, coalesce(l.posts, 0) AS posts, s.articles, s.standing, s.lead_low, s.lead_high,
        f.narrative_id IS NOT NULL AS is_first_here, coalesce(f.is_first, false) AS is_first
      FROM site_leads s LEFT JOIN narrative_list l USING (narrative_id) LEFT JOIN firsts f USING (narrative_id))`;
  return paged(ask, query.page, conditions, {
    count: `${taken} SELECT count(*) AS found FROM taken ${conditions.where}`,
    rows: `${taken} SELECT * REPLACE (coalesce(label, '') AS label,
        CASE WHEN isfinite(lead_low) THEN lead_low END AS lead_low, CASE WHEN isfinite(lead_high) THEN lead_high END AS lead_high)
      FROM taken ${conditions.where} ORDER BY ${sorting[query.sort]}, narrative_id`,
  });
}

/** The articles of a site in scope, in the order of their times. */
export async function findArticles(
  reader: StudyReader,
  { site, ecosystem }: SiteRow,
  query: OneSiteQuery,
  ask: AskSite,
): Promise<Listed<SiteArticle>> {
  const conditions = new Conditions([site, ecosystem]);
  conditions.need(`kind = 'article' AND in_scope AND coalesce(site, '') = $1 AND coalesce(ecosystem, '') = $2`);
  if (query.matched === '1') conditions.need('item_id IN (SELECT item_id FROM site_events)');
  const time = publicationTimes('i', reader.settings.firstSeenIsPublication);
  return paged(ask, query.page, conditions, {
    count: `SELECT count(*) AS found FROM items ${conditions.where}`,
    rows: `WITH held AS (
        SELECT item_id, count(*) AS narratives FROM site_events GROUP BY 1)
      SELECT i.item_id, left(i.title, 400) AS title, i.language, coalesce(i.syndication_group, '') <> '' AS has_copies,
        epoch_ms(${time.published}) AS "at", ${time.precision} AS precision, i.published_basis AS basis,
        epoch_ms(${time.earliest}) AS earliest, epoch_ms(${time.latest}) AS latest, coalesce(h.narratives, 0) AS narratives
      FROM (SELECT * EXCLUDE (text) FROM items ${conditions.where}) i LEFT JOIN held h USING (item_id)
      ORDER BY coalesce("at", latest) NULLS LAST, i.item_id`,
  });
}

async function paged<Row>(
  ask: AskSite,
  wanted: number,
  { values }: Conditions,
  sql: { readonly count: string; readonly rows: string },
): Promise<Listed<Row>> {
  const { found } = (await ask<{ found: number }>(sql.count, values))[0]!;
  const { page, pages, limit } = pageOf(wanted, found, perPage);
  const rows = await ask<Row>(`${sql.rows} ${limit}`, values);
  return { rows, found, page, pages };
}
