import { expect, test } from 'vitest';
import { normalTail, studentQuantile, normalQuantile, studentTail } from '../../src/kernels/normal.ts';

test.each([
  [0, 0.5],
  [1.959964, 0.025],
  [3.290527, 0.0005],
  [6, 9.865876e-10],
])('normal tail beyond %d', (z, tail) => expect(normalTail(z) / tail).toBeCloseTo(1, 5));

test('quantiles of Student’s t agree with its tables', () => {
  for (const [degrees, quantile] of [
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ] as const)
    expect(Math.abs(studentQuantile(degrees) - quantile)).toBeLessThan(0.004);
});

test('the quantile undoes the tail, and the tail of Student t is that of the tables', () => {
  for (const tail of [0.5, 0.3, 0.1, 0.025, 1e-4, 1e-8])
    expect(normalTail(normalQuantile(tail)) / tail).toBeCloseTo(1, 6);
  // t that leaves 2.5 % and 0.5 % above it (Abramowitz & Stegun, table 26.10).
  for (const [degrees, t, tail] of [
    [1, 12.7062, 0.025],
    [2, 4.30265, 0.025],
    [3, 3.18245, 0.025],
    [4, 2.77645, 0.025],
    [4, 4.60409, 0.005],
    [7, 2.36462, 0.025],
    [30, 2.04227, 0.025],
    [120, 2.61742, 0.005],
  ] as const)
    expect(studentTail(t, degrees)).toBeCloseTo(tail, 5);
  expect(studentTail(0, 9)).toBe(0.5);
  expect(studentTail(1.96, 5000)).toBeCloseTo(0.025, 4);
  expect(() => studentTail(-1, 3)).toThrow(RangeError);
  expect(() => studentTail(1, 2.5)).toThrow(RangeError);
  expect(() => normalQuantile(0.6)).toThrow(RangeError);
});
