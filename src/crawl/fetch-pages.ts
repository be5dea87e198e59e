/** Fetches the records of the index: of each page the earliest capture that can be had. */
import { gunzipSync } from 'node:zlib';
import { messageOf, throwIfAborted } from '../errors.ts';
import { ByteWindow } from '../formats/byte-window.ts';
import { parseRecord, readMember, targetOf } from '../formats/warc.ts';
import type { Capture } from './cdx.ts';
import type { Answer } from './client.ts';
import type { CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { readCaptures } from './index-query.ts';
import { Journal, journalPath, readJournal } from './journal.ts';
import type { PageEntry } from './journal.ts';

/** Stored bytes beyond which a record is no page that is worth its fetching. */
const longestRecord = 64 * 1024 * 1024;

/** The settled pages by site and key; what was tried again counts as it ended last. */
export async function readSettled(folder: string): Promise<Map<string, PageEntry>> {
  const entries = await readJournal(journalPath(folder));
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Whether a capture may hold an article: a page that was there. */
export function isPage({ status, mime }: Pick<Capture, 'status' | 'mime'>): boolean {
  return status === '200' && (mime === '' || mime === 'unk' || /html|xml/i.test(mime));
}

/** Fetches what is not settled yet, site by site, in the order of keys. */
export async function fetchPages(context: CrawlContext, collections: readonly string[]): Promise<void> {
  const { folder, plan, manners, archive, report, signal } = context;
  const settled = await readSettled(folder);
  const journal = new Journal(journalPath(folder), (bytes) => archive.claim(bytes));
  try {
    for (const { domain, ecosystem } of plan.sites) {
      const pages = groupPages((await readCaptures(folder, collections, domain)).captures);
      const waiting = pages.filter(([key]) => {
        const entry = settled.get(key);
        return entry === undefined || (manners.retryFailed && entry.kept === undefined);
      });
      report.begin(domain, waiting.length, 'pages');
      for (const [key, captures] of waiting) {
        throwIfAborted(signal);
        await journal.append([await settlePage(context, { domain, ecosystem, key, captures }, settled.has(key))]);
        report.advance(1);
      }
      report.end();
    }
  } finally {
    await journal.close();
  }
}

/** Captures that hold pages, by key, each in the order of their times. */
function groupPages(captures: readonly Capture[]): [string, Capture[]][] {
  const pages = new Map<string, Capture[]>();
  for (const capture of captures.filter(isPage)) {
    const known = pages.get(capture.key);
    if (known === undefined) pages.set(capture.key, [capture]);
    else known.push(capture);
  }
  const orderOf = ({ timestamp, filename, offset }: Capture): string =>
    `${timestamp} ${filename} ${String(offset).padStart(15, '0')}`;
  for (const group of pages.values()) group.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return [...pages].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function settlePage(
  context: CrawlContext,
  { domain, ecosystem, key, captures }: { domain: string; ecosystem: string; key: string; captures: Capture[] },
  isFurtherTry: boolean,
): Promise<PageEntry> {
  const failed: PageEntry['failed'][number][] = [];
  for (const capture of captures) {
    const { filename, offset, timestamp } = capture;
    let member: Buffer;
    try {
      member = await fetchRecord(context, capture, isFurtherTry);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      failed.push({ filename, offset, reason: error.reason });
      continue;
    }
    const place = await context.archive.append(ecosystem, member);
    return { kind: 'page', domain, key, failed, kept: { ...place, from: { filename, offset }, timestamp } };
  }
  return { kind: 'page', domain, key, failed };
}

/** The gzip member of a capture, whole and read to check it. Throws a {@link FetchFailure} where it cannot be had. */
async function fetchRecord({ client, plan }: CrawlContext, capture: Capture, isFurtherTry: boolean): Promise<Buffer> {
  const { filename, offset, length, url } = capture;
  const address = `${plan.data}/${filename}`;
  const { host } = new URL(address);
  if (length > longestRecord)
    throw new FetchFailure('too-long', `${url} has ${length} bytes`, { host, isPassing: false });
  const { body } = await client.get(address, {
    headers: { range: `bytes=${offset}-${offset + length - 1}` },
    accept: [206],
    isFurtherTry,
    mostBytes: length + (1 << 16),
    check: (answer) => checkRange(answer, capture),
  });
  // Checked above already, so that a damaged answer was asked for again.
  const member = await readMember(new ByteWindow(inOne(body)));
  const record = 'fault' in member ? member.fault : parseRecord(member.bytes);
  if (typeof record === 'string') throw new FetchFailure('bad-record', record, { host, isPassing: false });
  if (record.type !== 'response' || targetOf(record.fields) !== url)
    throw new FetchFailure('wrong-record', `the record is not that of ${url}`, { host, isPassing: false });
  return body;
}

/** Whether an answer is the range that was asked for, and whole: its length and its checksum say so. */
function checkRange({ headers, body, url }: Answer, { offset, length }: Capture): void {
  const { host } = new URL(url);
  const range = /^bytes (\d+)-(\d+)\//.exec(headers['content-range'] ?? '');
  if (range !== null && (Number(range[1]) !== offset || Number(range[2]) !== offset + length - 1))
    throw new FetchFailure('wrong-range', `${url} sent another range than was asked for`, { host, isPassing: true });
  if (body.length !== length)
    throw new FetchFailure('wrong-length', `${url} sent ${body.length} bytes for ${length}`, { host, isPassing: true });
  try {
    gunzipSync(body, { maxOutputLength: 4 * longestRecord });
  } catch (error) {
    throw new FetchFailure('bad-gzip', `${url}: ${messageOf(error)}`, { host, isPassing: true });
  }
}

// oxlint-disable-next-line typescript/require-await -- a window reads streams
async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
