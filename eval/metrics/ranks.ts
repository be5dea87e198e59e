/** How early the right answers of queries come. */

/**
 * Recall at ten and mean reciprocal rank. `ranks` are those of the first right answer of each query, from 1;
 * undefined where it was not found.
 */
export function rankScores(ranks: readonly (number | undefined)[]): { recall_at_10: number; mrr: number } {
  const mean = (of: (rank: number | undefined) => number): number =>
    ranks.reduce((sum: number, rank) => sum + of(rank), 0) / Math.max(1, ranks.length);
  return {
    recall_at_10: mean((rank) => (rank !== undefined && rank <= 10 ? 1 : 0)),
    mrr: mean((rank) => (rank === undefined ? 0 : 1 / rank)),
  };
}

/** Mean of the differences of pairs, and 1.96 standard errors of it. */
export function meanDifference(a: readonly number[], b: readonly number[]): { mean: number; margin: number } {
  if (a.length !== b.length) throw new RangeError(`${a.length} values, ${b.length} to compare with`);
  const differences = a.map((value, place) => value - b[place]!);
  const mean = differences.reduce((sum, value) => sum + value, 0) / Math.max(1, a.length);
  const square = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, margin: 1.96 * Math.sqrt(square / Math.max(1, a.length * (a.length - 1))) };
}
