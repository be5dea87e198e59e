/**
 * How long one thing came before another, where both times are intervals, and the median of many such
 * leads. A lead is known to lie between two bounds; so is the median, without any assumption on where
 * inside (Manski, "Partial Identification of Probability Distributions", 2003, chapter 1): between the
 * median of the lower and that of the upper bounds.
 */
import type { Span } from './first-appearance.ts';

/** Bounds of a lead in the unit of the spans; ±Infinity where open. */
export interface Lead {
  readonly low: number;
  readonly high: number;
}

/** How far `other` lies after `own`: above 0 where `own` was first. */
export function leadOf(own: Span, other: Span): Lead {
  return { low: other.earliest - own.latest, high: other.latest - own.earliest };
}

/** Median of leads. */
export interface MedianLead {
  readonly leads: number;
  /** Middle of the bounds of the median; NaN where one is open. */
  readonly median: number;
  /** Bounds of the median of these leads: what times leave open. */
  readonly from: number;
  readonly to: number;
  /** Bounds with sampling error, at least 95 %; ±Infinity where open, NaN where there are too few leads. */
  readonly low: number;
  readonly high: number;
}

/**
 * The median lead, its bounds, and an interval for it: from the order statistic of the lower bounds to that
 * of the upper ones that hold the median of a continuous distribution with at least the given confidence
 * (Thompson, "On confidence ranges for the median", Ann. Math. Statist. 7, 1936). These are also what
 * the percentiles of a bootstrap of the median tend to, without its draws. Both arrays are put in order.
 */
export function medianLead(lows: Float64Array, highs: Float64Array, confidence = 0.95): MedianLead {
  if (lows.length !== highs.length) throw new RangeError(`${lows.length} lower and ${highs.length} upper bounds`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  for (let i = 0; i < lows.length; i++)
    if (!(lows[i]! <= highs[i]!)) throw new RangeError(`a lead from ${lows[i]} to ${highs[i]}`);
  lows.sort();
  highs.sort();
  const [from, to] = [middle(lows), middle(highs)];
  const rank = medianRank(lows.length, confidence);
  return {
    leads: lows.length,
    median: Number.isFinite(from) && Number.isFinite(to) ? (from + to) / 2 : Number.NaN,
    from,
    to,
    low: rank === undefined ? Number.NaN : lows[rank]!,
    high: rank === undefined ? Number.NaN : highs[highs.length - 1 - rank]!,
  };
}

/**
 * The largest place r (from 0) such that the r-th smallest to the r-th largest of n values hold the median
 * with at least the confidence: P(X ≤ r) ≤ (1 − confidence) / 2 for X ~ Binomial(n, ½). Undefined where
 * even the smallest and largest do not (fewer than six values at 95 %).
 */
export function medianRank(n: number, confidence: number): number | undefined {
  const tail = (1 - confidence) / 2;
  let mass = n * Math.log(0.5);
  let below = Math.exp(mass);
  if (n === 0 || below > tail) return undefined;
  let rank = 0;
  // ln P(X = r + 1) from ln P(X = r): no factorial overflows, however many values there are.
  for (; rank < n; rank++) {
    mass += Math.log((n - rank) / (rank + 1));
    below += Math.exp(mass);
    if (below > tail) break;
  }
  return rank;
}

function middle(sorted: Float64Array): number {
  if (sorted.length === 0) return Number.NaN;
  const [left, right] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return left === right ? left : (left + right) / 2;
}
