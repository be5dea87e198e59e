/**
 * A text's vector from the vectors of its tokens: the weighted mean of int8 rows, scaled to unit
 * length (smooth inverse frequency weights after Arora, Liang & Ma, ICLR 2017, eq. 3).
 *
 * Sums are float64, four tokens at a time: of the loops tried, float32 and float64 sums a token at a
 * time took 1.7 times as long, blocks of 4 or 8 columns 1.2 times (see bench/NOTES.md).
 */

/** A dense row-major matrix of signed bytes: `data.length === rows × columns`. */
export interface Int8Matrix {
  readonly data: Int8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Vectors of tokens; a token's id is its row. */
export interface TokenTable {
  readonly vectors: Int8Matrix;
  /** What one unit of a row is worth, the weight of the token included. */
  readonly scales: Float32Array;
  /** Weight of each token, at least 0. */
  readonly weights: Float32Array;
}

/** Writes the vectors of texts, given their token ids, into the rows of a matrix. */
export type PoolTokens = (ids: Int32Array, target: Float32Array, row: number) => void;

/**
 * Opens a table. Tokens without any weight count as none; where there are none, or they cancel out, the
 * vector is the first unit vector. A RangeError where the parts of the table do not fit each other.
 */
export function tokenPooling({ vectors, scales, weights }: TokenTable): PoolTokens {
  const { data, rows, columns } = vectors;
  if (data.length !== rows * columns || columns === 0) {
    throw new RangeError(`${data.length} values are not ${rows} vectors of ${columns} columns`);
  }
  if (scales.length !== rows || weights.length !== rows) {
    throw new RangeError(`${scales.length} scales and ${weights.length} weights do not fit ${rows} × ${columns}`);
  }
  const sums = new Float64Array(columns);
  return (ids, target, row) => {
    sums.fill(0);
    let weight = 0;
    for (let t = 0; t < ids.length; t++) weight += weights[ids[t]!]!;
    if (weight > 0) addRows(sums, data, scales, ids);
    let square = 0;
    for (let i = 0; i < columns; i++) {
      const value = weight > 0 ? sums[i]! / weight : 0;
      sums[i] = value;
      square += value * value;
    }
    if (square === 0) sums[0] = square = 1;
    const length = Math.sqrt(square);
    for (let i = 0, at = row * columns; i < columns; i++, at++) target[at] = sums[i]! / length;
  };
}

/** Adds the scaled rows of the tokens to `sums`. */
function addRows(sums: Float64Array, data: Int8Array, scales: Float32Array, ids: Int32Array): void {
  const columns = sums.length;
  let t = 0;
  for (; t + 4 <= ids.length; t += 4) {
    const [a, b, c, d] = [ids[t]!, ids[t + 1]!, ids[t + 2]!, ids[t + 3]!];
    const [scaleA, scaleB, scaleC, scaleD] = [scales[a]!, scales[b]!, scales[c]!, scales[d]!];
    const [fromA, fromB, fromC, fromD] = [a * columns, b * columns, c * columns, d * columns];
    for (let i = 0; i < columns; i++) {
      sums[i]! +=
        scaleA * data[fromA + i]! + scaleB * data[fromB + i]! + scaleC * data[fromC + i]! + scaleD * data[fromD + i]!;
    }
  }
  for (; t < ids.length; t++) {
    const scale = scales[ids[t]!]!;
    const from = ids[t]! * columns;
    for (let i = 0; i < columns; i++) sums[i]! += scale * data[from + i]!;
  }
}
