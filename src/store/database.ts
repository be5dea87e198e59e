import type * as DuckDB from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Column } from './tables.ts';

/** Loaded with the first database: nearly every command imports this file, and not every one opens a database. */
let engine!: typeof DuckDB;

/** A value of a table row. Times are milliseconds since 1970 UTC (a number) in TIMESTAMPTZ columns. */
export type Cell = string | number | boolean | null | undefined | readonly string[] | Uint8Array;

/** A row read from a table: VARCHAR → string, BLOB → Buffer, numbers → number, TIMESTAMPTZ → Date, NULL → null. */
export type Row = Record<string, unknown>;

export interface DatabaseOptions {
  /** Threads DuckDB may use. */
  threads?: number;
  /** Memory DuckDB may use before it spills to disk, in megabytes. */
  memoryMegabytes?: number;
  /** Folder for spilled data. */
  spill?: string;
}

/** Quotes a text as a SQL string literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A Parquet file, or several, as a SQL table expression. */
export function parquet(paths: string | readonly string[]): string {
  const list = typeof paths === 'string' ? [paths] : paths;
  return `read_parquet([${list.map(sqlText).join(', ')}])`;
}

/**
 * An in-memory DuckDB, the engine that reads and writes a study's Parquet files.
 *
 * Row groups and compression are fixed, every query that fills a table keeps an order, and files are
 * written by one thread, since several put the row groups of a long file at other places: so the same
 * rows always give the same bytes.
 */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #threads: number;
  readonly #owner: boolean;
  #temporaries = 0;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, threads: number, owner: boolean) {
    this.#instance = instance;
    this.#connection = connection;
    this.#threads = threads;
    this.#owner = owner;
  }

  static async open({ threads = 2, memoryMegabytes = 1024, spill }: DatabaseOptions = {}): Promise<Database> {
    engine = await import('@duckdb/node-api');
    const instance = await engine.DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: `${memoryMegabytes}MB`,
      ...(spill === undefined ? {} : { temp_directory: spill }),
    });
    return Database.#connect(instance, threads, true);
  }

  static async #connect(instance: DuckDBInstance, threads: number, owner: boolean): Promise<Database> {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run('SET preserve_insertion_order = true');
    return new Database(instance, connection, threads, owner);
  }

  /**
   * Works on several connections to the same data beside each other, each query on one thread. They see
   * everything but temporary tables, and share the memory. Settles when all of them have ended.
   */
  async sideBySide(connections: number, work: (database: Database) => Promise<void>): Promise<void> {
    await this.run('SET threads = 1');
    try {
      const ended = await Promise.allSettled(
        Array.from({ length: connections }, async () => {
          using database = await Database.#connect(this.#instance, 1, false);
          await work(database);
        }),
      );
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    } finally {
      await this.run(`SET threads = ${this.#threads}`);
    }
  }

  /** Another connection to the same data, on as many threads; it sees everything but temporary tables. */
  async connection(): Promise<Database> {
    return Database.#connect(this.#instance, this.#threads, false);
  }

  /** Ends the query that runs on this connection, with an error to whoever waits for it. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    if (this.#owner) this.#instance.closeSync();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Runs a statement; `?` or `$1` take bound values. */
  async run(sql: string, values: readonly DuckDBValue[] = []): Promise<void> {
    await this.#connection.run(sql, [...values]);
  }

  /** All rows of a query. BIGINT and HUGEINT become numbers. */
  async rows<T = Row>(sql: string, values: readonly DuckDBValue[] = []): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjectsJS().map(plainRow) as T[];
  }

  /** Rows of a query in batches, without holding the whole result. */
  async *batches<T = Row>(sql: string, values: readonly DuckDBValue[] = []): AsyncGenerator<T[]> {
    const result = await this.#connection.stream(sql, [...values]);
    for await (const rows of result.yieldRowObjectJs()) yield rows.map(plainRow) as T[];
  }

  /**
   * Writes the rows of a query to a Parquet file and says how many there were. `deltas` stores whole numbers
   * as differences (Parquet format 2), which is small where they rise.
   */
  async writeParquet(
    path: string,
    query: string,
    { rowGroup = 122_880, deltas = false }: { rowGroup?: number; deltas?: boolean } = {},
  ): Promise<number> {
    await mkdir(dirname(path), { recursive: true });
    await this.run('SET threads = 1');
    try {
      const result = await this.#connection.runAndReadAll(
        `COPY (${query}) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroup}${deltas ? ', PARQUET_VERSION v2' : ''})`,
      );
      return Number(result.getRows()[0]?.[0] ?? 0);
    } finally {
      await this.run(`SET threads = ${this.#threads}`);
    }
  }

  /** A temporary table with these columns, to be filled row by row. */
  async table(columns: readonly Column[]): Promise<TableWriter> {
    const name = `t${this.#temporaries++}`;
    await this.run(
      `CREATE TEMP TABLE ${name} (${columns.map((column) => `"${column.name}" ${column.type}`).join(', ')})`,
    );
    return new TableWriter(name, columns, await this.#connection.createAppender(name), this);
  }
}

function plainRow(row: Record<string, unknown>): Row {
  for (const key in row) {
    const value = row[key];
    if (typeof value === 'bigint') row[key] = Number(value);
  }
  return row;
}

/** Fills a temporary table; `write` then puts it into a Parquet file. */
export class TableWriter {
  readonly name: string;
  readonly #columns: readonly Column[];
  readonly #appender: DuckDBAppender;
  readonly #database: Database;
  rows = 0;

  constructor(name: string, columns: readonly Column[], appender: DuckDBAppender, database: Database) {
    this.name = name;
    this.#columns = columns;
    this.#appender = appender;
    this.#database = database;
  }

  /** Appends one row; a column that is missing, null or undefined becomes NULL. */
  append(row: Readonly<Record<string, Cell>>): void {
    for (const column of this.#columns) appendCell(this.#appender, column, row[column.name]);
    this.#appender.endRow();
    this.rows += 1;
  }

  /** Makes the appended rows visible to queries on `name`. */
  flush(): void {
    this.#appender.flushSync();
  }

  /** Writes the rows to Parquet, in the order of `orderBy` (or as appended), and drops the table. */
  async write(path: string, orderBy?: string): Promise<number> {
    this.#appender.closeSync();
    const rows = await this.#database.writeParquet(
      path,
      `SELECT * FROM ${this.name}${orderBy === undefined ? '' : ` ORDER BY ${orderBy}`}`,
    );
    await this.#database.run(`DROP TABLE ${this.name}`);
    return rows;
  }
}

function appendCell(appender: DuckDBAppender, column: Column, value: Cell): void {
  if (value === null || value === undefined) {
    appender.appendNull();
    return;
  }
  switch (column.type) {
    case 'VARCHAR':
      appender.appendVarchar(String(value));
      break;
    case 'INTEGER':
      appender.appendInteger(Number(value));
      break;
    case 'BIGINT':
      appender.appendBigInt(BigInt(value as number));
      break;
    case 'DOUBLE':
      appender.appendDouble(Number(value));
      break;
    case 'BOOLEAN':
      appender.appendBoolean(Boolean(value));
      break;
    case 'TIMESTAMPTZ':
      appender.appendTimestampTZ(new engine.DuckDBTimestampTZValue(BigInt(Math.round(Number(value))) * 1000n));
      break;
    case 'BLOB':
      appender.appendBlob(value as Uint8Array);
      break;
    case 'VARCHAR[]':
      appender.appendList(engine.listValue([...(value as readonly string[])]), engine.LIST(engine.VARCHAR));
      break;
  }
}
