import { expect, test } from 'vitest';
import { centredCosines, centringOf, cosinesTo } from '../../src/kernels/centred-rows.ts';
import { quantiseRows, unitRows } from '../../src/kernels/quantise.ts';
import { centreRows, dotRows } from '../../src/kernels/vectors.ts';
import { seeded, unitVectors } from '../support/random.ts';

test.each([[8], [7], [256]])('cosines are those of centred rows, with %d columns', (columns) => {
  const random = seeded(columns);
  const rows = quantiseRows(unitVectors(40, columns, random));
  const means = [0, 1].map(() => unitVectors(1, columns, random).data.map((value) => value * 0.6));
  const groups = Uint16Array.from({ length: 40 }, (_, row) => row % 2);
  const query = centreRows(unitVectors(1, columns, random).data, means[0]!);
  const cosines = new Float32Array(43).fill(9);
  centredCosines(query, rows, groups, means, centringOf(rows, groups, means), cosines, 2);
  const plain = unitRows(rows);
  for (let row = 0; row < 40; row++) {
    const own = centreRows(plain.data.slice(row * columns, (row + 1) * columns), means[groups[row]!]!);
    expect(cosines[row + 2]).toBeCloseTo(dotRows(query, 0, own, 0, columns), 5);
  }
  expect([cosines[1], cosines[42]]).toEqual([9, 9]);
});

test('a row of zeros and a row that is its mean are near to nothing', () => {
  const rows = { data: Int8Array.of(0, 0, 127, 0), scales: Float32Array.of(0, 1 / 127), rows: 2, columns: 2 };
  const means = [Float32Array.of(1, 0)];
  const cosines = new Float32Array(2).fill(9);
  centredCosines(Float32Array.of(0, 1), rows, [0, 0], means, centringOf(rows, [0, 0], means), cosines);
  expect([...cosines].map(Math.abs)).toEqual([0, 0]);
});

test('cosines to unit rows are those of the rows, up to their rounding', () => {
  const centres = unitVectors(20, 32, seeded(3));
  const query = unitVectors(1, 32, seeded(4));
  const cosines = cosinesTo(query.data, quantiseRows(centres));
  for (let row = 0; row < 20; row++)
    expect(Math.abs(cosines[row]! - dotRows(query.data, 0, centres.data, row, 32))).toBeLessThan(0.02);
  expect(() => cosinesTo(new Float32Array(3), quantiseRows(centres))).toThrow(RangeError);
});
