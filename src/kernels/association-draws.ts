/**
 * The association of one narrative under each of many draws of its counts, all else as it is: the same
 * formulas as `association.ts` and `log-odds.ts`, over a block of draws at once.
 */
import { logOddsZ } from './log-odds.ts';

/** The baselines of association. */
export const baselines = ['raw', 'npmi_own', 'npmi_released', 'log_odds'] as const;

/** One of the baselines. */
export type Baseline = (typeof baselines)[number];

/** What the baselines take besides the counts of the narrative. */
export interface Surroundings {
  /** Σ over all narratives of k(n,e), per ecosystem, this one's included. */
  readonly totals: Float64Array;
  /** Narratives with a match, of which each gets the smoothing. */
  readonly narratives: number;
  /** Added to every count of `raw` and `npmi_own`. */
  readonly smoothing: number;
  /** Column of the reference ecosystem of the released variant. */
  readonly reference: number;
  /** a₀ of the log-odds. */
  readonly prior: number;
}

/**
 * Values of one narrative, draws × ecosystems as the counts; the totals move with the counts of the
 * narrative. NaN in a draw in which the narrative has no article, or the reference of `npmi_released`
 * none.
 *
 * @param own its counts as they are; `drawn` row-major, a row a draw.
 */
export function drawnValues(
  baseline: Baseline,
  own: ArrayLike<number>,
  drawn: Float64Array,
  surroundings: Surroundings,
): Float64Array {
  const columns = own.length;
  if (columns === 0 || drawn.length % columns !== 0)
    throw new RangeError(`${drawn.length} counts are not draws of ${columns} columns`);
  const values = new Float64Array(drawn.length);
  const totals = new Float64Array(columns);
  for (let start = 0; start < drawn.length; start += columns) {
    let row = 0;
    for (let e = 0; e < columns; e++) {
      const k = drawn[start + e]!;
      row += k;
      totals[e] = surroundings.totals[e]! - own[e]! + k;
    }
    if (row === 0) values.fill(Number.NaN, start, start + columns);
    else rowValues[baseline](values, drawn, start, row, totals, surroundings);
  }
  return values;
}

type RowValues = (
  values: Float64Array,
  counts: Float64Array,
  start: number,
  row: number,
  totals: Float64Array,
  surroundings: Surroundings,
) => void;

const rowValues: Readonly<Record<Baseline, RowValues>> = {
  raw: (values, counts, start, row, { length: columns }, { smoothing }) => {
    for (let e = 0; e < columns; e++)
      values[start + e] = (counts[start + e]! + smoothing) / (row + columns * smoothing);
  },
  npmi_own: (values, counts, start, row, totals, { smoothing, narratives }) => {
    const { length: columns } = totals;
    let total = 0;
    for (let e = 0; e < columns; e++) total += totals[e]! + narratives * smoothing;
    const logTotal = Math.log(total);
    const logRow = Math.log(row + columns * smoothing) - logTotal;
    for (let e = 0; e < columns; e++) {
      const k = counts[start + e]! + smoothing;
      const logColumn = Math.log(totals[e]! + narratives * smoothing) - logTotal;
      values[start + e] = normalised(k / total, Math.log(k) - logTotal, logRow + logColumn);
    }
  },
  npmi_released: (values, counts, start, row, totals, { reference }) => {
    const { length: columns } = totals;
    const ofReference = totals[reference]!;
    let [total, others] = [0, 0];
    for (let e = 0; e < columns; e++) {
      total += totals[e]!;
      if (e !== reference && totals[e]! > 0) others += 1;
    }
    if (ofReference === 0) {
      values.fill(Number.NaN, start, start + columns);
      return;
    }
    const scale = others === 0 ? 1 : ofReference / ((total - ofReference) / others);
    const independent = Math.log(row / total) + Math.log(ofReference / total);
    for (let e = 0; e < columns; e++) {
      const joint = (counts[start + e]! * (e === reference ? 1 : scale)) / total;
      values[start + e] = normalised(joint, Math.log(joint), independent);
    }
  },
  log_odds: (values, counts, start, row, totals, { prior }) => {
    const { length: columns } = totals;
    let total = 0;
    for (let e = 0; e < columns; e++) total += totals[e]!;
    for (let e = 0; e < columns; e++) {
      const k = counts[start + e]!;
      values[start + e] = logOddsZ(k, totals[e]!, row - k, total - totals[e]!, prior);
    }
  },
};

/** ln[joint / independent] / −ln joint within −1 to 1, from logarithms. */
function normalised(joint: number, logJoint: number, logIndependent: number): number {
  if (joint <= 0) return -1;
  if (joint >= 1) return 1;
  const value = (logJoint - logIndependent) / -logJoint;
  return value > 1 ? 1 : value < -1 ? -1 : value;
}
