/** Every format of a digest, with hostile texts in every field. */
import * as fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { atomFeed, derivedUuid, feedOfOne, jsonFeed } from '../../src/digest/feed.ts';
import { digestPage } from '../../src/digest/html.ts';
import { digestMarkdown } from '../../src/digest/markdown.ts';
import { digestSchema } from '../../src/digest/model.ts';
import type { Digest } from '../../src/digest/model.ts';
import { linesOf, plainSpaces } from '../../src/digest/parts.ts';
import { unmadeLinks, webAddress } from '../../src/digest/words.ts';
import { visible } from '../../src/report/visible.ts';
import { itemsOf, read } from '../formats/reading.ts';
import { digestWith, hostileTexts, quoteOf, quotedWith } from './make.ts';

/** A digest that says the text everywhere but in the editor's words. */
function everywhere(text: string, changes: Partial<Digest> = {}): Digest {
  const quoted = quotedWith({
    text: text.trim() === '' ? 'x' : text,
    title: text,
    author: text,
    site: text,
    platform: text,
    ecosystem: text,
    language: text,
    url: text,
    passage_id: text,
    item_id: text,
    narrative_id: text,
    time: { at: null, precision: text.slice(0, 40), basis: text.slice(0, 40), earliest: null, latest: null },
  });
  const translated = quoteOf(quoted, { translation: { text: text.trim() === '' ? 'x' : text, language: 'uk' } });
  const blocks: Digest['blocks'] = [
    translated,
    { kind: 'row', quotes: [quoteOf(quoted), quoteOf({ ...quoted, kind: 'post' })] },
  ];
  return digestWith(blocks, { title: text.trim() === '' ? 'x' : text, author: text, ...changes });
}

/** What can be seen of a text, white space aside. */
const seen = (text: string): string => visible(text).replaceAll(/\s+/gu, '');
const seenLines = (text: string): string => seen(linesOf(text).join(' '));

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? (node.children as Nodes[]).flatMap(nodesOf) : [])];
}

function textOf(node: Nodes): string {
  return 'value' in node ? node.value : 'children' in node ? (node.children as Nodes[]).map(textOf).join(' ') : '';
}

/** What the Markdown of `everywhere(text)` must be, read by a parser with everything on. */
function expectPlainMarkdown(text: string): void {
  const digest = everywhere(text);
  const nodes = nodesOf(fromMarkdown(digestMarkdown(digest)));
  const count = (type: Nodes['type']): number => nodes.filter((node) => node.type === type).length;
  const allowed = new Set([
    'root',
    'heading',
    'paragraph',
    'text',
    'strong',
    'emphasis',
    'blockquote',
    'list',
    'listItem',
    'link',
  ]);
  expect([...new Set(nodes.map(({ type }) => type))].filter((type) => !allowed.has(type))).toEqual([]);
  expect([count('heading'), count('blockquote'), count('list'), count('listItem')]).toEqual([2, 4, 1, 3]);
  expect([count('strong'), count('emphasis')]).toEqual([3, 2]);
  const address = webAddress(text)?.href;
  const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
  expect(links).toEqual(address === undefined ? [] : Array.from({ length: 6 }, () => address));
  const quotes = nodes.filter((node) => node.type === 'blockquote').map((node) => seen(textOf(node)));
  const said = seenLines(text) === '' ? 'x' : seenLines(text);
  for (const quote of quotes) expect(quote).toBe(said);
  expect(seen(textOf(nodes.find((node) => node.type === 'heading')!))).toBe(seen(plainSpaces(digest.title)));
}

const elements = new Set(
  'html head meta link title style body main article header h1 h2 p time bdi div figure blockquote figcaption span a section ol li b cite'.split(
    ' ',
  ),
);

