/** What can be taken away, in a browser and over sockets: the same bytes as the command line writes. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { Study } from '../../src/store/study.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { succeed } from '../support/demo-study.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { hostileTexts, writeHostileStudy } from '../support/hostile-study.ts';
import { poster, serveStudy, visit } from '../support/served.ts';

let browser: Browser;
let study: string;
let out: string;
let demo: Serving;
let hostile: Serving;
let hostileFolder: string;
const errors: unknown[] = [];

const servedAt = async (folder: string): Promise<Serving> => serveStudy(Study.open(folder), errors);
const originOf = ({ url }: Serving): string => url.replace(/\/$/u, '');

const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-exports-'));

beforeAll(async () => {
  study = join(folder, 'demo');
  out = join(folder, 'out');
  hostileFolder = join(folder, 'hostile');
  cpSync(await sharedDemo(), study, { recursive: true });
  await writeHostileStudy(hostileFolder, { narratives: 400, longestWord: 1_000_000 });
  [browser, demo, hostile] = await Promise.all([startBrowser(), servedAt(study), servedAt(hostileFolder)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.close();
  await hostile?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

/** A connection for each file: one that is kept may have been closed while a test was busy reading. */
async function bytesOf(serving: Serving, path: string): Promise<Buffer> {
  const answer = await new Promise<IncomingMessage>((give, fail) => {
    get(originOf(serving) + path, { agent: false }, give).on('error', fail);
  });
  expect(answer.statusCode, path).toBe(200);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''/u);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Where the command line puts what stands behind an address of the page. */
function fileOf(address: string): string {
  const [, format = '', name = ''] = /^\/exports\/([\w-]+)(?:\/([\w-]+))?$/u.exec(address) ?? [];
  if (['csv', 'ndjson', 'parquet'].includes(format)) return `${format}/${name}.${format}`;
  if (format === 'nodes' || format === 'edges') return `${name}/${format}.csv`;
  if (format === 'svg') return `plots/${name}.svg`;
  if (format === 'vega-lite') return `plots/${name}.vl.json`;
  return name === '' ? `${format}.csv` : `${name}.${format}`;
}

test('every file of the page is the file of the command line, byte for byte', async () => {
  const page = await visit(browser, `${originOf(demo)}/exports?figures=1`);
  const addresses = await page
    .locator('a.save')
    .evaluateAll((links) => links.map((link) => (link as unknown as { pathname: string }).pathname));
  const write = async (...args: string[]): Promise<unknown> => succeed('export', ...args, '--study', study);
  const runs: (() => Promise<unknown>)[] = [
    ...(['csv', 'ndjson', 'parquet', 'plots'] as const).map(
      (format) => async () => write(format, '--out', join(out, format)),
    ),
    ...(['coortweet', 'fourcat', 'bertopic'] as const).map(
      (format) => async () => write(format, '--out', join(out, `${format === 'fourcat' ? '4cat' : format}.csv`)),
    ),
    async () => write('gexf', '--graph', 'sites', '--out', join(out, 'sites.gexf')),
    async () => write('graphml', '--graph', 'narratives', '--out', join(out, 'narratives.graphml')),
    async () => write('edges', '--graph', 'narrative-ecosystems', '--out', join(out, 'narrative-ecosystems')),
  ];
  const next = runs.values();
  await Promise.all(
    [1, 2].map(async () => {
      for (const run of next) await run();
    }),
  );
  expect(addresses.length).toBeGreaterThan(100);
  for (const address of new Set(addresses)) {
    const sent = await bytesOf(demo, address);
    const written = join(out, fileOf(address));
    if (!existsSync(written)) expect(address).toMatch(/gexf|graphml|nodes|edges/u);
    else expect(hashOf(sent), address).toBe(hashOf(readFileSync(written)));
  }
  const item = await saved(page, async () => page.locator('a[href="/exports/csv/items"]').click());
  expect(item.name).toBe('items.csv');
  expect(item.bytes.equals(readFileSync(join(out, 'csv/items.csv')))).toBe(true);
}, 180_000);

test('options of CSV stand in the links, without a reload', async () => {
  const page = await visit(browser, `${originOf(demo)}/exports`);
  await page.getByLabel('For Excel').check();
  await page.getByLabel('For programs only').check();
  const link = page.locator('a[href="/exports/csv/items?bom=1&raw=1"]');
  const { bytes } = await saved(page, async () => link.click());
  const path = join(out, 'options.csv');
  await succeed('export', 'csv', '--table', 'items', '--bom', '--raw', '--study', study, '--out', path);
  expect(bytes.equals(readFileSync(path))).toBe(true);
  expect(await page.locator('a[href="/exports/nodes/sites?bom=1&raw=1"]').count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('bom')).toBe('1');
});

