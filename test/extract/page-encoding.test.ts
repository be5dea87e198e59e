import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extract/article.ts';
import { decodePage } from '../../src/extract/page-encoding.ts';
import { pageHtml, report } from './dated-page.ts';
import type { ReportLanguage } from './dated-page.ts';

/** Bytes of a text in an encoding that is decoded but not encoded here: the inverse of decoding, character by character. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) known.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  if (encoding === 'gb18030') {
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++)
        if (trail !== 0x7f) known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Uint8Array.from([...text].flatMap((character) => known.get(character) ?? [0x3f]));
}

const page = (language: ReportLanguage, declared: string): string =>
  pageHtml(language, { name: '', published: null }).replaceAll('’', "'").replace('<meta charset="utf-8">', declared);
const text = (language: ReportLanguage): string => report(language).text.replaceAll('’', "'");

test.each([
  ['gb18030 as gb2312', 'zh', 'gb18030', '<meta charset="gb2312">', undefined],
  [
    'gb18030 by http-equiv',
    'zh',
    'gb18030',
    '<meta http-equiv="Content-Type" content="text/html; charset=gbk">',
    undefined,
  ],
  ['gb18030 undeclared', 'zh', 'gb18030', '', undefined],
  ['gb18030 declared as UTF-8', 'zh', 'gb18030', '<meta charset="utf-8">', 'utf-8'],
  ['windows-1251', 'ru', 'windows-1251', '<meta charset="windows-1251">', undefined],
  ['windows-1251 of the header', 'ru', 'windows-1251', '', 'windows-1251'],
  ['windows-1251 undeclared', 'uk', 'windows-1251', '', undefined],
  ['windows-1251 declared as Latin 1', 'ru', 'windows-1251', '<meta charset="iso-8859-1">', 'iso-8859-1'],
  ['KOI8-U', 'uk', 'koi8-u', '<meta charset="koi8-u">', undefined],
  ['KOI8-U undeclared', 'uk', 'koi8-u', '', undefined],
  ['KOI8-U declared as windows-1251', 'uk', 'koi8-u', '<meta charset="windows-1251">', undefined],
] as const)('%s', async (_name, language, encoding, declared, charset) => {
  const article = await extractArticle(encode(page(language, declared), encoding), { charset });
  expect(article.text).toBe(text(language));
  expect(article.language).toBe(language);
});

test.each([
  ['declared as windows-1251', '<meta charset="windows-1251">', 'windows-1251'],
  ['declared as gb2312', '<meta charset="gb2312">', undefined],
  ['undeclared', '', undefined],
])('UTF-8 %s', async (_name, declared, charset) => {
  const article = await extractArticle(new TextEncoder().encode(page('uk', declared)), { charset });
  expect(article.text).toBe(text('uk'));
});

test('byte-order marks decide', () => {
  expect(decodePage(Uint8Array.from([0xff, 0xfe, 0x3c, 0, 0x14, 0x04]), 'windows-1251')).toBe('<Д');
  expect(decodePage(Uint8Array.from([0xef, 0xbb, 0xbf, 0xd0, 0x94]), 'windows-1251')).toBe('Д');
});
