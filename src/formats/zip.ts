/** Files within a zip archive, by its central directory. */
import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** A file within an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Size when unpacked. */
  readonly bytes: number;
}

/** Whether bytes begin like a zip archive, an empty one included. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** The files of an archive in the order of its directory; throws where the directory cannot be read. */
export async function listZip(path: string): Promise<ZipEntry[]> {
  const archive = await open(path);
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      const name = nameOf(entry);
      if (!name.endsWith('/')) entries.push({ name, bytes: entry.uncompressedSize });
    }
  } finally {
    archive.close();
  }
  return entries;
}

/** A file of an archive as a stream. */
export interface OpenedEntry extends AsyncDisposable {
  readonly stream: Readable;
  /** CRC-32 of what it should hold. */
  readonly checksum: number;
}

/** Opens a file of an archive; throws where there is none of that name or it cannot be unpacked. */
export async function openZipEntry(path: string, name: string): Promise<OpenedEntry> {
  const archive = await open(path);
  try {
    for await (const entry of archive.eachEntry()) {
      if (nameOf(entry) !== name) continue;
      const stream = await archive.openReadStreamPromise(entry);
      return {
        stream,
        checksum: entry.crc32,
        [Symbol.asyncDispose]() {
          stream.destroy();
          archive.close();
          return Promise.resolve();
        },
      };
    }
    throw new Error(`the archive has no file ${name}`);
  } catch (error) {
    archive.close();
    throw error;
  }
}

function open(path: string): Promise<ZipFile> {
  return openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
}

/** Windows writes `\` between folders now and then. */
function nameOf({ fileName }: Entry): string {
  return fileName.replaceAll('\\', '/');
}
