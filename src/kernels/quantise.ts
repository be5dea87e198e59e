/**
 * Vectors at eight bits: every row has a scale of its own, the largest magnitude of the row over 127.
 * A unit vector of some hundred columns keeps a cosine of .9999 and more to what it was.
 */
import { normaliseRows } from './vectors.ts';
import type { Matrix } from './products.ts';

/** Rows of 8-bit values; row `i` stands for `data[i] × scales[i]`. */
export interface QuantisedRows {
  /** rows × columns, row-major, -127 to 127. */
  readonly data: Int8Array;
  /** One a row, positive; 0 for a row of zeros. */
  readonly scales: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Rounds every row to 8 bits. */
export function quantiseRows({ data, rows, columns }: Matrix): QuantisedRows {
  const quantised = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let largest = 0;
    for (let i = from; i < from + columns; i++) largest = Math.max(largest, Math.abs(data[i]!));
    if (largest === 0) continue;
    scales[row] = largest / 127;
    const inverse = 127 / largest;
    for (let i = from; i < from + columns; i++) quantised[i] = Math.round(data[i]! * inverse);
  }
  return { data: quantised, scales, rows, columns };
}

/** The unit vectors that 8-bit rows stand for; a row of zeros stays one. */
export function unitRows({ data, scales, rows, columns }: QuantisedRows): Matrix {
  if (data.length !== rows * columns || scales.length !== rows) {
    throw new RangeError(`${data.length} values and ${scales.length} scales are not ${rows} rows of ${columns}`);
  }
  return { data: normaliseRows(Float32Array.from(data), columns), rows, columns };
}

/** Dot product of row `a` of a float matrix with the unscaled row `b` of 8-bit rows, times its scale. */
export function dotQuantised(left: Float32Array, a: number, right: QuantisedRows, b: number): number {
  const { data, scales, columns } = right;
  const [from, to] = [a * columns, b * columns];
  let sum = 0;
  for (let i = 0; i < columns; i++) sum += left[from + i]! * data[to + i]!;
  return sum * scales[b]!;
}