test('figures are drawn when they are asked for, and the browser makes PNG of them', async () => {
  const page = await visit(browser, `${originOf(demo)}/exports`, { colorScheme: 'dark' });
  expect(await page.locator('.figures-taken').count()).toBe(0);
  await page.getByRole('button', { name: 'Draw the figures' }).click();
  await page.getByRole('button', { name: 'PNG share.png' }).waitFor();
  const picture = await saved(page, async () => page.getByRole('button', { name: 'PNG share.png' }).click());
  expect(picture.name).toBe('share.png');
  const svg = (await bytesOf(demo, '/exports/svg/share')).toString();
  const [, width, height] = /<svg[^>]* width="(\d+)" height="(\d+)"/u.exec(svg)!;
  expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.bytes.readUInt32BE(16)).toBe(2 * Number(width));
  expect(picture.bytes.readUInt32BE(20)).toBe(2 * Number(height));
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 850 });
  expect(
    await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBeLessThanOrEqual(0);
}, 60_000);

test('a replication bundle is made, watched and taken away', async () => {
  const page = await visit(browser, `${originOf(demo)}/exports`, { locale: 'uk', expected: [/status of 409/u] });
  await page.getByLabel('Автори').fill('Ann Li (0000-0002-1825-0098)');
  await page.getByRole('button', { name: 'Створити пакет' }).click();
  expect(await page.locator('main').innerText()).toContain('«Ann Li (0000-0002-1825-0098)» не є ім’ям');
  await page.goBack();
  await page.getByRole('textbox', { name: 'Назва', exact: true }).fill('Ліс <b>і</b> річка');
  await page.getByLabel('Опис').fill('Один\nдва');
  await page.getByLabel('Автори').fill('Ann Li (0000-0002-1825-0097)\nУ');
  await page.getByLabel('Ліцензія').fill('CC-BY-4.0');
  await page.getByRole('button', { name: 'Створити пакет' }).click();
  expect(await page.locator('h1').innerText()).toBe('Створення пакета для відтворення');
  await page.waitForURL('**/exports#bundle', { timeout: 60_000 });
  const { name, bytes } = await saved(page, async () => page.locator('a[href="/exports/bundle/ids"]').click());
  expect(name).toMatch(/-bundle-ids\.zip$/u);
  const path = join(out, 'bundle.zip');
  const about = ['--title', 'Ліс <b>і</b> річка', '--description', 'Один\nдва', '--license', 'CC-BY-4.0'];
  const authors = ['--author', 'Ann Li (0000-0002-1825-0097)', '--author', 'У'];
  await succeed('export', 'bundle', '--ids-only', ...about, ...authors, '--study', study, '--out', path);
  expect(hashOf(bytes)).toBe(hashOf(readFileSync(path)));
  expect((await fetch(`${originOf(demo)}/exports/bundle/whole`)).status).toBe(404);
}, 90_000);

test('what is no licence, and too much, is refused', async () => {
  const post = poster(originOf(demo));
  for (const fields of [{ license: '<script>' }, { license: 'javascript:alert(1)' }, { authors: ')(' }])
    expect((await post('/exports/bundle', fields)).status).toBe(409);
  for (const fields of [{ title: 'x'.repeat(501) }, { tables: 'xlsx' }, { idsOnly: 'maybe' }, { authors: 7 }])
    expect((await post('/exports/bundle', fields)).status).toBe(400);
  expect((await post('/exports/bundle', { description: 'x'.repeat(70_000) })).status).toBe(413);
});

