import { expect, test } from 'vitest';
import {
  addUnseen,
  bootstrapP,
  drawSums,
  expandedLevel,
  percentileInterval,
  resampledSums,
  seedFor,
} from '../../src/kernels/bootstrap.ts';
import { Random } from '../../src/kernels/random.ts';

const upTo = (size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => ((i * 7919) % size) + 1);
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('percentiles by hand: the 25th and 975th of 999, the 2nd and 98th of 99', () => {
  expect(percentileInterval(upTo(999))).toEqual({ low: 25, high: 975 });
  expect(percentileInterval(upTo(99))).toEqual({ low: 2, high: 98 });
  // Many draws take the other way, through sorting.
  expect(percentileInterval(upTo(9999))).toEqual({ low: 250, high: 9750 });
});

test('replicates without a value are left out, and too few give no interval', () => {
  expect(percentileInterval(Float64Array.from([...upTo(99), Number.NaN, Number.NaN]))).toEqual({ low: 2, high: 98 });
  expect(percentileInterval(Float64Array.from([...upTo(39), Number.NaN]))).toBeUndefined();
});

test('levels are those of Student t: 2 Φ(−√(n / (n − 1)) t)', () => {
  // t of 6 degrees of freedom is 2.4469; times √(7/6) it is 2.6430.
  expect(expandedLevel(7)).toBeCloseTo(0.00822, 4);
  // 11: 2.2010 · √(12/11) = 2.2989.
  expect(expandedLevel(12)).toBeCloseTo(0.0215, 4);
  expect(expandedLevel(1_000_000)).toBeCloseTo(0.05, 5);
  expect(() => expandedLevel(4)).toThrow(RangeError);
});

test('the p-value counts what is not above 0, the observation too, twice', () => {
  expect(bootstrapP(Float64Array.from({ length: 99 }, (_, i) => i - 4))).toBeCloseTo((2 * 6) / 100, 14);
  expect(bootstrapP(Float64Array.from({ length: 99 }, () => 1))).toBeCloseTo(0.02, 14);
  expect(bootstrapP(Float64Array.from({ length: 99 }, () => 0))).toBe(1);
  expect(bootstrapP([1, Number.NaN, 1])).toBeCloseTo(2 / 3, 14);
});

test('drawn sums have the mean and the variance of drawing units one by one', () => {
  const sums = [new Float64Array(40_000), new Float64Array(40_000)];
  // 20 units, of which three weigh 1, 2 and 3: mean 6, variance Σw² − (Σw)² / 20 = 14 − 1.8.
  drawSums(
    {
      trials: 20,
      weights: [
        [1, 2, 3],
        [1, 1, 1],
      ],
    },
    sums,
    new Random(3),
  );
  const average = mean(sums[0]!);
  expect(average).toBeCloseTo(6, 1);
  expect(mean(sums[0]!.map((value) => (value - average) ** 2))).toBeGreaterThan(11.9);
  expect(mean(sums[0]!.map((value) => (value - average) ** 2))).toBeLessThan(12.5);
  expect(mean(sums[1]!)).toBeCloseTo(3, 1);
  expect(() => drawSums({ trials: 1, weights: [[1, 2]] }, [new Float64Array(1)], new Random(1))).toThrow(RangeError);
});

test('what is unseen is Gamma(½, 1): mean ½, variance ½, the same for all countings', () => {
  const sums = [new Float64Array(39_999), new Float64Array(39_999)];
  addUnseen(sums, new Random(4));
  expect(sums[0]).toEqual(sums[1]);
  const average = mean(sums[0]!);
  expect(average).toBeCloseTo(0.5, 1);
  const variance = mean(sums[0]!.map((value) => (value - average) ** 2));
  expect(variance).toBeGreaterThan(0.46);
  expect(variance).toBeLessThan(0.54);
});

test('seeds differ by text and by seed', () => {
  const seeds = [seedFor(1, 'n0-000001'), seedFor(1, 'n0-000002'), seedFor(2, 'n0-000001')];
  expect(new Set(seeds).size).toBe(3);
  expect(seedFor(1, 'n0-000001')).toBe(seeds[0]);
});

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

test('sums of a shape or of draws that do not fit are refused', () => {
  expect(() => resampledSums(new Float64Array(3), 2, 100, new Random(1))).toThrow(RangeError);
  expect(() => resampledSums(new Float64Array(4), 2, 10, new Random(1))).toThrow(RangeError);
});
