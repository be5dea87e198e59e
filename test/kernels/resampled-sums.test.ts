import { expect, test } from 'vitest';
import { Random } from '../../src/kernels/random.ts';
import { resampledSums } from '../../src/kernels/resampled-sums.ts';

test('the interval of a sum is that of the normal distribution where there are many rows', () => {
  const source = new Random(3);
  const values = Float64Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? source.exponential() : 1));
  const mean = values.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0) / 400;
  const variance = values.filter((_, i) => i % 2 === 0).reduce((a, b) => a + (b - mean) ** 2, 0) / 400;
  const [own, constant] = resampledSums(values, 2, 4000, new Random(1));
  expect(constant).toEqual({ low: 400, high: 400 });
  const reach = 1.96 * Math.sqrt(400 * variance);
  expect(own!.low / (400 * mean - reach)).toBeCloseTo(1, 1);
  expect(own!.high / (400 * mean + reach)).toBeCloseTo(1, 1);
  expect(resampledSums(values, 2, 4000, new Random(1))[0]).toEqual(own);
});

test('shapes and draws that do not fit are refused', () => {
  expect(() => resampledSums(new Float64Array(3), 2, 100, new Random(1))).toThrow(RangeError);
  expect(() => resampledSums(new Float64Array(4), 2, 10, new Random(1))).toThrow(RangeError);
});