test('names that lead nowhere are not found, and odd questions are refused', async () => {
  const origin = originOf(hostile);
  for (const path of [
    ...['csv', 'ndjson', 'parquet', 'gexf', 'graphml', 'nodes', 'edges', 'svg', 'vega-lite', 'bundle'].flatMap(
      (format) =>
        ['nothing', '__proto__', 'constructor', '..%2f..%2frun.json', '%00', '%2e%2e', '%ff', 'items.csv'].map(
          (name) => `/exports/${format}/${name}`,
        ),
    ),
    '/exports/csv/judgements',
    '/exports/xlsx/items',
    '/exports/csv/../../run.json',
    '/exports/csv',
  ]) {
    const answer = await fetch(origin + path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
  }
  for (const path of ['csv/items?bom=yes', 'coortweet?precision=day', 'svg/share?language=xx'])
    expect((await fetch(`${origin}/exports/${path}`)).status, path).toBe(400);
});

test('a study that means harm can be taken away, and its formulas stay texts', async () => {
  const rows = parse<Record<string, string>>(await bytesOf(hostile, '/exports/csv/items'), { columns: true });
  expect(rows).toHaveLength(2000);
  expect(Math.max(...rows.map(({ text }) => text!.length))).toBeGreaterThanOrEqual(1_000_000);
  expect(rows.some(({ title }) => title === `'${hostileTexts.find((text) => text.startsWith('=cmd'))!}`)).toBe(true);
  expect(rows.every(({ title }) => !/^[=+\-@\t\r\n]/u.test(title!))).toBe(true);
  for (const path of [
    'gexf/narratives',
    'graphml/sites',
    'edges/narrative-ecosystems',
    '4cat',
    'bertopic',
    'coortweet',
  ])
    expect((await bytesOf(hostile, `/exports/${path}`)).length, path).toBeGreaterThan(0);
  const page = await visit(browser, `${originOf(hostile)}/exports?figures=1`);
  expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
  expect(await page.locator('.figures-taken img').count()).toBeGreaterThan(3);
}, 60_000);

test('the list of narratives is taken away as it is filtered', async () => {
  const page = await visit(browser, `${originOf(hostile)}/narratives?sort=posts&posts=40&small=1`);
  const listed = Number(/\d+/u.exec(await page.locator('.found').innerText())![0]);
  const { name, bytes } = await saved(page, async () => page.getByRole('link', { name: 'as CSV' }).click());
  expect(name).toBe('narratives.csv');
  const rows = parse<Record<string, string>>(bytes, { columns: true });
  expect(rows).toHaveLength(listed);
  expect(listed).toBeGreaterThan(5);
  const posts = rows.map((row) => Number(row['posts']));
  expect(posts).toEqual(posts.toSorted((a, b) => b - a));
  expect(Math.min(...posts)).toBeGreaterThanOrEqual(40);
  expect(rows.every(({ label }) => !/^[=+\-@\t\r\n]/u.test(label!))).toBe(true);
  const counts = rows.map((row) =>
    Object.values<number>(JSON.parse(row['articles_by_ecosystem']!) as Record<string, number>),
  );
  expect(counts.map((own) => own.reduce((sum, one) => sum + one, 0))).toEqual(
    rows.map((row) => Number(row['articles'])),
  );
});

test('the list of sites is taken away as it is filtered', async () => {
  const page = await visit(browser, `${originOf(demo)}/sites?sort=name&articles=2`);
  const listed = Number(/\d+/u.exec(await page.locator('.found').innerText())![0]);
  const { name, bytes } = await saved(page, async () => page.getByRole('link', { name: 'as CSV' }).click());
  expect(name).toBe('sites.csv');
  const forExcel = await page.getByRole('link', { name: 'for Excel' }).getAttribute('href');
  const marked = await bytesOf(demo, forExcel!);
  expect(marked.toString()).toBe(`\ufeff${bytes.toString()}`);
  const rows = parse<Record<string, string>>(bytes, { columns: true });
  expect(rows).toHaveLength(listed);
  expect(listed).toBeGreaterThan(3);
  const names = rows.map(({ site }) => site!);
  expect(names).toEqual(names.toSorted());
  for (const { articles, matched, before, after, undecidable, leads, rate } of rows) {
    expect(Number(articles)).toBeGreaterThanOrEqual(2);
    expect(Number(rate)).toBeCloseTo(Number(matched) / Number(articles), 9);
    expect(Number(before) + Number(after) + Number(undecidable)).toBe(Number(leads));
  }
});

test('visitors who stop reading, and leave in the middle, hold nobody up for long', async () => {
  const { hostname, port } = new URL(hostile.url);
  const stalled = await Promise.all(
    [1, 2, 3, 4].map(
      async () =>
        new Promise<ReturnType<typeof connect>>((done) => {
          const socket = connect(Number(port), hostname, () =>
            socket.write(`GET /exports/ndjson/items HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`),
          );
          socket.once('data', () => {
            socket.pause();
            done(socket);
          });
        }),
    ),
  );
  const waiting = fetch(`${originOf(hostile)}/exports/csv/share`);
  const early = await Promise.race([waiting, new Promise((give) => setTimeout(give, 200, 'waits'))]);
  expect(early).toBe('waits');
  for (const socket of stalled) socket.destroy();
  expect((await waiting).status).toBe(200);
  const all = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => fetch(`${originOf(hostile)}/exports/csv/share`)));
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  await Promise.all(all.map(async (answer) => answer.text()));
});

test('a file that cannot be read to its end does not look whole', async () => {
  const path = join(hostileFolder, 'tables/rejects.parquet');
  const whole = readFileSync(path);
  const broken = Buffer.from(whole);
  broken.fill(0, 4, Math.floor(whole.length / 2));
  writeFileSync(path, broken);
  const answer = await fetch(`${originOf(hostile)}/exports/csv/rejects`)
    .then(async (given) => (given.ok ? given.text().then(() => 'whole') : 'a page'))
    .catch(() => 'broken off');
  expect(answer).not.toBe('whole');
  writeFileSync(path, whole);
  expect(errors.splice(0).length).toBeGreaterThan(0);
});
