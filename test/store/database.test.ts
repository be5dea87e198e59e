import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Database, parquet, sqlText } from '../../src/store/database.ts';
import type { Cell } from '../../src/store/database.ts';
import type { Column, ColumnType } from '../../src/store/tables.ts';
import { temporaryFolder } from '../support/folder.ts';

const column = (name: string, type: ColumnType): Column => ({ name, type, about: '' });
const columns: Column[] = [
  column('text', 'VARCHAR'),
  column('small', 'INTEGER'),
  column('big', 'BIGINT'),
  column('real', 'DOUBLE'),
  column('flag', 'BOOLEAN'),
  column('time', 'TIMESTAMPTZ'),
  column('list', 'VARCHAR[]'),
];

/** Writes rows to Parquet and reads them back. */
async function roundTrip(rows: Record<string, Cell>[], given = columns): Promise<Record<string, unknown>[]> {
  const path = join(temporaryFolder(), 'rows.parquet');
  using database = await Database.open({ threads: 1 });
  const writer = await database.table(given);
  for (const row of rows) writer.append(row);
  expect(writer.rows).toBe(rows.length);
  expect(await writer.write(path)).toBe(rows.length);
  return await database.rows(`SELECT * FROM ${parquet(path)}`);
}

describe('rows', () => {
  it('come back as they went in', async () => {
    const row = {
      text: 'Пролив "海峡" \'x\'\n\t👍',
      small: -7,
      big: 2 ** 52,
      real: 0.1,
      flag: false,
      time: Date.UTC(2022, 1, 24, 3, 0, 0, 123),
      list: ['a', '', 'ю, "я"'],
    };
    const [found] = await roundTrip([row]);
    expect(found).toEqual({ ...row, time: new Date(row.time) });
  });

  it('may be empty in every column', async () => {
    const empty = Object.fromEntries(columns.map(({ name }) => [name, null]));
    expect(await roundTrip([empty, {}, { text: undefined }])).toEqual([empty, empty, empty]);
    expect(await roundTrip([{ text: '', list: [] }])).toEqual([{ ...empty, text: '', list: [] }]);
    expect(await roundTrip([])).toEqual([]);
  });

  it('hold times before 1970 and far away', async () => {
    for (const time of [-1, Date.UTC(1, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999), 0]) {
      expect(await roundTrip([{ time }], [column('time', 'TIMESTAMPTZ')])).toEqual([{ time: new Date(time) }]);
    }
  });

  it('hold any text, list and number', async () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\u0000', 'я', '海', '👍', '"', "'", '\n'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    });
    const row = fc.record({
      text,
      list: fc.array(text, { maxLength: 4 }),
      real: fc.double({ noNaN: true }),
      big: fc.maxSafeInteger(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        using database = await Database.open({ threads: 1 });
        const writer = await database.table(columns);
        for (const each of rows) writer.append(each);
        writer.flush();
        const found = await database.rows(`SELECT text, list, "real", big FROM ${writer.name}`);
        expect(found).toEqual(rows.map(({ text: value, list, real, big }) => ({ text: value, list, real, big })));
      }),
      { numRuns: 25 },
    );
  });

  it('come in the order of a query, or as they were appended', async () => {
    const path = join(temporaryFolder(), 'rows.parquet');
    using database = await Database.open();
    const fill = async (orderBy?: string): Promise<unknown[]> => {
      const writer = await database.table([column('n', 'INTEGER')]);
      for (const n of [3, 1, 2]) writer.append({ n });
      await writer.write(path, orderBy);
      return (await database.rows(`SELECT n FROM ${parquet(path)}`)).map(({ n }) => n);
    };
    expect(await fill()).toEqual([3, 1, 2]);
    expect(await fill('n DESC')).toEqual([3, 2, 1]);
  });

  it('come in batches', async () => {
    using database = await Database.open();
    const sizes: number[] = [];
    let sum = 0;
    for await (const rows of database.batches<{ n: number }>('SELECT range AS n FROM range(10000)')) {
      sizes.push(rows.length);
      for (const { n } of rows) sum += n;
    }
    expect(sizes.length).toBeGreaterThan(1);
    expect(sum).toBe((9999 * 10_000) / 2);
  });

  it('take bound values, and times are UTC', async () => {
    using database = await Database.open();
    expect(
      await database
        .rows('SELECT ? AS a, $2 AS b', ["it's", 5])
        .catch(() => database.rows('SELECT ? AS a, ? AS b', ["it's", 5])),
    ).toEqual([{ a: "it's", b: 5 }]);
    expect(await database.rows("SELECT (TIMESTAMPTZ '2022-02-24 23:30:00-02')::VARCHAR AS t")).toEqual([
      { t: '2022-02-25 01:30:00+00' },
    ]);
  });
});

describe('files', () => {
  it('have the same bytes with one thread and with two, over several row groups', async () => {
    const folder = temporaryFolder();
    const written: Buffer[] = [];
    for (const threads of [1, 2]) {
      using database = await Database.open({ threads });
      const writer = await database.table([
        column('id', 'VARCHAR'),
        column('n', 'INTEGER'),
        column('list', 'VARCHAR[]'),
      ]);
      for (let n = 0; n < 300_000; n++)
        writer.append({ id: `item:${(n * 7919) % 300_000}`, n, list: n % 3 === 0 ? [`x${n}`] : null });
      const [plain, sorted, copied] = [1, 2, 3].map((i) => join(folder, `${threads}-${i}.parquet`)) as [
        string,
        string,
        string,
      ];
      writer.flush();
      await database.writeParquet(sorted, `SELECT * FROM ${writer.name} ORDER BY id`);
      await writer.write(plain);
      await database.writeParquet(copied, `SELECT * FROM ${parquet([plain, sorted])} WHERE n % 5 > 0`);
      written.push(Buffer.concat([plain, sorted, copied].map((path) => readFileSync(path))));
    }
    expect(written[0]!.equals(written[1]!)).toBe(true);
  });

  it('may have any name', async () => {
    const path = join(temporaryFolder(), "it's [one] * file?.parquet");
    using database = await Database.open();
    expect(await database.writeParquet(path, 'SELECT 1 AS n')).toBe(1);
    expect(await database.rows(`SELECT n FROM ${parquet(path)}`)).toEqual([{ n: 1 }]);
  });
});

it('quotes texts for SQL', () => {
  expect(sqlText("it's")).toBe("'it''s'");
});
