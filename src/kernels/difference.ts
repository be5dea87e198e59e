/**
 * Interval and test of a difference between two figures that were drawn together. Where the same units were
 * drawn for both, what these have in common cancels: the paired bootstrap of Efron & Tibshirani, "An
 * Introduction to the Bootstrap" (1993), chapter 8.
 */
import { expandedLevel, percentileInterval } from './bootstrap.ts';
import type { Interval } from './bootstrap.ts';
import { normalQuantile, studentTail } from './normal.ts';

/** What is known of a difference. */
export interface Difference extends Interval {
  /** Two-sided p-value that there is none; the interval excludes 0 where it is at most 0.05. */
  readonly p: number;
}

/**
 * Interval of `second − first`, level 95 %, and the test that belongs to it; undefined with fewer than five
 * units, or fewer than 40 draws in which both figures have a value.
 *
 * Interval: the expanded percentiles of {@link expandedLevel}. Test: the part q of the draws on the far side
 * of 0, with the observation as one of them, read by the same expansion: p = 2 P(T > Φ⁻¹(1 − q) / √(n / (n − 1)))
 * with n − 1 degrees of freedom. So p ≤ α where the interval of level 1 − α excludes 0, but for the step of
 * one draw.
 *
 * @param units drawn units that have anything on the side that has fewer.
 */
export function drawnDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  units: number,
): Difference | undefined {
  if (first.length !== second.length) throw new RangeError(`${first.length} and ${second.length} draws`);
  if (!(units >= 5)) return undefined;
  const differences = Float64Array.from({ length: first.length }, (_, draw) => second[draw]! - first[draw]!);
  const interval = percentileInterval(differences, expandedLevel(units));
  if (interval === undefined) return undefined;
  let [below, above, all] = [0, 0, 0];
  for (const value of differences) {
    if (Number.isNaN(value)) continue;
    all += 1;
    if (value <= 0) below += 1;
    if (value >= 0) above += 1;
  }
  const tail = (Math.min(below, above) + 1) / (all + 1);
  if (tail >= 0.5) return { ...interval, p: 1 };
  const p = 2 * studentTail(normalQuantile(tail) / Math.sqrt(units / (units - 1)), units - 1);
  return { ...interval, p: Math.min(1, p) };
}
