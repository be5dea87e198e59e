import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Matrix } from '../kernels/products.ts';
import type { Rows } from '../kernels/rows.ts';

/**
 * Rows of float32 vectors in a file without a header, for vectors that do not all fit in memory. It
 * is made by one process for itself: a file of this kind is never an output.
 */
export class RowFile implements Rows {
  readonly columns: number;
  readonly #file: number;
  #rows = 0;

  /** Makes the file, or empties it. */
  constructor(path: string, columns: number) {
    this.columns = columns;
    this.#file = openSync(path, 'w+');
  }

  get rows(): number {
    return this.#rows;
  }

  /** Adds rows at the end. */
  append({ data, rows, columns }: Matrix): void {
    if (columns !== this.columns) throw new RangeError(`rows of ${columns} columns for a file of ${this.columns}`);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, this.#rows * columns * 4 + written);
    }
    this.#rows += rows;
  }

  read(start: number, end: number): Matrix {
    const matrix = { data: new Float32Array((end - start) * this.columns), rows: end - start, columns: this.columns };
    this.#fill(matrix.data, 0, start, end);
    return matrix;
  }

  pick(indices: ArrayLike<number>): Matrix {
    const data = new Float32Array(indices.length * this.columns);
    for (let place = 0; place < indices.length;) {
      // Neighbours in the file are read together.
      let after = place + 1;
      while (after < indices.length && indices[after] === indices[after - 1]! + 1) after += 1;
      this.#fill(data, place, indices[place]!, indices[place]! + after - place);
      place = after;
    }
    return { data, rows: indices.length, columns: this.columns };
  }

  close(): void {
    closeSync(this.#file);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fill(data: Float32Array, place: number, start: number, end: number): void {
    if (start < 0 || end > this.#rows) throw new RangeError(`rows ${start} to ${end} of a file of ${this.#rows}`);
    const width = this.columns * 4;
    const bytes = new Uint8Array(data.buffer, data.byteOffset + place * width, (end - start) * width);
    for (let read = 0; read < bytes.length;) {
      const count = readSync(this.#file, bytes, read, bytes.length - read, start * width + read);
      if (count === 0) throw new Error(`a file of rows ends at byte ${start * width + read}`);
      read += count;
    }
  }
}
