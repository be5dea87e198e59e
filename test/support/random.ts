import type { Matrix } from '../../src/kernels/products.ts';

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A matrix of the rows given. */
export function matrix(rows: readonly (readonly number[])[], columns = rows[0]?.length ?? 1): Matrix {
  return { data: Float32Array.from(rows.flat()), rows: rows.length, columns };
}

/** Random unit vectors. */
export function unitVectors(rows: number, columns: number, random: () => number): Matrix {
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      const value = normal(random);
      data[row * columns + i] = value;
      sum += value * value;
    }
    for (let i = 0; i < columns; i++) data[row * columns + i]! /= Math.sqrt(sum);
  }
  return { data, rows, columns };
}

/** A random order of 0 … n - 1. */
export function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
