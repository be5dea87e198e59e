/** Asks for a feed, if it has changed, and keeps what is new in it. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Answer, PoliteClient } from '../crawl/client.ts';
import type { Clock } from '../crawl/clock.ts';
import { FetchFailure } from '../crawl/exchange.ts';
import { LongPauseError } from '../crawl/turns.ts';
import { messageOf } from '../errors.ts';
import type { UnreadRecord } from '../formats/records.ts';
import type { Batch, Collection, FeedState, PollEntry } from './collection.ts';
import { readFeed, shortHash } from './feed-items.ts';
import type { FeedDocument, FeedItem, NamedSitemap } from './feed-items.ts';
import type { ListedFeed } from './feed-list.ts';
import type { RobotsFiles } from './robots-files.ts';

/** What every poll works with. */
export interface PollContext {
  readonly client: PoliteClient;
  readonly robots: RobotsFiles;
  readonly collection: Collection;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Bytes of a document, packed and unpacked, beyond which it is not read. */
  readonly mostBytes: number;
  /** Sitemaps of an index that are polled: the latest ones. */
  readonly mostSitemaps: number;
}

/** What the polls of a round have in common. */
export interface RoundContext extends PollContext {
  /** Addresses that are asked for in this round, the listed ones from the beginning. */
  readonly taken: Set<string>;
}

/** What became of a feed in a round. */
export interface PolledFeed extends ListedFeed {
  /** `read`; `not-modified`: nothing has changed; `disallowed`: by robots.txt; `failed`. */
  readonly outcome: 'read' | 'not-modified' | 'disallowed' | 'failed';
  /** Why it failed, in a word and in a sentence. */
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
  /** Items in the document. */
  readonly items: number;
  /** Those among them that were not known, and those that are known with another content. */
  readonly new: number;
  readonly changed: number;
  /** Records that could not be read, by reason. */
  readonly unread: Readonly<Record<string, number>>;
  /** Address the feed has moved to for good. */
  readonly moved?: string | undefined;
  /** Sitemaps an index names beyond those that are polled. */
  readonly sitemapsLeftOut: number;
}

/** Levels of indexes of sitemaps that are followed. */
const deepest = 2;

/** Unread records that are written down in full. */
const mostExamples = 5;

/** A feed with its place among the sitemaps of indexes. */
interface Target extends ListedFeed {
  readonly depth: number;
  readonly lastmod?: string;
}

/** Polls a feed, and the sitemaps it names where it is an index of them. Fails for nothing a server does. */
export async function pollFeed(context: RoundContext, feed: ListedFeed): Promise<PolledFeed[]> {
  return await pollTarget(context, { ...feed, depth: 0 });
}

async function pollTarget(context: RoundContext, target: Target): Promise<PolledFeed[]> {
  const first = await pollOne(context, target);
  const found = [first];
  const { sitemaps = [] } = context.collection.stateOf(target.url);
  if (first.outcome !== 'read' && first.outcome !== 'not-modified') return found;
  for (const { url, lastmod } of sitemaps) {
    const { readAt, lastmod: before } = context.collection.stateOf(url);
    // What the index says has not changed since it was read need not be asked for.
    if (lastmod !== '' && lastmod === before && readAt !== undefined) continue;
    if (context.taken.has(url)) continue;
    context.taken.add(url);
    const { ecosystem, depth } = target;
    found.push(...(await pollTarget(context, { url, ecosystem, depth: depth + 1, lastmod })));
  }
  return found;
}

async function pollOne(context: PollContext, target: Target): Promise<PolledFeed> {
  const { collection, client, robots, clock, mostBytes } = context;
  const state = collection.stateOf(target.url);
  const address = state.moved ?? target.url;
  try {
    const answer = await client.get(address, {
      headers: { 'accept-encoding': 'gzip', ...conditions(state) },
      accept: state.sha256 === undefined ? [200] : [200, 304],
      mostBytes,
      mayAsk: (url) => robots.check(url),
    });
    const at = new Date(clock.now()).toISOString();
    return await take(context, { target, state, answer, at });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    const { reason, detail } = failure;
    const at = new Date(clock.now()).toISOString();
    await collection.note(() => ({ entry: { at, feed: target.url, reason, detail }, lines: [] }));
    return { ...nothingOf(target), outcome: reason === 'robots' ? 'disallowed' : 'failed', reason, detail };
  }
}

/** The headers of a conditional request (RFC 9110, 13.1). */
function conditions({ etag, lastModified }: FeedState): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

interface Taken {
  readonly target: Target;
  readonly state: FeedState;
  readonly answer: Answer;
  readonly at: string;
}

