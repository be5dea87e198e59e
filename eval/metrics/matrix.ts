/** How near an estimated matrix is to the true one. */

/** Errors of an estimate, over all cells unless the name says otherwise. */
export interface MatrixErrors {
  readonly mae: number;
  readonly correlation: number;
  /** Mean signed error of the cells on the diagonal, and of the others. */
  readonly bias_within: number;
  readonly bias_between: number;
}

/** Compares square matrices, row-major. */
export function matrixErrors(estimate: ArrayLike<number>, truth: ArrayLike<number>): MatrixErrors {
  const size = Math.sqrt(truth.length);
  const errors = Array.from(truth, (value, i) => estimate[i]! - value);
  const within = errors.filter((_, i) => i % (size + 1) === 0);
  const between = errors.filter((_, i) => i % (size + 1) !== 0);
  return {
    mae: mean(errors.map(Math.abs)),
    correlation: correlation(Array.from(estimate), Array.from(truth)),
    bias_within: mean(within),
    bias_between: mean(between),
  };
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += (value - meanA) * (b[i]! - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** The mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
