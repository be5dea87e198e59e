import { expect, test } from 'vitest';
import { logOdds, logOddsRatio, logOddsZ } from '../../src/kernels/log-odds.ts';

test('ζ by hand', () => {
  // α = 4 · 10 / 40 = 1. Odds 9 / 15 against 3 / 21: δ = ln 4.2; σ² = 1/9 + 1/3 = 4/9.
  expect(logOddsZ(8, 20, 2, 20, 4)).toBeCloseTo(Math.log(4.2) / (2 / 3), 13);
  expect(logOddsZ(2, 20, 8, 20, 4)).toBeCloseTo(-Math.log(4.2) / (2 / 3), 13);
  expect(logOddsZ(5, 20, 5, 20, 4)).toBeCloseTo(0, 13);
  expect(logOddsRatio(8, 20, 2, 20, 1, 4)).toBeCloseTo(Math.log(4.2) / (2 / 3), 13);
});

test('a stronger prior pulls towards 0, a larger count away from it', () => {
  expect(logOddsZ(8, 20, 2, 20, 400)).toBeLessThan(logOddsZ(8, 20, 2, 20, 4));
  expect(logOddsZ(80, 200, 20, 200, 4)).toBeGreaterThan(logOddsZ(8, 20, 2, 20, 4));
});

test('narratives × ecosystems: each ecosystem against all others together', () => {
  const values = logOdds([8, 2, 0, 12, 18, 20], 3, 4);
  expect(values[0]).toBeCloseTo(logOddsZ(8, 20, 2, 40, 4), 13);
  expect(values[5]).toBeCloseTo(logOddsZ(20, 20, 30, 40, 4), 13);
});

test('0 where nothing can be compared', () => {
  expect([...logOdds([0, 0, 3, 5], 2, 1)]).toEqual([0, 0, 0, 0]);
  expect(() => logOdds([1, 2, 3], 2, 1)).toThrow(RangeError);
  expect(() => logOdds([1, 2], 2, 0)).toThrow(RangeError);
});
