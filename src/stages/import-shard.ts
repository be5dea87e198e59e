/**
 * One file becomes one import: parts of items in Parquet, the rejected records, and counts. A pure
 * function of the file and its flags, so that files can be converted side by side.
 */
import { join } from 'node:path';
import { exitCodes, throwIfAborted, UserError } from '../errors.ts';
import { columnReader } from '../formats/columns.ts';
import type { ColumnMap, ColumnReader, Field } from '../formats/columns.ts';
import { makeItem } from '../formats/item.ts';
import type { ItemDefaults, PartRow } from '../formats/item.ts';
import { openLanguageDetector } from '../formats/language.ts';
import type { DetectLanguage } from '../formats/language.ts';
import type { PackedLocation } from '../formats/bytes.ts';
import { readRecords, recipeFor } from '../formats/open.ts';
import type { Recognised } from '../formats/open.ts';
import { isUnread } from '../formats/records.ts';
import type { RecordNote } from '../formats/records.ts';
import { Database, parquet } from '../store/database.ts';
import type { TableWriter } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { openParts } from './import-parts.ts';

/** Records after which a mapped column that none of them has is taken for a mistake. */
const patience = 5000;

/** A file to convert. Everything in it can be sent to a worker. */
export interface ImportTask extends PackedLocation, Recognised {
  readonly map: ColumnMap;
  readonly defaults: ItemDefaults;
  /** Whether the file was only found in a folder or an archive, so that it may be of no use. */
  readonly isFound: boolean;
  /** Folder the parts are written to; it exists. */
  readonly folder: string;
  readonly memoryMegabytes: number;
}

/** Counts of what a file held; `read` = `kept` + `duplicates` + all of `rejected`. */
export interface ImportCounts {
  readonly read: number;
  /** Items, without further copies of an id in the same file. */
  readonly kept: number;
  /** Further records with an id the file had before. */
  readonly duplicates: number;
  /** Records without an item, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  /** Items whose time could not be read, kept without one. */
  readonly timeUnreadable: number;
  /** Items that were kept although something was wrong with them, by reason; those above included. */
  readonly noted: Readonly<Record<string, number>>;
  /** Items by precision of their time. */
  readonly precision: Readonly<Record<string, number>>;
  /** Items by where their time comes from; `none` for items without a time. */
  readonly basis: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
  /** Articles the file itself gives no ecosystem. */
  readonly withoutEcosystem: number;
  /** Earliest and latest publication time, ISO 8601; times without a zone are read as UTC. */
  readonly first: string | null;
  readonly last: string | null;
}

/** What a conversion says about a file. */
export interface ImportResult {
  /** Files below the folder of the task, in order. */
  readonly parts: readonly { readonly file: string; readonly rows: number }[];
  readonly counts: ImportCounts;
  /** Field to column. */
  readonly mapped: Readonly<Partial<Record<Field, string>>>;
  readonly ignored: readonly string[];
  /** Sentences about the file its owner should know. */
  readonly notes: readonly string[];
}

/** Why a file that was only found is of no use. */
export interface UnusableFile {
  readonly unusable: string;
}

/** The shard function of imports. */
export async function openImportShard(): Promise<
  (task: ImportTask, signal: AbortSignal) => Promise<ImportResult | UnusableFile>
> {
  return (task, signal) => convertFound(task, signal);
}

/** Converts a file like `convertFile`; one that was only found may be of no use. */
export async function convertFound(
  task: ImportTask,
  signal: AbortSignal,
  onRecords?: (count: number) => void,
): Promise<ImportResult | UnusableFile> {
  try {
    return await convertFile(task, signal, onRecords);
  } catch (error) {
    if (!task.isFound || !(error instanceof UserError) || error.exitCode !== exitCodes.input) throw error;
    return { unusable: error.message };
  }
}

/**
 * Converts a file. A UserError says that a mapped column does not exist or that no record can be used.
 */
export async function convertFile(
  task: ImportTask,
  signal: AbortSignal,
  onRecords?: (count: number) => void,
): Promise<ImportResult> {
  // One thread: the parts keep the order of the file without being sorted.
  const options = { threads: 1, memoryMegabytes: Math.ceil(task.memoryMegabytes / 2), spill: task.folder };
  using database = await Database.open(options);
  using second = await Database.open(options);
  await using parts = openParts([database, second], task.folder);
  const rejects = await openRejects(database, task.defaults.source);
  const recipe = recipeFor(task);
  const columns = columnReader(task.map, recipe);
  const { defaults } = task;
  let detect: DetectLanguage | undefined;
  let read = 0;
  let sharpMidnights = 0;
  let sharpTimes = 0;
  for await (const records of readRecords({ ...task, signal })) {
    throwIfAborted(signal);
    for (const record of records) {
      read += 1;
      if (isUnread(record)) {
        rejects.add(record.place, record.slug, record.detail);
        continue;
      }
      const item = makeItem(record, columns, defaults);
      if ('slug' in item) {
        rejects.add(record.place, item.slug, item.detail);
        continue;
      }
      if (item.unidentified !== undefined) {
        detect ??= await openLanguageDetector();
        item.row['language'] = detect(item.unidentified);
      }
      if (item.unreadableTime !== undefined) {
        const { fault, value } = item.unreadableTime;
        const detail = `${fault}: ${JSON.stringify(value)}; the item was kept without this time`;
        rejects.note(record.place, { slug: 'time-unreadable', detail });
      }
      for (const note of record.notes ?? []) rejects.note(record.place, note);
      if (item.row['written_precision'] === 'second') {
        sharpTimes += 1;
        if (endsAtMidnight(item.row)) sharpMidnights += 1;
      }
      await parts.add(item.row, item.bytes);
      if (read === patience) checkMapped(task, columns);
    }
    onRecords?.(records.length);
  }
  await parts.finish();
  checkMapped(task, columns);
  await rejects.writer.write(join(task.folder, 'rejects.parquet'));
  if (parts.rows === 0) throw nothingUsable(task, columns, read, rejects.reasons);
  const notes =
    sharpTimes >= 20 && sharpMidnights === sharpTimes
      ? [
          'every time is midnight to the second: if these are dates, import again with a column that says "day" as published_precision',
        ]
      : [];
  return {
    parts: parts.written,
    counts: await countParts(database, task, parts.written, read, rejects),
    mapped: columns.mapped(),
    ignored: columns.ignored(),
    notes,
  };
}

