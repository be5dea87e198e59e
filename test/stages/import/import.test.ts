import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Database, parquet } from '../../../src/store/database.ts';
import { inFolder } from '../../formats/reading.ts';
import { ndjson, settings, testStudy } from './study.ts';
import type { TestStudy } from './study.ts';

const scoped = async (test: TestStudy): Promise<string[]> =>
  (await test.rows('items')).filter((row) => row['in_scope']).map((row) => String(row['item_id']));

/** A study with posts p… and articles a… of these fields. */
async function withItems(
  folder: string,
  posts: object[],
  articles: object[],
  changes = settings(),
): Promise<TestStudy> {
  const test = await testStudy(folder, changes);
  const complete = (prefix: string) => (record: object, index: number) => ({
    id: `${prefix}${index}`,
    text: `text ${prefix}${index}`,
    lang: 'en',
    ...record,
  });
  if (articles.length > 0)
    await test.import('article', [await test.file('articles.ndjson', ndjson(articles.map(complete('a'))))]);
  if (posts.length > 0) await test.import('post', [await test.file('posts.ndjson', ndjson(posts.map(complete('p'))))]);
  return test;
}

describe('items', () => {
  it('puts posts before articles and the first of equal ids before later ones', async () => {
    await inFolder(async (folder) => {
      const test = await withItems(folder, [{ id: 1 }, { id: 2, text: 'first' }], [{ id: 1, ecosystem: 'e' }]);
      await test.import('post', [
        await test.file(
          'more.ndjson',
          ndjson([
            { id: 2, text: 'second', lang: 'en' },
            { id: 3, text: 'c', lang: 'en' },
          ]),
        ),
      ]);
      const { record } = await test.run();
      const items = await test.rows('items');
      expect(items.map(({ item_id, text }) => [item_id, text])).toEqual([
        ['weibo:1', 'text p0'],
        ['weibo:2', 'first'],
        ['weibo:3', 'c'],
        ['article:1', 'text a0'],
      ]);
      expect(await test.rows('rejects')).toEqual([
        {
          stage: 'import',
          source: 'more.ndjson',
          record: '1',
          slug: 'duplicate-id',
          detail: 'the id weibo:2 was there before',
        },
      ]);
      expect(record.counts).toMatchObject({ posts: 3, articles: 1, duplicates: 1, undated: 4, rejected: 0 });
    });
  });

  it('names posts and their originals after the platform', async () => {
    await inFolder(async (folder) => {
      const test = await withItems(
        folder,
        [
          { id: 1, repost_of: 9 },
          { id: 1, platform: 'vk' },
        ],
        [],
        settings({ platform: 'x' }),
      );
      await test.run();
      expect(await test.rows('items')).toMatchObject([
        { item_id: 'x:1', platform: 'x', ecosystem: 'x', repost_of: 'x:9' },
        { item_id: 'vk:1', platform: 'vk', ecosystem: 'vk' },
      ]);
    });
  });

  it('groups articles of the same text', async () => {
    await inFolder(async (folder) => {
      const test = await withItems(
        folder,
        [{ text: 'Same text' }, { text: 'Same text' }],
        [
          { id: 'z', text: 'Same  TEXT' },
          { id: 'b', text: 'same text' },
          { id: 'a', text: 'other' },
        ],
      );
      await test.run();
      expect((await test.rows('items')).map((row) => row['syndication_group'])).toEqual([
        null,
        null,
        'article:b',
        'article:b',
        null,
      ]);
    });
  });

  it('finds ecosystems in lists, files and parents; unknown ones are counted and out', async () => {
    await inFolder(async (folder) => {
      const sites = { one: ['example.com', 'one.txt'], two: ['special.example.com'] };
      const articles = [
        { url: 'https://www.example.com/1' },
        { url: 'https://news.example.com/2' },
        { url: 'https://a.special.example.com/3' },
        { url: 'https://listed.example.org/4' },
        { url: 'https://notexample.com/5' },
        { url: 'https://example.com/6', ecosystem: 'given' },
        {},
      ];
      const test = await withItems(folder, [], articles);
      test.settings = settings({ sites });
      await expect(test.run()).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining('one.txt') });
      await writeFile(test.study.path('one.txt'), '# list\n\nlisted.example.org , note\n');
      const { record } = await test.run();
      expect((await test.rows('items')).map((row) => row['ecosystem'])).toEqual([
        'one',
        'one',
        'two',
        'one',
        null,
        'given',
        null,
      ]);
      expect(record.counts).toMatchObject({ unknown_ecosystem: 2, articles_in_scope: 5 });
      expect(record.notes![0]).toContain('of no known ecosystem, which are out of scope: 2');
      await writeFile(test.study.path('one.txt'), 'notexample.com\n');
      expect((await test.run()).record.counts).toMatchObject({ unknown_ecosystem: 2, articles_in_scope: 5 });
      expect((await test.rows('items')).map((row) => row['ecosystem'])).toEqual([
        'one',
        'one',
        'two',
        null,
        'one',
        'given',
        null,
      ]);
      test.settings = settings({ sites: { one: ['example.com'], two: ['EXAMPLE.com'] } });
      await expect(test.run()).rejects.toThrow('example.com is listed under one and under two');
    });
  });

  it('settles zones by site, ecosystem and platform', async () => {
    await inFolder(async (folder) => {
      const zones = { 'example.com': '+02:00', ru: 'Europe/Moscow', weibo: 'Asia/Shanghai' };
      const day = { published_at: '2022-03-01' };
      const test = await withItems(
        folder,
        [day, { first_seen_at: '2022-03-01 08:00:00' }],
        [
          { ...day, site: 'news.example.com', ecosystem: 'ru' },
          { ...day, ecosystem: 'ru' },
          { ...day, ecosystem: 'uk' },
          { ecosystem: 'ru', published_at: '2022-03-01T00:00Z' },
        ],
        settings({ zones }),
      );
      await test.run();
      const time = (value: unknown): string | null => (value as Date | null)?.toISOString().slice(0, 16) ?? null;
      const times = (await test.rows('items')).map((row) =>
        ['published_at', 'published_earliest', 'published_latest'].map((name) => time(row[name])),
      );
      expect(times).toEqual([
        ['2022-02-28T16:00', '2022-02-28T16:00', '2022-03-01T16:00'],
        [null, null, '2022-03-01T00:00'],
        ['2022-02-28T22:00', '2022-02-28T22:00', '2022-03-01T22:00'],
        ['2022-02-28T21:00', '2022-02-28T21:00', '2022-03-01T21:00'],
        ['2022-03-01T00:00', '2022-02-28T10:00', '2022-03-02T12:00'],
        ['2022-03-01T00:00', '2022-03-01T00:00', '2022-03-01T00:01'],
      ]);
      test.settings = settings({ zones: { ru: 'Moscow' } });
      await expect(test.run()).rejects.toThrow('"Moscow" is not a time zone');
    });
  });
});

