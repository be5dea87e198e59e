/**
 * The tables of a study, open for questions. Several connections to one DuckDB answer side by side; each
 * question has an end, so that none holds the others up for long.
 */
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import type { Config, Settings } from '../config.ts';
import { UserError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { readManifest } from '../store/manifest.ts';
import type { Manifest } from '../store/manifest.ts';
import type { Resources, Study } from '../store/study.ts';
import { tables } from '../store/tables.ts';
import type { TableName } from '../store/tables.ts';
import { createViews } from '../store/views.ts';
import { stampOf } from './stamp.ts';
import { prepareNarratives } from './narrative/prepare.ts';

/** Questions answered at the same time. */
const connections = 3;

/** Seconds after which a question is given up. */
const patienceSeconds = 20;

/** Seconds after which results that could not be opened are tried again. */
const pauseSeconds = 2;

/** A value that can be bound to a question. */
export type Bound = string | number | boolean | null;

/** Thrown where an answer took too long, or nobody waits for it any more. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** Thrown where a run put other tables in the place of those that were being read. */
export class Replaced extends Error {
  override readonly name = 'Replaced';
}

/** The results of a study as they were when it was opened. */
export class StudyReader {
  readonly study: Study;
  readonly settings: Settings;
  /** Options of the stages, as crosscurrent.yaml gives them. */
  readonly options: Config['options'];
  readonly manifest: Manifest;
  readonly #files: string;
  readonly #owner: Database;
  readonly #idle: Database[];
  readonly #waiting: ((database: Database) => void)[] = [];
  readonly #kept = new Map<string, Promise<unknown>>();
  readonly #closing: (() => void)[] = [];
  readonly #underWay = new Map<Database, Promise<unknown>>();
  #isClosed = false;

  private constructor(
    study: Study,
    { settings, options }: Config,
    manifest: Manifest,
    files: string,
    owner: Database,
    idle: Database[],
  ) {
    this.study = study;
    this.settings = settings;
    this.options = options;
    this.manifest = manifest;
    this.#files = files;
    this.#owner = owner;
    this.#idle = idle;
  }

  /**
   * Opens the tables of a study as views of their names (a table that has not been written is empty, a column
   * that is not there NULL) and prepares what pages look up often. A UserError where `crosscurrent.yaml` cannot be read.
   */
  static async open(study: Study, resources: Resources): Promise<StudyReader> {
    const config = readConfig(study);
    const files = filesOf(study);
    const owner = await study.database(resources);
    try {
      // Footers of the Parquet files are read once, not with every question.
      await owner.run('SET GLOBAL parquet_metadata_cache = true');
      // As many ids as a page looks up still rule out the parts of a table that hold none of them.
      await owner.run('SET GLOBAL dynamic_or_filter_threshold = 200');
      await createViews(owner, study);
      await prepareNarratives(owner, config.settings.platform);
      const idle = await Promise.all(Array.from({ length: connections }, () => owner.connection()));
      return new StudyReader(study, config, readManifest(study), files, owner, idle);
    } catch (error) {
      owner.close();
      throw error;
    }
  }

  /** The rows of a question; values are bound, never written into the text. Ends early when `signal` is aborted. */
  async rows<T>(sql: string, values: readonly Bound[] = [], signal?: AbortSignal): Promise<T[]> {
    return this.withConnection((database) => database.rows<T>(sql, values), signal);
  }

  /** The first row of a question. */
  async row<T>(sql: string, values: readonly Bound[] = [], signal?: AbortSignal): Promise<T | undefined> {
    return (await this.rows<T>(sql, values, signal))[0];
  }

  /**
   * Does work on one connection, which nobody else uses meanwhile. A TooSlow where that took too long, waiting
   * for the connection included, or `signal` was aborted.
   */
  async withConnection<T>(work: (database: Database) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const patience = AbortSignal.timeout(patienceSeconds * 1000);
    const ends = signal === undefined ? patience : AbortSignal.any([patience, signal]);
    const database = this.#idle.pop() ?? (await this.#turn(ends));
    const interrupt = (): void => database.interrupt();
    try {
      if (ends.aborted) throw new TooSlow();
      ends.addEventListener('abort', interrupt);
      return await this.#watched(database, work);
    } catch (error) {
      if (ends.aborted) throw new TooSlow();
      throw error;
    } finally {
      ends.removeEventListener('abort', interrupt);
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(database);
      else next(database);
    }
  }

  /** A connection, as soon as whoever asked before has had one; those who leave give up their place. */
  async #turn(ends: AbortSignal): Promise<Database> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new TooSlow());
      };
      const take = (database: Database): void => {
        ends.removeEventListener('abort', leave);
        resolve(database);
      };
      if (ends.aborted) reject(new TooSlow());
      else {
        this.#waiting.push(take);
        ends.addEventListener('abort', leave);
      }
    });
  }

  /** Does work on a connection of its own, whose temporary tables nobody else sees. */
  async apart<T>(work: (database: Database) => Promise<T>): Promise<T> {
    using database = await this.connection();
    return await this.#watched(database, work);
  }

  /** Does work that the closing of the study ends. */
  async #watched<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new TooSlow();
    const done = work(database);
    this.#underWay.set(database, done);
    try {
      return await done;
    } catch (error) {
      throw this.#isClosed ? new TooSlow() : error;
    } finally {
      this.#underWay.delete(database);
    }
  }

  /** A connection of its own, for work that outlives a question: whoever takes it closes it. */
  async connection(): Promise<Database> {
    if (this.#isClosed) throw new TooSlow();
    try {
      return await this.#owner.connection();
    } catch (error) {
      throw this.#isClosed ? new TooSlow() : error;
    }
  }

  /** What `make` gives, made once for these results. A failure is not kept. */
  async once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#kept.get(name) as Promise<T> | undefined) ?? make();
    this.#kept.set(name, made);
    made.catch(() => this.#kept.delete(name));
    return made;
  }

  /** Whether a run has written other tables since: what could not be read may be there with the next reader. */
  get isReplaced(): boolean {
    return filesOf(this.study) !== this.#files;
  }

  /** Work that is due when these results are closed, such as closing a model. */
  whenClosed(work: () => void): void {
    // What was begun before may be ready after.
    if (this.#isClosed) work();
    else this.#closing.push(work);
  }

  /** Ends what is under way, and closes the tables. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // A database that is closed while it works goes on, and the process with it.
    while (this.#underWay.size > 0) {
      for (const database of this.#underWay.keys()) database.interrupt();
      await Promise.race([Promise.allSettled(this.#underWay.values()), pause(50)]);
    }
    for (const work of this.#closing) work();
    for (const database of this.#idle) database.close();
    this.#owner.close();
  }
}

/** The study that is served: opened anew when a run has changed its results. */
export class ServedStudy {
  readonly study: Study;
  readonly #resources: Resources;
  readonly #onError: (error: unknown) => void;
  #reader: Promise<StudyReader>;
  #stamp: string;
  /** Results that could not be opened, and when that is tried again. */
  #refused = '';
  #tryAgainAt = 0;

  private constructor(study: Study, resources: Resources, onError: (error: unknown) => void) {
    this.study = study;
    this.#resources = resources;
    this.#onError = onError;
    this.#stamp = stampOf(study.manifestPath);
    this.#reader = StudyReader.open(study, resources);
  }

  /** Opens a study; a UserError where it has no results. `onError` is told of later results that cannot be opened. */
  static async open(study: Study, resources: Resources, onError: (error: unknown) => void): Promise<ServedStudy> {
    if (!existsSync(study.artefact('items'))) {
      throw new UserError(`${study.folder} has no results yet`, {
        hint: `crosscurrent run --study ${study.folder}`,
        exitCode: 4,
      });
    }
    const served = new ServedStudy(study, resources, onError);
    await served.#reader;
    return served;
  }

  /** The results as they are now; those from before a run where what it wrote cannot be opened, or not yet. */
  async reader(): Promise<StudyReader> {
    const stamp = stampOf(this.study.manifestPath);
    if (stamp !== this.#stamp && Date.now() >= this.#tryAgainAt) {
      this.#stamp = stamp;
      this.#reader = this.#renewed(this.#reader, stamp);
    }
    return this.#reader;
  }

  /** Never fails: there has been a reader since the beginning. */
  async #renewed(last: Promise<StudyReader>, stamp: string): Promise<StudyReader> {
    const before = await last;
    let next: StudyReader;
    try {
      next = await StudyReader.open(this.study, this.#resources);
    } catch (error) {
      // While a run replaces tables they may not belong together: the old answers stand until the new ones do.
      if (this.#refused !== stamp) this.#onError(error);
      this.#refused = stamp;
      this.#stamp = '';
      this.#tryAgainAt = Date.now() + pauseSeconds * 1000;
      return before;
    }
    setTimeout(() => void before.close(), 2000 * patienceSeconds).unref();
    return next;
  }

  async close(): Promise<void> {
    await (await this.#reader).close();
  }
}

/** What the files that runs write are, without looking into them. */
function filesOf(study: Study): string {
  return Object.keys(tables)
    .map((name) => stampOf(study.artefact(name as TableName)))
    .join(' ');
}
