/** The ecosystems, all sites and each of them: the figures are those of the tables, whichever way one gets at them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupBy } from '../../src/kernels/group-by.ts';
import { medianLead } from '../../src/kernels/leads.ts';
import type { Serving } from '../../src/server/listen.ts';
import { Database } from '../../src/store/database.ts';
import { Study } from '../../src/store/study.ts';
import { createViews } from '../../src/store/views.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { startBrowser } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { serveStudy, visit } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let database: Database;
const errors: unknown[] = [];

beforeAll(async () => {
  const study = Study.open(await sharedDemo());
  [browser, serving, database] = await Promise.all([startBrowser(), serveStudy(study, errors), Database.open()]);
  await createViews(database, study);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  database?.close();
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');
const { formats, ecosystems: words, sites: siteWords } = wordingOf('en');

/** The cells of a row of the table of ecosystems, as lines. */
async function abreast(page: Page, head: string, place = 0): Promise<string[][]> {
  const row = page.locator('table.abreast tr', { has: page.locator(`th[scope=row]:text-is("${head}")`) }).nth(place);
  const cells = await row.locator('td').allInnerTexts();
  return cells.map((cell) => cell.split('\n').filter((line) => line !== ''));
}

/** The site with most narratives, and a site that shares texts. */
async function telling(): Promise<{ site: string; ecosystem: string }> {
  const [row] = await database.rows<{ site: string; ecosystem: string }>(`
    SELECT e.site, e.source AS ecosystem FROM events e WHERE e.margin IS NOT NULL
    GROUP BY 1, 2 ORDER BY max((e.syndication_group <> '')::INTEGER) DESC NULLS LAST, count(DISTINCT narrative_id) DESC, 1 LIMIT 1`);
  return row!;
}

/** Bounds of the lead of a site over the platform, narrative by narrative, worked out without the queries of the pages. */
async function leadsOf(site: string, ecosystem: string): Promise<{ low: number; high: number }[]> {
  const rows = await database.rows<{ narrative_id: string; earliest: number | null; latest: number | null }>(
    `SELECT narrative_id, epoch_ms(earliest) AS earliest, epoch_ms(latest) AS latest FROM events
     WHERE site = ? AND source = ? AND margin >= 0.03 - 1e-9`,
    [site, ecosystem],
  );
  const posted = new Map(
    (
      await database.rows<{ narrative_id: string; low: number | null; high: number | null }>(
        `SELECT narrative_id, epoch_ms(first_at_low) AS low, epoch_ms(first_at_high) AS high FROM first_appearance WHERE ecosystem = 'weibo'`,
      )
    ).map((row) => [row.narrative_id, row]),
  );
  return [...groupBy(rows, ({ narrative_id }) => narrative_id)].flatMap(([id, own]) => {
    const post = posted.get(id);
    const dated = own.filter(({ earliest, latest }) => earliest !== null || latest !== null);
    if (post === undefined || dated.length === 0) return [];
    const earliest = Math.min(...dated.map((row) => row.earliest ?? -Infinity));
    const latest = Math.min(...dated.map((row) => row.latest ?? Infinity));
    return [{ low: ((post.low ?? -Infinity) - latest) / 3.6e6, high: ((post.high ?? Infinity) - earliest) / 3.6e6 }];
  });
}

