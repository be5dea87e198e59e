import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dpMeans } from '../../src/kernels/dp-means.ts';
import { pickRows, plainProducts, rowsOf } from '../../src/kernels/products.ts';
import { subsetOf } from '../../src/kernels/rows.ts';
import { RowFile } from '../../src/store/row-file.ts';
import { temporaryFolder } from '../support/folder.ts';
import { seeded, unitVectors } from '../support/random.ts';

const vectors = unitVectors(100, 6, seeded(1));

function fileOf(): RowFile {
  const file = new RowFile(join(temporaryFolder(), 'rows'), 6);
  file.append(rowsOf(vectors, 0, 30));
  file.append(rowsOf(vectors, 30, 100));
  return file;
}

describe('a file of rows', () => {
  it('gives blocks, and rows in any order', () => {
    using file = fileOf();
    expect(file.rows).toBe(100);
    expect(file.read(20, 50)).toEqual({ ...rowsOf(vectors, 20, 50), data: rowsOf(vectors, 20, 50).data.slice() });
    expect(file.pick([7, 8, 9, 3, 99, 99, 0])).toEqual(pickRows(vectors, [7, 8, 9, 3, 99, 99, 0]));
    expect(file.pick([]).rows).toBe(0);
    const some = subsetOf(file, Int32Array.of(5, 50, 51));
    expect(some.read(1, 3)).toEqual(pickRows(vectors, [50, 51]));
    expect(some.pick([2, 0])).toEqual(pickRows(vectors, [51, 5]));
  });

  it('clusters as a matrix does', async () => {
    using file = fileOf();
    const expected = await dpMeans(vectors, { lambda: 0.6 }, plainProducts);
    expect(await dpMeans(file, { lambda: 0.6 }, plainProducts)).toEqual(expected);
  });

  it('throws a RangeError for rows it has not', () => {
    using file = fileOf();
    expect(() => file.read(90, 101)).toThrow(RangeError);
    expect(() => file.append(unitVectors(1, 5, seeded(1)))).toThrow(RangeError);
  });
});
