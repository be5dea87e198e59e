import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dpMeans } from '../../src/kernels/dp-means.ts';
import type { DpMeansOptions, DpMeansResult } from '../../src/kernels/dp-means.ts';
import { pickRows, plainProducts } from '../../src/kernels/products.ts';
import type { Matrix } from '../../src/kernels/products.ts';
import { dotRows, normaliseRows, quantisationStep, quantiseRows } from '../../src/kernels/vectors.ts';
import { matrix, normal, seeded, shuffled, unitVectors } from '../support/random.ts';

const run = (vectors: Matrix, options: DpMeansOptions): Promise<DpMeansResult> =>
  dpMeans(vectors, options, plainProducts);

/** Unit vectors around a few directions. */
function blobs(perBlob: number, spread: number, seed: number, directions = 4, columns = 8): Matrix {
  const random = seeded(seed);
  const centres = unitVectors(directions, columns, random);
  const rows: number[][] = [];
  for (let blob = 0; blob < directions; blob++) {
    for (let i = 0; i < perBlob; i++)
      rows.push(Array.from({ length: columns }, (_, c) => centres.data[blob * columns + c]! + spread * normal(random)));
  }
  const all = matrix(rows);
  return { ...all, data: normaliseRows(all.data, columns) };
}

/** Groups as sets of rows, whatever their numbers. */
function partition(labels: ArrayLike<number>, rowOf: (row: number) => number = (row) => row): string[] {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++)
    groups.set(labels[row]!, [...(groups.get(labels[row]!) ?? []), rowOf(row)]);
  return [...groups.values()].map((rows) => rows.sort((a, b) => a - b).join(' ')).sort();
}

/** The algorithm in the plainest words: open by falling mass, assign, open what is far, move centres. */
function naive(vectors: Matrix, lambda: number, maxIterations = 25): number[] {
  const { rows, columns } = vectors;
  const row = (i: number): number[] => [...vectors.data.subarray(i * columns, (i + 1) * columns)];
  const quantised = quantiseRows(vectors.data, columns);
  const whole = (i: number): number[] => [...quantised.subarray(i * columns, (i + 1) * columns)];
  const floor = Math.round(lambda / quantisationStep(columns) ** 2);
  const cosine = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const unit = (a: number[]): number[] => a.map((value) => value / (Math.hypot(...a) || 1));
  const mass = Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < rows; j++) {
      const product = cosine(whole(i), whole(j));
      if (product >= floor) sum += product;
    }
    return sum;
  });
  const order = mass.map((_, i) => i).sort((a, b) => mass[b]! - mass[a]! || a - b);
  const open = (candidates: readonly number[]): number[][] => {
    const opened: number[][] = [];
    for (const i of candidates) if (opened.every((centre) => cosine(centre, row(i)) < lambda)) opened.push(row(i));
    return opened;
  };
  const best = (i: number, centres: readonly number[][]): number => {
    let found = 0;
    centres.forEach((centre, c) => {
      if (cosine(row(i), centre) > cosine(row(i), centres[found]!)) found = c;
    });
    return found;
  };
  let centres = open(order);
  let labels: number[] = Array<number>(rows).fill(-1);
  for (let pass = 0; pass < maxIterations; pass++) {
    const far = order.filter((i) => centres.every((centre) => cosine(row(i), centre) < lambda));
    const fresh = far.length === 0 ? [] : open(far);
    const all = [...centres, ...fresh];
    // Only far rows may go to a group that was opened for them.
    const next = Array.from({ length: rows }, (_, i) => (far.includes(i) ? best(i, all) : best(i, centres)));
    const settled = far.length === 0 && next.every((label, i) => label === labels[i]);
    labels = next;
    if (settled) break;
    const used = [...new Set(labels)].sort((a, b) => a - b);
    labels = labels.map((label) => used.indexOf(label));
    centres = used.map((_, c) =>
      unit(
        labels
          .flatMap((label, i) => (label === c ? [row(i)] : []))
          .reduce((a, b) => a.map((value, k) => value + b[k]!)),
      ),
    );
  }
  return labels;
}

