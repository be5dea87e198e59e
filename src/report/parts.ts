/** Small pieces of HTML that several sections share. */
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Wording } from '../wording/wording.ts';
import type { Party } from './names.ts';
import { basisInWords, intervalInWords, iso, localDay, timeInWords } from './times.ts';
import type { ItemTime } from './times.ts';
import type { ShownNarrative, View } from './view.ts';

/** A party with its shape and colour; a link where an anchor is given. */
export function partyMark(party: Party, href?: string): Markup {
  const name = markup`<span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> <bdi>${party.label}</bdi>`;
  return href === undefined
    ? markup`<span class="party">${name}</span>`
    : markup`<a class="party" href="${href}">${name}</a>`;
}

/** A column of a table: its heading, and whether its cells are figures, or sentences that need room. */
export interface Column {
  readonly head: Content;
  readonly figures?: boolean;
  readonly sentences?: boolean;
}

/**
 * A table with a caption and scoped headings; the first cell of a row is its heading. It scrolls
 * inside its own box, which the keyboard can reach.
 */
export function dataTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  id?: string,
): Markup {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table${id === undefined ? '' : markup` id="${id}"`}>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => markup`<th scope="col"${styleOf(column)}>${column.head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>${row.map((cell, index) => tableCell(cell, index === 0, columns[index]))}</tr>
`,
)}
</tbody>
</table>
</div>`;
}

function styleOf(column: Column | undefined): Content {
  if (column?.figures === true) return markup` class="figures"`;
  return column?.sentences === true && markup` class="sentences"`;
}

function tableCell(cell: Content, heading: boolean, column: Column | undefined): Markup {
  const style = styleOf(column);
  return heading ? markup`<th scope="row"${style}>${cell}</th>` : markup`<td${style}>${cell}</td>`;
}

/** A time with its precision and where it comes from. */
export function timeNote(time: ItemTime, wording: Wording, withBasis = true): Markup {
  const said = timeInWords(time, wording);
  const named = time.at ?? time.latest;
  const element =
    named === null
      ? markup`<span class="time">${said}</span>`
      : markup`<time class="time" datetime="${time.precision === 'day' ? iso(localDay(time) ?? named).slice(0, 10) : iso(named)}">${said}</time>`;
  return withBasis ? markup`${element}${basisNote(time, wording)}` : element;
}

/** Behind a time: where it comes from, and its interval where it is a coarse one. */
export function basisNote(time: ItemTime, wording: Wording): Content {
  const interval = intervalInWords(time, wording);
  const notes = [
    time.basis !== null && time.basis !== '' && wording.report.times.from(basisInWords(time.basis, wording)),
    interval !== '' && interval,
  ].filter((note) => note !== false);
  const { comma, semicolon } = wording.formats;
  return notes.length > 0 && markup`<span class="basis">${comma}${notes.join(semicolon)}</span>`;
}

/** The address as a link where it is http or https and names no user; else as text; nothing where there is none. */
export function sourceLink(address: string | null, { report: { evidence: words } }: Wording): Markup | string {
  if (address === null || address.trim() === '') return '';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url === undefined ||
    (url.protocol !== 'http:' && url.protocol !== 'https:') ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return markup`<span class="address">${words.noAddress} <bdi>${address.length > 120 ? `${address.slice(0, 120)}…` : address}</bdi></span>`;
  }
  return markup`<a class="source" href="${url.href}" rel="noopener noreferrer nofollow">${words.open(url.hostname)}</a>`;
}

/** What follows something else in a line behind a dot; nothing where there is nothing. */
export function afterDot(content: Content): Content {
  return content === '' ? '' : markup` · ${content}`;
}

/** Links to narratives by their numbers, the first few of them, and how many others there are. */
export function narrativeLinks(
  { wording }: View,
  narratives: readonly ShownNarrative[],
  href: (narrative: ShownNarrative) => string,
  left: number,
): Content {
  const { report, formats } = wording;
  const links = narratives.map(
    (narrative, index) =>
      markup`${index > 0 && formats.comma}<a href="${href(narrative)}" aria-label="${report.shared.narrative(narrative.number)}">${narrative.number}</a>`,
  );
  return report.shared.andOthers<Content>(links, narratives.length, left);
}

/** Sentences one after the other; empty ones are left out. */
export function sentences({ wording }: View, texts: readonly (string | false)[]): string {
  return wording.formats.sentences(texts.filter((text) => text !== false && text !== '') as string[]);
}

/** File of a table beside the page: CSV, or Parquet where there is no other. */
export function tableFile(table: string, parquetOnly: readonly string[]): string {
  return `${table}.${parquetOnly.includes(table) ? 'parquet' : 'csv'}`;
}

/** The file of a table as a link. */
export function tableLink({ data, links }: View, table: string): Markup {
  const format = data.parquetOnly.includes(table) ? 'parquet' : 'csv';
  return markup`<a href="${links.table(table, format)}">${table}.${format}</a>`;
}

/** The CSV file of a table as a link. */
export function csvLink({ links }: View, table: string): Markup {
  return markup`<a href="${links.table(table, 'csv')}">${table}.csv</a>`;
}
