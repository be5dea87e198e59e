/** The replication bundle: the tables of a study with everything one needs to understand and repeat it. */
import { constants, createReadStream, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Settings } from '../config.ts';
import { exitCodes, throwIfAborted, UserError } from '../errors.ts';
import { rowsOfParquet } from '../formats/parquet-join.ts';
import { sha256OfFile, temporaryFor } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import { allTables } from '../store/label-tables.ts';
import type { Manifest } from '../store/manifest.ts';
import type { Study } from '../store/study.ts';
import type { BundleAbout } from './bundle-about.ts';
import { requireZipDate } from './bundle-about.ts';
import { readFacts } from './bundle-facts.ts';
import { bundleReadme } from './bundle-readme.ts';
import type { AnyTableName, ExportContext } from './context.ts';
import { csvPieces } from './csv.ts';
import { dataPackage } from './data-package.ts';
import type { PackedTable } from './data-package.ts';
import { datasheet } from './datasheet.ts';
import { writtenTables } from './exports.ts';
import { keysThatHold } from './keys.ts';
import { mended, onePiece, writePieces } from './pieces.ts';
import type { Piece, WrittenFile } from './pieces.ts';
import { roCrate, versionOf } from './ro-crate.ts';
import type { CrateFile } from './ro-crate.ts';
import { sharedSql, sharing } from './shared-columns.ts';
import { inputFiles, sharedConfig, sharedEdits, sharedManifest } from './withhold.ts';
import { zipPieces } from './zip.ts';

/** What a bundle is asked to be. */
export interface BundleRequest {
  readonly context: ExportContext;
  readonly study: Study;
  readonly manifest: Manifest;
  readonly settings: Pick<Settings, 'scope' | 'platform' | 'firstSeenIsPublication'>;
  readonly about: BundleAbout;
  /** Formats of the tables; `csv` first where both are. */
  readonly formats: readonly ('csv' | 'parquet')[];
  /** No texts, and nothing from which they can be read. */
  readonly idsOnly: boolean;
  /** A folder that does not exist, or a file that ends in `.zip`. */
  readonly out: string;
  readonly signal?: AbortSignal | undefined;
  /** Told once a table is written. */
  readonly onTable?: () => void;
}

/** What was written. */
export interface Bundle {
  readonly path: string;
  /** Of the zip archive, or of all files in the folder. */
  readonly bytes: number;
  /** Of the zip archive; undefined of a folder. */
  readonly sha256: string | undefined;
  readonly tables: readonly { readonly name: AnyTableName; readonly rows: number }[];
  readonly files: number;
  readonly rows: number;
  readonly notes: readonly string[];
}

/**
 * Writes the bundle: into a folder of a temporary name, which then gets its own name or is packed. A UserError
 * where the folder is there already, or a table is not what `run.json` says.
 */
