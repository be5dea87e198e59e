import { expect, test } from 'vitest';
import { proportion, stratifiedTotal, wilson } from '../../src/kernels/horvitz-thompson.ts';
import type { Proportion, StratifiedSample, Unit as Drawn } from '../../src/kernels/horvitz-thompson.ts';
import { studentQuantile } from '../../src/kernels/normal.ts';
import { powerAllocation } from '../../src/kernels/power-allocation.ts';
import { Random } from '../../src/kernels/random.ts';

/** Two strata of 10 and 100 units, of which 2 and 4 were drawn. */
const small: StratifiedSample = { sizes: [10, 100], strata: [0, 0, 1, 1, 1, 1] };

/** Units that count as right or not, all of interest. */
const units = (right: readonly number[]): Drawn[] =>
  right.map((one) => ({ isRight: one === 1, ifRight: { part: 1, whole: 1 }, ifWrong: { part: 0, whole: 1 } }));

test('a drawn unit stands for as many as its stratum holds per drawn unit', () => {
  expect(stratifiedTotal(small, [1, 0, 1, 0, 0, 0])).toBe(5 + 25);
  expect(proportion(small, units([1, 0, 1, 0, 0, 0]))?.value).toBeCloseTo(30 / 110, 12);
  expect(proportion(small, units([1, 0, 1, 0, 0, 0]), { total: 110 })?.value).toBeCloseTo(30 / 110, 12);
});

