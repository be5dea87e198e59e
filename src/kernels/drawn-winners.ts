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

/**
 * Adds to `won` what each ecosystem wins of the narratives, each counted `times` times `weights`, ties
 * split. With every narrative once it agrees with `winners` of the baseline's values.
 *
 * @param counts k(n,e), row-major, every row with at least one article.
 */
export function addWins(
  won: Float64Array,
  baseline: Baseline,
  counts: Float64Array,
  times: Uint16Array,
  weights: ArrayLike<number>,
  { smoothing, reference, prior }: Pick<Surroundings, 'smoothing' | 'reference' | 'prior'>,
): void {
  const columns = won.length;
  const totals = new Float64Array(columns);
  let narratives = 0;
  for (let row = 0; row < times.length; row++) {
    narratives += times[row]!;
    for (let e = 0; e < columns; e++) totals[e]! += times[row]! * counts[row * columns + e]!;
  }
  const score = scorers[baseline](totals, { smoothing: smoothing, narratives, reference, prior });
  const scores = new Float64Array(columns);
  for (let row = 0; row < times.length; row++) {
    if (times[row] === 0) continue;
    const start = row * columns;
    let sum = 0;
    for (let e = 0; e < columns; e++) sum += counts[start + e]!;
    let best = -Infinity;
    let tied = 0;
    for (let e = 0; e < columns; e++) {
      const k = counts[start + e]!;
      scores[e] = k === 0 ? Number.NaN : score(k, e, sum);
      if (scores[e]! > best) [best, tied] = [scores[e]!, 1];
      else if (scores[e] === best) tied += 1;
    }
    const part = (times[row]! * weights[row]!) / tied;
    for (let e = 0; e < columns; e++) if (scores[e] === best) won[e]! += part;
  }
}

/** Something that rises within a narrative with the value of its baseline. */
type Score = (k: number, column: number, row: number) => number;

const scorers: Readonly<Record<Baseline, (totals: Float64Array, surroundings: Omit<Surroundings, 'totals'>) => Score>> =
  {
    raw: () => (k) => k,
    npmi_own: (totals, { smoothing, narratives }) => {
      const { length: columns } = totals;
      const total = totals.reduce((sum, of) => sum + of + narratives * smoothing, 0);
      const logTotal = Math.log(total);
      const logColumns = totals.map((of) => Math.log(of + narratives * smoothing) - logTotal);
      return (k, column, row) => {
        const logJoint = Math.log(k + smoothing) - logTotal;
        if (logJoint >= 0) return Infinity;
        return (Math.log(row + columns * smoothing) - logTotal + logColumns[column]!) / logJoint;
      };
    },
    npmi_released: (totals, { reference }) => {
      const others = totals.filter((of, e) => e !== reference && of > 0);
      const mean = others.reduce((sum, of) => sum + of, 0) / others.length;
      // Without the reference the baseline has no value, and nobody wins.
    const scale = totals[reference] === 0 ? Number.NaN : others.length === 0 ? 1 : totals[reference]! / mean;
      return (k, column) => (column === reference ? k : k * scale);
    },
    log_odds: (totals, { prior }) => {
      const total = totals.reduce((sum, of) => sum + of, 0);
      return (k, column, row) => logOddsZ(k, totals[column]!, row - k, total - totals[column]!, prior);
    },
  };
