/** Lines of cells parted by tabs, without quotes and without a header. */
import { readLines } from './lines.ts';
import type { OpenedFile, ReadRecord } from './records.ts';

/** Reads every line as a record whose columns have the given names; one of another width is an unread record. */
export async function* readTsv(
  file: OpenedFile & { readonly header?: readonly string[] | undefined },
): AsyncGenerator<ReadRecord[]> {
  for await (const lines of readLines(file)) {
    const records: ReadRecord[] = [];
    for (const { number, text, fault } of lines) {
      const place = String(number);
      if (fault !== undefined) {
        records.push({ place, ...fault });
        continue;
      }
      if (text.trim() === '') continue;
      const cells = text.split('\t');
      const names = file.header ?? cells.map((_, index) => `column ${index + 1}`);
      if (cells.length === names.length)
        records.push({ place, fields: Object.fromEntries(names.map((name, index) => [name, cells[index]!])) });
      else
        records.push({
          place,
          slug: 'ragged-row',
          detail: `${cells.length} fields where there should be ${names.length}`,
          cells,
        });
    }
    yield records;
  }
}
