/** Digests in a real browser: from a search to a published page, by keyboard, without a script, in two tabs, through accidents. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/digest/model.ts';
import { createDigest, readDigest, revisionsOf, saveDigest } from '../../src/digest/store.ts';
import type { Serving } from '../../src/server/listen.ts';
import { Study } from '../../src/store/study.ts';
import { interfaceLanguages, languageTags } from '../../src/wording/languages.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { hostileTexts, quotedWith, quoteOf } from '../digest/make.ts';
import { seriousViolations } from '../support/axe.ts';
import { startBrowser } from '../support/browser.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { poster, serveStudy, visit } from '../support/served.ts';

let browser: Browser;
let serving: Serving;
let study: Study;
let origin: string;
const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-digests-'));
const errors: unknown[] = [];

beforeAll(async () => {
  const [started, demo] = await Promise.all([startBrowser(), sharedDemo()]);
  browser = started;
  cpSync(demo, folder, { recursive: true });
  study = Study.open(folder);
  serving = await serveStudy(study, errors);
  origin = serving.url.replace(/\/$/u, '');
});
afterAll(async () => {
  await browser?.close();
  await serving?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

const patience = { interval: 5, timeout: 10_000 };
const words = (text: string) => ({ kind: 'words' as const, text });
const quote = (number: number, text = `Quote ${number}. It has two sentences.`) =>
  quoteOf(quotedWith({ passage_id: `article:none-${number}#0`, site: `site-${number}.example`, text }));

/** A digest of these blocks, in the study that is served. */
async function made(title: string, blocks: Digest['blocks']): Promise<string> {
  const digest = await createDigest(study, { title, author: 'M. Keller', language: 'en' });
  await saveDigest(study, { ...digest, blocks: [...blocks] });
  return digest.id;
}

/** The digest in short: `w` words, sources, brackets rows. */
async function outline(id: string): Promise<string> {
  const { blocks } = await readDigest(study, id);
  return blocks
    .map((block) =>
      block.kind === 'words'
        ? block.text
        : block.kind === 'quote'
          ? block.quoted.site
          : `[${block.quotes.map(({ quoted }) => quoted.site).join(' ')}]`,
    )
    .join(' ')
    .replaceAll(/site-(\d)\.example/gu, '$1');
}

/** The tools of a block, or of a quote of a row, counted from 1. */
function tools(page: Page, block: number, quoteOfRow?: number): Locator {
  const own = quoteOfRow === undefined ? `#block-${block}` : `#block-${block}-${quoteOfRow}`;
  return page.locator(`${own} > .tools-of`);
}

async function saved(page: Page, revision: number): Promise<void> {
  await expect.poll(async () => page.innerText('#saved'), patience).toContain(`revision ${revision},`);
}

async function isUsable(page: Page, schemes: readonly ('light' | 'dark')[] = ['dark', 'light']): Promise<void> {
  expect(await page.locator('h1').count()).toBe(1);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousViolations(page)).toEqual([]);
  }
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 850 });
  expect(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    'wider than a phone',
  ).toBeLessThanOrEqual(0);
  await page.setViewportSize(before);
}

