/** Sites and ecosystems with names that mean harm, addresses made up by strangers, and ten thousand sites. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { siteAddress } from '../../src/server/sites/address.ts';
import { Study } from '../../src/store/study.ts';
import { startBrowser } from '../support/browser.ts';
import { hostileTexts, writeHostileStudy } from '../support/hostile-study.ts';
import { serveStudy, visit } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
const errors: unknown[] = [];
const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));

beforeAll(async () => {
  await writeHostileStudy(folder, { narratives: 300, longestWord: 100_000 });
  [browser, serving] = await Promise.all([startBrowser(), serveStudy(Study.open(folder), errors)]);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const origin = (): string => serving.url.replace(/\/$/u, '');

/** Links of a page to sites. */
function siteLinks(page: string): string[] {
  return [...page.matchAll(/href="(\/sites\/[^"]*)"/gu)].map(
    ([, href]) => href!.replaceAll('&#39;', "'").replaceAll('&amp;', '&').split('#')[0]!,
  );
}

test('every link to a site leads to it, whatever its name', async () => {
  const links = new Set<string>();
  for (const path of [
    '/sites',
    '/sites?page=2',
    '/sites?sort=name',
    '/ecosystems?edges=all',
    '/ecosystems?edges=all&page=7',
  ])
    for (const link of siteLinks(await (await fetch(origin() + path)).text())) links.add(link);
  expect(links.size).toBeGreaterThan(100);
  const hostile = hostileTexts.flatMap((text) => siteAddress(text, undefined) ?? []);
  const named = hostile.filter((address) => [...links].some((link) => link.startsWith(address)));
  expect(named.length).toBeGreaterThan(10);
  const plain = [...links].filter((link) => !hostile.some((address) => link.startsWith(address))).slice(0, 4);
  // All at once: visitors must not hold each other up.
  const answers = await Promise.all(
    [...named, ...plain].map(async (link) => ({ link, status: (await fetch(origin() + link)).status })),
  );
  // The network may name sites that have no article in scope.
  const missing = answers.filter(
    ({ link, status }) => status !== 200 && !(status === 404 && link.startsWith('/sites/site')),
  );
  expect(missing).toEqual([]);
});

test('nothing a study says is run, loaded or wider than a phone', async () => {
  const name = hostileTexts[1]!;
  for (const path of ['/ecosystems?edges=all', '/sites?sort=name', siteAddress(name, undefined)!]) {
    const page = await visit(browser, origin() + path, { viewport: { width: 390, height: 850 } });
    expect(await page.evaluate('globalThis.harmed'), path).toBeUndefined();
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      path,
    ).toBeLessThanOrEqual(0);
    expect(await page.innerText('body')).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
  }
});

test('made-up parameters are answered or refused', async () => {
  const values = [
    '',
    '0',
    '-1',
    '1e308',
    '999999999999999999999',
    'NaN',
    '1; DROP TABLE site_list',
    "'",
    '%00',
    '%F0%9F',
    '%5B%5D',
    '__proto__',
    'constructor',
    '%E2%80%AE',
    'x'.repeat(3000),
  ];
  const names: Readonly<Record<string, readonly string[]>> = {
    '/ecosystems': ['edges', 'site', 'from', 'to', 'sort', 'page'],
    '/sites': ['q', 'ecosystem', 'articles', 'narratives', 'sort', 'page'],
    [siteAddress('__proto__', undefined)!]: ['ecosystem', 'list', 'order', 'first', 'sort', 'matched', 'page'],
  };
  const bad: string[] = [];
  for (const [path, parameters] of Object.entries(names))
    for (const name of parameters)
      for (const value of values) {
        const { status } = await fetch(`${origin()}${path}?${name}=${value}`);
        if (![200, 400, 404].includes(status)) bad.push(`${status} ${path}?${name}=${value.slice(0, 40)}`);
      }
  for (const path of ['/sites/', '/sites/..%2F..%2Fetc', '/sites/%ff', '/sites/%', `/sites/${'a'.repeat(7000)}`]) {
    const { status } = await fetch(origin() + path);
    if (![200, 400, 404].includes(status)) bad.push(`${status} ${path.slice(0, 40)}`);
  }
  expect(bad).toEqual([]);
});
