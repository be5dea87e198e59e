/** How fast the dashboard feels in a real browser: first load, and interaction to next paint. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { packageRoot } from '../src/package-root.ts';

/** A page opened with an empty cache. Milliseconds from the request. */
export interface FirstLoad {
  readonly address: string;
  readonly first_paint: number;
  readonly loaded: number;
  /** Bytes of everything the page loads. */
  readonly kilobytes: number;
}

/** The longest wait from an interaction to the next paint, as the Event Timing API sees it. */
export interface Interaction {
  readonly what: string;
  readonly milliseconds: number;
}

async function startBrowser(): Promise<Browser> {
  const { findBrowser } = (await import(pathToFileURL(join(packageRoot, 'scripts/browser.mjs')).href)) as {
    findBrowser: () => string | undefined;
  };
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium was found: install chromium, or name one in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** Opens each address in a browser of its own. */
export async function firstLoads(origin: string, addresses: readonly string[]): Promise<FirstLoad[]> {
  const browser = await startBrowser();
  try {
    const loads: FirstLoad[] = [];
    for (const address of addresses) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(origin + address, { waitUntil: 'load' });
      await page.waitForTimeout(100);
      const found = await page.evaluate<{ first_paint: number; loaded: number; bytes: number }>(`({
        first_paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
        loaded: performance.getEntriesByType('navigation')[0].loadEventEnd,
        bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0),
      })`);
      loads.push({ address, first_paint: found.first_paint, loaded: found.loaded, kilobytes: found.bytes / 1000 });
      await context.close();
    }
    return loads;
  } finally {
    await browser.close();
  }
}

/** Uses the pages as a visitor does, each interaction several times, and keeps the slowest. */
export async function interactions(origin: string): Promise<Interaction[]> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const found: Interaction[] = [];
    const measure = async (what: string, address: string, act: (page: Page) => Promise<void>): Promise<void> => {
      await page.goto(origin + address, { waitUntil: 'load' });
      await page.evaluate(`globalThis.longest = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.interactionId) globalThis.longest = Math.max(globalThis.longest, entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: false });`);
      await act(page);
      await page.waitForTimeout(400);
      found.push({ what, milliseconds: await page.evaluate<number>('globalThis.longest') });
    };
    await measure('type into the filter', '/narratives', async () => {
      await page.locator('input[name=q]').last().pressSequentially('strait', { delay: 60 });
    });
    await measure('open the filters', '/narratives', async () => page.locator('.filters summary').click());
    await measure('choose an order', '/narratives', async () => {
      await page.locator('select[name=sort]').selectOption('posts');
      await page.locator('select[name=sort]').press('ArrowDown');
    });
    await measure('turn the page', '/narratives', async () => {
      const next = page.locator('.pager a[rel=next]');
      if ((await next.count()) > 0) await next.click();
    });
    return found;
  } finally {
    await browser.close();
  }
}
