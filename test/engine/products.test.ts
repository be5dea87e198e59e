import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { openProducts } from '../../src/engine/products.ts';
import type { ProductsEngine } from '../../src/engine/products.ts';
import { plainProducts } from '../../src/kernels/products.ts';
import type { Matrix, WholeMatrix } from '../../src/kernels/products.ts';
import { quantiseRows } from '../../src/kernels/vectors.ts';
import { dpMeans } from '../../src/kernels/dp-means.ts';
import { matrix, seeded, unitVectors } from '../support/random.ts';

let one: ProductsEngine;
let two: ProductsEngine;
beforeAll(async () => {
  [one, two] = await Promise.all([openProducts(1), openProducts(2)]);
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

const bytes = (array: Float32Array | Float64Array | Int32Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** Rows on a circle: products differ by far more than rounding. */
function circle(rows: number, phase: number): Matrix {
  return matrix(Array.from({ length: rows }, (_, i) => [Math.cos(phase + i / rows), Math.sin(phase + i / rows)]));
}

const wholeMatrix = ({ data, rows, columns }: Matrix): WholeMatrix => ({
  data: quantiseRows(data, columns),
  rows,
  columns,
});

// Blocks have 1,024 rows on the left; 8,192 on the right where there are fewer than 256 on the left.
const shapes: [number, number, number, number][] = [
  [1, 1, 1, 1],
  [3, 5, 7, 5],
  [5, 3, 384, 2],
  [2049, 9, 16, 3],
  [7, 64, 384, 1],
  [1030, 65, 2600, 2],
  [300, 700, 8, 4],
  [2, 8193, 8, 4],
  [2100, 2100, 4, 2],
];

describe('the engine does what plain loops do', () => {
  test.each(shapes)('%i × %i, %i columns, best %i', async (leftRows, rightRows, columns, k) => {
    const random = seeded(leftRows + rightRows);
    const left = unitVectors(leftRows, columns, random);
    const right = unitVectors(rightRows, columns, random);
    const expected = await plainProducts.dense(left, right);
    const found = await one.dense(left, right);
    let difference = 0;
    for (let i = 0; i < expected.length; i++) difference = Math.max(difference, Math.abs(expected[i]! - found[i]!));
    expect(difference).toBeLessThan(1e-5);

    const top = await one.top(left, right, k);
    for (let row = 0; row < leftRows; row++) {
      const scores = expected.subarray(row * rightRows, (row + 1) * rightRows);
      for (let place = 0; place < k; place++) {
        const index = top.indices[row * k + place]!;
        expect(Math.abs(scores[index]! - top.values[row * k + place]!)).toBeLessThan(1e-5);
        if (place > 0) expect(top.values[row * k + place]!).toBeLessThanOrEqual(top.values[row * k + place - 1]!);
      }
      expect(new Set(top.indices.subarray(row * k, (row + 1) * k)).size).toBe(k);
      if (row % 100 === 0)
        expect(Math.abs(top.values[row * k]! - scores.reduce((a, b) => Math.max(a, b)))).toBeLessThan(1e-5);
    }

    const wholes = [wholeMatrix(left), wholeMatrix(right)] as const;
    for (const floor of [-30, 0, 1, 900]) {
      expect([...(await one.mass(...wholes, floor))]).toEqual([...(await plainProducts.mass(...wholes, floor))]);
    }
    for (const best of [1, k]) {
      const plain = await plainProducts.topWhole(...wholes, best);
      const engine = await one.topWhole(...wholes, best);
      expect(bytes(engine.values).equals(bytes(plain.values))).toBe(true);
      expect(bytes(engine.indices).equals(bytes(plain.indices))).toBe(true);
    }
  });

  it('finds the same indices over several blocks where values lie apart', async () => {
    const left = circle(40, 0);
    const right = circle(9000, -1);
    const expected = await plainProducts.top(left, right, 12);
    const found = await one.top(left, right, 12);
    // Neighbours on the circle are further apart than rounding except at the very top.
    for (let row = 0; row < 40; row++) expect(found.values[row * 12]).toBeCloseTo(expected.values[row * 12]!, 6);
    const apart = matrix(Array.from({ length: 9000 }, (_, i) => [((i * 7919) % 9000) / 9000, 1]));
    const probe = matrix([
      [1, 0],
      [-1, 0],
      [2, 1],
    ]);
    expect([...(await one.top(probe, apart, 30)).indices]).toEqual([
      ...(await plainProducts.top(probe, apart, 30)).indices,
    ]);
  });

  it('takes more than one block holds', async () => {
    const right = matrix(Array.from({ length: 8300 }, (_, i) => [i % 2 === 0 ? i : -i]));
    const { indices, values } = await one.top(matrix([[1]]), right, 8250);
    const expected = await plainProducts.top(matrix([[1]]), right, 8250);
    expect(bytes(indices)).toEqual(bytes(expected.indices));
    expect(bytes(values)).toEqual(bytes(expected.values));
  });

  it('breaks ties by the lower index, within a block and across blocks', async () => {
    const right = matrix(Array.from({ length: 8200 }, (_, i) => [i % 4 === 1 ? 1 : 0]));
    const { indices } = await one.top(matrix([[1], [1]]), right, 5);
    expect([...indices]).toEqual([1, 5, 9, 13, 17, 1, 5, 9, 13, 17]);
    expect([...(await one.top(matrix([[1], [1]]), right, 1)).indices]).toEqual([1, 1]);
    // Rows that fill a block up to a whole number of tiles never win, even where all products are negative.
    const negative = matrix(Array.from({ length: 70 }, (_, i) => [i === 69 ? -1 : -2]));
    expect(await one.top(matrix([[1]]), negative, 1)).toMatchObject({
      values: Float32Array.of(-1),
      indices: Int32Array.of(69),
    });
    const ends = matrix(Array.from({ length: 8200 }, (_, i) => [i === 8191 || i === 8192 || i === 8199 ? 1 : 0]));
    expect([...(await one.top(matrix([[1]]), ends, 4)).indices]).toEqual([8191, 8192, 8199, 0]);
  });

  it('takes rows of a larger matrix', async () => {
    const whole = unitVectors(9, 4, seeded(2));
    const part: Matrix = { data: whole.data.subarray(12, 24), rows: 3, columns: 4 };
    const copy: Matrix = { ...part, data: part.data.slice() };
    expect(bytes(await one.dense(part, whole))).toEqual(bytes(await one.dense(copy, whole)));
  });

  it('takes none', async () => {
    const none: Matrix = { data: new Float32Array(0), rows: 0, columns: 2 };
    expect(await one.dense(none, matrix([[1, 2]]))).toHaveLength(0);
    expect((await one.top(none, matrix([[1, 2]]), 1)).indices).toHaveLength(0);
    const nothing: WholeMatrix = { data: new Int8Array(0), rows: 0, columns: 2 };
    expect([...(await one.mass({ data: Int8Array.of(1, 2), rows: 1, columns: 2 }, nothing, 0))]).toEqual([0]);
  });

  it('throws a RangeError where shapes do not fit', async () => {
    const a = matrix([[1, 2]]);
    await expect(one.dense(a, matrix([[1]]))).rejects.toThrow(RangeError);
    await expect(one.dense({ ...a, rows: 2 }, a)).rejects.toThrow(RangeError);
    await expect(one.top(a, a, 2)).rejects.toThrow(RangeError);
    const b: WholeMatrix = { data: Int8Array.of(1, 2), rows: 1, columns: 2 };
    await expect(one.mass(b, { ...b, columns: 1 }, 0)).rejects.toThrow(RangeError);
    await expect(one.topWhole(b, b, 2)).rejects.toThrow(RangeError);
  });
});

describe('threads change nothing', () => {
  // Wide and flat, narrow and tall, a single column, and more than one block.
  test.each([
    [20, 86],
    [32, 52],
    [53, 211],
    [139, 145],
    [476, 1],
    [476, 600],
    [1000, 17],
    [2100, 900],
    [5, 8300],
  ])('%i × %i: the same bits with one and with two', async (leftRows, rightRows) => {
    const random = seeded(77);
    const left = unitVectors(leftRows, 384, random);
    const right = unitVectors(rightRows, 384, random);
    const wholes = [wholeMatrix(left), wholeMatrix(right)] as const;
    const same = async (
      run: (engine: ProductsEngine) => Promise<Float32Array | Float64Array | Int32Array>,
    ): Promise<boolean> => bytes(await run(one)).equals(bytes(await run(two)));
    expect(await same((engine) => engine.dense(left, right))).toBe(true);
    expect(await same((engine) => engine.mass(...wholes, 300))).toBe(true);
    expect(await same(async (engine) => (await engine.top(left, right, 1)).values)).toBe(true);
    expect(await same(async (engine) => (await engine.top(left, right, 1)).indices)).toBe(true);
    expect(await same(async (engine) => (await engine.topWhole(...wholes, 1)).indices)).toBe(true);
  });

  it('gives the same groups with plain loops, one thread and two', async () => {
    const vectors = unitVectors(300, 12, seeded(5));
    const [plain, first, second] = await Promise.all(
      [plainProducts, one, two].map((products) => dpMeans(vectors, { lambda: 0.5 }, products)),
    );
    expect([...first!.labels]).toEqual([...plain!.labels]);
    expect(bytes(second!.centres.data).equals(bytes(first!.centres.data))).toBe(true);
    expect(bytes(second!.similarity).equals(bytes(first!.similarity))).toBe(true);
  });
});