async function fileAt(path: string): Promise<{ name: string; type: string; text: string }> {
  const answer = await fetch(origin + path);
  expect(answer.status, path).toBe(200);
  return {
    name: answer.headers.get('content-disposition') ?? '',
    type: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
}

test('quotes are picked out of a search, arranged by keyboard, cut down, translated, and published in every format', async () => {
  const page = await visit(browser, `${origin}/search?q=${encodeURIComponent('a survey ship cut the cable')}&by=words`);
  await page.locator('#found .results > div:last-child .quote-tools button').first().click();
  await page.waitForURL(/\/digests\/quote\/choose/u);
  expect(await page.innerText('h1')).toBe('Which digest?');
  await page.fill('[name="title"]', 'Who cut the cable?');
  await page.fill('[name="author"]', 'M. Keller');
  await page.click('text=Begin it with this quote');
  await page.waitForURL(/\/search\?q=.*#quoted$/u);
  expect(await page.innerText('.quoting')).toContain('The quote is in it.');
  const buttons = page.locator('#found .results > div:last-child .quote-tools button');
  for (const [place, said] of [
    [1, '2 quotes'],
    [2, '3 quotes'],
  ] as const) {
    await buttons.nth(place).click();
    await expect.poll(async () => page.innerText('[data-said]'), patience).toContain(`holds ${said} now`);
    expect(await buttons.nth(place).innerText()).toContain('Quoted');
  }
  await isUsable(page);
  await page.click('.quoting a');
  await page.waitForURL(`${origin}/digests/who-cut-the-cable`);
  await saved(page, 4);
  const { blocks } = await readDigest(study, 'who-cut-the-cable');
  const passages = blocks.map((block) => (block.kind === 'quote' ? block.quoted.passage_id : ''));
  const order = async (): Promise<string[]> =>
    (await readDigest(study, 'who-cut-the-cable')).blocks.map((block) =>
      block.kind === 'quote' ? block.quoted.passage_id : block.kind,
    );

  // By keyboard: the button keeps the focus, and so does the block after Alt and an arrow.
  await tools(page, 1).locator('button[value="down"]').focus();
  await page.keyboard.press('Enter');
  await saved(page, 5);
  expect(await order()).toEqual([passages[1], passages[0], passages[2]]);
  await expect
    .poll(async () => page.evaluate('document.activeElement.closest(".framed")?.id'), patience)
    .toBe('block-2');
  await page.keyboard.press('Alt+ArrowUp');
  await saved(page, 6);
  expect(await order()).toEqual(passages);

  await tools(page, 2).locator('button[value="join"]').click();
  await saved(page, 7);
  expect(await order()).toEqual(['row', passages[2]]);
  expect(await page.locator('.digest .row figure').count()).toBe(2);

  // A part of the passage, selected by keyboard.
  await tools(page, 2).locator('summary', { hasText: 'Choose parts' }).click();
  await tools(page, 2).locator('[data-passage]').focus();
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+Control+ArrowRight');
  await tools(page, 2).locator('button[value="keep"]').click();
  await saved(page, 8);
  const text = await page.innerText('#block-2 blockquote');
  expect(text).toMatch(/^\S.*\s\[…\]$/su);
  const cut = (await readDigest(study, 'who-cut-the-cable')).blocks[1];
  expect(cut).toMatchObject({ parts: [text.replace(/\s\[…\]$/u, '')] });

  // Words, with a preview of how they read.
  await page.locator('#editor > details summary', { hasText: 'Write words at the beginning' }).click();
  const form = page.locator('#editor > details form[data-edit="written"]').nth(1);
  await form.locator('textarea').fill('Two ships, *three* stories.');
  await form.locator('[data-preview]').click();
  await page.waitForSelector('.live-preview em');
  expect(await page.innerText('.live-preview em')).toBe('three');
  await form.locator('textarea').fill('Two ships, **four** stories. <b>x</b>');
  await page.waitForSelector('.live-preview strong');
  await form.locator('button', { hasText: 'Save' }).click();
  await saved(page, 9);
  expect(await page.innerText('#block-1 .words')).toBe('Two ships, four stories. <b>x</b>');

  await tools(page, 3).locator('summary', { hasText: 'Translate' }).click();
  await tools(page, 3).locator('details[open] textarea').fill('船切断了电缆');
  await tools(page, 3).locator('details[open] select').selectOption('zh');
  await tools(page, 3).locator('details[open] button', { hasText: 'Save' }).click();
  await saved(page, 10);
  expect(await page.getAttribute('#block-3 .translation blockquote', 'lang')).toBe('zh-Hans');

  await page.locator('summary', { hasText: 'Title, author, language' }).click();
  await page.fill('[name="title"]', 'Who cut the cables?');
  await page.locator('details.step[open] button', { hasText: 'Save' }).first().click();
  await saved(page, 11);
  expect(await page.innerText('h1')).toBe('Who cut the cables?');
  expect(await page.innerText('#editor')).toContain('All 3 quotes stand in the study as they were quoted.');
  await isUsable(page);

  const source = (await readDigest(study, 'who-cut-the-cable')).blocks[2];
  const site = source?.kind === 'quote' ? (source.quoted.site ?? source.quoted.author!) : '';
  const links = await page.locator('.downloads a').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  const [markdown, html, atom, json] = await Promise.all(links.map(fileAt));
  expect(markdown!.name).toContain('filename="who-cut-the-cable.md"');
  expect(markdown!.text).toContain('# Who cut the cables?');
  expect(markdown!.text).toContain('**four**');
  expect(markdown!.text).toContain('船切断了电缆');
  expect(html!.name).toContain('filename="who-cut-the-cable.html"');
  expect(html!.text).toMatch(/^<!doctype html>[^]*<title>Who cut the cables\?<\/title>/u);
  expect(html!.text).toContain(site);
  expect(atom!.type).toContain('application/atom+xml');
  expect(atom!.text).toContain('<title>Who cut the cables?</title>');
  expect(JSON.parse(json!.text)).toMatchObject({
    items: [{ title: 'Who cut the cables?', authors: [{ name: 'M. Keller' }] }],
  });
  for (const format of ['atom', 'jsonfeed'])
    expect((await fileAt(`/digest-feeds/${format}`)).text).toContain('Who cut');

  // Opened again: the same; an old revision can be looked at and taken back.
  await page.reload();
  await saved(page, 11);
  await page.click('text=As it will read');
  await page.waitForURL(/\/read$/u);
  expect(await page.innerText('article')).toContain('[…]');
  expect(await page.locator('article form').count()).toBe(0);
  await isUsable(page);
  await page.goto(`${origin}/digests/who-cut-the-cable/revisions`);
  await isUsable(page);
  await page.click('main table a:text-is("4")');
  expect(await page.innerText('.old')).toContain('This is revision 4 of 11.');
  await page.click('text=Take this revision back');
  await page.waitForURL(`${origin}/digests/who-cut-the-cable`);
  await saved(page, 12);
  expect(await order()).toEqual(passages);
  await page.click('text=Undo the last change');
  await saved(page, 13);
  expect(await page.innerText('h1')).toBe('Who cut the cables?');
}, 120_000);

test('without a script every step is a form', async () => {
  const id = await made('By hand', [quote(1), quote(2), quote(3)]);
  const page = await visit(browser, `${origin}/digests`, { javaScriptEnabled: false, expected: [/409/u] });
  await page.click('main table a:has-text("By hand")');
  await tools(page, 3).locator('button[value="up"]').click();
  expect(page.url()).toBe(`${origin}/digests/${id}#block-2`);
  expect(await outline(id)).toBe('1 3 2');
  await tools(page, 2).locator('button[value="join"]').click();
  expect(await outline(id)).toBe('[1 3] 2');
  await tools(page, 2).locator('button[value="join"]').click();
  await tools(page, 1, 3).locator('button[value="up"]').click();
  expect(await outline(id)).toBe('[1 2 3]');
  await tools(page, 1, 1).locator('button[value="part"]').click();
  expect(await outline(id)).toBe('1 [2 3]');
  await tools(page, 2).locator('form.steps button[value="part"]').click();
  await tools(page, 2).locator('button[value="delete"]').click();
  expect(await outline(id)).toBe('1 3');

  await tools(page, 2).locator('summary', { hasText: 'Write words below' }).click();
  await tools(page, 2).locator('details[open] textarea').fill('One *two*\n\nthree');
  await tools(page, 2).locator('details[open] button', { hasText: 'Preview' }).click();
  expect(await page.innerText('#preview em')).toBe('two');
  expect(await page.inputValue('textarea[name="text"]')).toBe('One *two*\n\nthree');
  await page.click('#unsaved form button');
  expect(await outline(id)).toBe('1 3 One *two*\n\nthree');

  await tools(page, 1).locator('summary', { hasText: 'Choose parts' }).click();
  await tools(page, 1).locator('textarea[name="parts"]').fill('two\nno such words');
  await tools(page, 1).locator('details[open] button', { hasText: 'Save' }).click();
  expect(await page.innerText('[role="alert"]')).toContain('word for word');
  expect(await page.inputValue('textarea[name="parts"]')).toBe('two\nno such words');
  await page.fill('textarea[name="parts"]', 'Quote 1\ntwo sent');
  await page.click('#unsaved form button');
  await page.fill('textarea[name="parts"]', 'Quote 1\ntwo');
  await page.click('#unsaved form button');
  expect(await page.innerText('#block-1 blockquote')).toBe('Quote 1\u00a0[…] two\u00a0[…]');
  await tools(page, 1).locator('summary', { hasText: 'Choose parts' }).click();
  await tools(page, 1).locator('button', { hasText: 'Show all of it' }).click();
  expect(await page.innerText('#block-1 blockquote')).toBe('Quote 1. It has two sentences.');

  await page.click('text=Undo the last change');
  expect(await page.innerText('#block-1 blockquote')).toBe('Quote 1\u00a0[…] two\u00a0[…]');
  await page.locator('#editor > .delete summary').click();
  await page.click('text=Yes, delete it');
  expect(page.url()).toBe(`${origin}/digests`);
  expect(existsSync(join(folder, 'digests', id))).toBe(false);
  expect(readdirSync(join(folder, 'digests/.trash'))).toContain(id);
}, 120_000);

test('without a script a passage is quoted, into another digest too, and the reader is back where he was', async () => {
  await made('Another one', []);
  const page = await visit(browser, `${origin}/search?q=cable&by=words`, { javaScriptEnabled: false });
  const buttons = page.locator('#found .results > div:last-child .quote-tools button');
  await buttons.first().click();
  await page.click('button:has-text("Another one")');
  expect(page.url()).toBe(`${origin}/search?q=cable&by=words#quoted`);
  expect(await page.innerText('.quoting')).toContain('1 quote');
  await buttons.nth(1).click();
  expect(await page.innerText('.quoting')).toContain('2 quotes');
  await page.click('.quoting >> text=another digest');
  await page.fill('[name="title"]', 'A third one');
  await page.click('text=Begin');
  expect(page.url()).toBe(`${origin}/digests/a-third-one`);
  expect(await page.innerText('#editor')).toContain('Nothing stands here yet.');
});

test.each([true, false])(
  'two tabs: nothing is lost, and both versions can be reached (script: %s)',
  async (javaScriptEnabled) => {
    const id = await made(`Two tabs ${javaScriptEnabled}`, [words('one'), quote(1), words('two')]);
    const expected = [/409/u];
    const first = await visit(browser, `${origin}/digests/${id}`, { javaScriptEnabled, expected });
    const second = await visit(browser, `${origin}/digests/${id}`, { javaScriptEnabled, expected });
    const reword = async (page: Page, block: number, text: string): Promise<void> => {
      await tools(page, block).locator('summary', { hasText: 'Edit the words' }).click();
      await tools(page, block).locator('details[open] textarea').fill(text);
      await tools(page, block).locator('details[open] button', { hasText: 'Save' }).click();
    };
    await reword(first, 1, 'ONE');
    await saved(first, 3);
    await reword(second, 3, 'TWO');
    await second.waitForSelector('#unsaved');
    expect(await second.innerText('[role="alert"]:not([hidden])')).toContain('Meanwhile revision 3 was saved');
    await second.click('summary');
    expect(await second.innerText('#unsaved article')).toContain('TWO');
    expect(await second.inputValue('#unsaved textarea:not([hidden])')).toBe('TWO');
    if (javaScriptEnabled) {
      expect(await second.innerText('#saved')).toBe('Not saved.');
      expect(await seriousViolations(second)).toEqual([]);
    }
    const theirs = await fetch(origin + (await second.getAttribute('#unsaved a', 'href')));
    expect(await theirs.text()).toContain('ONE');
    await second.click('text=Make my change in the newest revision');
    await second.waitForSelector('#editor');
    expect(await outline(id)).toBe('ONE 1 TWO');

    // The same words in both: there is no bringing together, but either can be had.
    await reword(first, 1, 'UNO');
    await first.waitForSelector('#unsaved');
    await first.click('text=Make my change in the newest revision');
    await first.waitForSelector('#editor');
    await reword(second, 1, 'EIN');
    await second.waitForSelector('#unsaved');
    expect(await second.innerText('#unsaved')).toContain('not in the newest revision any more');
    expect(await second.inputValue('#unsaved textarea')).toBe('EIN');
    await second.click('text=Take my version instead');
    await second.waitForSelector('#editor');
    expect(await outline(id)).toBe('EIN 1 TWO');
    expect(await revisionsOf(study, id)).toEqual([1, 2, 3, 4, 5, 6]);
  },
);

test('what cannot be sent is said and kept, and sent again when asked; leaving asks first', async () => {
  const id = await made('Accidents', [words('one'), quote(1)]);
  const page = await visit(browser, `${origin}/digests/${id}`, { expected: [/net::ERR|Failed to load|Cross-Origin/u] });
  let isDown = true;
  await page.route('**/edit', async (route) => (isDown ? route.abort() : route.continue()));
  await tools(page, 1).locator('summary', { hasText: 'Edit the words' }).click();
  const area = tools(page, 1).locator('details[open] textarea');
  await area.fill('long work');

  // Another step waits until the words are saved.
  await tools(page, 2).locator('button[value="up"]').click();
  expect(await page.innerText('#saved')).toContain('save it first');
  expect(await outline(id)).toBe('one 1');

  await tools(page, 1).locator('details[open] button', { hasText: 'Save' }).click();
  await page.waitForSelector('[data-failure]:not([hidden])');
  expect(await page.innerText('[data-failure]')).toContain('Nothing is lost');
  expect(await page.innerText('#saved')).toBe('Not saved.');
  expect(await area.inputValue()).toBe('long work');
  expect(await seriousViolations(page)).toEqual([]);

  let asked = 0;
  page.on('dialog', (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  await page.click('nav.pages a >> nth=0', { noWaitAfter: true });
  await expect.poll(() => asked, patience).toBe(1);
  expect(await area.inputValue()).toBe('long work');

  isDown = false;
  await page.click('[data-retry]');
  await saved(page, 3);
  expect(await page.isVisible('[data-failure]')).toBe(false);
  expect(await outline(id)).toBe('long work 1');
  await page.click('nav.pages a >> nth=0');
  await page.waitForURL(`${origin}/`);
  expect(asked).toBe(1);
});

test('blocks are dragged to their place', async () => {
  const id = await made('Dragged', [quote(1), quote(2), words('w'), quote(3)]);
  const page = await visit(browser, `${origin}/digests/${id}`);
  await page.setViewportSize({ width: 1200, height: 2400 });
  await page.hover('[data-drag="3"]');
  await page.mouse.down();
  const { x, y } = (await page.locator('#block-1 > figure').boundingBox())!;
  await page.mouse.move(x + 20, y + 10, { steps: 5 });
  await page.mouse.up();
  await saved(page, 3);
  expect(await outline(id)).toBe('3 1 2 w');
});

test('passages that changed or are gone are said', async () => {
  const page = await visit(browser, `${origin}/search?q=cable&by=words`);
  const passage = (await page.locator('[data-passage]').first().getAttribute('data-passage'))!;
  const changed = quoteOf(
    quotedWith({ passage_id: passage, item_id: passage.split('#')[0]!, text: 'It said so once.' }),
  );
  const id = await made('Checked', [changed, quote(1), words('[x](javascript:y)')]);
  await page.goto(`${origin}/digests/${id}`);
  const said = await page.innerText('#editor');
  expect(said).toContain('the passage says something else now; its post or article does not hold the words');
  expect(said).toContain('the passage is gone; its post or article is gone');
  expect(said).toContain('javascript:y');
});

test('hostile texts in every field are shown and do nothing', async () => {
  const blocks = hostileTexts.flatMap((text, place): Digest['blocks'] => [
    words(text.slice(0, 19_000)),
    {
      ...quoteOf(
        quotedWith({
          passage_id: text,
          item_id: text,
          narrative_id: text.slice(0, 200),
          text: `${text} x`,
          title: text,
          author: text,
          site: text,
          ecosystem: text,
          language: place % 2 === 0 ? 'ar' : text.slice(0, 100),
          url: place % 3 === 0 ? 'javascript:globalThis.harmed=1' : text,
        }),
      ),
      translation: { text: `${text} y`, language: 'uk' },
    },
  ]);
  const title = `<img src=x onerror="globalThis.harmed=1">\u202e${'W'.repeat(200)}`;
  const digest = await createDigest(study, { title, author: '"><script>globalThis.harmed=1</script>', language: 'ru' });
  await saveDigest(study, { ...digest, blocks });
  const page = await visit(browser, `${origin}/digests/${digest.id}`);
  for (const path of [
    `/digests/${digest.id}`,
    `/digests/${digest.id}/read`,
    `/digests/${digest.id}/revisions`,
    `/digests/quote/choose?passage_id=${encodeURIComponent(hostileTexts[0])}&back=${encodeURIComponent('//evil.example"><b>')}`,
    '/digests',
  ]) {
    await page.goto(origin + path);
    expect(await page.locator('main img, main script, main iframe').count(), path).toBe(0);
    await isUsable(page, ['light']);
    expect(await page.evaluate('globalThis.harmed'), path).toBeUndefined();
  }
  const post = poster(origin);
  for (const text of hostileTexts) {
    const before = await readDigest(study, digest.id);
    const sent = { operation: 'write', revision: before.revision, at: 0, text };
    const previewed = await post(`/digests/${digest.id}/preview`, sent);
    expect(previewed.status).toBe(200);
    const answer = await post(`/digests/${digest.id}/edit`, sent);
    expect(answer.status, text).toBe(200);
    expect((await readDigest(study, digest.id)).blocks[0]).toMatchObject({ kind: 'words' });
  }
  // Parts of a passage with characters that nobody sees are found by what is shown.
  await page.goto(`${origin}/digests/${digest.id}`);
  const place = (await readDigest(study, digest.id)).blocks.findIndex(
    (block) => block.kind === 'quote' && block.quoted.text.startsWith('left'),
  );
  const own = tools(page, place + 1);
  await own.locator('summary', { hasText: 'Choose parts' }).click();
  await page.evaluate(`(() => {
    const area = document.querySelector('#block-${place + 1} [data-passage]');
    area.setSelectionRange(area.value.indexOf('right'), area.value.indexOf('isolate') + 4);
  })()`);
  await own.locator('button[value="keep"]').click();
  await saved(page, 2 + hostileTexts.length + 1);
  expect((await readDigest(study, digest.id)).blocks[place]).toMatchObject({ parts: ['right \u2066 isolate'] });
}, 120_000);

test('quotes are never taken from what is sent; what is not there is not found; what is too large is refused', async () => {
  const id = await made('Forged', [quote(1)]);
  const post = poster(origin);
  const edit = async (fields: object): Promise<Response> => post(`/digests/${id}/edit`, { revision: 2, ...fields });
  const forged = { operation: 'reword', block: 0, text: 'said nobody', quoted: { text: 'said nobody' } };
  expect((await edit(forged)).status).toBe(409);
  expect((await edit({ operation: 'parts', block: 0, parts: 'said nobody' })).status).toBe(409);
  expect((await edit({ operation: 'write', at: 0, text: 'x'.repeat(20_001) })).status).toBe(409);
  expect((await edit({ operation: 'burn' })).status).toBe(400);
  expect((await edit({ operation: 'write', revision: 9, at: 0, text: 'x' })).status).toBe(409);
  expect(await readDigest(study, id)).toMatchObject({ revision: 2, blocks: [{ quoted: { site: 'site-1.example' } }] });
  const nobody = await post('/digests/quote', { passage_id: 'article:none#0', digest: id, back: '//evil.example' });
  expect(nobody.status).toBe(409);
  expect(await nobody.json()).toMatchObject({ error: expect.stringContaining('cannot be quoted') as string });
  const elsewhere = await post('/digests/forged/open', { back: 'https://evil.example/' });
  expect(await elsewhere.json()).toMatchObject({ to: '/' });
  for (const path of [
    'none',
    '..%2f..%2fetc',
    '%00',
    '__proto__',
    'forged/export/exe',
    'none/export/html',
    'none/read',
  ])
    expect((await fetch(`${origin}/digests/${path}`)).status, path).toBe(404);
  expect((await fetch(`${origin}/digests/forged/read?revision=99`)).status).toBe(404);
  expect((await fetch(`${origin}/digest-feeds/html`)).status).toBe(404);
  expect((await post(`/digests/${id}/delete`, { revision: 1 })).status).toBe(409);
  expect((await edit({ operation: 'write', at: 0, text: 'x'.repeat(3_000_000) })).status).toBe(413);
});

test.each(interfaceLanguages)('the pages in %s', async (language) => {
  const id = await made(`In ${language}`, [words('# one'), { kind: 'row', quotes: [quote(1), quote(2)] }, quote(3)]);
  const page = await visit(browser, `${origin}/digests/${id}`, { locale: languageTags[language], expected: [/409/u] });
  const { digests } = wordingOf(language);
  for (const path of ['', '/read', '/revisions']) {
    await page.goto(`${origin}/digests/${id}${path}`);
    expect(await page.getAttribute('html', 'lang')).toBe(languageTags[language]);
    expect(await page.innerText('body')).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
    await isUsable(page, ['light']);
  }
  await page.goto(`${origin}/digests/${id}`);
  await poster(origin)(`/digests/${id}/edit`, { operation: 'write', revision: 2, at: 0, text: 'new' });
  await tools(page, 1).locator('button[value="down"]').click();
  await page.waitForSelector('#unsaved');
  expect(await page.innerText('h1')).toBe(digests.unsaved.title);
  await isUsable(page, ['light']);
});
