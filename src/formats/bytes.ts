/** Where the bytes of a source lie, how they are packed, and the unpacked bytes a chunk at a time. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { messageOf } from '../errors.ts';
import { openZipEntry } from './zip.ts';

/** How the bytes of a source are packed, told from their first ones. */
export type Packing = 'none' | 'gzip' | 'zstd';

/** A file, or one file within a zip archive. */
export interface Location {
  readonly path: string;
  /** Name within the archive, where the source is an entry of one. */
  readonly entry?: string | undefined;
  /** The bytes themselves, where they are in memory already. */
  readonly content?: Uint8Array | undefined;
}

/** A location whose packing is known. */
export interface PackedLocation extends Location {
  readonly packing: Packing;
}

/** The packing that the first bytes of a source show. */
export function packingOf(head: Uint8Array): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return 'none';
}

/** An archive that cannot be read to its end. */
class DamageError extends Error {}

/** Whether an error says that an archive is damaged, rather than that it could not be read. */
export function isDamage(error: unknown): boolean {
  return error instanceof DamageError;
}

/** The bytes of a source as they are stored. */
export async function* readStored({ path, entry, content }: Location): AsyncGenerator<Uint8Array> {
  if (content !== undefined) {
    if (content.length > 0) yield content;
    return;
  }
  if (entry === undefined) {
    yield* createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
    return;
  }
  try {
    await using opened = await openZipEntry(path, entry);
    let checksum = 0;
    for await (const chunk of opened.stream) {
      checksum = zlib.crc32(chunk as Buffer, checksum);
      yield chunk as Buffer;
    }
    if (checksum !== opened.checksum) throw new DamageError('its checksum is wrong');
  } catch (error) {
    if (isSystemError(error)) throw error;
    throw new DamageError(messageOf(error));
  }
}

/** The unpacked bytes of a source; what follows damage in an archive is lost and told through `onDamage`. */
export async function* readBytes(
  location: PackedLocation,
  onDamage?: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  const stored = readStored(location);
  try {
    if (location.packing === 'none') yield* stored;
    else yield* unpack(stored, location.packing);
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    onDamage?.(error.message);
  } finally {
    await stored.return(undefined);
  }
}

function unpack(stored: AsyncIterable<Uint8Array>, packing: 'gzip' | 'zstd'): AsyncIterable<Uint8Array> {
  if (packing === 'gzip') return through(stored, zlib.createGunzip({ chunkSize: 1 << 18 }));
  // Node.js has zstd from 22.15 on.
  const native = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
  return native === undefined ? unpackZstd(stored) : through(stored, native());
}

async function* through(stored: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  const source = Readable.from(stored, { objectMode: false });
  source.on('error', (error) => transform.destroy(error));
  source.pipe(transform);
  try {
    for await (const chunk of transform) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof DamageError || isSystemError(error)) throw error;
    throw new DamageError(messageOf(error));
  } finally {
    source.destroy();
    transform.destroy();
  }
}

/** Bytes given to the unpacker at once, which bounds what comes back at once. */
const zstdSlice = 1 << 15;

async function* unpackZstd(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => {
    if (chunk.length > 0) unpacked.push(chunk);
  });
  const push = (chunk: Uint8Array, last: boolean): void => {
    try {
      decompress.push(chunk, last);
    } catch (error) {
      throw new DamageError(messageOf(error));
    }
  };
  for await (const chunk of stored) {
    for (let start = 0; start < chunk.length; start += zstdSlice) {
      push(chunk.subarray(start, start + zstdSlice), false);
      yield* unpacked.splice(0);
    }
  }
  push(new Uint8Array(0), true);
  yield* unpacked.splice(0);
}

/** Whether an error came from the file system: a wrong checksum or a cut archive has no such code. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
