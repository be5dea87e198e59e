/** Work of seconds that a page starts and then watches. One job at a time writes to the study. */
import { randomBytes } from 'node:crypto';
import { inOneLine, UserError } from '../errors.ts';
import { Occupied } from '../store/study.ts';
import type { Wording } from '../wording/wording.ts';
import type { PageName } from './page.ts';
import { Turns } from './turns.ts';

/** Something to be said in the language of whoever looks. */
export type Saying = (wording: Wording) => string;

/** What became of a job so far. */
export interface Job {
  readonly id: string;
  /** The entry of the navigation it belongs to. */
  readonly page: PageName;
  readonly title: Saying;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** What is being done, and what part of all is done before it, 0 to 1. */
  readonly step: Saying | undefined;
  readonly part: number;
  /** Why it failed. */
  readonly fault: Saying | undefined;
  /** Path of the page that shows the result. */
  readonly to: string;
}

/** What is to be done. */
export interface JobRequest extends Pick<Job, 'page' | 'title' | 'to'> {
  /** Jobs with the same key are the same job: while one is not finished, another is not begun. */
  readonly key: string;
  readonly run: (progress: (step: Saying, part: number) => void) => Promise<void>;
}

/** Jobs that may wait or run, and finished ones that are remembered. */
const mostUnfinished = 8;
const mostFinished = 30;

/** The jobs of a server. */
export class Jobs {
  readonly #jobs = new Map<string, Job & { readonly key: string }>();
  readonly #turns = new Turns();
  readonly #onError: (error: unknown) => void;

  /** `onError` is told of errors that are ours. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Begins a job, or gives the one of the same key that is not finished. A UserError where too many wait. */
  start({ key, page, title, to, run }: JobRequest): Job {
    const unfinished = this.unfinished();
    const same = unfinished.find((job) => this.#jobs.get(job.id)?.key === key);
    if (same !== undefined) return same;
    if (unfinished.length >= mostUnfinished)
      throw new UserError(`${unfinished.length} jobs wait already`, { hint: 'try again when some have ended' });
    const id = randomBytes(9).toString('base64url');
    const update = (news: Partial<Job>): void => {
      this.#jobs.set(id, { ...this.#jobs.get(id)!, ...news });
    };
    this.#jobs.set(id, { id, key, page, title, to, state: 'waiting', step: undefined, part: 0, fault: undefined });
    const work = async (): Promise<void> => {
      update({ state: 'running' });
      try {
        await run((step, part) => update({ step, part }));
        update({ state: 'done', part: 1 });
      } catch (error) {
        update({ state: 'failed', fault: faultOf(error) });
        if (!(error instanceof UserError)) this.#onError(error);
      }
      this.#forget();
    };
    void this.#turns.take('study', work);
    return this.#jobs.get(id)!;
  }

  /** A job; undefined where there is none, or it was forgotten. */
  get(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Jobs that wait or run, the oldest first. */
  unfinished(page?: PageName): Job[] {
    return [...this.#jobs.values()].filter(
      (job) => (job.state === 'waiting' || job.state === 'running') && (page === undefined || job.page === page),
    );
  }

  #forget(): void {
    const finished = [...this.#jobs.values()].filter(({ state }) => state === 'done' || state === 'failed');
    for (const { id } of finished.slice(0, Math.max(0, finished.length - mostFinished))) this.#jobs.delete(id);
  }
}

function faultOf(error: unknown): Saying {
  if (error instanceof Occupied) return ({ jobs }) => jobs.occupied(error.holder);
  if (error instanceof UserError) return () => inOneLine(error);
  return ({ common }) => common.broken.text;
}
