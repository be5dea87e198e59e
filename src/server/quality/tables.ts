/** Tables of data quality that the overview of it and its lists share. */
import { foreign, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import { languageTags } from '../../wording/languages.ts';
import type { Wording } from '../../wording/wording.ts';
import { itemAddress } from '../page.ts';
import type { CopyGroup } from './copies.ts';
import { itemsAddress, rejectsAddress } from './links.ts';
import { isTaken } from './rejects.ts';
import type { RejectCounts } from './rejects.ts';

/** UTF-16 units of names and places that are shown. */
const shownName = 120;

/** A name of the data, isolated and cut; a dash where there is none. */
export function plainName(name: string | null): Markup {
  const { text, left } = clip(name ?? '', shownName);
  return text.trim() === '' ? markup`–` : markup`<bdi>${text}${left > 0 && '…'}</bdi>`;
}

/** What stages say is English, whatever the language of the page. */
export function english(text: string, { formats }: Wording, length = 400): Markup {
  const { text: shown, left } = clip(text, length);
  return markup`<bdi${formats.language !== 'en' && markup` lang="${languageTags.en}"`}>${shown}${left > 0 && '…'}</bdi>`;
}

/** Characters of an address beyond which this server would refuse it. */
const longestAddress = 7500;

/** A figure that opens its rows; one of nothing opens none, and so does one that a name of thousands of letters asks for. */
export function opening(figure: number, href: string, { formats }: Wording): Content {
  return figure === 0 || href.length > longestAddress
    ? formats.count(figure)
    : markup`<a href="${href}">${formats.count(figure)}</a>`;
}

/** A link to an item by its title, or by the beginning of its text. */
export function itemLink(
  { item_id, title, text, language }: Pick<CopyGroup, 'item_id' | 'title' | 'text' | 'language'>,
  { quality: words }: Wording,
): Markup {
  const name = (title ?? '').trim() === '' ? text.trim() : title!.trim();
  return markup`<a href="${itemAddress(item_id)}">${name === '' ? words.items.noText : foreign(name, language, 140)}</a>`;
}

/** Texts with their copies. */
export function copiesTable(wording: Wording, parties: Parties, rows: readonly CopyGroup[], caption: string): Markup {
  const { quality, formats } = wording;
  const words = quality.copies;
  const days = ({ first, last }: CopyGroup): string => {
    if (first === null || last === null) return '–';
    const [from, to] = [formats.day(first), formats.day(last)];
    return from === to ? from : `${from} – ${to}`;
  };
  return dataTable(
    caption,
    [
      { head: words.earliest },
      { head: words.site },
      { head: words.copies, figures: true },
      { head: words.sites, figures: true },
      { head: words.ecosystems },
      { head: words.time },
    ],
    rows.map((row) => [
      itemLink(row, wording),
      plainName(row.site),
      opening(row.copies, itemsAddress({ group: row.item_id }), wording),
      formats.count(row.sites),
      row.ecosystems.map((key) => markup`${partyMark(parties.of(key))} `),
      days(row),
    ]),
  );
}

/** Rejected records by stage, reason and file, each count with its rows. */
export function rejectCountsTable(wording: Wording, { rows, left }: RejectCounts, q = ''): Markup {
  const words = wording.quality.rejects;
  return markup`${dataTable(
    words.table,
    [
      { head: words.reason },
      { head: words.stage },
      { head: words.source },
      { head: words.outcome },
      { head: words.records, figures: true },
    ],
    rows.map(({ stage, slug, source, records }) => [
      markup`<code>${clip(slug, shownName).text}</code>`,
      plainName(stage),
      plainName(source),
      isTaken(slug) ? words.taken : words.notTaken,
      opening(records, rejectsAddress({ q, stage, slug, source }), wording),
    ]),
  )}
${left > 0 && markup`<p class="more">${words.further(left)}</p>`}`;
}
