/** Pieces of forms that several pages share. */
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import type { Wording } from '../wording/wording.ts';
import { address } from './page.ts';

/** A choice of a drop-down list. */
export interface Choice {
  readonly value: string;
  readonly name: Content;
}

/** A drop-down list with its label. */
export function select(label: string, name: string, choices: readonly Choice[], chosen: string): Markup {
  return markup`<label><span>${label}</span><select name="${name}">${choices.map(
    (choice) =>
      markup`<option value="${choice.value}"${choice.value === chosen && markup` selected`}>${choice.name}</option>`,
  )}</select></label>`;
}

/** A field with its label. */
export function field(
  label: string,
  name: string,
  value: string,
  type: 'text' | 'search' | 'date' | 'number',
  more: Content = '',
): Markup {
  return markup`<label><span>${label}</span><input type="${type}" name="${name}" value="${value}"${more} autocomplete="off"></label>`;
}

/** Links to the pages of a long list; `name` is the parameter that holds the page. */
export function pager(
  { common }: Wording,
  path: string,
  parameters: Readonly<Record<string, string | number>>,
  page: number,
  pages: number,
  name = 'page',
): Content {
  if (pages <= 1) return '';
  const to = (other: number): string => address(path, { ...parameters, [name]: other === 1 ? '' : other });
  return markup`<nav class="pager" aria-label="${common.pageOf(page, pages)}">
${page > 1 && markup`<a rel="prev" data-live href="${to(page - 1)}">${common.previous}</a>`}
<span>${common.pageOf(page, pages)}</span>
${page < pages && markup`<a rel="next" data-live href="${to(page + 1)}">${common.next}</a>`}
</nav>`;
}
