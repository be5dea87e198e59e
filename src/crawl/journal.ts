/**
 * What is done, one JSON object a line, appended and never changed. A line is written after the bytes it
 * speaks of, so that a process killed at any moment leaves at most a torn line, which is cut off.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';

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

/** Entries of a journal; none where it does not exist. Cuts off a torn last line. */
export async function readJournal(path: string): Promise<PageEntry[]> {
  if (!existsSync(path)) return [];
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf(10) + 1;
  if (end < bytes.length) await truncate(path, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as PageEntry;
    } catch {
      throw new UserError(`${path}:${index + 1} is damaged`, {
        hint: 'delete the folder of the crawl and begin again, or bring that file back from a copy',
        exitCode: exitCodes.input,
      });
    }
  });
}

/** Path of the journal of a crawl. */
export function journalPath(folder: string): string {
  return join(folder, 'journal.jsonl');
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