/** What HTML of `everywhere(text)` must be. */
function expectPlainHtml(html: string, text: string): void {
  const { document } = parseHTML(html);
  for (const element of document.querySelectorAll('*')) {
    expect(elements).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect(name).toMatch(
        /^(?:charset|http-equiv|content|name|rel|href|class|lang|dir|id|datetime|cite|title|aria-label|data-quote|start)$/u,
      );
      if (name === 'href' || name === 'cite') expect(value).toMatch(/^(?:https?:\/\/|#[qs]\d|data:,$)/u);
    }
  }
  const quotes = [...document.querySelectorAll('blockquote')].map((quote) => seen(quote.textContent));
  expect(quotes).toHaveLength(4);
  const said = seenLines(text) === '' ? 'x' : seenLines(text);
  for (const quote of quotes) expect(quote).toBe(said);
}

/** Whether a text is well-formed XML 1.0, as far as a feed needs it: characters, entities, and tags in pairs. */
function expectWellFormed(xml: string): void {
  // oxlint-disable-next-line no-control-regex
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
  expect(xml.replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, '')).not.toContain('&');
  const open: string[] = [];
  for (const [, end, name, attributes, empty] of xml
    .replace(/^<\?xml[^>]*\?>/u, '')
    .matchAll(/<(\/?)([\w:]+)((?:\s[\w:]+="[^"<]*")*)(\/?)>/gu)) {
    expect(attributes).toBeDefined();
    if (end === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/') open.push(name!);
  }
  expect(open).toEqual([]);
  expect(xml.replaceAll(/<\/?[\w:]+(?:\s[\w:]+="[^"<]*")*\/?>|^<\?xml[^>]*\?>/gu, '')).not.toContain('<');
}

function expectPlainFeeds(text: string): void {
  const digest = everywhere(text);
  const xml = atomFeed(feedOfOne(digest, 'https://example.org/d/'), [digest]);
  expectWellFormed(xml);
  const entries = parseDocument(xml, { xmlMode: true });
  const content = /<content type="html">([\s\S]*)<\/content>/u.exec(xml)![1]!;
  const html = content
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  expectPlainHtml(`<!doctype html><html><body>${html}</body></html>`, text);
  expect(xml.match(/<entry /gu)).toHaveLength(1);
  expect(entries.childNodes.length).toBeGreaterThan(0);
  const feed = JSON.parse(jsonFeed(feedOfOne(digest), [digest])) as { items: { content_html: string }[] };
  expect(feed.items).toHaveLength(1);
  expectPlainHtml(`<!doctype html><html><body>${feed.items[0]!.content_html}</body></html>`, text);
}

test.each(hostileTexts)('%j is only text in every format', (text) => {
  expect(digestSchema.safeParse({ ...everywhere(text), title: 'x' }).error?.issues ?? []).toEqual([]);
  expectPlainMarkdown(text);
  expectPlainHtml(digestPage(everywhere(text)), text);
  expectPlainFeeds(text);
});

test('so is any other text', () => {
  const signs = fc.string({
    unit: fc.constantFrom(...'<>&"\'`*_[]()!#-+=|~\\/:.@1a文 \t\n\r\u0000\u202e\u2028'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.oneof(signs, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
      expectPlainMarkdown(text);
      expectPlainHtml(digestPage(everywhere(text)), text);
      expectPlainFeeds(text);
    }),
    { numRuns: 300 },
  );
});

test('words of the editor have their markup, and nothing else has an effect', () => {
  const text = [
    '# Big',
    '## Small',
    '**strong** *light* [a link](https://example.org/a_(b)) [bad](javascript:alert(1)) [mail](mailto:a@b.example)',
    '[user](https://me:secret@example.org) <https://example.org/auto>',
    '- one\n- two\n\n3. three',
    '<script>alert(1)</script> ![picture](https://example.org/picture.png) `code`',
    '> no quote',
    '    no code',
    'not a heading\n---',
  ].join('\n\n');
  const { document } = parseHTML(digestPage(digestWith([{ kind: 'words', text }])));
  const body = document.querySelector('.words')!;
  expect([...body.querySelectorAll('h2')].map((h) => h.textContent)).toEqual(['Big', 'Small']);
  expect([...body.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual([
    'https://example.org/a_(b)',
    'https://example.org/auto',
    'https://example.org/picture.png',
  ]);
  expect(body.querySelectorAll('script, img, code, pre, blockquote, hr')).toHaveLength(0);
  for (const kept of ['<script>alert(1)</script>', '`code`', '> no quote', 'bad', 'no code'])
    expect(body.textContent).toContain(kept);
  expect([...body.querySelectorAll('li')].map((li) => li.textContent)).toEqual(['one', 'two', 'three']);
  expect(body.querySelector('ol')!.getAttribute('start')).toBe('3');
  const nodes = nodesOf(fromMarkdown(digestMarkdown(digestWith([{ kind: 'words', text }]))));
  expect(nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []))).toEqual([
    'https://example.org/a_(b)',
    'https://example.org/auto',
    'https://example.org/picture.png',
  ]);
  expect(nodes.some(({ type }) => ['html', 'image', 'blockquote', 'code', 'inlineCode'].includes(type))).toBe(false);
  expect(nodes.filter(({ type }) => type === 'strong')).toHaveLength(1);
  expect(unmadeLinks(text)).toEqual(['javascript:alert(1)', 'mailto:a@b.example', 'https://me:secret@example.org']);
});

test('any words at all become no element but those of the subset, in HTML and in Markdown', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'<>&*_[]()!#-+=`\\/:.1a文 \n'), maxLength: 80 });
  const subset = new Set(['div', 'p', 'em', 'strong', 'br', 'h2', 'h3', 'h4', 'h5', 'h6', 'ol', 'ul', 'li', 'a']);
  fc.assert(
    fc.property(fc.oneof(signs, fc.constantFrom(...hostileTexts)), (text) => {
      const digest = digestWith([{ kind: 'words', text }]);
      const body = parseHTML(digestPage(digest)).document.querySelector('.words')!;
      for (const element of body.querySelectorAll('*')) expect(subset).toContain(element.localName);
      for (const { type } of nodesOf(fromMarkdown(digestMarkdown(digest))))
        expect([
          'html',
          'image',
          'imageReference',
          'linkReference',
          'definition',
          'blockquote',
          'code',
          'inlineCode',
          'thematicBreak',
        ]).not.toContain(type);
    }),
    { numRuns: 500 },
  );
});

test('a page asks for nothing and runs nothing', () => {
  const html = digestPage(everywhere('x'));
  const { document } = parseHTML(html);
  expect(document.querySelectorAll('script, img, iframe, object, embed, form, [src], [style]')).toHaveLength(0);
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!;
  expect(policy).toMatch(
    /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'$/u,
  );
  expect(html).not.toMatch(/@import|url\(/u);
});

test('quotes have their language and direction', () => {
  const languages = ['zh', 'ru', 'ar', 'fa-IR', null, 'und', 'x"y'];
  const blocks = languages.map((language) => quoteOf(quotedWith({ language })));
  const { document } = parseHTML(digestPage(digestWith(blocks, { language: 'uk' })));
  expect(document.documentElement.getAttribute('lang')).toBe('uk');
  const quotes = [...document.querySelectorAll('blockquote')];
  expect(quotes.map((quote) => `${quote.getAttribute('lang')} ${quote.getAttribute('dir')}`)).toEqual([
    'zh-Hans ltr',
    'ru ltr',
    'ar rtl',
    'fa-IR rtl',
    ' auto',
    ' auto',
    ' auto',
  ]);
});

test.each(['atom', 'json'] as const)('a feed (%s) comes back through our own importer', async (kind) => {
  const digests = [
    digestWith([
      { kind: 'words', text: 'Alpha *beta*' },
      quoteOf(quotedWith({ text: 'Said \u0000\u001b 5 < 6 & on' })),
    ]),
    digestWith([quoteOf(quotedWith({ text: '海峡关闭了' }))], {
      id: 'second',
      uuid: derivedUuid('00000000-0000-4000-8000-000000000001', 'second'),
      title: 'A < B & "c"',
      language: 'zh',
    }),
  ];
  const feed = {
    uuid: digests[0]!.uuid,
    title: 'Study: digests',
    created_at: digests[0]!.created_at,
    base: 'https://example.org/d',
  };
  const reading = await read(Buffer.from(kind === 'atom' ? atomFeed(feed, digests) : jsonFeed(feed, digests)));
  expect(reading.source).toBe(kind === 'atom' ? 'atom' : 'json-feed');
  const { items } = itemsOf(reading, 'article');
  expect(items.map(({ record_id: id, title, url, author }) => ({ id, title, url, author }))).toEqual([
    {
      id: `urn:uuid:${digests[0]!.uuid}`,
      title: 'Who closed the strait?',
      url: 'https://example.org/d/strait.html',
      author: 'M. Keller',
    },
    {
      id: `urn:uuid:${digests[1]!.uuid}`,
      title: 'A < B & "c"',
      url: 'https://example.org/d/second.html',
      author: 'M. Keller',
    },
  ]);
  expect(items[0]!.text).toContain('Alpha beta');
  expect(items[0]!.text).toContain('Said ␀␛ 5 < 6 & on');
  expect(items[1]!.text).toContain('海峡关闭了');
});

test('the id of an entry stays, and its time moves with the digest; a feed is as new as its newest entry', () => {
  const old = digestWith([]);
  const changed = { ...old, title: 'Other', revision: 2, updated_at: '2031-05-01T00:00:00.000Z' };
  const entry = (digest: Digest): string[] =>
    /<entry[\s\S]*?<id>(.*?)<\/id>[\s\S]*?<published>(.*?)<\/published>\s*<updated>(.*?)<\/updated>/u
      .exec(atomFeed(feedOfOne(digest), [digest]))!
      .slice(1);
  expect(entry(old)).toEqual([`urn:uuid:${old.uuid}`, old.created_at, old.updated_at]);
  expect(entry(changed)).toEqual([`urn:uuid:${old.uuid}`, old.created_at, changed.updated_at]);
  expect(atomFeed(feedOfOne(old), [old, changed])).toContain(`<updated>${changed.updated_at}</updated>\n<generator>`);
  expect(derivedUuid(old.uuid, 'feed')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
  );
});
