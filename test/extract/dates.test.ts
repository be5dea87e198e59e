import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extract/article.ts';
import { pageHtml, report } from './dated-page.ts';
import type { DatedPage, ReportLanguage } from './dated-page.ts';
import { russianPages } from './dates-ru.ts';
import { ukrainianPages } from './dates-uk.ts';
import { chinesePages } from './dates-zh.ts';

const now = new Date('2026-01-01T00:00:00Z');
const languages: readonly [ReportLanguage, readonly DatedPage[]][] = [
  ['zh', chinesePages],
  ['ru', russianPages],
  ['uk', ukrainianPages],
];

for (const [language, pages] of languages) {
  test(`${language}: at least 40 ways of writing a date`, () => {
    expect(new Set(pages.map(({ name }) => name)).size).toBeGreaterThanOrEqual(40);
  });
  test.each(pages.map((page) => [page.name, page] as const))(`${language}: %s`, async (_name, page) => {
    const article = await extractArticle(pageHtml(language, page), { url: page.url, now });
    expect(article).toMatchObject({
      publishedAt: page.published,
      publishedPrecision: page.precision ?? 'unknown',
      publishedBasis: page.basis ?? null,
    });
    expect(article.kind).toBe('article');
    expect(article.language).toBe(language);
    expect(article.title).toBe(report(language).title);
    for (const line of report(language).text.split('\n')) expect(article.text).toContain(line);
  });
}
