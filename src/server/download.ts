/**
 * The one shape of a download: an address, what may stand behind its `?`, and a file that is sent as it is made.
 * A fault before the first byte is shown as a page, like those of pages; one after it breaks the transfer off, so
 * that no half of a file looks whole.
 */
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { onePiece } from '../exports/pieces.ts';
import type { Piece } from '../exports/pieces.ts';
import type { Database } from '../store/database.ts';
import type { PageName, Visit } from './page.ts';
import { TooSlow } from './study-reader.ts';

/** Files sent at the same time; others wait for their turn. */
const mostAtOnce = 4;

/** Downloads that may wait, and for how long. */
const mostWaiting = 16;
const patienceSeconds = 15;

/** One request for a file. */
export interface DownloadVisit extends Visit {
  /** A connection to the tables of its own; it is closed when the file is sent, or nobody waits for it any more. */
  readonly connect: () => Promise<Database>;
}

/** A file that is ready to be sent. */
export interface SentFile {
  /** What it is called where it is saved; may hold anything. */
  readonly name: string;
  readonly mediaType: string;
  /** Its content, run through once, as fast as the visitor takes it. */
  readonly pieces: AsyncIterable<Piece>;
  /** Bytes of the whole, where they are known before. */
  readonly bytes?: number;
}

/** A text as a file. */
export function textFile(name: string, mediaType: string, text: string): SentFile {
  return { name, mediaType, pieces: onePiece(text), bytes: Buffer.byteLength(text) };
}

/** A download. */
export interface Download {
  /** The entry of the navigation it belongs to. */
  readonly name: PageName;
  /** Address, with Hono's parameters: `/exports/csv/:table`. */
  readonly path: string;
  readonly query: z.ZodType;
  readonly send: (
    visit: DownloadVisit,
    query: unknown,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<SentFile | undefined>;
}

/**
 * Declares a download; `send` gets what stands behind the `?` as the schema makes it, and throws a UserError where
 * the file cannot be had. Undefined: there is no such thing.
 */
export function defineDownload<Query>(download: {
  readonly name: PageName;
  readonly path: string;
  readonly query: z.ZodType<Query>;
  readonly send: (
    visit: DownloadVisit,
    query: Query,
    parameters: Readonly<Record<string, string>>,
  ) => Promise<SentFile | undefined>;
}): Download {
  return download as unknown as Download;
}

/** Thrown where too many files are being sent. */
export class TooMany extends Error {
  override readonly name = 'TooMany';
}

/** What is sent: headers, and the content as it is made. */
export interface Sending {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where only the headers were asked for. */
  readonly body: ReadableStream<Uint8Array> | undefined;
}

/** The downloads of a server. */
export class Downloads {
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #onError: (error: unknown) => void;

  /** `onError` is told of errors that are ours and come too late to be shown. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Files that are being sent. */
  get underWay(): number {
    return this.#underWay;
  }

