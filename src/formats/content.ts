/** What the beginning of a file shows of its structure, by which its source is told. */
import { rowsOf, sniffDelimiter } from './csv.ts';
import type { Format } from './sniff.ts';

/** The structure of a content. */
export interface Content {
  readonly format: Format;
  /** Keys of JSON objects by their path: `weibo.*.bid`; a top-level array and lines of objects leave out the first `*.`. */
  readonly keys: ReadonlySet<string>;
  /** First row of a table, or none. */
  readonly header: readonly string[];
  /** The rows behind it that are whole, at most thirty. */
  readonly rows: readonly (readonly string[])[];
  /** Beginning of the text. */
  readonly text: string;
}

/** Looks at the beginning of a content of a known format. */
export function contentOf(format: Format, text: string): Content {
  const start = text.replace(/^\ufeff/, '');
  const isJson = format === 'json' || format === 'ndjson';
  const rows = format === 'csv' || format === 'tsv' ? firstRows(start) : [];
  return {
    format,
    keys: isJson ? jsonKeys(start) : new Set(),
    header: rows[0]?.map((cell) => cell.trim()) ?? [],
    rows: rows.slice(1),
    text: start,
  };
}

/** Whether the keys or columns of a content include all of these. */
export function hasAll(content: Content, ...names: readonly string[]): boolean {
  return names.every((name) => content.keys.has(name) || content.header.includes(name));
}

/** Whether the keys or columns of a content include any of these. */
export function hasAny(content: Content, ...names: readonly string[]): boolean {
  return names.some((name) => content.keys.has(name) || content.header.includes(name));
}

function firstRows(text: string): (readonly string[])[] {
  const texts = text.split(/\r?\n/).slice(0, 31);
  const lines = texts.map((line, index) => ({ number: index + 1, text: line }));
  return [...rowsOf(lines, sniffDelimiter(texts.slice(0, 30)))]
    .filter(({ fault }) => fault === undefined)
    .map(({ cells }) => cells);
}

/** Depth of keys that are looked at. */
const deepest = 8;

/** The paths of all keys in the beginning of a JSON text, which may be cut off anywhere. */
export function jsonKeys(text: string): Set<string> {
  const found = new Set<string>();
  const frames: { isArray: boolean; key: string }[] = [];
  const tokens = /"((?:[^"\\\n]|\\.)*)"(\s*:)?|[[\]{}]/g;
  for (const [token, inner, isKey] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') frames.push({ isArray: token === '[', key: '' });
    else if (token === '}' || token === ']') frames.pop();
    else if (isKey !== undefined && frames.at(-1)?.isArray === false && frames.length <= deepest) {
      frames.at(-1)!.key = inner!;
      const path = frames.map((frame) => (frame.isArray ? '*' : frame.key)).join('.');
      found.add(path.replace(/^\*\./, ''));
    }
  }
  return found;
}
