/**
 * The imports of a study: every file is converted once into `imports/<id>/` and listed, in order, in
 * `imports/index.json`. The stage `import` makes the table of items from them.
 */
import { rm } from 'node:fs/promises';
import type { Settings } from './config.ts';
import { exitCodes, throwIfAborted, UserError } from './errors.ts';
import { checkColumnMap } from './formats/columns.ts';
import type { ColumnMap } from './formats/columns.ts';
import type { ItemKind } from './formats/item.ts';
import { languageCode } from './formats/language.ts';
import { findSources } from './formats/find.ts';
import type { FoundSource } from './formats/find.ts';
import { recipeFor, recognise } from './formats/open.ts';
import type { Recognised } from './formats/open.ts';
import { parquetFault } from './formats/parquet.ts';
import { surveyFile } from './formats/survey.ts';
import { checkZone } from './formats/zone.ts';
import type { Reporter } from './reporter.ts';
import { convertFiles, importerVersion } from './stages/import-convert.ts';
import type { ImportPlan, SkippedFile } from './stages/import-convert.ts';
import { readImportIndex } from './stages/import-index.ts';
import type { ImportEntry, ImportIndex } from './stages/import-index.ts';
import { openEcosystems } from './stages/import-outlets.ts';
import type { EcosystemOf } from './stages/import-outlets.ts';
import type { ImportCounts } from './stages/import-shard.ts';
import { sha256OfJson, writeFileAtomic } from './store/atomic.ts';
import { Database, parquet } from './store/database.ts';
import type { Resources, Study } from './store/study.ts';

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
  /** Files, folders, patterns. */
  readonly files: readonly string[];
  readonly report: Reporter;
  readonly signal: AbortSignal;
  readonly resources: Resources;
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
  /** What lay in a folder or an archive and cannot be imported. */
  readonly skipped: readonly SkippedFile[];
  /** Sums over the files. */
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly timeUnreadable: number;
  /** Items that were kept although something was wrong with them, by reason. */
  readonly noted: Readonly<Record<string, number>>;
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
  const sources = await findSources(files);
  // Opened before anything is written, so that a mistake in the lists is told first.
  const ecosystemOf = kind === 'article' ? await openEcosystems(request.settings, study) : undefined;

  const plans: ImportPlan[] = [];
  const skipped: SkippedFile[] = [];
  report.begin('reading files', sources.length, 'files');
  for (const source of sources) {
    const plan = await planFile(source, request, flags, map);
    if ('reason' in plan) skipped.push(plan);
    else plans.push(plan);
    report.advance(1);
  }
  report.end();

  const before = await readImportIndex(study);
  const listed = new Map(before.imports.map((entry) => [entry.id, entry]));
  const wanted = new Map(plans.filter(({ id }) => !listed.has(id)).map((plan) => [plan.id, plan]));
  const { entries: converted, unusable } = await convertFiles([...wanted.values()], request);
  throwIfAborted(signal);

  const imports = [...before.imports];
  const replaced: string[] = [];
  const outcome: ImportedFile[] = [];
  for (const { id, source, survey } of plans) {
    const reason = unusable.get(id);
    if (reason !== undefined) {
      skipped.push({ source, reason });
      continue;
    }
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
  for (const { source, reason } of skipped) report.warn(`${source} was passed over: ${reason}`);
  if (outcome.length === 0) {
    throw new UserError(`nothing in ${files.join(', ')} can be imported`, {
      hint: skipped
        .slice(0, 3)
        .map(({ source, reason }) => `${source}: ${reason}`)
        .join('; '),
      exitCode: exitCodes.input,
    });
  }
  if (outcome.some(({ status }) => status !== 'unchanged')) {
    const index: ImportIndex = { format: 1, imports };
    await writeFileAtomic(study.artefact('imports'), `${JSON.stringify(index, null, 2)}\n`);
    for (const id of replaced) await rm(study.path('imports', id), { recursive: true, force: true });
  }
  return { ...summarise(kind, outcome, skipped), ...(await countUnknown(request, outcome, ecosystemOf)) };
}

