/** The shape of a table: its columns, their types and what they mean. */
export type ColumnType = 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMPTZ' | 'VARCHAR[]' | 'BLOB';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly about: string;
}

export interface Table {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

/** A table from its columns: name, type and what it means. */
export function table(name: string, about: string, columns: Record<string, [ColumnType, string]>): Table {
  return {
    name,
    about,
    columns: Object.entries(columns).map(([column, [type, text]]) => ({ name: column, type, about: text })),
  };
}
