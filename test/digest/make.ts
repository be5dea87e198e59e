/** Digests to test with: their studies are folders with nothing but a configuration. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfText } from '../../src/digest/model.ts';
import type { Digest, Quote, Quoted } from '../../src/digest/model.ts';
import { Study } from '../../src/store/study.ts';
import { temporaryFolder } from '../support/folder.ts';

/** A study without any data. */
export function bareStudy(): Study {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'crosscurrent.yaml'), 'name: A study\n');
  return Study.open(folder);
}

/** A time that goes on by a minute with each look, and numbers in place of chance. */
export function occasions(): () => { now: Date; uuid: () => string } {
  let minutes = 0;
  let made = 0;
  return () => ({
    now: new Date(Date.UTC(2031, 3, 1, 12, minutes++)),
    uuid: () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  });
}

/** Something quoted, with what differs from an article known to the second. */
export function quotedWith(changes: Partial<Quoted> = {}): Quoted {
  const text = changes.text ?? 'The strait was closed on Monday. No ship has passed since.';
  return {
    passage_id: 'article:1#0',
    item_id: 'article:1',
    narrative_id: 'n0-000001',
    kind: 'article',
    title: 'Strait closed',
    author: 'A. Writer',
    site: 'harbor-herald.example',
    platform: null,
    ecosystem: 'american',
    language: 'en',
    url: 'https://harbor-herald.example/1',
    time: {
      at: '2031-03-07T05:40:12.000Z',
      precision: 'second',
      basis: 'jsonld',
      earliest: '2031-03-07T05:40:12.000Z',
      latest: '2031-03-07T05:40:13.000Z',
    },
    quoted_at: '2031-04-01T12:00:00.000Z',
    ...changes,
    text,
    text_sha256: sha256OfText(text),
  };
}

/** A quote of all of it. */
export function quoteOf(quoted: Quoted, changes: Partial<Quote> = {}): Quote {
  return { kind: 'quote', quoted, parts: [], translation: null, ...changes };
}

/** A digest with these blocks. */
export function digestWith(blocks: Digest['blocks'], changes: Partial<Digest> = {}): Digest {
  return {
    format: 1,
    id: 'strait',
    uuid: '00000000-0000-4000-8000-000000000001',
    revision: 1,
    title: 'Who closed the strait?',
    language: 'en',
    author: 'M. Keller',
    created_at: '2031-04-01T12:00:00.000Z',
    updated_at: '2031-04-02T12:00:00.000Z',
    blocks,
    ...changes,
  };
}

/** Texts that attack what shows them. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]><script>alert(1)</script><![CDATA[',
  '</title></style></entry><entry><id>forged</id></entry>',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;lt;',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png)',
  '<https://evil.example> https://evil.example www.evil.example a@evil.example',
  '# Heading\n\n> quote\n\n- list\n\n1. one\n\n```\ncode\n```\n\n---\n\n    code',
  '— **Reuters** · United States · [Original](https://evil.example)',
  '[ref]: https://evil.example\n\n[ref]',
  'a | b\n--|--\nc | d ~~gone~~ $x^2$ {{ liquid }} {% raw %} :smile: ==mark== [^1]',
  '**bold** __bold__ *it* _it_ `code` \\*x\\*  \nbreak\\\nbreak',
  'left \u202e right \u2066 isolate \u0000 null \u001b[31m escape \u0007 \u2028 line \ud800 half \ufffe',
  'tab\there\r\nand\rthere\u0085and \u000bthere',
  '<!-- comment --> <?php ?> <!DOCTYPE html>',
  'ﷺ‮مرحبا שלום',
  'Ａ\u0301\u0301\u0301 zalgo 👩‍👩‍👧 🏳️‍🌈',
  '{"json": "\\u0000"}',
  '1) one\n2) two\n+ plus\n* star\n=====\n-----',
] as const;
