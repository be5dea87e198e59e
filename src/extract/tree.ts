/**
 * A page as a tree of plain objects. The tree is never deeper than {@link deepest}, so that whatever
 * walks it may recurse, and scripts and styles are not in it: structured data is kept apart.
 */
import { Parser } from 'htmlparser2';

/** An element; a text is a string among the children. */
export interface Element {
  /** Name in small letters. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | null;
  readonly children: (Element | string)[];
}

/** A page, parsed. */
export interface Page {
  readonly root: Element;
  /** Contents of the scripts of type `application/ld+json`, in order. */
  readonly structuredData: readonly string[];
  /** Number of other scripts. */
  readonly scripts: number;
}

/** Elements below this depth are hung on their ancestor at it; browsers do the same. */
const deepest = 256;

/** Open elements at which reading stops: the parser's time grows with the square of their number. */
const mostOpen = 4096;

/** Elements that hold no text of the page. */
const opaque = new Set(['script', 'style', 'template', 'svg', 'math', 'object', 'embed', 'canvas', 'iframe']);

class TooDeep extends Error {}

/** Parses HTML of any quality. Never throws; a page that opens thousands of elements within each other is cut there. */
export function parsePage(html: string): Page {
  const root: Element = { tag: '#root', attributes: {}, parent: null, children: [] };
  const structuredData: string[] = [];
  let scripts = 0;
  let current = root;
  let depth = 0;
  let open = 0;
  /** Depth of the opaque element that is open, or 0; and the script whose text is collected. */
  let hidden = 0;
  let script: string[] | undefined;

  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        open += 1;
        if (open > mostOpen) throw new TooDeep();
        if (hidden > 0) return;
        if (opaque.has(tag)) {
          hidden = open;
          if (tag === 'script') {
            if (/^\s*application\/ld\+json/i.test(attributes['type'] ?? '')) script = [];
            else scripts += 1;
          }
          return;
        }
        depth += 1;
        if (depth > deepest) return;
        const element: Element = { tag, attributes, parent: current, children: [] };
        current.children.push(element);
        current = element;
      },
      ontext(text) {
        if (script !== undefined) script.push(text);
        else if (hidden === 0) current.children.push(text);
      },
      onclosetag() {
        open -= 1;
        if (hidden > 0) {
          if (open >= hidden) return;
          hidden = 0;
          if (script !== undefined) structuredData.push(script.join(''));
          script = undefined;
          return;
        }
        if (depth <= deepest && current.parent !== null) current = current.parent;
        depth -= 1;
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return { root, structuredData, scripts };
}

/** Every element below one, in document order. */
export function* elementsOf(root: Element): Generator<Element> {
  const waiting: Element[] = [root];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at !== root) yield at;
    for (let i = at.children.length - 1; i >= 0; i--) {
      const child = at.children[i]!;
      if (typeof child !== 'string') waiting.push(child);
    }
  }
}

/** The first element with this name, in document order. */
export function firstOf(root: Element, tag: string): Element | undefined {
  for (const element of elementsOf(root)) if (element.tag === tag) return element;
  return undefined;
}

/** The text of an element with white space collapsed; at most `limit` characters are collected. */
export function textOf(element: Element, limit = Infinity): string {
  const parts: string[] = [];
  let length = 0;
  const walk = (at: Element): void => {
    for (const child of at.children) {
      if (length > limit) return;
      if (typeof child === 'string') {
        parts.push(child);
        length += child.length;
      } else if (!(child.tag === 'noscript' && at.tag !== 'noscript')) {
        if (isBlock(child.tag) || child.tag === 'br') parts.push(' ');
        walk(child);
        if (isBlock(child.tag)) parts.push(' ');
      }
    }
  };
  walk(element);
  return collapse(parts.join(''));
}

/** Text with each run of white space as one space, and none at the ends. */
export function collapse(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}

const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr noindex output q rp rt ruby ' +
    's samp small span strike strong sub sup time tt u var wbr g-emoji'
  ).split(' '),
);

/** Whether an element begins and ends a line of its own; unknown ones do. */
export function isBlock(tag: string): boolean {
  return !inline.has(tag);
}
