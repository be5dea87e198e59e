/**
 * The imports of a study: every file is converted once into `imports/<id>/` and listed, in order, in
 * `imports/index.json`. The stage `import` makes the table of items from them.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Settings } from './config.ts';
import { exitCodes, throwIfAborted, UserError } from './errors.ts';
import { checkColumnMap } from './formats/columns.ts';
import type { ColumnMap, Field } from './formats/columns.ts';
import type { ItemDefaults, ItemKind } from './formats/item.ts';
import { languageCode } from './formats/language.ts';
import { recognise } from './formats/open.ts';
import { parquetFault } from './formats/parquet.ts';
import type { Format } from './formats/sniff.ts';
import { surveyFile } from './formats/survey.ts';
import type { Survey } from './formats/survey.ts';
import { checkZone } from './formats/zone.ts';
import type { Reporter } from './reporter.ts';
import { runShards } from './shards.ts';
import { convertFile } from './stages/import-shard.ts';
import { openEcosystems } from './stages/import-outlets.ts';
import type { ImportCounts, ImportResult, ImportTask } from './stages/import-shard.ts';
import { sha256OfJson, writeFileAtomic } from './store/atomic.ts';
import { Database, parquet } from './store/database.ts';
import type { Resources, Study } from './store/study.ts';

/** Raised when files are converted differently; imports of other versions are converted anew when repeated. */
const importerVersion = 1;

/** Flags that hold for every record of a file that does not say otherwise itself. */
export interface ImportFlags {
  /** Field to column. */
  readonly map?: Readonly<Record<string, string>>;
  /** Format, where the content does not show it. */
  readonly format?: string | undefined;
  /** Encoding, where the content does not show it. */
  readonly encoding?: string | undefined;
  /** Zone of times without an offset: an IANA name or an offset. */
  readonly zone?: string | undefined;
  readonly ecosystem?: string | undefined;
  readonly site?: string | undefined;
  readonly platform?: string | undefined;
  readonly language?: string | undefined;
}

/** What to import, and into which study. */
export interface ImportRequest extends ImportFlags {
  readonly study: Study;
  readonly settings: Settings;
  readonly kind: ItemKind;
  readonly files: readonly string[];
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly resources: Resources;
}

/** One entry of `imports/index.json`. */
export interface ImportEntry {
  /** Hash of the file, the kind, the flags and the version of the importer; the folder below `imports/`. */
  readonly id: string;
  readonly kind: ItemKind;
  /** File name without directories. */
  readonly source: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly format: Format;
  readonly gzip: boolean;
  readonly encoding: string;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly importer: number;
  /** Parquet files below the folder, in order. */
  readonly parts: readonly { readonly file: string; readonly rows: number }[];
  readonly counts: ImportCounts;
  readonly mapped: Readonly<Partial<Record<Field, string>>>;
  readonly ignored: readonly string[];
  readonly notes: readonly string[];
}

/** The content of `imports/index.json`; the order of imports decides which of two equal ids wins. */
export interface ImportIndex {
  readonly format: 1;
  readonly imports: readonly ImportEntry[];
}

/** What became of one file. */
export interface ImportedFile extends ImportEntry {
  /** `imported`; `unchanged`: the same import was there; `replaced`: the file was imported before with other flags. */
  readonly status: 'imported' | 'unchanged' | 'replaced';
}

/** What became of all files. */
export interface ImportSummary {
  readonly kind: ItemKind;
  readonly files: readonly ImportedFile[];
  /** Sums over the files. */
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly timeUnreadable: number;
  readonly precision: Readonly<Record<string, number>>;
  readonly basis: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
  /** Articles whose ecosystem neither the file nor the lists of sites in the settings tell; they stay out of scope. */
  readonly unknownEcosystem: number;
  /** Their most frequent sites, at most ten; null where not even the site is known. */
  readonly unknownSites: readonly { readonly site: string | null; readonly articles: number }[];
  readonly first: string | null;
  readonly last: string | null;
}

