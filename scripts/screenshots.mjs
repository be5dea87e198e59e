// Takes the pictures of the dashboard in docs/images/: builds, carries out the invented study in a temporary folder,
// serves it and photographs it with Chromium. For whoever changes how the pages look: npm run screenshots
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { build } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/cli/main.js');

/** Bytes a picture may have: a page of the documentation with all of them loads at once. */
const largest = 120_000;

/** What is photographed: `from` is the element at the upper edge, `awaited` one that a script adds. */
const pictures = [
  { name: 'overview', path: '/', height: 960 },
  {
    name: 'narrative',
    path: '/narratives/n0-000000',
    height: 1060,
    colorScheme: 'dark',
    from: '#timeline',
    awaited: '#matches .said',
  },
  { name: 'ecosystems', path: '/ecosystems', height: 900, locale: 'zh' },
  { name: 'sensitivity', path: '/sensitivity', height: 960 },
];

/** Photographs one page as WebP. */
async function photograph(browser, origin, { path, height, from, awaited, colorScheme = 'light', locale = 'en' }) {
  const context = await browser.newContext({
    locale,
    colorScheme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    viewport: { width: 1160, height },
  });
  const page = await context.newPage();
  await page.goto(origin + path, { waitUntil: 'load' });
  if (awaited !== undefined) await page.locator(awaited).first().waitFor();
  if (from !== undefined) await page.locator(from).evaluate((element) => element.scrollIntoView());
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 75 });
  await context.close();
  return Buffer.from(data, 'base64');
}

/** Starts the dashboard of a study; resolves to its address once it answers. */
async function serve(study) {
  const server = spawn(process.execPath, [program, 'serve', '--study', study, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: server.stdout }))
    if (URL.canParse(line.trim())) return { server, origin: new URL(line.trim()).origin };
  throw new Error('the dashboard did not start');
}

const executablePath = findBrowser();
if (executablePath === undefined) {
  console.error('error: no Chromium: npm test installs it, or name one in CHROMIUM');
  process.exit(2);
}
build();
const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-pictures-'));
const images = join(root, 'docs/images');
mkdirSync(images, { recursive: true });
try {
  const study = join(folder, 'study');
  execFileSync(process.execPath, [program, 'demo', study, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { server, origin } = await serve(study);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const picture of pictures) {
      const bytes = await photograph(browser, origin, picture);
      if (bytes.length > largest)
        throw new Error(`${picture.name}.webp has ${bytes.length} bytes, more than ${largest}`);
      writeFileSync(join(images, `${picture.name}.webp`), bytes);
      console.error(`docs/images/${picture.name}.webp ${bytes.length} bytes`);
    }
  } finally {
    await browser.close();
    server.kill('SIGINT');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
