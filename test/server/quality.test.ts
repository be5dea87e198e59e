/** Data quality: every figure is that of the tables and opens as many rows as it says. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { Database, sqlText } from '../../src/store/database.ts';
import { Study } from '../../src/store/study.ts';
import { languageTags } from '../../src/wording/languages.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeHostileStudy } from '../support/hostile-study.ts';
import { serveStudy, served, visit } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let folder = '';
const errors: unknown[] = [];

/** The demonstration with faults: items of every reason out of scope, copies across ecosystems, rejected records. */
async function writeFaultyStudy(copy: string): Promise<void> {
  cpSync(await sharedDemo(), copy, { recursive: true });
  using database = await Database.open();
  const items = sqlText(join(copy, 'tables/items.parquet'));
  await database.run(`CREATE TABLE faulty AS
    WITH numbered AS (SELECT *, row_number() OVER (ORDER BY kind, item_id) AS n FROM read_parquet(${items}))
    SELECT * EXCLUDE (n) REPLACE (
      CASE WHEN n % 10 = 0 THEN TIMESTAMPTZ '2031-06-01 10:00:00+00' ELSE published_earliest END AS published_earliest,
      CASE WHEN n % 10 = 0 THEN TIMESTAMPTZ '2031-06-01 10:01:00+00' ELSE published_latest END AS published_latest,
      CASE WHEN kind = 'article' AND n % 10 = 1 THEN NULL ELSE ecosystem END AS ecosystem,
      in_scope AND n % 10 > 1 AND n % 17 <> 0 AS in_scope,
      CASE WHEN n % 9 = 0 THEN 'und' ELSE language END AS language,
      CASE WHEN kind = 'article' AND n % 8 = 0 THEN 'article:copied' ELSE syndication_group END AS syndication_group)
    FROM numbered`);
  await database.writeParquet(join(copy, 'tables/items.parquet'), 'SELECT * FROM faulty');
  await database.writeParquet(
    join(copy, 'tables/rejects.parquet'),
    `SELECT 'import' AS stage, 'file-' || (i % 2) || '.ndjson' AS source, CAST(i AS VARCHAR) AS record,
      ['no-text', 'duplicate-id', 'time-unreadable'][1 + i % 3] AS slug, 'what is wrong with record ' || i AS detail FROM range(1, 131) r(i)`,
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-quality-'));
  await writeFaultyStudy(join(folder, 'faulty'));
  [browser, serving] = await Promise.all([startBrowser(), serveStudy(Study.open(join(folder, 'faulty')), errors)]);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');

/** A count out of the tables. */
async function counted(sql: string): Promise<number> {
  using database = await Database.open();
  const of = (name: string): string => `read_parquet(${sqlText(join(folder, `faulty/tables/${name}.parquet`))})`;
  const rows = await database.rows<{ n: number }>(sql.replace('ITEMS', of('items')).replace('REJECTS', of('rejects')));
  return rows[0]!.n;
}

/** Whether the list behind each link says it has as many rows as the link. */
async function opensAsManyRows(from: string, links: readonly (readonly [text: string, href: string])[]): Promise<void> {
  const found = await Promise.all(
    links.map(async ([, href]) => /class="found">([\d,]+)/u.exec(await (await fetch(from + href)).text())?.[1]),
  );
  expect(found).toEqual(links.map(([text]) => text));
}

test('the figures are those of the tables, and each opens as many rows', async () => {
  const page = await visit(browser, `${origin()}/quality`);
  const sums = await page.locator('.sums dd strong').allInnerTexts();
  expect(sums.map((text) => Number(text.replaceAll(',', '')))).toEqual([
    await counted(`SELECT count(*) AS n FROM ITEMS WHERE kind = 'post' AND in_scope`),
    await counted(`SELECT count(*) AS n FROM ITEMS WHERE kind = 'article' AND in_scope`),
    await counted('SELECT count(*) AS n FROM ITEMS WHERE NOT in_scope'),
    await counted('SELECT count(*) AS n FROM ITEMS WHERE published_earliest IS NULL AND published_latest IS NULL'),
    await counted('SELECT count(*) AS n FROM ITEMS WHERE syndication_group IS NOT NULL'),
    await counted(`SELECT count(*) AS n FROM ITEMS WHERE kind = 'article' AND ecosystem IS NULL`),
    130,
  ]);
  const reasons = await page.locator('#scope table').first().locator('tbody tr').allInnerTexts();
  for (const said of ['no known ecosystem', 'outside the days', 'not known'])
    expect(
      reasons.some((row) => row.includes(said)),
      said,
    ).toBe(true);
  const late = await counted(
    `SELECT count(*) AS n FROM ITEMS WHERE kind = 'post' AND NOT in_scope AND published_earliest >= TIMESTAMPTZ '2031-06-01'`,
  );
  expect(reasons.find((row) => row.includes('outside the days') && row.includes('Posts'))).toMatch(
    new RegExp(`\\b${late}$`, 'u'),
  );

  // The table `coverage` was made before the faults, so the figures of times by source are not among these.
  const links = await page
    .locator('.sums a, #languages td a, #scope td a, #copies td.figures a, #rejects td a')
    .evaluateAll((all) =>
      (all as unknown as { textContent: string; pathname: string; search: string }[]).map(
        ({ textContent, pathname, search }) => [textContent, pathname + search] as const,
      ),
    );
  expect(links.length).toBeGreaterThan(25);
  await opensAsManyRows(
    origin(),
    links.filter(([, href]) => href !== '/quality/copies'),
  );
});

test('the figures of times by source open their rows, and the section of the method has its place', async () => {
  const { origin: own } = await served(await sharedDemo());
  const page = await visit(browser, `${own}/quality#method`);
  expect(await page.locator('#method h2').count()).toBe(1);
  expect(await page.locator('#coverage figure').count()).toBe(1);
  expect(await page.locator('#run tbody tr').count()).toBeGreaterThan(8);
  const links = await page
    .locator('#times td a')
    .evaluateAll((all) =>
      (all as unknown as { textContent: string; pathname: string; search: string }[]).map(
        ({ textContent, pathname, search }) => [textContent, pathname + search] as const,
      ),
    );
  expect(links.length).toBeGreaterThan(15);
  await opensAsManyRows(own, links);
});

test('rejected records are searched while one types, counted by reason and file, and paged by keyboard', async () => {
  const page = await visit(browser, `${origin()}/quality/rejects`);
  await page.evaluate('globalThis.stays = true');
  expect(await page.innerText('.found')).toBe('130 records.');
  await page.locator('.pager a[rel=next]').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/page=2/u);
  const rows = page.locator('#found table').last().locator('tbody tr');
  expect(await rows.count()).toBe(50);

  await page.fill('.filters input[name=q]', 'no-text file-1');
  await page.waitForURL(/q=no-text/u);
  const expected = await counted(
    `SELECT count(*) AS n FROM REJECTS WHERE slug = 'no-text' AND source = 'file-1.ndjson'`,
  );
  expect(await page.innerText('.found')).toBe(`${expected} records.`);
  expect(await rows.count()).toBe(expected);
  const cells = await rows.first().locator('th, td').allInnerTexts();
  expect(cells.slice(0, 4)).toEqual(['file-1.ndjson', '3', 'import', 'no-text']);
  expect(cells[4]).toBe('what is wrong with record 3');
  expect(cells[5]).toBe('not taken');
  expect(await page.evaluate('globalThis.stays')).toBe(true);

  await page.goto(`${origin()}/quality/rejects?slug=time-unreadable`);
  expect(await rows.first().innerText()).toContain('taken');
  await page.uncheck('input[name=slug]');
  await page.locator('.found', { hasText: '130' }).waitFor();
});

test('texts with copies lead to their copies, earliest first, and to the items', async () => {
  const page = await visit(browser, `${origin()}/quality/copies`, { javaScriptEnabled: false });
  const first = page.locator('#found tbody tr').first();
  expect(await first.locator('th a').getAttribute('href')).toBe('/items/article%3Acopied');
  const copies = await counted(`SELECT count(*) AS n FROM ITEMS WHERE syndication_group = 'article:copied'`);
  expect(await first.locator('td.figures').first().innerText()).toBe(String(copies));
  await first.locator('td.figures a').click();
  expect(await page.innerText('.found')).toBe(`${copies} items fit.`);
  const hrefs = await page
    .locator('#found tbody th a')
    .evaluateAll((all) => (all as unknown as { pathname: string }[]).map(({ pathname }) => pathname));
  using database = await Database.open();
  const ordered = await database.rows<{ item_id: string }>(
    `SELECT item_id FROM read_parquet(${sqlText(join(folder, 'faulty/tables/items.parquet'))})
    WHERE syndication_group = 'article:copied' ORDER BY published_earliest NULLS LAST, item_id`,
  );
  expect(hrefs).toEqual(ordered.map(({ item_id }) => `/items/${encodeURIComponent(item_id)}`));
  await page.goto(`${origin()}/quality/copies?across=1`);
  const across = await counted(`SELECT count(*) AS n FROM (
    SELECT 1 FROM ITEMS WHERE syndication_group IS NOT NULL GROUP BY syndication_group HAVING count(DISTINCT ecosystem) > 1)`);
  expect(await page.innerText('.found')).toContain(String(across));
});

test('in every language the lists say what they show, on a phone too', async () => {
  for (const [locale, fits] of [
    ['en', 'items fit'],
    [languageTags.zh, '符合条件的条目'],
    [languageTags.uk, 'Знайдено'],
    [languageTags.ru, 'Найдено'],
  ] as const) {
    const page = await visit(browser, `${origin()}/quality/items?scope=out&reason=window`, {
      locale,
      viewport: { width: 390, height: 850 },
      colorScheme: 'dark',
    });
    expect(await page.innerText('.found')).toContain(fits);
    await page.goto(`${origin()}/quality`);
    expect(await page.innerText('main')).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBeLessThanOrEqual(0);
  }
}, 60_000);

test('a study that means harm is shown, its figures open, and no address breaks a page', async () => {
  const hostile = join(temporaryFolder(), 'hostile');
  await writeHostileStudy(hostile, { narratives: 60, longestWord: 1_000_000 });
  const { origin: own } = await served(hostile);
  const page = await visit(browser, `${own}/quality`);
  for (const path of ['/quality', '/quality/items', '/quality/copies', '/quality/rejects']) {
    const response = await page.goto(own + path);
    expect(response?.status(), path).toBe(200);
    expect((await response!.body()).length).toBeLessThan(1_500_000);
    expect(await page.evaluate('globalThis.harmed'), path).toBeUndefined();
    expect(await page.locator('main script, main iframe, main img').count()).toBe(0);
    expect(await seriousViolations(page), path).toEqual([]);
    const hrefs = await page
      .locator('main a[href^="/quality"]')
      .evaluateAll((all) => (all as unknown as { href: string }[]).map(({ href }) => href));
    for (const href of hrefs) expect((await fetch(href)).status, href).toBe(200);
  }
  const values = [
    '\u0000',
    '__proto__',
    "'; DROP TABLE items; --",
    '\ud800',
    '-1',
    '0',
    '1e6',
    '%',
    '_',
    'x'.repeat(3000),
  ];
  const names = [
    'q',
    'kind',
    'ecosystem',
    'site',
    'language',
    'time',
    'scope',
    'reason',
    'group',
    'stage',
    'slug',
    'source',
    'sort',
    'page',
  ];
  for (const path of ['/quality/items', '/quality/copies', '/quality/rejects'])
    for (const name of names) {
      const answers = values.map(async (value) =>
        fetch(`${own}${path}?${new URLSearchParams({ [name]: value }).toString()}`),
      );
      for (const { status, url } of await Promise.all(answers)) expect([200, 400], url.slice(0, 200)).toContain(status);
    }
}, 120_000);
