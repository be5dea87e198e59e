import { expect, test } from 'vitest';
import { normalTail, studentQuantile } from '../../src/kernels/normal.ts';

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
