import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/crawl/retry-after.ts';

const now = Date.UTC(2022, 2, 1, 12);
const year = 366 * 86_400_000;

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['007', 7000],
  ['Tue, 01 Mar 2022 12:00:30 GMT', 30_000],
  ['Tuesday, 01-Mar-22 12:00:30 GMT', 30_000],
  ['Tue Mar  1 12:00:30 2022', 30_000],
])('%j is a pause of %d ms', (header, milliseconds) => {
  expect(parseRetryAfter(header, now)).toBe(milliseconds);
});

test('a date that has passed is no pause', () => {
  expect(parseRetryAfter('Tue, 01 Mar 2022 11:00:00 GMT', now)).toBe(0);
  // Two digits that would lie more than fifty years ahead are of the century before.
  expect(parseRetryAfter('Tuesday, 01-Mar-94 12:00:30 GMT', now)).toBe(0);
});

test.each(['99999999999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])('%j is a year', (header) => {
  expect(parseRetryAfter(header, now)).toBe(year);
});

test.each([
  undefined,
  '',
  'soon',
  '-5',
  '1.5',
  '12 s',
  '1e3',
  'Tue, 32 Mar 2022 12:00:30 GMT',
  'Tue, 01 Foo 2022 12:00:30 GMT',
  'Tue, 01 Mar 2022 25:00:30 GMT',
  'Tue, 01 Mar 2022 12:00:30 +0300',
  '2022-03-01T12:00:30Z',
])('%j is none', (header) => {
  expect(parseRetryAfter(header, now)).toBeUndefined();
});
