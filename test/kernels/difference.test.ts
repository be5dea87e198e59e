import { expect, test } from 'vitest';
import { expandedLevel, percentileInterval } from '../../src/kernels/bootstrap.ts';
import { drawnDifference } from '../../src/kernels/difference.ts';
import { Random } from '../../src/kernels/random.ts';
import { shareDraws } from '../../src/kernels/share-draws.ts';

const zeros = new Float64Array(999);
const drawsAbove = (below: number): Float64Array => Float64Array.from(zeros, (_, draw) => draw - below + 0.5);

test('the interval is that of the differences, and the p-value counts the far side of 0 with the observation', () => {
  const found = drawnDifference(zeros, drawsAbove(9), 100_000)!;
  expect(found.low).toBe(percentileInterval(drawsAbove(9), expandedLevel(100_000))!.low);
  expect(found.p).toBeCloseTo((2 * 10) / 1000, 4);
  // The same in the other direction.
  expect(drawnDifference(drawsAbove(9), zeros, 100_000)!.p).toBe(found.p);
  expect(drawnDifference(zeros, zeros, 10)).toEqual({ low: 0, high: 0, p: 1 });
});

test('p is at most 0.05 where the interval excludes 0, with few units too', () => {
  for (const units of [5, 6, 8, 12, 30, 400]) {
    let wasIn = false;
    for (let below = 0; below < 80; below++) {
      const { low, p } = drawnDifference(zeros, drawsAbove(below), units)!;
      // One draw is the step of both.
      if (low > 0) expect(p).toBeLessThan(0.05 + 0.006);
      else expect(p).toBeGreaterThan(0.05 - 0.006);
      wasIn ||= low > 0;
    }
    expect(wasIn).toBe(true);
  }
});

test('too few units or draws give nothing', () => {
  expect(drawnDifference(zeros, drawsAbove(9), 4)).toBeUndefined();
  expect(drawnDifference(zeros, new Float64Array(999).fill(Number.NaN), 50)).toBeUndefined();
  expect(() => drawnDifference([1], [1, 2], 9)).toThrow(RangeError);
});

/** Articles of two ecosystems in two windows; a narrative that leans in one leans in the other. */
function collection(narratives: number, lean: readonly [number, number], random: Random): [Float64Array, Float64Array] {
  const sides: [Float64Array, Float64Array] = [new Float64Array(narratives * 2), new Float64Array(narratives * 2)];
  for (let n = 0; n < narratives; n++) {
    const size = 6 * random.exponential() + 0.5;
    const own = random.uniform() < 0.5 ? 0.25 : 0.75;
    for (const side of [0, 1] as const) {
      const part = Math.min(0.97, own * lean[side] * 2);
      sides[side][2 * n] = random.poisson(size * part);
      sides[side][2 * n + 1] = random.poisson(size * (1 - Math.min(0.97, own)));
    }
  }
  return sides;
}

test('by simulation: 95 % intervals hold the true difference about as often, and no difference is rarely found', () => {
  const random = new Random(77);
  for (const lean of [
    [0.5, 0.5],
    [0.35, 0.5],
  ] as const) {
    const shareIn = (home: Float64Array): number => {
      const of = (e: number): number => home.reduce((sum, k, place) => sum + (place % 2 === e ? k : 0), 0);
      return of(0) / (of(0) + of(1));
    };
    const [big, large] = collection(200_000, lean, random);
    const truth = shareIn(large) - shareIn(big);
    let [covered, found] = [0, 0];
    const trials = 300;
    for (let trial = 0; trial < trials; trial++) {
      const sides = collection(40, lean, random).map((home) => ({ home, articles: [1e6, 1e6] }));
      const [first, second] = shareDraws(sides, 2, { draws: 299, seed: trial });
      const { low, high, p } = drawnDifference(first!.share[0]!, second!.share[0]!, 40)!;
      if (low <= truth && truth <= high) covered += 1;
      if (p <= 0.05) found += 1;
    }
    expect(covered / trials).toBeGreaterThan(0.91);
    expect(covered / trials).toBeLessThan(0.985);
    if (lean[0] === lean[1]) expect(found / trials).toBeLessThan(0.09);
    else expect(found / trials).toBeGreaterThan(0.3);
  }
});
