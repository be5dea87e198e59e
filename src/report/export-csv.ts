/** Tables as CSV (RFC 4180) that spreadsheets open without harm. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Database, Row } from '../store/database.ts';
import { parquet } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import { throwIfAborted } from '../errors.ts';
import { iso } from './times.ts';

/**
 * Characters that make a spreadsheet take a cell for a formula: = + - @ tab and carriage return, the
 * line feed, and the full-width forms some spreadsheets accept as well.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A text cell: quoted, quotes doubled, formulas disarmed by an apostrophe, NUL shown as ␀. */
export function csvText(text: string): string {
  const guarded = formula.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""').replaceAll('\u0000', '␀')}"`;
}

/** A cell by the type of its column: texts are quoted, figures, times and truth values are not, nothing is empty. */
export function csvCell(value: unknown, column: Column): string {
  if (value === null || value === undefined) return '';
  switch (column.type) {
    case 'VARCHAR':
      return csvText(value as string);
    case 'VARCHAR[]':
      return csvText(JSON.stringify(value));
    case 'TIMESTAMPTZ':
      return iso((value as Date).getTime());
    default:
      return (value as number | boolean).toString();
  }
}

/** One record, with its CR LF. */
export function csvRecord(row: Row, columns: readonly Column[]): string {
  return `${columns.map((column) => csvCell(row[column.name], column)).join(',')}\r\n`;
}

/** Writes a Parquet table as CSV in the order of its rows and says how many there were. */
export async function writeCsv(
  database: Database,
  source: string,
  columns: readonly Column[],
  path: string,
  { bom, signal }: { readonly bom: boolean; readonly signal?: AbortSignal },
): Promise<number> {
  const out = createWriteStream(path);
  const failed = once(out, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => {});
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await Promise.race([once(out, 'drain'), failed]);
  };
  let rows = 0;
  try {
    await write(`${bom ? '\ufeff' : ''}${columns.map((column) => csvText(column.name)).join(',')}\r\n`);
    for await (const batch of database.batches(
      `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM ${parquet(source)}`,
    )) {
      throwIfAborted(signal);
      await write(batch.map((row) => csvRecord(row, columns)).join(''));
      rows += batch.length;
    }
  } finally {
    out.end();
  }
  await finished(out);
  return rows;
}