function endsAtMidnight(row: PartRow): boolean {
  const start = row['published_wall'] ?? row['published_at'];
  return typeof start === 'number' && start % 86_400_000 === 0;
}

interface RejectWriter {
  readonly writer: TableWriter;
  /** Records without an item, by reason. */
  readonly reasons: Record<string, number>;
  /** Items kept with something wrong, by reason. */
  readonly noted: Record<string, number>;
  /** A record that gave no item. */
  add(record: string, slug: string, detail: string): void;
  /** Something wrong with a record whose item was kept. */
  note(record: string, note: RecordNote): void;
}

async function openRejects(database: Database, source: string): Promise<RejectWriter> {
  const writer = await database.table(tables.rejects.columns);
  const self: RejectWriter = {
    writer,
    reasons: {},
    noted: {},
    add(record, slug, detail) {
      self.reasons[slug] = (self.reasons[slug] ?? 0) + 1;
      writer.append({ stage: 'import', source, record, slug, detail: storable(detail) });
    },
    note(record, { slug, detail }) {
      self.noted[slug] = (self.noted[slug] ?? 0) + 1;
      writer.append({ stage: 'import', source, record, slug, detail: storable(detail) });
    },
  };
  return self;
}

function storable(text: string): string {
  return text.replace(/\p{Surrogate}|\0/gu, '\ufffd');
}

function checkMapped({ map, defaults }: ImportTask, columns: ColumnReader): void {
  const missing = columns.missing();
  if (missing.length === 0 || columns.seen().length === 0) return;
  const field = Object.entries(map).find(([, column]) => column === missing[0])![0];
  throw new UserError(
    `${defaults.source} has no column ${JSON.stringify(missing[0])}; it has ${listColumns(columns)}`,
    {
      hint: `--map ${field}=COLUMN with one of these`,
      exitCode: exitCodes.input,
    },
  );
}

function nothingUsable(
  { defaults, format, source }: ImportTask,
  columns: ColumnReader,
  read: number,
  reasons: Readonly<Record<string, number>>,
): UserError {
  const why = Object.entries(reasons)
    .map(([slug, count]) => `${slug} ${count}`)
    .join(', ');
  const found = columns.seen().length === 0 ? 'no columns were found' : `columns found: ${listColumns(columns)}`;
  return new UserError(
    `${defaults.source}, read as ${source ?? format}, has no usable row (${read} read${why === '' ? '' : `: ${why}`}); ${found}`,
    { hint: 'name the column with the text: --map text=COLUMN', exitCode: exitCodes.input },
  );
}

function listColumns(columns: ColumnReader): string {
  const seen = columns.seen().map((column) => (column.length > 40 ? `${column.slice(0, 40)}…` : column));
  return seen.length <= 40 ? seen.join(', ') : `${seen.slice(0, 40).join(', ')} and ${seen.length - 40} more`;
}

async function countParts(
  database: Database,
  { folder, defaults }: ImportTask,
  parts: readonly { file: string }[],
  read: number,
  rejects: RejectWriter,
): Promise<ImportCounts> {
  const from = parquet(parts.map(({ file }) => join(folder, file)));
  const tally = async (column: string): Promise<Record<string, number>> => {
    const rows = await database.rows<{ value: string; n: number }>(
      `SELECT ${column} AS value, count(*) AS n FROM ${from} GROUP BY 1 ORDER BY n DESC, value`,
    );
    return Object.fromEntries(rows.map(({ value, n }) => [value, n]));
  };
  const [totals] = await database.rows<{
    n: number;
    ids: number;
    unknown: number;
    first: Date | null;
    last: Date | null;
  }>(
    `SELECT count(*) AS n, count(DISTINCT (platform, record_id)) AS ids, count(*) FILTER (ecosystem IS NULL) AS unknown,
      min(published_at) AS first, max(published_at) AS last FROM ${from}`,
  );
  const { n, ids, unknown, first, last } = totals!;
  return {
    read,
    kept: ids,
    duplicates: n - ids,
    rejected: rejects.reasons,
    timeUnreadable: rejects.noted['time-unreadable'] ?? 0,
    noted: rejects.noted,
    precision: await tally('published_precision'),
    basis: await tally("coalesce(published_basis, 'none')"),
    languages: await tally('language'),
    withoutEcosystem: defaults.kind === 'article' ? unknown : 0,
    first: first?.toISOString() ?? null,
    last: last?.toISOString() ?? null,
  };
}
