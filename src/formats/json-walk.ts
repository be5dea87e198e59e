/**
 * Finds the records of a JSON document in text that comes in pieces. Records are told apart by brackets
 * and quotes alone, so that a malformed one costs only itself; what stands around them is kept as far as
 * it is scalar.
 */
import { parseJson } from './json.ts';
import { longestRecord } from './records.ts';

/** Where records are: the key of an object, or `*` for any element of an array, from the outermost in. */
export type JsonPath = readonly string[];

/** The text of a record. */
export interface JsonElement {
  readonly text: string;
  /** Line on which it begins. */
  readonly line: number;
  /** Scalars of the objects around it, and of objects beside it (`user.name`); inner ones before outer ones. */
  readonly within: Readonly<Record<string, unknown>>;
  /** Why it is no record, where its brackets tell. */
  readonly fault?: 'cut-off' | 'misplaced' | 'too-long';
  /** Whether bytes of it were not of the encoding. */
  readonly damaged: boolean;
}

interface Frame {
  readonly isArray: boolean;
  /** Key whose value is read now; undefined where a key is expected. */
  key: string | undefined;
  readonly scalars: Record<string, unknown>;
}

/** A value that has begun outside of records, or a record. */
interface Open {
  text: string;
  readonly line: number;
  readonly isRecord: boolean;
  damaged: boolean;
  /** Whether it grew too long, so that only its beginning is kept. */
  isTooLong: boolean;
}

/** Scalars kept of an object around records, and characters of each. */
const keptScalars = 100;
const keptCharacters = 2000;

const [quote, comma, colon, backslash, openArray, closeArray, openObject, closeObject] = [
  34, 44, 58, 92, 91, 93, 123, 125,
] as const;

/** Cuts the records at the given paths out of a document; an empty path is the outermost value itself. */
export class JsonWalker {
  readonly #paths: readonly JsonPath[];
  readonly #frames: Frame[] = [];
  #line = 1;
  /** Whether the outermost value is over. */
  #over = false;
  /** Text of the open record, string, number or word. */
  #open: Open | undefined;
  /** Brackets that are open within the record; 0 for a string or a word. */
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(paths: readonly JsonPath[]) {
    this.#paths = paths;
  }

  /** The records that end in this piece. */
  push(text: string, damaged = false): JsonElement[] {
    const found: JsonElement[] = [];
    // Where what is open goes on in this piece.
    let start = 0;
    if (damaged && this.#open !== undefined) this.#open.damaged = true;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) {
        this.#line += 1;
        // No string of JSON holds a line break: one that does was never closed.
        this.#inString = false;
        this.#escaped = false;
      }
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) {
          this.#inString = false;
          if (this.#depth === 0) this.#close(text.slice(start, i + 1), found);
        }
        continue;
      }
      if (this.#open !== undefined && this.#depth > 0) {
        if (code === quote) this.#inString = true;
        else if (code === openArray || code === openObject) this.#depth += 1;
        else if ((code === closeArray || code === closeObject) && (this.#depth -= 1) === 0)
          this.#close(text.slice(start, i + 1), found);
        continue;
      }
      // A byte-order mark counts as white space.
      const isSpace = code <= 32 || code === 0xfeff;
      if (this.#open !== undefined) {
        if (!isSpace && code !== comma && code !== closeArray && code !== closeObject && code !== colon) continue;
        this.#close(text.slice(start, i), found);
      }
      if (!isSpace && this.#take(code, damaged)) start = i;
    }
    if (this.#open !== undefined) {
      if (!this.#open.isTooLong) this.#open.text += text.slice(start);
      if (!this.#open.isTooLong && this.#open.text.length > longestRecord) this.#shorten(found);
    }
    return found;
  }

  /** What the end of the document cuts off. */
  end(): JsonElement[] {
    const found: JsonElement[] = [];
    if (this.#open === undefined) return found;
    const isCutOff = this.#depth > 0 || this.#inString;
    this.#close('', found, isCutOff ? 'cut-off' : undefined);
    return found;
  }

  /** Takes a character outside of records; whether a value begins with it. */
  #take(code: number, damaged: boolean): boolean {
    const frame = this.#frames.at(-1);
    if (code === comma) {
      if (frame?.isArray === false) frame.key = undefined;
      return false;
    }
    if (code === colon) return false;
    if (code === closeArray || code === closeObject) {
      // A bracket that closes nothing is passed over.
      if (frame !== undefined && frame.isArray === (code === closeArray)) {
        this.#leave();
      }
      return false;
    }
    const isKey = frame?.isArray === false && frame.key === undefined;
    const isBracket = code === openArray || code === openObject;
    const isRecord = isKey ? isBracket : this.#isRecord(code) || this.#isMisplaced();
    if (isBracket && !isRecord) {
      this.#frames.push({ isArray: code === openArray, key: undefined, scalars: {} });
      return false;
    }
    this.#open = { text: '', line: this.#line, isRecord, damaged, isTooLong: false };
    this.#depth = isBracket ? 1 : 0;
    this.#inString = code === quote;
    return true;
  }

  /** Closes an object or array around records; what an object says is kept with the one around it. */
  #leave(): void {
    const { scalars, isArray } = this.#frames.pop()!;
    const around = this.#frames.at(-1);
    if (around === undefined) this.#over = true;
    else if (!isArray && !around.isArray && around.key !== undefined)
      for (const [key, value] of Object.entries(scalars)) keep(around.scalars, `${around.key}.${key}`, value);
  }

  /** Whether a value that begins with this character is a record; an outermost array is never one. */
  #isRecord(code: number): boolean {
    const frames = this.#frames;
    if (frames.length === 0 && code === openArray && !this.#over) return false;
    return this.#paths.some(
      (path) =>
        path.length === frames.length &&
        frames.every(({ isArray, key }, depth) => (isArray ? path[depth] === '*' : path[depth] === key)),
    );
  }

  /** Values behind the end of the document are told rather than lost, like brackets in the place of a key. */
  #isMisplaced(): boolean {
    return this.#over && this.#frames.length === 0;
  }

