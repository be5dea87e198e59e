/**
 * What a folder of feeds has collected: `polls.jsonl`, one line a poll, and the files of items under
 * `items/`. A line of the journal is written after the items it speaks of; what it does not speak of is cut
 * off when the folder is opened again, so that a kill loses nothing that was told and keeps nothing twice.
 */
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import type { NamedSitemap } from './feed-items.ts';

/** A poll of a feed, as a line of the journal. What does not apply is left out. */
export interface PollEntry {
  /** Name of the round's file of items, without its ending: when the round began. */
  readonly round: string;
  /** When the answer was there, or the failure. ISO 8601, UTC. */
  readonly at: string;
  readonly feed: string;
  readonly status?: number;
  /** Why there is no answer that can be used. */
  readonly reason?: string;
  readonly detail?: string;
  /** Address that answered, where it is not that of the feed. */
  readonly answered?: string | undefined;
  /** Address that stands for that of the feed from now on. */
  readonly moved?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** SHA-256 of the unpacked body, hexadecimal. */
  readonly sha256?: string;
  /** `rss`, `atom` and so on; left out where the body is the one of the poll before. */
  readonly format?: string;
  /** Items in the document. */
  readonly items?: number;
  /** Those that were kept: hashes of their ids and of what they say. */
  readonly kept?: readonly (readonly [id: string, content: string])[];
  /** Length of the file of items behind them, in bytes. */
  readonly end?: number;
  /** Records that could not be read, by reason. */
  readonly unread?: Readonly<Record<string, number>>;
  /** The first of them. */
  readonly examples?: readonly { readonly place: string; readonly slug: string; readonly detail: string }[];
  /** Sitemaps of an index that are polled with it. */
  readonly sitemaps?: readonly NamedSitemap[];
  /** What the index said of this sitemap. */
  readonly lastmod?: string | undefined;
}

/** What the polls of a feed so far leave behind for the next one. */
export interface FeedState {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly sha256?: string | undefined;
  readonly moved?: string | undefined;
  readonly sitemaps?: readonly NamedSitemap[] | undefined;
  readonly lastmod?: string | undefined;
  /** When it was last read, whether or not it had changed. */
  readonly readAt?: string | undefined;
}

/** What is made of a document while nothing else is written. */
export interface Batch {
  readonly entry: Omit<PollEntry, 'round' | 'end'>;
  /** Lines of NDJSON without their line breaks. */
  readonly lines: readonly string[];
}

/** The collected items and the journal of a folder. */
export class Collection {
  /** Content hashes of all versions of an item, one behind the other, by the hash of its id. */
  readonly #seen: Map<string, string>;
  readonly #states: Map<string, FeedState>;
  readonly #folder: string;
  readonly #journal: FileHandle;
  #round = '';
  #items: FileHandle | undefined;
  #end = 0;
  /** Settles when what is being written is on the disk. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, journal: FileHandle, known: Known) {
    this.#folder = folder;
    this.#journal = journal;
    this.#seen = known.seen;
    this.#states = known.states;
  }

  /** Opens a folder; a round that was killed is finished as far as it came. */
  static async open(folder: string): Promise<Collection> {
    await mkdir(join(folder, 'items'), { recursive: true });
    const path = journalPath(folder);
    const known = await readKnown(path);
    for (const name of await readdir(join(folder, 'items'))) {
      if (!name.startsWith('.')) continue;
      await finishFile(folder, name.slice(1, -'.ndjson'.length), known.ends);
    }
    return new Collection(folder, await open(path, 'a'), known);
  }

  stateOf(feed: string): FeedState {
    return this.#states.get(feed) ?? {};
  }

