/** What is kept of several timings: the least, which noise disturbs least, and the middle one. */
export interface Summary {
  readonly runs: number;
  readonly min: number;
  readonly median: number;
}

/** Least and median; of an even number the mean of the middle two. */
export function summary(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('there is nothing to sum up');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { runs: values.length, min: sorted[0]!, median };
}
