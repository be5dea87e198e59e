/** The inverted index against a count by hand, on a study of a few texts. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { termsOf } from '../../../src/kernels/terms.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { indexFiles, readIndexCounts } from '../../../src/store/word-index.ts';
import { makeIndex, makeStudy, texts } from '../../search/study.ts';
import { temporaryFolder } from '../../support/folder.ts';

const minutes = 60_000;

test(
  'every term of every passage is listed once, sorted, with how often it stands there',
  async () => {
    const study = await makeStudy(temporaryFolder(), { last: 'passages' });
    using database = await Database.open();
    const passages = await database.rows<{ text: string }>(`SELECT text FROM ${parquet(study.artefact('passages'))}`);
    const files = indexFiles(study.artefact('index'));
    const found = await database.rows<{ term: string; passage: number; frequency: number; length: number }>(
      `SELECT t.term, passage, frequency, length FROM ${parquet(files.postings)} p JOIN ${parquet(files.terms)} t ON p.term = number`,
    );
    const wanted = passages.flatMap(({ text }, passage) => {
      const terms = termsOf(text).map(({ term }) => term);
      return [...new Set(terms)].map((term) => ({
        term,
        passage,
        frequency: terms.filter((other) => other === term).length,
        length: terms.length,
      }));
    });
    const order = (rows: typeof found): string[] => rows.map((row) => JSON.stringify(row)).sort();
    expect(order(found)).toEqual(order(wanted));

    const terms = await database.rows<{ term: string; number: number; passages: number }>(
      `SELECT * FROM ${parquet(files.terms)}`,
    );
    expect(terms.map(({ number }) => number)).toEqual([...terms.keys()]);
    expect(terms.every(({ passages: held }) => held > 0)).toBe(true);
    const numbers = await database.rows<{ term: number; passage: number }>(
      `SELECT term, passage FROM ${parquet(files.postings)}`,
    );
    const isSorted = numbers.every(
      (row, place) =>
        place === 0 ||
        row.term > numbers[place - 1]!.term ||
        (row.term === numbers[place - 1]!.term && row.passage > numbers[place - 1]!.passage),
    );
    expect(isSorted).toBe(true);
    expect(readIndexCounts(study)).toEqual({
      passages: passages.length,
      terms: terms.length,
      postings: found.length,
      length: wanted.reduce((sum, { frequency }) => sum + frequency, 0),
    });
  },
  minutes,
);

test(
  'an index is the same with any number of workers, and an added item costs its own shard only',
  async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    const study = await makeStudy(one, { last: 'passages' });
    const again = await makeStudy(other, { last: 'passages', index: false });
    expect(readIndexCounts(again)).toBe('missing');
    await makeIndex(again, {}, 2);
    const bytes = (path: string): Buffer[] => Object.values(indexFiles(path)).map((file) => readFileSync(file));
    expect(bytes(again.artefact('index'))).toEqual(bytes(study.artefact('index')));

    const shards = (): Record<string, number> => {
      const folder = study.path('shards/terms');
      return Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]));
    };
    const before = shards();
    expect((await makeIndex(study)).status).toBe('fresh');
    await makeStudy(one, {
      last: 'passages',
      index: false,
      own: [{ ...texts[0]!, id: 'p9', text: '海峡重新开放了。' }],
    });
    expect(readIndexCounts(study)).toBe('stale');
    expect((await makeIndex(study)).status).toBe('done');
    expect(shards()).toMatchObject(before);
    expect(Object.keys(shards()).length).toBe(Object.keys(before).length + 1);
  },
  minutes,
);

test(
  'a study without items has an empty index',
  async () => {
    const study = await makeStudy(temporaryFolder(), {
      last: 'passages',
      config: { scope: { from: '2090-01-01' } },
      own: texts.slice(0, 2),
    });
    expect(readIndexCounts(study)).toEqual({ passages: 0, terms: 0, postings: 0, length: 0 });
  },
  minutes,
);
