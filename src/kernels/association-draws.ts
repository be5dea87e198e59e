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
 * Values of one narrative under draws of its counts; the totals move with them. A column is an
 * ecosystem, a row of it a draw: `drawn[column × draws + draw]`, and so are the values. NaN in a draw
 * in which the narrative has no article, or the reference of `npmi_released` none.
 *
 * @param own its counts as they are; `values` is filled and given back.
 */
export function drawnValues(
  baseline: Baseline,
  own: ArrayLike<number>,
  drawn: Float64Array,
  surroundings: Surroundings,
  values: Float64Array = new Float64Array(drawn.length),
): Float64Array {
  const columns = own.length;
  if (columns === 0 || drawn.length % columns !== 0 || values.length !== drawn.length)
    throw new RangeError(`${drawn.length} counts are not draws of ${columns} columns`);
  const draws = drawn.length / columns;
  const measure = rowValues[baseline];
  const counts = new Float64Array(columns);
  const totals = new Float64Array(columns);
  const found = new Float64Array(columns);
  for (let draw = 0; draw < draws; draw++) {
    let row = 0;
    for (let e = 0; e < columns; e++) {
      const k = drawn[e * draws + draw]!;
      counts[e] = k;
      row += k;
      totals[e] = surroundings.totals[e]! - own[e]! + k;
    }
    if (row === 0) found.fill(Number.NaN);
    else measure(found, counts, row, totals, surroundings);
    for (let e = 0; e < columns; e++) values[e * draws + draw] = found[e]!;
  }
  return values;
}

/** Fills `found` with the values of one row of counts; `row` is their sum. */
type RowValues = (
  found: Float64Array,
  counts: Float64Array,
  row: number,
  totals: Float64Array,
  surroundings: Surroundings,
) => void;

const rowValues: Readonly<Record<Baseline, RowValues>> = {
  raw: (found, counts, row, { length: columns }, { smoothing }) => {
    for (let e = 0; e < columns; e++) found[e] = (counts[e]! + smoothing) / (row + columns * smoothing);
  },
  npmi_own: (found, counts, row, totals, { smoothing, narratives }) => {
    const { length: columns } = totals;
    let total = 0;
    for (let e = 0; e < columns; e++) total += totals[e]! + narratives * smoothing;
    const logTotal = Math.log(total);
    const logRow = Math.log(row + columns * smoothing) - logTotal;
    for (let e = 0; e < columns; e++) {
      const k = counts[e]! + smoothing;
      const logColumn = Math.log(totals[e]! + narratives * smoothing) - logTotal;
      found[e] = normalised(k / total, Math.log(k) - logTotal, logRow + logColumn);
    }
  },
  npmi_released: (found, counts, row, totals, { reference }) => {
    const { length: columns } = totals;
    const ofReference = totals[reference]!;
    let [total, others] = [0, 0];
    for (let e = 0; e < columns; e++) {
      total += totals[e]!;
      if (e !== reference && totals[e]! > 0) others += 1;
    }
    if (ofReference === 0) {
      found.fill(Number.NaN);
      return;
    }
    const scale = others === 0 ? 1 : ofReference / ((total - ofReference) / others);
    const independent = Math.log(row / total) + Math.log(ofReference / total);
    for (let e = 0; e < columns; e++) {
      const joint = (counts[e]! * (e === reference ? 1 : scale)) / total;
      found[e] = normalised(joint, Math.log(joint), independent);
    }
  },
  log_odds: (found, counts, row, totals, { prior }) => {
    const { length: columns } = totals;
    let total = 0;
    for (let e = 0; e < columns; e++) total += totals[e]!;
    for (let e = 0; e < columns; e++)
      found[e] = logOddsZ(counts[e]!, totals[e]!, row - counts[e]!, total - totals[e]!, prior);
  },
};

/** ln[joint / independent] / −ln joint within −1 to 1, from logarithms. */
function normalised(joint: number, logJoint: number, logIndependent: number): number {
  if (joint <= 0) return -1;
  if (joint >= 1) return 1;
  const value = (logJoint - logIndependent) / -logJoint;
  return value > 1 ? 1 : value < -1 ? -1 : value;
}
