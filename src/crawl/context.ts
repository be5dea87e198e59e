import type { Reporter } from '../reporter.ts';
import type { Archive } from './archive.ts';
import type { PoliteClient } from './client.ts';
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
  /** Parts of the index and files that could not be read in this run; the next run asks for them again. */
  readonly unread: Unread[];
}

/** A part of the index, or a file, that could not be read. */
export interface Unread {
  /** `collection/domain`, or the name of a file. */
  readonly what: string;
  /** Why, in a word. */
  readonly reason: string;
}
