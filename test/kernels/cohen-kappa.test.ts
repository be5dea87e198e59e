import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cohenKappa } from '../../src/kernels/cohen-kappa.ts';

test('κ and its standard error are those of Fleiss, Cohen & Everitt (1969), 200 patients', () => {
  // Their table of proportions: .53 .05 .02 / .11 .14 .05 / .01 .06 .03; κ = .429, variance .002885.
  const found = cohenKappa([106, 10, 4, 22, 28, 10, 2, 12, 6], 3);
  expect(found.observed).toBeCloseTo(0.7, 12);
  expect(found.expected).toBeCloseTo(0.475, 12);
  expect(found.kappa).toBeCloseTo(0.429, 3);
  expect(found.standardError ** 2).toBeCloseTo(0.002885, 6);
  expect(found.low).toBeCloseTo(found.kappa - 1.96 * found.standardError, 4);
});

test('κ of a fourfold table, by hand', () => {
  // 20 + 15 of 50 agree; by chance (25 × 30 + 25 × 20) / 50² = 1/2.
  const found = cohenKappa([20, 5, 10, 15], 2);
  expect(found.kappa).toBeCloseTo(0.4, 12);
});

test('whole agreement is 1 without an interval, one word for all has no κ', () => {
  expect(cohenKappa([3, 0, 0, 4], 2)).toMatchObject({ kappa: 1, low: Number.NaN, high: Number.NaN });
  expect(cohenKappa([7, 0, 0, 0], 2)).toMatchObject({ observed: 1, expected: 1, kappa: Number.NaN });
});

test('who is first does not matter, and κ lies between −1 and 1', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 9, maxLength: 9 }), (cells) => {
      fc.pre(cells.some((cell) => cell > 0));
      const turned = cells.map((_, cell) => cells[(cell % 3) * 3 + Math.floor(cell / 3)]!);
      const [one, two] = [cohenKappa(cells, 3), cohenKappa(turned, 3)];
      if (Number.isNaN(one.kappa)) return;
      expect(two.kappa).toBeCloseTo(one.kappa, 9);
      expect(two.standardError).toBeCloseTo(one.standardError, 9);
      expect(Math.abs(one.kappa)).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('other shapes, other things than counts and nothing at all are faults', () => {
  expect(() => cohenKappa([1, 2, 3], 2)).toThrow(RangeError);
  expect(() => cohenKappa([1, -1, 0, 1], 2)).toThrow(RangeError);
  expect(() => cohenKappa([0, 0, 0, 0], 2)).toThrow(RangeError);
});
