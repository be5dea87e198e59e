/** What every format reader yields, so that the importer does not know which one it reads. */
import type { PackedLocation } from './bytes.ts';

/** A record as it lies in a file: columns by name. */
export interface SourceRecord {
  /** Line (1 is the first) or row number, or whatever finds the record again. */
  readonly place: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What stands around the record in its document and holds for it, such as the chat of a message. */
  readonly within?: Readonly<Record<string, unknown>>;
  /** Something wrong with the record that does not cost the item; becomes a row of the rejects beside it. */
  readonly notes?: readonly RecordNote[];
}

/** Reasons of rows beside an item that was kept. */
export const noteSlugs = ['time-unreadable', 'time-disagrees', 'shifted-row'] as const;

/** What is wrong with a record that is taken all the same. */
export interface RecordNote {
  /** Reason in a word. */
  readonly slug: (typeof noteSlugs)[number];
  /** Reason in a sentence. */
  readonly detail: string;
}

/** A record that could not be read. */
export interface UnreadRecord {
  readonly place: string;
  /** Reason in a word, as in the table `rejects`. */
  readonly slug: string;
  /** Reason in a sentence. */
  readonly detail: string;
  /** The cells of a row whose number is not that of the header. */
  readonly cells?: readonly string[];
}

/** Either of the two. */
export type ReadRecord = SourceRecord | UnreadRecord;

/** Whether a record could not be read. */
export function isUnread(record: ReadRecord): record is UnreadRecord {
  return 'slug' in record;
}

/** What is known of a file before its records are read. */
export interface OpenedFile extends PackedLocation {
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  readonly signal: AbortSignal;
}

/** Length beyond which a record is not read, in UTF-16 units: it is a damaged file rather than a text. */
export const longestRecord = 16 * 1024 * 1024;
