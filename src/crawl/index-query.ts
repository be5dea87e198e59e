/** Asks the index which captures of the sites there are, and keeps its answers page by page under `index/`. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes, throwIfAborted, UserError } from '../errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { cdxLine, parseCdxLine, timestampOf } from './cdx.ts';
import type { Capture } from './cdx.ts';
import type { Answer } from './client.ts';
import type { CaptureSource, CrawlContext } from './context.ts';
import { FetchFailure } from './exchange.ts';
import { fetchRecord } from './fetch-record.ts';
import { windowOf } from './plan.ts';
import { openSites } from './sites.ts';

/** The list of collections as index servers give it (`collinfo.json`). */
const collectionsSchema = z.array(z.object({ id: z.string(), from: z.string().optional(), to: z.string().optional() }));

/** How many pages an answer has; older servers give a bare number. */
const pagesSchema = z.union([z.int().nonnegative(), z.object({ pages: z.int().nonnegative() })]);

/** First line of a kept page: lines the server sent, and those among them that name no capture. */
const headSchema = z.object({ lines: z.int(), unread: z.int() });

/** Names of the collections to ask, oldest first; settled once for a crawl. */
async function settleCollections(context: CrawlContext): Promise<string[]> {
  const { folder, plan, client } = context;
  if (plan.collections !== null) return plan.collections;
  const path = join(folder, 'index', 'collections.json');
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8')) as string[];
  const address = `${plan.index}/collinfo.json`;
  const { body } = await client
    .get(address, { check: (answer) => checkJson(answer, collectionsSchema) })
    .catch(cannotBegin);
  const { first, last } = windowOf(plan);
  const names = collectionsSchema
    .parse(JSON.parse(body.toString('utf8')))
    .filter(({ id, from, to }) => {
      const [begun, ended] = [digitsOf(from, 'from'), digitsOf(to, 'to')];
      if (begun !== undefined && ended !== undefined) return begun <= last && ended >= first;
      // A collection that does not tell its time bears its year in its name.
      const year = /\b(\d{4})\b/.exec(id)?.[1];
      return year === undefined || (year >= plan.from.slice(0, 4) && year <= plan.to.slice(0, 4));
    })
    .map(({ id }) => id)
    .filter((id) => /^[\w.-]+$/.test(id))
    .sort();
  if (names.length === 0) {
    throw new UserError(`no collection of ${plan.index} was fetched between ${plan.from} and ${plan.to}`, {
      hint: 'name collections with --collection, or choose another window',
      exitCode: exitCodes.input,
    });
  }
  await keep(context, path, JSON.stringify(names));
  return names;
}

/**
 * Asks for what is not kept yet of all sites in all collections; what fails is told and asked for again by the next
 * run. Until then no record of that site is fetched: an earlier capture may be named there.
 */
export async function queryIndex(context: CrawlContext): Promise<CaptureSource> {
  const { folder, plan, report, unread, signal } = context;
  const collections = await settleCollections(context);
  const waiting = new Set<string>();
  report.begin('index', collections.length * plan.sites.length, 'queries');
  for (const collection of collections) {
    for (const { domain } of plan.sites) {
      throwIfAborted(signal);
      try {
        await queryDomain(context, collection, domain);
      } catch (error) {
        if (!(error instanceof FetchFailure)) throw error;
        unread.push({ what: `${collection}/${domain}`, reason: error.reason });
        waiting.add(domain);
      }
      report.advance(1);
    }
  }
  report.end();
  return {
    collections,
    pagesAtOnce: 1,
    isWhole: (domain) => !waiting.has(domain),
    readCaptures: (domain) => readCaptures(folder, collections, domain),
    fetchRecord: (_domain, capture, isFurtherTry) => fetchRecord(context, capture, isFurtherTry),
    forget: () => Promise.resolve(),
  };
}

