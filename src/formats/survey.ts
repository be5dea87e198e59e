/** A first look at a file: what it is, how it is packed and encoded, and its hash. */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { throwIfAborted } from '../errors.ts';

/** Bytes at the head of the file that are looked at. */
const headBytes = 64 * 1024;
/** Bytes from lines that are not plain ASCII; more do not change what the encoding looks like. */
const sampleBytes = 256 * 1024;

/** What was found. */
export interface Survey {
  /** SHA-256 of the file as it lies on disk, hexadecimal. */
  readonly sha256: string;
  /** Size of the file on disk. */
  readonly bytes: number;
  readonly gzip: boolean;
  /** Beginning of the unpacked content. */
  readonly head: Uint8Array;
  /** Unpacked bytes from around characters that are not ASCII; empty where there are none. */
  readonly sample: Uint8Array;
}

/** Reads a file once from end to end. */
export async function surveyFile(path: string, signal: AbortSignal): Promise<Survey> {
  const hash = createHash('sha256');
  const content = contentSampler();
  let bytes = 0;
  let gunzip: ReturnType<typeof createGunzip> | undefined;
  let unpacked: Promise<void> | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    throwIfAborted(signal);
    hash.update(chunk);
    if (bytes === 0 && chunk[0] === 0x1f && chunk[1] === 0x8b) {
      gunzip = createGunzip({ chunkSize: 1 << 18 });
      unpacked = drain(gunzip, content);
    }
    bytes += chunk.length;
    if (gunzip === undefined) content.add(chunk);
    else if (!content.full && !gunzip.destroyed && !gunzip.write(chunk)) await settled(gunzip);
  }
  if (gunzip !== undefined && !gunzip.destroyed) gunzip.end();
  await unpacked;
  return {
    sha256: hash.digest('hex'),
    bytes,
    gzip: gunzip !== undefined,
    head: content.head(),
    sample: content.sample(),
  };
}

async function drain(gunzip: Transform, content: ReturnType<typeof contentSampler>): Promise<void> {
  try {
    for await (const chunk of gunzip) content.add(chunk as Buffer);
  } catch {
    // A damaged archive is reported when its records are read.
  }
}

/** Resolves once the stream takes more, or never will. */
function settled(stream: Transform): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['drain', 'close', 'error']) stream.once(event, () => resolve());
  });
}

function contentSampler(): {
  readonly full: boolean;
  add(chunk: Buffer): void;
  head(): Uint8Array;
  sample(): Uint8Array;
} {
  const head: Buffer[] = [];
  const sample: Buffer[] = [];
  let headSize = 0;
  let sampleSize = 0;
  return {
    get full() {
      return headSize >= headBytes && sampleSize >= sampleBytes;
    },
    add(chunk) {
      const isFirst = headSize === 0;
      if (headSize < headBytes) {
        head.push(Buffer.from(chunk.subarray(0, headBytes - headSize)));
        headSize += head.at(-1)!.length;
      }
      if (sampleSize >= sampleBytes || isAscii(chunk)) return;
      const part = Buffer.from(foreignLines(chunk, isFirst).subarray(0, sampleBytes - sampleSize));
      sample.push(part);
      sampleSize += part.length;
    },
    head: () => Buffer.concat(head),
    sample: () => Buffer.concat(sample),
  };
}

/** The lines of a chunk from the first byte that is not ASCII on, without lines cut in half where that can be helped. */
function foreignLines(chunk: Buffer, isFirst: boolean): Buffer {
  let foreign = 0;
  while (chunk[foreign]! < 0x80) foreign += 1;
  let start = chunk.lastIndexOf(10, foreign) + 1;
  if (start === 0 && !isFirst) start = chunk.indexOf(10) + 1;
  const end = chunk.lastIndexOf(10);
  return end > start ? chunk.subarray(start, end) : chunk.subarray(start);
}
