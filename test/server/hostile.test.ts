/** A study that means harm, served whole: every page is opened, nothing breaks, nothing runs, nothing leads elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzzAddresses, fuzzForms } from '../../bench/dashboard-fuzz.ts';
import { walk } from '../../bench/dashboard-walk.ts';
import type { Walk } from '../../bench/dashboard-walk.ts';
import { figureParameter } from '../../src/server/figures.ts';
import type { Serving } from '../../src/server/listen.ts';
import { pages } from '../../src/server/pages/pages.ts';
import { Study } from '../../src/store/study.ts';
import { parseXml } from '../exports/well-formed.ts';
import type { XmlElement } from '../exports/well-formed.ts';
import { startBrowser, watchedPage } from '../support/browser.ts';
import { writeHostileStudy } from '../support/hostile-study.ts';
import { serveStudy } from '../support/served.ts';

/** Thousands of bytes that a page of a list with the longest texts may have. */
const mostKilobytes = 1000;

const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
let browser: Browser;
let serving: Serving;
let origin: string;
let walked: Walk;
const errors: unknown[] = [];
const faults: string[] = [];

beforeAll(async () => {
  await writeHostileStudy(folder, { narratives: 2000, longestWord: 1_000_000 });
  [browser, serving] = await Promise.all([startBrowser(), serveStudy(Study.open(folder), errors)]);
  origin = serving.url.replace(/\/$/u, '');
  const from = pages.map(({ path }) => path).filter((path) => !path.includes(':'));
  walked = await walk(origin, { from, perKind: 2, look: ({ address, html }) => faults.push(...harmIn(html, address)) });
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Elements and attributes that no text of a study may become. */
function harmIn(html: string, address: string): string[] {
  const found: string[] = [];
  const say = (what: string): void => void found.push(`${what.slice(0, 200)} on ${address.slice(0, 200)}`);
  const parser = new Parser({
    onopentag(name, attributes) {
      if (['iframe', 'object', 'embed', 'base', 'style', 'x'].includes(name)) say(`<${name}>`);
      if (name === 'img' && attributes['src']?.startsWith('/exports/') !== true) say('<img>');
      if (name === 'script' && !/^\/assets\/[\w.-]+\.js$/u.test(attributes['src'] ?? '')) say('<script>');
      if (name === 'link' && !/^(?:\/assets\/[\w.-]+\.css|data:,)$/u.test(attributes['href'] ?? '')) say('<link>');
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith('on') || attribute === 'style' || attribute === 'srcdoc') say(`${name} ${attribute}`);
        if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(attribute)) {
          const isSource =
            name === 'a' && /^https?:\/\//u.test(value) && attributes['rel']?.includes('noopener') === true;
          if (!isSource && !/^(?:[/#?](?!\/)|data:,$)/u.test(value)) say(`${name} ${attribute}="${value}"`);
        }
      }
    },
  });
  parser.end(html);
  if (/\bundefined\b|\bNaN\b|\[object /u.test(html.replaceAll(/<[^>]*>/gu, ' '))) say('undefined, NaN or [object');
  return found;
}

/** Whether an address is one of a page; links of shared views may lead to pages there are not. */
function isOf({ path }: { readonly path: string }, address: string): boolean {
  const pattern = `^${path.replaceAll(/:[a-z]+(?:\{[^}]*\})?/gu, '[^/]+')}$`;
  return new RegExp(pattern, 'u').test(address.split('?')[0]!);
}

test('every page and every kind of page that links lead to answers, and is no longer than a page', () => {
  expect(
    walked.broken.filter((line) => !line.startsWith('404 ') || pages.some((page) => isOf(page, line.slice(4)))),
  ).toEqual([]);
  expect(walked.kinds.length).toBeGreaterThan(5);
  const long = walked.kinds.filter(
    ({ kind, most_kilobytes }) => !kind.startsWith('/exports/…') && most_kilobytes > mostKilobytes,
  );
  expect(long).toEqual([]);
  expect(errors).toEqual([]);
});

test('no text becomes an element, an attribute or an address', () => {
  expect([...new Set(faults)]).toEqual([]);
});

/** Whether an address is one of a figure, which is saved and not shown. */
const isFigure = (address: string): boolean => new URL(address, origin).searchParams.has(figureParameter);

const drawn = new Set([
  'svg',
  'g',
  'rect',
  'path',
  'circle',
  'line',
  'text',
  'tspan',
  'title',
  'desc',
  'defs',
  'clipPath',
]);

test('figures are whole XML in which nothing runs or is loaded', async () => {
  const addresses = walked.addresses.filter(isFigure);
  const kinds = new Map(addresses.map((address) => [address.replace(/^(\/[a-z]+)[^?]*\?.*figure=/u, '$1 '), address]));
  expect(kinds.size).toBeGreaterThan(8);
  for (const address of kinds.values()) {
    const names = new Set<string>();
    const collect = ({ name, attributes, children }: XmlElement): void => {
      names.add(name);
      for (const attribute of Object.keys(attributes))
        if (/^on|href/iu.test(attribute)) names.add(`${name} ${attribute}`);
      children.forEach(collect);
    };
    collect(parseXml(await (await fetch(origin + address)).text()));
    expect(
      [...names].filter((name) => !drawn.has(name)),
      address,
    ).toEqual([]);
  }
});

test('in a browser nothing runs, nothing is asked from elsewhere, and nothing is wider than a phone', async () => {
  const { page, faults: met } = await watchedPage(browser, origin, { viewport: { width: 390, height: 850 } });
  const shown = walked.addresses.filter((address) => !isFigure(address));
  for (const address of pages.flatMap((one) => shown.filter((known) => isOf(one, known)).slice(0, 2))) {
    await page.goto(origin + address, { waitUntil: 'load' });
    const [harmed, overflow] = await page.evaluate<[unknown, number]>(
      `(() => {
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        document.querySelectorAll('main a, main button, main input').forEach((one) => { one.focus(); });
        return [globalThis.harmed, document.documentElement.scrollWidth - document.documentElement.clientWidth];
      })()`,
    );
    expect(harmed, address).toBeUndefined();
    expect(overflow, `${address} is wider than a phone`).toBeLessThanOrEqual(0);
  }
  expect(met).toEqual([]);
  await page.context().close();
}, 60_000);

test('damaged addresses and forms are refused or answered, never broken', { timeout: 60_000 }, async () => {
  const addresses = await fuzzAddresses(origin, walked.addresses, { requests: 400, seed: 7, seconds: 12 });
  expect(addresses.failures).toEqual([]);
  const posted = await fuzzForms(origin, walked.forms, { requests: 150, seed: 7, seconds: 6 });
  expect(posted.failures).toEqual([]);
  expect(errors).toEqual([]);
  expect((await fetch(`${origin}/narratives`)).status).toBe(200);
});
