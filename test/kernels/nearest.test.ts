import { describe, expect, it } from 'vitest';
import { centresOf, GrowingCentres, nearestOf } from '../../src/kernels/nearest.ts';
import { pickRows, plainProducts, rowsOf } from '../../src/kernels/products.ts';
import type { Matrix } from '../../src/kernels/products.ts';
import { normaliseRows } from '../../src/kernels/vectors.ts';
import { normal, seeded, unitVectors } from '../support/random.ts';

const columns = 384;
const centres = unitVectors(1100, columns, seeded(1));

/** Vectors at every distance from the centres, some halfway between two of them. */
function around(count: number): Matrix {
  const random = seeded(2);
  const data = new Float32Array(count * columns);
  for (let row = 0; row < count; row++) {
    const [one, other, spread] = [row % 1100, (row * 7) % 1100, (2 * row) / count];
    for (let i = 0; i < columns; i++) {
      data[row * columns + i] =
        centres.data[one * columns + i]! +
        (row % 3 === 0 ? centres.data[other * columns + i]! : 0) +
        (spread * normal(random)) / Math.sqrt(columns);
    }
  }
  return { data: normaliseRows(data, columns), rows: count, columns };
}

describe('the nearest of many centres', () => {
  it('is the exact one', async () => {
    const rows = around(200);
    const expected = await plainProducts.top(rows, centres, 1);
    const found = await nearestOf(rows, centresOf(centres), plainProducts);
    expect(found.indices).toEqual(expected.indices);
    for (let row = 0; row < 200; row++) expect(found.values[row]).toBeCloseTo(expected.values[row]!, 6);
  });

  it('is the first of equal ones', async () => {
    const twice = pickRows(centres, [...Array(1100).keys(), ...Array(1100).keys()]);
    const { indices } = await nearestOf(rowsOf(centres, 40, 60), centresOf(twice), plainProducts);
    expect([...indices]).toEqual(Array.from({ length: 20 }, (_, i) => i + 40));
  });

  it('is within λ or not, as exact products say', async () => {
    const rows = around(200);
    const { values } = await plainProducts.top(rows, centres, 1);
    const growing = new GrowingCentres(columns);
    expect(await growing.without(rowsOf(rows, 0, 2), 0.5, plainProducts)).toEqual([0, 1]);
    growing.add(rowsOf(centres, 0, 900));
    growing.add(rowsOf(centres, 900, 1100));
    for (const lambda of [0.45, 0.55, 0.7]) {
      const expected = [...values.keys()].filter((row) => values[row]! < lambda);
      expect(expected.length).toBeGreaterThan(0);
      expect(await growing.without(rows, lambda, plainProducts)).toEqual(expected);
    }
  });
});
