/**
 * What is done, a file a site, one JSON object a line, appended and never changed. A line is written after the bytes it
 * speaks of, so that a process killed at any moment leaves at most a torn line, which is cut off.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { readOwnLines } from './own-lines.ts';

/** A record that was kept: file below the crawl folder, place and length of its gzip member in bytes. */
export interface Kept {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** A record in a file of an archive. */
export interface Place {
  readonly filename: string;
  readonly offset: number;
}

/** A page of the index that was settled: its captures were asked for in order until one could be kept. */
export interface PageEntry {
  readonly kind: 'page';
  readonly domain: string;
  readonly key: string;
  readonly failed: readonly (Place & { readonly reason: string })[];
  readonly kept?: Kept & { readonly from: Place; readonly timestamp: string };
}

/** Entries of the journal of a site, one after the other; none where it does not exist. Cuts off a torn last line. */
export async function* readJournal(path: string): AsyncGenerator<PageEntry> {
  if (!existsSync(path)) return;
  let line = 0;
  const { whole, size } = await lengthOfLines(path);
  if (whole < size) await truncate(path, whole);
  for await (const text of readOwnLines(path)) {
    line += 1;
    let entry: PageEntry;
    try {
      entry = JSON.parse(text) as PageEntry;
    } catch {
      throw new UserError(`${path}:${line} is damaged`, {
        hint: 'delete the folder of the crawl and begin again, or bring that file back from a copy',
        exitCode: exitCodes.input,
      });
    }
    yield entry;
  }
}

/** Bytes of a file up to its last line break, and all of them. */
async function lengthOfLines(path: string): Promise<{ whole: number; size: number }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(1 << 16);
    for (let end = size; end > 0;) {
      const start = Math.max(0, end - buffer.length);
      await handle.read(buffer, 0, end - start, start);
      const at = buffer.subarray(0, end - start).lastIndexOf(10);
      if (at >= 0) return { whole: start + at + 1, size };
      end = start;
    }
    return { whole: 0, size };
  } finally {
    await handle.close();
  }
}

/** Folder of the journals of a crawl. */
export function journalFolder(folder: string): string {
  return join(folder, 'journal');
}

/** Path of the journal of a site. */
export function journalPath(folder: string, domain: string): string {
  return join(journalFolder(folder), `${domain}.jsonl`);
}

/** A journal that is written to. */
export class Journal {
  readonly #path: string;
  readonly #claim: (bytes: number) => void;
  #handle: FileHandle | undefined;

  /** `claim` is told of bytes before they are written. */
  constructor(path: string, claim: (bytes: number) => void) {
    this.#path = path;
    this.#claim = claim;
  }

  /** Appends entries and waits until they are on the disk. */
  async append(entries: readonly PageEntry[]): Promise<void> {
    if (this.#handle === undefined) {
      await mkdir(dirname(this.#path), { recursive: true });
      this.#handle = await open(this.#path, 'a');
    }
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    this.#claim(Buffer.byteLength(text));
    await this.#handle.appendFile(text);
    await this.#handle.sync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }
}
