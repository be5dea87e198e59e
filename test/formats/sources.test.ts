/**
 * Every folder in test/fixtures/sources holds a file as its source writes it, with the traps of that source,
 * and what must come out of it.
 *
 * To write `expected.json` anew after a deliberate change: WRITE_CASES=1 npx vitest run test/formats/sources.test.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sources } from '../../src/formats/sniff.ts';
import { recipes } from '../../src/formats/sources/index.ts';
import { itemsOf, read } from './reading.ts';

const fixtures = fileURLToPath(new URL('../fixtures/sources/', import.meta.url));

/** Sources whose items are articles. */
const news = new Set([
  'media-cloud',
  'minet',
  'rss',
  'atom',
  'json-feed',
  'news-sitemap',
  'newspaper4k',
  'news-please',
]);

describe('sources', () => {
  const seen = new Set<string>();

  it.each(readdirSync(fixtures))('%s', async (name) => {
    const folder = join(fixtures, name);
    const input = readFileSync(
      join(
        folder,
        readdirSync(folder).find((file) => file.startsWith('input.'))!,
      ),
    );
    const reading = await read(input);
    seen.add(`${reading.source} ${reading.format}`);
    const source = reading.source ?? '';
    const kind = news.has(source) || /^(?:gdelt|trafilatura)/.test(source) ? 'article' : 'post';
    const found = { source, format: reading.format, encoding: reading.encoding, ...itemsOf(reading, kind) };
    const expected = join(folder, 'expected.json');
    if (process.env['WRITE_CASES'] === '1') writeFileSync(expected, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  it('are all there', () => {
    expect(new Set(recipes.map(({ source }) => source))).toEqual(new Set(sources));
    for (const { source } of recipes) expect([...seen].some((one) => one.startsWith(`${source} `))).toBe(true);
  });

  it('give way to what the caller says', async () => {
    const table = readFileSync(join(fixtures, 'weibo-search/input.csv'));
    const plain = await read(table, { format: 'csv' });
    expect(plain.source).toBeUndefined();
    expect(plain.records[0]).toMatchObject({ fields: { bid: 'LhKxS0001' } });
    // Without the columns it is known by, a table can still be called what it is.
    const bare = 'id,微博正文\n4742305000000001,a\n';
    expect((await read(bare)).source).toBeUndefined();
    const named = await read(bare, { format: 'weibo-search' });
    expect(itemsOf(named, 'post').items[0]).toMatchObject({ published_at: '2022-03-01T12:18:02Z' });
    await expect(read(bare, { format: 'telegram' })).rejects.toThrow('is csv, which telegram does not write');
  });

  it('are told from documents on a single line and from arrays of lines alike', async () => {
    const chat = readFileSync(join(fixtures, 'telegram-chat/input.json'), 'utf8');
    const onOneLine = await read(JSON.stringify(JSON.parse(chat)));
    expect(onOneLine.source).toBe('telegram');
    expect(onOneLine.records).toHaveLength(5);
    const lines = readFileSync(join(fixtures, 'news-please-lines/input.jsonl'), 'utf8').trim().split('\n');
    const asArray = await read(`[${lines.join(',')}]`);
    expect([asArray.source, asArray.format, asArray.records.length]).toEqual(['news-please', 'json', 2]);
  });
});
