/**
 * WARC files (ISO 28500): records with the place they lie at, each in a gzip member of its own, or unpacked.
 * A record that cannot be read is told and passed over; the next one begins at its signature.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { messageOf, throwIfAborted } from '../errors.ts';
import { readBytes, readStored } from './bytes.ts';
import { ByteWindow } from './byte-window.ts';
import type { OpenedFile, UnreadRecord } from './records.ts';

/** A record as it lies in a file. */
export interface WarcRecord {
  /** Place of the record in the file in bytes; within the unpacked content where members do not part records. */
  readonly offset: number;
  /** Its stored length, for a request of that range. */
  readonly length: number;
  /** `response`, `revisit`, `conversion` and so on, in lower case. */
  readonly type: string;
  /** Fields by their names in lower case. */
  readonly fields: Readonly<Record<string, string>>;
  readonly block: Buffer;
}

/** Bytes of a record, packed and unpacked, beyond which it is not read. */
const longestBlock = 64 * 1024 * 1024;

/** Bytes that are looked at first; a page with its headers is shorter, packed. */
const firstLook = 1 << 17;

/** First bytes of every gzip member. */
export const memberSignature = Buffer.from([0x1f, 0x8b, 0x08]);
const recordSignature = Buffer.from('WARC/1.');

/** The place of a record as references give it: offset and length in bytes. */
export function placeOf({ offset, length }: { offset: number; length: number }): string {
  return `${offset}+${length}`;
}

/** The address a record is of; older writers put it in angle brackets. */
export function targetOf(fields: Readonly<Record<string, string>>): string {
  return (fields['warc-target-uri'] ?? '').replace(/^<|>$/g, '');
}

/** Reads the records of a WARC file in order, unreadable ones among them. */
export async function* readWarc(file: OpenedFile): AsyncGenerator<WarcRecord | UnreadRecord> {
  if (file.packing === 'gzip' && (await partsRecords(file))) yield* readMembers(file);
  else yield* readPlain(file);
}

/** Whether each record has a gzip member of its own, going by the first. */
async function partsRecords(file: OpenedFile): Promise<boolean> {
  const stored = readStored(file);
  try {
    const member = await readMember(new ByteWindow(stored));
    if (!('bytes' in member)) return true;
    const record = parseRecord(member.bytes);
    return typeof record === 'string' || record.end >= member.bytes.length;
  } finally {
    await stored.return(undefined);
  }
}

async function* readMembers(file: OpenedFile): AsyncGenerator<WarcRecord | UnreadRecord> {
  const window = new ByteWindow(readStored(file));
  while (await window.has(1)) {
    throwIfAborted(file.signal);
    const { offset } = window;
    const member = await readMember(window);
    if ('fault' in member) {
      await window.skipTo(memberSignature, 1);
      yield unread({ offset, length: window.offset - offset }, 'bad-member', member.fault);
      continue;
    }
    window.skip(member.length);
    const { length } = member;
    const record = parseRecord(member.bytes);
    if (typeof record === 'string') yield unread({ offset, length }, 'bad-record', record);
    else yield { offset, length, ...record };
  }
}

type Member = { readonly bytes: Buffer; readonly length: number } | { readonly fault: string };

/** Unpacks the member at the beginning of the window, without leaving it behind. */
export async function readMember(window: ByteWindow): Promise<Member> {
  for (let look = firstLook; ; look *= 4) {
    const isWhole = await window.has(look);
    const { bytes } = window;
    if (!bytes.subarray(0, 3).equals(memberSignature)) return { fault: 'no gzip member begins here' };
    const start = endOfHeader(bytes);
    const unpacked = start === undefined ? undefined : inflate(bytes.subarray(start));
    if (unpacked !== undefined && 'fault' in unpacked) return unpacked;
    const end = unpacked === undefined ? Infinity : start! + unpacked.length;
    if (unpacked !== undefined && end + 8 <= bytes.length) {
      if (bytes.readUInt32LE(end) !== crc32(unpacked.bytes))
        return { fault: 'the checksum of the gzip member is wrong' };
      return { bytes: unpacked.bytes, length: end + 8 };
    }
    if (!isWhole) return { fault: 'the gzip member is cut off' };
    if (look > longestBlock) return { fault: `the gzip member is longer than ${longestBlock} bytes` };
  }
}

