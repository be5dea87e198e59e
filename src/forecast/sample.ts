/** A sample of the items of a study, in a folder of its own. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Settings } from '../config.ts';
import { UserError } from '../errors.ts';
import type { ItemKind } from '../formats/item.ts';
import type { PipelineRequest } from '../pipeline.ts';
import { readImportIndex } from '../stages/import-index.ts';
import type { ImportEntry } from '../stages/import-index.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { Database, parquet } from '../store/database.ts';
import { Study } from '../store/study.ts';

/** Records of each kind in a study or in a sample of it. */
export type Records = Readonly<Record<ItemKind, number>>;

/** Files of one import from which a sample is drawn, at most; they are spread evenly over all. */
const partsPerImport = 4;

/** Records that were imported into a study. */
export async function importedRecords(study: Study): Promise<Records> {
  const { imports } = await readImportIndex(study);
  const of = (kind: ItemKind): number =>
    imports.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + rowsOf(entry), 0);
  return { post: of('post'), article: of('article') };
}

/** Draws a sample, and has work done on it in a folder of its own. */
export async function withSample<Result>(
  request: PipelineRequest,
  wanted: Records,
  work: (trial: PipelineRequest, records: Records) => Promise<Result>,
): Promise<Result> {
  const { study } = request;
  const folder = join(study.temporary, 'trial');
  await rm(folder, { recursive: true, force: true });
  const trial = new Study(folder);
  try {
    const records = await drawSample(study, trial, wanted);
    return await work({ ...request, study: trial, settings: absolute(request.settings, study) }, records);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf({ parts }: ImportEntry): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

/** Writes an index of imports with some rows of every import, chosen by the hash of their reference. */
async function drawSample(study: Study, trial: Study, wanted: Records): Promise<Records> {
  const { imports } = await readImportIndex(study);
  const all = await importedRecords(study);
  if (all.post === 0 || all.article === 0) {
    throw new UserError(
      `a forecast needs posts and articles; ${all.post} posts and ${all.article} articles are imported`,
      {
        hint: 'crosscurrent import posts FILE --study DIR, then crosscurrent import articles FILE --study DIR',
      },
    );
  }
  const drawn: Record<ItemKind, number> = { post: 0, article: 0 };
  const entries: ImportEntry[] = [];
  using database = await Database.open({ threads: 1, memoryMegabytes: 512 });
  for (const entry of imports) {
    const quota = Math.ceil((rowsOf(entry) * Math.min(wanted[entry.kind], all[entry.kind])) / all[entry.kind]);
    const step = Math.max(1, Math.floor(entry.parts.length / partsPerImport));
    const parts = entry.parts.filter((_, place) => place % step === 0).slice(0, partsPerImport);
    if (quota === 0 || parts.length === 0) continue;
    await mkdir(trial.path('imports', entry.id), { recursive: true });
    const files = parts.map(({ file }) => study.path('imports', entry.id, file));
    const file = 'part-0000.parquet';
    const rows = await database.writeParquet(
      trial.path('imports', entry.id, file),
      `SELECT * FROM ${parquet(files)} ORDER BY md5(concat(source_ref, record_id)) LIMIT ${quota}`,
    );
    await copyFile(
      study.path('imports', entry.id, 'rejects.parquet'),
      trial.path('imports', entry.id, 'rejects.parquet'),
    );
    drawn[entry.kind] += rows;
    entries.push({ ...entry, parts: [{ file, rows }] });
  }
  await writeFileAtomic(trial.artefact('imports'), `${JSON.stringify({ format: 1, imports: entries })}\n`);
  return drawn;
}

/** The same settings, to be read from another folder. */
function absolute(settings: Settings, study: Study): Settings {
  const { embedder, sites } = settings;
  const fileOr = (entry: string): string => (existsSync(study.path(entry)) ? study.path(entry) : entry);
  return {
    ...settings,
    embedder:
      typeof embedder === 'object' && 'onnx' in embedder
        ? { ...embedder, onnx: resolve(study.folder, embedder.onnx) }
        : embedder,
    sites: Object.fromEntries(Object.entries(sites).map(([name, entries]) => [name, entries.map(fileOr)])),
  };
}
