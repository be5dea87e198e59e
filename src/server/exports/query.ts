/** The tables that can be taken away: how many rows they have, and how large their files are. */
import { statSync } from 'node:fs';
import { rowsOfParquet } from '../../formats/parquet-join.ts';
import type { AnyTableName } from '../../exports/context.ts';
import { allTables } from '../../store/label-tables.ts';
import type { Study } from '../../store/study.ts';

/** A table that has been written. */
export interface TakenTable {
  readonly name: AnyTableName;
  readonly rows: number;
  /** Of the Parquet file. */
  readonly bytes: number;
}

/** Every table that has been written, in the order of the pipeline; rows are those the files speak of. */
export async function takenTables(study: Study): Promise<TakenTable[]> {
  const written = (Object.keys(allTables) as AnyTableName[]).flatMap((name) => {
    const path = study.artefact(name);
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? [] : [{ name, path, bytes: found.size }];
  });
  const rows = await rowsOfParquet(written.map(({ path }) => path));
  return written.map(({ name, bytes }, place) => ({ name, bytes, rows: rows[place]! }));
}
