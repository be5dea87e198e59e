/** The bytes of a WARC file from any place on: of a file on this machine, or of one that a server sends. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { messageOf } from '../errors.ts';
import type { OpenAnswer } from './client.ts';
import type { CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { isRemote } from './warc-names.ts';

/** Bytes that must have come before a broken connection counts as the first one again. */
const progress = 1 << 20;

/** Where to read a file. */
export interface Stretch {
  /** Place of the first byte that is wanted. */
  readonly offset: number;
  /** Length of the whole file in bytes, where an earlier run was told; another length is a failure. */
  readonly size: number | undefined;
  /** Told of the length of the file before the first byte comes. */
  readonly onSize: (size: number) => void;
}

/**
 * Reads a file from a place to its end. Where a connection breaks, the next request asks for what is missing. Throws a
 * {@link FetchFailure} where the file cannot be had, once all tries have failed.
 */
export function readBytesOf(context: CrawlContext, name: string, stretch: Stretch): AsyncGenerator<Uint8Array> {
  if (isAbsolute(name)) return readLocal(name, stretch);
  return readRemote(context, isRemote(name) ? name : `${context.plan.data}/${name}`, stretch);
}

async function* readLocal(path: string, { offset, size, onSize }: Stretch): AsyncGenerator<Uint8Array> {
  try {
    const found = (await stat(path)).size;
    if (size !== undefined && found !== size) throw changed(path, '', found, size);
    onSize(found);
    yield* createReadStream(path, { start: offset, highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new FetchFailure('file', `${path}: ${messageOf(error)}`, { host: '', isPassing: false });
  }
}

async function* readRemote(
  { client, manners }: CrawlContext,
  address: string,
  stretch: Stretch,
): AsyncGenerator<Uint8Array> {
  let at = stretch.offset;
  let { size } = stretch;
  let brokenAt = at;
  for (let failed = 0; size === undefined || at < size;) {
    let opened: OpenAnswer | undefined;
    let fault: unknown = new FetchFailure('given-up', address, { host: '', isPassing: false });
    try {
      const options = { headers: { range: `bytes=${at}-` }, accept: [200, 206], isFurtherTry: true };
      opened = await client.open(address, options, failed);
      const place = placeOf(opened, at, size);
      if (place.size !== undefined) stretch.onSize((size = place.size));
      let passOver = at - place.start;
      const before = at;
      for await (const chunk of opened.body) {
        const wanted = chunk.subarray(passOver);
        passOver -= chunk.length - wanted.length;
        if (wanted.length === 0) continue;
        at += wanted.length;
        yield wanted;
      }
      if (at === before && size !== undefined) throw empty(opened);
      fault = undefined;
      if (size === undefined) return;
    } catch (error) {
      fault = error;
      if (at - brokenAt >= progress) failed = 0;
      brokenAt = at;
      failed += 1;
      if (!(error instanceof FetchFailure) || !error.isPassing || failed >= manners.tries) throw error;
    } finally {
      await opened?.end(fault);
    }
  }
}

/** Where the bytes of an answer begin in the file, and how long that is. A server without ranges begins at its beginning. */
function placeOf(
  { status, headers, url }: OpenAnswer,
  wanted: number,
  known: number | undefined,
): { start: number; size: number | undefined } {
  const { host } = new URL(url);
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '');
  const size = status === 200 ? headers['content-length'] : range?.[2];
  const start = status === 200 ? 0 : Number(range?.[1]);
  if (status === 206 && start !== wanted)
    throw new FetchFailure('wrong-range', `${url} sent another range than was asked for`, { host, isPassing: true });
  if (known !== undefined && size !== undefined && Number(size) !== known)
    throw changed(url, host, Number(size), known);
  return { start, size: size === undefined ? known : Number(size) };
}

function empty({ url }: OpenAnswer): FetchFailure {
  const { host } = new URL(url);
  return new FetchFailure('cut-off', `${url} sent nothing where more was to come`, { host, isPassing: true });
}

function changed(what: string, host: string, found: number, known: number): FetchFailure {
  const detail = `${what} has ${found} bytes, and had ${known} when it was begun`;
  return new FetchFailure('changed', detail, { host, isPassing: false });
}
