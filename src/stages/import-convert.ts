/** Conversion of files into imports, side by side where there are workers. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnMap } from '../formats/columns.ts';
import type { ItemDefaults } from '../formats/item.ts';
import type { Format } from '../formats/sniff.ts';
import type { Survey } from '../formats/survey.ts';
import type { Reporter } from '../reporter.ts';
import { runShards } from '../shards.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Resources, Study } from '../store/study.ts';
import type { ImportEntry } from './import-index.ts';
import { convertFile } from './import-shard.ts';
import type { ImportResult, ImportTask } from './import-shard.ts';

/** Raised when files are converted differently; imports of other versions are converted anew when repeated. */
export const importerVersion = 2;

/** A file that was looked at, and the import it becomes. */
export interface ImportPlan {
  /** Id of the import. */
  readonly id: string;
  /** Where the file lies. */
  readonly path: string;
  /** File name without directories. */
  readonly source: string;
  readonly survey: Survey;
  readonly format: Format;
  readonly encoding: string;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly map: ColumnMap;
  readonly defaults: ItemDefaults;
}

/** What conversions run with. */
export interface Conversion {
  readonly study: Study;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly resources: Resources;
}

/** Converts files, several at a time where there are workers; an interrupted conversion leaves nothing. */
export async function convertFiles(
  plans: readonly ImportPlan[],
  { study, report, signal, resources }: Conversion,
): Promise<Map<string, ImportEntry>> {
  await sweepUnfinished(study);
  const entries = new Map<string, ImportEntry>();
  const todo: ImportPlan[] = [];
  for (const plan of plans) {
    const kept = await readConverted(study, plan.id);
    if (kept === undefined) todo.push(plan);
    else entries.set(plan.id, kept);
  }
  const workers = Math.min(resources.workers, todo.length);
  const memoryMegabytes = Math.max(128, Math.floor(resources.memoryMegabytes / Math.max(1, workers)));
  const tasks: ImportTask[] = [];
  try {
    for (const plan of todo) {
      const { path, survey, format, encoding, map, defaults } = plan;
      const folder = unfinished(study, plan.id);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      tasks.push({ path, gzip: survey.gzip, format, encoding, map, defaults, folder, memoryMegabytes });
    }
    const results = await convertTasks(tasks, workers, report, signal);
    for (const [index, plan] of todo.entries()) {
      const { id, source, survey, format, encoding, flags } = plan;
      const { sha256, bytes, gzip } = survey;
      const entry: ImportEntry = {
        id,
        kind: plan.defaults.kind,
        source,
        sha256,
        bytes,
        format,
        gzip,
        encoding,
        flags,
        importer: importerVersion,
        ...results[index]!,
      };
      await writeFileAtomic(join(unfinished(study, id), 'import.json'), `${JSON.stringify(entry, null, 2)}\n`);
      await rm(study.path('imports', id), { recursive: true, force: true });
      await rename(unfinished(study, id), study.path('imports', id));
      entries.set(id, entry);
    }
  } finally {
    for (const { folder } of tasks) await rm(folder, { recursive: true, force: true });
  }
  return entries;
}

async function convertTasks(
  tasks: readonly ImportTask[],
  workers: number,
  report: Reporter,
  signal: AbortSignal,
): Promise<ImportResult[]> {
  if (workers > 1) {
    report.begin('converting files', tasks.length, 'files');
    const results = await runShards<ImportTask, ImportResult>({
      kind: 'import',
      setup: null,
      tasks,
      workers,
      signal,
      onDone: () => report.advance(1),
    });
    report.end();
    return results;
  }
  const results: ImportResult[] = [];
  for (const task of tasks) {
    report.begin(`converting ${task.defaults.source}`, undefined, 'records');
    results.push(await convertFile(task, signal, (count) => report.advance(count)));
    report.end();
  }
  return results;
}

function unfinished(study: Study, id: string): string {
  return study.path('imports', `.${id}-${process.pid}.tmp`);
}

/** The entry of a finished conversion that is not listed, left by an attempt that was stopped. */
async function readConverted(study: Study, id: string): Promise<ImportEntry | undefined> {
  const path = study.path('imports', id, 'import.json');
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as ImportEntry) : undefined;
}

/** Removes what conversions of processes that are gone have left. */
async function sweepUnfinished(study: Study): Promise<void> {
  const folder = study.path('imports');
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const pid = /^\..*-(\d+)\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(study.path('imports', name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
