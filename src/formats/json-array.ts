/** A JSON array of objects, read element by element. */
import { readLines } from './lines.ts';
import { readObject } from './ndjson.ts';
import { longestRecord } from './records.ts';
import type { OpenedFile, ReadRecord } from './records.ts';

/**
 * Reads the objects of a top-level JSON array, however it is spread over lines. Elements are told
 * apart by brackets and quotes alone, so a malformed one costs only itself.
 */
export async function* readJsonArray(file: OpenedFile): AsyncGenerator<ReadRecord[]> {
  const splitter = elementSplitter();
  for await (const lines of readLines(file)) {
    const records: ReadRecord[] = [];
    for (const line of lines) {
      if (line.fault !== undefined) records.push({ place: String(line.number), ...line.fault });
      // A damaged line is still read for its brackets; its element is rejected as malformed if it is.
      for (const { text, at } of splitter.push(`${line.text}\n`, line.number)) records.push(read(text, at));
    }
    yield records;
  }
  const rest = splitter.end();
  if (rest !== undefined) {
    yield [{ place: String(rest.at), slug: 'malformed-json', detail: 'the file ends within this element' }];
  }
}

function read(text: string, at: number): ReadRecord {
  if (text.length > longestRecord)
    return { place: String(at), slug: 'too-long', detail: `the element is longer than ${longestRecord} characters` };
  return readObject(text, String(at));
}

interface Element {
  readonly text: string;
  /** Line on which it begins. */
  readonly at: number;
}

/** Cuts the elements of the outer array out of a text that comes in pieces. */
function elementSplitter(): { push(text: string, line: number): Element[]; end(): Element | undefined } {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let element = '';
  let at = 0;
  return {
    push(text, line) {
      const found: Element[] = [];
      let start = depth > 1 ? 0 : -1;
      // Whatever stands between elements and is not a comma, such as a bare word.
      const close = (end: number): void => {
        if (start >= 0) element += element.length > longestRecord ? '' : text.slice(start, end);
        if (element.trim() !== '') found.push({ text: element.trim(), at });
        element = '';
        start = -1;
      };
      if (depth === 1 && element !== '') start = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (inString) {
          if (escaped) escaped = false;
          else if (code === 92) escaped = true;
          else if (code === 34) inString = false;
          continue;
        }
        if (depth === 0) {
          if (code === 91) depth = 1;
          continue;
        }
        if (depth === 1 && (code === 44 || code === 93)) {
          close(i);
          if (code === 93) depth = 0;
          continue;
        }
        if (start < 0 && code > 32) {
          start = i;
          at = line;
        }
        if (code === 34) inString = true;
        else if (code === 91 || code === 123) depth += 1;
        else if (code === 93 || code === 125) depth -= 1;
      }
      if (start >= 0 && element.length <= longestRecord) element += text.slice(start);
      return found;
    },
    end() {
      return element.trim() === '' ? undefined : { text: element, at };
    },
  };
}