describe('scope', () => {
  it('takes items whose interval touches the window, and undated ones', async () => {
    await inFolder(async (folder) => {
      const times = [
        '2022-02-28T23:59:59Z',
        '2022-03-01T00:00:00Z',
        '2022-03-31T23:59:59Z',
        '2022-04-01T00:00:00Z',
        '2022-04-01',
        undefined,
      ];
      const posts = [
        ...times.map((published_at) => ({ published_at })),
        { first_seen_at: '2022-05-01T00:00:00Z' },
        { first_seen_at: '2022-02-01T00:00:00Z' },
      ];
      const test = await withItems(folder, posts, [], settings({ scope: { from: '2022-03-01', to: '2022-03-31' } }));
      await test.run();
      expect(await scoped(test)).toEqual(['weibo:p1', 'weibo:p2', 'weibo:p4', 'weibo:p5', 'weibo:p6']);
    });
  });

  it('leaves out posts of few words, Chinese characters counted as in passages', async () => {
    await inFolder(async (folder) => {
      const posts = [
        { lang: 'zh', text: '乌克兰局势' }, // 5 characters: 3.1 words
        { lang: 'zh', text: '乌克兰局势紧' }, // 3.75
        { lang: 'zh', text: '乌克兰局势紧张' }, // 4.4
        { lang: 'zh', text: '关于 NATO 的消息' }, // 5 characters and a word
        { lang: 'ru', text: 'Три слова тут!' },
        { lang: 'uk', text: 'А ось чотири слова.' },
        { lang: 'en', title: 'One', text: 'two three four' },
      ];
      const articles = [{ ecosystem: 'e', text: 'short' }];
      const test = await withItems(
        folder,
        posts,
        articles,
        settings({ scope: { posts: { keywords: {}, minWords: 4 } } }),
      );
      await test.run();
      expect(await scoped(test)).toEqual(['weibo:p2', 'weibo:p3', 'weibo:p5', 'weibo:p6', 'article:a0']);
    });
  });

  it('looks for words per kind and language', async () => {
    await inFolder(async (folder) => {
      const posts = [
        { lang: 'zh', text: '乌克兰局势' },
        { lang: 'zh', text: '天气' },
        { lang: 'ru', text: 'ПУТИН сказал' },
        { lang: 'en', text: 'Ukraine' },
        { lang: 'en', text: 'NATO' },
        { lang: 'zh', title: 'c++ (x)', text: 'b' },
        { lang: 'zh', text: 'cxx x' },
      ];
      const articles = [{ ecosystem: 'e', text: 'nothing of the kind' }];
      const keywords = { 'zh-CN': ['乌克兰', 'C++ (X)'], ru: ['/пут[ие]н/'], any: ['nato'] };
      const test = await withItems(folder, posts, articles, settings({ scope: { posts: { keywords, minWords: 0 } } }));
      await test.run();
      expect(await scoped(test)).toEqual(['weibo:p0', 'weibo:p2', 'weibo:p4', 'weibo:p5', 'article:a0']);
      test.settings = settings({ scope: { articles: { keywords: { en: ['/(?=x)/'] } } } });
      await expect(test.run()).rejects.toThrow(/scope\.articles\.keywords: "\/\(\?=x\)\/" is not a regular expression/);
    });
  });

  it('includes and excludes sites with those below them', async () => {
    await inFolder(async (folder) => {
      const sites = ['example.com', 'news.example.com', 'bad.example.com', 'example.org', undefined];
      const articles = sites.map((site) => ({ site, ecosystem: 'e' }));
      const test = await withItems(
        folder,
        [{}],
        articles,
        settings({ scope: { sites: { include: ['example.com'], exclude: ['bad.example.com'] } } }),
      );
      await test.run();
      expect(await scoped(test)).toEqual(['weibo:p0', 'article:a0', 'article:a1']);
    });
  });
});

