/** What a crawl brought: captures per site and week, gaps, failures by reason. Holds nothing of when or how often it ran. */
import { mondayOf, weekOf } from '../kernels/coverage.ts';
import { timeOf } from './cdx.ts';
import type { CaptureSource, CrawlContext, FileCounts, Unread } from './context.ts';
import { isPage, readSettled } from './fetch-pages.ts';
import type { CrawlSite } from './sites.ts';

/** A week of a site; it begins on a Monday, UTC. */
interface CoverageWeek {
  readonly week: string;
  /** Captures in the index or in the files that were read through, of any status. */
  captures: number;
  /** Captures of pages that were kept: the earliest of their page that could be had. */
  kept: number;
}

interface SiteCoverage extends CrawlSite {
  readonly captures: number;
  /** Different pages among them that were there. */
  readonly pages: number;
  readonly kept: number;
  /** Pages not kept because every fetch of them failed. */
  readonly lost: number;
  /** Pages of which a later capture was kept, since fetching the earliest one failed. */
  readonly later: number;
  /** Captures that hold no page, by HTTP status, or `not-a-page`. */
  readonly passedOver: Readonly<Record<string, number>>;
  /** Failed fetches by reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** Lines of the index that name no capture. */
  readonly unreadLines: number;
  readonly weeks: readonly CoverageWeek[];
  /** Weeks without a kept page. */
  readonly gaps: readonly string[];
}

/** The report `coverage.json`. */
export interface Coverage {
  readonly from: string;
  readonly to: string;
  readonly collections: readonly string[];
  /** Where WARC files were read through. */
  readonly files?: FileCounts;
  readonly sites: readonly SiteCoverage[];
  /** Parts of the index and files that could not be read. */
  readonly unread: readonly Unread[];
  /** Whether all that was asked for was answered; failed fetches of single pages are told per site. */
  readonly isWhole: boolean;
}

/** Counts what the captures and the journals of a crawl say. */
export async function measureCoverage(
  { folder, plan, unread }: CrawlContext,
  source: CaptureSource,
): Promise<Coverage> {
  const sites: SiteCoverage[] = [];
  for (const site of plan.sites) {
    const { captures, unreadLines } = await source.readCaptures(site.domain);
    const weeks = weeksOf(plan.from, plan.to);
    const weekAt = (timestamp: string): CoverageWeek => weeks.get(weekOf(timeOf(timestamp)!))!;
    const passedOver: Record<string, number> = {};
    for (const capture of captures) {
      weekAt(capture.timestamp).captures += 1;
      if (!isPage(capture)) count(passedOver, capture.status === '200' ? 'not-a-page' : capture.status);
    }
    const own = [...(await readSettled(folder, site.domain)).values()];
    const failures: Record<string, number> = {};
    for (const { failed, kept } of own) {
      for (const { reason } of failed) count(failures, reason);
      if (kept !== undefined) weekAt(kept.timestamp).kept += 1;
    }
    const kept = own.filter((entry) => entry.kept !== undefined);
    sites.push({
      ...site,
      captures: captures.length,
      pages: new Set(captures.filter(isPage).map(({ key }) => key)).size,
      kept: kept.length,
      lost: own.length - kept.length,
      later: kept.filter(({ failed }) => failed.length > 0).length,
      passedOver: sorted(passedOver),
      failures: sorted(failures),
      unreadLines,
      weeks: [...weeks.values()],
      gaps: [...weeks.values()].filter((week) => week.kept === 0).map(({ week }) => week),
    });
  }
  const { collections, files } = source;
  const told = files === undefined ? {} : { files };
  return { from: plan.from, to: plan.to, collections, ...told, sites, unread, isWhole: unread.length === 0 };
}

/** The weeks a window touches, by their numbers. */
function weeksOf(from: string, to: string): Map<number, CoverageWeek> {
  const weeks = new Map<number, CoverageWeek>();
  for (let number = weekOf(Date.parse(from)); number <= weekOf(Date.parse(to)); number++) {
    weeks.set(number, { week: new Date(mondayOf(number)).toISOString().slice(0, 10), captures: 0, kept: 0 });
  }
  return weeks;
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
