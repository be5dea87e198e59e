/**
 * Centred cosines of one vector to many stored ones, without centring the stored ones.
 *
 * A stored row x (unit length, 8 bits) is compared as (x − m) / |x − m|, where m is the mean of its kind and
 * language. With a query q that is centred already, its cosine is
 *
 *     q·(x − m) / |x − m| = (q·x) · outer − (q·m) · inner,   inner = 1 / |x − m|,  outer = inner / |int8 row|
 *
 * so that two numbers a row, which are computed once, replace a copy of all rows in 32 bits.
 */
import type { QuantisedRows } from './quantise.ts';

/** What centring does to each row. */
export interface Centring {
  /** Factor of the product with the 8-bit row; 0 where nothing is left of it. */
  readonly outer: Float32Array;
  /** Factor of the product with the mean. */
  readonly inner: Float32Array;
}

type Rows = Pick<QuantisedRows, 'data' | 'rows' | 'columns'>;

/** The factors of every row; `means` are the means there are, `groups[row]` which of them is the row's. */
export function centringOf(
  { data, rows, columns }: Rows,
  groups: ArrayLike<number>,
  means: readonly ArrayLike<number>[],
): Centring {
  const outer = new Float32Array(rows);
  const inner = new Float32Array(rows);
  const squares = means.map((mean) => dot(mean, mean));
  for (let row = 0; row < rows; row++) {
    const mean = means[groups[row]!]!;
    const from = row * columns;
    let square = 0;
    let product = 0;
    for (let i = 0; i < columns; i++) {
      const value = data[from + i]!;
      square += value * value;
      product += value * mean[i]!;
    }
    if (square === 0) continue;
    const length = Math.sqrt(square);
    const left = 1 - (2 * product) / length + squares[groups[row]!]!;
    if (left <= 1e-9) continue;
    inner[row] = 1 / Math.sqrt(left);
    outer[row] = inner[row]! / length;
  }
  return { outer, inner };
}

/** Writes the centred cosine of `query` to each row into `target`, from `at` on. */
export function centredCosines(
  query: Float32Array,
  { data, rows, columns }: Rows,
  groups: ArrayLike<number>,
  means: readonly ArrayLike<number>[],
  { outer, inner }: Centring,
  target: Float32Array,
  at = 0,
): void {
  if (query.length !== columns) throw new RangeError(`a query of ${query.length} columns, rows of ${columns}`);
  const ofMeans = means.map((mean) => dot(query, mean));
  for (let row = 0; row < rows; row++)
    target[at + row] = product(query, data, row * columns) * outer[row]! - ofMeans[groups[row]!]! * inner[row]!;
}

/** The product of a vector with the 8-bit row that begins at `from`. */
function product(query: Float32Array, data: Int8Array, from: number): number {
  const { length } = query;
  // Four sums side by side: a single one waits for itself.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += data[from + i]! * query[i]!;
    b += data[from + i + 1]! * query[i + 1]!;
    c += data[from + i + 2]! * query[i + 2]!;
    d += data[from + i + 3]! * query[i + 3]!;
  }
  for (; i < length; i++) a += data[from + i]! * query[i]!;
  return a + b + c + d;
}

/** Cosines of a vector to unit rows at 8 bits. */
export function cosinesTo(query: Float32Array, { data, scales, rows, columns }: QuantisedRows): Float32Array {
  if (query.length !== columns) throw new RangeError(`a query of ${query.length} columns, rows of ${columns}`);
  const cosines = new Float32Array(rows);
  for (let row = 0; row < rows; row++) cosines[row] = product(query, data, row * columns) * scales[row]!;
  return cosines;
}

/** The product of two vectors of the same length. */
function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
