import type { Reporter } from '../reporter.ts';
import type { Archive } from './archive.ts';
import type { Capture } from './cdx.ts';
import type { PoliteClient } from './client.ts';
import type { Clock } from './clock.ts';
import type { CrawlManners, CrawlPlan } from './plan.ts';

/** What every part of a crawl works with. */
export interface CrawlContext {
  readonly folder: string;
  readonly plan: CrawlPlan;
  readonly manners: CrawlManners;
  readonly client: PoliteClient;
  readonly archive: Archive;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Parts of the index and files that could not be read in this run; the next run asks for them again. */
  readonly unread: Unread[];
}

/** Where captures and their records come from: an index and ranges of files, or files that were read through. */
export interface CaptureSource {
  /** Names of the collections of the index that were asked. */
  readonly collections: readonly string[];
  /** What the files that were read through held. */
  readonly files?: FileCounts;
  /** Records that are written down together: as many as are cheap to bring once more. */
  readonly pagesAtOnce: number;
  /** Whether the captures of a site are known well enough to tell which is the earliest. */
  isWhole(domain: string): boolean;
  /** The captures of a site in the window, and how many lines of the index name none. */
  readCaptures(domain: string): Promise<{ captures: Capture[]; unreadLines: number }>;
  /** The gzip member of a capture. Throws a FetchFailure where it cannot be had. */
  fetchRecord(domain: string, capture: Capture, isFurtherTry: boolean): Promise<Buffer>;
  /** All records of a site were brought: what is needed only for that may go. */
  forget(domain: string): Promise<void>;
}

/** What WARC files that were read through held, all together. */
export interface FileCounts {
  /** Files that are named, without those outside the window. */
  readonly files: number;
  /** Files that were left out, going by the time in their names. */
  readonly outsideWindow: number;
  /** Files that were read to their end. */
  readonly read: number;
  /** Their records of all sites and kinds. */
  readonly records: number;
  /** Places in them that could not be read, by reason. */
  readonly damaged: Readonly<Record<string, number>>;
}

/** A part of the index, or a file, that could not be read. */
export interface Unread {
  /** `collection/domain`, or the name of a file. */
  readonly what: string;
  /** Why, in a word. */
  readonly reason: string;
}
