/**
 * How strongly narratives and ecosystems are associated, by three baselines; a fourth is in `log-odds.ts`.
 *
 * Counts k(n,e) are row-major, a row a narrative and a column an ecosystem. Normalised pointwise
 * mutual information is that of Bouma, "Normalized (Pointwise) Mutual Information in Collocation
 * Extraction" (GSCL 2009), eq. 7 and section 3.2: −1 where nothing co-occurs, 0 at independence, 1
 * where the two only occur together. The released variant is the formula behind the values published
 * with Hanley, Lu & Pan (PNAS 2025), worked out from those values; see {@link npmiReleased}.
 */

/**
 * The counts with `alpha` added to every count of the narratives that have any: additive smoothing. 0
 * leaves all as it is. A RangeError where `alpha` is negative.
 */
export function smoothedCounts(counts: ArrayLike<number>, columns: number, alpha: number): Float64Array {
  checkCounts(counts, columns);
  if (!(alpha >= 0 && alpha < Infinity)) throw new RangeError(`${alpha} cannot be added to counts`);
  const smoothed = Float64Array.from(counts);
  for (let start = 0; start < counts.length; start += columns) {
    if (rowTotal(counts, start, columns) === 0) continue;
    for (let i = start; i < start + columns; i++) smoothed[i]! += alpha;
  }
  return smoothed;
}

/** Share of a narrative's articles that each ecosystem has, k / Σₑ k, 0 to 1; 0 where the narrative has none. */
export function rawShare(counts: ArrayLike<number>, columns: number): Float64Array {
  checkCounts(counts, columns);
  const values = new Float64Array(counts.length);
  for (let start = 0; start < counts.length; start += columns) {
    const total = rowTotal(counts, start, columns);
    for (let i = start; i < start + columns; i++) values[i] = counts[i] === 0 ? 0 : counts[i]! / total;
  }
  return values;
}

/**
 * Normalised PMI with each ecosystem's own total: ln[p(n,e) / (p(n) p(e))] / −ln p(n,e), where
 * p(n,e) = k / Σk over all narratives and ecosystems, and p(n), p(e) are its margins; −1 to 1.
 *
 * −1 where k = 0. Where one cell holds everything p(n,e) is 1 and the quotient 0/0; its value is then
 * the limit of ever larger cells that have row and column to themselves, 1.
 */
export function npmiOwn(counts: ArrayLike<number>, columns: number): Float64Array {
  checkCounts(counts, columns);
  const ofColumn = columnTotals(counts, columns);
  const total = ofColumn.reduce((sum, k) => sum + k, 0);
  const values = new Float64Array(counts.length).fill(-1);
  if (total === 0) return values;
  for (let start = 0; start < counts.length; start += columns) {
    const pn = rowTotal(counts, start, columns) / total;
    for (let e = 0; e < columns; e++) values[start + e] = npmi(counts[start + e]! / total, pn * (ofColumn[e]! / total));
  }
  return values;
}

/** What the released variant takes besides the counts. */
export interface ReleasedConstants {
  /** Column of the reference ecosystem, whose counts stay as they are. */
  readonly reference: number;
  /** T, which turns counts into probabilities. */
  readonly total: number;
  /** T_ref, the total of the reference ecosystem; T_ref / T is P(e) for every ecosystem. */
  readonly referenceTotal: number;
  /** c, by which the counts of all other ecosystems are multiplied. */
  readonly scale: number;
}

/**
 * Normalised PMI in the released variant: ln[p(n,e) / (P(n) P(e))] / −ln p(n,e), where
 * p(n,e) = c_e k / T with c_e = 1 for the reference ecosystem and one c for all others,
 * P(n) = Σₑ k / T with the counts as they are, and P(e) = T_ref / T for every ecosystem.
 *
 * With the reference China, T = 4,250,985, T_ref = 484,885 and c = T_ref / 1,497,619 it gives every one
 * of the 8,588 released values (2,147 narratives × 4 ecosystems) to within 1e-15.
 *
 * Joint and margins are not one distribution here, so a value can leave the range in extreme tables,
 * such as one narrative with most of an ecosystem's articles; it is then cut to 1. Within a narrative
 * the uncut value rises strictly with c_e k, so the highest {@link scaledCounts} is the winner, cut or
 * not. −1 where k = 0. A RangeError where the constants are not positive, T_ref or a row exceeds T, or
 * there is no such column.
 */