test('the interval is that of Wilson at the effective size, worked out by hand', () => {
  // One right of 4, and half a unit made up that is half right: 1.25 of 4.5, p = 5/18, s² = 4.5 p (1 − p) / 3.5. The
  // variance is (1 − 4/100) s² / 4, the effective size 0.1875 over that. Kish: 4 / (1 − 4/100); degrees 3.5.
  const one: StratifiedSample = { sizes: [100], strata: [0, 0, 0, 0] };
  const found = proportion(one, units([1, 0, 0, 0]))!;
  const variance = (0.96 * ((4.5 * (5 / 18) * (13 / 18)) / 3.5)) / 4;
  const effective = (0.1875 / variance) * (studentQuantile(4 / 0.96 - 1) / studentQuantile(3.5)) ** 2;
  expect(found.value).toBe(0.25);
  expect(found.low).toBeCloseTo(wilson(0.25, effective).low, 12);
  expect(found.high).toBeCloseTo(wilson(0.25, effective).high, 12);
  // Newcombe (1998), Table I, method 3: 81 of 263, 0 of 20, 1 of 29.
  expect(wilson(81 / 263, 263).low).toBeCloseTo(0.2553, 4);
  expect(wilson(81 / 263, 263).high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
  expect(wilson(1 / 29, 29).low).toBeCloseTo(0.0061, 4);
  expect(wilson(1 / 29, 29).high).toBeCloseTo(0.1718, 4);
});

test('a population that was drawn whole is known exactly', () => {
  const whole: StratifiedSample = { sizes: [2, 3], strata: [0, 0, 1, 1, 1] };
  expect(proportion(whole, units([1, 0, 1, 1, 0]))).toEqual({ value: 0.6, low: 0.6, high: 0.6 });
});

test('units that are all alike leave an interval of some width', () => {
  const found = proportion({ sizes: [50], strata: [0, 0, 0, 0, 0] }, units([1, 1, 1, 1, 1]))!;
  expect(found.value).toBe(1);
  expect(found.low).toBeGreaterThan(0.4);
  expect(found.low).toBeLessThan(0.7);
  expect(found.high).toBe(1);
});

test('nothing is said where a stratum that is needed has no drawn unit, or the whole is nothing', () => {
  const gap: StratifiedSample = { sizes: [10, 10], strata: [0, 0] };
  expect(proportion(gap, units([1, 0]))).toBeUndefined();
  expect(proportion(gap, units([1, 0]), { needed: [0] })?.value).toBe(0.5);
  const none: Drawn = { isRight: false, ifRight: { part: 0, whole: 0 }, ifWrong: { part: 0, whole: 0 } };
  expect(
    proportion(
      small,
      Array.from({ length: 6 }, () => none),
    ),
  ).toBeUndefined();
});

test('more units than a stratum holds, and unequal lengths, are faults', () => {
  expect(() => stratifiedTotal({ sizes: [1], strata: [0, 0] }, [1, 1])).toThrow(RangeError);
  expect(() => stratifiedTotal(small, [1])).toThrow(RangeError);
  expect(() => proportion(small, units([1]))).toThrow(RangeError);
});

/**
 * Four ecosystems × five score bands, with sizes and chances of being right like those of a study of half a
 * million passages: few accepted, many below the threshold, right ones ever rarer the lower the score.
 */
const bands = 5;
const sizes = [340, 110, 27, 4, 1, 260, 260, 197, 216, 90, 300, 115, 70, 15, 9, 280, 70, 15, 1, 1];
const chance = [0.04, 0.2, 0.55, 0.85, 0.98];

interface Unit {
  readonly stratum: number;
  readonly right: number;
}

test('intervals cover the truth about as often as they say', { timeout: 120_000 }, () => {
  const random = new Random(20);
  const population: Unit[] = sizes.flatMap((size, stratum) =>
    Array.from({ length: size }, () => ({ stratum, right: random.uniform() < chance[stratum % bands]! ? 1 : 0 })),
  );
  const byStratum = sizes.map((_, stratum) => population.filter((unit) => unit.stratum === stratum));
  const order = powerAllocation(sizes, 200, 2);
  const accepted = (unit: Unit): boolean => unit.stratum % bands >= 2;
  const ecosystem = (unit: Unit): number => Math.floor(unit.stratum / bands);
  const right = (unit: Unit): boolean => unit.right === 1;
  const figures: Record<string, { part: (unit: Unit) => boolean; whole: (unit: Unit) => boolean }> = {
    precision: { part: (unit) => right(unit) && accepted(unit), whole: accepted },
    recall: { part: (unit) => right(unit) && accepted(unit), whole: right },
    ...Object.fromEntries(
      [0, 1, 2, 3].flatMap((name) => [
        [
          `share ${name} accepted`,
          {
            part: (unit: Unit) => right(unit) && accepted(unit) && ecosystem(unit) === name,
            whole: (unit: Unit) => right(unit) && accepted(unit),
          },
        ],
        [`share ${name} to the floor`, { part: (unit: Unit) => right(unit) && ecosystem(unit) === name, whole: right }],
      ]),
    ),
  };
  const trials = 1000;
  const covered = Object.fromEntries(Object.keys(figures).map((name) => [name, 0]));
  for (let trial = 0; trial < trials; trial++) {
    const drawn = draw(random, byStratum, order);
    const sample = { sizes, strata: drawn.map((unit) => unit.stratum) };
    for (const [name, { part, whole }] of Object.entries(figures)) {
      const truth = population.filter(part).length / population.filter(whole).length;
      const found = proportion(
        sample,
        drawn.map((unit): Drawn => {
          const terms = (one: Unit): Drawn['ifRight'] => ({ part: part(one) ? 1 : 0, whole: whole(one) ? 1 : 0 });
          return {
            isRight: unit.right === 1,
            ifRight: terms({ ...unit, right: 1 }),
            ifWrong: terms({ ...unit, right: 0 }),
          };
        }),
      );
      if (found !== undefined && covers(found, truth)) covered[name]! += 1;
    }
  }
  for (const [name, times] of Object.entries(covered)) {
    expect(times / trials, name).toBeGreaterThan(0.93);
    expect(times / trials, name).toBeLessThan(0.995);
  }
});

function covers({ low, high }: Proportion, truth: number): boolean {
  return low <= truth && truth <= high;
}

/** A simple random sample of every stratum, as large as the allocation says. */
function draw(random: Random, strata: readonly (readonly Unit[])[], order: readonly number[]): Unit[] {
  return strata.flatMap((all, stratum) => {
    const left = [...all];
    const n = order.filter((one) => one === stratum).length;
    return Array.from({ length: n }, () => left.splice(random.below(left.length), 1)[0]!);
  });
}
