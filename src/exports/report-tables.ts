/** The folder of tables beside the page of the report: every table as CSV and Parquet, and a note on how to read them. */
import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowsOfParquet } from '../formats/parquet-join.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Table, TableName } from '../store/tables.ts';
import { writePieces } from './pieces.ts';
import { tableFile } from './table-files.ts';

/** Tables with the texts of items: long ones are left out as CSV, which nothing would open. */
const textTables: readonly TableName[] = ['items', 'passages'];

/** What was exported. */
export interface Exported {
  readonly rows: Readonly<Record<TableName, number>>;
  /** Tables there is no CSV file of. */
  readonly parquetOnly: readonly TableName[];
}

/** Writes the tables into `folder`; those with texts as CSV only up to `maxCsvRows`. */
export async function exportTables(
  database: Database,
  path: (table: TableName) => string,
  folder: string,
  options: {
    readonly bom: boolean;
    readonly maxCsvRows: number;
    readonly signal?: AbortSignal;
    readonly onTable?: () => void;
  },
): Promise<Exported> {
  await mkdir(folder, { recursive: true });
  const names = Object.keys(tables) as TableName[];
  const counts = await rowsOfParquet(names.map(path));
  const rows = Object.fromEntries(names.map((name, place) => [name, counts[place]!])) as Record<TableName, number>;
  const parquetOnly = textTables.filter((name) => rows[name] > options.maxCsvRows);
  for (const name of names) {
    if (!parquetOnly.includes(name)) {
      const { pieces } = await tableFile(database, tables[name], path(name), 'csv', options);
      await writePieces(join(folder, `${name}.csv`), pieces, options.signal);
    }
    // Shares the blocks of the original where the file system can.
    await copyFile(path(name), join(folder, `${name}.parquet`), constants.COPYFILE_FICLONE);
    options.onTable?.();
  }
  await writeFile(join(folder, 'README.txt'), tablesReadme({ rows, parquetOnly }, options));
  return { rows, parquetOnly };
}

/** What a reader of the files must know, and every column with its meaning. */
export function tablesReadme(
  { rows, parquetOnly }: Exported,
  { bom, maxCsvRows }: { readonly bom: boolean; readonly maxCsvRows: number },
): string {
  const about = Object.values<Table>(tables).map((table) => {
    const width = Math.max(...table.columns.map((column) => column.name.length));
    const columns = table.columns.map(
      (column) => `  ${column.name.padEnd(width)}  ${column.type.padEnd(11)}  ${column.about}`,
    );
    return `${table.name}: ${rows[table.name as TableName].toLocaleString('en')} rows. ${table.about}\n\n${columns.join('\n')}\n`;
  });
  return `TABLES OF THE STUDY

Every table is here twice: NAME.parquet, with types, and NAME.csv.
${
  parquetOnly.length === 0
    ? ''
    : `Of ${parquetOnly.join(' and ')} there is no CSV file, since they have more than ${maxCsvRows.toLocaleString('en')} rows (the option
report.maxCsvRows).
`
}
The CSV files
- follow RFC 4180: commas, CR LF after each record, a header;
- are UTF-8 ${bom ? 'with a byte order mark (the option report.bom)' : 'without a byte order mark; set the option report.bom for spreadsheets that need one'};
- quote every text, ids among them: read ids as text, never as numbers;
- leave an empty cell where there is no value; an empty text is "";
- give times as ISO 8601 in UTC, such as 2031-03-03T14:05:00.000Z, and truth values as true and false;
- give a list as a JSON array.

IMPORTANT: texts are changed in two ways, so that a spreadsheet opens them without harm.
- A text that begins with = + - @, a tab, a carriage return, a line feed, or one of the full-width signs
  \uff1d \uff0b \uff0d \uff20 has an apostrophe put before it, since a spreadsheet would run it as a formula.
- The character NUL is written as \u2400.
The Parquet files hold every text as it was imported: use them for computing.

DuckDB:  SELECT * FROM 'items.parquet'
pandas:  pd.read_parquet('items.parquet')
R:       arrow::read_parquet('items.parquet')

${about.join('\n')}`;
}