export function npmiReleased(counts: ArrayLike<number>, columns: number, constants: ReleasedConstants): Float64Array {
  const { total, referenceTotal } = constants;
  const values = scaledCounts(counts, columns, constants);
  if (!(referenceTotal > 0 && referenceTotal <= total && total < Infinity)) {
    throw new RangeError(`the reference total ${referenceTotal} is not within 0 to the total ${total}`);
  }
  for (let start = 0; start < counts.length; start += columns) {
    const row = rowTotal(counts, start, columns);
    if (row > total) throw new RangeError(`a narrative with ${row} articles exceeds the total ${total}`);
    const independent = (row / total) * (referenceTotal / total);
    for (let i = start; i < start + columns; i++) values[i] = npmi(values[i]! / total, independent);
  }
  return values;
}

/** c_e k: the counts of the reference ecosystem as they are, all others multiplied by the scale. */
export function scaledCounts(
  counts: ArrayLike<number>,
  columns: number,
  { reference, scale }: Pick<ReleasedConstants, 'reference' | 'scale'>,
): Float64Array {
  checkCounts(counts, columns);
  checkColumn(reference, columns);
  if (!(scale > 0 && scale < Infinity)) throw new RangeError(`the scale ${scale} is not positive`);
  return Float64Array.from(counts, (k, i) => (i % columns === reference ? k : k * scale));
}

/**
 * The constants of the released variant for a study's own counts: T = Σ k with the counts as they are,
 * T_ref the total of the reference ecosystem, c = T_ref / S with S the mean total of the other
 * ecosystems that have a match (1 where there is none). Undefined where the reference has no match.
 *
 * How the released constants came about is not known; this is the reading that fits them best. The
 * released counts are a subset, 61 % of T_ref = 484,885. Read as Σ k, T = 4,250,985 leaves 3,766,100
 * for the other three, of which the released counts are 66 %: about the same part. Read as Σ c_e k it
 * would leave 11.6 million, of which they are 21 %. P(n), made of the counts as they are, also asks for
 * the former. S = 1,497,619 is the size of one ecosystem, not of three together: the mean of the others
 * would be 1,255,367; the middle one (Ukraine), its released counts taken for 66 % too, 1,505,000.
 * The mean was chosen because it does not hinge on one ecosystem. On the released counts it gives
 * c = 0.356 for 0.324, and China 17.5 % of the winners for 19.1 %.
 */
export function releasedConstants(
  counts: ArrayLike<number>,
  columns: number,
  reference: number,
): ReleasedConstants | undefined {
  checkCounts(counts, columns);
  checkColumn(reference, columns);
  const totals = columnTotals(counts, columns);
  const referenceTotal = totals[reference]!;
  if (referenceTotal === 0) return undefined;
  const others = totals.filter((k, e) => e !== reference && k > 0);
  const ofOthers = others.reduce((sum, k) => sum + k, 0);
  const scale = others.length === 0 ? 1 : referenceTotal / (ofOthers / others.length);
  return { reference, total: referenceTotal + ofOthers, referenceTotal, scale };
}

/** ln[joint / independent] / −ln joint within −1 to 1, with its limits at 0 and 1. */
function npmi(joint: number, independent: number): number {
  if (joint === 0) return -1;
  if (joint >= 1) return 1;
  return Math.max(-1, Math.min(1, Math.log(joint / independent) / -Math.log(joint)));
}

/** Sum of each column of row-major counts. */
export function columnTotals(counts: ArrayLike<number>, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  for (let i = 0; i < counts.length; i++) totals[i % columns]! += counts[i]!;
  return totals;
}

function rowTotal(counts: ArrayLike<number>, start: number, columns: number): number {
  let total = 0;
  for (let i = start; i < start + columns; i++) total += counts[i]!;
  return total;
}

function checkCounts(counts: ArrayLike<number>, columns: number): void {
  if (!Number.isInteger(columns) || columns < 1 || counts.length % columns !== 0) {
    throw new RangeError(`${counts.length} counts are not rows of ${columns} columns`);
  }
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i]! >= 0 && counts[i]! < Infinity)) throw new RangeError(`${counts[i]} is not a count`);
  }
}

function checkColumn(column: number, columns: number): void {
  if (!Number.isInteger(column) || column < 0 || column >= columns)
    throw new RangeError(`${column} is none of ${columns} columns`);
}
