/** `datapackage.json`: the tables of a bundle as a Data Package (version 2, what Frictionless reads). */
import type { Column, ColumnType } from '../store/tables.ts';
import type { AnyTableName } from './context.ts';
import type { BundleAbout } from './bundle-about.ts';
import type { Keys } from './keys.ts';
import type { WrittenFile } from './pieces.ts';

/** A table in a bundle. */
export interface PackedTable {
  readonly name: AnyTableName;
  readonly about: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly keys: Keys;
  /** Path below the bundle. */
  readonly path: string;
  readonly format: 'csv' | 'parquet';
  readonly file: WrittenFile;
}

/** Types of Table Schema. Arrays are JSON in CSV. */
const types: Readonly<Record<ColumnType, string>> = {
  VARCHAR: 'string',
  INTEGER: 'integer',
  BIGINT: 'integer',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  TIMESTAMPTZ: 'datetime',
  'VARCHAR[]': 'array',
  BLOB: 'string',
};

const mediaTypes = { csv: 'text/csv', parquet: 'application/vnd.apache.parquet' } as const;

/** The descriptor, for `JSON.stringify`. */
export function dataPackage(about: BundleAbout, tables: readonly PackedTable[]): Record<string, unknown> {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'crosscurrent-study',
    title: about.title,
    description: about.description,
    created: about.date.toISOString(),
    ...(about.license === undefined
      ? {}
      : { licenses: [{ ...licenseName(about.license), title: about.license.name, path: about.license.url }] }),
    ...(about.authors.length === 0
      ? {}
      : {
          contributors: about.authors.map(({ name, orcid }) => ({
            title: name,
            ...(orcid === undefined ? {} : { path: orcid }),
            roles: ['creator'],
          })),
        }),
    resources: tables.map(resource),
  };
}

function licenseName({ name, url }: NonNullable<BundleAbout['license']>): { readonly name?: string } {
  return name === url ? {} : { name };
}

function resource({ name, about, columns, rows, keys, path, format, file }: PackedTable): Record<string, unknown> {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/dataresource.json',
    name,
    type: 'table',
    description: about,
    path,
    format,
    mediatype: mediaTypes[format],
    ...(format === 'csv' ? { encoding: 'utf-8' } : {}),
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    rows,
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: columns.map((column) => ({
        name: column.name,
        type: types[column.type],
        description: column.about,
      })),
      missingValues: [''],
      ...(keys.primary.length === 0 ? {} : { primaryKey: keys.primary }),
      ...(keys.foreign.length === 0
        ? {}
        : {
            foreignKeys: keys.foreign.map(({ column, table, refersTo }) => ({
              fields: [column],
              // An empty name is the table itself.
              reference: { resource: table === name ? '' : table, fields: [refersTo] },
            })),
          }),
    },
  };
}
