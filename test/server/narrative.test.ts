/** From a figure to its source: the pages of narratives and items, by mouse, by keyboard and without a script. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { Study } from '../../src/store/study.ts';
import { startBrowser, watchedPage } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { writeHostileStudy } from '../support/hostile-study.ts';
import { seeded } from '../support/random.ts';
import { serveStudy } from '../support/served.ts';

let browser: Browser;
let demo: Serving;
let hostile: Serving;
let folder = '';
const errors: unknown[] = [];

async function open(path: string): Promise<Serving> {
  return serveStudy(Study.open(path), errors);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-narrative-'));
  await writeHostileStudy(join(folder, 'hostile'), { narratives: 300, longestWord: 100_000 });
  [browser, demo, hostile] = await Promise.all([
    startBrowser(),
    sharedDemo().then(open),
    open(join(folder, 'hostile')),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await demo?.close();
  await hostile?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const originOf = ({ url }: Serving): string => url.replace(/\/$/u, '');

/** Opens a page of the demonstration; nothing may go wrong until the work with it is done. */
async function within(path: string, work: (page: Page) => Promise<void>, options = {}): Promise<void> {
  const origin = originOf(demo);
  const { page, faults } = await watchedPage(browser, origin, options);
  await page.goto(origin + path);
  await work(page);
  expect(faults).toEqual([]);
  await page.context().close();
}

test('a figure of the overview leads to a narrative, its articles, a passage, the whole text and the source', async () => {
  await within('/', async (page) => {
    await page.locator('#plot-first svg:visible a').first().click();
    await page.waitForURL(/\/narratives\/n0-\d+$/u);
    const figure = page.locator('#sources tbody tr', { hasText: 'Russia' }).locator('td a').first();
    const articles = Number(await figure.innerText());
    await figure.click();
    await page.waitForURL(/\?ecosystem=russian#matches$/u);
    const matches = page.locator('#matches .match');
    expect(await matches.count()).toBe(articles);
    expect(new Set(await page.locator('#matches .match .meta .party').allInnerTexts())).toEqual(new Set(['■ Russia']));

    const match = matches.first();
    const title = await match.locator('h3').innerText();
    const passage = await match.locator('.passage').first().getAttribute('data-passage');
    await match.locator('h3 a').click();
    expect(await page.innerText('h1')).toBe(title);
    expect(await page.locator(`.memberships [data-passage="${passage}"]`).count()).toBe(1);
    await page.locator('.whole mark + .said-mark').first().click();
    expect(new URL(page.url()).hash).toMatch(/^#n\d+$/u);
    const source = page.locator('main a.source').first();
    expect(await source.getAttribute('href')).toMatch(/^https:\/\/[a-z-]+\.example\//u);
    expect(await source.getAttribute('rel')).toContain('noreferrer');
  });
});

test('sentences that say the same are marked once the page stands, and the keyboard goes from one to the other', async () => {
  await within('/narratives/n0-000001', async (page) => {
    expect(await page.locator('#matches .match').count()).toBe(7);
    const match = page.locator('#matches .match').first();
    await match.locator('.said-mark').first().waitFor();
    await expect.poll(async () => page.getAttribute('#matches', 'data-alignment'), { timeout: 60_000 }).toBeNull();
    expect(await page.innerText('[data-marks]')).toContain('Equal numbers');

    const mark = match.locator('.item:not(.post) .said-mark').first();
    const number = await mark.locator('b').innerText();
    expect(await mark.getAttribute('aria-label')).toMatch(/^1 0\.\d\d, number and cosine/u);
    await mark.focus();
    const lit = await match.locator('.lit').evaluateAll((all) => all.map((each) => each.getAttribute('data-said')));
    expect(lit.length).toBeGreaterThanOrEqual(2);
    expect(new Set(lit)).toEqual(new Set([number]));
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe(await mark.getAttribute('href'));
    expect(await match.locator('.post .said:target').getAttribute('data-said')).toBe(number);
    // What is marked is what the passage says.
    const said = await match.locator('.item:not(.post) .passage').innerText();
    expect(said.replaceAll(/\s*\d \d\.\d\d\s*/gu, '')).toContain('撤离押金');
  });
}, 120_000);

test('without a script the same sentences are marked behind a link, and filters are a form', async () => {
  const options = { javaScriptEnabled: false };
  await within(
    '/narratives/n0-000001',
    async (page) => {
      await page.click('[data-marks] a');
      for (let asks = 0; asks < 20 && (await page.locator('[data-marks] a').count()) > 0; asks++)
        await page.click('[data-marks] a');
      expect(await page.locator('.said-mark').count()).toBeGreaterThan(10);
      await page.click('.kicker a');
      await page.selectOption('select[name=language]', 'zh');
      await page.click('form.filters button');
      expect(new URL(page.url()).searchParams.get('language')).toBe('zh');
      expect(await page.innerText('#matches .found')).toBe('4 of 7 matched articles.');
    },
    options,
  );
});

test('filters, orders and pages change their part and the address, and nothing is loaded anew', async () => {
  await within('/narratives/n0-000000', async (page) => {
    await page.evaluate('globalThis.stays = true');
    const found = page.locator('#matches .found');
    expect(await found.innerText()).toBe('15 matched articles.');
    await page.selectOption('select[name=ecosystem]', 'ukrainian');
    await page.waitForURL(/ecosystem=ukrainian/u);
    expect(await found.innerText()).toBe('2 of 15 matched articles.');
    await page.fill('input[name=to]', '2031-03-01');
    await page.locator('#matches .empty').waitFor();
    expect(await page.innerText('#matches .empty')).toContain('Take a filter away');
    await page.fill('input[name=to]', '');
    await page.selectOption('select[name=ecosystem]', '');
    await page.selectOption('select[name=sort]', 'time');
    await page.waitForURL(/sort=time/u);
    const times = await page
      .locator('#matches .item:not(.post) time')
      .evaluateAll((all) => all.map((each) => each.getAttribute('datetime')!.slice(0, 10)));
    expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : 1)));
    await page.click('#near a');
    await page.locator('#near .match').first().waitFor();
    expect(await page.locator('#near .match').count()).toBe(3);
    expect(await page.innerText('#near .match')).toContain('below the threshold');
    await page.locator('#post-list nav a').nth(1).press('Enter');
    await page.waitForURL(/order=centre/u);
    expect(await page.evaluate('document.activeElement.id')).toBe('post-list');
    expect(await page.evaluate('globalThis.stays')).toBe(true);
  });
});

