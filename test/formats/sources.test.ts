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
});
