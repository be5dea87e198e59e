/** Items by what is known of them: the rows behind the figures of data quality. */
import { z } from 'zod';
import type { TimeClasses } from '../kernels/time-needs.ts';
import type { ItemTime } from '../report/times.ts';
import { timeClassSql } from '../store/time-classes.ts';
import { findOutsideSites, outsideReasons, reasonSql } from './quality-scope.ts';
import type { OutsideReason } from './quality-scope.ts';
import type { Bound, StudyReader } from './study-reader.ts';

/** Rows of a page. */
export const rowsPerPage = 50;

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

const page = z.coerce.number().int().min(1).max(1e6).default(1);

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
  page,
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

/** A page of a list. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly found: number;
  readonly page: number;
  readonly pages: number;
}

/** Which page of how many is shown. */
export function pageOf(asked: number, found: number): { page: number; pages: number; offset: number } {
  const pages = Math.max(1, Math.ceil(found / rowsPerPage));
  const own = Math.min(asked, pages);
  return { page: own, pages, offset: (own - 1) * rowsPerPage };
}

/** Conditions with bound values; `?` in each stands for the next value. */
export class Conditions {
  readonly values: Bound[] = [];
  readonly #texts: string[] = [];

  add(text: string, ...values: Bound[]): void {
    this.#texts.push(text.replaceAll('?', () => `$${this.values.push(values.shift()!)}`));
  }

  get where(): string {
    return this.#texts.length === 0 ? '' : `WHERE ${this.#texts.map((text) => `(${text})`).join(' AND ')}`;
  }
}

/** The items that fit, those without a time first, then the latest. */
export async function listItems(
  reader: StudyReader,
  query: ItemsQuery,
  signal: AbortSignal,
): Promise<Listed<ListedItem>> {
  await findOutsideSites(reader);
  const isGroup = query.group !== '';
  const need = new Conditions();
  if (query.kind !== '') need.add('kind = ?', query.kind);
  if (query.ecosystem !== '') need.add('ecosystem = ?', query.ecosystem);
  if (query.site !== '') need.add('site = ?', query.site);
  for (const column of query.without === 'both' ? ['ecosystem', 'site'] : [query.without].filter(Boolean))
    need.add(`kind = 'article' AND coalesce(${column}, '') = ''`);
  if (query.language !== '') need.add(`coalesce(language, 'und') = ?`, query.language);
  if (query.basis === 'other') need.add(`coalesce(language_basis, '') NOT IN ('field', 'detected')`);
  else if (query.basis !== '') need.add('language_basis = ?', query.basis);
  if (query.time !== '') need.add(timeClassSql[query.time]);
  if (query.scope !== '') need.add(query.scope === 'in' ? 'in_scope' : 'NOT in_scope');
  if (query.reason !== '') need.add('NOT in_scope AND reason = ?', query.reason);
  if (query.matched === '1') need.add('item_id IN (SELECT item_id FROM events WHERE margin IS NOT NULL)');
  if (isGroup) need.add('syndication_group = ?', query.group);
  const narrow = `(SELECT item_id, kind, ecosystem, site, language, language_basis, syndication_group, coalesce(in_scope, false) AS in_scope,
    published_at, published_precision, published_basis, published_earliest AS earliest, published_latest AS latest,
    CASE WHEN NOT coalesce(in_scope, false) THEN ${reasonSql(reader.settings)} END AS reason FROM items)`;
  const found = (await reader.row<{ found: number }>(
    `SELECT count(*) AS found FROM ${narrow} ${need.where}`,
    need.values,
    signal,
  ))!.found;
  const { page: own, pages, offset } = pageOf(query.page, found);
  const order = isGroup
    ? 'earliest NULLS LAST, item_id'
    : '(earliest IS NULL AND latest IS NULL) DESC, coalesce(published_at, latest, earliest) DESC, item_id';
  const rows = await reader.rows<ListedItem>(
    `WITH shown AS (SELECT * FROM ${narrow} ${need.where} ORDER BY ${order} LIMIT ${rowsPerPage} OFFSET ${offset})
    SELECT s.item_id, s.kind, s.ecosystem, s.site, s.language, s.language_basis, s.syndication_group, s.in_scope, s.reason,
      left(i.title, ${shownCharacters}) AS title, left(coalesce(i.text, ''), ${shownCharacters}) AS text,
      epoch_ms(s.published_at) AS at, s.published_precision AS precision, s.published_basis AS basis,
      epoch_ms(s.earliest) AS earliest, epoch_ms(s.latest) AS latest
    FROM (SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM shown) s
    JOIN items i ON i.item_id = s.item_id ORDER BY place`,
    need.values,
    signal,
  );
  return { rows, found, page: own, pages };
}
