/** Two windows are chosen and compared, and another study is set beside, by mouse and by keyboard. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { Study } from '../../src/store/study.ts';
import { languageTags } from '../../src/wording/languages.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser, watchedPage } from '../support/browser.ts';
import { succeed } from '../support/demo-study.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { writeHostileStudy } from '../support/hostile-study.ts';
import { serveStudy } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let folder = '';
const errors: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-compare-'));
  const other = join(folder, 'other');
  cpSync(await sharedDemo(), other, { recursive: true });
  await succeed('measure', '--study', other, '--min-posts', '8', '--quiet');
  [browser, serving] = await Promise.all([
    startBrowser(),
    serveStudy(Study.open(await sharedDemo()), errors, { beside: Study.open(other) }),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');

test('a day cuts the study, a kind of change is chosen, and nothing is loaded anew', async () => {
  const { page, faults } = await watchedPage(browser, origin());
  await page.goto(`${origin()}/compare`);
  await page.evaluate('globalThis.stays = true');
  await page.fill('input[name=cut]', '2031-03-10');
  await page.locator('#compared input[name=from2][value="2031-03-10"]').waitFor();
  expect(await page.inputValue('input[name=to]')).toBe('2031-03-09');
  expect(await page.innerText('#found .found')).toContain('10 Mar 2031');
  expect(await page.locator('#found section table tbody tr').count()).toBeGreaterThan(10);
  for (const id of ['share', 'rate', 'association', 'first-appearance'])
    expect(await page.locator(`#plot-${id} svg:visible`).count(), id).toBe(1);

  const appeared = page.locator('#found nav a', { hasText: 'appeared' });
  const wanted = Number((await appeared.innerText()).replace(/\D/gu, ''));
  expect(wanted).toBeGreaterThan(0);
  await appeared.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/kind=appeared/u);
  const rows = page.locator('section:has(#title-changes) tbody tr');
  expect(await rows.count()).toBe(wanted);
  expect(await rows.first().innerText()).toContain('appeared');
  expect(await page.evaluate('globalThis.stays')).toBe(true);
  expect(await rows.first().locator('th a').getAttribute('href')).toMatch(/^\/narratives\/[^/?]+$/u);
  expect(await rows.first().locator('td a').first().getAttribute('href')).toMatch(
    /^\/narratives\/[^/?]+\?from=\d{4}-\d\d-\d\d&to=2031-03-09$/u,
  );
  expect(faults).toEqual([]);
  await page.context().close();
});

test('windows that overlap or end before they begin are refused in words', async () => {
  const { page, faults } = await watchedPage(browser, origin(), { locale: languageTags.uk });
  await page.goto(`${origin()}/compare?from=2031-03-01&to=2031-03-12&from2=2031-03-10&to2=2031-03-20`);
  expect(await page.innerText('#found')).toContain('мають спільні дні');
  await page.goto(`${origin()}/compare?from=2031-03-08&to=2031-03-02&from2=2031-03-10&to2=2031-03-20`);
  expect(await page.innerText('#found')).toContain('закінчується раніше');
  expect((await page.goto(`${origin()}/compare?from=2031-02-31`))?.status()).toBe(400);
  expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  await page.context().close();
});

test('the study beside: what differs, and the same narratives', async () => {
  for (const locale of Object.values(languageTags)) {
    const { page, faults } = await watchedPage(browser, origin(), { locale });
    await page.goto(`${origin()}/compare?with=studies`);
    expect(await page.innerText('section:has(#title-configuration)')).toContain('measure.minPosts');
    expect(await page.innerText('section:has(#title-narratives)')).toMatch(/1[.,]000/u);
    expect(await page.innerText('body')).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
    expect(await seriousViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 850 });
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

test('a study that means harm is compared with itself, and nothing of it runs', async () => {
  const hostile = join(folder, 'hostile');
  await writeHostileStudy(hostile, { narratives: 400, longestWord: 100_000 });
  const own = await serveStudy(Study.open(hostile), errors, { beside: Study.open(hostile) });
  try {
    const from = own.url.replace(/\/$/u, '');
    const { page, faults } = await watchedPage(browser, from);
    for (const query of ['', '?cut=2022-03-10', '?with=studies', '?kind=vanished&of=posts&page=2']) {
      const response = await page.goto(`${from}/compare${query}`);
      expect(response?.status(), query).toBe(200);
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(await page.locator('main script, main iframe, main img').count()).toBe(0);
      expect((await response!.body()).length).toBeLessThan(2_000_000);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  } finally {
    await own.close();
  }
}, 120_000);
