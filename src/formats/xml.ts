/** Feeds and sitemaps: the items of an XML document as records, read one by one. */
import { Parser } from 'htmlparser2';
import { longestRecord } from './records.ts';
import type { OpenedFile, ReadRecord } from './records.ts';
import { damagedArchive, readText } from './text.ts';
import { XmlItemCutter } from './xml-items.ts';
import type { XmlItem } from './xml-items.ts';

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
 * `link` is the address of the page however it is written. What the feed says about itself stands around them.
 */
export async function* readXml(file: OpenedFile): AsyncGenerator<ReadRecord[]> {
  const cutter = new XmlItemCutter();
  const prefixes = new Map<string, string>();
  let feed: Record<string, string> | undefined;
  let damage: string | undefined;
  let line = 1;
  const take = (items: readonly XmlItem[]): ReadRecord[] => {
    line = items.at(-1)?.line ?? line;
    if (items.length > 0) feed ??= readFeed(cutter.head, prefixes);
    return items.map((item) => readItem(item, prefixes, feed!, file.encoding));
  };
  for await (const { text, damaged } of readText(file, (message) => (damage = message))) {
    const found = take(cutter.push(text, damaged));
    if (found.length > 0) yield found;
  }
  yield take(cutter.end());
  if (damage !== undefined) yield [damagedArchive(file, String(line), damage)];
}

/** What the document says before its first item; the prefixes it gives to namespaces are noted. */
function readFeed(head: string, prefixes: Map<string, string>): Record<string, string> {
  const { fields, attributes } = readElement(head, prefixes, 1);
  const language = attributes['xml:lang'];
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, text]) => [name.replace(/^channel\./, ''), text])),
    ...(language === undefined ? {} : { language }),
  };
}

function readItem(
  { text, line, fault, damaged }: XmlItem,
  prefixes: Map<string, string>,
  feed: Readonly<Record<string, string>>,
  encoding: string,
): ReadRecord {
  const place = String(line);
  if (fault === 'too-long' || text.length > longestRecord)
    return { place, slug: 'too-long', detail: `the item is longer than ${longestRecord} characters` };
  if (fault !== undefined) {
    const detail = fault === 'not-closed' ? 'the item is not closed' : 'an item is closed here that was never opened';
    return { place, slug: 'malformed-xml', detail };
  }
  if (damaged && text.includes('\ufffd'))
    return { place, slug: 'encoding', detail: `the item has bytes that are not ${encoding}; --encoding names another` };
  const { fields, isClosed } = readElement(text, prefixes, 1);
  if (!isClosed) return { place, slug: 'malformed-xml', detail: 'an element of the item is not closed' };
  return { place, fields, within: feed };
}

interface ReadElement {
  /** Texts by the names of the elements below the outermost ones. */
  readonly fields: Record<string, string>;
  /** Of the outermost element. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Whether the outermost element ends. */
  readonly isClosed: boolean;
}

/** Reads the elements of a text; the names of so many outermost ones are left out of those of the fields. */
function readElement(text: string, prefixes: Map<string, string>, outermost: number): ReadElement {
  const fields: Record<string, string> = {};
  const path: string[] = [];
  let attributesOfRoot: Record<string, string> | undefined;
  let content = '';
  let isClosed = false;
  const isMarkup = (): boolean => path.slice(outermost).some((name) => markup.has(name));
  const keep = (name: string, value: string): void => {
    const trimmed = value.trim();
    if (trimmed !== '' && name !== '' && !Object.hasOwn(fields, name)) fields[name] = trimmed;
  };
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        for (const [name, value] of Object.entries(attributes)) {
          const prefix = /^xmlns(?::(.*))?$/.exec(name);
          const usual = usualPrefixes[value.trim().toLowerCase()];
          if (prefix !== null && usual !== undefined) prefixes.set(prefix[1] ?? '', usual);
        }
        attributesOfRoot ??= attributes;
        const name = usualName(tag, prefixes);
        // Markup that is not escaped, as in XHTML content, is kept as tags, to be read as HTML.
        if (isMarkup()) content += `<${tag}>`;
        else content = '';
        const { href, rel } = attributes;
        // Atom writes the address as an attribute, and others than that of the page beside it.
        if (name === 'link' && href !== undefined && (rel === undefined || rel === 'alternate'))
          keep([...path.slice(outermost), name].join('.'), href);
        path.push(name);
      },
      onclosetag(tag, isImplied) {
        const name = path.slice(outermost).join('.');
        path.pop();
        if (path.length === 0) isClosed = !isImplied;
        if (isMarkup()) content += `</${tag}>`;
        else {
          keep(name, content);
          content = '';
        }
      },
      ontext(part) {
        content += part;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return { fields, attributes: attributesOfRoot ?? {}, isClosed };
}

function usualName(tag: string, prefixes: ReadonlyMap<string, string>): string {
  const at = tag.indexOf(':');
  const prefix = at < 0 ? '' : tag.slice(0, at);
  const usual = prefixes.get(prefix) ?? prefix;
  const local = at < 0 ? tag : tag.slice(at + 1);
  return usual === '' ? local : `${usual}:${local}`;
}
