/** NDJSON: a JSON object a line. */
import { parseJson } from './json.ts';
import { readLines } from './lines.ts';
import type { OpenedFile, ReadRecord } from './records.ts';

/** Reads the objects of an NDJSON file; a line that is none is an unread record, empty lines are skipped. */
export async function* readNdjson(file: OpenedFile): AsyncGenerator<ReadRecord[]> {
  for await (const lines of readLines(file)) {
    const records: ReadRecord[] = [];
    for (const { number, text, fault } of lines) {
      const place = String(number);
      if (fault !== undefined) records.push({ place, ...fault });
      else if (text.trim() !== '') records.push(readObject(text, place));
    }
    yield records;
  }
}

/** The record in a JSON text, or why there is none. */
export function readObject(text: string, place: string): ReadRecord {
  try {
    const value = parseJson(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return { place, fields: value as Record<string, unknown> };
    }
    const found = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    return { place, slug: 'not-an-object', detail: `expected a JSON object, found ${found}` };
  } catch (error) {
    return {
      place,
      slug: 'malformed-json',
      detail: error instanceof Error ? error.message.slice(0, 200) : String(error),
    };
  }
}
