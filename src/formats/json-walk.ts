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
  readonly indent: number;
  readonly isRecord: boolean;
  damaged: boolean;
  /** Whether it grew too long, so that only its beginning is kept. */
  isTooLong: boolean;
}

/** Scalars kept of an object around records, and characters of each. */
const keptScalars = 100;
const keptCharacters = 2000;

/** Records without an end after which the rest of a document is no longer searched for further ones. */
const patience = 50;

const [quote, comma, colon, backslash, openArray, closeArray, openObject, closeObject] = [
  34, 44, 58, 92, 91, 93, 123, 125,
] as const;

/** Cuts the records at the given paths out of a document; an empty path is the outermost value itself. */
export class JsonWalker {
  readonly #paths: readonly JsonPath[];
  readonly #frames: Frame[] = [];
  #line = 1;
  /** Spaces before the first character of this line, or -1 behind it. */
  #indent = 0;
  /** Whether the outermost value is over. */
  #over = false;
  /** Text of the open record, string, number or word. */
  #open: Open | undefined;
  /** Brackets that are open within the record; 0 for a string or a word. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #unended = 0;

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
        this.#indent = 0;
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
      if (isSpace) {
        if (code !== 10 && this.#indent >= 0) this.#indent += 1;
        continue;
      }
      if (this.#take(code, damaged)) start = i;
      this.#indent = -1;
    }
    if (this.#open !== undefined) {
      if (!this.#open.isTooLong) this.#open.text += text.slice(start);
      if (this.#open.text.length > longestRecord) this.#recover(found);
    }
    return found;
  }

  /** The record that the end of the document cuts off, and those found within it. */
  end(): JsonElement[] {
    const found: JsonElement[] = [];
    if (this.#open === undefined) return found;
    if (this.#depth > 0 || this.#inString) this.#recover(found, true);
    else this.#close('', found);
    return this.#open === undefined ? found : found.concat(this.end());
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
    const isRecord = !isKey && (this.#isRecord(code) || this.#isMisplaced());
    if (isBracket && !isRecord) {
      this.#frames.push({ isArray: code === openArray, key: undefined, scalars: {} });
      return false;
    }
    this.#open = { text: '', line: this.#line, indent: this.#indent, isRecord, damaged, isTooLong: false };
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

  /** Values behind the end of the document are told rather than lost. */
  #isMisplaced(): boolean {
    return this.#over && this.#frames.length === 0;
  }

  #close(rest: string, found: JsonElement[]): void {
    const { text: head, line, isRecord, damaged, isTooLong } = this.#open!;
    const text = isTooLong ? head : head + rest;
    this.#open = undefined;
    this.#depth = 0;
    const frame = this.#frames.at(-1);
    if (isRecord) {
      const fault = isTooLong ? 'too-long' : this.#isRecord(text.charCodeAt(0)) ? undefined : 'misplaced';
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

  /** Gives up a record that does not end and reads on at the next line that begins like it, one bracket as far in. */
  #recover(found: JsonElement[], isEnd = false): void {
    const open = this.#open!;
    const { text, line, indent, isRecord, damaged } = open;
    const next = indent < 0 || !isRecord || this.#unended >= patience ? -1 : beginningAt(text, indent);
    if (next < 0 && !isEnd) {
      open.text = text.slice(0, 1000);
      open.isTooLong = true;
      return;
    }
    this.#open = undefined;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#unended += 1;
    if (isRecord) {
      const lost = next < 0 ? text : text.slice(0, next);
      found.push({ text: lost.slice(0, 1000), line, within: this.#within(), damaged, fault: 'cut-off' });
    }
    if (next < 0) return;
    this.#line = line + countLines(text.slice(0, next));
    this.#indent = indent;
    found.push(...this.push(text.slice(next), damaged));
  }
}

function keep(scalars: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.keys(scalars).length < keptScalars) scalars[key] = value;
}

/** Index of the first line but one that begins with so many spaces and a bracket, behind the spaces; -1 where there is none. */
function beginningAt(text: string, indent: number): number {
  const found = new RegExp(`\\n[ \\t]{${indent}}(?=[{])`).exec(text);
  return found === null ? -1 : found.index + found[0].length;
}

function countLines(text: string): number {
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
