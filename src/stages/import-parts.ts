/** Parts of an import: the items of a file in Parquet files of limited size. */
import { join } from 'node:path';
import { partColumns } from '../formats/item.ts';
import type { PartRow } from '../formats/item.ts';
import type { Database, TableWriter } from '../store/database.ts';

/**
 * A part ends at this many records, or bytes of text in UTF-8. A part is the unit of everything that
 * comes after it: about 10,000 passages at most, some minutes of embedding, the most a kill can cost.
 */
export const partLimits = { rows: 3000, bytes: 5_000_000 } as const;

/** Writes items into parts, in order. Disposing of it waits until no part is being written. */
export interface PartWriter extends AsyncDisposable {
  readonly rows: number;
  readonly written: readonly { readonly file: string; readonly rows: number }[];
  /** `bytes`: of title and text in UTF-8. */
  add(row: PartRow, bytes: number): Promise<void>;
  finish(): Promise<void>;
}

/** Opens the parts of a folder. Databases take turns, so that one writes a part while the next one is filled. */
export function openParts(databases: readonly Database[], folder: string): PartWriter {
  const writing: Promise<unknown>[] = databases.map(() => Promise.resolve());
  const written: { file: string; rows: number }[] = [];
  let writer: TableWriter | undefined;
  let rows = 0;
  let bytes = 0;
  const turn = (): number => written.length % databases.length;
  const close = (): void => {
    if (writer === undefined) return;
    const place = turn();
    const file = `part-${String(written.length).padStart(4, '0')}.parquet`;
    written.push({ file, rows: writer.rows });
    writing[place] = writer.write(join(folder, file));
    // A failure is told to whoever waits for the part.
    writing[place].catch(() => {});
    writer = undefined;
    bytes = 0;
  };
  return {
    written,
    get rows() {
      return rows;
    },
    async add(row, length) {
      if (writer === undefined) {
        await writing[turn()];
        writer = await databases[turn()]!.table(partColumns);
      }
      writer.append(row);
      rows += 1;
      bytes += length;
      if (writer.rows >= partLimits.rows || bytes >= partLimits.bytes) close();
    },
    async finish() {
      close();
      await Promise.all(writing);
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(writing);
    },
  };
}
