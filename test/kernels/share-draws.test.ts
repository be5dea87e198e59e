import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedFor } from '../../src/kernels/bootstrap.ts';
import { Random } from '../../src/kernels/random.ts';
import { shareDraws, unseenOf } from '../../src/kernels/share-draws.ts';
import type { ShareSide } from '../../src/kernels/share-draws.ts';

/** Draw by draw, article by article, as the definition says. */
function naive(sides: readonly ShareSide[], columns: number, draws: number, seed: number): number[][][] {
  const units = sides[0]!.home.length / columns;
  const random = new Random(seedFor(seed, 'narratives of the share'));
  const found = sides.map(() => Array.from({ length: columns }, () => [] as number[]));
  for (let draw = 0; draw < draws; draw++) {
    const drawn = Array.from({ length: units }, () => random.below(units));
    sides.forEach(({ home }, side) => {
      const of = (e: number): number => drawn.reduce((sum, unit) => sum + home[unit * columns + e]!, 0);
      const all = Array.from({ length: columns }, (_, e) => of(e));
      const total = all.reduce((sum, k) => sum + k, 0);
      all.forEach((k, e) => found[side]![e]!.push(k / total));
    });
  }
  return found;
}

test('the draws of both sides are those of the definition', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(1000),
      fc.infiniteStream(fc.nat(5)),
      (columns, units, seed, numbers) => {
        const sides = [0, 1].map(() => ({
          home: Float64Array.from({ length: units * columns }, () => numbers.next().value as number),
          articles: Array.from({ length: columns }, () => 1000),
        }));
        const found = shareDraws(sides, columns, { draws: 20, seed });
        const expected = naive(sides, columns, 20, seed);
        found.forEach(({ share }, side) =>
          share.forEach((values, e) => expect([...values]).toEqual(expected[side]![e])),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('two sides that are the same are the same in every draw, and one side does not change the other', () => {
  const one = { home: Float64Array.of(3, 1, 0, 2, 5, 5), articles: [10, 10] };
  const other = { home: Float64Array.of(1, 1, 1, 1, 1, 9), articles: [10, 20] };
  const [first, second] = shareDraws([one, one], 2, { draws: 50, seed: 4 });
  expect(first).toEqual(second);
  expect(shareDraws([one, other], 2, { draws: 50, seed: 4 })[0]).toEqual(first);
  expect(shareDraws([one], 2, { draws: 50, seed: 4 })[0]).toEqual(first);
});

test('a draw without an article has no share, and shapes must agree', () => {
  const none = { home: new Float64Array(4), articles: [0, 3] };
  expect(shareDraws([none], 2, { draws: 3, seed: 1 })[0]!.share[0]).toEqual(new Float64Array(3).fill(Number.NaN));
  expect(() => shareDraws([{ home: new Float64Array(3), articles: [1, 1] }], 2, { draws: 3, seed: 1 })).toThrow(
    RangeError,
  );
  expect(() => shareDraws([none, { home: new Float64Array(2), articles: [1, 1] }], 2, { draws: 3, seed: 1 })).toThrow(
    RangeError,
  );
});

test('what was not seen is added Gamma(½) times, and changes nothing where it is 0', () => {
  const home = Float64Array.of(4, 0, 4, 0, 4, 0);
  const side = { home, articles: [100, 100] };
  const draws = { draws: 20_000, seed: 5 };
  expect(shareDraws([{ ...side, unseen: [0, 0] }], 2, draws)).toEqual(shareDraws([side], 2, draws));
  // 12 articles in every draw; of the other ecosystem 3 times a number of mean ½.
  const [found] = shareDraws([{ ...side, unseen: [0, 3] }], 2, draws);
  const articles = found!.rate[1]!.map((rate) => rate * 100);
  expect(articles.reduce((sum, k) => sum + k, 0) / articles.length).toBeCloseTo(1.5, 1);
  expect(unseenOf([home, Float64Array.of(0, 2, 1, 0, 0, 4)], 2)).toEqual([13 / 4, 3]);
  expect(unseenOf([new Float64Array(2)], 2)).toEqual([0, 0]);
});

test('what was not seen is the same for sides that were made of the same data', () => {
  const side = { home: Float64Array.of(4, 1, 0, 2, 4, 0), articles: [100, 100], unseen: [1, 2] };
  const [one, same] = shareDraws([side, side], 2, { draws: 50, seed: 5, together: true });
  expect(one).toEqual(same);
  const [first, other] = shareDraws([side, side], 2, { draws: 50, seed: 5 });
  expect(first).not.toEqual(other);
});
