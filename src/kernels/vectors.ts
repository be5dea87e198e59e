/** Small operations on row-major matrices of vectors. */

/** Scales every row of `vectors` (rows × columns) to unit length in place; a zero row stays zero. */
export function normaliseRows(vectors: Float32Array, columns: number): Float32Array {
  checkColumns(vectors, columns);
  for (let start = 0; start < vectors.length; start += columns) {
    let sum = 0;
    for (let i = start; i < start + columns; i++) sum += vectors[i]! * vectors[i]!;
    if (sum === 0) continue;
    const scale = 1 / Math.sqrt(sum);
    for (let i = start; i < start + columns; i++) vectors[i]! *= scale;
  }
  return vectors;
}

/** Subtracts `mean` from every row in place and scales the rows to unit length again. */
export function centreRows(vectors: Float32Array, mean: ArrayLike<number>): Float32Array {
  const columns = mean.length;
  checkColumns(vectors, columns);
  for (let start = 0; start < vectors.length; start += columns) {
    for (let i = 0; i < columns; i++) vectors[start + i]! -= mean[i]!;
  }
  return normaliseRows(vectors, columns);
}

/** Dot product of row `a` of `left` with row `b` of `right`. */
export function dotRows(left: Float32Array, a: number, right: Float32Array, b: number, columns: number): number {
  let sum = 0;
  const from = a * columns;
  const to = b * columns;
  for (let i = 0; i < columns; i++) sum += left[from + i]! * right[to + i]!;
  return sum;
}

/** A RangeError where `vectors` is not a whole number of rows. */
export function checkColumns(vectors: ArrayLike<number>, columns: number): void {
  if (!Number.isInteger(columns) || columns <= 0 || vectors.length % columns !== 0) {
    throw new RangeError(`${vectors.length} values are not rows of ${columns} columns`);
  }
}

/** Largest magnitude of a quantised component: 7 bits, so that two products with a byte fit 16 bits. */
const largest = 63;

/**
 * The step of quantised unit vectors of `columns` components: one for all, so that whole products
 * order as the cosines do; a cosine is a whole product × step². Components reach ±4.5 / √columns, as
 * those of centred passage vectors do (of 400,000 none was larger), and are cut there. At 384 columns
 * the error of a cosine has a standard deviation of .0015.
 */
export function quantisationStep(columns: number): number {
  return Math.min(1, 4.5 / Math.sqrt(columns)) / largest;
}

/** Components of unit vectors (rows × columns) as whole numbers of steps, -63 to 63. */
export function quantiseRows(vectors: Float32Array, columns: number): Int8Array {
  checkColumns(vectors, columns);
  const perStep = 1 / quantisationStep(columns);
  const quantised = new Int8Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) {
    // Rounded, as Math.round does: what lies above zero is cut to a whole number by `| 0`.
    const above = (vectors[i]! * perStep + largest + 1.5) | 0;
    quantised[i] = (above < 1 ? 1 : above > 2 * largest + 1 ? 2 * largest + 1 : above) - largest - 1;
  }
  return quantised;
}
