import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { Database } from './database.ts';
import { labelTables } from './label-tables.ts';
import type { LabelTableName } from './label-tables.ts';
import { tables } from './tables.ts';
import type { TableName } from './tables.ts';

/**
 * What stages read and write besides tables. Each has one place in the study folder.
 *
 * - `imports`: index of what was imported, with the Parquet parts beside it
 * - `item-shards`, `passage-shards`, `vectors`: indexes of shard files
 * - `sketches`, `sketch-means`: the same of the fast embedder; `sample`: article passages drawn at random
 * - `means`: per-language mean vectors; `centres`: centres of the narratives, rows as in `narratives`
 * - `clustering`: index of what later runs extend: the groups and members of all levels, with the files beside it
 * - `quality`: counts the report opens with; `report`: the page and the exported tables
 * - `term-shards`: index of the terms of each passage shard; `index`: the terms of all passages, to search by
 */
const otherArtefacts = {
  imports: 'imports/index.json',
  'item-shards': 'shards/items.json',
  'passage-shards': 'shards/passages.json',
  vectors: 'vectors/index.json',
  means: 'vectors/means.json',
  sketches: 'vectors/sketches.json',
  'sketch-means': 'vectors/sketch-means.json',
  sample: 'vectors/sample.parquet',
  centres: 'vectors/centres.npy',
  clustering: 'vectors/clustering.json',
  calibration: 'vectors/thresholds.json',
  report: 'report',
  'term-shards': 'shards/terms.json',
  index: 'index',
} as const;

/** Name of anything a stage reads or writes, and of the tables of judgements. */
export type ArtefactName = TableName | LabelTableName | keyof typeof otherArtefacts;

/** One shard: a file that is a pure function of its inputs, named after the hash of them. */
export interface Shard {
  /** Stable name, such as `post-0000-0003`. */
  readonly name: string;
  /** Hash of everything the content depends on. */
  readonly key: string;
  /** Path below the study folder, with forward slashes. */
  readonly file: string;
  /** Kind of the items in it. */
  readonly kind: 'post' | 'article';
  /** Rows in the file; of item shards, those in scope. */
  readonly rows: number;
}

/** An index of shards, in order. */
export interface ShardIndex {
  readonly shards: readonly Shard[];
  /** Id of the embedder, where the shards hold vectors. */
  readonly embedder?: string;
}

/** Machine resources a run may use; they never change a result. */
export interface Resources {
  readonly workers: number;
  readonly memoryMegabytes: number;
}

/** The default use of this machine: every core, and one gigabyte for DuckDB. */
export function defaultResources(): Resources {
  return { workers: availableParallelism(), memoryMegabytes: 1024 };
}

/** What a process that was killed may leave, besides the temporary folder: folder and names. */
const unfinished: readonly (readonly [string, RegExp])[] = [
  ['', /^run\.json\.tmp-\d+$/],
  ['imports', /^index\.json\.tmp-\d+$|^\..+-\d+\.tmp$/],
  ...[
    'shards/items',
    'shards/passages',
    'shards/candidates',
    'shards/matches',
    'shards/terms',
    'vectors',
    'vectors/passages',
    'vectors/sketches',
    'vectors/memo',
    'vectors/clustering',
    'tables',
  ].map((folder) => [folder, /\.tmp-\d+$/] as const),
  ['labels', /^sample\.json\.tmp-\d+$/],
];

/** Takes a lock file that holds the id of this process; one whose process is gone is taken over. */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  // Written whole and then linked, so that nobody can read a lock without its holder.
  const claim = `${path}.tmp-${process.pid}`;
  await writeFile(claim, String(process.pid));
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        await link(claim, path);
        return () => rm(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = Number(await readFile(path, 'utf8').catch(() => ''));
        if (attempt > 0 || (holder > 0 && holder !== process.pid && isAlive(holder))) {
          throw new UserError(`another process (${holder}) is at work in this folder`, {
            hint: `wait for it; if there is none, delete ${path}`,
          });
        }
        await rm(path, { force: true });
      }
    }
  } finally {
    await rm(claim, { force: true });
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A study folder: where its files are, and how to open its tables. */
export class Study {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** Opens an existing study; a UserError says how to make one. */
  static open(folder: string): Study {
    const study = new Study(folder);
    if (!existsSync(study.configPath)) {
      throw new UserError(`${study.folder} is not a study: it has no crosscurrent.yaml`, {
        hint: `make one with: crosscurrent init ${folder}`,
        exitCode: exitCodes.input,
      });
    }
    return study;
  }

  get configPath(): string {
    return this.path('crosscurrent.yaml');
  }

  get manifestPath(): string {
    return this.path('run.json');
  }

  /** Folder for unfinished outputs and spilled data; emptied when a run begins. */
  get temporary(): string {
    return this.path('.tmp');
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Where an artefact lies when it is finished. */
  artefact(name: ArtefactName): string {
    const isTable = name in tables || name in labelTables;
    return this.path(isTable ? `tables/${name}.parquet` : otherArtefacts[name as keyof typeof otherArtefacts]);
  }

  /** Path of a finished table; a UserError names the command that writes it. */
  table(name: TableName): string {
    const path = this.artefact(name);
    if (!existsSync(path)) {
      throw new UserError(`the table ${name} has not been written yet`, {
        hint: 'crosscurrent run',
        exitCode: exitCodes.input,
      });
    }
    return path;
  }

  async shards(name: 'item-shards' | 'passage-shards' | 'vectors' | 'sketches'): Promise<ShardIndex> {
    return JSON.parse(await readFile(this.artefact(name), 'utf8')) as ShardIndex;
  }

  /** An in-memory database that spills into the study folder. */
  async database(resources: Resources = defaultResources()): Promise<Database> {
    await mkdir(this.temporary, { recursive: true });
    return Database.open({
      threads: resources.workers,
      memoryMegabytes: resources.memoryMegabytes,
      spill: this.temporary,
    });
  }

  /**
   * Does work that writes, alone: a UserError where another process is at work in this study. What a
   * killed run left unfinished is removed before, what this one leaves is removed after.
   */
  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await takeLock(this.path('.lock'));
    try {
      await this.#removeUnfinished();
      return await work();
    } finally {
      await this.#removeUnfinished();
      await release();
    }
  }

  async #removeUnfinished(): Promise<void> {
    await rm(this.temporary, { recursive: true, force: true });
    for (const [folder, pattern] of unfinished) {
      for (const name of await readdir(this.path(folder)).catch(() => [])) {
        if (pattern.test(name)) await rm(this.path(folder, name), { recursive: true, force: true });
      }
    }
  }
}
