import { describe, expect, it } from 'vitest';
import { addRow, emptySum, pooledMean, shrinkage, shrunkenMean } from '../../src/kernels/means.ts';

function sumOf(rows: number[][]): ReturnType<typeof emptySum> {
  const sum = emptySum(2);
  const vectors = Float32Array.from(rows.flat());
  rows.forEach((_, row) => addRow(sum, vectors, row));
  return sum;
}

describe('means', () => {
  it('sums rows', () => {
    const sum = sumOf([
      [1, 2],
      [3, 5],
    ]);
    expect(sum.count).toBe(2);
    expect([...sum.sum]).toEqual([4, 7]);
  });

  it('shrinks a mean towards its prior', () => {
    expect([
      ...shrunkenMean(
        sumOf([
          [1, 2],
          [3, 5],
        ]),
        [10, 20],
        2,
      ),
    ]).toEqual([(4 + 20) / 4, (7 + 40) / 4]);
    expect([...shrunkenMean(emptySum(2), [0.5, -0.5])]).toEqual([0.5, -0.5]);
    expect([...shrunkenMean(sumOf(Array.from({ length: shrinkage }, () => [1, 0])), [0, 1])]).toEqual([0.5, 0.5]);
    expect([...shrunkenMean(sumOf([[1, 3]]), [9, 9], 0)]).toEqual([1, 3]);
  });

  it('pools sums by their counts', () => {
    expect([
      ...pooledMean(
        [
          sumOf([
            [0, 0],
            [0, 3],
            [0, 3],
          ]),
          sumOf([[4, 2]]),
        ],
        2,
      ),
    ]).toEqual([1, 2]);
    expect([...pooledMean([], 2)]).toEqual([0, 0]);
  });

  it('throws a RangeError where columns differ', () => {
    expect(() => shrunkenMean(emptySum(2), [1, 2, 3])).toThrow(RangeError);
    expect(() => pooledMean([emptySum(3)], 2)).toThrow(RangeError);
  });
});
