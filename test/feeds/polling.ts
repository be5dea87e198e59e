/** Runs rounds of polls in tests and reads what they left behind. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../src/crawl/clock.ts';
import { userAgent } from '../../src/crawl/plan.ts';
import { pollFeeds } from '../../src/feeds/feeds.ts';
import type { FeedManners, RoundSummary } from '../../src/feeds/feeds.ts';
import type { ListedFeed } from '../../src/feeds/feed-list.ts';
import { silentReporter } from '../../src/reporter.ts';

/** A clock on which waiting takes no time. */
export function leapingClock(): Clock & { leap(milliseconds: number): void } {
  let ahead = 0;
  const leap = (milliseconds: number): void => {
    ahead += milliseconds;
  };
  return {
    now: () => Date.now() + ahead,
    sleep: (milliseconds) => {
      leap(milliseconds);
      return Promise.resolve();
    },
    leap,
  };
}

/** Polls the feeds of a folder once. */
export function poll(
  folder: string,
  feeds: readonly (string | ListedFeed)[],
  { clock = leapingClock(), ...manners }: Partial<FeedManners> & { clock?: Clock } = {},
): Promise<RoundSummary> {
  return pollFeeds({
    folder,
    feeds: feeds.map((feed) => (typeof feed === 'string' ? { url: feed, ecosystem: 'western' } : feed)),
    manners: { userAgent: userAgent('1', 'tester@example.org'), tries: 2, timeoutSeconds: 0.5, ...manners },
    report: silentReporter,
    signal: new AbortController().signal,
    clock,
  });
}

/** The kept items, file by file. */
export function keptItems(folder: string): Record<string, unknown>[] {
  return readdirSync(join(folder, 'items'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, 'items', name), 'utf8')
        .split('\n')
        .slice(0, -1),
    )
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The lines of the journal. */
export function journal(folder: string): Record<string, unknown>[] {
  return readFileSync(join(folder, 'polls.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
