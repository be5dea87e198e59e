/** The pages in a WARC file, and the articles an extractor finds in them. */
import { brotliDecompressSync, inflateRawSync, inflateSync, gunzipSync } from 'node:zlib';
import { messageOf } from '../errors.ts';
import type { OpenedFile, ReadRecord, UnreadRecord } from './records.ts';
import { parseHeader, placeOf, readWarc, targetOf } from './warc.ts';
import type { WarcRecord } from './warc.ts';

/** A page as it was fetched. */
export interface RawPage {
  readonly url: string;
  /** When it was fetched: a bound of its publication and never the publication itself. ISO 8601, UTC. */
  readonly fetchedAt: string;
  /** The charset that the server declared; pages are often in another. */
  readonly charset: string | undefined;
  readonly html: Buffer;
  /** Place in the file: offset and length in bytes. */
  readonly place: string;
}

/** What an extractor finds in a page. */
export interface ExtractedPage {
  /** `article`, or what the page is instead: `blocked`, `consent`, `empty` and so on. */
  readonly kind: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly author: string | null;
  readonly language: string | null;
  readonly publishedAt: string | null;
  readonly publishedPrecision: string | null;
  readonly publishedBasis: string | null;
}

/** Finds the article in a page; what was read at `now` was published before. */
export type ExtractPage = (
  html: Uint8Array,
  page: { url: string; charset: string | undefined; now: Date | undefined },
) => Promise<ExtractedPage> | ExtractedPage;

/** Bytes of an unpacked page beyond which it is not read. */
const longestPage = 32 * 1024 * 1024;

/**
 * Reads the pages of a WARC file. What is no answer of a server (requests, metadata) is passed over; an answer
 * that is no page is an unread record.
 */
export async function* readPages(file: OpenedFile): AsyncGenerator<RawPage | UnreadRecord> {
  for await (const record of readWarc(file)) {
    if ('slug' in record) yield record;
    else if (record.type === 'revisit')
      yield {
        place: placeOf(record),
        slug: 'revisit',
        detail: 'the page is only said to be as it was at another time',
      };
    else if (record.type === 'response') yield pageOf(record);
  }
}

/** Reads the articles of a WARC file as records of items, their addresses being their ids. */
export async function* readWarcArticles(file: OpenedFile, extract: ExtractPage): AsyncGenerator<ReadRecord[]> {
  for await (const page of readPages(file)) {
    yield ['slug' in page ? page : await articleOf(page, extract)];
  }
}

async function articleOf({ url, fetchedAt, charset, html, place }: RawPage, extract: ExtractPage): Promise<ReadRecord> {
  const fetched = Date.parse(fetchedAt);
  const now = Number.isNaN(fetched) ? undefined : new Date(fetched);
  let found: ExtractedPage;
  try {
    found = await extract(html, { url, charset, now });
  } catch (error) {
    return { place, slug: 'extraction-failed', detail: messageOf(error) };
  }
  if (found.kind !== 'article') return { place, slug: `page-${found.kind}`, detail: `${url} is no article` };
  const { title, text, author, language, publishedAt, publishedPrecision, publishedBasis } = found;
  return {
    place,
    fields: {
      id: url,
      url,
      title,
      text,
      author,
      language,
      published_at: publishedAt,
      published_precision: publishedPrecision,
      published_basis: publishedBasis,
      fetched_at: fetchedAt,
    },
  };
}

function pageOf(record: WarcRecord): RawPage | UnreadRecord {
  const place = placeOf(record);
  const reject = (slug: string, detail: string): UnreadRecord => ({ place, slug, detail });
  const url = targetOf(record.fields);
  const fetchedAt = record.fields['warc-date'] ?? '';
  if (!/^https?:\/\//i.test(url)) return reject('no-address', `the record has no address of a page: ${url}`);
  const head = parseHeader(record.block);
  const status = /^HTTP\/\S+\s+(\d{3})/.exec(head?.first ?? '')?.[1];
  if (head === undefined || status === undefined) return reject('bad-http', `${url}: no answer of an HTTP server`);
  if (status !== '200') return reject(`http-${status}`, `${url} answered ${status}`);
  const { fields, end } = head;
  const contentType = fields['content-type'] ?? record.fields['warc-identified-payload-type'] ?? '';
  if (contentType !== '' && !/html|xml/i.test(contentType)) return reject('not-a-page', `${url} is ${contentType}`);
  let html: Buffer = record.block.subarray(end);
  try {
    if (/chunked/i.test(fields['transfer-encoding'] ?? '')) html = joinChunks(html);
    html = unpack(html, fields['content-encoding'] ?? '');
  } catch (error) {
    return reject('bad-http', `${url}: ${messageOf(error)}`);
  }
  if (html.length === 0) return reject('empty-page', `${url} has no content`);
  const charset = /charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(contentType)?.[1];
  return { url, fetchedAt, charset, html, place };
}

/** Chunks joined; a body that is not in chunks, as archives keep it, comes back as it is. */
function joinChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const size =
      end < 0 ? '' : (/^([0-9a-f]{1,8})(?:;.*)?$/i.exec(body.subarray(at, end).toString('latin1').trim())?.[1] ?? '');
    if (size === '') return parts.length === 0 ? body : Buffer.concat(parts);
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function unpack(body: Buffer, encoding: string): Buffer {
  const options = { maxOutputLength: longestPage };
  // Archives often keep the field and unpack the body.
  if (/gzip/i.test(encoding)) return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, options) : body;
  if (/deflate/i.test(encoding)) {
    if (/^\s*</.test(body.subarray(0, 20).toString('latin1'))) return body;
    return (body[0]! & 0x0f) === 8 ? inflateSync(body, options) : inflateRawSync(body, options);
  }
  if (/\bbr\b/i.test(encoding)) {
    if (/^\s*</.test(body.subarray(0, 20).toString('latin1'))) return body;
    return brotliDecompressSync(body, options);
  }
  return body;
}
