/** A crawl from its plan to its coverage: the captures first, out of an index or of whole files, then the records. It goes on where an earlier process stopped. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reporter } from '../reporter.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { takeLock } from '../store/study.ts';
import { Archive } from './archive.ts';
import { PoliteClient } from './client.ts';
import { atLeast, lostPauseOf } from './turns.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { CrawlContext } from './context.ts';
import { measureCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { fetchPages } from './fetch-pages.ts';
import { queryIndex } from './index-query.ts';
import { namesFiles, settlePlan } from './plan.ts';
import type { CrawlManners, CrawlPlan, PlanFlags } from './plan.ts';
import { scanWarcs } from './scan-warcs.ts';

export interface CrawlOptions {
  /** Folder of the crawl: its plan, what the index answered or files held, the WARC files, the journals, `coverage.json`. */
  readonly folder: string;
  readonly flags: PlanFlags;
  readonly manners: CrawlManners;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/** Carries out a crawl, or goes on with the one in the folder. */
export async function crawl(options: CrawlOptions): Promise<Coverage> {
  const { folder, flags, manners, report, signal, clock = systemClock } = options;
  await mkdir(folder, { recursive: true });
  const release = await takeLock(join(folder, '.lock'));
  try {
    const isResumed = existsSync(join(folder, 'crawl.json'));
    const plan = await settlePlan(folder, flags);
    const archive = await Archive.open(folder, manners.mostBytes);
    const client = new PoliteClient({
      userAgent: manners.userAgent,
      signal,
      gapOf: gapsOf(plan, manners.gapSeconds),
      tries: manners.tries,
      timeoutMilliseconds: manners.timeoutSeconds * 1000,
      lostPauseOf: (host) => lostPauseOf(host, manners.lostPauseSeconds),
      pausesPath: join(folder, 'pauses.json'),
      isResumed,
      clock,
    });
    try {
      const context: CrawlContext = { folder, plan, manners, client, archive, report, signal, clock, unread: [] };
      const source = namesFiles(plan) ? await scanWarcs(context) : await queryIndex(context);
      await fetchPages(context, source);
      const coverage = await measureCoverage(context, source);
      await writeFileAtomic(join(folder, 'coverage.json'), `${JSON.stringify(coverage, null, 2)}\n`);
      await client.turns.forgetPauses();
      return coverage;
    } finally {
      client.close();
      await archive.close();
    }
  } finally {
    await release();
  }
}

/** The pause between requests to a host in milliseconds. */
function gapsOf({ index }: CrawlPlan, seconds: number | undefined): (host: string) => number {
  const indexHost = new URL(index).host;
  return (host) => atLeast(host === indexHost ? 1000 : 550, seconds, host);
}
