/** A JSON document: the records at given places in it, read one by one. */
import { beginningsIn, countLines, JsonWalker } from './json-walk.ts';
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
    if (found.length > 0) yield found.flatMap((element) => readOrSplit(element, file));
  }
  yield walker.end().flatMap((element) => readOrSplit(element, file));
  if (damage !== undefined) yield [damagedArchive(file, String(line), damage)];
}

/** A malformed record may have swallowed others: they are read where they seem to begin. */
function readOrSplit(element: JsonElement, file: OpenedFile): ReadRecord[] {
  const record = read(element, file);
  if (!('slug' in record) || !('slug' in readObject(element.text, record.place))) return [record];
  const { text } = element;
  const starts = beginningsIn(text);
  const found: ReadRecord[] = [record];
  let line = element.line + countLines(text.slice(0, starts[0] ?? 0));
  for (const [index, start] of starts.entries()) {
    const piece = text.slice(start, starts[index + 1]);
    const walker = new JsonWalker(plainRecords);
    for (const part of [...walker.push(piece, element.damaged), ...walker.end()])
      found.push(read({ ...part, line: line + part.line - 1, within: element.within }, file));
    line += countLines(piece);
  }
  return found;
}

function read({ text, line, within, fault, damaged }: JsonElement, { encoding }: OpenedFile): ReadRecord {
  const place = String(line);
  if (fault === 'cut-off')
    return { place, slug: 'malformed-json', detail: `the brackets of this element are not closed: ${start(text)}` };
  if (fault === 'misplaced')
    return {
      place,
      slug: 'misplaced',
      detail: `this stands where the brackets of the document leave no place for a record: ${start(text)}`,
    };
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
