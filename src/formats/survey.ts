/** A first look at a file: what it is, how it is packed and encoded, and its hash. */
import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { throwIfAborted } from '../errors.ts';
import { isDamage, packingOf, readBytes, readStored } from './bytes.ts';
import type { Location, Packing } from './bytes.ts';

/** Bytes at the head of the file that are looked at. */
const headBytes = 64 * 1024;
/** Bytes from lines that are not plain ASCII; more do not change what the encoding looks like. */
const sampleBytes = 256 * 1024;

/** What was found. */
export interface Survey {
  /** SHA-256 of the source as it is stored (an entry of a zip archive: unpacked from that), hexadecimal. */
  readonly sha256: string;
  /** Size of the same. */
  readonly bytes: number;
  readonly packing: Packing;
  /** Beginning of the unpacked content. */
  readonly head: Uint8Array;
  /** Unpacked bytes from around characters that are not ASCII; empty where there are none. */
  readonly sample: Uint8Array;
}

/** Reads a source once from end to end, and a packed one again as far as its content is looked at. */
export async function surveyFile(location: Location, signal: AbortSignal): Promise<Survey> {
  const hash = createHash('sha256');
  const content = contentSampler();
  let bytes = 0;
  let packing: Packing = 'none';
  try {
    for await (const chunk of readStored(location)) {
      throwIfAborted(signal);
      hash.update(chunk);
      if (bytes === 0) packing = packingOf(chunk);
      bytes += chunk.length;
      if (packing === 'none') content.add(chunk);
    }
  } catch (error) {
    // A damaged archive is reported when its records are read.
    if (!isDamage(error)) throw error;
  }
  if (packing !== 'none') {
    for await (const chunk of readBytes({ ...location, packing })) {
      throwIfAborted(signal);
      content.add(chunk);
      if (content.full) break;
    }
  }
  return { sha256: hash.digest('hex'), bytes, packing, head: content.head(), sample: content.sample() };
}

function contentSampler(): {
  readonly full: boolean;
  add(chunk: Uint8Array): void;
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
function foreignLines(chunk: Uint8Array, isFirst: boolean): Uint8Array {
  let foreign = 0;
  while (chunk[foreign]! < 0x80) foreign += 1;
  let start = chunk.lastIndexOf(10, foreign) + 1;
  if (start === 0 && !isFirst) start = chunk.indexOf(10) + 1;
  const end = chunk.lastIndexOf(10);
  return end > start ? chunk.subarray(start, end) : chunk.subarray(start);
}