describe('dpMeans', () => {
  it('finds the groups of a plain reference', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const vectors = seed % 2 === 0 ? blobs(6, 0.25, seed) : unitVectors(40, 6, seeded(seed));
      const lambda = [0.2, 0.5, 0.8][seed % 3]!;
      const { labels, converged } = await run(vectors, { lambda });
      if (converged) expect(partition(labels), `seed ${seed}`).toEqual(partition(naive(vectors, lambda)));
    }
  });

  it('keeps every vector within λ of its centre once it has settled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        async (seed, rows, lambda) => {
          const vectors = unitVectors(rows, 5, seeded(seed));
          const { labels, similarity, centres, converged, passes } = await run(vectors, { lambda, maxIterations: 60 });
          expect(converged || passes === 60).toBe(true);
          labels.forEach((label, row) => {
            expect(similarity[row]).toBeCloseTo(dotRows(vectors.data, row, centres.data, label, 5), 4);
            if (converged) expect(similarity[row]).toBeGreaterThanOrEqual(lambda - 1e-5);
          });
          expect([...new Set(labels)].sort((a, b) => a - b)).toEqual(Array.from({ length: centres.rows }, (_, i) => i));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not say that it has settled where a vector is still far', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const vectors = unitVectors(60, 4, seeded(seed));
      for (let maxIterations = 1; maxIterations <= 6; maxIterations++) {
        const { converged, similarity } = await run(vectors, { lambda: 0.7, maxIterations });
        if (converged) expect(Math.min(...similarity)).toBeGreaterThanOrEqual(0.7 - 1e-5);
      }
    }
  });

  it('does not depend on the order of the input', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const vectors = blobs(10, 0.2, seed);
      const { labels } = await run(vectors, { lambda: 0.6 });
      const order = shuffled(vectors.rows, seeded(seed + 100));
      const turned = await run(pickRows(vectors, order), { lambda: 0.6 });
      expect(partition(turned.labels, (row) => order[row]!)).toEqual(partition(labels));
    }
  });

  it('finds clear groups, the largest first', async () => {
    const vectors = matrix(
      [
        [0, 1],
        [1, 0],
        [1, 0.05],
        [1, -0.05],
        [0.05, 1],
      ].map(([x, y]) => [x! / Math.hypot(x!, y!), y! / Math.hypot(x!, y!)]),
    );
    const { labels, centres } = await run(vectors, { lambda: 0.9 });
    expect([...labels]).toEqual([1, 0, 0, 0, 1]);
    expect(centres.data[0]).toBeCloseTo(1, 6);
    expect(centres.data[1]).toBeCloseTo(0, 6);
  });

  it('keeps copies together', async () => {
    const vectors = unitVectors(20, 6, seeded(3));
    const twice = pickRows(vectors, [...Array(20).keys(), ...Array(20).keys()]);
    const { labels } = await run(twice, { lambda: 0.4 });
    for (let row = 0; row < 20; row++) expect(labels[row + 20]).toBe(labels[row]);
  });

  it('counts a vector of weight two as two vectors', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const vectors = unitVectors(24, 5, seeded(seed));
      const weights = Float32Array.from({ length: 24 }, (_, row) => (row % 3 === 0 ? 2 : 1));
      const doubled = [...Array(24).keys(), ...Array.from({ length: 8 }, (_, i) => i * 3)];
      const weighted = await run(vectors, { lambda: 0.5, weights });
      const copied = await run(pickRows(vectors, doubled), { lambda: 0.5 });
      expect(partition(weighted.labels)).toEqual(partition(copied.labels.subarray(0, 24)));
    }
  });

  it('takes mass against some of the vectors where there are many', async () => {
    const vectors = blobs(50, 0.1, 4, 6, 16);
    const { labels, centres } = await run(vectors, { lambda: 0.7, references: 30 });
    expect(centres.rows).toBe(6);
    for (let row = 0; row < vectors.rows; row++) expect(labels[row]).toBe(labels[row - (row % 50)]);
  });

  it('opens groups over many blocks as over one', async () => {
    const random = seeded(8);
    const rows = Array.from({ length: 2100 }, (_, i) =>
      Array.from({ length: 32 }, (__, c) => (c === i % 30 ? 1 : 0) + 0.02 * normal(random)),
    );
    const vectors = matrix(rows);
    normaliseRows(vectors.data, 32);
    const { labels, centres } = await run(vectors, { lambda: 0.8 });
    expect(centres.rows).toBe(30);
    for (let row = 0; row < rows.length; row++) expect(labels[row]).toBe(labels[row % 30]);
  });

  it('puts vectors without content together nowhere near the others', async () => {
    const vectors = matrix([
      [1, 0],
      [0, 0],
      [0.9, Math.sqrt(1 - 0.81)],
      [0, 0],
    ]);
    const { labels, similarity } = await run(vectors, { lambda: 0.5 });
    expect(labels[0]).toBe(labels[2]);
    expect([...similarity].every((value) => Number.isFinite(value))).toBe(true);
    expect(similarity[1]).toBe(0);
  });

  it('takes none and one', async () => {
    const none = await run({ data: new Float32Array(0), rows: 0, columns: 3 }, { lambda: 0.5 });
    expect(none).toMatchObject({ passes: 0, converged: true, centres: { rows: 0, columns: 3 } });
    expect(none.labels).toHaveLength(0);
    const one = await run(matrix([[0.6, 0.8]]), { lambda: 0.99 });
    expect([...one.labels]).toEqual([0]);
    expect(one.similarity[0]).toBeCloseTo(1, 6);
    expect(one.converged).toBe(true);
  });

  it('tells of every pass and stops at the limit', async () => {
    const passes: number[] = [];
    const result = await run(unitVectors(80, 4, seeded(1)), {
      lambda: 0.6,
      maxIterations: 1,
      onPass: (pass) => passes.push(pass),
    });
    expect(passes).toEqual([1]);
    expect(result.passes).toBe(1);
  });

  test.each([1, -1, 2, Number.NaN, Number.POSITIVE_INFINITY])('throws a RangeError for λ = %s', async (lambda) => {
    await expect(run(matrix([[1, 0]]), { lambda })).rejects.toThrow(RangeError);
  });

  it('throws a RangeError where weights do not fit', async () => {
    await expect(run(matrix([[1, 0]]), { lambda: 0.5, weights: new Float32Array(2) })).rejects.toThrow(RangeError);
  });
});
