/**
 * A file of an export as a stream of pieces: the command line writes them to disk, a server sends them. So
 * nothing is ever held whole in memory.
 */
import { createHash } from 'node:crypto';
import { open, rm, mkdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exitCodes, messageOf, throwIfAborted, UserError } from '../errors.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';

/** Text, written as UTF-8, or bytes. */
export type Piece = string | Uint8Array;

/** A file that can be written or sent. */
export interface ExportFile {
  /** Name of the file, with folders before it where it has some; made of names of ours alone. */
  readonly name: string;
  readonly mediaType: string;
  /** Its content, to be run through once at most. */
  readonly pieces: AsyncIterable<Piece>;
  /** Rows, or nodes and edges, in what was run through so far. */
  readonly rows: () => number;
}

/** What a file became. */
export interface WrittenFile {
  /** Bytes of the file. */
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
}

/** Bytes that are gathered before they are written. */
const chunkBytes = 1 << 18;

/** Faults of the disk that people can mend. */
const mendable = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EISDIR',
  'ENOTDIR',
  'EEXIST',
  'ENAMETOOLONG',
]);

/**
 * Writes the pieces into a file: under a temporary name, which becomes the file's own when all are
 * written, so that a process that is killed leaves no part of a file under its name. A UserError where it
 * cannot be written.
 */
export async function writePieces(
  path: string,
  pieces: AsyncIterable<Piece>,
  signal?: AbortSignal,
): Promise<WrittenFile> {
  const temporary = temporaryFor(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    const written = await fill(temporary, pieces, signal);
    await moveIntoPlace(temporary, path);
    return written;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw mended(error, path);
  }
}

/** A fault of the disk as a UserError, any other as it is. */
export function mended(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined || !mendable.has(code)) return error;
  return new UserError(`${path} cannot be written: ${messageOf(error)}`, {
    hint: 'name another place with --out',
    exitCode: exitCodes.input,
    cause: error,
  });
}

async function fill(path: string, pieces: AsyncIterable<Piece>, signal: AbortSignal | undefined): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const flush = async (handle: FileHandle): Promise<void> => {
    const chunk = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    hash.update(chunk);
    await handle.writeFile(chunk);
  };
  const handle = await open(path, 'w');
  try {
    for await (const piece of pieces) {
      throwIfAborted(signal);
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      bytes += chunk.length;
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= chunkBytes) await flush(handle);
    }
    throwIfAborted(signal);
    await flush(handle);
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Counts rows on their way. */
export class RowCounter {
  rows = 0;

  /** The batches as they are, counted. */
  async *of<Row>(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
    for await (const batch of batches) {
      this.rows += batch.length;
      yield batch;
    }
  }
}

/** Characters of a piece that is made of many records. */
const longestPiece = 1 << 18;

/** Records one behind the other, in pieces that stay small however long a record is. */
export function* joined(records: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const record of records) {
    waiting += record;
    if (waiting.length < longestPiece) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}

/** A text that is known whole as pieces. */
export async function* onePiece(piece: Piece): AsyncGenerator<Piece> {
  yield piece;
}
