/** Bootstrap intervals of column sums: rows are drawn with replacement and kept whole (Efron & Tibshirani 1993, chapter 13). */
import type { Random } from './random.ts';

/**
 * Percentile intervals of the column sums of a matrix (row-major), level 95 %: of B draws of all rows, the
 * ⌊0.025 (B + 1)⌋-th smallest and largest sum. A RangeError where the shape does not fit or there are fewer
 * than 39 draws, which hold no such percentile.
 */
export function resampledSums(
  values: Float64Array,
  columns: number,
  draws: number,
  random: Random,
): { low: number; high: number }[] {
  if (!(columns >= 1) || values.length % columns !== 0)
    throw new RangeError(`${values.length} values are not rows of ${columns} columns`);
  if (!(draws >= 39)) throw new RangeError(`${draws} draws are too few`);
  const rows = values.length / columns;
  const sums = new Float64Array(columns * draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let row = 0; row < rows; row++) {
      const from = random.below(rows) * columns;
      for (let column = 0; column < columns; column++) sums[column * draws + draw]! += values[from + column]!;
    }
  }
  const rank = Math.floor((draws + 1) * 0.025) - 1;
  return Array.from({ length: columns }, (_, column) => {
    const own = sums.subarray(column * draws, (column + 1) * draws).sort();
    return { low: own[rank]!, high: own[draws - 1 - rank]! };
  });
}
