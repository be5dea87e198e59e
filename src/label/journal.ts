/**
 * What people judged: a file an annotator in `labels/`, one JSON object a line, appended and never changed.
 * No stage writes there. A line is on the disk before the next pair is shown, so that a process killed at any
 * moment leaves at most a torn line, which is cut off before the next one is appended.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { takeLock } from '../store/study.ts';
import type { Study } from '../store/study.ts';

/** What an annotator can say: whether the passage says the same thing as the narrative. */
export const words = ['yes', 'no', 'unsure'] as const;

export type Word = (typeof words)[number];

/** A line of the journal. The ids of article and narrative are for people who read it. */
export interface Judgement {
  readonly pair_id: string;
  readonly judgement: Word;
  /** What the annotator remarked; empty for nothing. */
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly judged_at: string;
  readonly item_id: string;
  readonly narrative_id: string;
}

/** Folder of the journals. */
export function labelFolder(study: Study): string {
  return study.path('labels');
}

const extension = '.jsonl';

/**
 * The name of an annotator as it is kept: in lower case, since it names a file. A UserError where it has
 * anything but letters, digits, `.`, `_` and `-`.
 */
export function annotatorName(given: string): string {
  const name = given.normalize('NFC').toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,39}$/u.test(name)) {
    throw new UserError(`${JSON.stringify(given)} cannot be the name of an annotator`, {
      hint: 'take up to 40 letters, digits, ".", "_" and "-", such as wu or m.keller',
    });
  }
  return name;
}

/** Every judgement of every annotator, by name, in the order in which they were given. */
export async function readJudgements(study: Study): Promise<Map<string, Judgement[]>> {
  const folder = labelFolder(study);
  const names = existsSync(folder) ? await readdir(folder) : [];
  const found = new Map<string, Judgement[]>();
  for (const name of names.filter((file) => file.endsWith(extension)).sort())
    found.set(name.slice(0, -extension.length).normalize('NFC'), (await readJournal(join(folder, name))).judgements);
  return found;
}

/** Lines of a journal, and the bytes of those that are whole; a line that was never finished is left out. */
async function readJournal(path: string): Promise<{ judgements: Judgement[]; bytes: number }> {
  const content = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
  const bytes = content.lastIndexOf(10) + 1;
  const lines = content.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  const judgements = lines.map((line, place): Judgement => {
    let entry: Judgement | undefined;
    try {
      entry = JSON.parse(line) as Judgement;
    } catch {
      // Said below.
    }
    if (typeof entry?.pair_id !== 'string' || !words.includes(entry.judgement)) {
      throw new UserError(`${path}:${place + 1} is damaged: it holds no judgement`, {
        hint: 'mend or delete that line, or bring the file back from a copy',
        exitCode: exitCodes.input,
      });
    }
    return entry;
  });
  return { judgements, bytes };
}

/** The journal of an annotator, open for writing by this process alone. */
export class Journal {
  /** What was judged before, and since. */
  readonly judgements: Judgement[];
  readonly #handle: FileHandle;
  readonly #release: () => Promise<void>;

  private constructor(judgements: Judgement[], handle: FileHandle, release: () => Promise<void>) {
    this.judgements = judgements;
    this.#handle = handle;
    this.#release = release;
  }

  /** Opens the journal of an annotator; a UserError where another process has it open. */
  static async open(study: Study, annotator: string): Promise<Journal> {
    const path = join(labelFolder(study), `${annotator}${extension}`);
    await mkdir(dirname(path), { recursive: true });
    const release = await takeLock(`${path}.lock`);
    try {
      const { judgements, bytes } = await readJournal(path);
      const handle = await open(path, 'a');
      await handle.truncate(bytes);
      return new Journal(judgements, handle, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Appends judgements and waits until they are on the disk. */
  async append(entries: readonly Judgement[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#handle.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await this.#handle.sync();
    this.judgements.push(...entries);
  }

  /** Waits until everything that was appended, by whomever, is on the disk. */
  async sync(): Promise<void> {
    await this.#handle.sync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await this.#release();
  }
}

/**
 * Writes one judgement down. Where it says what stands already (it was sent twice, or its confirmation was
 * lost) nothing is appended; in either case it is on the disk when this ends. {@link Occupied} where another
 * process has the journal open. One call an annotator at a time.
 */
export async function recordJudgement(study: Study, annotator: string, entry: Judgement): Promise<Judgement[]> {
  const journal = await Journal.open(study, annotator);
  try {
    const before = standing(journal.judgements).get(entry.pair_id);
    if (before?.judgement === entry.judgement && before.note === entry.note) await journal.sync();
    else await journal.append([entry]);
    return journal.judgements;
  } finally {
    await journal.close();
  }
}

/** The judgement that stands for each pair: the last one that was given. */
export function standing(judgements: readonly Judgement[]): Map<string, Judgement> {
  return new Map(judgements.map((entry) => [entry.pair_id, entry]));
}
