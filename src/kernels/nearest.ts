/**
 * The nearest of many centres. Whole products take a third of the time of exact ones; the error of
 * their cosines has a standard deviation of .0015 at 384 columns, so they decide wherever two cosines
 * differ by more than `margin`. The others, some in a hundred, are computed exactly, and every value
 * that is returned is exact. All of it is the same on every machine.
 */
import { pickRows } from './products.ts';
import type { Matrix, Products, WholeMatrix } from './products.ts';
import { GrowingMatrix } from './rows.ts';
import { dotRows, quantisationStep, quantiseRows } from './vectors.ts';

/** A difference of two cosines that whole products cannot mistake: ten standard deviations. */
const margin = 0.02;
/** Among fewer centres all products are exact: quantising takes longer than it saves. */
const fewCentres = 1024;

/** Centres, and the same quantised where there are many. */
export interface Centres {
  readonly exact: Matrix;
  readonly whole?: WholeMatrix;
}

/** Unit vectors as whole numbers. */
export function quantised({ data, rows, columns }: Matrix): WholeMatrix {
  return { data: quantiseRows(data, columns), rows, columns };
}

export function centresOf(exact: Matrix): Centres {
  return exact.rows < fewCentres ? { exact } : { exact, whole: quantised(exact) };
}

/** The nearest centre of each row and its cosine, ties by lower index. */
export async function nearestOf(
  rows: Matrix,
  { exact, whole }: Centres,
  products: Products,
): Promise<{ indices: Int32Array; values: Float32Array }> {
  if (whole === undefined) return products.top(rows, exact, 1);
  const { values: best, indices: two } = await products.topWhole(quantised(rows), whole, 2);
  const enough = margin / quantisationStep(rows.columns) ** 2;
  const indices = new Int32Array(rows.rows);
  const values = new Float32Array(rows.rows);
  const unsure: number[] = [];
  for (let row = 0; row < rows.rows; row++) {
    if (best[2 * row]! - best[2 * row + 1]! < enough) unsure.push(row);
    else {
      indices[row] = two[2 * row]!;
      values[row] = dotRows(rows.data, row, exact.data, indices[row]!, rows.columns);
    }
  }
  const found = await products.top(pickRows(rows, unsure), exact, 1);
  unsure.forEach((row, place) => {
    indices[row] = found.indices[place]!;
    values[row] = found.values[place]!;
  });
  return { indices, values };
}

/** Centres to which more are added. */
export class GrowingCentres {
  readonly #exact: GrowingMatrix;
  readonly #whole: GrowingMatrix<Int8Array>;

  constructor(columns: number) {
    this.#exact = new GrowingMatrix(columns, Float32Array);
    this.#whole = new GrowingMatrix(columns, Int8Array);
  }

  /** The centres so far, sharing memory. */
  get exact(): Matrix {
    return this.#exact.matrix;
  }

  add(centres: Matrix): void {
    this.#exact.add(centres);
    this.#whole.add(quantised(centres));
  }

  /** The rows that have no centre within λ. */
  async without(rows: Matrix, lambda: number, products: Products): Promise<number[]> {
    const all = Array.from({ length: rows.rows }, (_, row) => row);
    if (this.exact.rows === 0) return all;
    if (this.exact.rows < fewCentres) {
      const { values } = await products.top(rows, this.exact, 1);
      return all.filter((row) => values[row]! < lambda);
    }
    const { values } = await products.topWhole(quantised(rows), this.#whole.matrix, 1);
    const scale = quantisationStep(rows.columns) ** 2;
    const unsure = all.filter((row) => Math.abs(values[row]! * scale - lambda) < margin);
    const exact = await products.top(pickRows(rows, unsure), this.exact, 1);
    const cosines = values.map((value) => value * scale);
    unsure.forEach((row, place) => (cosines[row] = exact.values[place]!));
    return all.filter((row) => cosines[row]! < lambda);
  }
}
