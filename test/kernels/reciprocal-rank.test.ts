import { expect, test } from 'vitest';
import { reciprocalRankFusion } from '../../src/kernels/reciprocal-rank.ts';

const list = (...ids: number[]): { id: number }[] => ids.map((id) => ({ id }));

test('what stands high in both lists comes first', () => {
  const fused = reciprocalRankFusion([list(7, 3, 5), list(3, 9)]);
  expect(fused.map(({ id }) => id)).toEqual([3, 7, 9, 5]);
  expect(fused[0]).toEqual({ id: 3, score: 1 / 62 + 1 / 61, ranks: [2, 1] });
  expect(fused[1]).toEqual({ id: 7, score: 1 / 61, ranks: [1, undefined] });
});

test('ties go by the best rank, then by id', () => {
  expect(reciprocalRankFusion([list(4, 1), list(2, 8)]).map(({ id }) => id)).toEqual([2, 4, 1, 8]);
});

test('a weight says what a place is worth', () => {
  const fused = reciprocalRankFusion([
    list(1, 2),
    [
      { id: 3, weight: 0.5 },
      { id: 2, weight: 0.5 },
    ],
  ]);
  expect(fused.map(({ id }) => id)).toEqual([2, 1, 3]);
  expect(fused[2]!.score).toBe(0.5 / 61);
});

test('nothing gives nothing, and a list names each once', () => {
  expect(reciprocalRankFusion([[], []])).toEqual([]);
  expect(() => reciprocalRankFusion([list(1, 1)])).toThrow(RangeError);
});
