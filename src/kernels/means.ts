/**
 * Mean vectors per language, subtracted before anything is compared: vectors of one language share a
 * direction that says "this language" and nothing else, and it hides what texts have in common
 * across languages. Measured effect: see docs/quality.md.
 *
 * A mean over few passages would say "this topic" instead, so it is shrunk towards a prior, as if
 * `shrinkage` passages of that prior had been seen too.
 */
import { checkColumns } from './vectors.ts';

/** Sums of vectors, from which a mean follows. */
export interface VectorSum {
  count: number;
  readonly sum: Float64Array;
}

/** Passages of the prior that count beside the seen ones. */
export const shrinkage = 50;

export function emptySum(columns: number): VectorSum {
  return { count: 0, sum: new Float64Array(columns) };
}

/** Adds row `row` of `vectors` to the sum, in place. */
export function addRow(into: VectorSum, vectors: Float32Array, row: number): void {
  const columns = into.sum.length;
  const from = row * columns;
  for (let i = 0; i < columns; i++) into.sum[i]! += vectors[from + i]!;
  into.count += 1;
}

/** The mean of a sum, shrunk towards `prior`: (Σv + s·prior) / (n + s). */
export function shrunkenMean(
  { count, sum }: VectorSum,
  prior: ArrayLike<number>,
  weight: number = shrinkage,
): Float32Array {
  if (prior.length !== sum.length) throw new RangeError(`a prior of ${prior.length} columns for sums of ${sum.length}`);
  return Float32Array.from(sum, (value, i) => (value + weight * prior[i]!) / (count + weight));
}

/** The mean over several sums; zero where nothing was counted. */
export function pooledMean(sums: Iterable<VectorSum>, columns: number): Float32Array {
  const pooled = emptySum(columns);
  for (const { count, sum } of sums) {
    checkColumns(sum, columns);
    pooled.count += count;
    for (let i = 0; i < columns; i++) pooled.sum[i]! += sum[i]!;
  }
  return Float32Array.from(pooled.sum, (value) => (pooled.count === 0 ? 0 : value / pooled.count));
}
