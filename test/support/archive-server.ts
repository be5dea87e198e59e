/** A small archive of the web on loopback that misbehaves: an index, WARC files, and a log of every request. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { record, response } from '../formats/web-archive.ts';

/** What may happen to the first request for an address. */
export const faults = [
  'none',
  '503',
  '503-retry-after',
  '429',
  '403',
  'cut',
  'wrong-length',
  'bad-gzip',
  'redirect',
  'hung',
] as const;
type Fault = (typeof faults)[number];

/** A request as the server saw it; times in milliseconds. */
export interface Asked {
  readonly address: string;
  readonly userAgent: string;
  readonly at: number;
  /** When the answer was over, or the connection closed. */
  endedAt: number;
  /** Requests that were open already when it came. */
  readonly open: number;
  fault: Fault;
  /** No request before this time. */
  notBefore: number;
}

export interface ArchiveServer {
  readonly address: string;
  readonly log: Asked[];
  close(): Promise<void>;
}

/** Pages of each site, and an older capture of each that is a redirect. */
const pagesPerSite = 7;
export const servedSites = ['example.ru', 'example.com', 'empty.example.org'];
/** A record that is damaged for good: a later capture of its page is to be kept. */
const damagedPage = 'https://example.ru/news/3';
const retryAfterSeconds = 2;

/** Files that are served besides, by path. */
export interface ServedFiles {
  readonly files?: ReadonlyMap<string, Buffer>;
  /** Pause between pieces of 32 KiB of any answer. */
  readonly pieceMilliseconds?: number;
}

