/** Vectors that need not be in memory: read in blocks, or a few at a time. */
import { pickRows, rowsOf } from './products.ts';
import type { Matrix } from './products.ts';

/** Rows of float32 vectors, in memory or in a file. What is given is not changed afterwards. */
export interface Rows {
  readonly rows: number;
  readonly columns: number;
  /** Rows `start` to `end` (exclusive). */
  read(start: number, end: number): Matrix;
  /** The rows named, in that order. */
  pick(indices: ArrayLike<number>): Matrix;
}

/** The rows of a matrix. */
export function rowsInMemory(matrix: Matrix): Rows {
  return {
    rows: matrix.rows,
    columns: matrix.columns,
    read: (start, end) => rowsOf(matrix, start, end),
    pick: (indices) => {
      const first = indices[0] ?? 0;
      return areConsecutive(indices) ? rowsOf(matrix, first, first + indices.length) : pickRows(matrix, indices);
    },
  };
}

function areConsecutive(indices: ArrayLike<number>): boolean {
  for (let place = 1; place < indices.length; place++) {
    if (indices[place] !== indices[place - 1]! + 1) return false;
  }
  return true;
}

/** Some of the rows, in the order named. */
export function subsetOf(rows: Rows, indices: Int32Array): Rows {
  return {
    rows: indices.length,
    columns: rows.columns,
    read: (start, end) => rows.pick(indices.subarray(start, end)),
    pick: (places) => rows.pick(Int32Array.from(places, (place) => indices[place]!)),
  };
}

/** Blocks of at most `size` rows, with the row each starts at. */
export function* blocksOf(rows: Rows, size: number): Generator<{ start: number; block: Matrix }> {
  for (let start = 0; start < rows.rows; start += size) {
    yield { start, block: rows.read(start, Math.min(rows.rows, start + size)) };
  }
}

/** A matrix to which rows are added at the end. */
export class GrowingMatrix<Data extends Float32Array | Int8Array = Float32Array> {
  readonly columns: number;
  readonly #make: new (length: number) => Data;
  #data: Data;
  #rows = 0;

  constructor(columns: number, make: new (length: number) => Data) {
    this.columns = columns;
    this.#make = make;
    this.#data = new make(64 * columns);
  }

  /** The rows so far, sharing memory. */
  get matrix(): { data: Data; rows: number; columns: number } {
    const data = this.#data.subarray(0, this.#rows * this.columns) as Data;
    return { data, rows: this.#rows, columns: this.columns };
  }

  add({ data, rows }: { readonly data: Data; readonly rows: number }): void {
    const needed = (this.#rows + rows) * this.columns;
    if (needed > this.#data.length) {
      const larger = new this.#make(Math.max(needed, Math.ceil(this.#data.length * 1.5)));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data.set(data, this.#rows * this.columns);
    this.#rows += rows;
  }
}
