/**
 * P-values of many tests at once, and p-values of discrete statistics.
 *
 * Every function takes p-values in any order and gives the adjusted ones in the same order; NaN stands
 * for a test that could not be made: it stays NaN and does not count as a test. A RangeError where a
 * p-value is not within 0 to 1.
 */

/**
 * Adjusted p-values of Holm, "A simple sequentially rejective multiple test procedure" (Scand. J.
 * Statist. 6, 1979): p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎). Rejecting p̃ ≤ α keeps the
 * probability of any false rejection at α, however the tests depend on each other.
 */
export function holm(p: ArrayLike<number>): Float64Array {
  const order = ascending(p);
  const adjusted = new Float64Array(p.length).fill(Number.NaN);
  let highest = 0;
  for (const [rank, place] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (order.length - rank) * p[place]!));
    adjusted[place] = highest;
  }
  return adjusted;
}

/**
 * Adjusted p-values of Benjamini & Hochberg, "Controlling the false discovery rate" (J. R. Statist. Soc.
 * B 57, 1995): q₍ᵢ₎ = min over j ≥ i of min(1, m p₍ⱼ₎ / j). Rejecting q ≤ α keeps the expected part of
 * false ones among the rejected at α where the tests are independent or positively dependent.
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  return stepUp(p, 1);
}

/**
 * Adjusted p-values of Benjamini & Yekutieli, "The control of the false discovery rate in multiple
 * testing under dependency" (Ann. Statist. 29, 2001, theorem 1.3): those of {@link benjaminiHochberg}
 * times Σ 1/i for i = 1 … m, for any dependence between the tests.
 */
export function benjaminiYekutieli(p: ArrayLike<number>): Float64Array {
  const tests = ascending(p).length;
  let harmonic = 0;
  for (let i = 1; i <= tests; i++) harmonic += 1 / i;
  return stepUp(p, harmonic);
}

/** min over j ≥ i of min(1, factor · m p₍ⱼ₎ / j). */
function stepUp(p: ArrayLike<number>, factor: number): Float64Array {
  const order = ascending(p);
  const adjusted = new Float64Array(p.length).fill(Number.NaN);
  let lowest = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const place = order[rank - 1]!;
    lowest = Math.min(lowest, p[place]! * ((factor * order.length) / rank));
    adjusted[place] = lowest;
  }
  return adjusted;
}

/** Places of the tests in the order of rising p-values, equal ones in the order given. */
function ascending(p: ArrayLike<number>): number[] {
  const places: number[] = [];
  for (let place = 0; place < p.length; place++) {
    if (Number.isNaN(p[place])) continue;
    if (!(p[place]! >= 0 && p[place]! <= 1)) throw new RangeError(`${p[place]} is not a p-value`);
    places.push(place);
  }
  return places.sort((a, b) => p[a]! - p[b]! || a - b);
}

/**
 * Mid-p-value of an observed statistic against draws of it under the null (Lancaster, "Significance tests
 * in discrete distributions", JASA 56, 1961): the part of the draws that is more extreme, and half of
 * those that are equal. The observation counts as one of the draws, so the value is never 0.
 *
 * @param beyond draws more extreme than the observation; `equal` draws equal to it; `draws` all of them.
 */
export function midP(beyond: number, equal: number, draws: number): number {
  if (!(beyond >= 0 && equal >= 0 && beyond + equal <= draws && draws < Infinity))
    throw new RangeError(`${beyond} and ${equal} of ${draws} draws`);
  return (beyond + (equal + 1) / 2) / (draws + 1);
}
