import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largest } from '../../src/kernels/largest.ts';

test('the largest are those of a full sort, ties by place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), { maxLength: 60 }),
      fc.integer({ min: 0, max: 20 }),
      (entries, k) => {
        const scores = Float32Array.from(entries, ([score]) => score);
        const allowed = Uint8Array.from(entries, ([, flag]) => (flag ? 1 : 0));
        const sorted = [...scores.keys()]
          .filter((place) => allowed[place] === 1)
          .sort((a, b) => scores[b]! - scores[a]! || a - b);
        expect(largest(scores, k, allowed)).toEqual(sorted.slice(0, k));
      },
    ),
  );
});

test('what is no score is never among them', () => {
  expect(largest([Number.NaN, 1, Number.NEGATIVE_INFINITY, 2], 4)).toEqual([3, 1]);
  expect(() => largest([1], -1)).toThrow(RangeError);
  expect(() => largest([1], 1, new Uint8Array(2))).toThrow(RangeError);
});