  #close(rest: string, found: JsonElement[], reason?: JsonElement['fault']): void {
    const { text: head, line, isRecord, damaged, isTooLong } = this.#open!;
    const text = isTooLong ? head : head + rest;
    this.#open = undefined;
    this.#depth = 0;
    this.#inString = false;
    const frame = this.#frames.at(-1);
    if (isRecord) {
      const fault = isTooLong
        ? 'too-long'
        : reason !== undefined
          ? reason
          : this.#isRecord(text.charCodeAt(0))
            ? undefined
            : 'misplaced';
      if (frame === undefined) this.#over = true;
      found.push({ text, line, within: this.#within(), damaged, ...(fault === undefined ? {} : { fault }) });
      return;
    }
    if (frame === undefined || frame.isArray) return;
    if (frame.key === undefined) frame.key = keyOf(text);
    else if (text.length <= keptCharacters) keep(frame.scalars, frame.key, scalar(text));
  }

  #within(): Record<string, unknown> {
    return Object.assign({}, ...this.#frames.map(({ scalars }) => scalars)) as Record<string, unknown>;
  }

  /** Ends a record that grew too long before the last beginning of another one in it, or keeps only its head. */
  #shorten(found: JsonElement[]): void {
    const open = this.#open!;
    const { text, line } = open;
    const last = open.isRecord ? beginningsIn(text).at(-1) : undefined;
    if (last === undefined) {
      open.text = text.slice(0, 1000);
      open.isTooLong = true;
      return;
    }
    open.text = text.slice(0, last);
    this.#close('', found, 'cut-off');
    this.#line = line + countLines(text.slice(0, last));
    found.push(...this.push(text.slice(last), open.damaged));
  }
}

function keep(scalars: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.keys(scalars).length < keptScalars) scalars[key] = value;
}

/** Where further records begin in the text of one that is malformed: at brackets behind a comma with the same first key. */
export function beginningsIn(text: string): number[] {
  const key = /^\{\s*("(?:[^"\\\n]|\\.)*")\s*:/.exec(text)?.[1];
  if (key === undefined) return [];
  const found: number[] = [];
  for (let at = text.indexOf(key, 2); at >= 0; at = text.indexOf(key, at + 1)) {
    let start = at - 1;
    while (start > 0 && text.charCodeAt(start) <= 32) start -= 1;
    if (text.charCodeAt(start) !== openObject) continue;
    let before = start - 1;
    while (before > 0 && text.charCodeAt(before) <= 32) before -= 1;
    if (text.charCodeAt(before) === comma) found.push(start);
  }
  return found;
}

/** Line breaks in a text. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function scalar(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The key in a text, which should be a string and may be any word. */
function keyOf(text: string): string {
  const key = scalar(text);
  return typeof key === 'string' ? key : text;
}
