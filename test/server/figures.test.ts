/** Every figure of a page can be saved, as it is shown there. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseXml } from '../exports/well-formed.ts';
import { startBrowser } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { served, visit } from '../support/served.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());

/** Addresses of what saves the figures of a page, with `&` as it is. */
const savedFrom = (html: string): string[] =>
  [...html.matchAll(/<span class="save-figure"[^>]*>[^<]*<a class="save" href="([^"]*)"/gu)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  );

test('each figure of each page is an SVG file that stands alone and says where it was', async () => {
  const { origin } = await served(await sharedDemo());
  const narratives = await (await fetch(`${origin}/narratives`)).text();
  const narrative = /href="(\/narratives\/n0-[^"?#]*)"/u.exec(narratives)![1]!;
  const site = /href="(\/sites\/[^"?#]*)"/u.exec(await (await fetch(`${origin}/sites`)).text())![1]!;
  const pages = {
    '/': 4,
    '/ecosystems': 2,
    '/quality': 1,
    '/sensitivity': 3,
    '/compare?cut=2031-03-10': 5,
    [narrative]: 1,
    [site]: 1,
  };
  for (const [page, fewest] of Object.entries(pages)) {
    const html = await (await fetch(origin + page)).text();
    const addresses = savedFrom(html);
    expect(addresses.length, page).toBeGreaterThanOrEqual(fewest);
    expect(html.match(/<figure\b/gu)).toHaveLength(addresses.length);
    for (const address of addresses) {
      const answer = await fetch(origin + address);
      expect([answer.status, answer.headers.get('content-type')], address).toEqual([200, 'image/svg+xml']);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.svg"/u);
      const svg = await answer.text();
      expect(parseXml(svg).name).toBe('svg');
      // What only a page has: style variables, links, and the links that save.
      expect(svg, address).not.toMatch(/var\(--|<a[\s>]|href=|PNG/u);
      if (address.startsWith('/exports/')) continue;
      expect(svg.replaceAll(/<[^>]*>/gu, ''), address).toContain(page);
      expect(svg).not.toContain('figure=');
    }
  }
  const windows = await (await fetch(`${origin}/compare?cut=2031-03-10&figure=plot-share`)).text();
  expect(windows.replaceAll(/<[^>]*>/gu, '')).toMatch(/Hollow: 28 Feb 2031 – 9 Mar 2031\. Filled:\s10 Mar 2031 – /u);
  expect((await fetch(`${origin}/compare?figure=nothing`)).status).toBe(404);
  expect((await fetch(`${origin}/narratives/none?figure=timeline`)).status).toBe(404);
});

test('the browser saves a figure as PNG, and what was chosen meanwhile is in it', async () => {
  const { origin } = await served(await sharedDemo());
  const page = await visit(browser, `${origin}/compare`);
  await page.fill('input[name=cut]', '2031-03-10');
  await page.locator('#compared input[name=from2][value="2031-03-10"]').waitFor();
  const figure = page.locator('#plot-share');
  expect(await figure.locator('a.save').getAttribute('href')).toContain('cut=2031-03-10');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: 'PNG share.png' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('share.png');
  expect(
    readFileSync(await download.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});
