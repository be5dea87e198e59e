/** Conversion of files into imports, side by side where there are workers. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Location } from '../formats/bytes.ts';
import type { ColumnMap } from '../formats/columns.ts';
import type { ItemDefaults } from '../formats/item.ts';
import type { Recognised } from '../formats/open.ts';
import type { Survey } from '../formats/survey.ts';
import type { Reporter } from '../reporter.ts';
import { runShards } from '../shards.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Resources, Study } from '../store/study.ts';
import type { ImportEntry } from './import-index.ts';
import { convertFound } from './import-shard.ts';
import type { ImportResult, ImportTask, UnusableFile } from './import-shard.ts';

/** Raised when files are converted differently; imports of other versions are converted anew when repeated. */
export const importerVersion = 5;

/** A file that was looked at, and the import it becomes. */
export interface ImportPlan {
  /** Id of the import. */
  readonly id: string;
  /** Where the file lies. */
  readonly location: Location;
  /** Name of the file: below the folder it was found in, and within its archive. */
  readonly source: string;
  /** Whether it was only found in a folder or an archive, so that it may be of no use. */
  readonly isFound: boolean;
  readonly survey: Survey;
  readonly recognised: Recognised;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly map: ColumnMap;
  readonly defaults: ItemDefaults;
}

/** A file that was found and cannot be imported. */
export interface SkippedFile {
  readonly source: string;
  /** Why, in a sentence. */
  readonly reason: string;
}

/** What became of files. */
export interface Converted {
  /** By id of the import. */
  readonly entries: ReadonlyMap<string, ImportEntry>;
  /** Why files that were only found are of no use, by id. */
  readonly unusable: ReadonlyMap<string, string>;
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
): Promise<Converted> {
  await sweepUnfinished(study);
  const entries = new Map<string, ImportEntry>();
  const unusable = new Map<string, string>();
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
      const { location, isFound, survey, recognised, map, defaults } = plan;
      const folder = unfinished(study, plan.id);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const { packing } = survey;
      tasks.push({ ...location, ...recognised, packing, map, defaults, isFound, folder, memoryMegabytes });
    }
    const results = await convertTasks(tasks, workers, report, signal);
    for (const [index, plan] of todo.entries()) {
      const { id, source, survey, recognised, flags } = plan;
      const result = results[index]!;
      if ('unusable' in result) {
        unusable.set(id, result.unusable);
        continue;
      }
      const { sha256, bytes, packing } = survey;
      const { format, source: tool, encoding } = recognised;
      const entry: ImportEntry = {
        id,
        kind: plan.defaults.kind,
        source,
        sha256,
        bytes,
        format,
        ...(tool === undefined ? {} : { tool }),
        packing,
        encoding,
        flags,
        importer: importerVersion,
        ...result,
      };
      await writeFileAtomic(join(unfinished(study, id), 'import.json'), `${JSON.stringify(entry, null, 2)}\n`);
      await rm(study.path('imports', id), { recursive: true, force: true });
      await rename(unfinished(study, id), study.path('imports', id));
      entries.set(id, entry);
    }
  } finally {
    for (const { folder } of tasks) await rm(folder, { recursive: true, force: true });
  }
  return { entries, unusable };
}

async function convertTasks(
  tasks: readonly ImportTask[],
  workers: number,
  report: Reporter,
  signal: AbortSignal,
): Promise<(ImportResult | UnusableFile)[]> {
  if (workers > 1) {
    report.begin('converting files', tasks.length, 'files');
    const results = await runShards<ImportTask, ImportResult | UnusableFile>({
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
  const results: (ImportResult | UnusableFile)[] = [];
  for (const task of tasks) {
    report.begin(`converting ${task.defaults.source}`, undefined, 'records');
    results.push(await convertFound(task, signal, (count) => report.advance(count)));
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
