import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XmlItemCutter } from '../../src/formats/xml-items.ts';
import type { XmlItem } from '../../src/formats/xml-items.ts';
import { gist, read } from './reading.ts';

function cut(text: string, length = text.length): XmlItem[] {
  const cutter = new XmlItemCutter();
  const found: XmlItem[] = [];
  for (let at = 0; at < text.length; at += length) found.push(...cutter.push(text.slice(at, at + length)));
  return [...found, ...cutter.end()];
}

const rss = (items: string): string =>
  `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>A</title>\n${items}</channel></rss>`;

describe('XmlItemCutter', () => {
  it('cuts the same items however the document is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 12 }),
        (texts, length) => {
          const items = texts.map((text) => `<item x="1">${text.replace(/[<&]/g, '')}</item>\n`).join('');
          expect(cut(rss(items), length)).toEqual(cut(rss(items)));
          expect(cut(rss(items))).toHaveLength(texts.length);
        },
      ),
    );
  });

  it('tells items that are not closed or not opened', () => {
    expect(cut(rss('<item>a<item>b</item>c</item><item>d')).map(({ fault }) => fault)).toEqual([
      'not-closed',
      undefined,
      'not-opened',
      'not-closed',
    ]);
  });

  it('knows an item only where the document has such', () => {
    expect(cut('<urlset><url><loc>x</loc></url><item>y</item></urlset>')).toHaveLength(1);
    expect(cut(rss('<image><url>x</url></image>'))).toHaveLength(0);
  });
});

describe('feeds', () => {
  it('lose one damaged item only', async () => {
    const reading = await read(
      rss('<item><title>a</title></item><item><title><![CDATA[b</title></item>\n<item><title>c</title></item>'),
    );
    expect(gist(reading).map((one) => (typeof one === 'string' ? one : 'item'))).toEqual([
      'item',
      '3: malformed-xml',
      'item',
    ]);
  });

  it.each([
    ['<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>', /a list of sitemaps/],
    ['<?xml version="1.0"?><other/>', /XML of an unknown kind/],
    ['<!DOCTYPE html><html></html>', /is a page/],
  ])('%s is no feed', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('never expand entities of their own', async () => {
    const reading = await read(
      `<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${rss('<item><title>&b;</title></item>')}`,
    );
    expect(reading.records).toHaveLength(1);
    expect(JSON.stringify(reading.records)).not.toContain('aaaa');
  });
});
