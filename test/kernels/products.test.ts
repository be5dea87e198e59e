import { describe, expect, it } from 'vitest';
import { pickRows, plainProducts, rowsOf } from '../../src/kernels/products.ts';
import type { Matrix, WholeMatrix } from '../../src/kernels/products.ts';
import { matrix } from '../support/random.ts';

const left = matrix([
  [1, 0],
  [0, 2],
  [1, 1],
]);
const right = matrix([
  [1, 1],
  [3, 0],
  [0, 1],
  [3, 0],
]);

const whole = ({ data, rows, columns }: Matrix): WholeMatrix => ({ data: Int8Array.from(data), rows, columns });

describe('plainProducts', () => {
  it('multiplies rows', async () => {
    expect([...(await plainProducts.dense(left, right))]).toEqual([1, 3, 0, 3, 2, 0, 2, 0, 2, 3, 1, 3]);
  });

  it('takes the best, ties by lower index', async () => {
    const { indices, values, k } = await plainProducts.top(left, right, 3);
    expect(k).toBe(3);
    expect([...indices]).toEqual([1, 3, 0, 0, 2, 1, 1, 3, 0]);
    expect([...values]).toEqual([3, 3, 1, 2, 2, 0, 3, 3, 2]);
  });

  it('sums what reaches the floor', async () => {
    expect([...(await plainProducts.mass(whole(left), whole(right), 2))]).toEqual([6, 4, 8]);
  });

  it('throws a RangeError where shapes do not fit', async () => {
    await expect(plainProducts.dense(left, matrix([[1, 2, 3]]))).rejects.toThrow(RangeError);
    await expect(plainProducts.dense({ ...left, rows: 2 }, right)).rejects.toThrow(RangeError);
    await expect(plainProducts.top(left, right, 5)).rejects.toThrow(RangeError);
    await expect(plainProducts.mass(whole(left), { ...whole(right), rows: 1 }, 0)).rejects.toThrow(RangeError);
    await expect(plainProducts.topWhole(whole(left), whole(right), 5)).rejects.toThrow(RangeError);
  });
});

describe('rows', () => {
  it('shares or copies them', () => {
    const part = rowsOf(left, 1, 3);
    expect([...part.data]).toEqual([0, 2, 1, 1]);
    expect(part.data.buffer).toBe(left.data.buffer);
    const picked = pickRows(left, [2, 0, 2]);
    expect([...picked.data]).toEqual([1, 1, 1, 0, 1, 1]);
    expect(picked.data.buffer).not.toBe(left.data.buffer);
  });
});
