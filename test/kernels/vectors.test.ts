import { describe, expect, it } from 'vitest';
import { centreRows, checkColumns, dotRows, normaliseRows } from '../../src/kernels/vectors.ts';

describe('vectors', () => {
  it('scales rows to unit length in place, and leaves a zero row', () => {
    const vectors = Float32Array.of(3, 4, 0, 0, -2, 0);
    expect(normaliseRows(vectors, 2)).toBe(vectors);
    expect([...vectors].map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8, 0, 0, -1, 0]);
  });

  it('keeps the length of very small and very large rows', () => {
    const vectors = normaliseRows(Float32Array.of(1e-30, 1e-30, 1e30, -1e30), 2);
    for (const value of vectors) expect(Math.abs(value)).toBeCloseTo(Math.SQRT1_2, 5);
  });

  it('subtracts a mean and scales again', () => {
    expect([...centreRows(Float32Array.of(2, 1, 1, 1), [1, 1])]).toEqual([1, 0, 0, 0]);
  });

  it('multiplies rows', () => {
    expect(dotRows(Float32Array.of(1, 2, 3, 4), 1, Float32Array.of(5, 6), 0, 2)).toBe(39);
  });

  it('throws a RangeError where values are no rows', () => {
    for (const columns of [0, -1, 1.5, 2, Number.NaN])
      expect(() => checkColumns(new Float32Array(3), columns)).toThrow(RangeError);
    expect(() => normaliseRows(new Float32Array(5), 2)).toThrow(RangeError);
    expect(() => centreRows(new Float32Array(5), [1, 2])).toThrow(RangeError);
  });
});
