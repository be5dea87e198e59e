/**
 * A recipe says how the files of one tool become records of items: how they are recognised, where their
 * records lie, which column is which field, and what has to be set right. A new source is a file in
 * `sources/` and a line in its index.
 */
import { derivedMark } from './columns.ts';
import type { Field } from './columns.ts';
import type { Content } from './content.ts';
import type { JsonPath } from './json-walk.ts';
import type { ReadRecord } from './records.ts';
import type { Format, Source } from './sniff.ts';

/** Sets the records of one file right, in order: a record may become several, or an unread one. */
export type Convert = (record: ReadRecord) => readonly ReadRecord[];

/** How the files of a tool are read. */
export interface Recipe {
  /** Name of the tool or service, as `--format` takes it. */
  readonly source: Source;
  readonly format: Format;
  /** Tells the source from the beginning of a file. */
  recognises(content: Content): boolean;
  /** Where the records of a JSON document are. */
  readonly records?: readonly JsonPath[];
  /** Columns of a table that has no header. */
  readonly header?: readonly string[];
  /** Columns of each field, the first that has a value counting; other fields are not read. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** Further columns that `convert` reads. */
  readonly uses?: readonly string[];
  /** What holds for records that do not say otherwise, unless a flag does. */
  readonly defaults?: { readonly platform?: string; readonly zone?: string; readonly language?: string };
  /** Begins a file. */
  convert?(): Convert;
}

/**
 * Names of values a recipe works out, told apart from the columns of a file by their sign; the word
 * behind it is shown as the column a field was read from.
 */
export function derived(name: string): string {
  return `${derivedMark}${name}`;
}

/** The value of a column as text without space around it; empty where there is none. */
export function cell(fields: Readonly<Record<string, unknown>>, column: string): string {
  const value = fields[column];
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : '';
}

/** An object within a record; an empty one where there is none. */
export function inner(fields: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = fields[key];
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
