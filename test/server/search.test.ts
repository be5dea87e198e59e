/** A claim is typed, what says the same is found in every language, and leads to the narrative. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { marked } from '../../src/server/search/marked.ts';
import { Study } from '../../src/store/study.ts';
import { startBrowser, watchedPage } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { serveStudy } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
const errors: unknown[] = [];

beforeAll(async () => {
  [browser, serving] = await Promise.all([
    startBrowser(),
    sharedDemo().then((folder) => serveStudy(Study.open(folder), errors)),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');

test('a claim finds the same narrative in every language, from any page, by the key / alone', async () => {
  const { page, faults } = await watchedPage(browser, origin());
  const found: (string | null)[] = [];
  for (const claim of [
    'The coast guard admits that the ship that sank in the strait is its own dredger, loaded with concrete',
    'Береговая охрана признаёт, что затонувшее в проливе судно — её собственный земснаряд, гружённый бетоном',
    'Берегова охорона визнає, що затонуле в протоці судно — її власний земснаряд, навантажений бетоном',
    '海岸警卫队承认在海峡沉没的船是自家的挖泥船，船上装着混凝土',
  ]) {
    await page.goto(`${origin()}/narratives`);
    await page.keyboard.press('/');
    await page.keyboard.insertText(claim);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/u);
    found.push(await page.locator('.results li.hit .headline a').first().getAttribute('href'));
  }
  expect(found[0]).toMatch(/^\/narratives\/./u);
  expect(new Set(found).size, String(found)).toBe(1);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('another way of searching changes the results in place, and the address with them', async () => {
  const { page, faults } = await watchedPage(browser, origin());
  await page.goto(`${origin()}/search?q=strait`);
  await page.evaluate('globalThis.same = true');
  await page.locator('select[name=by]').selectOption('words');
  await page.waitForURL(/by=words/u);
  expect(await page.evaluate('globalThis.same')).toBe(true);
  expect(await page.locator('#found mark').first().textContent()).toMatch(/strait/iu);
  expect(await page.locator('#found').innerText()).not.toContain('by meaning');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a passage leads to its narrative and a filter keeps to its kind', async () => {
  const { page, faults } = await watchedPage(browser, origin());
  await page.goto(`${origin()}/search?q=strait&kind=article`);
  expect(await page.locator('details[open] select[name=kind]').inputValue()).toBe('article');
  const hrefs = await page
    .locator('.results > div')
    .nth(1)
    .locator('a[href^="/items/"]')
    .evaluateAll((links) => links.map((link) => (link as unknown as { pathname: string }).pathname));
  expect(hrefs.length).toBeGreaterThan(0);
  for (const href of hrefs) expect(decodeURIComponent(href)).toMatch(/^\/items\/article:/u);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('narratives about something else are folded, and the passages are taken away as CSV', async () => {
  const { page, faults } = await watchedPage(browser, origin());
  await page.goto(`${origin()}/search?q=The+ship+that+sank+in+the+strait+is+a+dredger+with+concrete&by=meaning`);
  const near = page.locator('.results > div').first().locator(':scope > ol > li');
  const farther = page.locator('.results > div').first().locator(':scope > details > ol > li');
  expect(await near.count()).toBeGreaterThanOrEqual(3);
  expect(await farther.count()).toBeGreaterThan(0);
  expect(await farther.first().isVisible()).toBe(false);
  const [narratives] = /^\d+/u.exec(await page.locator('.found').innerText())!;
  expect((await near.count()) + (await farther.count())).toBe(Number(narratives));
  await page.locator('.results > div').first().locator(':scope > details > summary').click();
  expect(await farther.first().isVisible()).toBe(true);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'The best 100 passages as CSV' }).click(),
  ]);
  const rows = parse<Record<string, string>>(readFileSync(await file.path()), { columns: true });
  const shown = await page
    .locator('.results > div')
    .nth(1)
    .locator('li > [data-passage]')
    .evaluateAll((passages) =>
      passages.map((passage) => (passage as unknown as { dataset: { passage: string } }).dataset.passage),
    );
  expect(rows.length).toBeGreaterThan(shown.length);
  expect(rows.slice(0, shown.length).map((row) => row['passage_id'])).toEqual(shown);
  expect(rows.map(({ rank, words_rank }) => [rank, words_rank])).toEqual(
    rows.map((_, place) => [String(place + 1), '']),
  );
  const cosines = rows.filter(({ space }) => space === rows[0]!['space']).map(({ cosine }) => Number(cosine));
  expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
  expect(faults).toEqual([]);
  await page.context().close();
});

test('what cannot be searched for is said', async () => {
  const { page } = await watchedPage(browser, origin());
  await page.goto(`${origin()}/search?q=%E2%80%94%21%3F&by=words`);
  expect(await page.locator('#found').innerText()).toContain('no letter and no digit');
  await page.goto(`${origin()}/search?q=strait&narrative=none`);
  expect(await page.locator('#found').innerText()).toContain('no narrative of that id');
  await page.context().close();
});

test('marks are cut with their text', () => {
  const text = `${'a'.repeat(500)}<b>word</b>${'c'.repeat(500)}`;
  expect(marked(text, [{ start: 503, end: 507 }], 'en', 200).text).toMatch(
    /^<bdi lang="en">…a{77}&lt;b&gt;<mark>word<\/mark>/u,
  );
  expect(
    marked(
      'one two',
      [
        { start: 0, end: 3 },
        { start: 4, end: 7 },
      ],
      null,
      5,
    ).text,
  ).toBe('<bdi lang=""><mark>one</mark> t…</bdi>');
  expect(marked(`${'😀'.repeat(100)}x`, [{ start: 200, end: 201 }], null, 90).text).not.toContain('\ufffd');
});
