import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { packingOf } from '../../src/formats/bytes.ts';
import type { ReadRecord } from '../../src/formats/records.ts';
import { readWarcArticles } from '../../src/formats/warc-pages.ts';
import type { ExtractPage } from '../../src/formats/warc-pages.ts';
import { inFolder } from './reading.ts';
import { record, response } from './web-archive.ts';

/** Takes the title and the paragraphs of a page. */
const extract: ExtractPage = (html, { url }) => {
  const text = Buffer.from(html).toString('utf8');
  if (text.includes('throw')) throw new Error('cannot be read');
  return {
    kind: text.includes('blocked') ? 'blocked' : 'article',
    title: /<title>(.*?)<\/title>/.exec(text)?.[1] ?? null,
    text: [...text.matchAll(/<p>(.*?)<\/p>/g)].map(([, part]) => part).join('\n'),
    author: null,
    language: url.endsWith('.ru/a') ? 'ru' : 'en',
    publishedAt: '2022-03-01',
    publishedPrecision: 'day',
    publishedBasis: 'jsonld',
  };
};

const page = '<html><title>Port reopens</title><p>First.</p><p>Second.</p></html>';

async function articles(content: Uint8Array, extractor = extract): Promise<ReadRecord[]> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'a.bin');
    await writeFile(path, content);
    const { signal } = new AbortController();
    const found: ReadRecord[] = [];
    const file = { path, packing: packingOf(content), encoding: 'utf-8', signal };
    for await (const records of readWarcArticles(file, extractor)) found.push(...records);
    return found;
  });
}

test('the extractor is told the charset of the answer, and when it was given', async () => {
  const told: unknown[] = [];
  const listen: ExtractPage = (html, about) => {
    told.push(about);
    return extract(html, about);
  };
  await articles(
    Buffer.concat([
      record('response', response(page, ['Content-Type: text/html; Charset="windows-1251"'])),
      record('response', response(page, ['Content-Type: text/html']), { 'WARC-Date': 'yesterday' }),
    ]),
    listen,
  );
  expect(told).toEqual([
    { url: 'https://example.com/a', charset: 'windows-1251', now: new Date('2022-03-02T08:00:00Z') },
    { url: 'https://example.com/a', charset: undefined, now: undefined },
  ]);
});

describe('WARC', () => {
  const records = [
    record('warcinfo', 'software: x\r\n'),
    record('request', 'GET /a HTTP/1.1\r\n\r\n'),
    record('response', response(page)),
    record('response', response('moved', [], '301 Moved')),
    record('response', response('{}', ['Content-Type: application/json'])),
    record('response', response('<p>blocked</p>')),
    record('response', response('<p>throw</p>')),
    record('revisit', 'HTTP/1.1 200 OK\r\n\r\n'),
    record('response', response('', ['Content-Type: text/html'])),
    record('response', 'not http'),
    record('response', response(gzipSync(page), ['Content-Type: text/html', 'Content-Encoding: gzip'])),
    record('response', response(brotliCompressSync(page), ['Content-Type: text/html', 'Content-Encoding: br'])),
    record('response', response(page, ['Content-Type: text/html', 'Content-Encoding: gzip'])),
    record(
      'response',
      response(`5\r\n<p>ab\r\n6;x=y\r\nc</p>\n\r\n0\r\n\r\n`, [
        'Content-Type: text/html',
        'Transfer-Encoding: chunked',
      ]),
      { 'WARC-Target-URI': '<https://example.ru/a>' },
    ),
    record('metadata', 'x: y'),
  ];
  const slugs = [
    'Port reopens',
    'http-301',
    'not-a-page',
    'page-blocked',
    'extraction-failed',
    'revisit',
    'empty-page',
  ].concat(['bad-http', 'Port reopens', 'Port reopens', 'Port reopens', 'abc']);
  const gist = (found: readonly ReadRecord[]): unknown[] =>
    found.map((one) => ('slug' in one ? one.slug : (one.fields['title'] ?? one.fields['text'])));

  it.each([
    ['unpacked', Buffer.concat(records)],
    ['a member each', Buffer.concat(records.map((one) => gzipSync(one)))],
    ['one member', gzipSync(Buffer.concat(records))],
  ])('reads the pages of a file that is %s', async (_, content) => {
    const found = await articles(content);
    expect(gist(found)).toEqual(slugs);
    expect(found[0]).toMatchObject({
      fields: {
        id: 'https://example.com/a',
        text: 'First.\nSecond.',
        published_at: '2022-03-01',
        published_precision: 'day',
        published_basis: 'jsonld',
        fetched_at: '2022-03-02T08:00:00Z',
      },
    });
    expect(found.at(-1)).toMatchObject({ fields: { url: 'https://example.ru/a', language: 'ru' } });
  });

  it('says where a record lies', async () => {
    const members = records.map((one) => gzipSync(one));
    const [first] = await articles(Buffer.concat(members));
    const offset = members[0]!.length + members[1]!.length;
    expect(first!.place).toBe(`${offset}+${members[2]!.length}`);
    const [plain] = await articles(Buffer.concat(records));
    expect(plain!.place).toBe(`${records[0]!.length + records[1]!.length}+${records[2]!.length}`);
  });

  it('passes over damaged members and records and reads on', async () => {
    const good = gzipSync(records[2]!);
    const bad = Buffer.from(good);
    bad[bad.length - 6]! ^= 0xff;
    const broken = Buffer.from(good);
    broken.fill(0xff, 12, 40);
    const content = Buffer.concat([good, bad, good, broken, good, Buffer.from('rubbish'), good, good.subarray(0, 60)]);
    expect(gist(await articles(content))).toEqual(
      ['Port reopens', 'bad-member', 'Port reopens', 'bad-member', 'Port reopens', 'bad-member', 'Port reopens'].concat(
        ['bad-member'],
      ),
    );
    const lying = record('response', response(page), { 'Content-Length': '99999' });
    const rest = Buffer.concat([
      records[2]!,
      record('response', 'x', { 'Content-Length': 'many' }),
      records[2]!,
      lying,
    ]);
    expect(gist(await articles(rest))).toEqual(['Port reopens', 'bad-record', 'Port reopens', 'bad-record']);
  });

  it('reads a page of many megabytes', async () => {
    const long = `<title>Long</title>${'<p>paragraph</p>\n'.repeat(200_000)}`;
    const found = await articles(Buffer.concat([gzipSync(record('response', response(long))), gzipSync(records[2]!)]));
    expect(gist(found)).toEqual(['Long', 'Port reopens']);
  });
});
