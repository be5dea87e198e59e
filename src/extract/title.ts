/** Title and author of a page. */
import { firstOf, collapse, elementsOf, textOf } from './tree.ts';
import type { Element } from './tree.ts';
import { isArticle, textProperty } from './structured-data.ts';
import type { Thing } from './structured-data.ts';

/** Longest title and name of an author, in characters. */
const [longestTitle, longestName] = [400, 120];

const separators = /\s+[|\-–—»·•/:_]+\s+|[_|｜]/;

/** The title of the article: what metadata, the first heading and the title element agree on, without the name of the site. */
export function titleOf(
  root: Element,
  meta: ReadonlyMap<string, readonly string[]>,
  things: readonly Thing[],
): string | null {
  const element = firstOf(root, 'title');
  const whole = element === undefined ? '' : textOf(element, 1000);
  const headings = headingsOf(root);
  const stated = [meta.get('og:title')?.[0], meta.get('twitter:title')?.[0]].filter((text) => text !== undefined);
  const headline = things
    .filter(isArticle)
    .map((thing) => textProperty(thing, 'headline'))
    .find((text) => text !== undefined);
  // The heading that the other titles contain is the one readers see; the name of the site is a shorter one.
  const others = [whole, ...stated, ...(headline === undefined ? [] : [headline])].map(fold);
  const seen = headings
    .filter((heading) => fold(heading).length > 3 && others.some((other) => other.includes(fold(heading))))
    .sort((a, b) => b.length - a.length)[0];
  const site = meta.get('og:site_name')?.[0];
  const found = seen ?? headline ?? stated[0] ?? (headings.length === 1 ? headings[0] : undefined) ?? whole;
  const title = collapse(seen === undefined ? withoutSite(decoded(found), site) : found).slice(0, longestTitle);
  return title === '' ? null : title;
}

function headingsOf(root: Element): string[] {
  const headings: string[] = [];
  for (const element of elementsOf(root)) {
    const { itemprop = '' } = element.attributes;
    if (element.tag !== 'h1' && !(element.tag === 'h2' && headings.length < 8) && !/\bheadline\b/.test(itemprop))
      continue;
    const text = textOf(element, 600);
    if (text !== '') headings.push(text);
    if (headings.length > 20) break;
  }
  return headings;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A title without the name of the site behind or before it. */
function withoutSite(title: string, site: string | undefined): string {
  const parts = title.split(separators).filter((part) => part.trim() !== '');
  if (parts.length < 2) return title;
  const last = parts.at(-1)!;
  const name = site === undefined ? '' : fold(site);
  const isSite = name === '' ? last.length < 0.4 * title.length : fold(last) === name || name.includes(fold(last));
  if (!isSite) return fold(parts[0]!) === name ? title.slice(title.indexOf(parts[1]!)) : title;
  return title.slice(0, title.lastIndexOf(last)).replace(/[\s|\-–—»·•/:_｜]+$/, '');
}

/** Entities that were encoded twice. */
function decoded(text: string): string {
  return text
    .replace(/&amp;/g, '&')
    .replace(/&(?:quot|#0?34);/g, '"')
    .replace(/&(?:#0?39|apos);/g, "'");
}

/** The author: of JSON-LD, of meta elements, or of the by-line. An address of a profile is no name. */
export function authorOf(
  root: Element,
  meta: ReadonlyMap<string, readonly string[]>,
  things: readonly Thing[],
): string | null {
  const names: string[] = [];
  for (const thing of things) {
    if (!isArticle(thing)) continue;
    names.push(...namesOf(thing['author']));
    if (names.length > 0) break;
  }
  if (names.length === 0) {
    for (const key of [
      'author',
      'article:author',
      'dc.creator',
      'dcterms.creator',
      'parsely-author',
      'sailthru.author',
      'byl',
      'citation_author',
    ]) {
      names.push(...(meta.get(key) ?? []));
      if (names.some(isName)) break;
    }
  }
  if (!names.some(isName)) names.push(...byLines(root));
  const found = [
    ...new Set(
      names.map((name) => collapse(decoded(name)).replace(/^(?:by|von|par|автор|автори|作者)\s*[:：]?\s+/i, '')),
    ),
  ].filter(isName);
  return found.length === 0 ? null : found.slice(0, 10).join(', ');
}

function isName(name: string): boolean {
  return /\p{L}/u.test(name) && name.length <= longestName && !/^https?:|\/\/|@|^(?:admin|null|undefined)$/i.test(name);
}

function namesOf(author: unknown): string[] {
  if (typeof author === 'string') return [author];
  if (Array.isArray(author)) return author.slice(0, 20).flatMap((one) => (Array.isArray(one) ? [] : namesOf(one)));
  if (typeof author !== 'object' || author === null) return [];
  const { name } = author as Thing;
  return typeof name === 'string' ? [name] : Array.isArray(name) ? name.filter((one) => typeof one === 'string') : [];
}

function byLines(root: Element): string[] {
  for (const element of elementsOf(root)) {
    const { itemprop = '', rel = '', class: style = '' } = element.attributes;
    const named =
      /\bauthor\b/.test(itemprop) ||
      /\bauthor\b/.test(rel) ||
      /(?:^|[\s_-])(?:byline|author(?:-?name)?|byl)(?:$|[\s_-])/.test(style.slice(0, 200));
    if (
      !named ||
      /comment|form|reply/.test(style) ||
      element.tag === 'label' ||
      element.tag === 'input' ||
      isInForm(element)
    )
      continue;
    const text = textOf(element, longestName);
    if (text !== '' && text.length <= 80 && !/\d{4}/.test(text)) return [text];
  }
  return [];
}

function isInForm(element: Element): boolean {
  for (let at = element.parent; at !== null; at = at.parent) if (at.tag === 'form' || at.tag === 'label') return true;
  return false;
}
