import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Database, sqlText } from '../../../src/store/database.ts';
import { inFolder, read } from '../../formats/reading.ts';
import { zip } from '../../formats/zip.ts';
import { ndjson, testStudy } from './study.ts';

const lines = (id: string, n: number): string =>
  ndjson(Array.from({ length: n }, (_, i) => ({ id: `${id}${i}`, text: `text ${id} ${i}`, lang: 'en' })));

/** A CSV packed with zstd, of so many rows. */
async function zstd(folder: string, rows: number): Promise<Buffer> {
  const path = join(folder, 'packed.csv.zst');
  using database = await Database.open();
  await database.run(
    `COPY (SELECT 'z' || i AS id, 'text ' || i || repeat(' слово', 20) AS text, 'ru' AS lang FROM range(${rows}) t(i))
     TO ${sqlText(path)} (FORMAT csv, HEADER, COMPRESSION zstd)`,
  );
  return await readFile(path);
}

describe('inputs', () => {
  it('come from folders and archives, and what is no data is passed over', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const inputs = join(folder, 'inputs');
      await mkdir(join(inputs, 'more'), { recursive: true });
      await writeFile(join(inputs, 'a.ndjson'), lines('a', 3));
      await writeFile(join(inputs, 'README'), 'Some notes about the data.\nNothing else.\n');
      await writeFile(join(inputs, 'empty'), '');
      await writeFile(
        join(inputs, 'more/b.zip'),
        zip({ 'b.ndjson.gz': gzipSync(lines('b', 4)), 'c.csv': 'id,text\nc,x\n' }),
      );
      const summary = await test.import('post', [inputs]);
      expect(summary.files.map(({ source, packing, counts }) => [source, packing, counts.kept])).toEqual([
        ['a.ndjson', 'none', 3],
        ['more/b.zip/b.ndjson.gz', 'gzip', 4],
        ['more/b.zip/c.csv', 'none', 1],
      ]);
      expect(summary.skipped.map(({ source }) => source).sort()).toEqual(['README', 'empty']);
      expect(summary).toMatchObject({ read: 8, kept: 8 });
      await test.run();
      const references = (await test.rows('items')).map((row) => row['source_ref']);
      expect(references).toContain('more/b.zip/b.ndjson.gz:4');
      // A second time there is nothing to do.
      const again = await test.import('post', [inputs]);
      expect(again.files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    });
  });

  it('must hold something', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      await mkdir(join(folder, 'notes'));
      await writeFile(join(folder, 'notes/README'), 'Some notes.\n');
      await expect(test.import('post', [join(folder, 'notes')])).rejects.toMatchObject({
        name: 'UserError',
        exitCode: 4,
        message: expect.stringContaining('can be imported') as string,
      });
    });
  });

  it('may be packed with zstd, in several blocks, and cut off', async () => {
    await inFolder(async (folder) => {
      const packed = await zstd(folder, 50_000);
      const { survey, records } = await read(packed);
      expect(survey.packing).toBe('zstd');
      expect(records).toHaveLength(50_000);
      expect(records.at(-1)).toMatchObject({ fields: { id: 'z49999', lang: 'ru' } });
      expect((await read(Buffer.concat([packed, packed]))).records.length).toBeGreaterThanOrEqual(100_000);
      const cut = (await read(packed.subarray(0, packed.length - 1000))).records;
      expect(cut.at(-1)).toMatchObject({ slug: 'zstd-damaged' });
    });
  });

  it('keep what a damaged entry of an archive still gives', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const archive = zip({ 'a.ndjson': lines('a', 20) }, 0);
      archive.write('T', archive.indexOf('text a 7'));
      const summary = await test.import('post', [await test.file('a.zip', archive)]);
      expect(summary).toMatchObject({ kept: 20, rejected: { 'zip-damaged': 1 } });
    });
  });
});
