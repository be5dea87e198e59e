/** A real Chromium for the tests, without a network of its own. */
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';

/** Starts Chromium; an Error where there is none (`npm test` installs it). */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: npm test installs it, or name one in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page with what went wrong in it. */
export interface Watched {
  readonly page: Page;
  /** Messages of the console that are errors or warnings, uncaught errors, and requests to other origins. */
  readonly faults: string[];
}

/** A new page, watched: whatever a visitor should never meet is written to `faults`. */
export async function watchedPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  // Without smooth scrolling, during which a click would meet whatever passes by.
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:'))
      faults.push(`request elsewhere: ${url.slice(0, 200)}`);
  });
  return { page, faults };
}
