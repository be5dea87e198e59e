/** Puts bytes into a file and reads them back the way an import does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecords, recognise } from '../../src/formats/open.ts';
import type { Recognised } from '../../src/formats/open.ts';
import type { ReadRecord } from '../../src/formats/records.ts';
import { surveyFile } from '../../src/formats/survey.ts';
import type { Survey } from '../../src/formats/survey.ts';

export interface Reading extends Omit<Recognised, 'records'> {
  readonly survey: Survey;
  readonly records: ReadRecord[];
}

/** Runs a function in a new folder that is gone afterwards. */
export async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a content as a file whose name says nothing. */
export function read(
  content: string | Uint8Array,
  given: { format?: string; encoding?: string } = {},
): Promise<Reading> {
  return inFolder(async (folder) => {
    const path = join(folder, 'data.bin');
    await writeFile(path, content);
    return await readPath(path, given);
  });
}

/** Reads a file. */
export async function readPath(path: string, given: { format?: string; encoding?: string } = {}): Promise<Reading> {
  const { signal } = new AbortController();
  const survey = await surveyFile({ path }, signal);
  const recognised = recognise('data.bin', survey, given);
  const records: ReadRecord[] = [];
  for await (const batch of readRecords({ path, packing: survey.packing, ...recognised, signal, memoryMegabytes: 256 }))
    records.push(...batch);
  return { survey, ...recognised, records };
}

/** The records' fields, or `place: slug` where a record could not be read. */
export function gist({ records }: Reading): unknown[] {
  return records.map((record) => ('slug' in record ? `${record.place}: ${record.slug}` : record.fields));
}

/** Encodes a text in a legacy encoding by turning its decoder around. */
export function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character.length === 1 && character !== '\ufffd') codes.set(character, [byte]);
  }
  if (encoding === 'gb18030') {
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (trail !== 0x7f && character.length === 1) codes.set(character, [lead, trail]);
      }
    }
  }
  return Uint8Array.from([...text].flatMap((character) => codes.get(character) ?? [63]));
}