test('the timeline leads to items, and its table to the items of a period', async () => {
  await within('/narratives/n0-000000', async (page) => {
    expect(await page.locator('#timeline svg:visible a[href^="/items/"]').count()).toBe(23);
    await page.click('section:has(#in-time) summary');
    const cell = page.locator('section:has(#in-time) tbody a[href*="ecosystem=russian"]').first();
    const articles = await cell.innerText();
    await cell.click();
    await page.waitForURL(/from=2031-03-\d\d/u);
    expect(await page.innerText('#matches .found')).toBe(`${articles} of 15 matched articles.`);
    expect(await page.innerText('#post-list')).toMatch(/Only from 2031-03-\d\d until 2031-03-\d\d\. All times/u);
    await page.locator('#timeline svg:visible a').first().click({ force: true });
    await page.waitForURL(/\/items\//u);
  });
});

test('copies of a text lead to each other, and each passage can be quoted', async () => {
  await within('/items/article%3Aarticle-0024', async (page) => {
    expect(await page.innerText('#copies')).toBe('Copies of this text: 4 articles');
    const fields = page.locator('form.quote-tools').first().locator('input');
    expect(await fields.evaluateAll((all) => all.map((each) => each.getAttribute('name')))).toEqual([
      'passage_id',
      'narrative_id',
      'back',
    ]);
    expect(await fields.nth(0).inputValue()).toMatch(/^article:article-0024#\d+$/u);
    expect(await fields.nth(2).inputValue()).toBe('/items/article%3Aarticle-0024');
    await page.locator('section:has(#copies) td a').first().click();
    expect(await page.innerText('#copies')).toBe('Copies of this text: 4 articles');
  });
});

test('narratives and items that mean harm are shown, and nothing of them runs', async () => {
  const origin = originOf(hostile);
  const { page, faults } = await watchedPage(browser, origin);
  const narrative = (number: number): string =>
    encodeURIComponent(`n0-${number}${number % 11 === 0 ? '/../<x>?"&#' : ''}`);
  const item = (kind: string, number: number): string =>
    encodeURIComponent(`${kind}:${number}${number % 13 === 0 ? '#"><x' : ''}`);
  const paths = [
    ...[1, 11, 22, 121].flatMap((number) => [
      `/narratives/${narrative(number)}?near=1`,
      `/narratives/${narrative(number)}/alignment`,
    ]),
    ...[13, 26, 1].map((number) => `/items/${item('weibo', number)}`),
    ...[39, 65, 998, 4].map(
      (number) => `/items/${item(number % 5 >= 4 || number % 5 === 0 ? 'article' : 'weibo', number)}`,
    ),
  ];
  for (const path of paths) {
    const response = await page.goto(origin + path);
    expect(response?.status(), path).toBe(200);
    expect(await page.evaluate('globalThis.harmed'), path).toBeUndefined();
    expect(
      await page.locator('main script, main iframe, main img, main [onclick], main a[href^=javascript]').count(),
    ).toBe(0);
    expect(await page.locator('h1').count()).toBe(1);
    expect((await response!.body()).length, path).toBeLessThan(500_000);
    await page.setViewportSize({ width: 390, height: 800 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, `${path} on a phone`).toBeLessThanOrEqual(0);
  }
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('no parameter breaks the pages', async () => {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const values = [
    '',
    '0',
    '-1',
    '1',
    '1e9',
    '999999999999',
    'NaN',
    '\0',
    '%',
    "' OR 1=1 --",
    '__proto__',
    '2031-03-07',
    '2031-02-31',
    '0000-01-01',
    '9999-12-31T23:59',
    '2031-03-07T25:00',
    'zh',
    'russian',
    'time',
    'latest',
    'centre',
    '\ud800',
    '🇺🇦'.repeat(20),
    'x'.repeat(500),
  ];
  const names = [
    'ecosystem',
    'site',
    'language',
    'from',
    'to',
    'sort',
    'page',
    'posts',
    'order',
    'near',
    'nearPage',
    'no-such',
  ];
  const ids = [
    'n0-000000',
    'n1-000000',
    'n2-000000',
    'n0-1',
    'weibo:post-0035',
    'article:article-0024',
    '\0',
    '..',
    '%',
    "'",
    '\u202e',
    'x'.repeat(900),
  ];
  for (let turn = 0; turn < 150; turn++) {
    const serving = pick([demo, hostile]);
    const id = encodeURIComponent(pick(ids));
    const path = pick([`/narratives/${id}`, `/narratives/${id}/alignment`, `/items/${id}`]);
    const query = new URLSearchParams(
      Array.from({ length: 1 + Math.floor(random() * 4) }, (): [string, string] => [pick(names), pick(values)]),
    );
    const response = await fetch(`${originOf(serving)}${path}?${query.toString()}`);
    expect([200, 400, 404], `${path}?${query.toString()}`).toContain(response.status);
    await response.arrayBuffer();
  }
  expect(errors).toEqual([]);
}, 120_000);
