import { expect, test } from 'vitest';
import { cdxLine, keyOf, parseCdxLine, timeOf, timestampOf } from '../../src/crawl/cdx.ts';

const fields = {
  urlkey: 'ru,example)/news/1',
  timestamp: '20220301080000',
  url: 'https://example.ru/news/1',
  mime: 'text/html',
  'mime-detected': 'application/xhtml+xml',
  status: '200',
  digest: 'ABC',
  length: '120',
  offset: '4500000000',
  filename: 'crawl-data/a.warc.gz',
};
const capture = {
  key: 'ru,example)/news/1',
  timestamp: '20220301080000',
  url: 'https://example.ru/news/1',
  mime: 'application/xhtml+xml',
  status: '200',
  digest: 'ABC',
  length: 120,
  offset: 4_500_000_000,
  filename: 'crawl-data/a.warc.gz',
};

test('a line of an index is a capture, and is written as a line that is the same capture', () => {
  expect(parseCdxLine(JSON.stringify(fields))).toEqual(capture);
  expect(parseCdxLine(cdxLine(capture))).toEqual(capture);
});

test('numbers may be numbers; what is not said is empty, a revisit or worked out', () => {
  const { timestamp, url, filename } = fields;
  expect(parseCdxLine(JSON.stringify({ timestamp, url, filename, length: 120, offset: 0, languages: 'rus' }))).toEqual({
    ...capture,
    mime: '',
    status: '-',
    digest: '',
    offset: 0,
  });
});

test.each<[string, Record<string, unknown>]>([
  ['no time', { timestamp: '' }],
  ['a day alone', { timestamp: '20220301' }],
  ['the 30th of February', { timestamp: '20220230080000' }],
  ['no address', { url: undefined }],
  ['an address of another kind', { url: 'dns:example.ru' }],
  ['an address that is none', { url: 'https://' }],
  ['no file', { filename: '' }],
  ['no length', { length: undefined }],
  ['nothing in it', { length: '0' }],
  ['a length below nothing', { length: '-1' }],
  ['a place that is no whole number', { offset: '1.5' }],
  ['a place too far', { offset: '9'.repeat(20) }],
])('a line with %s is no capture', (_what, change) => {
  expect(parseCdxLine(JSON.stringify({ ...fields, ...change }))).toBeUndefined();
});

test.each(['', 'null', '7', '[]', '"text"', '{"url":', '{"message": "No Captures found"}'])(
  '%j is no capture',
  (line) => {
    expect(parseCdxLine(line)).toBeUndefined();
  },
);

test('the key of an address leaves out what makes no other page', () => {
  expect(keyOf('https://www.Example.ru/News/1/')).toBe('ru,example)/news/1');
  expect(keyOf('http://example.ru')).toBe('ru,example)/');
  expect(keyOf('https://example.ru:8443/a?b=2&a=1#c')).toBe('ru,example:8443)/a?a=1&b=2');
});

test('timestamps are times and back', () => {
  expect(timeOf('20220301080001')).toBe(Date.UTC(2022, 2, 1, 8, 0, 1));
  expect(timestampOf(Date.UTC(2022, 2, 1, 8, 0, 1))).toBe('20220301080001');
  expect(timeOf('20220301250000')).toBeUndefined();
});