async function queryDomain(context: CrawlContext, collection: string, domain: string): Promise<void> {
  const { plan, client, folder } = context;
  const base = join(folder, 'index', collection, domain);
  const { first, last } = windowOf(plan);
  const query = new URLSearchParams({ url: domain, matchType: 'domain', output: 'json', from: first, to: last });
  const address = `${plan.index}/${collection}-index?${query.toString()}`;
  if (!existsSync(`${base}.json`)) {
    const answer = await client.get(`${address}&showNumPages=true`, {
      accept: [200, 404],
      check(given) {
        if (given.status === 200) checkJson(given, pagesSchema);
      },
    });
    const count = answer.status === 404 ? 0 : pagesSchema.parse(JSON.parse(answer.body.toString('utf8')));
    await keep(
      context,
      `${base}.json`,
      JSON.stringify(typeof count === 'number' ? { pages: count } : { pages: count.pages }),
    );
  }
  const pages = await pagesOf(base);
  for (let page = 0; page < pages; page++) {
    const path = `${base}.${page}.jsonl`;
    if (existsSync(path)) continue;
    const answer = await client.get(`${address}&page=${page}`, { accept: [200, 404], check: checkLines });
    await keep(context, path, pageText(answer, context, domain));
  }
}

/** The captures of a site in the window, one collection after the other, and the lines that could not be read. */
async function readCaptures(
  folder: string,
  collections: readonly string[],
  domain: string,
): Promise<{ captures: Capture[]; unreadLines: number }> {
  const captures: Capture[] = [];
  let unreadLines = 0;
  for (const collection of collections) {
    const base = join(folder, 'index', collection, domain);
    const pages = await pagesOf(base);
    for (let page = 0; page < pages; page++) {
      const path = `${base}.${page}.jsonl`;
      if (!existsSync(path)) continue;
      const [head = '', ...lines] = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
      unreadLines += headSchema.parse(JSON.parse(head)).unread;
      for (const line of lines) captures.push(parseCdxLine(line)!);
    }
  }
  return { captures, unreadLines };
}

async function pagesOf(base: string): Promise<number> {
  if (!existsSync(`${base}.json`)) return 0;
  return (JSON.parse(await readFile(`${base}.json`, 'utf8')) as { pages: number }).pages;
}

/** What is kept of a page: the captures that belong to the site, not to a site listed below it, in the window. */
function pageText({ status, body }: Answer, { plan }: CrawlContext, domain: string): string {
  const lines = status === 404 ? [] : linesOf(body);
  const siteOf = openSites(plan.sites);
  const { first, last } = windowOf(plan);
  const captures = lines.map(parseCdxLine);
  const head = { lines: lines.length, unread: captures.filter((capture) => capture === undefined).length };
  const kept = captures.filter(
    (capture) =>
      capture !== undefined &&
      capture.timestamp >= first &&
      capture.timestamp <= last &&
      siteOf(capture.url)?.domain === domain,
  );
  return [JSON.stringify(head), ...kept.map((capture) => cdxLine(capture!)), ''].join('\n');
}

/** An answer that was cut where its length does not tell ends in the middle of a line. */
function checkLines({ status, body, url }: Answer): void {
  if (status === 404) return;
  const lines = linesOf(body);
  const isWhole = lines.length === 0 || (body.at(-1) === 10 && lines.every(isJson));
  if (!isWhole) throw badIndex(url, 'the answer is not lines of JSON');
}

function linesOf(body: Buffer): string[] {
  return body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkJson({ body, url }: Answer, schema: z.ZodType): void {
  const text = body.toString('utf8');
  if (!isJson(text) || !schema.safeParse(JSON.parse(text)).success) throw badIndex(url, 'the answer has another form');
}

function badIndex(url: string, detail: string): FetchFailure {
  return new FetchFailure('bad-index', `${url}: ${detail}`, { host: new URL(url).host, isPassing: true });
}

function cannotBegin(error: unknown): never {
  if (!(error instanceof FetchFailure)) throw error;
  throw new UserError(`the list of collections could not be fetched: ${error.message}`, {
    hint: 'run the same command again later; --index names another index server',
    exitCode: exitCodes.input,
  });
}

/** `2022-05-16T04:57:27` as a timestamp; undefined where it is no time. */
function digitsOf(time: string | undefined, end: 'from' | 'to'): string | undefined {
  if (time === undefined) return undefined;
  const whole = /T/.test(time) ? time : `${time}T${end === 'from' ? '00:00:00' : '23:59:59'}`;
  const instant = Date.parse(/Z|[+-]\d\d:\d\d$/.test(whole) ? whole : `${whole}Z`);
  return Number.isNaN(instant) ? undefined : timestampOf(instant);
}

async function keep({ archive }: CrawlContext, path: string, text: string): Promise<void> {
  archive.claim(Buffer.byteLength(text));
  await writeFileAtomic(path, text);
}
