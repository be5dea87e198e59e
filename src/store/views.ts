/** The tables of a study as views, whatever version wrote them. */
import { existsSync } from 'node:fs';
import { parquet } from './database.ts';
import type { Database } from './database.ts';
import { allTables } from './label-tables.ts';
import type { ArtefactName, Study } from './study.ts';

/**
 * Makes a view of each table under its name. A table that has not been written is empty; a column that an
 * older version did not write is NULL. `schema` is where the views are made, `main` unless it is said; it
 * must be a plain name of the program's own.
 */
export async function createViews(database: Database, study: Study, schema = 'main'): Promise<void> {
  await database.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const { name, columns } of Object.values(allTables)) {
    const path = study.artefact(name as ArtefactName);
    const isWritten = existsSync(path);
    const written = isWritten
      ? new Set(
          (await database.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${parquet(path)}`)).map(
            (row) => row.column_name,
          ),
        )
      : new Set<string>();
    const missing = columns.filter((column) => !written.has(column.name));
    const nulls = missing.map((column) => `NULL::${column.type} AS "${column.name}"`).join(', ');
    await database.run(
      `CREATE VIEW ${schema}."${name}" AS ${
        isWritten ? `SELECT *${nulls === '' ? '' : `, ${nulls}`} FROM ${parquet(path)}` : `SELECT ${nulls} WHERE false`
      }`,
    );
  }
}
