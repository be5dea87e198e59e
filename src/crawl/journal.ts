/**
 * What is done, one JSON object a line, appended and never changed. A line is written after the bytes it
 * speaks of, so that a process killed at any moment leaves at most a torn line, which is cut off.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, truncate } from 'node:fs/promises';
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
  readonly key: string;
  readonly failed: readonly (Place & { readonly reason: string })[];
  readonly kept?: Kept & { readonly from: Place; readonly timestamp: string };
}

/** A capture of a listed site found in a WARC file. */
export interface ScanEntry {
  readonly kind: 'capture';
  readonly domain: string;
  readonly key: string;
  readonly url: string;
  readonly timestamp: string;
  readonly status: string;
  readonly mime: string;
  readonly digest: string;
  readonly from: Place & { readonly length: number };
  /** Why it was not kept. */
  readonly reason?: string;
  readonly kept?: Kept;
}

/** How far a WARC file is read: to a place, to its end, or not at all. */
export interface ProgressEntry {
  readonly kind: 'position' | 'done' | 'failed';
  readonly warc: string;
  readonly position: number;
  readonly reason?: string;
}

export type JournalEntry = PageEntry | ScanEntry | ProgressEntry;

/** Entries of a journal; none where it does not exist. Cuts off a torn last line. */
export async function readJournal<Entry extends JournalEntry>(path: string): Promise<Entry[]> {
  if (!existsSync(path)) return [];
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf(10) + 1;
  if (end < bytes.length) await truncate(path, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as Entry;
    } catch {
      throw new UserError(`${path}:${index + 1} is damaged`, {
        hint: 'delete the folder of the crawl and begin again, or bring that file back from a copy',
        exitCode: exitCodes.input,
      });
    }
  });
}

/** Paths of all journals of a crawl, in order. */
export async function journalPaths(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'journal')).catch(() => []);
  return names.filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(folder, 'journal', name));
}

/** A journal that is written to. */
export class Journal {
  readonly #path: string;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Appends entries and waits until they are on the disk. */
  async append(entries: readonly JournalEntry[]): Promise<number> {
    if (this.#handle === undefined) {
      await mkdir(dirname(this.#path), { recursive: true });
      this.#handle = await open(this.#path, 'a');
    }
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    await this.#handle.appendFile(text);
    await this.#handle.sync();
    return Buffer.byteLength(text);
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }
}
