/** What every format reader yields, so that the importer does not know which one it reads. */

/** A record as it lies in a file: columns by name. */
export interface SourceRecord {
  /** Line (1 is the first) or row number, or whatever finds the record again. */
  readonly place: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A record that could not be read. */
export interface UnreadRecord {
  readonly place: string;
  /** Reason in a word, as in the table `rejects`. */
  readonly slug: string;
  /** Reason in a sentence. */
  readonly detail: string;
}

/** Either of the two. */
export type ReadRecord = SourceRecord | UnreadRecord;

/** Whether a record could not be read. */
export function isUnread(record: ReadRecord): record is UnreadRecord {
  return 'slug' in record;
}

/** What is known of a file before its records are read. */
export interface OpenedFile {
  readonly path: string;
  /** Whether the bytes are packed with gzip. */
  readonly gzip: boolean;
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  readonly signal: AbortSignal;
}

/** Length beyond which a record is not read, in UTF-16 units: it is a damaged file rather than a text. */
export const longestRecord = 16 * 1024 * 1024;
