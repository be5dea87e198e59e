/** Tables as CSV (RFC 4180) that spreadsheets open without harm. */
import type { Row } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import { joined } from './pieces.ts';

/** What is used of a column. */
export type CsvColumn = Pick<Column, 'name' | 'type'> & Partial<Column>;

/** How CSV is written. */
export interface CsvOptions {
  /** Begin with a byte order mark, which Excel needs to see that the file is UTF-8. */
  readonly bom?: boolean;
  /** Leave texts as they are, also those that a spreadsheet would run as formulas; for programs. */
  readonly raw?: boolean;
}

/**
 * Characters that make a spreadsheet take a cell for a formula: = + - @ tab and carriage return, the
 * line feed, and the full-width forms some spreadsheets accept as well.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A text cell: quoted, quotes doubled, NUL shown as ␀, and formulas disarmed by an apostrophe unless `raw`. */
export function csvText(text: string, raw = false): string {
  const guarded = !raw && formula.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""').replaceAll('\u0000', '␀')}"`;
}

/** A cell by the type of its column: texts are quoted, figures, times and truth values are not, nothing is empty. */
export function csvCell(value: unknown, column: CsvColumn, raw = false): string {
  if (value === null || value === undefined) return '';
  switch (column.type) {
    case 'VARCHAR':
      return csvText(value as string, raw);
    case 'VARCHAR[]':
      return csvText(JSON.stringify(value), raw);
    case 'TIMESTAMPTZ':
      return (value as Date).toISOString();
    default:
      return (value as number | boolean).toString();
  }
}

/** One record, with its CR LF. */
export function csvRecord(row: Row, columns: readonly CsvColumn[], raw = false): string {
  return `${columns.map((column) => csvCell(row[column.name], column, raw)).join(',')}\r\n`;
}

/** The header, with its CR LF, and the byte order mark where there is one. */
export function csvHeader(columns: readonly Pick<Column, 'name'>[], bom = false): string {
  return `${bom ? '\ufeff' : ''}${columns.map((column) => csvText(column.name)).join(',')}\r\n`;
}

/** Batches of rows as CSV with a header. */
export async function* csvPieces(
  batches: AsyncIterable<readonly Row[]>,
  columns: readonly CsvColumn[],
  { bom = false, raw = false }: CsvOptions = {},
): AsyncGenerator<string> {
  yield csvHeader(columns, bom);
  for await (const batch of batches) yield* joined(recordsOf(batch, columns, raw));
}

function* recordsOf(batch: readonly Row[], columns: readonly CsvColumn[], raw: boolean): Generator<string> {
  for (const row of batch) yield csvRecord(row, columns, raw);
}
