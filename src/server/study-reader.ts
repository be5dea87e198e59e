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
import { createViews } from '../store/views.ts';
import { stampOf } from './stamp.ts';
import { prepareNarratives } from './narrative/prepare.ts';

/** Questions answered at the same time. */
const connections = 3;

/** Seconds after which a question is given up. */
const patienceSeconds = 20;

/** A value that can be bound to a question. */
export type Bound = string | number | boolean | null;

/** Thrown where an answer took too long, or nobody waits for it any more. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** The results of a study as they were when it was opened. */
export class StudyReader {
  readonly study: Study;
  readonly settings: Settings;
  /** Options of the stages, as crosscurrent.yaml gives them. */
  readonly options: Config['options'];
  readonly manifest: Manifest;
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
    owner: Database,
    idle: Database[],
  ) {
    this.study = study;
    this.settings = settings;
    this.options = options;
    this.manifest = manifest;
    this.#owner = owner;
    this.#idle = idle;
  }

  /**
   * Opens the tables of a study as views of their names (a table that has not been written is empty, a column
   * that is not there NULL) and prepares what pages look up often. A UserError where `crosscurrent.yaml` cannot be read.
   */
  static async open(study: Study, resources: Resources): Promise<StudyReader> {
    const config = readConfig(study);
    const owner = await study.database(resources);
    try {
      // Footers of the Parquet files are read once, not with every question.
      await owner.run('SET GLOBAL parquet_metadata_cache = true');
      // As many ids as a page looks up still rule out the parts of a table that hold none of them.
      await owner.run('SET GLOBAL dynamic_or_filter_threshold = 200');
      await createViews(owner, study);
      await prepareNarratives(owner, config.settings.platform);
      const idle = await Promise.all(Array.from({ length: connections }, () => owner.connection()));
      return new StudyReader(study, config, readManifest(study), owner, idle);
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
    return this.#owner.connection();
  }

  /** What `make` gives, made once for these results. A failure is not kept. */
  async once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#kept.get(name) as Promise<T> | undefined) ?? make();
    this.#kept.set(name, made);
    made.catch(() => this.#kept.delete(name));
    return made;
  }

  /** Work that is due when these results are closed, such as closing a model. */
  whenClosed(work: () => void): void {
    this.#closing.push(work);
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
  #reader: Promise<StudyReader>;
  #stamp: string;

  private constructor(study: Study, resources: Resources) {
    this.study = study;
    this.#resources = resources;
    this.#stamp = stampOf(study.manifestPath);
    this.#reader = StudyReader.open(study, resources);
  }

  /** Opens a study; a UserError where it has no results. */
  static async open(study: Study, resources: Resources): Promise<ServedStudy> {
    if (!existsSync(study.artefact('items'))) {
      throw new UserError(`${study.folder} has no results yet`, {
        hint: `crosscurrent run --study ${study.folder}`,
        exitCode: 4,
      });
    }
    const served = new ServedStudy(study, resources);
    await served.#reader;
    return served;
  }

  /** The results as they are now. */
  async reader(): Promise<StudyReader> {
    const stamp = stampOf(this.study.manifestPath);
    if (stamp !== this.#stamp) {
      const before = this.#reader;
      const next = StudyReader.open(this.study, this.#resources);
      this.#stamp = stamp;
      this.#reader = next;
      // While a run replaces tables they may not belong together: the old answers stand until the new ones do.
      try {
        await next;
      } catch (error) {
        this.#reader = before;
        throw error;
      }
      setTimeout(() => void before.then(async (reader) => reader.close()), 2000 * patienceSeconds).unref();
    }
    return this.#reader;
  }

  async close(): Promise<void> {
    await (await this.#reader).close();
  }
}
