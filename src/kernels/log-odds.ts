/**
 * How much more a word (or a narrative) belongs to one of several corpora: log-odds-ratio with an
 * informative Dirichlet prior, of Monroe, Colaresi & Quinn, "Fightin' Words: Lexical Feature Selection
 * and Evaluation for Identifying the Content of Political Conflict" (Political Analysis 16, 2008),
 * equations 15 to 22.
 *
 *     δ = ln[(y + α) / (n + a₀ − y − α)] − ln[(y′ + α) / (n′ + a₀ − y′ − α)]
 *     σ² ≈ 1 / (y + α) + 1 / (y′ + α)        ζ = δ / σ
 *
 * y and n are the counts of the word and of all words in the corpus, y′ and n′ those it is compared
 * with. The prior gives a word the part of a₀ that it has of everything, of both corpora or of more:
 * words that are frequent everywhere are pulled together, so no list of stop words is needed.
 */

/**
 * ζ, in standard deviations, above 0 where the corpus has more of the word.
 *
 * @param y,n counts in the corpus; `yOther`, `nOther` in the other; `alpha` the part of the word in the
 *   prior, above 0; `prior` a₀, above `alpha`: both in counts.
 */
export function logOddsRatio(
  y: number,
  n: number,
  yOther: number,
  nOther: number,
  alpha: number,
  prior: number,
): number {
  const a = y + alpha;
  const b = yOther + alpha;
  return Math.log((a * (nOther + prior - b)) / (b * (n + prior - a))) / Math.sqrt(1 / a + 1 / b);
}

/**
 * The same with the prior of both corpora together, α = a₀ (y + y′) / (n + n′); 0 where the word never
 * occurs, or nothing else does.
 */
export function logOddsZ(y: number, n: number, yOther: number, nOther: number, prior: number): number {
  const all = y + yOther;
  const size = n + nOther;
  return all === 0 || all === size ? 0 : logOddsRatio(y, n, yOther, nOther, (prior * all) / size, prior);
}

/**
 * ζ of every narrative × ecosystem (row-major, a row a narrative), each ecosystem against all others
 * together. A RangeError where a₀ is not positive or the counts are not rows of the columns.
 */
export function logOdds(counts: ArrayLike<number>, columns: number, prior: number): Float64Array {
  if (!Number.isInteger(columns) || columns < 1 || counts.length % columns !== 0)
    throw new RangeError(`${counts.length} counts are not rows of ${columns} columns`);
  if (!(prior > 0 && prior < Infinity)) throw new RangeError(`the prior of ${prior} counts is not positive`);
  const ofColumn = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    ofColumn[i % columns]! += counts[i]!;
    total += counts[i]!;
  }
  const values = new Float64Array(counts.length);
  for (let start = 0; start < counts.length; start += columns) {
    let row = 0;
    for (let e = 0; e < columns; e++) row += counts[start + e]!;
    for (let e = 0; e < columns; e++) {
      const k = counts[start + e]!;
      values[start + e] = logOddsZ(k, ofColumn[e]!, row - k, total - ofColumn[e]!, prior);
    }
  }
  return values;
}
