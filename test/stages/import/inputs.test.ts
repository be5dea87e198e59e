import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Database, sqlText } from '../../../src/store/database.ts';
import { inFolder, read } from '../../formats/reading.ts';
import { record, response } from '../../formats/web-archive.ts';
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

  it('may be web archives, whose articles are extracted', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const paragraph =
        'The bridge over the river was opened again on Tuesday, and the first lorries crossed it at noon.';
      const page = `<!doctype html><html lang="en"><head><title>Bridge opened again</title>
        <meta property="article:published_time" content="2022-03-01T09:30:00+02:00"></head>
        <body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Bridge opened again</h1>
        ${`<p>${paragraph}</p>`.repeat(6)}</article></body></html>`;
      const wall = `<html><head><title>Attention Required!</title></head><body><h1>Access denied</h1></body></html>`;
      const archive = Buffer.concat(
        [
          record('warcinfo', 'software: test'),
          record('response', response(page), { 'WARC-Target-URI': 'https://news.example.com/bridge' }),
          record('response', response(wall), { 'WARC-Target-URI': 'https://news.example.com/wall' }),
          record('response', response(page, [], '404 Not Found'), { 'WARC-Target-URI': 'https://news.example.com/no' }),
        ].map((bytes) => gzipSync(bytes)),
      );
      const inputs = join(folder, 'inputs');
      await mkdir(inputs);
      await writeFile(join(inputs, 'a.warc.gz'), archive);
      await writeFile(
        join(inputs, 'b.wacz'),
        zip({ 'pages/pages.jsonl': '{"url":"x"}\n', 'archive/b.warc.gz': archive, 'datapackage.json': '{}' }, 0),
      );
      const summary = await test.import('article', [inputs], { ecosystem: 'american' });
      expect(summary.files.map(({ source }) => source)).toEqual(['a.warc.gz', 'b.wacz/archive/b.warc.gz']);
      await test.run();
      const items = await test.rows('items');
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        url: 'https://news.example.com/bridge',
        title: 'Bridge opened again',
        site: 'news.example.com',
        language: 'en',
        published_precision: 'second',
      });
      expect(items[0]!['text']).toContain(paragraph);
      expect(items[0]!['text']).not.toContain('Home');
      expect(String(items[0]!['source_ref'])).toMatch(/^a\.warc\.gz:\d+\+\d+$/);
      const slugs = (await test.rows('rejects')).map((row) => row['slug']);
      expect(new Set(slugs)).toEqual(new Set(['page-blocked', 'http-404']));
    });
  });
});
