/** Structured data of a page: objects of JSON-LD, and its meta elements. */
import { elementsOf } from './tree.ts';
import type { Element, Page } from './tree.ts';

/** An object of JSON-LD. */
export type Thing = Readonly<Record<string, unknown>>;

/** Objects looked at and nesting followed: pages of shops have thousands. */
const [mostThings, deepestThing] = [2000, 12];

/** All objects of a page's JSON-LD that have a type, outer ones first. Broken JSON is mended where that is simple, else left out. */
export function thingsOf(page: Page): Thing[] {
  const things: Thing[] = [];
  const collect = (value: unknown, depth: number): void => {
    if (things.length >= mostThings || depth > deepestThing || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) collect(item, depth + 1);
      return;
    }
    const thing = value as Thing;
    if (thing['@type'] !== undefined) things.push(thing);
    for (const child of Object.values(thing)) collect(child, depth + 1);
  };
  for (const source of page.structuredData) collect(parseLeniently(source), 0);
  return things;
}

function parseLeniently(source: string): unknown {
  const bare = source
    .replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|(?:\/\/\s*)?\]\]>)\s*;?\s*$/, '');
  // Line breaks within strings, and commas before a closing bracket.
  for (const text of [
    bare,
    bare
      .replace(/[\u0000-\u001f]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(text);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Types of a thing, without the vocabulary's address. */
export function typesOf(thing: Thing): string[] {
  const types = thing['@type'];
  return (Array.isArray(types) ? types : [types]).flatMap((type) =>
    typeof type === 'string' ? [type.replace(/^.*[/#:]/, '')] : [],
  );
}

const articleTypes = /(?:Article|BlogPosting|Report|Posting|LiveBlog|CreativeWork)$/;

/** Whether a thing is an article. */
export function isArticle(thing: Thing): boolean {
  return typesOf(thing).some((type) => articleTypes.test(type));
}

/** A property that is a text, or a list that begins with one; undefined otherwise. */
export function textProperty(thing: Thing, name: string): string | undefined {
  const value = thing[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = typeof first === 'number' ? String(first) : first;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** Meta elements of one name that are kept. */
const mostContents = 20;

/** What meta elements say: contents by name, property or http-equiv in small letters, in order. */
export function metaOf(root: Element): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { tag, attributes } of elementsOf(root)) {
    const content = attributes['content'];
    if (tag !== 'meta' || content === undefined || content.trim() === '') continue;
    for (const key of new Set([attributes['name'], attributes['property'], attributes['http-equiv']])) {
      if (key === undefined) continue;
      const name = key.trim().toLowerCase();
      const contents = found.get(name) ?? [];
      if (contents.length < mostContents) contents.push(content.trim());
      found.set(name, contents);
    }
  }
  return found;
}
