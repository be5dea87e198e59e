/** The body of an answer becomes the items of a feed, read as `import` reads feeds, or the sitemaps of an index. */
import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { UserError } from '../errors.ts';
import { columnReader, derivedMark } from '../formats/columns.ts';
import type { ColumnReader, Field } from '../formats/columns.ts';
import { hostOf } from '../formats/domain.ts';
import { readRecords, recipeFor, recognise } from '../formats/open.ts';
import { isUnread } from '../formats/records.ts';
import type { UnreadRecord } from '../formats/records.ts';
import type { Source } from '../formats/sniff.ts';
import { surveyFile } from '../formats/survey.ts';
import { rootElement } from '../formats/xml-items.ts';
import { canonicalJson } from '../store/atomic.ts';

/** An item as a feed gives it. */
export interface FeedItem {
  /** What tells the item from all others: its own id where that is an address or a URI, else with the site before it. */
  readonly id: string;
  /** Fields of an article as `import` names them; empty ones are left out. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** Time of change that the feed names where it has none of publication. */
  readonly changed: string;
  /** Line in the document on which the item begins. */
  readonly place: string;
  /** The fields of the item under the names and in the form the feed gave them. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** A sitemap that an index names. */
export interface NamedSitemap {
  readonly url: string;
  /** As written; empty where there is none. */
  readonly lastmod: string;
}

/** What a document holds. */
export type FeedDocument =
  | {
      readonly format: Source;
      readonly items: readonly FeedItem[];
      readonly unread: readonly UnreadRecord[];
    }
  | { readonly format: 'sitemap-index'; readonly sitemaps: readonly NamedSitemap[] }
  | { readonly fault: 'not-a-feed' | 'malformed-feed'; readonly detail: string };

const feedSources: ReadonlySet<Source> = new Set(['rss', 'atom', 'json-feed', 'news-sitemap']);

const taken = [
  'title',
  'text',
  'url',
  'author',
  'language',
  'published_at',
  'published_basis',
] as const satisfies readonly Field[];

/** Reads a document; addresses in it may be relative to the one it came from. */
export async function readFeed(content: Uint8Array, address: string, signal: AbortSignal): Promise<FeedDocument> {
  const head = Buffer.from(content.subarray(0, 1 << 16)).toString('utf8');
  if (rootElement(head) === 'sitemapindex') return readIndex(content, address);
  const survey = await surveyFile({ path: address, content }, signal);
  let recognised;
  try {
    recognised = recognise('it', survey, {});
  } catch (error) {
    if (error instanceof UserError) return notAFeed(error.message);
    throw error;
  }
  const { source } = recognised;
  const recipe = recipeFor(recognised);
  if (source === undefined || recipe === undefined || !feedSources.has(source))
    return notAFeed(`it looks like ${source ?? recognised.format}`);
  // Read without its recipe first, which leaves the fields as the feed gives them.
  const file = {
    ...recognised,
    source: undefined,
    path: address,
    content,
    packing: survey.packing,
    signal,
    memoryMegabytes: 64,
    extract: () => {
      throw new Error('a feed has no pages');
    },
  };
  const convert = recipe.convert!();
  const reader = columnReader({}, recipe);
  const items: FeedItem[] = [];
  const unread: UnreadRecord[] = [];
  for await (const records of readRecords(file)) {
    for (const record of records) {
      for (const converted of convert(record)) {
        if (isUnread(converted)) unread.push(converted);
        else if (!isUnread(record)) items.push(itemOf(converted, record.fields, reader, address));
      }
    }
  }
  const isWhole = recognised.format !== 'xml' || closes(content, rootElement(head));
  if (!isWhole)
    unread.push({ place: 'end', slug: 'not-closed', detail: 'the document ends before its outermost element does' });
  const damage = unread.find(({ slug }) => slug !== 'not-news');
  if (items.length === 0 && damage !== undefined) return { fault: 'malformed-feed', detail: damage.detail };
  return { format: source, items, unread };
}

function notAFeed(found: string): FeedDocument {
  return { fault: 'not-a-feed', detail: `${found}; a feed or a sitemap is expected` };
}

function itemOf(
  { fields, place }: { readonly fields: Readonly<Record<string, unknown>>; readonly place: string },
  given: Readonly<Record<string, unknown>>,
  reader: ColumnReader,
  address: string,
): FeedItem {
  const value = (field: Field): string => {
    const found = reader.get(fields, field);
    return typeof found === 'string' ? found : '';
  };
  const own: Partial<Record<Field, string>> = {};
  for (const field of taken) {
    const found = value(field);
    if (found !== '') own[field] = found;
  }
  const id = value('id');
  // An address may stand for an id that is missing.
  const isAddress = id === own.url;
  if (own.url !== undefined) own.url = URL.canParse(own.url, address) ? new URL(own.url, address).href : own.url;
  if (own.published_at === undefined) delete own.published_basis;
  return {
    id: idOf(isAddress ? '' : id, own, address),
    fields: own,
    changed: value('first_seen_at'),
    place,
    given: Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith(derivedMark))),
  };
}

/** Ids such as `123` are only one item's within their site. */
function idOf(id: string, fields: FeedItem['fields'], address: string): string {
  if (/^(?:https?|urn|tag):/i.test(id)) return id;
  const { url } = fields;
  const site = hostOf(url ?? '') ?? hostOf(address)!;
  if (id !== '') return `${site}:${id}`;
  return url ?? `${site}:${shortHash([fields.title, fields.text])}`;
}

/** The first 16 hexadecimal digits of the SHA-256 of a JSON value. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);
}

/** Whether the outermost element ends where the document does. */
function closes(content: Uint8Array, root: string): boolean {
  const end = Buffer.from(content.subarray(Math.max(0, content.length - 4096))).toString('latin1');
  // Encodings with two bytes a character have a zero in each tag.
  const tail = end.replaceAll('\0', '').toLowerCase();
  return tail.lastIndexOf(`${root}>`) >= 0 || /\/>\s*$/.test(tail);
}

function readIndex(content: Uint8Array, address: string): FeedDocument {
  const sitemaps: { url: string; lastmod: string }[] = [];
  let text = '';
  let isWhole = false;
  const local = (tag: string): string => tag.slice(tag.indexOf(':') + 1).toLowerCase();
  const parser = new Parser(
    {
      onopentag(tag) {
        text = '';
        if (local(tag) === 'sitemap') sitemaps.push({ url: '', lastmod: '' });
      },
      ontext(part) {
        text += part;
      },
      onclosetag(tag, isImplied) {
        const current = sitemaps.at(-1);
        const name = local(tag);
        if (name === 'sitemapindex') isWhole = !isImplied;
        if (current === undefined) return;
        const word = text.trim();
        if (name === 'loc' && URL.canParse(word, address)) current.url = new URL(word, address).href;
        if (name === 'lastmod') current.lastmod = word;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(Buffer.from(content).toString('utf8'));
  const named = sitemaps.filter(({ url }) => /^https?:/.test(url));
  if (!isWhole && named.length === 0)
    return { fault: 'malformed-feed', detail: 'the list of sitemaps ends before its outermost element does' };
  return { format: 'sitemap-index', sitemaps: named };
}
