/** Items by what is known of them: the rows behind the figures of data quality. */
import { z } from 'zod';
import type { TimeClasses } from '../../kernels/time-needs.ts';
import type { ItemTime } from '../../report/times.ts';
import { timeClassSql } from '../../store/time-classes.ts';
import { findOutsideSites, outsideReasons, reasonSql } from './scope.ts';
import type { OutsideReason } from './scope.ts';
import type { StudyReader } from '../study-reader.ts';
import { Conditions } from '../conditions.ts';
import { pageOf } from '../paging.ts';
import type { Listed } from '../paging.ts';
import { pageQuery } from '../query.ts';

/** Classes of times, sharpest first. */
export const timeClasses = [
  'to_hour',
  'to_day',
  'coarser',
  'bounded',
  'undated',
] as const satisfies readonly (keyof TimeClasses)[];

/** UTF-16 units of a title or text that are read for a list. */
const shownCharacters = 300;

/** What stands behind the `?` of the list of items. */
export const itemsQuery = z.object({
  kind: z.enum(['', 'post', 'article']).default(''),
  ecosystem: z.string().max(4000).default(''),
  site: z.string().max(4000).default(''),
  /** Items that have none of it. */
  without: z.enum(['', 'ecosystem', 'site', 'both']).default(''),
  language: z.string().max(100).default(''),
  basis: z.enum(['', 'field', 'detected', 'other']).default(''),
  time: z.enum(['', ...timeClasses]).default(''),
  scope: z.enum(['', 'in', 'out']).default(''),
  reason: z.enum(['', ...outsideReasons]).default(''),
  /** Articles that are evidence of a measured narrative. */
  matched: z.enum(['', '1']).default(''),
  /** A syndication group. */
  group: z.string().max(4000).default(''),
  page: pageQuery,
});

export type ItemsQuery = z.infer<typeof itemsQuery>;

/** An item of the list. */
export interface ListedItem extends ItemTime {
  readonly item_id: string;
  readonly kind: string;
  readonly ecosystem: string | null;
  readonly site: string | null;
  readonly language: string | null;
  readonly language_basis: string | null;
  readonly title: string | null;
  /** The beginning of the text. */
  readonly text: string;
  readonly in_scope: boolean;
  /** Null for items in scope. */
  readonly reason: OutsideReason | null;
  readonly syndication_group: string | null;
}

/** The items that fit, those without a time first, then the latest. */
export async function listItems(
  reader: StudyReader,
  query: ItemsQuery,
  signal: AbortSignal,
): Promise<Listed<ListedItem>> {
  await findOutsideSites(reader);
  const isGroup = query.group !== '';
  const conditions = new Conditions();
  if (query.kind !== '') conditions.need('kind = ?', query.kind);
  if (query.ecosystem !== '') conditions.need('ecosystem = ?', query.ecosystem);
  if (query.site !== '') conditions.need('site = ?', query.site);
  for (const column of query.without === 'both' ? ['ecosystem', 'site'] : [query.without].filter(Boolean))
    conditions.need(`kind = 'article' AND coalesce(${column}, '') = ''`);
  if (query.language !== '') conditions.need(`coalesce(language, 'und') = ?`, query.language);
  if (query.basis === 'other') conditions.need(`coalesce(language_basis, '') NOT IN ('field', 'detected')`);
  else if (query.basis !== '') conditions.need('language_basis = ?', query.basis);
  if (query.time !== '') conditions.need(timeClassSql[query.time]);
  if (query.scope !== '') conditions.need(query.scope === 'in' ? 'in_scope' : 'NOT in_scope');
  if (query.reason !== '') conditions.need('NOT in_scope AND reason = ?', query.reason);
  if (query.matched === '1') conditions.need('item_id IN (SELECT item_id FROM events WHERE margin IS NOT NULL)');
  if (isGroup) conditions.need('syndication_group = ?', query.group);
  const narrow = `(SELECT item_id, kind, ecosystem, site, language, language_basis, syndication_group, coalesce(in_scope, false) AS in_scope,
    published_at, published_precision, published_basis, published_earliest AS earliest, published_latest AS latest,
    CASE WHEN NOT coalesce(in_scope, false) THEN ${reasonSql(reader.settings)} END AS reason FROM items)`;
  const found = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM ${narrow} ${conditions.where}`,
    conditions.values,
    signal,
  ))!.found;
  const { page, pages, limit } = pageOf(query.page, found);
  const order = isGroup
    ? 'earliest NULLS LAST, item_id'
    : '(earliest IS NULL AND latest IS NULL) DESC, coalesce(published_at, latest, earliest) DESC, item_id';
  const rows = await reader.rows<ListedItem>(
    `WITH shown AS (SELECT * FROM ${narrow} ${conditions.where} ORDER BY ${order} ${limit})
    SELECT s.item_id, s.kind, s.ecosystem, s.site, s.language, s.language_basis, s.syndication_group, s.in_scope, s.reason,
      left(i.title, ${shownCharacters}) AS title, left(coalesce(i.text, ''), ${shownCharacters}) AS text,
      epoch_ms(s.published_at) AS at, s.published_precision AS precision, s.published_basis AS basis,
      epoch_ms(s.earliest) AS earliest, epoch_ms(s.latest) AS latest
    FROM (SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM shown) s
    JOIN items i ON i.item_id = s.item_id ORDER BY place`,
    conditions.values,
    signal,
  );
  return { rows, found, page, pages };
}