  /** Begins a round, whose items go into a file of their own. `now` is milliseconds since 1970. */
  beginRound(now: number): string {
    const name = (time: number): string => new Date(time).toISOString().replaceAll(':', '');
    let time = now;
    while (name(time) === this.#round || existsSync(this.#path(`${name(time)}.ndjson`))) time += 1;
    this.#round = name(time);
    this.#end = 0;
    return this.#round;
  }

  /** Gives the file of the round its name; until then it is hidden from imports. */
  async endRound(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#items?.close();
    if (this.#items !== undefined) await finishFile(this.#folder, this.#round, new Map([[this.#round, this.#end]]));
    this.#items = undefined;
  }

  /**
   * Notes a poll. What `make` returns is on the disk, whole, when the promise is fulfilled; `version` gives
   * the number of an item's version, from 1 on, or undefined where the folder has it already.
   */
  async note(make: (version: (id: string, content: string) => number | undefined) => Batch): Promise<PollEntry> {
    const noted = this.#last.then(() => this.#write(make((id, content) => versionIn(this.#seen, id, content))));
    this.#last = noted;
    return noted;
  }

  async close(): Promise<void> {
    await this.endRound();
    await this.#journal.close();
  }

  async #write({ entry, lines }: Batch): Promise<PollEntry> {
    const written: PollEntry = { round: this.#round, ...entry };
    if (lines.length === 0) return await this.#append(written);
    this.#items ??= await open(this.#path(`.${this.#round}.ndjson`), 'a');
    const text = lines.map((line) => `${line}\n`).join('');
    await this.#items.appendFile(text);
    await this.#items.sync();
    const end = this.#end + Buffer.byteLength(text);
    const told = await this.#append({ ...written, end });
    this.#end = end;
    return told;
  }

  async #append(entry: PollEntry): Promise<PollEntry> {
    await this.#journal.appendFile(`${JSON.stringify(entry)}\n`);
    await this.#journal.sync();
    this.#states.set(entry.feed, after(this.stateOf(entry.feed), entry));
    return entry;
  }

  #path(name: string): string {
    return join(this.#folder, 'items', name);
  }
}

/** Path of the journal of a folder. */
function journalPath(folder: string): string {
  return join(folder, 'polls.jsonl');
}

interface Known {
  readonly seen: Map<string, string>;
  readonly states: Map<string, FeedState>;
  /** Length of each round's file that the journal knows of, in bytes. */
  readonly ends: Map<string, number>;
}

/** What a journal says; cuts off a torn last line. */
async function readKnown(path: string): Promise<Known> {
  const known: Known = { seen: new Map(), states: new Map(), ends: new Map() };
  if (!existsSync(path)) return known;
  let whole = 0;
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(10) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n').slice(0, -1)) {
      number += 1;
      take(known, entryOf(line, `${path}:${number}`));
    }
    whole += end;
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) await truncate(path, whole);
  return known;
}

function entryOf(line: string, place: string): PollEntry {
  try {
    return JSON.parse(line) as PollEntry;
  } catch {
    throw new UserError(`${place} is damaged: a line of JSON is expected`, {
      hint: 'bring that file back from a copy, or begin again in another folder',
      exitCode: exitCodes.input,
    });
  }
}

function take({ seen, states, ends }: Known, entry: PollEntry): void {
  for (const [id, content] of entry.kept ?? []) versionIn(seen, id, content);
  if (entry.end !== undefined) ends.set(entry.round, entry.end);
  states.set(entry.feed, after(states.get(entry.feed) ?? {}, entry));
}

/** Number of a version that is new, and is noted; undefined where it was there. */
function versionIn(seen: Map<string, string>, id: string, content: string): number | undefined {
  const versions = seen.get(id) ?? '';
  for (let at = 0; at < versions.length; at += content.length) if (versions.startsWith(content, at)) return undefined;
  seen.set(id, versions + content);
  return versions.length / content.length + 1;
}

/** What is known of a feed after a poll. */
function after(before: FeedState, entry: PollEntry): FeedState {
  if (entry.reason !== undefined) {
    // Where it has moved to may have been a mistake: the next poll asks where it was, for the whole.
    return before.moved === undefined ? before : { readAt: before.readAt };
  }
  const { at: readAt, status, etag, lastModified, sha256, lastmod, format } = entry;
  const moved = entry.moved ?? before.moved;
  if (status === 304) return { ...before, moved, lastmod, readAt };
  const sitemaps = format === undefined ? before.sitemaps : entry.sitemaps;
  return { etag, lastModified, sha256, moved, lastmod, sitemaps, readAt };
}

/** Cuts the hidden file of a round to what the journal knows of and gives it its name; an empty one is removed. */
async function finishFile(folder: string, round: string, ends: ReadonlyMap<string, number>): Promise<void> {
  const hidden = join(folder, 'items', `.${round}.ndjson`);
  const end = ends.get(round) ?? 0;
  if (end === 0) {
    await rm(hidden, { force: true });
    return;
  }
  const { size } = await stat(hidden);
  if (size < end) {
    throw new UserError(`${hidden} has ${size} bytes where the journal knows of ${end}`, {
      hint: 'bring the file back from a copy, or begin again in another folder',
      exitCode: exitCodes.input,
    });
  }
  if (size > end) await truncate(hidden, end);
  await rename(hidden, join(folder, 'items', `${round}.ndjson`));
}
