/** Pieces of forms that several pages share. */
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import type { Party } from '../report/names.ts';
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

/** Values with their names, as choices. */
export function named<Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, Content>>,
): readonly Choice[] {
  return values.map((value) => ({ value, name: names[value] }));
}

/** Ecosystems, or all parties, as choices. */
export function partyChoices(parties: readonly Party[]): readonly Choice[] {
  return parties.map(({ key, label }) => ({ value: key, name: label }));
}

/** A box to be ticked; `value` is what it sends then. */
export function check(label: Content, name: string, isChecked: boolean, value = '1'): Markup {
  return markup`<label class="check"><input type="checkbox" name="${name}" value="${value}"${isChecked && markup` checked`}><span>${label}</span></label>`;
}

/** What a form sends unseen. */
export function hidden(fields: Readonly<Record<string, string | number | undefined>>): Markup[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [markup`<input type="hidden" name="${name}" value="${value}">`],
  );
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