/** Keeps what an answer brings. */
async function take(context: PollContext, taken: Taken): Promise<PolledFeed> {
  const { collection, mostBytes, signal } = context;
  const { target, state, answer, at } = taken;
  const { url, lastmod } = target;
  const moved = answer.moved ?? state.moved;
  if (answer.status === 304) {
    await collection.note(() => ({ entry: { at, feed: url, status: 304, moved, lastmod }, lines: [] }));
    return { ...nothingOf(target), outcome: 'not-modified', moved };
  }
  const content = unpacked(answer, mostBytes);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const entry: Batch['entry'] = {
    at,
    feed: url,
    status: answer.status,
    answered: answer.url === url ? undefined : answer.url,
    moved,
    etag: answer.headers.etag,
    lastModified: answer.headers['last-modified'],
    sha256,
    lastmod,
  };
  if (sha256 === state.sha256) {
    await collection.note(() => ({ entry, lines: [] }));
    return { ...nothingOf(target), outcome: 'not-modified', moved };
  }
  const document = await readFeed(content, answer.url, signal);
  if ('fault' in document) throw failureAt(answer, document.fault, document.detail);
  if (document.format === 'sitemap-index') return await takeIndex(context, { ...taken, entry, document });
  const { format, items, unread } = document;
  let added = 0;
  let changed = 0;
  await collection.note((version) => {
    const kept: [string, string][] = [];
    const lines: string[] = [];
    for (const item of items) {
      const { title, text, published_at } = item.fields;
      const hashes: [string, string] = [shortHash(item.id), shortHash([title, text, published_at])];
      const number = version(...hashes);
      if (number === undefined) continue;
      if (number === 1) added += 1;
      else changed += 1;
      kept.push(hashes);
      lines.push(JSON.stringify(lineOf(item, { target, entry, state, version: number })));
    }
    const unreadOf = countBySlug(unread);
    return { entry: { ...entry, format, items: items.length, kept, ...unreadOf }, lines };
  });
  const counts = countBySlug(unread).unread ?? {};
  return { ...nothingOf(target), outcome: 'read', items: items.length, new: added, changed, unread: counts, moved };
}

/** Notes the sitemaps of an index that are polled with it: the latest ones by what the index says. */
async function takeIndex(
  { collection, mostSitemaps }: PollContext,
  {
    target,
    answer,
    entry,
    document,
  }: Taken & { entry: Batch['entry']; document: Extract<FeedDocument, { format: 'sitemap-index' }> },
): Promise<PolledFeed> {
  if (target.depth >= deepest)
    throw failureAt(answer, 'index-too-deep', `${answer.url} is an index of sitemaps within ${deepest} others`);
  const latest = [...document.sitemaps].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, mostSitemaps);
  await collection.note(() => ({ entry: { ...entry, format: document.format, sitemaps: latest }, lines: [] }));
  const sitemapsLeftOut = document.sitemaps.length - latest.length;
  return { ...nothingOf(target), outcome: 'read', moved: entry.moved, sitemapsLeftOut };
}

/** Those without a time may have changed at any time, and come first. */
function timeOf({ lastmod }: NamedSitemap): number {
  const time = Date.parse(lastmod);
  return Number.isNaN(time) ? Number.MAX_SAFE_INTEGER : time;
}

/**
 * An item as a line that `import articles` reads. When it was fetched and first seen stands beside its time of
 * publication and never in its place; the feed and the poll that brought it stand in `feed`, what the feed
 * said word by word in `given`.
 */
function lineOf(
  { id, fields, changed, place, given }: FeedItem,
  { target, entry, state, version }: { target: Target; entry: Batch['entry']; state: FeedState; version: number },
): object {
  const { at, answered, status, etag, lastModified, sha256 } = entry;
  return {
    id,
    ...fields,
    ...(fields.url === undefined ? { site: new URL(target.url).hostname } : {}),
    ...(target.ecosystem === undefined ? {} : { ecosystem: target.ecosystem }),
    first_seen_at: fields.published_at === undefined && isBefore(changed, at) ? changed : at,
    fetched_at: at,
    version,
    feed: {
      url: target.url,
      answered,
      status,
      etag,
      last_modified: lastModified,
      sha256,
      line: place,
      // When the feed was read before: what is new was not in it then.
      read_before_at: state.readAt,
    },
    given,
  };
}

/** Whether a time of change that a feed names bounds the publication closer than the answer does. */
function isBefore(changed: string, at: string): boolean {
  return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(changed) && Date.parse(changed) < Date.parse(at);
}

function countBySlug(records: readonly UnreadRecord[]): Pick<PollEntry, 'unread' | 'examples'> {
  if (records.length === 0) return {};
  const unread: Record<string, number> = {};
  for (const { slug } of records) unread[slug] = (unread[slug] ?? 0) + 1;
  return {
    unread,
    examples: records.slice(0, mostExamples).map(({ place, slug, detail }) => ({ place, slug, detail })),
  };
}

function nothingOf({ url, ecosystem }: Target): Omit<PolledFeed, 'outcome'> {
  return { url, ecosystem, items: 0, new: 0, changed: 0, unread: {}, sitemapsLeftOut: 0 };
}

/** The body of an answer, unpacked where it is packed: on its way, as a file, or both. */
function unpacked(answer: Answer, mostBytes: number): Buffer {
  let { body } = answer;
  for (let layer = 0; layer < 2 && body[0] === 0x1f && body[1] === 0x8b; layer++) {
    try {
      body = gunzipSync(body, { maxOutputLength: mostBytes });
    } catch (error) {
      const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      if (isTooLong) throw failureAt(answer, 'too-long', `${answer.url} has more than ${mostBytes} bytes, unpacked`);
      throw failureAt(answer, 'bad-gzip', `${answer.url}: ${messageOf(error)}`);
    }
  }
  return body;
}

function failureAt({ url }: Answer, reason: string, detail: string): FetchFailure {
  return new FetchFailure(reason, detail, { host: new URL(url).host, isPassing: false });
}

/** What a server did, in a word and a sentence; undefined where an error is of another kind. */
function failureOf(error: unknown): { reason: string; detail: string } | undefined {
  if (error instanceof FetchFailure) return { reason: error.reason, detail: error.message };
  if (error instanceof LongPauseError) return { reason: 'asked-to-wait', detail: error.message };
  return undefined;
}
