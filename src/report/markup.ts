/**
 * The single point at which text becomes HTML. Every value put into an `markup` template is made
 * visible and escaped unless it is itself the result of one; there is no other way into the page
 * but `trusted`, which takes what this program wrote itself.
 */
import { clip, visible } from './visible.ts';

/** A piece of HTML that is safe to put into a page. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What an `markup` template takes; `null`, `undefined` and `false` give nothing. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for an HTML text node or a quoted attribute, with invisible characters shown. */
export function escape(text: string): string {
  return visible(text).replace(/[&<>"']/gu, (character) => entities[character]!);
}

function render(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return String(content);
  if (content === null || content === undefined || content === false) return '';
  return content.map(render).join('');
}

/**
 * A template of HTML; attributes must be quoted with `"`. Indentation of the template is dropped, and
 * line breaks at its ends; values stay as they are. (The tag is not called `html`: formatters would
 * lay out the HTML, and white space between words means something.)
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = '';
  for (const [index, part] of strings.entries()) {
    let own = part.replaceAll(/\n\s*/gu, '\n');
    if (index === 0) own = own.replace(/^\n/u, '');
    if (index === values.length) own = own.replace(/\n$/u, '');
    text += own;
    if (index < values.length) text += render(values[index]);
  }
  return new Markup(text);
}

/** Marks text this program wrote itself (style, script, a serialised figure) as HTML. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** A language code as a `lang` attribute value, or empty where it is none. */
export function languageTag(language: string | null | undefined): string {
  return language !== null &&
    language !== undefined &&
    language !== 'und' &&
    /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/iu.test(language)
    ? language
    : '';
}

/** Running text of an item inside a line: isolated from the direction of its surroundings, with its language. */
export function foreign(text: string, language: string | null, length = 240): Markup {
  const { text: kept, left } = clip(text, length);
  return markup`<bdi lang="${languageTag(language)}">${kept}${left > 0 && '…'}</bdi>`;
}
