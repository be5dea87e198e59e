/** Every page, in every language, in a real browser: nothing breaks, nothing is asked from elsewhere, everyone can use it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Serving } from '../../src/server/listen.ts';
import { pages } from '../../src/server/pages/pages.ts';
import { Study } from '../../src/store/study.ts';
import { interfaceLanguages, languageTags } from '../../src/wording/languages.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser, watchedPage } from '../support/browser.ts';
import { carryOut } from '../support/command.ts';
import { copyStudy, sharedDemo } from '../support/finished-demo.ts';
import { serveStudy } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let folder: string;
const errors: unknown[] = [];

beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
  const study = copyStudy(await sharedDemo(), join(folder, 'demo'));
  await carryOut('digest', 'new', '--title', 'Strait', '--study', study);
  await carryOut('digest', 'add', 'strait', 'article:article-0024#0', 'weibo:post-0035#0', '--row', '--study', study);
  serving = await serveStudy(Study.open(study), errors);
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Addresses of pages with parameters; a job is watched where one is begun. */
const examples: Readonly<Record<string, readonly string[]>> = {
  '/narratives/:id': ['/narratives/n0-000000?near=1', '/narratives/n1-000000'],
  '/narratives/:id/alignment': ['/narratives/n0-000001/alignment'],
  '/items/:id': ['/items/article%3Aarticle-0024', '/items/weibo%3Apost-0035'],
  '/digests/:id': ['/digests/strait'],
  '/digests/:id/read': ['/digests/strait/read'],
  '/digests/:id/revisions': ['/digests/strait/revisions'],
  '/sites/:site': ['/sites/liniya-dnya.example', '/sites/liniya-dnya.example?list=articles'],
  '/jobs/:id': [],
};

const visited = pages.flatMap(({ path }) => (path.includes(':') ? examples[path]! : [path]));

test.for(visited.flatMap((path) => interfaceLanguages.map((language) => [path, language] as const)))(
  '%s in %s',
  async ([path, language]) => {
    const origin = serving.url.replace(/\/$/u, '');
    const { page, faults } = await watchedPage(browser, origin, { locale: languageTags[language] });
    const response = await page.goto(origin + path);
    expect(response?.status()).toBe(200);
    expect(await page.getAttribute('html', 'lang')).toBe(languageTags[language]);
    expect(await page.locator('h1').count()).toBe(1);
    const text = await page.innerText('body');
    expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
    // What axe sees differs between alphabets, and colours in no language.
    if (language === 'en' || language === 'zh') expect(await seriousViolations(page)).toEqual([]);
    if (language === 'en') {
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await seriousViolations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 850 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow, 'wider than a phone').toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  },
);