describe('shards', () => {
  it('hold the items of each part, keep the key of those in scope, and stay where nothing changed', async () => {
    await inFolder(async (folder) => {
      const test = await withItems(
        folder,
        [{ lang: 'zh' }, { lang: 'en' }, { lang: 'zh' }],
        [{ ecosystem: 'e', title: 'T' }, {}],
      );
      await test.run();
      const { shards } = await test.study.shards('item-shards');
      expect(shards.map(({ kind, rows }) => [kind, rows])).toEqual([
        ['post', 3],
        ['article', 1],
      ]);
      for (const { name, file } of shards)
        expect(file).toMatch(new RegExp(`^shards/items/${name}-[0-9a-f]{16}.parquet$`));
      using database = await Database.open();
      expect(
        await database.rows(
          `SELECT item_id, kind, language, title, text, in_scope FROM ${parquet(test.study.path(shards[1]!.file))}`,
        ),
      ).toEqual([
        { item_id: 'article:a0', kind: 'article', language: 'en', title: 'T', text: 'text a0', in_scope: true },
        { item_id: 'article:a1', kind: 'article', language: 'en', title: null, text: 'text a1', in_scope: false },
      ]);
      const names = (): string[] => readdirSync(test.study.path('shards/items')).sort();

      test.settings = settings({ scope: { posts: { keywords: { zh: ['text'] }, minWords: 0 } } });
      await test.run();
      const narrowed = (await test.study.shards('item-shards')).shards;
      expect(narrowed[0]).toMatchObject({ rows: 2 });
      expect(narrowed[0]!.key).not.toBe(shards[0]!.key);
      expect(narrowed[1]).toEqual(shards[1]);
      // What only the index before named is gone once the new one is in place.
      expect(names()).toEqual(narrowed.map(({ file }) => file.slice('shards/items/'.length)).sort());
    });
  });
});

describe('repetition', () => {
  it('gives the same bytes for any number of threads, and is fresh the second time', async () => {
    await inFolder(async (folder) => {
      const many = Array.from({ length: 50_000 }, (_, i) => ({
        id: i % 49_000,
        published_at: `2022-03-${(i % 28) + 1}`,
        text: `${'word '.repeat(i % 30)}${i}`,
      }));
      const test = await withItems(
        folder,
        many,
        many.slice(0, 3000).map((record) => ({ ...record, ecosystem: 'e' })),
      );
      const bytes = (): Buffer[] =>
        [test.study.artefact('items'), test.study.artefact('rejects'), test.study.artefact('item-shards')].map((path) =>
          readFileSync(path),
        );
      await test.run();
      const once = bytes();
      expect((await test.run()).status).toBe('fresh');
      for (const workers of [2, 4]) {
        rmSync(test.study.path('shards'), { recursive: true });
        await test.run({ workers, force: true });
        expect(bytes().every((content, index) => content.equals(once[index]!))).toBe(true);
      }
      const items = await test.rows('items');
      expect(items).toHaveLength(52_000);
      expect(items.slice(0, 49_000).every((row, index) => row['item_id'] === `weibo:${index}`)).toBe(true);
    });
  });

  it('works with nothing but articles, and nothing but rejects of a kind', async () => {
    await inFolder(async (folder) => {
      const test = await withItems(folder, [], [{ ecosystem: 'e' }]);
      expect((await test.run()).record.counts).toMatchObject({ posts: 0, articles: 1 });
    });
  });
});
