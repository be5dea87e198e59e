/** One table as CSV, NDJSON or Parquet. */
import { createReadStream } from 'node:fs';
import { rowsOfParquet } from '../formats/parquet-join.ts';
import { parquet } from '../store/database.ts';
import type { Database, Row } from '../store/database.ts';
import type { Column, Table } from '../store/tables.ts';
import { csvPieces } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import { joined, RowCounter } from './pieces.ts';
import type { ExportFile } from './pieces.ts';

/** The formats of tables. */
export const tableFormats = ['csv', 'ndjson', 'parquet'] as const;

/** A format of tables. */
export type TableFormat = (typeof tableFormats)[number];

/** What the formats are called where files are sent. */
export const mediaTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
};

/** The file of a table, in the order of its rows. Parquet is the file of the study, byte by byte. */
export async function tableFile(
  database: Database,
  table: Table,
  path: string,
  format: TableFormat,
  options: CsvOptions = {},
): Promise<ExportFile> {
  const name = `${table.name}.${format}`;
  const mediaType = mediaTypes[format];
  if (format === 'parquet') {
    const [rows = 0] = await rowsOfParquet([path]);
    return { name, mediaType, pieces: filePieces(path), rows: () => rows };
  }
  const counter = new RowCounter();
  const batches = counter.of(
    database.batches(`SELECT ${table.columns.map((column) => `"${column.name}"`).join(', ')} FROM ${parquet(path)}`),
  );
  return {
    name,
    mediaType,
    pieces: format === 'csv' ? csvPieces(batches, table.columns, options) : ndjsonPieces(batches, table.columns),
    rows: () => counter.rows,
  };
}

/** A file of the disk in pieces. */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) yield chunk as Uint8Array;
}

/** Batches of rows as NDJSON: every column in every object, times as ISO 8601 in UTC. */
async function* ndjsonPieces(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly Pick<Column, 'name'>[],
): AsyncGenerator<string> {
  for await (const batch of batches) yield* joined(linesOf(batch, columns));
}

function* linesOf(batch: readonly Row[], columns: readonly Pick<Column, 'name'>[]): Generator<string> {
  for (const row of batch)
    yield `${JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])))}\n`;
}
