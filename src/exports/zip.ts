/** Files as one zip archive, sent while it is made. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Piece } from './pieces.ts';

/** A file that goes into an archive. */
export interface ZipMember {
  readonly name: string;
  /** Whether it is worth compressing. */
  readonly isLoose: boolean;
  readonly pieces: () => AsyncIterable<Piece>;
}

/**
 * The archive in pieces. Members come in their order, each opened when it is its turn, and all have the time
 * `date` (UTC, to two seconds), so that equal members give equal bytes with one version of Node.
 */
export async function* zipPieces(members: readonly ZipMember[], date: Date): AsyncGenerator<Uint8Array> {
  const archive = new ZipFile();
  let failure: unknown;
  for (const { name, isLoose, pieces } of members) {
    archive.addReadStreamLazy(
      name,
      { mtime: localClock(date), forceDosTimestamp: true, mode: 0o100644, compress: isLoose },
      (give) => {
        const stream = Readable.from(bytesOf(pieces()));
        give(null, stream);
      },
    );
  }
  archive.on('error', (error: unknown) => {
    failure = error;
    (archive.outputStream as Readable).destroy(error as Error);
  });
  archive.end();
  for await (const chunk of archive.outputStream) yield chunk as Uint8Array;
  if (failure !== undefined) throw failure as Error;
}

async function* bytesOf(pieces: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** The moment whose local clock shows what `date` shows in UTC: archives hold times of the local clock. */
function localClock(date: Date): Date {
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}
