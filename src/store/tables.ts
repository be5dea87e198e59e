/**
 * Every table of a study: its columns, their types and what they mean. The Parquet files, the CSV
 * export, the help texts and docs/tables.md derive from this list.
 */
import { dataTables } from './data-tables.ts';
import { measureTables } from './measure-tables.ts';
import { orderTables } from './order-tables.ts';
import type { Table } from './table.ts';

export type { Column, ColumnType, Table } from './table.ts';

/** The tables of a study folder, in the order in which the pipeline writes them. */
export const tables = { ...dataTables, ...measureTables, ...orderTables } as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;
