/** How fast the dashboard feels in a real browser: first load, and interaction to next paint. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { packageRoot } from '../src/package-root.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** A page opened with an empty cache, several times. Milliseconds from the request. */
export interface FirstLoad {
  readonly address: string;
  readonly first_paint: Summary;
  readonly loaded: Summary;
  /** Thousands of bytes of everything the page loads, and of the page alone. */
  readonly kilobytes: number;
  readonly page_kilobytes: number;
}

/** Something a visitor does on a page, several times. */
export interface Interaction {
  readonly address: string;
  readonly what: string;
  /** Milliseconds to the next paint, as the Event Timing API sees it: 0 where it was less than 16. */
  readonly next_paint: Summary;
  /** Milliseconds until the part of the page that was asked for stands there, where one was. */
  readonly shown: Summary | undefined;
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

/** Opens each address `runs` times, each time with an empty cache. */
export async function firstLoads(origin: string, addresses: readonly string[], runs: number): Promise<FirstLoad[]> {
  const browser = await startBrowser();
  try {
    const loads: FirstLoad[] = [];
    for (const address of addresses) {
      const found: { first_paint: number; loaded: number; bytes: number; page: number }[] = [];
      for (let run = 0; run < runs; run++) {
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(origin + address, { waitUntil: 'load' });
        await page.waitForTimeout(150);
        found.push(
          await page.evaluate(`(() => {
            const [navigation] = performance.getEntriesByType('navigation');
            return {
              first_paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
              loaded: navigation.loadEventEnd,
              bytes: [navigation, ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0),
              page: navigation.transferSize,
            };
          })()`),
        );
        await context.close();
      }
      loads.push({
        address,
        first_paint: summary(found.map(({ first_paint }) => first_paint)),
        loaded: summary(found.map(({ loaded }) => loaded)),
        kilobytes: found[0]!.bytes / 1000,
        page_kilobytes: found[0]!.page / 1000,
      });
    }
    return loads;
  } finally {
    await browser.close();
  }
}

/** What a visitor does wherever a page has it: where, and how. A page is not asked for what it does not have. */
const acts: readonly (readonly [what: string, where: string, act: (found: Locator) => Promise<void>])[] = [
  ['unfold', 'main details > summary', async (found) => found.click()],
  ['type', 'main form[data-search] input[type=search]', async (found) => found.pressSequentially('war', { delay: 60 })],
  [
    'ask',
    'main form[data-live]:not([data-search]) input[type=search]',
    async (found) => {
      await found.fill('the strait is mined');
      await found.press('Enter');
    },
  ],
  [
    'choose',
    'main form[data-live] select',
    async (found) => {
      await found.focus();
      await found.press('ArrowDown');
    },
  ],
  ['turn the page', 'main a[rel=next]', async (found) => found.click()],
  ['follow a live link', 'main a[data-live]:not([rel])', async (found) => found.click()],
  ['check', 'main input[type=checkbox]', async (found) => found.press('Space')],
  ['press', 'main button[type=button]', async (found) => found.click()],
];

const watch = `globalThis.longest = 0; globalThis.asked = NaN; globalThis.swappedAfter = undefined;
for (const name of ['click', 'input', 'change', 'keydown'])
  addEventListener(name, () => { globalThis.asked = performance.now(); }, { capture: true });
document.addEventListener('swapped', () => { globalThis.swappedAfter = performance.now() - globalThis.asked; });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.interactionId) globalThis.longest = Math.max(globalThis.longest, entry.duration);
}).observe({ type: 'event', durationThreshold: 16, buffered: false });`;

/** Does on each page what `acts` say, each `runs` times on a page that was just opened. */
export async function interactions(origin: string, addresses: readonly string[], runs: number): Promise<Interaction[]> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const found: Interaction[] = [];
    for (const address of addresses) {
      for (const [what, where, act] of acts) {
        const once = await times(page, origin + address, where, act, runs);
        if (once !== undefined) found.push({ address, what, ...once });
      }
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function times(
  page: Page,
  address: string,
  where: string,
  act: (found: Locator) => Promise<void>,
  runs: number,
): Promise<Pick<Interaction, 'next_paint' | 'shown'> | undefined> {
  const paints: number[] = [];
  const shown: number[] = [];
  for (let run = 0; run < runs; run++) {
    await page.goto(address, { waitUntil: 'load' });
    const target = page.locator(where).filter({ visible: true }).first();
    if ((await target.count()) === 0) return undefined;
    await page.evaluate(watch);
    await act(target);
    await page.waitForTimeout(700);
    const [paint, swapped] = await page.evaluate<[number, number | undefined]>(
      '[globalThis.longest ?? 0, globalThis.swappedAfter]',
    );
    paints.push(paint);
    if (swapped !== undefined) shown.push(swapped);
  }
  return { next_paint: summary(paints), shown: shown.length === 0 ? undefined : summary(shown) };
}