test('the table of ecosystems says what the tables of the study say', async () => {
  const page = await visit(browser, `${origin()}/ecosystems`);
  const sorted = ['chinese', 'russian', 'ukrainian', 'american'];
  const share = await database.rows<Record<string, number> & { ecosystem: string; counting: string }>(
    'SELECT * FROM share',
  );
  const of = (ecosystem: string, counting: string): Record<string, number> =>
    share.find((row) => row.ecosystem === ecosystem && row.counting === counting)!;
  const heads = await page.locator('table.abreast thead th').allInnerTexts();
  expect(heads.slice(1).map((head) => head.replace(/^\W+/u, ''))).toEqual([
    'China',
    'Russia',
    'Ukraine',
    'United States',
    'Weibo',
  ]);
  const { percent, percentRange, count, duration } = formats;

  const items = await database.rows<{ ecosystem: string; items: number }>(
    'SELECT ecosystem, count(*) AS items FROM items WHERE in_scope GROUP BY 1',
  );
  expect((await abreast(page, words.table.items)).map(([line]) => line)).toEqual(
    [...sorted, 'weibo'].map((key) => count(items.find(({ ecosystem }) => ecosystem === key)!.items)),
  );
  expect((await abreast(page, words.table.matched)).slice(0, 4).map(([line]) => line)).toEqual(
    sorted.map((key) => count(of(key, 'copies')['matched']!)),
  );
  expect((await abreast(page, words.table.texts)).slice(0, 4).map(([line]) => line)).toEqual(
    sorted.map((key) => count(of(key, 'groups')['matched']!)),
  );
  for (const [head, value, low, high] of [
    [words.table.rate, 'rate', 'rate_low', 'rate_high'],
    [words.table.share, 'share', 'low', 'high'],
  ] as const)
    expect((await abreast(page, head)).slice(0, 4)).toEqual(
      sorted.map((key) => {
        const row = of(key, 'copies');
        return [percent(row[value]), words.table.interval(percentRange(row[low], row[high]))];
      }),
    );

  const reached = await database.rows<{ source: string; narratives: number }>(
    `SELECT e.source, count(DISTINCT narrative_id) AS narratives FROM events e JOIN items i USING (item_id) WHERE i.kind = 'article' GROUP BY 1`,
  );
  expect((await abreast(page, words.table.reached)).slice(0, 4).map(([line]) => line)).toEqual(
    sorted.map((key) => count(reached.find(({ source }) => source === key)!.narratives)),
  );
  const summary = await database.rows<{ ecosystem: string; narratives_won: number; separable_won: number }>(
    `SELECT ecosystem, narratives_won, separable_won FROM association_summary WHERE baseline = 'npmi_own' AND counting = 'copies'`,
  );
  expect(
    (await abreast(page, words.table.won('normalised PMI, own totals'))).slice(0, 4).map(([line]) => line),
  ).toEqual(
    sorted.map((key) => formats.splitCount(summary.find(({ ecosystem }) => ecosystem === key)!.narratives_won)),
  );

  const firsts = await database.rows<{ ecosystem: string; first: number; before: number }>(`
    SELECT ecosystem, count(*) FILTER (outcome = 'first') AS "first", count(*) FILTER (against_platform = 'before') AS before
    FROM first_appearance GROUP BY 1`);
  const led = await database.rows<{ source: string; median_lead_hours: number }>('SELECT * FROM first_leads');
  for (const [head, value] of [
    [words.table.first, (key: string) => count(firsts.find(({ ecosystem }) => ecosystem === key)!.first)],
    [words.table.before('Weibo'), (key: string) => count(firsts.find(({ ecosystem }) => ecosystem === key)!.before)],
    [words.table.lead('Weibo'), (key: string) => duration(led.find(({ source }) => source === key)!.median_lead_hours)],
  ] as const)
    expect((await abreast(page, head)).slice(0, 4).map(([line]) => line)).toEqual(sorted.map(value));

  const influence = await database.rows<{ source: string; influence: number }>(
    `SELECT source, influence FROM influence WHERE model = 'hawkes' AND target = 'weibo'`,
  );
  expect((await abreast(page, words.table.direct)).map(([line]) => line)).toEqual(
    [...sorted, 'weibo'].map((key) => {
      const value = influence.find(({ source }) => source === key)?.influence ?? null;
      return value === null ? '–' : percent(value);
    }),
  );
});

test('the matrices have every pair, and what stands out has a frame', async () => {
  const page = await visit(browser, `${origin()}/ecosystems`);
  for (const id of ['volume', 'by-ecosystem', 'influence', 'network', 'edges'])
    expect(await page.locator(`#${id}`).count(), id).toBe(1);
  const passed = await database.rows<{ copies: number }>('SELECT copies FROM network_ecosystems');
  const texts = await page.locator('#plot-passed-matrix .wide svg a text').allTextContents();
  expect(texts.map((text) => text.replace(/\D/gu, '')).toSorted()).toEqual(
    passed.map(({ copies }) => String(copies)).toSorted(),
  );
  const firm = await database.rows(
    `SELECT 1 FROM influence WHERE model = 'hawkes' AND source <> 'background' AND influence_low >= 0.0005`,
  );
  expect(
    await page
      .locator(
        '#plot-influence-matrix .wide rect[stroke-width="2"], #plot-influence-matrix .wide g[stroke-width="2"] rect',
      )
      .count(),
  ).toBe(firm.length);
});

