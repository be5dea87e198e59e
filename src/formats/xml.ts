/** Feeds and sitemaps: the items of an XML document as records, read one by one. */
import { Parser } from 'htmlparser2';
import { longestRecord } from './records.ts';
import type { OpenedFile, ReadRecord } from './records.ts';
import { damagedArchive, readText } from './text.ts';

/** Elements that are records, of RSS, Atom and sitemaps, and where they must stand; a picture of a feed has a `url` too. */
const recordElements: Readonly<Record<string, string | undefined>> = {
  item: undefined,
  entry: undefined,
  url: 'urlset',
  sitemap: 'sitemapindex',
};

/** Elements whose whole content is one text, whatever elements are in it. */
const markup = new Set(['content', 'summary', 'description', 'title', 'content:encoded']);

/** The usual prefixes of namespaces, which a document may call otherwise. */
const usualPrefixes: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/atom': '',
  'http://purl.org/rss/1.0/': '',
  'http://www.sitemaps.org/schemas/sitemap/0.9': '',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
};

/**
 * Reads the items of a document. A field is named after its element below the item (`author.name`);
 * `link` is the address of the page however it is written. The scalars of the feed itself stand around them.
 */
export async function* readXml(file: OpenedFile): AsyncGenerator<ReadRecord[]> {
  const reader = new ItemReader();
  let damage: string | undefined;
  for await (const { text, damaged } of readText(file, (message) => (damage = message))) {
    const found = reader.push(text, damaged, file.encoding);
    if (found.length > 0) yield found;
  }
  yield reader.end(file.encoding);
  if (damage !== undefined) yield [damagedArchive(file, String(reader.line), damage)];
}

interface Item {
  readonly line: number;
  readonly fields: Record<string, string>;
  /** Names of the open elements below the item. */
  readonly path: string[];
  text: string;
  length: number;
  damaged: boolean;
}

class ItemReader {
  line = 1;
  readonly #parser: Parser;
  readonly #prefixes = new Map<string, string>();
  readonly #feed: Record<string, string> = {};
  /** Names of the open elements above the items. */
  readonly #above: string[] = [];
  #item: Item | undefined;
  #feedText = '';
  readonly #found: ReadRecord[] = [];
  #damaged = false;
  #encoding = '';
  /** Characters before this piece. */
  #before = 0;
  #piece = '';
  #counted = 0;

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#openTag(name, attributes),
        onclosetag: (name) => this.#closeTag(name),
        ontext: (text) => this.#text(text),
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  push(text: string, damaged: boolean, encoding: string): ReadRecord[] {
    this.#piece = text;
    this.#counted = 0;
    this.#damaged = damaged;
    this.#encoding = encoding;
    if (damaged && this.#item !== undefined) this.#item.damaged = true;
    this.#parser.write(text);
    this.#countTo(text.length);
    this.#before += text.length;
    return this.#found.splice(0);
  }

  end(encoding: string): ReadRecord[] {
    this.#encoding = encoding;
    // The parser closes what is open at the end: an item that is still open there was cut off.
    const open = this.#item;
    this.#item = undefined;
    this.#parser.end();
    if (open !== undefined)
      this.#found.push({
        place: String(open.line),
        slug: 'malformed-xml',
        detail: 'the file ends within this item',
      });
    return this.#found.splice(0);
  }

  #openTag(tag: string, attributes: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(attributes)) {
      const prefix = /^xmlns(?::(.*))?$/.exec(name);
      const usual = usualPrefixes[value.trim().toLowerCase()];
      if (prefix !== null && usual !== undefined) this.#prefixes.set(prefix[1] ?? '', usual);
    }
    const name = this.#nameOf(tag);
    const item = this.#item;
    if (item === undefined) {
      if (Object.hasOwn(recordElements, name) && (recordElements[name] ?? this.#above.at(-1)) === this.#above.at(-1)) {
        this.#countTo(this.#parser.startIndex - this.#before);
        this.#item = { line: this.line, fields: {}, path: [], text: '', length: 0, damaged: this.#damaged };
      } else {
        this.#above.push(name);
        this.#feedText = '';
        const language = attributes['xml:lang'];
        if (language !== undefined) this.#feed['language'] ??= language;
        if (name === 'link') this.#link(this.#feed, attributes);
      }
      return;
    }
    // An item within an item: the first one was never closed.
    if (name === 'item' || name === 'entry') {
      this.#found.push({
        place: String(item.line),
        slug: 'malformed-xml',
        detail: `the item is not closed before the next <${tag}>`,
      });
      this.#item = undefined;
      this.#openTag(tag, attributes);
      return;
    }
    if (item.path.some((part) => markup.has(part))) {
      // Markup that is not escaped, as in XHTML content: kept as tags, to be read as HTML.
      item.text += `<${tag}>`;
    } else item.text = '';
    item.path.push(name);
    if (name === 'link') this.#link(item.fields, attributes);
  }

  #closeTag(tag: string): void {
    const name = this.#nameOf(tag);
    const item = this.#item;
    if (item === undefined) {
      const at = this.#above.lastIndexOf(name);
      if (at < 0) return;
      this.#above.splice(at);
      if (at > 0) keep(this.#feed, name, this.#feedText);
      this.#feedText = '';
      return;
    }
    if (item.path.length === 0) {
      if (Object.hasOwn(recordElements, name)) this.#closeItem(item);
      return;
    }
    if (item.path.at(-1) !== name) return;
    const key = item.path.join('.');
    item.path.pop();
    if (item.path.some((part) => markup.has(part))) {
      item.text += `</${tag}>`;
      return;
    }
    keep(item.fields, key, item.text);
    item.text = '';
  }

  #closeItem(item: Item): void {
    this.#item = undefined;
    const place = String(item.line);
    if (item.length > longestRecord) {
      this.#found.push({ place, slug: 'too-long', detail: `the item is longer than ${longestRecord} characters` });
    } else if (item.damaged && Object.values(item.fields).some((text) => text.includes('\ufffd'))) {
      this.#found.push({
        place,
        slug: 'encoding',
        detail: `the item has bytes that are not ${this.#encoding}; --encoding names another`,
      });
    } else this.#found.push({ place, fields: item.fields, within: { ...this.#feed } });
  }

  #text(text: string): void {
    const item = this.#item;
    if (item === undefined) {
      if (this.#feedText.length < 2000) this.#feedText += text;
      return;
    }
    item.length += text.length;
    if (item.length <= longestRecord) item.text += text;
  }

  /** Atom writes the address as an attribute, and others than that of the page beside it. */
  #link(fields: Record<string, string>, { href, rel }: Readonly<Record<string, string>>): void {
    if (href !== undefined && (rel === undefined || rel === 'alternate')) fields['link'] ??= href;
  }

  #nameOf(tag: string): string {
    const at = tag.indexOf(':');
    const prefix = at < 0 ? '' : tag.slice(0, at);
    const usual = this.#prefixes.get(prefix) ?? prefix;
    const local = at < 0 ? tag : tag.slice(at + 1);
    return usual === '' ? local : `${usual}:${local}`;
  }

  #countTo(end: number): void {
    for (; this.#counted < end; this.#counted++) if (this.#piece.charCodeAt(this.#counted) === 10) this.line += 1;
  }
}

/** The first value of a name that is not empty. */
function keep(fields: Record<string, string>, name: string, text: string): void {
  const value = text.trim();
  if (value !== '' && !Object.hasOwn(fields, name)) fields[name] = value;
}
