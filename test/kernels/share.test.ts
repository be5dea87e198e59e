import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shares } from '../../src/kernels/share.ts';

const ecosystems = fc.array(
  fc.nat(1000).chain((articles) => fc.tuple(fc.nat(articles), fc.constant(articles))),
  { minLength: 1, maxLength: 6 },
);

test('share is of all matched articles, rate of the own articles', () => {
  expect(shares([30, 10, 0], [60, 1000, 5])).toEqual([
    { share: 0.75, rate: 0.5 },
    { share: 0.25, rate: 0.01 },
    { share: 0, rate: 0 },
  ]);
});

test('where nothing matched, and where there is nothing, both are 0', () => {
  expect(shares([0, 0], [7, 0])).toEqual([
    { share: 0, rate: 0 },
    { share: 0, rate: 0 },
  ]);
  expect(shares([], [])).toEqual([]);
});

test('shares sum to 1 where anything matched', () => {
  fc.assert(
    fc.property(ecosystems, (rows) => {
      const matched = rows.map(([k]) => k);
      const sum = shares(
        matched,
        rows.map(([, n]) => n),
      ).reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(matched.some((k) => k > 0) ? 1 : 0, 12);
    }),
  );
});

test('more matched than articles, negative counts and unequal lengths are faults', () => {
  expect(() => shares([2], [1])).toThrow(RangeError);
  expect(() => shares([-1], [1])).toThrow(RangeError);
  expect(() => shares([Number.NaN], [1])).toThrow(RangeError);
  expect(() => shares([1], [1, 2])).toThrow(RangeError);
});
