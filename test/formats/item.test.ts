import { describe, expect, it } from 'vitest';
import { checkColumnMap, columnReader } from '../../src/formats/columns.ts';
import type { ColumnMap } from '../../src/formats/columns.ts';
import { makeItem, textHash } from '../../src/formats/item.ts';
import type { ItemDefaults, PartRow } from '../../src/formats/item.ts';

function item(
  fields: Record<string, unknown>,
  { map = {}, ...defaults }: Partial<ItemDefaults> & { map?: ColumnMap } = {},
): PartRow {
  const made = makeItem({ place: '7', fields }, columnReader(map), { kind: 'post', source: 'posts.csv', ...defaults });
  if ('slug' in made) throw new Error(made.slug);
  return made.row;
}

describe('columns', () => {
  it.each([
    [
      { body: 'a', _id: 'x1' },
      { text: 'a', record_id: 'x1' },
    ],
    [
      { 微博正文: 'a', 微博id: 'LhK', 发布时间: '2022-03-01 20:15' },
      { text: 'a', record_id: 'LhK', published_wall: Date.UTC(2022, 2, 1, 20, 15) },
    ],
    [
      { Content: 'a', 'Publish Date': '2022-03-01T00:00:00Z' },
      { text: 'a', published_at: Date.UTC(2022, 2, 1) },
    ],
    [
      { maintext: 'a', source_domain: 'www.Example.com', date_publish: 'None' },
      { text: 'a', site: 'example.com', published_precision: 'unknown' },
    ],
    [{ content: 'a', user: { screen_name: 'b' } }, { author: 'b' }],
    [{ text: 'a', body: 'b' }, { text: 'a' }],
    [{ text: '', body: 'b' }, { text: 'b' }],
    [{ text: 'a', authors: ['b', 'c'] }, { author: 'b, c' }],
    [{ text: 'a', timestamp: '2022-03-01 10:00:00', unix_timestamp: 1646136900 }, { published_at: 1646136900000 }],
  ])('%j', (fields, expected) => {
    expect(item(fields)).toMatchObject(expected);
  });

  it('a mapped column is the only one for its field, and for no other', () => {
    expect(item({ text: 'a', body: 'b' }, { map: { text: 'body' } })['text']).toBe('b');
    expect(item({ text: 'a', date: '2022-03-01' }, { map: { first_seen_at: 'date' } })).toMatchObject({
      published_basis: 'first_seen',
      published_at: null,
    });
    expect(item({ t: { inner: 'a' } }, { map: { text: 't.inner' } })['text']).toBe('a');
    expect(item({ 't.inner': 'a' }, { map: { text: 't.inner' } })['text']).toBe('a');
  });

  it('tells which columns were read, ignored and missing', () => {
    const columns = columnReader({ text: 'body', author: 'who' });
    makeItem({ place: '1', fields: { body: 'a', tags: 1, id: 2 } }, columns, { kind: 'post', source: 'x' });
    makeItem({ place: '2', fields: { body: 'b', more: 1 } }, columns, { kind: 'post', source: 'x' });
    expect(columns.mapped()).toEqual({ text: 'body', id: 'id' });
    expect(columns.ignored()).toEqual(['tags', 'more']);
    expect(columns.missing()).toEqual(['who']);
    expect(columns.seen()).toEqual(['body', 'tags', 'id', 'more']);
  });

  it('refuses unknown fields', () => {
    expect(() => checkColumnMap({ words: 'body' })).toThrow('"words" is not a field');
    expect(() => checkColumnMap({ text: '' })).toThrow('no column is given');
  });
});

describe('ids', () => {
  it.each([
    [{ id: '4742304234657415\t' }, '4742304234657415'],
    [{ id: 12 }, '12'],
    [{ id: 0 }, '0'],
    [{ id: ' a\u0000b\u200b ' }, 'ab'],
    [{ id: '', url: 'https://example.com/a' }, 'https://example.com/a'],
    [{ id: null, link: 'https://example.com/a' }, 'https://example.com/a'],
  ])('%j', (fields, expected) => {
    expect(item({ text: 'a', ...fields })['record_id']).toBe(expected);
  });

  it('come from text and time where there is nothing else', () => {
    const one = item({ text: 'a', date: '2022-03-01' })['record_id'];
    expect(one).toMatch(/^[0-9a-f]{24}$/);
    expect(item({ text: 'a', date: '2022-03-01' })['record_id']).toBe(one);
    expect(item({ text: 'a', date: '2022-03-02' })['record_id']).not.toBe(one);
  });
});

