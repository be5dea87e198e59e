/** The folder of tables beside the page: every table as CSV and Parquet, and a note on how to read them. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Table, TableName } from '../store/tables.ts';
import { writeCsv } from './export-csv.ts';
import { count } from './numbers.ts';

/** Writes the tables into `folder` and returns their rows. */
export async function exportTables(
  database: Database,
  path: (table: TableName) => string,
  folder: string,
  options: { readonly bom: boolean; readonly signal?: AbortSignal; readonly onTable?: () => void },
): Promise<Record<TableName, number>> {
  await mkdir(folder, { recursive: true });
  const rows = {} as Record<TableName, number>;
  for (const name of Object.keys(tables) as TableName[]) {
    rows[name] = await writeCsv(database, path(name), tables[name].columns, join(folder, `${name}.csv`), options);
    await copyFile(path(name), join(folder, `${name}.parquet`));
    options.onTable?.();
  }
  await writeFile(join(folder, 'README.txt'), tablesReadme(rows, options.bom));
  return rows;
}

/** What a reader of the files must know, and every column with its meaning. */
export function tablesReadme(rows: Readonly<Record<TableName, number>>, bom: boolean): string {
  const about = Object.values<Table>(tables).map((table) => {
    const width = Math.max(...table.columns.map((column) => column.name.length));
    const columns = table.columns.map(
      (column) => `  ${column.name.padEnd(width)}  ${column.type.padEnd(11)}  ${column.about}`,
    );
    return `${table.name}: ${count(rows[table.name as TableName])} rows. ${table.about}\n\n${columns.join('\n')}\n`;
  });
  return `TABLES OF THE STUDY

Every table is here twice: NAME.parquet, with types, and NAME.csv.

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
