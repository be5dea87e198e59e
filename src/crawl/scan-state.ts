/**
 * How far WARC files were read, and what was found in them, under `scan/`: a site's captures in `DOMAIN.jsonl`, the
 * records of its pages in `DOMAIN.warc.gz`, both appended; files that were read to their end in `files.jsonl`; and in
 * `at.json` how long all these are and where the reading of the others stopped. What is longer than that is cut off
 * when a crawl goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Archive } from './archive.ts';

/** Where the reading of a file stands, and what was seen in it so far. */
export interface FileProgress {
  readonly name: string;
  /** Place behind the last record that was read, in bytes. */
  offset: number;
  /** Length of the file in bytes, once it is known. */
  size: number | undefined;
  isRead: boolean;
  records: number;
  /** Places that could not be read, by reason. */
  readonly damaged: Record<string, number>;
}

/** Lengths in bytes of what is kept by the name of its file below `scan/`. */
type Lengths = Record<string, number>;

interface At {
  readonly lengths: Lengths;
  readonly begun: readonly FileProgress[];
}

const filesName = 'files.jsonl';
const atName = 'at.json';

/** The state of a scan; one process at a time. */
export class ScanState {
  /** Files that were read to their end, or begun. */
  readonly files = new Map<string, FileProgress>();
  /** Bytes that were added since they were last written. */
  waiting = 0;
  readonly #folder: string;
  readonly #archive: Archive;
  readonly #lengths: Lengths;
  readonly #parts = new Map<string, Uint8Array[]>();

  private constructor(folder: string, archive: Archive, lengths: Lengths) {
    this.#folder = folder;
    this.#archive = archive;
    this.#lengths = lengths;
  }

  /** Opens the state of a crawl, and cuts off what a killed process left behind. */
  static async open(crawlFolder: string, archive: Archive): Promise<ScanState> {
    const folder = scanFolder(crawlFolder);
    await mkdir(folder, { recursive: true });
    const at = existsSync(join(folder, atName))
      ? (JSON.parse(await readFile(join(folder, atName), 'utf8')) as At)
      : { lengths: {}, begun: [] };
    for (const name of await readdir(folder)) {
      if (!/\.(?:jsonl|warc\.gz)$/.test(name)) continue;
      const length = at.lengths[name] ?? 0;
      const { size } = await stat(join(folder, name));
      if (size > length) await truncate(join(folder, name), length);
      if (size < length) {
        throw new UserError(`${join(folder, name)} has ${size} bytes where ${length} were written`, {
          hint: 'bring the file back from a copy, or begin again in another folder',
          exitCode: exitCodes.input,
        });
      }
    }
    await archive.recount();
    const state = new ScanState(folder, archive, { ...at.lengths });
    const read = existsSync(join(folder, filesName)) ? await readFile(join(folder, filesName), 'utf8') : '';
    for (const line of read.split('\n').filter((text) => text !== '')) state.#know(JSON.parse(line) as FileProgress);
    for (const file of at.begun) state.#know(file);
    return state;
  }

  /** Where a file stands; at its beginning where it was never begun. */
  progressOf(name: string): FileProgress {
    return (
      this.files.get(name) ?? this.#know({ name, offset: 0, size: undefined, isRead: false, records: 0, damaged: {} })
    );
  }

  /** Adds bytes to one of the files below `scan/`; a UserError where the disk limit is reached. */
  add(name: string, bytes: Uint8Array): void {
    this.#archive.claim(bytes.length);
    this.waiting += bytes.length;
    const parts = this.#parts.get(name);
    if (parts === undefined) this.#parts.set(name, [bytes]);
    else parts.push(bytes);
  }

  /** Writes what was added; once that is on the disk, writes where the files stand that were begun. */
  async write(): Promise<void> {
    for (const [name, parts] of this.#parts) {
      const bytes = Buffer.concat(parts);
      const handle = await open(join(this.#folder, name), 'a');
      try {
        await handle.appendFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      this.#lengths[name] = (this.#lengths[name] ?? 0) + bytes.length;
    }
    this.#parts.clear();
    this.waiting = 0;
    const begun = [...this.files.values()].filter(({ isRead, offset }) => !isRead && offset > 0);
    const lengths = Object.fromEntries(Object.entries(this.#lengths).sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFileAtomic(join(this.#folder, atName), JSON.stringify({ lengths, begun } satisfies At));
  }

  /** A file was read to its end: writes that down with all that was added. */
  async finish(file: FileProgress): Promise<void> {
    file.isRead = true;
    this.add(filesName, Buffer.from(`${JSON.stringify(file)}\n`));
    await this.write();
  }

  /** Removes the records of a site, all of which were brought elsewhere. */
  async drop(domain: string): Promise<void> {
    const path = recordsPath(this.#folder, domain);
    if (!existsSync(path)) return;
    this.#archive.bytes -= (await stat(path)).size;
    await rm(path);
  }

  #know(file: FileProgress): FileProgress {
    this.files.set(file.name, file);
    return file;
  }
}

/** Folder of a scan within that of its crawl. */
export function scanFolder(crawlFolder: string): string {
  return join(crawlFolder, 'scan');
}

/** File that keeps the captures of a site. */
export function capturesPath(folder: string, domain: string): string {
  return join(folder, `${domain}.jsonl`);
}

/** File that keeps the records of the pages of a site. */
export function recordsPath(folder: string, domain: string): string {
  return join(folder, `${domain}.warc.gz`);
}
