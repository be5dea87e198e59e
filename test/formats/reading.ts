/** Puts bytes into a file and reads them back the way an import does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnReader } from '../../src/formats/columns.ts';
import { makeItem } from '../../src/formats/item.ts';
import type { ItemKind } from '../../src/formats/item.ts';
import { readRecords, recipeFor, recognise } from '../../src/formats/open.ts';
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

/** What an import makes of a reading: the items without what is not there, and the rejected records. */
export function itemsOf(
  { source, format, records }: Reading,
  kind: ItemKind,
): { items: Record<string, unknown>[]; rejects: { record: string; slug: string }[] } {
  const recipe = recipeFor({ source, format });
  const columns = columnReader({}, recipe);
  const { platform, zone, language } = recipe?.defaults ?? {};
  const items: Record<string, unknown>[] = [];
  const rejects: { record: string; slug: string }[] = [];
  for (const record of records) {
    if ('slug' in record) {
      rejects.push({ record: record.place, slug: record.slug });
      continue;
    }
    const item = makeItem(record, columns, {
      kind,
      source: 'data',
      zone,
      language,
      ...(kind === 'post' ? { platform } : {}),
    });
    if ('slug' in item) {
      rejects.push({ record: record.place, slug: item.slug });
      continue;
    }
    if (item.unreadableTime !== undefined) rejects.push({ record: record.place, slug: 'time-unreadable' });
    for (const { slug } of record.notes ?? []) rejects.push({ record: record.place, slug });
    items.push(Object.fromEntries(Object.entries(item.row).flatMap(([name, value]) => shown(name, value))));
  }
  return { items, rejects };
}

/** A cell as it is compared: times as text, nothing where there is nothing, no hash. */
function shown(name: string, value: unknown): [string, unknown][] {
  if (value === null || value === undefined || name === 'sha256' || name === 'language_basis') return [];
  const isTime = typeof value === 'number' && /_at$|_earliest$|_latest$|_wall$/.test(name);
  return [[name, isTime ? new Date(value).toISOString().replace('.000Z', 'Z') : value]];
}
