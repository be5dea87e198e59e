import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parquetFault } from '../../src/formats/parquet.ts';
import { Database } from '../../src/store/database.ts';
import { gist, inFolder, readPath } from './reading.ts';

it('gives every column as text, with all digits and in order', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'data');
    using database = await Database.open();
    await database.writeParquet(
      path,
      `SELECT 1234567890123456789::BIGINT AS id, 'Привіт' AS "текст ""x""", DATE '2022-03-01' AS day, TIMESTAMPTZ '2022-03-01 10:00:00+02' AS at,
        TIMESTAMP '2022-03-01 10:00:00' AS wall, ['a', 'b'] AS list, {'name': 'c', 'n': 2} AS who, NULL::VARCHAR AS nothing, 1646136900.0::DOUBLE AS unix, true AS flag`,
    );
    const reading = await readPath(path);
    expect(reading).toMatchObject({ format: 'parquet', encoding: 'binary' });
    expect(gist(reading)).toEqual([
      {
        id: '1234567890123456789',
        'текст "x"': 'Привіт',
        day: '2022-03-01',
        at: '2022-03-01 08:00:00+00',
        wall: '2022-03-01 10:00:00',
        list: '["a","b"]',
        who: '{"name":"c","n":2}',
        nothing: null,
        unix: '1646136900.0',
        flag: 'true',
      },
    ]);
  });
});

it('keeps the order of many rows', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'data');
    using database = await Database.open();
    await database.writeParquet(path, 'SELECT range AS i FROM range(300000) ORDER BY i');
    const { records } = await readPath(path);
    expect(
      records.every(
        (record, index) =>
          record.place === String(index + 1) && 'fields' in record && record.fields['i'] === String(index),
      ),
    ).toBe(true);
  });
});

it('says why a file is none', async () => {
  await inFolder(async (folder) => {
    const path = join(folder, 'data');
    await writeFile(path, 'PAR1 and nothing of the kind');
    expect(await parquetFault(path)).toMatch(/./);
  });
});
