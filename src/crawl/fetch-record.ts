/** Fetches a record of an archive by its byte range, and checks it. */
import { gunzipSync } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { ByteWindow } from '../formats/byte-window.ts';
import { parseRecord, readMember, targetOf } from '../formats/warc.ts';
import type { Capture } from './cdx.ts';
import type { Answer } from './client.ts';
import type { CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';

/** Stored bytes beyond which a record is no page that is worth its fetching. */
export const longestRecord = 64 * 1024 * 1024;

/**
 * The gzip member of a capture, whole and read to check it. Throws a {@link FetchFailure} where it cannot be had.
 * `isFurtherTry` says whether an earlier run asked for it.
 */
export async function fetchRecord(
  { client, plan }: CrawlContext,
  capture: Capture,
  isFurtherTry: boolean,
): Promise<Buffer> {
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
