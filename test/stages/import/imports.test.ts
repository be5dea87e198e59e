import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../../src/errors.ts';

import { readImportIndex } from '../../../src/stages/import-index.ts';
import { silentReporter } from '../../../src/reporter.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { encode, inFolder } from '../../formats/reading.ts';
import { ndjson, settings, testStudy } from './study.ts';

const posts = [
  { id: '1', text: 'Перше повідомлення', published_at: '2022-03-01T10:00:00Z' },
  { id: '2', text: 'Второе сообщение ещё', published_at: '2022-03-02' },
  { id: '2', text: 'again', published_at: '2022-03-02' },
  { id: '3', text: '' },
  { id: '4', text: '第四条微博', published_at: 'yesterday' },
];

describe('importFiles', () => {
  it('converts a file, counts, and lists it', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const content = `${ndjson(posts)}not json\n`;
      const summary = await test.import('post', [await test.file('posts.jsonl', content)]);
      expect(summary).toMatchObject({
        kind: 'post',
        read: 6,
        kept: 3,
        duplicates: 1,
        rejected: { 'no-text': 1, 'malformed-json': 1 },
        timeUnreadable: 1,
        precision: { second: 1, day: 2, unknown: 1 },
        basis: { scraper_field: 3, none: 1 },
        languages: { uk: 1, ru: 1, zh: 1 },
        unknownEcosystem: 0,
        first: '2022-03-01T10:00:00.000Z',
        last: '2022-03-02T00:00:00.000Z',
      });
      expect(summary.read).toBe(
        summary.kept + summary.duplicates + Object.values(summary.rejected).reduce((a, b) => a + b),
      );
      const [file] = summary.files;
      expect(file).toMatchObject({
        status: 'imported',
        source: 'posts.jsonl',
        sha256: createHash('sha256').update(content).digest('hex'),
        bytes: Buffer.byteLength(content),
        format: 'ndjson',
        encoding: 'utf-8',
        packing: 'none',
        mapped: { id: 'id', text: 'text', published_at: 'published_at' },
        ignored: [],
      });
      const { imports } = await readImportIndex(test.study);
      expect(imports).toEqual([expect.objectContaining({ id: file!.id, kind: 'post' })]);
      using database = await Database.open();
      const rejects = await database.rows(
        `SELECT record, slug FROM ${parquet(test.study.path('imports', file!.id, 'rejects.parquet'))}`,
      );
      expect(rejects).toEqual([
        { record: '4', slug: 'no-text' },
        { record: '5', slug: 'time-unreadable' },
        { record: '6', slug: 'malformed-json' },
      ]);
    });
  });

  it('does nothing the second time, and replaces an import with other flags', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const file = await test.file('posts.csv', 'id,a,b\n1,x,y\n');
      const first = await test.import('post', [file], { map: { text: 'a' } });
      const index = readFileSync(test.study.artefact('imports'));
      const second = await test.import('post', [file, file], { map: { text: 'a' } });
      expect(second.files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
      expect(second.read).toBe(0);
      expect(readFileSync(test.study.artefact('imports'))).toEqual(index);
      const third = await test.import('post', [file], { map: { text: 'b' } });
      expect(third.files[0]!.status).toBe('replaced');
      expect((await readImportIndex(test.study)).imports.map(({ id }) => id)).toEqual([third.files[0]!.id]);
      expect(existsSync(test.study.path('imports', first.files[0]!.id))).toBe(false);
      expect((await test.import('article', [file], { map: { text: 'b' } })).files[0]!.status).toBe('imported');
    });
  });

  it.each<[string, string | Uint8Array, Record<string, unknown>, RegExp]>([
    ['empty.csv', '', {}, /empty\.csv is empty/],
    ['packed.gz', gzipSync(''), {}, /packed\.gz is empty/],
    ['header.csv', 'id,note\n', {}, /has no usable row/],
    ['notes.csv', 'id,note\n1,a\n', {}, /columns found: id, note/],
    ['map.csv', 'id,note\n1,a\n', { map: { text: 'body' } }, /no column "body"; it has id, note/],
    [
      'map.ndjson',
      '{"id":1,"text":"a"}\n',
      { map: { author: 'user.name' } },
      /no column "user\.name"; it has id, text/,
    ],
    ['bad.parquet', 'PAR1....', {}, /not a Parquet file/],
    ['a.zip', 'PK\u0003\u0004....', {}, /is a zip archive that cannot be read/],
    ['a.bin', Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 11), {}, /is a binary file/],
  ])("%s is the user's to mend", async (name, content, flags, message) => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const good = await test.file('good.ndjson', ndjson(posts));
      const attempt = test.import('post', [await test.file(name, content), good], flags);
      await expect(attempt).rejects.toThrow(message);
      await expect(attempt).rejects.toMatchObject({ name: 'UserError', exitCode: 4 });
      expect((await readImportIndex(test.study)).imports).toEqual([]);
    });
  });

  it('asks for another import of what another version imported, and is content with it', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const file = await test.file('posts.jsonl', ndjson(posts.slice(0, 2)));
      await test.import('post', [file]);
      const path = test.study.artefact('imports');
      const [entry] = (await readImportIndex(test.study)).imports;
      const older = { ...entry!, id: 'older', importer: 1 };
      renameSync(test.study.path('imports', entry!.id), test.study.path('imports/older'));
      writeFileSync(path, JSON.stringify({ format: 1, imports: [older] }));
      await expect(test.run()).rejects.toThrow(
        `posts.jsonl was imported by another version of crosscurrent (importer 1; this one is ${entry!.importer})`,
      );
      await test.import('post', [file]);
      expect((await test.run()).record.counts).toMatchObject({ posts: 2, duplicates: 0 });
    });
  });

  it('names missing files, wrong flags and wrong zones before it reads anything', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const file = await test.file('good.ndjson', ndjson(posts));
      await expect(test.import('post', ['/nowhere/x.csv'])).rejects.toMatchObject({
        exitCode: 4,
        message: '/nowhere/x.csv does not exist',
      });
      await expect(test.import('post', [`${folder}/none`])).rejects.toThrow('does not exist');
      await expect(test.import('post', [`${folder}/*.none`])).rejects.toThrow('no file matches');
      await expect(test.import('post', [])).rejects.toThrow('no file');
      await expect(test.import('post', [file], { zone: 'Mars' })).rejects.toThrow('not a time zone');
      await expect(test.import('post', [file], { language: 'klingon' })).rejects.toThrow('not a language');
      await expect(test.import('post', [file], { format: 'xls' })).rejects.toThrow('not a format');
      await expect(test.import('post', [file], { map: { words: 'a' } })).rejects.toThrow('not a field');
    });
  });

  it('leaves the old index and nothing half-written when it is interrupted', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      await test.import('post', [await test.file('a.ndjson', ndjson(posts))]);
      const index = readFileSync(test.study.artefact('imports'));
      const before = readdirSync(test.study.path('imports'));
      const stop = new AbortController();
      const report = {
        ...silentReporter,
        begin: (label: string) => void (label.startsWith('converting') && stop.abort()),
      };
      const big = await test.file(
        'b.ndjson',
        ndjson(Array.from({ length: 30_000 }, (_, i) => ({ id: i, text: `text ${i}`, lang: 'en' }))),
      );
      await expect(test.import('post', [big], { signal: stop.signal, report })).rejects.toThrow(InterruptedError);
      expect(readFileSync(test.study.artefact('imports'))).toEqual(index);
      expect(readdirSync(test.study.path('imports'))).toEqual(before);
      expect((await test.import('post', [big])).kept).toBe(30_000);
    });
  });

  it('removes what a killed process has left', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const { pid } = spawnSync(process.execPath, ['--version']);
      await mkdir(test.study.path('imports', `.0123456789ab-${pid}.tmp`), { recursive: true });
      await mkdir(test.study.path('imports', `.0123456789ab-${process.ppid}.tmp`), { recursive: true });
      await test.import('post', [await test.file('a.ndjson', ndjson(posts))]);
      expect(readdirSync(test.study.path('imports')).filter((name) => name.startsWith('.'))).toEqual([
        `.0123456789ab-${process.ppid}.tmp`,
      ]);
    });
  });

  it('cuts long files into parts and keeps their order', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const rows = Array.from({ length: 7000 }, (_, i) => `${i},text ${i},en\n`);
      const { files } = await test.import('post', [
        await test.file('big.csv.gz', gzipSync(`id,text,lang\n${rows.join('')}`)),
      ]);
      expect(files[0]!.parts).toEqual([
        { file: 'part-0000.parquet', rows: 3000 },
        { file: 'part-0001.parquet', rows: 3000 },
        { file: 'part-0002.parquet', rows: 1000 },
      ]);
      using database = await Database.open();
      const [row] = await database.rows(
        `SELECT record_id, source_ref FROM ${parquet(test.study.path('imports', files[0]!.id, 'part-0001.parquet'))} LIMIT 1`,
      );
      expect(row).toEqual({ record_id: '3000', source_ref: 'big.csv.gz:3002' });
    });
  });

  it('looks articles up in the lists of sites', async () => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder, settings({ sites: { one: ['example.com'] } }));
      const articles = [
        'https://news.example.com/1',
        'https://example.org/1',
        'https://example.org/2',
        'https://example.net/1',
      ];
      const summary = await test.import('article', [
        await test.file('a.ndjson', ndjson(articles.map((url) => ({ url, title: 'Title', lang: 'en' })))),
      ]);
      expect(summary.unknownEcosystem).toBe(3);
      expect(summary.unknownSites).toEqual([
        { site: 'example.org', articles: 2 },
        { site: 'example.net', articles: 1 },
      ]);
    });
  });

  it('reads the same items from every format and encoding', async () => {
    await inFolder(async (folder) => {
      const records = Array.from({ length: 40 }, (_, i) => ({
        id: String(i),
        text: `Сообщение номер ${i}, важное и длинное`,
        date: '2022-03-01',
      }));
      const csv = (delimiter: string): string =>
        ['id', 'text', 'date'].join(delimiter) +
        '\n' +
        records.map(({ id, text, date }) => [id, `"${text}"`, date].join(delimiter)).join('\r\n');
      const test = await testStudy(folder);
      const contents: Record<string, string | Uint8Array> = {
        'a.ndjson': ndjson(records),
        'a.json': JSON.stringify(records, null, 2),
        'a.csv': csv(','),
        'b.csv': encode(csv(';'), 'windows-1251'),
        'c.tsv': encode(csv('\t'), 'koi8-u'),
        'd.csv': Buffer.from(`\ufeff${csv(',')}`, 'utf16le'),
      };
      using database = await Database.open();
      await test.file('a.ndjson', contents['a.ndjson']!);
      await database.writeParquet(
        `${folder}/data/a.parquet`,
        `SELECT id, text, date FROM read_json('${folder}/data/a.ndjson')`,
      );
      contents['a.parquet'] = readFileSync(`${folder}/data/a.parquet`);
      const found: string[] = [];
      for (const [name, content] of Object.entries(contents)) {
        const { files } = await test.import('post', [await test.file(name, content)]);
        const parts = parquet(test.study.path('imports', files[0]!.id, 'part-0000.parquet'));
        found.push(JSON.stringify(await database.rows(`SELECT * EXCLUDE (source_ref) FROM ${parts}`)));
      }
      for (const other of found) expect(other).toBe(found[0]);
    });
  });
});

describe('properties', () => {
  const accounted = async (content: string | Uint8Array): Promise<void> => {
    await inFolder(async (folder) => {
      const test = await testStudy(folder);
      const file = await test.file('data', content);
      try {
        const { read, kept, duplicates, rejected } = await test.import('post', [file], { language: 'en' });
        expect(kept + duplicates + Object.values(rejected).reduce((a, b) => a + b, 0)).toBe(read);
      } catch (error) {
        expect(error).toMatchObject({ name: 'UserError' });
      }
    });
  };

  it('no bytes make an import crash or lose a row', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), accounted), { numRuns: 25 });
  });

  it('nor does damage to a good file', async () => {
    const good = Buffer.from(`id,text,date\n1,"a, b",2022-03-01\n2,"c\nd ""e""",x\n2,Привіт,\n,f,\n`);
    const lines = Buffer.from(ndjson(posts));
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(good, lines), damage, async (original, changes) => {
        const bytes = Uint8Array.from(original);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        await accounted(bytes);
      }),
      { numRuns: 40 },
    );
  });
});