/** Serves until it is closed. `faultOf` says what happens to the first request for an address. */
export async function startArchive(
  faultOf: (address: string, index: number) => Fault,
  now: () => number = Date.now,
  { files = new Map(), pieceMilliseconds = 0 }: ServedFiles = {},
): Promise<ArchiveServer> {
  const { warc, lines } = build();
  const log: Asked[] = [];
  const seen = new Map<string, number>();
  const server = createServer((request, answer) => {
    const address = `${request.url} ${request.headers.range ?? ''}`.trim();
    const isFirst = !seen.has(address);
    if (isFirst) seen.set(address, seen.size);
    const fault = isFirst ? faultOf(address, seen.get(address)!) : 'none';
    const asked: Asked = {
      address,
      userAgent: request.headers['user-agent'] ?? '',
      at: now(),
      endedAt: Infinity,
      open: log.filter(({ endedAt }) => endedAt === Infinity).length,
      fault,
      notBefore: 0,
    };
    log.push(asked);
    answer.on('close', () => {
      asked.endedAt = now();
      if (fault === '503-retry-after') asked.notBefore = asked.at + retryAfterSeconds * 1000;
    });
    const content = fileContentOf(request, files) ?? contentOf(request, warc, lines);
    if (fault === 'none' && pieceMilliseconds > 0) void sendSlowly(answer, content, pieceMilliseconds);
    else misbehave(fault, request, answer, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What in a log is not polite, in sentences. */
export function impoliteness(log: readonly Asked[]): string[] {
  const found: string[] = [];
  const lastOf = new Map<string, Asked>();
  let lastRetry = -Infinity;
  let notBefore = 0;
  for (const asked of log) {
    const { at, open, userAgent } = asked;
    // What is left of a file is a further try of that file.
    const address = asked.address.replace(/ bytes=\d+-$/, '');
    if (open > 0) found.push(`${address}: another request was open`);
    if (!userAgent.includes('+tester@example.org')) found.push(`${address}: no contact in ${userAgent}`);
    if (at < notBefore) found.push(`${address}: ${notBefore - at} ms before the end of Retry-After`);
    if (lastOf.has(address)) {
      if (at - lastRetry < 1000) found.push(`${address}: a further try ${at - lastRetry} ms after another`);
      lastRetry = at;
    }
    lastOf.set(address, asked);
    notBefore = Math.max(notBefore, asked.notBefore);
  }
  return found;
}

async function sendSlowly(answer: ServerResponse, { status, headers, body }: Content, pause: number): Promise<void> {
  answer.writeHead(status, { ...headers, 'content-length': body.length });
  let at = 0;
  for (; at + (1 << 15) < body.length && !answer.destroyed; at += 1 << 15) {
    answer.write(body.subarray(at, at + (1 << 15)));
    await sleep(pause);
  }
  // With its last bytes an answer is over for the client.
  answer.end(body.subarray(at));
}

/** A whole file, or from a place on. */
function fileContentOf({ url, headers }: IncomingMessage, files: ReadonlyMap<string, Buffer>): Content | undefined {
  const file = files.get(new URL(url ?? '/', 'http://server').pathname.slice(1));
  if (file === undefined) return undefined;
  const first = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  if (first === undefined) return { status: 200, body: file, headers: {} };
  const range = `bytes ${first}-${file.length - 1}/${file.length}`;
  return { status: 206, body: file.subarray(Number(first)), headers: { 'content-range': range } };
}

interface Content {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

function misbehave(fault: Fault, request: IncomingMessage, answer: ServerResponse, content: Content): void {
  const { status, headers } = content;
  let { body } = content;
  if (fault === 'hung') return;
  if (fault === 'redirect' && request.url?.includes('moved=') === false) {
    const location = `${request.url}${request.url.includes('?') ? '&' : '?'}moved=1`;
    answer.writeHead(302, { location, 'content-length': 0 }).end();
    return;
  }
  if (fault === '503' || fault === '429' || fault === '403' || fault === '503-retry-after') {
    const wait: Record<string, string> =
      fault === '503-retry-after' ? { 'retry-after': String(retryAfterSeconds) } : {};
    answer.writeHead(Number(fault.slice(0, 3)), { ...wait, 'content-length': 0 }).end();
    return;
  }
  if (fault === 'cut') {
    answer.writeHead(status, { ...headers, 'content-length': body.length }).write(body.subarray(0, body.length >> 1));
    setTimeout(() => answer.destroy(), 20);
    return;
  }
  if (fault === 'wrong-length') body = body.subarray(0, Math.max(1, body.length - 7));
  if (fault === 'bad-gzip') body = Buffer.from(body.map((byte, at) => (at === body.length >> 1 ? byte ^ 0xff : byte)));
  answer.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

function contentOf(request: IncomingMessage, warc: Buffer, lines: ReadonlyMap<string, string[]>): Content {
  const url = new URL(request.url ?? '/', 'http://server');
  const json = (value: unknown): Content => ({
    status: 200,
    body: Buffer.from(`${JSON.stringify(value)}\n`),
    headers: {},
  });
  if (url.pathname === '/collinfo.json') {
    return json([
      { id: 'TEST-2022-10', from: '2022-02-20T00:00:00', to: '2022-03-20T00:00:00' },
      { id: 'TEST-2019-10', from: '2019-02-20T00:00:00', to: '2019-03-20T00:00:00' },
    ]);
  }
  if (url.pathname === '/TEST-2022-10-index') {
    const own = lines.get(url.searchParams.get('url') ?? '');
    if (own === undefined) return { ...json({ message: 'No Captures found' }), status: 404 };
    if (url.searchParams.has('showNumPages')) return json({ pages: Math.ceil(own.length / 10) });
    const page = Number(url.searchParams.get('page'));
    return { status: 200, body: Buffer.from(own.slice(page * 10, page * 10 + 10).join('')), headers: {} };
  }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (url.pathname !== '/crawl-data/test.warc.gz' || range === null) return { ...json({}), status: 404 };
  const [first, last] = [Number(range[1]), Number(range[2])];
  const headers = { 'content-range': `bytes ${first}-${last}/${warc.length}` };
  return { status: 206, body: warc.subarray(first, last + 1), headers };
}

/** The WARC file, and the lines of the index by site. */
function build(): { warc: Buffer; lines: Map<string, string[]> } {
  const members: Buffer[] = [];
  const lines = new Map<string, string[]>();
  let offset = 0;
  for (const site of servedSites.slice(0, 2)) {
    const own: string[] = [];
    lines.set(site, own);
    for (let page = 0; page < pagesPerSite; page++) {
      const url = `https://${site}/news/${page}`;
      for (const [day, status] of [
        [9, '200'],
        [3, '200'],
        [1, '301'],
      ] as const) {
        const time = `2022-03-${String(day).padStart(2, '0')}T08:00:0${page}Z`;
        const story = `Seen on day ${day} at ${site}. The harbour of the northern town opened again after a storm had closed it for two days. `;
        const text = `<html><title>Port ${page} reopens</title><article><h1>Port ${page} reopens</h1>${`<p>${story.repeat(2)}</p>`.repeat(4)}</article></html>`;
        const block = response(text, [], status === '200' ? '200 OK' : '301 Moved');
        let member = gzipSync(record('response', block, { 'WARC-Target-URI': url, 'WARC-Date': time }));
        if (url === damagedPage && day === 3)
          member = Buffer.from(member.map((byte, at) => (at === 40 ? byte ^ 0xff : byte)));
        const place = { length: String(member.length), offset: String(offset), filename: 'crawl-data/test.warc.gz' };
        const urlkey = `${site.split('.').reverse().join(',')})/news/${page}`;
        const timestamp = time.replace(/\D/g, '');
        own.push(
          `${JSON.stringify({ urlkey, timestamp, url, mime: 'text/html', status, digest: `D${offset}`, ...place })}\n`,
        );
        members.push(member);
        offset += member.length;
      }
    }
  }
  return { warc: Buffer.concat(members), lines };
}
