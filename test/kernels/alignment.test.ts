import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignment } from '../../src/kernels/alignment.ts';
import type { Sentences } from '../../src/kernels/alignment.ts';
import { seeded, unitVectors } from '../support/random.ts';

const columns = 6;

function passage(count: number, seed: number): Sentences {
  const random = seeded(seed);
  return {
    vectors: unitVectors(count, columns, random).data,
    lengths: Array.from({ length: count }, () => 1 + Math.floor(random() * 30)),
  };
}

const rowOf = ({ vectors }: Sentences, row: number): number[] => [
  ...vectors.subarray(row * columns, (row + 1) * columns),
];

/** The definition, sentence by sentence. */
function naive(p: Sentences, a: Sentences): number {
  const side = (from: Sentences, to: Sentences): number => {
    let sum = 0;
    let weight = 0;
    for (let row = 0; row < from.lengths.length; row++) {
      const products = Array.from({ length: to.lengths.length }, (_, other) =>
        rowOf(from, row).reduce((total, value, i) => total + value * rowOf(to, other)[i]!, 0),
      );
      sum += Math.max(...products) * from.lengths[row]!;
      weight += from.lengths[row]!;
    }
    return sum / weight;
  };
  return (side(p, a) + side(a, p)) / 2;
}

const pair = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 1e9 }));

describe('alignment', () => {
  it('agrees with its definition', () => {
    fc.assert(
      fc.property(pair, ([n, m, seed]) => {
        const p = passage(n, seed);
        const a = passage(m, seed + 1);
        expect(alignment(p, a, columns)).toBeCloseTo(naive(p, a), 6);
      }),
    );
  });

  it('is symmetric, and lies between -1 and 1', () => {
    fc.assert(
      fc.property(pair, ([n, m, seed]) => {
        const p = passage(n, seed);
        const a = passage(m, seed + 1);
        expect(alignment(p, a, columns)).toBeCloseTo(alignment(a, p, columns), 6);
        expect(Math.abs(alignment(p, a, columns))).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  it('is 1 for the same sentences in any order, and -1 for opposite ones', () => {
    const p = passage(3, 5);
    const turned: Sentences = {
      vectors: Float32Array.from([2, 0, 1].flatMap((row) => rowOf(p, row))),
      lengths: [2, 0, 1].map((row) => p.lengths[row]!),
    };
    expect(alignment(p, p, columns)).toBeCloseTo(1, 6);
    expect(alignment(p, turned, columns)).toBeCloseTo(1, 6);
    const one = passage(1, 6);
    expect(alignment(one, { ...one, vectors: one.vectors.map((value) => -value) }, columns)).toBeCloseTo(-1, 6);
  });

  it('weighs sentences by their length', () => {
    const p: Sentences = { vectors: Float32Array.of(1, 0, 0, 1), lengths: [9, 1] };
    const a: Sentences = { vectors: Float32Array.of(1, 0), lengths: [4] };
    // From p: (9 × 1 + 1 × 0) / 10; from a: 1.
    expect(alignment(p, a, 2)).toBeCloseTo(0.95, 6);
  });

  it('is 0 where there is nothing to align', () => {
    const none: Sentences = { vectors: new Float32Array(0), lengths: [] };
    expect(alignment(none, passage(2, 1), columns)).toBe(0);
    expect(alignment(none, none, columns)).toBe(0);
  });

  it('throws a RangeError where vectors do not fit', () => {
    const p = passage(2, 1);
    expect(() => alignment(p, p, columns + 1)).toThrow(RangeError);
    expect(() => alignment({ ...p, lengths: [1] }, p, columns)).toThrow(RangeError);
  });
});
