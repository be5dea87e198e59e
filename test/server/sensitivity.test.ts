/** Answers under other choices: the figures of the table, chosen in lists, on the curves, by keys and by address. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { Database, sqlText } from '../../src/store/database.ts';
import { Study } from '../../src/store/study.ts';
import { languageTags } from '../../src/wording/languages.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { finishedDemo, sharedDemo } from '../support/finished-demo.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeHostileStudy } from '../support/hostile-study.ts';
import { serveStudy, served, visit } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let table = '';
const errors: unknown[] = [];

beforeAll(async () => {
  const folder = await sharedDemo();
  table = join(folder, 'tables/sensitivity.parquet');
  [browser, serving] = await Promise.all([startBrowser(), serveStudy(Study.open(folder), errors)]);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');

/** The figures of a question as the page shows them, highest first. */
async function shownFigures(page: Page, question: string): Promise<number[]> {
  const texts = await page.locator(`#answer-${question} [data-here]`).allInnerTexts();
  return texts.map((text) => Number.parseFloat(text)).sort((a, b) => b - a);
}

/** The same out of the table. */
async function tableFigures(question: string, where: string): Promise<number[]> {
  using database = await Database.open();
  const rows = await database.rows<{ value: number }>(
    `SELECT value FROM read_parquet(${sqlText(table)}) WHERE question = ${sqlText(question)} AND ${where}`,
  );
  return rows.map(({ value }) => Number((100 * value).toFixed(1))).sort((a, b) => b - a);
}

test('every figure is that of the table', async () => {
  const page = await visit(browser, `${origin()}/sensitivity`);
  const rest = `counting IS NOT DISTINCT FROM 'copies' AND`;
  for (const [query, conditions] of [
    ['', { share: 'is_study', association: 'is_study', first_appearance: 'is_study' }],
    [
      '?lambda=0.42&margin=0.025',
      {
        share: `${rest} "lambda" = 0.42 AND margin = 0.025`,
        association: `${rest} "lambda" = 0.42 AND margin = 0.025 AND baseline = 'raw' AND weighting = 'narratives'`,
        first_appearance: `"lambda" = 0.42 AND margin = 0.025 AND times = 'interval' AND weighting = 'narratives'`,
      },
    ],
    [
      '?counting=groups&baseline=npmi_own&weighting=posts&times=one_day',
      {
        share: `level = 0 AND margin = 0 AND counting = 'groups'`,
        association: `level = 0 AND margin = 0 AND counting = 'groups' AND baseline = 'npmi_own' AND weighting = 'posts'`,
        first_appearance: `level = 0 AND margin = 0 AND times = 'one_day' AND weighting = 'posts'`,
      },
    ],
  ] as const) {
    await page.goto(`${origin()}/sensitivity${query}`);
    for (const [question, condition] of Object.entries(conditions)) {
      const expected = await tableFigures(question, condition);
      expect(expected.length, `${query} ${question}`).toBe(4);
      expect(await shownFigures(page, question), `${query} ${question}`).toEqual(expected);
    }
    // The demonstration has too few events for influence, and the page says so.
    expect(await page.locator('.answer', { hasText: 'Influence was not computed' }).count()).toBe(1);
  }
});

test('a list changes the figures without a load, the address with them, and going back undoes it', async () => {
  const page = await visit(browser, `${origin()}/sensitivity`);
  await page.evaluate('globalThis.stays = true');
  const before = await shownFigures(page, 'share');
  await page.locator('select[name=margin]').focus();
  await page.selectOption('select[name=margin]', '0.05');
  await page.waitForURL(/\?margin=0\.05$/u);
  const wanted = await tableFigures('share', `level = 0 AND margin = 0.05 AND counting = 'copies'`);
  expect(await shownFigures(page, 'share')).toEqual(wanted);
  expect(wanted).not.toEqual(before);
  expect(await page.innerText('[data-standing]')).toContain('1 choice differs');
  expect(await page.evaluate('globalThis.stays')).toBe(true);
  expect(await page.evaluate('document.activeElement.name')).toBe('margin');
  expect(await page.locator('[data-curve=share] a[aria-current]:visible').count()).toBe(1);

  const opened = await visit(browser, page.url());
  expect(await opened.innerText('#answers')).toBe(await page.innerText('#answers'));
  expect(await opened.inputValue('select[name=margin]')).toBe('0.05');

  await page.goBack();
  await page.waitForURL(/\/sensitivity$/u);
  await page.locator('[data-standing]', { hasText: 'the choices of the study' }).waitFor();
  expect(await shownFigures(page, 'share')).toEqual(before);
  expect(await page.inputValue('select[name=margin]')).toBe('');
});

