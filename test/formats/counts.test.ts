import { expect, it } from 'vitest';
import { countOf } from '../../src/formats/counts.ts';

it.each<[string, number | undefined]>([
  ['12', 12],
  [' 0 ', 0],
  ['1,234', 1234],
  ['1 234 567', 1234567],
  ['1.2万', 12000],
  ['12.35 万', 123500],
  ['100万+', 1000000],
  ['1.5亿', 150000000],
  ['3.4K', 3400],
  ['2,5', undefined],
  ['1.25', undefined],
  ['1,5 тыс.', undefined],
  ['12 тыс.', 12000],
  ['转发', undefined],
  ['', undefined],
  ['-3', undefined],
  ['1e5', undefined],
])('countOf %j', (text, expected) => {
  expect(countOf(text)).toBe(expected);
});
