/**
 * Neighbourhood mass: how thick the data is around a vector, as the sum of the similarities of
 * at least λ. It is computed in whole numbers from quantised vectors, so it is the same
 * on every machine and for any number of threads.
 */
import type { Matrix, Products, WholeMatrix } from './products.ts';
import { blocksOf } from './rows.ts';
import type { Rows } from './rows.ts';
import { quantisationStep, quantiseRows } from './vectors.ts';

const massBlock = 4096;

/**
 * The mass of each of `rows`, in whole products (× step² a sum of cosines).
 *
 * @param weights how often each vector counts. Where they sum to more than `limit`, mass is taken
 * against `limit` vectors, evenly spaced along the sum of the weights: linear instead of quadratic.
 */
export async function neighbourhoodMass(
  rows: Rows,
  weights: Float32Array,
  lambda: number,
  limit: number,
  products: Products,
): Promise<Float64Array> {
  const references = quantised(rows.pick(evenly(weights, limit)));
  const floor = Math.round(lambda / quantisationStep(rows.columns) ** 2);
  const mass = new Float64Array(rows.rows);
  for (const { start, block } of blocksOf(rows, massBlock)) {
    mass.set(await products.mass(quantised(block), references, floor), start);
  }
  return mass;
}

/** Rows by falling mass, ties by lower row. */
export function fallingOrder(mass: Float64Array): Int32Array {
  return Int32Array.from(mass.keys()).sort((a, b) => mass[b]! - mass[a]! || a - b);
}

/** At most `limit` rows, evenly spaced along the sum of the weights; each as often as it counts where all fit. */
function evenly(weights: Float32Array, limit: number): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const picked = new Int32Array(Math.min(limit, Math.ceil(total)));
  let row = 0;
  let until = weights[0] ?? 0;
  for (let place = 0; place < picked.length; place++) {
    const at = ((place + 0.5) * total) / picked.length;
    while (until < at && row < weights.length - 1) until += weights[++row]!;
    picked[place] = row;
  }
  return picked;
}

function quantised({ data, rows, columns }: Matrix): WholeMatrix {
  return { data: quantiseRows(data, columns), rows, columns };
}
