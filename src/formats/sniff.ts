/** Which format a file is in, told from its content and never from its name. */
import { rootElement } from './xml-items.ts';

/** The formats that can be imported. */
export const formats = ['ndjson', 'json', 'csv', 'tsv', 'parquet', 'xml'] as const;

/**
 * A format that can be imported; `json` is an array of objects or a document with one, `csv` has any
 * delimiter, `tsv` has tabs, no quotes and no header, `xml` is a feed or a sitemap.
 */
export type Format = (typeof formats)[number];

/** Tools and services whose files are known by their columns or keys; `sources/` says how each is read. */
export const sources = [
  'weibo-crawler',
  'weibo-spider',
  'weibo-search',
  'weibo-nghuyong',
  'bazhuayu',
  '4cat',
  'zeeschuimer',
  'telegram',
  'media-cloud',
  'gdelt-doc',
  'gdelt-gal',
  'gdelt-gkg',
  'trafilatura',
  'newspaper4k',
  'news-please',
  'minet',
  'rss',
  'atom',
  'json-feed',
  'news-sitemap',
] as const;

/** A known tool or service. */
export type Source = (typeof sources)[number];

/** Something recognised that cannot be imported as it is: its name and what to do. */
export interface Foreign {
  readonly name: string;
  readonly hint: string;
}

const readable = 'posts and articles are read from NDJSON, JSON, CSV, Parquet, feeds and sitemaps';

const magics: readonly [string, Foreign][] = [
  ['PK\u0003\u0004', { name: 'a zip archive within an archive', hint: 'unpack the outer one first' }],
  ['BZh', { name: 'a bzip2 archive', hint: 'unpack it first: bunzip2 FILE' }],
  ['\u00fd7zXZ', { name: 'an xz archive', hint: 'unpack it first: xz -d FILE' }],
  ['WARC/1.', { name: 'a web archive (WARC)', hint: 'extract its articles first' }],
  ['%PDF-', { name: 'a PDF', hint: readable }],
  ['SQLite format 3', { name: 'an SQLite database', hint: 'export the table as CSV or NDJSON' }],
  ['\u00d0\u00cf\u0011\u00e0', { name: 'an old Office file', hint: 'save the sheet as CSV (UTF-8)' }],
];

/** The format of an unpacked content; `text` is its beginning, decoded. */
export function sniffFormat(head: Uint8Array, text: string): Format | Foreign {
  const ascii = Buffer.from(head.subarray(0, 16)).toString('latin1');
  if (ascii.startsWith('PAR1')) return 'parquet';
  for (const [magic, foreign] of magics) if (ascii.startsWith(magic)) return foreign;
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('{')) return isOneDocument(start) ? 'json' : 'ndjson';
  if (/^\[\s*(?:[{\]]|$)/.test(start)) return 'json';
  if (start.startsWith('<')) {
    const markup = markupFormat(start);
    if (markup !== undefined) return markup;
  }
  // A text may hold a stray NUL; a binary file is full of control characters.
  const controls = start.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls > start.length / 50) return { name: 'a binary file', hint: readable };
  return 'csv';
}

/** Whether an object goes on over several lines; lines of objects begin with a bracket each. */
function isOneDocument(text: string): boolean {
  const [first, second] = text.split('\n').map((line) => line.trim());
  return second !== undefined && !second.startsWith('{') && /^\{$|^\{.*[[{,:]$/.test(first!);
}

/** Feeds and sitemaps begin with a few known elements; pages are no table either. */
function markupFormat(text: string): Format | Foreign | undefined {
  const root = rootElement(text);
  if (root === 'rss' || root === 'rdf' || root === 'feed' || root === 'urlset') return 'xml';
  if (root === 'sitemapindex')
    return { name: 'a list of sitemaps', hint: 'import the sitemaps it names, once they are here as files' };
  if (root === 'html' || /^<!doctype html/i.test(text)) return { name: 'a page', hint: readable };
  if (/^<(?:\?xml|!doctype)/i.test(text)) return { name: 'XML of an unknown kind', hint: readable };
  return undefined;
}
