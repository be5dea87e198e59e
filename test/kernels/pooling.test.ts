import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tokenPooling } from '../../src/kernels/pooling.ts';
import type { TokenTable } from '../../src/kernels/pooling.ts';
import { seeded } from '../support/random.ts';

function table(rows: number, columns: number, seed: number): TokenTable {
  const random = seeded(seed);
  const weights = Float32Array.from({ length: rows }, random);
  return {
    vectors: { data: Int8Array.from({ length: rows * columns }, () => random() * 255 - 127), rows, columns },
    weights,
    scales: weights.map((weight) => weight * random() * 0.01),
  };
}

function pooled(from: TokenTable, ids: readonly number[]): Float32Array {
  const target = new Float32Array(from.vectors.columns);
  tokenPooling(from)(Int32Array.from(ids), target, 0);
  return target;
}

/** As {@link pooled}, straight from the definition, and not yet of unit length. */
function reference({ vectors, scales, weights }: TokenTable, ids: readonly number[]): number[] {
  const weight = ids.reduce((sum, id) => sum + weights[id]!, 0);
  const mean = Array.from({ length: vectors.columns }, (_, column) => {
    const sum = ids.reduce((total, id) => total + scales[id]! * vectors.data[id * vectors.columns + column]!, 0);
    return sum / weight;
  });
  return mean;
}

describe('pooling', () => {
  it('is the weighted mean at unit length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.nat(19), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (columns, ids, seed) => {
          const from = table(20, columns, seed);
          const mean = reference(from, ids);
          const length = Math.hypot(...mean);
          // Tokens that cancel out leave rounding errors.
          fc.pre(length > 1e-3);
          pooled(from, ids).forEach((value, column) => expect(value).toBeCloseTo(mean[column]! / length, 4));
        },
      ),
    );
  });

  it('gives a known vector', () => {
    const from: TokenTable = {
      vectors: { data: Int8Array.of(100, 0, 0, -50), rows: 2, columns: 2 },
      weights: Float32Array.of(1, 0.5),
      scales: Float32Array.of(0.03, 0.04),
    };
    // (3, -2) / 1.5
    const [x, y] = pooled(from, [0, 1]);
    expect(x).toBeCloseTo(3 / Math.sqrt(13), 6);
    expect(y).toBeCloseTo(-2 / Math.sqrt(13), 6);
  });

  it('writes one row and leaves the others', () => {
    const from = table(5, 3, 1);
    const target = new Float32Array(9).fill(7);
    tokenPooling(from)(Int32Array.of(1, 2), target, 1);
    expect([...target]).toEqual([7, 7, 7, ...pooled(from, [1, 2]), 7, 7, 7]);
  });

  it('gives the first unit vector where there is no token', () => {
    expect([...pooled(table(4, 3, 2), [])]).toEqual([1, 0, 0]);
    const weightless = { ...table(4, 3, 2), weights: new Float32Array(4), scales: new Float32Array(4) };
    expect([...pooled(weightless, [1, 2, 3])]).toEqual([1, 0, 0]);
  });

  it('gives the first unit vector where tokens cancel out', () => {
    const from: TokenTable = {
      vectors: { data: Int8Array.of(10, 20, -10, -20), rows: 2, columns: 2 },
      weights: Float32Array.of(1, 1),
      scales: Float32Array.of(0.5, 0.5),
    };
    expect([...pooled(from, [0, 1])]).toEqual([1, 0]);
  });

  test.each<[string, Partial<TokenTable>]>([
    ['vectors', { vectors: { data: new Int8Array(11), rows: 4, columns: 3 } }],
    ['scales', { scales: new Float32Array(3) }],
    ['weights', { weights: new Float32Array(5) }],
  ])('takes no %s of another size', (_, part) => {
    expect(() => tokenPooling({ ...table(4, 3, 3), ...part })).toThrow(RangeError);
  });
});