/** Reads the index of imports; a study without any has an empty one. */
export async function readImportIndex(study: Study): Promise<ImportIndex> {
  const path = study.artefact('imports');
  if (!existsSync(path)) return { format: 1, imports: [] };
  const index = JSON.parse(await readFile(path, 'utf8')) as ImportIndex;
  if (index.format !== 1) throw new UserError(`${path} is not an index this version can read`);
  return index;
}

/**
 * Imports files into a study. Either all of them are listed afterwards or, after an error or a kill,
 * none; what was already converted is found again by the next attempt.
 *
 * A UserError with exit code 4 names a file that is missing, empty or without any usable record.
 */
export async function importFiles(request: ImportRequest): Promise<ImportSummary> {
  const { study, kind, files, report, signal } = request;
  if (files.length === 0) throw new UserError('no file to import');
  const map = checkColumnMap(request.map ?? {});
  const flags = checkFlags(request, map);
  for (const file of files) await checkFile(file);

  const plans: Plan[] = [];
  report.begin('reading files', files.length, 'files');
  for (const file of files) {
    plans.push(await planFile(file, request, flags, map));
    report.advance(1);
  }
  report.end();

  const before = await readImportIndex(study);
  const listed = new Map(before.imports.map((entry) => [entry.id, entry]));
  const wanted = new Map(plans.filter(({ id }) => !listed.has(id)).map((plan) => [plan.id, plan]));
  const converted = await convertAll([...wanted.values()], request);
  throwIfAborted(signal);

  const imports = [...before.imports];
  const replaced: string[] = [];
  const outcome: ImportedFile[] = [];
  for (const { id, source, survey } of plans) {
    const present = imports.find((entry) => entry.id === id);
    if (present !== undefined) {
      report.note(`${source} is imported already`);
      outcome.push({ ...present, status: 'unchanged' });
      continue;
    }
    const entry = converted.get(id)!;
    // The same bytes read otherwise take the place of the earlier reading, and keep its rank.
    const earlier = imports.findIndex((other) => other.sha256 === survey.sha256 && other.kind === kind);
    if (earlier >= 0) {
      report.note(`${source} was imported before with other flags; this import replaces it`);
      replaced.push(imports[earlier]!.id);
      imports[earlier] = entry;
    } else imports.push(entry);
    for (const note of entry.notes) report.warn(`${source}: ${note}`);
    outcome.push({ ...entry, status: earlier >= 0 ? 'replaced' : 'imported' });
  }
  if (wanted.size > 0) {
    const index: ImportIndex = { format: 1, imports };
    await writeFileAtomic(study.artefact('imports'), `${JSON.stringify(index, null, 2)}\n`);
    for (const id of replaced) await rm(study.path('imports', id), { recursive: true, force: true });
  }
  return { ...summarise(kind, outcome), ...(await countUnknown(request, outcome)) };
}

/** Articles without an ecosystem, after the lists of sites in the settings. */
async function countUnknown(
  { study, settings, resources }: ImportRequest,
  files: readonly ImportedFile[],
): Promise<Pick<ImportSummary, 'unknownEcosystem' | 'unknownSites'>> {
  const fresh = files.filter(({ status, counts }) => status !== 'unchanged' && counts.withoutEcosystem > 0);
  if (fresh.length === 0) return { unknownEcosystem: 0, unknownSites: [] };
  const paths = fresh.flatMap(({ id, parts }) => parts.map(({ file }) => study.path('imports', id, file)));
  const ecosystemOf = await openEcosystems(settings, study);
  using database = await Database.open({ threads: 1, memoryMegabytes: resources.memoryMegabytes });
  const sites = await database.rows<{ site: string | null; articles: number }>(
    `SELECT site, count(*) AS articles FROM ${parquet(paths)} WHERE ecosystem IS NULL GROUP BY site ORDER BY articles DESC, site`,
  );
  const unknown = sites.filter(({ site }) => site === null || ecosystemOf(site) === undefined);
  return { unknownEcosystem: unknown.reduce((total, { articles }) => total + articles, 0), unknownSites: unknown.slice(0, 10) };
}

interface Plan {
  readonly id: string;
  readonly path: string;
  readonly source: string;
  readonly survey: Survey;
  readonly format: Format;
  readonly encoding: string;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly map: ColumnMap;
  readonly defaults: ItemDefaults;
}

