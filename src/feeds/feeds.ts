/** Polls the feeds of a folder, once or again and again: hosts beside each other, the feeds of a host one by one. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PoliteClient } from '../crawl/client.ts';
import { atLeast, lostPauseOf } from '../crawl/turns.ts';
import { systemClock } from '../crawl/clock.ts';
import type { Clock } from '../crawl/clock.ts';
import { throwIfAborted } from '../errors.ts';
import type { Reporter } from '../reporter.ts';
import { takeLock } from '../store/study.ts';
import { Collection } from './collection.ts';
import { settleFeeds } from './feed-list.ts';
import type { ListedFeed } from './feed-list.ts';
import { pollFeed } from './poll.ts';
import type { PollContext, PolledFeed } from './poll.ts';
import { RobotsFiles } from './robots-files.ts';

/** How feeds are asked for; changes nothing in what they bring. */
export interface FeedManners {
  /** Header that says who asks, with a contact. */
  readonly userAgent: string;
  /** Requests for one address before it has failed. */
  readonly tries: number;
  /** Longest silence of a server in seconds. */
  readonly timeoutSeconds: number;
  /** Seconds between two requests to a host; never less than 1, unless it is on this machine. */
  readonly gapSeconds?: number | undefined;
  /** Seconds for which a host is left alone where an answer was lost with a killed process; at least 60, unless it is on this machine. */
  readonly lostPauseSeconds?: number | undefined;
  /** Bytes of a feed beyond which it is not read; default 50 MiB, which is the most a sitemap may have. */
  readonly mostBytes?: number;
  /** Sitemaps of an index that are polled; default 20. */
  readonly mostSitemaps?: number;
}

export interface FeedsOptions {
  /** Folder of the feeds: `feeds.json`, `polls.jsonl`, `items/`. */
  readonly folder: string;
  /** Feeds to poll from now on; undefined: those of the folder. */
  readonly feeds: readonly ListedFeed[] | undefined;
  readonly manners: FeedManners;
  /** Milliseconds from the beginning of a round to that of the next one; undefined: there is only one. */
  readonly everyMilliseconds?: number | undefined;
  /** Is told of every round that has ended. */
  readonly onRound?: (round: RoundSummary) => void;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** What a round brought. */
export interface RoundSummary {
  /** When it began, ISO 8601, UTC. */
  readonly begunAt: string;
  /** Path of its items below the folder; null where nothing was new. */
  readonly file: string | null;
  /** The listed feeds in their order, the sitemaps of an index behind it. */
  readonly feeds: readonly PolledFeed[];
  /** Whether every feed was answered, or is disallowed by robots.txt. */
  readonly isWhole: boolean;
}

/** Hosts that are asked at the same time. */
const hostsAtOnce = 8;

/** Longest pause a server may ask for, in milliseconds, that is waited for; its feeds are passed over until then. */
const longestWait = 10 * 60_000;

/** Polls the feeds; with `everyMilliseconds` until the signal is aborted, which throws an InterruptedError. */
export async function pollFeeds(options: FeedsOptions): Promise<RoundSummary> {
  const { folder, manners, everyMilliseconds, onRound, report, signal, clock = systemClock } = options;
  await mkdir(folder, { recursive: true });
  const release = await takeLock(join(folder, '.lock'));
  try {
    const feeds = await settleFeeds(folder, options.feeds);
    const isResumed = existsSync(join(folder, 'polls.jsonl'));
    const collection = await Collection.open(folder);
    const robots = new RobotsFiles({ client: () => client, clock, name: 'crosscurrent' });
    const client = new PoliteClient({
      userAgent: manners.userAgent,
      signal,
      gapOf: (host) => Math.max(atLeast(1000, manners.gapSeconds, host), robots.delayOf(host)),
      lostPauseOf: (host) => lostPauseOf(host, manners.lostPauseSeconds),
      tries: manners.tries,
      timeoutMilliseconds: manners.timeoutSeconds * 1000,
      longestPause: longestWait,
      pausesPath: join(folder, 'pauses.json'),
      isResumed,
      clock,
    });
    const { mostBytes = 50 << 20, mostSitemaps = 20 } = manners;
    const context = { client, robots, collection, clock, signal, mostBytes, mostSitemaps };
    try {
      for (;;) {
        const begun = clock.now();
        const round = await pollRound(context, feeds, report);
        onRound?.(round);
        await client.turns.forgetPauses();
        if (everyMilliseconds === undefined) return round;
        await clock.sleep(Math.max(0, begun + everyMilliseconds - clock.now()), signal);
        await robots.forgetUnreachable();
      }
    } finally {
      client.close();
      await collection.close();
    }
  } finally {
    await release();
  }
}

async function pollRound(context: PollContext, feeds: readonly ListedFeed[], report: Reporter): Promise<RoundSummary> {
  const { collection, clock, signal } = context;
  const begun = clock.now();
  const name = collection.beginRound(begun);
  const polled = new Map<string, readonly PolledFeed[]>();
  const groups = groupByHost(feeds);
  const round = { ...context, taken: new Set(feeds.map(({ url }) => url)) };
  report.begin('feeds', feeds.length, 'feeds');
  const work = async (): Promise<void> => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
      for (const feed of group) {
        throwIfAborted(signal);
        polled.set(feed.url, await pollFeed(round, feed));
        report.advance(1);
      }
    }
  };
  // All of them come to an end before the file of the round gets its name.
  const ended = await Promise.allSettled(Array.from({ length: hostsAtOnce }, work));
  await collection.endRound();
  report.end();
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const all = feeds.flatMap(({ url }) => polled.get(url)!);
  return {
    begunAt: new Date(begun).toISOString(),
    file: all.some((feed) => feed.new + feed.changed > 0) ? `items/${name}.ndjson` : null,
    feeds: all,
    isWhole: all.every(({ outcome }) => outcome !== 'failed'),
  };
}

function groupByHost(feeds: readonly ListedFeed[]): ListedFeed[][] {
  const groups = new Map<string, ListedFeed[]>();
  for (const feed of feeds) {
    const { host } = new URL(feed.url);
    const group = groups.get(host);
    if (group === undefined) groups.set(host, [feed]);
    else group.push(feed);
  }
  return [...groups.values()];
}