export async function writeBundle(request: BundleRequest): Promise<Bundle> {
  const { out, about, signal } = request;
  const isZip = /\.zip$/iu.test(out);
  if (isZip) requireZipDate(about.date);
  else await requireNew(out);
  const folder = temporaryFor(isZip ? `${out}.folder` : out);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, 'tables'), { recursive: true });
    const { files, tables, notes } = await fillFolder(request, folder);
    throwIfAborted(signal);
    const summary = {
      path: out,
      tables,
      files: files.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      notes,
    };
    if (!isZip) {
      await mkdir(dirname(out), { recursive: true });
      await rename(folder, out);
      return { ...summary, bytes: files.reduce((sum, { file }) => sum + file.bytes, 0), sha256: undefined };
    }
    const members = files.map(({ path }) => ({
      name: path,
      isLoose: !path.endsWith('.parquet'),
      pieces: () => createReadStream(join(folder, path), { highWaterMark: 1 << 18 }) as AsyncIterable<Piece>,
    }));
    return { ...summary, ...(await writePieces(out, zipPieces(members, about.date), signal)) };
  } catch (error) {
    throw mended(error, out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireNew(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : undefined,
  );
  if (found === undefined || found.length > 0)
    throw new UserError(`${folder} is there already`, { hint: 'take it away, or name another place with --out' });
}

interface Filled {
  /** Every file, in the order of the archive. */
  readonly files: readonly CrateFile[];
  readonly tables: readonly { readonly name: AnyTableName; readonly rows: number }[];
  readonly notes: readonly string[];
}

async function fillFolder(request: BundleRequest, folder: string): Promise<Filled> {
  const { study, about, idsOnly, context, settings, formats, signal } = request;
  const hashes = await sourceHashes(request);
  const packed = await writeTables(request, folder, hashes);
  const manifest = sharedManifest(request.manifest, study.folder, idsOnly);
  const facts = await readFacts(context, settings.scope);
  const described = packed.filter(({ format }) => format === formats[0]);
  const files: CrateFile[] = packed.map(({ path, about: title, format, file }) => ({
    path,
    title,
    mediaType: format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet',
    file,
  }));
  const write = async (path: string, content: string): Promise<WrittenFile> =>
    await writePieces(join(folder, path), onePiece(content), signal);
  const add = async (path: string, title: string, mediaType: string, content: string): Promise<void> => {
    files.push({ path, title, mediaType, file: await write(path, content) });
  };
  const edits = study.path('edits.yaml');
  const hasEdits = existsSync(edits);
  const unrecorded = described.map(({ name }) => name).filter((name) => !hashes.recorded.has(name));
  await add('run.json', 'What each stage did', 'application/json', json(manifest));
  await add(
    'crosscurrent.yaml',
    'Settings of the study',
    'application/yaml',
    sharedConfig(readFileSync(study.configPath, 'utf8'), study.folder),
  );
  if (hasEdits) {
    const text = readFileSync(edits, 'utf8');
    await add(
      'edits.yaml',
      'What a person changed about the narratives',
      'application/yaml',
      idsOnly ? sharedEdits(text) : text,
    );
  }
  await add(
    'datasheet.md',
    'Datasheet after Gebru et al. (2021)',
    'text/markdown',
    datasheet({
      about,
      facts,
      scope: settings.scope,
      platform: settings.platform,
      firstSeenIsPublication: settings.firstSeenIsPublication,
      idsOnly,
      inputs: inputFiles(manifest.stages['import']).length,
    }),
  );
  await add(
    'README.md',
    'What is in the bundle',
    'text/markdown',
    bundleReadme({ about, tables: described, formats, idsOnly, hasEdits, version: versionOf(manifest), unrecorded }),
  );
  await add(
    'datapackage.json',
    'The tables as a Data Package',
    'application/json',
    json(dataPackage(about, described)),
  );
  const crate = json(roCrate(about, files, manifest, { first: facts.firstDay, last: facts.lastDay }));
  const descriptor: CrateFile = {
    path: 'ro-crate-metadata.json',
    title: 'The bundle as an RO-Crate',
    mediaType: 'application/ld+json',
    file: await write('ro-crate-metadata.json', crate),
  };
  return {
    files: [descriptor, ...files],
    tables: described.map(({ name, rows }) => ({ name, rows })),
    notes: notesOf(described, request, unrecorded),
  };
}

function notesOf(
  tables: readonly PackedTable[],
  { about, idsOnly, formats }: BundleRequest,
  unrecorded: readonly string[],
): string[] {
  return [
    ...(idsOnly
      ? ['texts, titles, authors, labels and keywords are held back; an address may hold words of a title']
      : []),
    ...(about.authors.length === 0 ? ['no author is named: --author'] : []),
    ...(about.license === undefined ? ['no licence is named: --license'] : []),
    ...(formats.length === 2 ? ['datapackage.json describes the CSV files; the Parquet files hold the same rows'] : []),
    ...(unrecorded.length > 0 ? [`run.json does not speak of ${unrecorded.join(', ')}`] : []),
    ...(tables.some(({ name, rows }) => name === 'items' && rows === 0) ? ['there are no items'] : []),
  ];
}

interface SourceHashes {
  readonly of: ReadonlyMap<AnyTableName, string>;
  /** Tables that `run.json` vouches for. */
  readonly recorded: ReadonlySet<AnyTableName>;
}

/** Hashes of the tables, held against `run.json`, so that no bundle mixes two runs. */
async function sourceHashes({ context, manifest, signal }: BundleRequest): Promise<SourceHashes> {
  const outputs = new Map(Object.values(manifest.stages).flatMap((record) => Object.entries(record.outputs)));
  const of = new Map<AnyTableName, string>();
  const recorded = new Set<AnyTableName>();
  for (const name of writtenTables(context)) {
    throwIfAborted(signal);
    const hash = await sha256OfFile(context.table(name));
    of.set(name, hash);
    const known = outputs.get(name);
    if (known === undefined) continue;
    if (known.sha256 !== hash)
      throw new UserError(`the table ${name} is not the one that run.json speaks of`, {
        hint: 'wait for the run that is at work, or compute it anew with: crosscurrent run --force',
        exitCode: exitCodes.input,
      });
    recorded.add(name);
  }
  return { of, recorded };
}

async function writeTables(request: BundleRequest, folder: string, hashes: SourceHashes): Promise<PackedTable[]> {
  const { context, idsOnly, formats, signal } = request;
  const { database } = context;
  const names = [...hashes.of.keys()];
  if (idsOnly) await nameAnnotators(context);
  const sources = names.map((name) => {
    const source = parquet(context.table(name));
    const columns = idsOnly ? sharing(name).kept : allTables[name].columns;
    const sql = idsOnly
      ? sharedSql(name, source)
      : `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM ${source}`;
    return { name, sql, columns };
  });
  const keys = await keysThatHold(
    database,
    sources.map(({ name, sql, columns }) => ({ name, sql, columns: columns.map((column) => column.name) })),
  );
  const counts = await rowsOfParquet(names.map(context.table));
  const packed: PackedTable[] = [];
  for (const [place, { name, sql, columns }] of sources.entries()) {
    for (const format of formats) {
      throwIfAborted(signal);
      const path = `tables/${name}.${format}`;
      const target = join(folder, path);
      let file: WrittenFile;
      if (format === 'csv') {
        file = await writePieces(target, csvPieces(database.batches(sql), columns), signal);
      } else if (idsOnly) {
        await database.writeParquet(target, sql);
        file = await described(target, await sha256OfFile(target));
      } else {
        await copyFile(context.table(name), target, constants.COPYFILE_FICLONE);
        file = await described(target, hashes.of.get(name)!);
      }
      packed.push({
        name,
        about: allTables[name].about,
        columns,
        rows: counts[place]!,
        keys: keys.get(name)!,
        path,
        format,
        file,
      });
    }
    request.onTable?.();
  }
  return packed;
}

async function described(path: string, sha256: string): Promise<WrittenFile> {
  return { bytes: (await stat(path)).size, sha256 };
}

/** The view `annotators`, from which they get their numbers. */
async function nameAnnotators({ database, table, isWritten }: ExportContext): Promise<void> {
  await database.run(
    `CREATE OR REPLACE TEMP VIEW annotators AS ${isWritten('judgements') ? `SELECT DISTINCT annotator FROM ${parquet(table('judgements'))}` : `SELECT NULL::VARCHAR AS annotator WHERE false`}`,
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