/** The flags that were given, checked, as the id and the index keep them. */
function checkFlags(request: ImportRequest, map: ColumnMap): Record<string, unknown> {
  const { zone, ecosystem, site, platform, format, encoding } = request;
  if (zone !== undefined) checkZone(zone);
  const language = request.language === undefined ? undefined : languageCode(request.language);
  if (request.language !== undefined && language === undefined) {
    throw new UserError(`${JSON.stringify(request.language)} is not a language`, { hint: 'use an ISO 639-1 code such as zh' });
  }
  const flags = { map: Object.keys(map).length === 0 ? undefined : map, format, encoding, zone, ecosystem, site, platform, language };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined && value !== ''));
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new UserError(`${path} does not exist`, { exitCode: exitCodes.input });
  if (!found.isFile()) throw new UserError(`${path} is not a file`, { hint: 'name the files one by one, or let the shell do it: DIR/*', exitCode: exitCodes.input });
  if (found.size === 0) throw new UserError(`${path} is empty`, { exitCode: exitCodes.input });
}

async function planFile(path: string, request: ImportRequest, flags: Record<string, unknown>, map: ColumnMap): Promise<Plan> {
  const { kind, signal } = request;
  const source = basename(path);
  const survey = await surveyFile(path, signal);
  const { format, encoding } = recognise(source, survey, request);
  if (format === 'parquet') {
    const fault = await parquetFault(path);
    if (fault !== undefined) {
      throw new UserError(`${source} is not a Parquet file that can be read: ${fault}`, { exitCode: exitCodes.input });
    }
  }
  const id = sha256OfJson({ sha256: survey.sha256, kind, flags, importer: importerVersion }).slice(0, 12);
  const { zone, ecosystem, site, platform, language } = flags as Partial<Record<string, string>>;
  return { id, path, source, survey, format, encoding, flags, map, defaults: { kind, source, platform, site, ecosystem, language, zone } };
}

/** Converts files, several at a time where there are workers; an interrupted conversion leaves nothing. */
async function convertAll(plans: readonly Plan[], { study, kind, report, signal, resources }: ImportRequest): Promise<Map<string, ImportEntry>> {
  const entries = new Map<string, ImportEntry>();
  const todo: Plan[] = [];
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
      const entry: ImportEntry = { id, kind, source, sha256, bytes, format, gzip, encoding, flags, importer: importerVersion, ...results[index]! };
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

async function convertTasks(tasks: readonly ImportTask[], workers: number, report: Reporter, signal: AbortSignal): Promise<ImportResult[]> {
  if (workers > 1) {
    report.begin('converting files', tasks.length, 'files');
    const results = await runShards<ImportTask, ImportResult>({ kind: 'import', setup: null, tasks, workers, signal, onDone: () => report.advance(1) });
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

function summarise(kind: ItemKind, files: readonly ImportedFile[]): Omit<ImportSummary, 'unknownEcosystem' | 'unknownSites'> {
  const fresh = files.filter(({ status }) => status !== 'unchanged').map(({ counts }) => counts);
  const sum = (pick: (counts: ImportCounts) => number): number => fresh.reduce((total, counts) => total + pick(counts), 0);
  const merge = (pick: (counts: ImportCounts) => Readonly<Record<string, number>>): Record<string, number> => {
    const merged: Record<string, number> = {};
    for (const counts of fresh) for (const [key, n] of Object.entries(pick(counts))) merged[key] = (merged[key] ?? 0) + n;
    return merged;
  };
  const times = (pick: (counts: ImportCounts) => string | null): string[] => fresh.map(pick).filter((time) => time !== null).sort();
  return {
    kind,
    files,
    read: sum(({ read }) => read),
    kept: sum(({ kept }) => kept),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: merge(({ rejected }) => rejected),
    timeUnreadable: sum(({ timeUnreadable }) => timeUnreadable),
    precision: merge(({ precision }) => precision),
    basis: merge(({ basis }) => basis),
    languages: merge(({ languages }) => languages),
    first: times(({ first }) => first)[0] ?? null,
    last: times(({ last }) => last).at(-1) ?? null,
  };
}
