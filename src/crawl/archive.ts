/**
 * The WARC files of a crawl: `warc/<ecosystem>-00000.warc.gz`, a gzip member a record, appended. What the
 * journal does not speak of is cut off when a crawl goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { journalFolder, readJournal } from './journal.ts';
import type { Kept } from './journal.ts';

/** Length beyond which a new file is begun, in bytes. */
const longestFile = 1_000_000_000;

/** The end of a file that is written to. */
interface OpenFile {
  readonly number: number;
  readonly handle: FileHandle;
  end: number;
}

/** Where fetched records go. */
export class Archive {
  readonly folder: string;
  /** Bytes of everything the crawl has written. */
  bytes: number;
  readonly #mostBytes: number;
  readonly #ends: Map<string, number>;
  readonly #open = new Map<string, OpenFile>();

  private constructor(folder: string, mostBytes: number, ends: Map<string, number>, bytes: number) {
    this.folder = folder;
    this.#mostBytes = mostBytes;
    this.#ends = ends;
    this.bytes = bytes;
  }

  /** Opens the files of a crawl and cuts off what a killed process left behind their last journaled record. */
  static async open(folder: string, mostBytes: number): Promise<Archive> {
    await mkdir(join(folder, 'warc'), { recursive: true });
    await removeHalfWritten(folder);
    const ends = new Map<string, number>();
    for (const name of await readdir(journalFolder(folder)).catch(() => []))
      for await (const { kept } of readJournal(join(journalFolder(folder), name)))
        if (kept !== undefined) ends.set(kept.file, Math.max(ends.get(kept.file) ?? 0, kept.offset + kept.length));
    for (const name of await readdir(join(folder, 'warc'))) {
      const file = `warc/${name}`;
      const end = ends.get(file);
      if (end === undefined) await rm(join(folder, file));
      else if ((await stat(join(folder, file))).size > end) await truncate(join(folder, file), end);
    }
    for (const [file, end] of ends) {
      const size = existsSync(join(folder, file)) ? (await stat(join(folder, file))).size : 0;
      if (size < end) {
        throw new UserError(`${join(folder, file)} has ${size} bytes where the journal knows of ${end}`, {
          hint: 'bring the file back from a copy, or begin again in another folder',
          exitCode: exitCodes.input,
        });
      }
    }
    return new Archive(folder, mostBytes, ends, await bytesBelow(folder));
  }

  /** Appends the gzip member of a record; a UserError where the disk limit is reached. */
  async append(ecosystem: string, member: Uint8Array): Promise<Kept> {
    this.claim(member.length);
    const target = await this.#fileOf(ecosystem);
    const { number, handle, end } = target;
    await handle.appendFile(member);
    target.end += member.length;
    this.#ends.set(nameOf(ecosystem, number), target.end);
    return { file: nameOf(ecosystem, number), offset: end, length: member.length };
  }

  /** Waits until what was appended is on the disk. */
  async sync(ecosystem: string): Promise<void> {
    await this.#open.get(ecosystem)?.handle.sync();
  }

  /** Removes all records, and first the journals that speak of them. */
  async clear(): Promise<void> {
    await this.close();
    await rm(journalFolder(this.folder), { recursive: true, force: true });
    for (const name of await readdir(join(this.folder, 'warc'))) await rm(join(this.folder, 'warc', name));
    this.#ends.clear();
    await this.recount();
  }

  /** Counts the bytes of the folder anew. */
  async recount(): Promise<void> {
    this.bytes = await bytesBelow(this.folder);
  }

  /** Counts bytes that are about to be written; a UserError where that would be too many. */
  claim(bytes: number): void {
    if (this.bytes + bytes > this.#mostBytes) {
      throw new UserError(`the crawl holds ${this.bytes} bytes, and the limit is ${this.#mostBytes}`, {
        hint: 'run the same command with a higher --disk-limit to go on',
        exitCode: exitCodes.input,
      });
    }
    this.bytes += bytes;
  }

  async close(): Promise<void> {
    for (const { handle } of this.#open.values()) await handle.close();
    this.#open.clear();
  }

  async #fileOf(ecosystem: string): Promise<OpenFile> {
    const current = this.#open.get(ecosystem);
    if (current !== undefined && current.end < longestFile) return current;
    await current?.handle.sync();
    await current?.handle.close();
    let number = current === undefined ? 0 : current.number + 1;
    while ((this.#ends.get(nameOf(ecosystem, number)) ?? 0) >= longestFile) number += 1;
    const file = nameOf(ecosystem, number);
    const handle = await open(join(this.folder, file), 'a');
    const opened = { number, handle, end: this.#ends.get(file) ?? 0 };
    this.#open.set(ecosystem, opened);
    return opened;
  }
}

function nameOf(ecosystem: string, number: number): string {
  return `warc/${ecosystem}-${String(number).padStart(5, '0')}.warc.gz`;
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}

/** Removes what a process that was killed had not yet given its name. */
async function removeHalfWritten(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (/\.tmp-\d+$/.test(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true });
}