test('a column of a curve is chosen by a click and by arrow keys, and a link by Enter', async () => {
  const page = await visit(browser, `${origin()}/sensitivity`);
  const columns = page.locator('[data-curve=association] .wide a[data-set]');
  expect(await columns.count()).toBe(240);
  await columns.nth(3).click();
  await page.waitForURL(/\?.+/u);
  const chosen = page.locator('[data-curve=association] .wide a[aria-current]');
  const set = async (): Promise<string> => (await chosen.getAttribute('data-set'))!;
  expect(await set()).toBe(await columns.nth(3).getAttribute('data-set'));
  expect(await shownFigures(page, 'association')).toEqual(
    await tableFigures('association', `specification = ${await set()}`),
  );
  await chosen.focus();
  await page.keyboard.press('ArrowRight');
  const next = (await columns.nth(4).getAttribute('data-set'))!;
  await page.locator(`[data-curve=association] .wide a[aria-current][data-set="${next}"]`).waitFor();
  expect(await shownFigures(page, 'association')).toEqual(await tableFigures('association', `specification = ${next}`));
  await page.locator('form[data-choices] a[data-choose]').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sensitivity$/u);
});

test('what would have to change leads to a set with another leader, and one fewer change does not', async () => {
  const page = await visit(browser, `${origin()}/sensitivity`);
  const link = page.locator('#answer-association ul a[data-choose]').first();
  const leader = await page.locator('#answer-association .winner').count();
  expect(leader).toBeGreaterThan(0);
  const before = await page.innerText('#answer-association .sentence');
  await link.click();
  await page.waitForURL(/\?.+/u);
  const after = await page.innerText('#answer-association .sentence');
  expect(after.split(' lead')[0]).not.toBe(before.split(' lead')[0]);
  expect(await page.innerText('#answer-association')).toContain('Under the choices of the study');
});

test('it works without a script', async () => {
  const page = await visit(browser, `${origin()}/sensitivity`, { javaScriptEnabled: false });
  await page.selectOption('select[name=margin]', '-0.05');
  await page.click('form[data-choices] button');
  await page.waitForURL(/margin=-0\.05/u);
  expect(await shownFigures(page, 'share')).toEqual(
    await tableFigures('share', `level = 0 AND margin = -0.05 AND counting = 'copies'`),
  );
  await page.locator('[data-curve=share] .wide a[data-set]').first().click();
  const set = await page.locator('[data-curve=share] .wide a[aria-current]').getAttribute('data-set');
  expect(await shownFigures(page, 'share')).toEqual(await tableFigures('share', `specification = ${set}`));
});

test('choices that were not taken together are named, with the nearest that were; others are refused in words', async () => {
  const folder = await finishedDemo();
  const path = join(folder, 'tables/sensitivity.parquet');
  using database = await Database.open();
  await database.writeParquet(
    path,
    `SELECT * FROM read_parquet(${sqlText(table)}) WHERE question <> 'first_appearance' OR level = 0 OR margin = 0`,
  );
  const { origin: own } = await served(folder);
  for (const [locale, said] of [
    ['en', 'not computed under these choices together'],
    [languageTags.zh, '没有在以下选择同时成立时计算过'],
    [languageTags.uk, 'За цих рішень разом цього не обчислено'],
    [languageTags.ru, 'При этих решениях вместе это не вычислено'],
  ] as const) {
    const page = await visit(browser, `${own}/sensitivity?lambda=0.3&margin=0.05`, { locale });
    expect(await page.innerText('#answer-first_appearance')).toContain(said);
    expect(await page.locator('#answer-first_appearance [data-here]').count()).toBe(0);
    expect(await page.locator('#answer-share [data-here]').count()).toBe(4);
    await page.locator('#answer-first_appearance a[data-choose]').first().click();
    await page.locator('#answer-first_appearance [data-here]').first().waitFor();
  }
  const page = await visit(browser, `${own}/sensitivity?margin=0.3&times=never`);
  expect(await page.innerText('#answers')).toContain('“0.3” was not tried');
  expect(await page.innerText('#answers')).toContain('“never” was not tried');
  expect(await page.innerText('[data-standing]')).toContain('These are the choices of the study');
}, 60_000);

test('a study that means harm is shown, and no address breaks the page', async () => {
  const folder = join(temporaryFolder(), 'hostile');
  await writeHostileStudy(folder, { narratives: 60, longestWord: 100_000 });
  const { origin: own } = await served(folder);
  const page = await visit(browser, `${own}/sensitivity`);
  expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
  expect(await page.locator('main script, main iframe, main img').count()).toBe(0);
  expect(await seriousViolations(page)).toEqual([]);
  for (const value of [
    '',
    '\u0000',
    '__proto__',
    "'; DROP TABLE items; --",
    '\ud800',
    'NaN',
    '1e999',
    '0',
    'x'.repeat(100),
  ]) {
    const query = new URLSearchParams({
      lambda: value,
      margin: value,
      counting: value,
      background: value,
      more: value,
    });
    for (const path of ['/sensitivity', '/sensitivity/answers'])
      expect((await fetch(`${own}${path}?${query.toString()}`)).status, value).toBe(200);
  }
  expect((await fetch(`${own}/sensitivity?lambda=${'x'.repeat(101)}`)).status).toBe(400);
}, 60_000);
