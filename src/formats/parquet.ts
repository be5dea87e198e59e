/** Parquet: every column as text, lists and structures as JSON. */
import { Database, parquet, sqlText } from '../store/database.ts';
import type { ReadRecord } from './records.ts';

/** What a Parquet file is read with. */
export interface ParquetSource {
  readonly path: string;
  readonly memoryMegabytes: number;
}

/** Reads the rows of a Parquet file in order; whole numbers keep all their digits. */
export async function* readParquet({ path, memoryMegabytes }: ParquetSource): AsyncGenerator<ReadRecord[]> {
  // One thread keeps the rows in the order of the file without sorting them.
  using database = await Database.open({ threads: 1, memoryMegabytes });
  const columns = await database.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${parquet(path)}`,
  );
  const select = columns.map(({ column_name, column_type }) => {
    const name = `"${column_name.replaceAll('"', '""')}"`;
    return `${textOf(name, column_type)} AS ${name}`;
  });
  let row = 0;
  for await (const rows of database.batches(`SELECT ${select.join(', ')} FROM ${parquet(path)}`)) {
    yield rows.map((fields) => ({ place: String((row += 1)), fields }));
  }
}

/** Why a file is no Parquet file DuckDB can read; undefined where it is one. */
export async function parquetFault(path: string): Promise<string | undefined> {
  using database = await Database.open({ threads: 1 });
  try {
    await database.rows(`SELECT num_rows FROM parquet_file_metadata(${sqlText(path)})`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function textOf(name: string, type: string): string {
  const nested = /\[\d*\]$|^(?:STRUCT|MAP|UNION)\b|^VARIANT/.test(type);
  return nested ? `to_json(${name})::VARCHAR` : `${name}::VARCHAR`;
}