  /**
   * Prepares a file up to its first piece. Undefined: there is no such thing. With `headersOnly` nothing is made but
   * what the headers say.
   */
  async begin(
    { send }: Download,
    visit: Visit,
    query: unknown,
    parameters: Readonly<Record<string, string>>,
    headersOnly: boolean,
  ): Promise<Sending | undefined> {
    const left = new AbortController();
    const signal = AbortSignal.any([visit.signal, left.signal]);
    await this.#enter(signal);
    const databases: Database[] = [];
    const interrupt = (): void => {
      for (const database of databases) database.interrupt();
    };
    signal.addEventListener('abort', interrupt);
    let hasEnded = false;
    const end = (): void => {
      if (hasEnded) return;
      hasEnded = true;
      signal.removeEventListener('abort', interrupt);
      for (const database of databases) database.close();
      this.#leave();
    };
    const connect = async (): Promise<Database> => {
      const database = await visit.reader.connection();
      databases.push(database);
      return database;
    };
    let pieces: AsyncIterator<Piece> | undefined;
    try {
      const file = await send({ ...visit, signal, connect }, query, parameters);
      if (file === undefined || headersOnly) {
        await file?.pieces[Symbol.asyncIterator]().return?.();
        end();
        return file === undefined ? undefined : { headers: headersOf(file), body: undefined };
      }
      pieces = file.pieces[Symbol.asyncIterator]();
      // The first piece may be a heading, which no question is asked for: the second says whether there are rows.
      const ready = [await pieces.next()];
      if (ready[0]!.done !== true) ready.push(await pieces.next());
      if (signal.aborted) throw new TooSlow();
      return { headers: headersOf(file), body: this.#stream(pieces, ready, signal, left, end) };
    } catch (error) {
      await pieces?.return?.().catch(() => {});
      end();
      throw signal.aborted ? new TooSlow() : error;
    }
  }

  /** The pieces as a stream that asks for the next one when the last has been taken. */
  #stream(
    pieces: AsyncIterator<Piece>,
    ready: IteratorResult<Piece, unknown>[],
    signal: AbortSignal,
    left: AbortController,
    end: () => void,
  ): ReadableStream<Uint8Array> {
    const stop = async (): Promise<void> => {
      left.abort();
      // A piece that is being made ends first, with an error where it was a question; nobody is there to be told.
      await pieces.return?.().catch(() => {});
      end();
    };
    // A visitor who leaves before the stream is read at all never cancels it.
    signal.addEventListener('abort', () => void stop(), { once: true });
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const next = ready.shift() ?? (await pieces.next());
            if (next.done !== true) return controller.enqueue(bytesOf(next.value));
            end();
            return controller.close();
          } catch (error) {
            end();
            if (!signal.aborted && !(error instanceof UserError)) this.#onError(error);
            throw error;
          }
        },
        cancel: stop,
      },
      { highWaterMark: 0 },
    );
  }

  async #enter(signal: AbortSignal): Promise<void> {
    if (this.#underWay < mostAtOnce) {
      this.#underWay += 1;
      return;
    }
    if (this.#waiting.length >= mostWaiting) throw new TooMany();
    const ends = AbortSignal.any([signal, AbortSignal.timeout(patienceSeconds * 1000)]);
    await new Promise<void>((take, refuse) => {
      const turn = (): void => {
        ends.removeEventListener('abort', giveUp);
        take();
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        refuse(new TooMany());
      };
      this.#waiting.push(turn);
      ends.addEventListener('abort', giveUp, { once: true });
      if (ends.aborted) giveUp();
    });
  }

  /** Hands the place on to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#underWay -= 1;
    else next();
  }
}

function bytesOf(piece: Piece): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** The headers a file is sent with. */
export function headersOf({ name, mediaType, bytes }: Omit<SentFile, 'pieces'>): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Disposition': disposition(name),
    'Cache-Control': 'no-store',
    ...(bytes === undefined ? {} : { 'Content-Length': String(bytes) }),
  };
}

/** Bytes of a file name that every file system takes, with room for what a browser adds to it. */
const longestName = 200;

/** A name that is a file name everywhere: no path, nothing that cannot be seen, no name a system keeps for itself. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/\p{C}/gu, '')
    .replaceAll(/[/\\:*?"<>|%\s]+/gu, '-')
    .replaceAll(/^[.~-]+|[.-]+$/gu, '');
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 && plain.length - dot <= 12 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  let kept = '';
  for (const character of stem) {
    if (Buffer.byteLength(kept + character + ending) > longestName) break;
    kept += character;
  }
  if (kept === '') kept = 'file';
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu.test(kept) ? `_${kept}${ending}` : kept + ending;
}

/** RFC 6266: the name in ASCII for old programs, and as it is (RFC 8187). */
function disposition(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe.replaceAll(/[^\x20-\x7e]/gu, '_');
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
