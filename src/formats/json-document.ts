/** A JSON document: the records at given places in it, read one by one. */
import { JsonWalker } from './json-walk.ts';
import type { JsonElement, JsonPath } from './json-walk.ts';
import { readObject } from './ndjson.ts';
import { longestRecord } from './records.ts';
import type { OpenedFile, ReadRecord } from './records.ts';
import { damagedArchive, readText } from './text.ts';

/** Records of a document that nothing else is known of: the elements of an array, or single objects. */
export const plainRecords: readonly JsonPath[] = [['*'], []];

/** Reads the records at the given paths, however they are spread over lines. */
export async function* readJson(
  file: OpenedFile & { readonly records?: readonly JsonPath[] | undefined },
): AsyncGenerator<ReadRecord[]> {
  const walker = new JsonWalker(file.records ?? plainRecords);
  let damage: string | undefined;
  let line = 1;
  for await (const { text, damaged } of readText(file, (message) => (damage = message))) {
    const found = walker.push(text, damaged);
    line = found.at(-1)?.line ?? line;
    if (found.length > 0) yield found.map((element) => read(element, file));
  }
  yield walker.end().map((element) => read(element, file));
  if (damage !== undefined) yield [damagedArchive(file, String(line), damage)];
}

function read({ text, line, within, fault, damaged }: JsonElement, { encoding }: OpenedFile): ReadRecord {
  const place = String(line);
  if (fault === 'cut-off')
    return { place, slug: 'malformed-json', detail: `the brackets of this element are not closed: ${start(text)}` };
  if (fault === 'misplaced')
    return { place, slug: 'misplaced', detail: `this stands behind the end of the document: ${start(text)}` };
  if (fault === 'too-long' || text.length > longestRecord)
    return { place, slug: 'too-long', detail: `the element is longer than ${longestRecord} characters` };
  if (damaged && text.includes('\ufffd'))
    return {
      place,
      slug: 'encoding',
      detail: `the element has bytes that are not ${encoding}; --encoding names another`,
    };
  const record = readObject(text, place);
  return 'slug' in record ? record : { ...record, within };
}

function start(text: string): string {
  return text.slice(0, 60);
}