test('edges are narrowed down in place, and lead to the narratives behind them', async () => {
  const [edges] = await database.rows<{ all: number; enough: number; site: string; own: number }>(`
    WITH f AS (SELECT target AS site FROM network WHERE target <> 'weibo' ORDER BY place LIMIT 1)
    SELECT count(*) AS all, count(*) FILTER (NOT is_thin) AS enough, any_value(f.site) AS site,
      count(*) FILTER (source = f.site OR target = f.site) AS own
    FROM network, f`);
  const page = await visit(browser, `${origin()}/ecosystems`);
  await page.evaluate('globalThis.same = true');
  await page.locator('select[name=edges]').selectOption('all');
  await page.waitForURL(/edges=all/u);
  expect(await page.locator('#edges .found').innerText()).toBe(words.edges.found(edges!.all));
  await page.locator('select[name=edges]').selectOption('enough');
  await page.waitForURL(/edges=enough/u);
  expect(await page.locator('#edges .found').innerText()).toBe(words.edges.found(edges!.enough));
  expect(await page.evaluate('globalThis.same')).toBe(true);
  await page.goto(`${origin()}/ecosystems?edges=all&site=${encodeURIComponent(edges!.site)}`);
  expect(await page.locator('#edges .found').innerText()).toBe(words.edges.found(edges!.own));
  const row = page.locator('#edges tbody tr').first();
  await row.locator('summary').click();
  const href = await row.locator('details a').first().getAttribute('href');
  expect(href).toMatch(/^\/narratives\/./u);
});

test('the list of sites adds up to the tables, filters and sorts', async () => {
  const listed = await database.rows<{
    site: string;
    ecosystem: string;
    articles: number;
    matched: number;
    narratives: number;
  }>(`
    SELECT i.site, i.ecosystem, count(DISTINCT i.item_id) AS articles, count(DISTINCT e.item_id) AS matched,
      count(DISTINCT e.narrative_id) AS narratives
    FROM items i LEFT JOIN events e USING (item_id) WHERE i.kind = 'article' AND i.in_scope GROUP BY 1, 2`);
  const page = await visit(browser, `${origin()}/sites?sort=matched`);
  expect(await page.locator('#found .found').innerText()).toBe(siteWords.found(listed.length));
  const sorted = (names: readonly (string | undefined)[]): string[] =>
    names.map(String).toSorted((a, b) => (a < b ? -1 : 1));
  const cells = async (): Promise<string[][]> =>
    page.locator('#found tbody tr').evaluateAll((rows) =>
      rows.map((row) =>
        [
          ...(
            row as unknown as {
              cells: Iterable<{ querySelector(of: string): { textContent: string } | null; textContent: string }>;
            }
          ).cells,
        ].map((cell) => (cell.querySelector('a') ?? cell).textContent.trim()),
      ),
    );
  const shown = await cells();
  const byName = new Map(listed.map((row) => [row.site, row]));
  expect(shown.length).toBe(Math.min(50, listed.length));
  for (const [site, articles, matched, , narratives] of shown) {
    const row = byName.get(site!)!;
    expect([articles, matched, narratives]).toEqual([row.articles, row.matched, row.narratives].map(formats.count));
  }
  const amounts = shown.map(([, , matched]) => Number(matched));
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));

  const some = listed.toSorted((a, b) => a.articles - b.articles)[Math.floor(listed.length / 2)]!;
  await page.evaluate('globalThis.same = true');
  await page.locator('input[name=q]:not(.find *)').last().fill(some.site.slice(0, 6));
  await page.waitForURL(/q=/u);
  const expected = listed.filter(({ site }) => site.includes(some.site.slice(0, 6)));
  expect(sorted((await cells()).map(([site]) => site))).toEqual(sorted(expected.map(({ site }) => site)));
  expect(await page.evaluate('globalThis.same')).toBe(true);
  await page.goto(`${origin()}/sites?ecosystem=${some.ecosystem}&articles=${some.articles}`);
  const fits = listed.filter((row) => row.ecosystem === some.ecosystem && row.articles >= some.articles);
  expect(await page.locator('#found .found').innerText()).toBe(siteWords.found(fits.length));
});