/** Unpacks what there is of a member; undefined where more is needed. */
function inflate(bytes: Buffer): Member | undefined {
  try {
    // With `info` comes the engine, which knows how many bytes it took.
    const { buffer, engine } = inflateRawSync(bytes, { info: true, maxOutputLength: longestBlock }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { bytes: buffer, length: engine.bytesWritten };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR') return undefined;
    return { fault: `the gzip member cannot be unpacked: ${messageOf(error)}` };
  }
}

/** Index behind the header of a gzip member (RFC 1952); undefined where it is not all there. */
function endOfHeader(bytes: Buffer): number | undefined {
  if (bytes.length < 12) return undefined;
  const flags = bytes[3]!;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return at > bytes.length ? undefined : at;
}

async function* readPlain(file: OpenedFile): AsyncGenerator<WarcRecord | UnreadRecord> {
  let damage: string | undefined;
  const window = new ByteWindow(readBytes(file, (message) => (damage = message)));
  for (;;) {
    throwIfAborted(file.signal);
    // Two line breaks end a record; some writers leave more.
    while ((await window.has(1)) && (window.bytes[0] === 10 || window.bytes[0] === 13)) window.skip(1);
    if (!(await window.has(1))) break;
    const { offset } = window;
    const record = await readNext(window);
    if (typeof record === 'string') {
      await window.skipTo(recordSignature, 1);
      yield unread({ offset, length: window.offset - offset }, 'bad-record', record);
      continue;
    }
    window.skip(record.end);
    yield { offset, length: record.end, ...record };
  }
  if (damage !== undefined) yield unread({ offset: window.offset, length: 0 }, 'gzip-damaged', damage);
}

/** Parses the record at the beginning of the window, which may need more bytes. */
async function readNext(window: ByteWindow): Promise<ParsedRecord | string> {
  for (let look = firstLook; ; look *= 4) {
    const isWhole = await window.has(look);
    const record = parseRecord(window.bytes);
    if (typeof record !== 'string') return record;
    if (!isWhole || look > longestBlock || !window.bytes.subarray(0, 7).equals(recordSignature)) return record;
  }
}

interface ParsedRecord {
  readonly type: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly block: Buffer;
  /** Index behind the block. */
  readonly end: number;
}

/** Parses a record; a sentence where it is none. */
export function parseRecord(bytes: Buffer): ParsedRecord | string {
  if (!bytes.subarray(0, 7).equals(recordSignature)) return 'no WARC record begins here';
  const parsed = parseHeader(bytes);
  if (parsed === undefined) return 'the header of the record does not end';
  const length = Number(parsed.fields['content-length'] ?? NaN);
  if (!Number.isInteger(length) || length < 0) return 'the record has no Content-Length';
  const end = parsed.end + length;
  if (end > bytes.length) return `the record ends before its ${length} bytes`;
  const type = (parsed.fields['warc-type'] ?? '').toLowerCase();
  // A record in a member of its own ends with two line breaks.
  const rest = bytes.subarray(end, end + 4).toString('latin1') === '\r\n\r\n' ? 4 : 0;
  return { type, fields: parsed.fields, block: bytes.subarray(parsed.end, end), end: end + rest };
}

/** A first line and fields as in mail, up to an empty line. */
export function parseHeader(bytes: Buffer): { first: string; fields: Record<string, string>; end: number } | undefined {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.subarray(0, crlf < 0 ? bytes.length : crlf).indexOf('\n\n');
  const [at, gap] = lf >= 0 ? [lf, 2] : [crlf, 4];
  if (at < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, at).toString('utf8').split(/\r?\n/);
  const fields: Record<string, string> = {};
  let last = '';
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last !== '') fields[last] += ` ${line.trim()}`;
    else if (colon > 0) {
      last = line.slice(0, colon).trim().toLowerCase();
      fields[last] ??= line.slice(colon + 1).trim();
    }
  }
  return { first, fields, end: at + gap };
}

function unread(range: { offset: number; length: number }, slug: string, detail: string): UnreadRecord {
  return { place: placeOf(range), slug, detail };
}
