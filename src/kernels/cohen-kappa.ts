/**
 * Agreement of two annotators beyond chance: the kappa of Cohen, "A Coefficient of Agreement for Nominal
 * Scales" (1960), with the large-sample standard error of Fleiss, Cohen & Everitt, "Large Sample Standard
 * Errors of Kappa and Weighted Kappa" (1969), eq. 13.
 */
import { z } from './normal.ts';

/** Agreement of two annotators. */
export interface Agreement {
  /** Part of the items on which they agree, 0 to 1. */
  readonly observed: number;
  /** Part on which they would agree if they judged at random with the frequencies they have, 0 to 1. */
  readonly expected: number;
  /** (observed − expected) / (1 − expected), −1 to 1; NaN where expected is 1, since both always say the same. */
  readonly kappa: number;
  readonly standardError: number;
  /** Ends of the 95 % interval, cut at −1 and 1; NaN where kappa is, or where its standard error is 0. */
  readonly low: number;
  readonly high: number;
}

/**
 * Cohen's kappa of a square table of counts, row-major: row = category given by the first annotator, column
 * = category given by the second.
 *
 * A RangeError where the table is not square, holds anything but counts, or is empty.
 */
export function cohenKappa(counts: ArrayLike<number>, categories: number): Agreement {
  if (counts.length !== categories * categories)
    throw new RangeError(`${counts.length} cells for ${categories} categories`);
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    if (!(counts[cell]! >= 0)) throw new RangeError(`${counts[cell]} is not a count`);
    total += counts[cell]!;
  }
  if (total === 0) throw new RangeError('nothing was judged twice');
  const rows = new Float64Array(categories);
  const columns = new Float64Array(categories);
  let observed = 0;
  for (let i = 0; i < categories; i++) {
    for (let j = 0; j < categories; j++) {
      const part = counts[i * categories + j]! / total;
      rows[i]! += part;
      columns[j]! += part;
      if (i === j) observed += part;
    }
  }
  let expected = 0;
  for (let i = 0; i < categories; i++) expected += rows[i]! * columns[i]!;
  // Sums of parts: what is 1 by arithmetic may miss it by rounding.
  if (1 - expected < 1e-12)
    return { observed, expected: 1, kappa: Number.NaN, standardError: Number.NaN, low: Number.NaN, high: Number.NaN };
  const kappa = (observed - expected) / (1 - expected);
  let agreeing = 0;
  let differing = 0;
  for (let i = 0; i < categories; i++) {
    for (let j = 0; j < categories; j++) {
      const part = counts[i * categories + j]! / total;
      if (i === j) agreeing += part * (1 - (rows[i]! + columns[i]!) * (1 - kappa)) ** 2;
      else differing += part * (columns[i]! + rows[j]!) ** 2;
    }
  }
  const sum = agreeing + (1 - kappa) ** 2 * differing - (kappa - expected * (1 - kappa)) ** 2;
  const standardError = Math.sqrt(Math.max(0, sum) / total) / (1 - expected);
  const isKnown = standardError > 1e-12;
  return {
    observed,
    expected,
    kappa,
    standardError,
    low: isKnown ? Math.max(-1, kappa - z * standardError) : Number.NaN,
    high: isKnown ? Math.min(1, kappa + z * standardError) : Number.NaN,
  };
}
