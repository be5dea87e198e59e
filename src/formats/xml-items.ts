/**
 * Cuts the items out of a feed or a sitemap that comes in pieces. They are told apart by their own tags
 * alone, so that a damaged one costs only itself.
 */
import { longestRecord } from './records.ts';

/** The text of an item. */
export interface XmlItem {
  /** From its tag to the tag that closes it, or what there is of it. */
  readonly text: string;
  /** Line on which it begins. */
  readonly line: number;
  /** Why it is no item, where its tags tell. */
  readonly fault?: 'not-closed' | 'not-opened' | 'too-long';
  /** Whether bytes of it were not of the encoding. */
  readonly damaged: boolean;
}

/** The element that holds an item, by that which holds the document. */
const itemOf: Readonly<Record<string, string>> = { rss: 'item', rdf: 'item', feed: 'entry', urlset: 'url' };

/** Characters of the beginning that are kept: the names of namespaces, and what the feed says about itself. */
const headCharacters = 64 * 1024;

/** The name of the outermost element without its prefix, in lower case; empty where there is none. */
export function rootElement(text: string): string {
  const elements = text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype[^[>]*(?:\[[\s\S]*?\]\s*)?>/gi, '');
  return /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(elements.replace(/^\ufeff/, ''))?.[1]?.toLowerCase() ?? '';
}

/** Cuts items. */
export class XmlItemCutter {
  /** The document up to its first item. */
  head = '';
  #tag: RegExp | undefined;
  #buffer = '';
  /** Where the search for the next tag goes on in the buffer. */
  #searched = 0;
  /** Length of the tag that opened the item. */
  #opening = 0;
  /** Line at the beginning of the buffer. */
  #line = 1;
  #isInside = false;
  #isTooLong = false;
  #damaged = false;
  #hasItems = false;

  /** The items that end in this piece. */
  push(text: string, damaged = false): XmlItem[] {
    this.#buffer += text;
    if (damaged) this.#damaged = true;
    if (this.#tag === undefined) {
      const item = itemOf[rootElement(this.#buffer)];
      if (item === undefined && this.#buffer.length < headCharacters) return [];
      this.#tag = new RegExp(`<(/?)(?:[\\w.-]+:)?${item ?? 'item'}(?:\\s[^<>]*)?(/?)>`, 'gi');
    }
    return this.#cut();
  }

  /** What the end of the document cuts off. */
  end(): XmlItem[] {
    const found = this.#tag === undefined ? this.push(' '.repeat(headCharacters)) : [];
    return this.#isInside ? [...found, this.#item(this.#buffer, 'not-closed')] : found;
  }

  #cut(): XmlItem[] {
    const found: XmlItem[] = [];
    const tag = this.#tag!;
    tag.lastIndex = this.#searched;
    for (let match = tag.exec(this.#buffer); match !== null; match = tag.exec(this.#buffer)) {
      const isEnd = match[1] === '/';
      const end = match.index + match[0].length;
      if (!isEnd) {
        if (this.#isInside) found.push(this.#item(this.#buffer.slice(0, match.index), 'not-closed'));
        else if (!this.#hasItems) this.head += this.#buffer.slice(0, match.index);
        this.#hasItems = true;
        this.#advance(match.index);
        this.#isInside = match[2] !== '/';
        this.#opening = match[0].length;
        tag.lastIndex = this.#opening;
      } else {
        const fault = this.#isInside ? undefined : 'not-opened';
        found.push(this.#item(this.#buffer.slice(0, end), this.#isTooLong ? 'too-long' : fault));
        this.#advance(end);
        this.#isInside = false;
        tag.lastIndex = 0;
      }
    }
    this.#keepTail();
    return found;
  }

  /** Drops what was read between items, and all but the beginning of an item that does not end. */
  #keepTail(): void {
    // A tag may be cut in two by the end of the piece.
    const open = this.#buffer.lastIndexOf('<');
    const tail = open < 0 || this.#buffer.length - open > 2000 ? this.#buffer.length : open;
    if (!this.#isInside) {
      if (!this.#hasItems && this.head.length < headCharacters) this.head += this.#buffer.slice(0, tail);
      this.#advance(tail);
    } else if (tail > longestRecord) {
      this.#isTooLong = true;
      const rest = this.#buffer.slice(tail);
      const line = this.#line;
      this.#advance(tail);
      this.#line = line;
      this.#buffer = rest;
      this.#opening = 0;
      this.#searched = 0;
      return;
    }
    this.#searched = this.#isInside ? Math.max(tail, this.#opening) : 0;
  }

  #advance(to: number): void {
    for (let at = this.#buffer.indexOf('\n'); at >= 0 && at < to; at = this.#buffer.indexOf('\n', at + 1))
      this.#line += 1;
    this.#buffer = this.#buffer.slice(to);
    this.#searched = 0;
  }

  #item(text: string, fault: XmlItem['fault']): XmlItem {
    const damaged = this.#damaged;
    this.#damaged = false;
    this.#isTooLong = false;
    return { text, line: this.#line, damaged, ...(fault === undefined ? {} : { fault }) };
  }
}
