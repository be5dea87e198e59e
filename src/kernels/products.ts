/**
 * Products of two sets of vectors, reduced: what clustering and matching need from linear algebra.
 * Rows are vectors; all matrices are row-major with the same number of columns, float32 or whole
 * numbers from -63 to 63 (`quantiseRows`). Products of whole numbers are exact everywhere.
 *
 * `plainProducts` is the reference in plain loops; the engine runs the same operations as matrix
 * products in blocks.
 */

/** A dense row-major float32 matrix: `data.length === rows × columns`. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** A dense row-major matrix of whole numbers, -63 to 63: `data.length === rows × columns`. */
export interface WholeMatrix {
  readonly data: Int8Array;
  readonly rows: number;
  readonly columns: number;
}

/** The best columns of each row: `values` and `indices` hold `rows × k`, best first, ties by lower index. */
export interface Top {
  readonly values: Float32Array;
  readonly indices: Int32Array;
  readonly k: number;
}

export interface Products {
  /** For each row of `left` the `k` rows of `right` with the largest products; k ≤ right.rows. */
  top(left: Matrix, right: Matrix, k: number): Promise<Top>;
  /** The same for whole numbers; the values are whole, below 2^24. */
  topWhole(left: WholeMatrix, right: WholeMatrix, k: number): Promise<Top>;
  /** For each row of `left` the sum of the products ≥ `floor` with the rows of `right`; `floor` is whole. */
  mass(left: WholeMatrix, right: WholeMatrix, floor: number): Promise<Float64Array>;
  /** All products, `left.rows × right.rows`. */
  dense(left: Matrix, right: Matrix): Promise<Float32Array>;
}

/** Rows `from` to `to` (exclusive) of a matrix, sharing its memory. */
export function rowsOf(matrix: Matrix, from: number, to: number): Matrix {
  return {
    data: matrix.data.subarray(from * matrix.columns, to * matrix.columns),
    rows: to - from,
    columns: matrix.columns,
  };
}

/** A new matrix of the rows named. */
export function pickRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const data = new Float32Array(rows.length * columns);
  for (let place = 0; place < rows.length; place++) {
    const from = rows[place]! * columns;
    data.set(matrix.data.subarray(from, from + columns), place * columns);
  }
  return { data, rows: rows.length, columns };
}

/** Throws a RangeError where two matrices cannot be multiplied or a shape does not fit its data. */
export function checkProduct(left: Matrix | WholeMatrix, right: Matrix | WholeMatrix): void {
  for (const { data, rows, columns } of [left, right]) {
    if (data.length !== rows * columns)
      throw new RangeError(`${data.length} values are not a matrix of ${rows} × ${columns}`);
  }
  if (left.columns !== right.columns)
    throw new RangeError(`vectors of ${left.columns} and ${right.columns} columns have no product`);
}

/** The operations in plain loops. */
export const plainProducts: Products = {
  async top(left, right, k) {
    const products = await this.dense(left, right);
    if (k > right.rows) throw new RangeError(`cannot take the best ${k} of ${right.rows}`);
    const values = new Float32Array(left.rows * k);
    const indices = new Int32Array(left.rows * k);
    for (let row = 0; row < left.rows; row++) {
      const scores = products.subarray(row * right.rows, (row + 1) * right.rows);
      const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
      for (let place = 0; place < k; place++) {
        indices[row * k + place] = order[place]!;
        values[row * k + place] = scores[order[place]!]!;
      }
    }
    return { values, indices, k };
  },
  async topWhole(left, right, k) {
    return this.top(widened(left), widened(right), k);
  },
  async mass(left, right, floor) {
    const products = await this.dense(widened(left), widened(right));
    const mass = new Float64Array(left.rows);
    for (let row = 0; row < left.rows; row++) {
      for (let column = 0; column < right.rows; column++) {
        const product = products[row * right.rows + column]!;
        if (product >= floor) mass[row]! += product;
      }
    }
    return mass;
  },
  async dense(left, right) {
    checkProduct(left, right);
    const { columns } = left;
    const products = new Float32Array(left.rows * right.rows);
    for (let row = 0; row < left.rows; row++) {
      for (let column = 0; column < right.rows; column++) {
        let sum = 0;
        for (let i = 0; i < columns; i++) sum += left.data[row * columns + i]! * right.data[column * columns + i]!;
        products[row * right.rows + column] = sum;
      }
    }
    return products;
  },
};

function widened({ data, rows, columns }: WholeMatrix): Matrix {
  return { data: Float32Array.from(data), rows, columns };
}