/** Articles without an ecosystem, after the lists of sites in the settings. */
async function countUnknown(
  { study, resources }: ImportRequest,
  files: readonly ImportedFile[],
  ecosystemOf: EcosystemOf | undefined,
): Promise<Pick<ImportSummary, 'unknownEcosystem' | 'unknownSites'>> {
  const fresh = files.filter(({ status, counts }) => status !== 'unchanged' && counts.withoutEcosystem > 0);
  if (fresh.length === 0) return { unknownEcosystem: 0, unknownSites: [] };
  const paths = fresh.flatMap(({ id, parts }) => parts.map(({ file }) => study.path('imports', id, file)));
  using database = await Database.open({ threads: 1, memoryMegabytes: resources.memoryMegabytes });
  const sites = await database.rows<{ site: string | null; articles: number }>(
    `SELECT site, count(*) AS articles FROM ${parquet(paths)} WHERE ecosystem IS NULL GROUP BY site ORDER BY articles DESC, site`,
  );
  const unknown = sites.filter(({ site }) => site === null || ecosystemOf?.(site) === undefined);
  return {
    unknownEcosystem: unknown.reduce((total, { articles }) => total + articles, 0),
    unknownSites: unknown.slice(0, 10),
  };
}

/** The flags that were given, checked, as the id and the index keep them. */
function checkFlags(request: ImportRequest, map: ColumnMap): Record<string, unknown> {
  const { zone, ecosystem, site, platform, format, encoding } = request;
  if (zone !== undefined) checkZone(zone);
  const language = request.language === undefined ? undefined : languageCode(request.language);
  if (request.language !== undefined && language === undefined) {
    throw new UserError(`${JSON.stringify(request.language)} is not a language`, {
      hint: 'use an ISO 639-1 code such as zh',
    });
  }
  const flags = {
    map: Object.keys(map).length === 0 ? undefined : map,
    format,
    encoding,
    zone,
    ecosystem,
    site,
    platform,
    language,
  };
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined && value !== ''));
}

async function planFile(
  { path, entry, name: source, isFound }: FoundSource,
  request: ImportRequest,
  flags: Record<string, unknown>,
  map: ColumnMap,
): Promise<ImportPlan | SkippedFile> {
  const { kind, signal } = request;
  const location = entry === undefined ? { path } : { path, entry };
  const survey = await surveyFile(location, signal);
  let recognised: Recognised;
  try {
    recognised = recognise(source, survey, request);
    const fault = recognised.format === 'parquet' ? await parquetFault(path) : undefined;
    if (fault !== undefined)
      throw new UserError(`${source} is not a Parquet file that can be read: ${fault}`, { exitCode: exitCodes.input });
  } catch (error) {
    if (!isFound || !(error instanceof UserError) || error.exitCode !== exitCodes.input) throw error;
    return { source, reason: error.message };
  }
  const id = sha256OfJson({ sha256: survey.sha256, kind, flags, importer: importerVersion }).slice(0, 12);
  const { zone, ecosystem, site, platform, language } = flags as Partial<Record<string, string>>;
  const usual = recipeFor(recognised)?.defaults ?? {};
  return {
    id,
    location,
    source,
    isFound,
    survey,
    recognised,
    flags,
    map,
    defaults: {
      kind,
      source,
      platform: platform ?? (kind === 'post' ? usual.platform : undefined),
      site,
      ecosystem,
      language: language ?? usual.language,
      zone: zone ?? usual.zone,
    },
  };
}

function summarise(
  kind: ItemKind,
  files: readonly ImportedFile[],
  skipped: readonly SkippedFile[],
): Omit<ImportSummary, 'unknownEcosystem' | 'unknownSites'> {
  const fresh = files.filter(({ status }) => status !== 'unchanged').map(({ counts }) => counts);
  const sum = (pick: (counts: ImportCounts) => number): number =>
    fresh.reduce((total, counts) => total + pick(counts), 0);
  const merge = (pick: (counts: ImportCounts) => Readonly<Record<string, number>>): Record<string, number> => {
    const merged: Record<string, number> = {};
    for (const counts of fresh)
      for (const [key, n] of Object.entries(pick(counts))) merged[key] = (merged[key] ?? 0) + n;
    return merged;
  };
  const times = (pick: (counts: ImportCounts) => string | null): string[] =>
    fresh
      .map(pick)
      .filter((time) => time !== null)
      .sort();
  return {
    kind,
    files,
    skipped,
    read: sum(({ read }) => read),
    kept: sum(({ kept }) => kept),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: merge(({ rejected }) => rejected),
    timeUnreadable: sum(({ timeUnreadable }) => timeUnreadable),
    noted: merge(({ noted }) => noted),
    precision: merge(({ precision }) => precision),
    basis: merge(({ basis }) => basis),
    languages: merge(({ languages }) => languages),
    first: times(({ first }) => first)[0] ?? null,
    last: times(({ last }) => last).at(-1) ?? null,
  };
}
