/** Unpacked bytes as decoded text, a chunk at a time, for formats whose records are not lines. */
import { TextDecoder } from 'node:util';
import { throwIfAborted } from '../errors.ts';
import { readBytes } from './bytes.ts';
import type { OpenedFile, UnreadRecord } from './records.ts';

/** A piece of a text. */
export interface TextChunk {
  readonly text: string;
  /** Whether it holds bytes that are not of the encoding; they stand as U+FFFD. */
  readonly damaged: boolean;
}

const replacement = Buffer.from('\ufffd');

/** Decodes a file; a damaged archive ends the text and is told through `onDamage`. */
export async function* readText(file: OpenedFile, onDamage: (message: string) => void): AsyncGenerator<TextChunk> {
  const decoder = new TextDecoder(file.encoding);
  for await (const bytes of readBytes(file, onDamage)) {
    throwIfAborted(file.signal);
    yield chunkOf(decoder.decode(bytes, { stream: true }), bytes);
  }
  const rest = decoder.decode();
  if (rest !== '') yield { text: rest, damaged: true };
}

function chunkOf(text: string, bytes: Uint8Array): TextChunk {
  let found = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) found += 1;
  if (found === 0) return { text, damaged: false };
  // U+FFFD may also be what the text says.
  let written = 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf(replacement); at >= 0; at = buffer.indexOf(replacement, at + 3)) written += 1;
  return { text, damaged: found > written };
}

/** The record that stands for the lost rest of a damaged archive. */
export function damagedArchive(file: OpenedFile, place: string, message: string): UnreadRecord {
  const kind = file.packing === 'none' ? 'zip' : file.packing;
  return {
    place,
    slug: `${kind}-damaged`,
    detail: `the ${kind} archive is damaged, what follows is lost: ${message}`,
  };
}