test('a site: its leads by another route, its narratives, who had its texts first', async () => {
  const { site, ecosystem } = await telling();
  const leads = await leadsOf(site, ecosystem);
  const found = medianLead(
    Float64Array.from(leads.map(({ low }) => low)),
    Float64Array.from(leads.map(({ high }) => high)),
  );
  const page = await visit(browser, `${origin()}/sites/${encodeURIComponent(site)}`);
  expect(await page.locator('h1').innerText()).toBe(site);
  const fact = async (head: string): Promise<string> =>
    page
      .locator('.facts div', { has: page.locator(`dt:text-is("${head}")`) })
      .locator('dd')
      .innerText();
  const { facts } = siteWords.one;
  const median = Number.isNaN(found.median) ? '–' : formats.duration(found.median);
  expect((await fact(facts.lead)).startsWith(median), await fact(facts.lead)).toBe(true);
  const [before, after] = [leads.filter(({ low }) => low >= 0).length, leads.filter(({ high }) => high <= 0).length];
  const order = await fact(facts.order('Weibo'));
  if (before > 0) expect(order).toContain(facts.before(before));
  if (after > 0) expect(order).toContain(facts.after(after));
  if (leads.length > before + after) expect(order).toContain(facts.undecidable(leads.length - before - after));

  const [taken] = await database.rows<{ narratives: number; matched: number; articles: number }>(
    `SELECT count(DISTINCT narrative_id) AS narratives, count(DISTINCT item_id) AS matched,
       (SELECT count(*) FROM items WHERE kind = 'article' AND in_scope AND site = $1 AND ecosystem = $2) AS articles
     FROM events WHERE site = $1 AND source = $2`,
    [site, ecosystem],
  );
  expect(await fact(facts.narratives)).toBe(formats.count(taken!.narratives));
  const hrefs = await page
    .locator('#evidence tbody th a')
    .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
  expect(hrefs.length).toBe(Math.min(30, taken!.narratives));
  for (const href of hrefs) {
    expect(new URL(href).searchParams.get('site')).toBe(site);
    expect(new URL(href).searchParams.get('ecosystem')).toBe(ecosystem);
  }

  const shared = await database.rows<{ texts: number; site: string }>(
    `SELECT other.site, count(DISTINCT own.syndication_group) AS texts FROM items own JOIN items other USING (syndication_group)
     WHERE own.site = $1 AND other.site <> $1 AND own.in_scope AND other.in_scope GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
    [site],
  );
  expect(
    await page
      .locator('#shared tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => (row as unknown as { cells: { textContent: string }[] }).cells[1]!.textContent),
      ),
  ).toEqual(shared.map(({ texts }) => formats.count(texts)));

  await page.evaluate('globalThis.same = true');
  await page.getByText(siteWords.one.lists.articles(taken!.articles)).click();
  await page.waitForURL(/list=articles/u);
  await page.locator('input[name=matched]').check();
  await page.waitForURL(/matched=1/u);
  expect(await page.locator('#evidence tbody tr').count()).toBe(Math.min(30, taken!.matched));
  expect(await page.evaluate('globalThis.same')).toBe(true);
});

test('the first appearances of all sites add up to those of the table', async () => {
  const page = await visit(browser, `${origin()}/sites?sort=name`);
  const [sum] = await database.rows<{ firsts: number }>(
    `SELECT count(*) AS firsts FROM first_appearance f JOIN items i USING (item_id) WHERE outcome = 'first' AND f.ecosystem <> 'weibo'`,
  );
  const pages = Number((await page.locator('.pager span').allInnerTexts())[0]?.match(/\d+$/u)?.[0] ?? 1);
  let firsts = 0;
  for (let place = 1; place <= pages; place++) {
    await page.goto(`${origin()}/sites?sort=name&page=${place}`);
    const cells = await page.locator('#found tbody tr td:nth-child(8) a').allInnerTexts();
    firsts += cells.reduce((total, cell) => total + Number(cell), 0);
  }
  expect(firsts).toBe(sum!.firsts);
});

test('a site that is none is not found', async () => {
  for (const path of ['/sites/nowhere.example', '/sites/%00', '/sites/__proto__', '/sites/a%2Fb'])
    expect((await fetch(origin() + path)).status, path).toBe(404);
  const { site } = await telling();
  expect((await fetch(`${origin()}/sites/${encodeURIComponent(site)}?ecosystem=nowhere`)).status).toBe(404);
});

test('a figure of an ecosystem opens as many rows as it says', async () => {
  const page = await visit(browser, `${origin()}/ecosystems`);
  const { table: own } = words;
  const platform = await page.locator('table.abreast thead th').last().innerText();
  const heads = [own.items, own.sites, own.matched, own.reached, own.separable, own.first];
  const before = own.before(platform.replace(/^\S+\s/u, ''));
  let opened = 0;
  for (const head of [...heads, before]) {
    const row = page.locator('table.abreast tr', { has: page.locator(`th[scope=row]:text-is("${head}")`) }).first();
    expect(await row.count(), head).toBe(1);
    for (const link of await row.locator('td a').all()) {
      const figure = (await link.innerText()).replaceAll(/\D/gu, '');
      const answer = await fetch(new URL((await link.getAttribute('href'))!, origin()));
      const found = /<p class="found">([^<]*)/u.exec(await answer.text())?.[1];
      expect(/\d[\d,]*/u.exec(found ?? '')?.[0].replaceAll(',', ''), `${head}: ${link.toString()}`).toBe(figure);
      opened++;
    }
  }
  expect(opened).toBeGreaterThan(20);
});
