/** A table that becomes a list on a phone. */
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';

/** A column: its heading, and whether its cells are figures. */
export interface ListColumn {
  readonly head: string;
  readonly figures?: boolean;
}

/**
 * A table without a caption, in a box that the keyboard can reach. The first cell of a row is its heading; on a
 * phone each of the others follows the heading of its column. `look` is a further class.
 */
export function listTable(
  label: string,
  columns: readonly ListColumn[],
  rows: readonly (readonly Content[])[],
  look = '',
): Markup {
  const style = (place: number): Content => columns[place]?.figures === true && markup` class="figures"`;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
<table class="list${look !== '' && ` ${look}`}">
<thead><tr>${columns.map(({ head }, place) => markup`<th scope="col"${style(place)}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([heading, ...cells]) => markup`<tr><th scope="row"${style(0)}>${heading}</th>
${cells.map((cell, place) => markup`<td${style(place + 1)} data-head="${columns[place + 1]?.head}">${cell}</td>`)}</tr>
`,
)}
</tbody>
</table>
</div>`;
}
