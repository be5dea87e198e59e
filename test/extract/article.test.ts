import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractArticle } from '../../src/extract/article.ts';
import { jsonLd, pageHtml, report } from './dated-page.ts';

const now = new Date('2026-01-01T00:00:00Z');

test('an article with everything around it', async () => {
  const article = await extractArticle(
    pageHtml('ru', {
      name: '',
      published: null,
      head: jsonLd({
        '@type': 'NewsArticle',
        headline: 'Мост через залив открыли раньше срока',
        author: [
          { '@type': 'Person', name: 'Анна Волкова' },
          { '@type': 'Person', name: 'Пётр Лысенко' },
        ],
        datePublished: '2022-03-01T12:30:00+03:00',
        dateModified: '2022-03-02T08:00:00+03:00',
      }),
      above: '<nav><a href="/">Главная</a><a href="/news">Новости</a></nav>',
      after: `<div class="share-buttons"><a href="#">Поделиться</a></div>
<div class="related-articles"><h3>Читайте также</h3><p>В соседнем городе начали ремонт старой набережной, который обещают закончить к осени будущего года.</p></div>
<div id="comments"><p>Очень рад, что наконец построили, каждый день теперь буду экономить почти два часа на дороге до работы!</p></div>`,
    }),
    { url: 'https://vesti.example.ru/2022/03/01/most', now },
  );
  expect(article).toMatchObject({
    kind: 'article',
    title: report('ru').title,
    text: report('ru').text,
    author: 'Анна Волкова, Пётр Лысенко',
    language: 'ru',
    publishedAt: '2022-03-01T12:30:00+03:00',
    publishedPrecision: 'second',
    publishedBasis: 'jsonld',
  });
  expect(article.dateCandidates).toContainEqual({
    value: '2022-03-02T08:00:00+03:00',
    publishedAt: '2022-03-02T08:00:00+03:00',
    precision: 'second',
    basis: 'jsonld',
    where: 'NewsArticle.dateModified',
    role: 'modified',
  });
  expect(article.dateCandidates.map(({ basis }) => basis)).toContain('url');
});

test('line breaks instead of paragraphs', async () => {
  const { text } = report('uk');
  const html = `<title>t</title><form><table><tr><td><a href="/">Головна</a></td><td class="main">${text.replaceAll('\n', '<br><br>')}</td></tr></table></form>`;
  expect((await extractArticle(html)).text).toBe(text);
});

test('an embedded post is part of the text, a caption is not', async () => {
  const html = pageHtml('zh', {
    name: '',
    published: null,
    after: '<figure><img src="a.jpg"><figcaption>大桥全景</figcaption></figure>',
  }).replace(
    '</p>\n',
    '</p><blockquote class="twitter-tweet"><p>今天终于可以坐公交车过海了，大家都非常高兴，希望以后越来越方便！一路上看到很多人拍照留念。</p></blockquote>\n',
  );
  const { text } = await extractArticle(html);
  expect(text).toContain('今天终于可以坐公交车过海了');
  expect(text).not.toContain('大桥全景');
});

test('the author of a by-line', async () => {
  const html = pageHtml('ru', { name: '', published: null, under: '<span class="author">Автор: Анна Волкова</span>' });
  expect((await extractArticle(html)).author).toBe('Анна Волкова');
});

test('broken JSON-LD is mended or passed over', async () => {
  const mended =
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-03-01T10:00:00Z",\n}</script>';
  expect((await extractArticle(pageHtml('ru', { name: '', published: null, head: mended }), { now })).publishedAt).toBe(
    '2022-03-01T10:00:00Z',
  );
  const broken = '<script type="application/ld+json">{"@type": NewsArticle</script>';
  expect((await extractArticle(pageHtml('ru', { name: '', published: null, head: broken }), { now })).text).toBe(
    report('ru').text,
  );
});

test('any bytes give an article', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
      const article = await extractArticle(bytes, { now });
      expect(typeof article.text).toBe('string');
    }),
    { numRuns: 300 },
  );
});

test('any cuts and changes of a page give an article', async () => {
  const page = new TextEncoder().encode(
    pageHtml('zh', {
      name: '',
      published: null,
      head: jsonLd({ '@type': 'NewsArticle', datePublished: '2022-03-01' }),
      under: '<time datetime="2022-03-01">2022年3月1日</time>',
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(page.length - 1), fc.nat(255)), { maxLength: 40 }),
      fc.nat(page.length),
      async (changes, length) => {
        const bytes = page.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const article = await extractArticle(bytes, { now });
        expect(article.publishedAt === null || !Number.isNaN(Date.parse(article.publishedAt))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['nested elements', '<div>'.repeat(1_000_000)],
  ['unclosed inline elements', '<b><i>x '.repeat(500_000)],
  ['paragraphs', '<p>word, word. '.repeat(350_000)],
  ['digits', '1'.repeat(5_000_000)],
  ['dates', '<p>1 марта 2022, 12:30 '.repeat(150_000)],
  ['times', '<time datetime="2022-03-01">x</time>'.repeat(140_000)],
  ['attributes', `<p ${'a=1 '.repeat(1_000_000)}>`],
  ['names', `<div class="${'share-'.repeat(800_000)}">text</div>`],
  ['angle brackets', '<'.repeat(5_000_000)],
  ['spaces', `<p>a${' '.repeat(5_000_000)}b`],
  ['metas', '<meta charset '.repeat(300_000)],
  ['JSON-LD', `<script type="application/ld+json">${'['.repeat(2_000_000)}</script>`],
  ['headings', '<h1>2022</h1>'.repeat(350_000)],
])('five megabytes of %s take bounded time', { timeout: 60_000 }, async (_name, html) => {
  // Of the processor, so that what else runs on the machine plays no part; microseconds.
  const before = process.cpuUsage();
  await extractArticle(new TextEncoder().encode(html), { now, url: 'https://example.com/x' });
  expect(process.cpuUsage(before).user).toBeLessThan(20_000_000);
});
