/**
 * Which ecosystem wins each narrative when narratives are drawn with replacement, so that the totals of
 * the ecosystems move, and with them what each baseline expects.
 */
import type { Baseline, Surroundings } from './association-draws.ts';
import { logOddsZ } from './log-odds.ts';
import type { Random } from './random.ts';

/** As many places as there are, drawn with replacement: how often each came, in `times`. */
export function drawTimes(times: Uint16Array, random: Random): void {
  times.fill(0);
  for (let i = 0; i < times.length; i++) times[random.below(times.length)]! += 1;
}

/** Narratives with at least one article each, prepared for {@link addWins}. */
export interface WonNarratives {
  readonly columns: number;
  /** k(n,e), row-major. */
  readonly counts: Float64Array;
  /** Σₑ k(n,e). */
  readonly sums: Float64Array;
  /** ln of the smoothed counts, and of their sums. */
  readonly logCounts: Float64Array;
  readonly logSums: Float64Array;
}

/** Prepares row-major counts; a RangeError where a narrative has no article. */
export function wonNarratives(counts: Float64Array, columns: number, smoothing: number): WonNarratives {
  const sums = new Float64Array(counts.length / columns);
  for (let place = 0; place < counts.length; place++) sums[Math.floor(place / columns)]! += counts[place]!;
  if (sums.includes(0)) throw new RangeError('a narrative without an article is won by nobody');
  return {
    columns,
    counts,
    sums,
    logCounts: counts.map((k) => Math.log(k + smoothing)),
    logSums: sums.map((row) => Math.log(row + columns * smoothing)),
  };
}

/**
 * Adds to `won[w]` what each ecosystem wins of the narratives, each counted `times` times the weights w,
 * ties split. With every narrative once the winners are those of the baseline's values.
 */
export function addWins(
  won: readonly Float64Array[],
  baseline: Baseline,
  narratives: WonNarratives,
  times: Uint16Array,
  weights: readonly Float64Array[],
  surroundings: Pick<Surroundings, 'smoothing' | 'reference' | 'prior'>,
): void {
  const { columns, counts } = narratives;
  const totals = new Float64Array(columns);
  let drawn = 0;
  for (let row = 0; row < times.length; row++) {
    const often = times[row]!;
    drawn += often;
    for (let e = 0; e < columns; e++) totals[e]! += often * counts[row * columns + e]!;
  }
  const score = scorers[baseline](narratives, totals, { ...surroundings, narratives: drawn });
  const scores = new Float64Array(columns);
  for (let row = 0; row < times.length; row++) {
    if (times[row] === 0) continue;
    let best = -Infinity;
    let tied = 0;
    for (let e = 0; e < columns; e++) {
      const place = row * columns + e;
      const own = counts[place] === 0 ? Number.NaN : score(place, row, e);
      scores[e] = own;
      if (own > best) {
        best = own;
        tied = 1;
      } else if (own === best) tied += 1;
    }
    for (let e = 0; e < columns; e++) {
      if (scores[e] !== best) continue;
      for (let w = 0; w < won.length; w++) won[w]![e]! += (times[row]! * weights[w]![row]!) / tied;
    }
  }
}

/** Something that rises within a narrative with the value of its baseline. */
type Score = (place: number, row: number, column: number) => number;

const scorers: Readonly<
  Record<
    Baseline,
    (narratives: WonNarratives, totals: Float64Array, surroundings: Omit<Surroundings, 'totals'>) => Score
  >
> = {
  raw:
    ({ counts }) =>
    (place) =>
      counts[place]!,
  npmi_own: ({ columns, logCounts, logSums }, totals, { smoothing, narratives }) => {
    let total = 0;
    for (let e = 0; e < columns; e++) total += totals[e]! + narratives * smoothing;
    const logTotal = Math.log(total);
    const logColumns = totals.map((of) => Math.log(of + narratives * smoothing) - 2 * logTotal);
    return (place, row, column) => {
      const logJoint = logCounts[place]! - logTotal;
      return logJoint >= 0 ? Infinity : (logSums[row]! + logColumns[column]!) / logJoint;
    };
  },
  npmi_released: ({ counts }, totals, { reference }) => {
    const others = totals.filter((of, e) => e !== reference && of > 0);
    const mean = others.reduce((sum, of) => sum + of, 0) / others.length;
    // Without the reference the baseline has no value, and nobody wins.
    const scale = totals[reference] === 0 ? Number.NaN : others.length === 0 ? 1 : totals[reference]! / mean;
    return (place, _row, column) => (column === reference ? counts[place]! : counts[place]! * scale);
  },
  log_odds: ({ counts, sums }, totals, { prior }) => {
    const total = totals.reduce((sum, of) => sum + of, 0);
    return (place, row, column) => {
      const k = counts[place]!;
      return logOddsZ(k, totals[column]!, sums[row]! - k, total - totals[column]!, prior);
    };
  },
};
