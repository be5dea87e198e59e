import { existsSync } from 'node:fs';
import { Database, parquet } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { allTables } from '../store/label-tables.ts';
import type { LabelTableName } from '../store/label-tables.ts';
import type { TableName } from '../store/tables.ts';

/** Rows of a table; 0 where it has not been written. Reads the file's metadata only. */
export async function rowsOfTable(study: Study, name: TableName): Promise<number> {
  return (await rowsOfTables(study)).get(name) ?? 0;
}

/** Rows of every table that has been written, in the order of the pipeline. */
export async function rowsOfTables(study: Study): Promise<Map<TableName | LabelTableName, number>> {
  const rows = new Map<TableName | LabelTableName, number>();
  using database = await Database.open();
  for (const name of Object.keys(allTables) as (TableName | LabelTableName)[]) {
    const path = study.artefact(name);
    if (!existsSync(path)) continue;
    const [row] = await database.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${parquet(path)}`);
    rows.set(name, row?.rows ?? 0);
  }
  return rows;
}