describe('words', () => {
  it('makes texts storable', () => {
    expect(item({ text: 'a\ud800b\0c\r\nd😀' })['text']).toBe('a\ufffdb\ufffdc\nd😀');
  });

  it('knows that posts have no titles of their own', () => {
    expect(item({ title: 'a', text: 'a' })).toMatchObject({ title: null, text: 'a' });
    expect(item({ title: 'a' })).toMatchObject({ title: null, text: 'a' });
    expect(item({ title: 'a', text: 'b' })).toMatchObject({ title: 'a', text: 'b' });
    expect(item({ title: 'a' }, { kind: 'article' })).toMatchObject({ title: 'a', text: '' });
    expect(item({ text: 'b' }, { kind: 'article' })).toMatchObject({ title: null, text: 'b' });
  });

  it.each([{}, { text: '  ' }, { text: null, title: '' }, { id: 1, url: 'https://example.com' }, { text: 'null' }])(
    '%j is nothing',
    (fields) => {
      expect(makeItem({ place: '1', fields }, columnReader({}), { kind: 'article', source: 'x' })).toMatchObject({
        slug: 'no-text',
      });
    },
  );

  it('textHash evens out case, width and spacing', () => {
    expect(textHash('Ａ  Title', 'some\n\ntext ')).toBe(textHash('a title', 'Some text'));
    expect(textHash('a', 'b')).not.toBe(textHash('a', 'c'));
  });
});

it('gathers engagement', () => {
  const of = (fields: Record<string, unknown>): unknown => item({ text: 'a', ...fields })['engagement'];
  expect(of({})).toBeNull();
  expect(of({ likes: 3, reposts_count: '4', 评论数: '1.2万' })).toBe('{"comments":12000,"likes":3,"reposts":4}');
  expect(of({ engagement: { z: 1, a: 2 }, likes: 0 })).toBe('{"a":2,"likes":0,"z":1}');
  expect(of({ engagement: '{"views":7}' })).toBe('{"views":7}');
  expect(of({ engagement: 'high' })).toBe('{"engagement":"high"}');
});

describe('times', () => {
  it('falls back on upper bounds and never publishes them', () => {
    expect(item({ text: 'a', seendate: '20220301T121500Z' })).toMatchObject({
      published_at: null,
      published_precision: 'unknown',
      published_basis: 'first_seen',
      published_earliest: null,
      published_latest: Date.UTC(2022, 2, 1, 12, 15),
      first_seen_at: Date.UTC(2022, 2, 1, 12, 15),
      fetched_at: null,
    });
    expect(item({ text: 'a', crawl_time: 1646136900 })).toMatchObject({
      published_basis: 'fetch',
      fetched_at: 1646136900000,
      published_at: null,
    });
    expect(item({ text: 'a', published_at: '2022-03-01T00:00:00Z', published_basis: 'fetch' })).toMatchObject({
      published_at: null,
      published_basis: 'fetch',
      fetched_at: Date.UTC(2022, 2, 1),
    });
  });

  it('keeps both where both are given', () => {
    expect(
      item(
        { text: 'a', published_at: '2022-03-01', published_basis: 'jsonld', fetched_at: '2022-03-05T00:00:00Z' },
        { zone: '+08:00' },
      ),
    ).toMatchObject({
      published_at: Date.UTC(2022, 1, 28, 16),
      published_precision: 'day',
      published_basis: 'jsonld',
      published_wall: null,
      fetched_at: Date.UTC(2022, 2, 5),
    });
  });

  it('keeps an item whose time cannot be read', () => {
    const made = makeItem({ place: '1', fields: { text: 'a', date: '2022-02-30' } }, columnReader({}), {
      kind: 'post',
      source: 'x',
    });
    expect(made).toMatchObject({
      row: { published_precision: 'unknown' },
      unreadableTime: { fault: 'impossible-date', value: '2022-02-30' },
    });
  });
});

it('takes defaults only where the record says nothing', () => {
  const defaults = { platform: 'weibo', site: 'example.com', ecosystem: 'e', language: 'zh' };
  expect(item({ text: 'a' }, defaults)).toMatchObject({ ...defaults, language_basis: 'field' });
  expect(
    item({ text: 'a', platform: 'vk', url: 'https://news.example.org/1', ecosystem: 'f', lang: 'ru-RU' }, defaults),
  ).toMatchObject({
    platform: 'vk',
    site: 'news.example.org',
    ecosystem: 'f',
    language: 'ru',
  });
});
