import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Reporter } from '../reporter.ts';
import { runShards } from '../shards.ts';
import type { ShardKind } from '../shards.ts';
import type { StageContext } from '../stage.ts';
import { keepOnly } from '../store/atomic.ts';
import type { Database } from '../store/database.ts';
import { parquet } from '../store/database.ts';
import type { Resources, Shard } from '../store/study.ts';

/** What it takes to have shards worked on. */
export type ShardContext = Pick<StageContext<unknown>, 'study' | 'resources' | 'report' | 'signal'>;

/** A task that writes one shard file. */
export interface ShardTask {
  /** File to write; its name holds the hash of everything it depends on. */
  readonly to: string;
}

interface ShardFilesRun<Task extends ShardTask> {
  readonly kind: ShardKind;
  readonly label: string;
  readonly unit: string;
  readonly setup: unknown;
  readonly tasks: readonly Task[];
  /** Work in each task, in `unit`s, for the progress bar. */
  readonly weights: readonly number[];
  readonly resources: Resources;
  readonly report: Reporter;
  readonly signal: AbortSignal;
}

/**
 * Writes the shard files that do not exist yet. A shard file is renamed into place when it is whole
 * and its name pins its content, so one that exists is finished: that is how a killed run resumes.
 */
export async function writeShards<Task extends ShardTask>(run: ShardFilesRun<Task>): Promise<void> {
  const { tasks, weights, report } = run;
  for (const folder of new Set(tasks.map((task) => dirname(task.to)))) await mkdir(folder, { recursive: true });
  const missing = tasks.map((_, place) => place).filter((place) => !existsSync(tasks[place]!.to));
  report.begin(
    run.label,
    missing.reduce((sum, place) => sum + weights[place]!, 0),
    run.unit,
  );
  await runShards<Task, unknown>({
    kind: run.kind,
    setup: run.setup,
    tasks: missing.map((place) => tasks[place]!),
    workers: run.resources.workers,
    signal: run.signal,
    onDone: (index) => report.advance(weights[missing[index]!]!),
  });
  report.end();
}

/** Deletes what earlier runs left in the folder of these shards. */
export async function dropOldShards(folder: string, shards: readonly Shard[]): Promise<void> {
  await keepOnly(
    folder,
    shards.map((shard) => basename(shard.file)),
  );
}

/** Rows of each Parquet file, in order. */
export async function rowsOfFiles(database: Database, files: readonly string[]): Promise<number[]> {
  const rows: number[] = [];
  for (const file of files)
    rows.push((await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${parquet(file)}`))[0]!.n);
  return rows;
}
