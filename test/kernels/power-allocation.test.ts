import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { powerAllocation } from '../../src/kernels/power-allocation.ts';

const count = (order: readonly number[], strata: number): number[] =>
  Array.from({ length: strata }, (_, stratum) => order.filter((one) => one === stratum).length);

test('every stratum gets its least, the rest goes by the square root of the size', () => {
  expect(powerAllocation([100, 1, 400], 5, 2)).toEqual([0, 1, 2, 0, 2]);
  // √100 : √400 = 1 : 2.
  expect(count(powerAllocation([100, 400], 30, 2), 2)).toEqual([10, 20]);
  expect(count(powerAllocation([2500, 10_000, 40_000], 70, 1), 3)).toEqual([10, 20, 40]);
});

test('no stratum gives more than it has', () => {
  expect(count(powerAllocation([3, 0, 2], 10, 2), 3)).toEqual([3, 0, 2]);
});

test('a larger sample holds the smaller one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }),
      fc.nat(80),
      fc.nat(80),
      fc.integer({ min: 1, max: 4 }),
      (sizes, total, more, atLeast) => {
        const small = powerAllocation(sizes, total, atLeast);
        const large = powerAllocation(sizes, total + more, atLeast);
        expect(large.slice(0, small.length)).toEqual(small);
        expect(small.length).toBe(
          Math.min(
            total,
            sizes.reduce((sum, size) => sum + size, 0),
          ),
        );
        count(large, sizes.length).forEach((given, stratum) => expect(given).toBeLessThanOrEqual(sizes[stratum]!));
      },
    ),
  );
});

test('broken sizes are faults', () => {
  expect(() => powerAllocation([1.5], 1, 1)).toThrow(RangeError);
  expect(() => powerAllocation([-1], 1, 1)).toThrow(RangeError);
  expect(() => powerAllocation([1], 1, 0)).toThrow(RangeError);
});
