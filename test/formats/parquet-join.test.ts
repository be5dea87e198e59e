import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinParquet, rowsOfParquet } from '../../src/formats/parquet-join.ts';
import { decodeStruct, encodeStruct } from '../../src/formats/thrift.ts';
import { Database, parquet } from '../../src/store/database.ts';
import { inFolder } from './reading.ts';

/** Writes files of so many rows: unique and repeated texts, gaps, times and lists. */
async function writeFiles(folder: string, sizes: readonly number[]): Promise<string[]> {
  using database = await Database.open({ threads: 1 });
  const paths: string[] = [];
  for (const [number, size] of sizes.entries()) {
    const path = join(folder, `${number}.parquet`);
    await database.writeParquet(
      path,
      `SELECT ${number} * 1000000 + i AS id, 'text ' || i || ' of ${number}' AS text, 'site ' || (i % 7) AS site,
         CASE WHEN i % 3 = 0 THEN NULL ELSE TIMESTAMPTZ '2022-01-01 00:00:00+00' + INTERVAL (i) MINUTE END AS at,
         [i::VARCHAR, NULL] AS list, i % 2 = 0 AS even
       FROM range(${size}) t(i)`,
    );
    paths.push(path);
  }
  return paths;
}

describe('joined files', () => {
  it('hold the rows of all, in order, and can be filtered by every column', async () => {
    await inFolder(async (folder) => {
      const paths = await writeFiles(folder, [300, 1, 0, 130_000]);
      const joined = join(folder, 'joined.parquet');
      expect(await joinParquet(paths, joined)).toBe(130_301);
      expect(await rowsOfParquet([...paths, joined])).toEqual([300, 1, 0, 130_000, 130_301]);
      using database = await Database.open();
      for (const condition of [
        'true',
        `site = 'site 3'`,
        `text = 'text 129999 of 3'`,
        'id = 1000000',
        '"at" IS NULL',
      ]) {
        const query = (from: string): string => `SELECT * FROM ${from} WHERE ${condition}`;
        const [difference] = await database.rows<{ n: number; rows: number }>(
          `SELECT (SELECT count(*) FROM (${query(parquet(joined))} EXCEPT ALL ${query(parquet(paths))})) AS n,
             (SELECT count(*) FROM (${query(parquet(joined))})) - (SELECT count(*) FROM (${query(parquet(paths))})) AS rows`,
        );
        expect(difference).toEqual({ n: 0, rows: 0 });
      }
      const order = await database.rows<{ id: number }>(
        `SELECT id FROM read_parquet('${joined}', file_row_number = true) WHERE file_row_number IN (0, 299, 300, 301, 130300) ORDER BY file_row_number`,
      );
      expect(order.map(({ id }) => id)).toEqual([0, 299, 1_000_000, 3_000_000, 3_129_999]);
    });
  });

  it('are the file itself where there is one', async () => {
    await inFolder(async (folder) => {
      const [path] = (await writeFiles(folder, [500])) as [string];
      await joinParquet([path], join(folder, 'joined.parquet'));
      expect(readFileSync(join(folder, 'joined.parquet')).equals(readFileSync(path))).toBe(true);
    });
  });

  it('must have the same columns', async () => {
    await inFolder(async (folder) => {
      const [path] = (await writeFiles(folder, [5])) as [string];
      using database = await Database.open();
      const other = join(folder, 'other.parquet');
      await database.writeParquet(other, `SELECT 1 AS id`);
      await expect(joinParquet([path, other], join(folder, 'joined.parquet'))).rejects.toThrow('other columns');
    });
  });

  it('must be Parquet files', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'text.parquet');
      writeFileSync(path, 'PAR1 and no more than that');
      await expect(joinParquet([path], join(folder, 'joined.parquet'))).rejects.toThrow(RangeError);
      writeFileSync(path, 'x');
      await expect(rowsOfParquet([path])).rejects.toThrow(RangeError);
      await expect(joinParquet([], join(folder, 'joined.parquet'))).rejects.toThrow(RangeError);
    });
  });
});

describe('the compact protocol', () => {
  it('gives back what it read', () => {
    // Fields 1: 150 (i32), 2: true, 20: "ab", 21: a list of 16 numbers, 22: a struct, 23: a double, 24: a byte.
    const bytes = Buffer.from([
      0x15,
      0xac,
      0x02,
      0x11,
      0x08,
      0x28,
      0x02,
      0x61,
      0x62,
      0x19,
      0xf5,
      0x10,
      ...Array.from({ length: 16 }, () => 0x03),
      0x1c,
      0x12,
      0x00,
      0x17,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      0x13,
      0xff,
      0x00,
    ]);
    const tree = decodeStruct(bytes);
    expect(tree.fields.map(({ id }) => id)).toEqual([1, 2, 20, 21, 22, 23, 24]);
    expect(tree.fields[0]!.value).toBe(150n);
    expect(tree.fields[1]!.value).toBe(true);
    expect(tree.fields[4]!.value).toEqual({ fields: [{ id: 1, type: 2, value: false }] });
    expect(Buffer.from(encodeStruct(tree))).toEqual(bytes);
    expect(() => decodeStruct(bytes.subarray(0, 20))).toThrow(RangeError);
  });
});
