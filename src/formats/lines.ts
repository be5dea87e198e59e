/** Bytes of a file as lines of text, a chunk at a time, with every malformed line marked. */
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { throwIfAborted } from '../errors.ts';
import { readBytes } from './bytes.ts';
import { longestRecord } from './records.ts';
import type { OpenedFile } from './records.ts';
import { damagedArchive } from './text.ts';

/** One line without its line break. */
export interface Line {
  /** 1 is the first line. */
  readonly number: number;
  readonly text: string;
  /** Why the line is not to be trusted: bytes that are not of the encoding, a line too long, a damaged archive. */
  readonly fault?: { readonly slug: string; readonly detail: string };
}

/** Lines of a file in batches. A line ends at LF or CRLF; the byte-order mark is taken off. */
export async function* readLines(file: OpenedFile): AsyncGenerator<Line[]> {
  const { encoding, signal } = file;
  let damage: string | undefined;
  const bytes = readBytes(file, (message) => (damage = message));
  // Every other encoding keeps the byte 0A for the line feed.
  const splitter = new LineSplitter(encoding.startsWith('utf-16') ? 'utf-8' : encoding);
  const recode = encoding.startsWith('utf-16') ? new TextDecoder(encoding) : undefined;
  for await (const chunk of bytes) {
    throwIfAborted(signal);
    const lines = splitter.push(recode === undefined ? chunk : Buffer.from(recode.decode(chunk, { stream: true })));
    if (lines.length > 0) yield lines;
  }
  const rest = recode?.decode() ?? '';
  const lines = [...splitter.push(Buffer.from(rest)), ...splitter.end()];
  if (damage !== undefined) {
    const number = splitter.number + 1;
    lines.push({ number, text: '', fault: damagedArchive(file, String(number), damage) });
  }
  if (lines.length > 0) yield lines;
}

/** Cuts bytes into lines and decodes each. */
class LineSplitter {
  /** Lines seen so far. */
  number = 0;
  readonly #decoder: TextDecoder;
  readonly #strict: boolean;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #tooLong = false;

  constructor(encoding: string) {
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
    this.#strict = this.#decoder.encoding === 'utf-8';
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(10, start);
      if (end < 0) break;
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#line());
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
    return lines;
  }

  end(): Line[] {
    return this.#pendingBytes > 0 || this.#tooLong ? [this.#line()] : [];
  }

  #keep(part: Uint8Array): void {
    if (this.#tooLong || part.length === 0) return;
    this.#pending.push(part);
    this.#pendingBytes += part.length;
    if (this.#pendingBytes > longestRecord) {
      this.#tooLong = true;
      this.#pending = [];
    }
  }

  #line(): Line {
    this.number += 1;
    const number = this.number;
    const tooLong = this.#tooLong;
    const bytes = this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#tooLong = false;
    if (tooLong)
      return {
        number,
        text: '',
        fault: { slug: 'too-long', detail: `the line is longer than ${longestRecord} bytes` },
      };

    let text = this.#decoder.decode(bytes);
    if (text.endsWith('\r')) text = text.slice(0, -1);
    if (number === 1 && text.startsWith('\ufeff')) text = text.slice(1);
    if (this.#strict ? isUtf8(bytes) : !text.includes('\ufffd')) return { number, text };
    return {
      number,
      text,
      fault: {
        slug: 'encoding',
        detail: `the line has bytes that are not ${this.#decoder.encoding}; --encoding names another`,
      },
    };
  }
}
