/**
 * How a sample is divided among strata: a few of each, the rest by a power of the size, after Bankier,
 * "Power Allocations: Determining Sample Sizes for Subnational Areas" (1988), with the power ½, which lies
 * between equal parts (best for every stratum by itself) and parts by size (best for the whole).
 *
 * The parts are given out one by one to the stratum with the highest size^½ / (given + ½), the divisors of
 * Webster and Sainte-Laguë. So a larger sample never takes from a stratum what a smaller one gave it.
 */

/**
 * The strata in the order in which they get their units: the first k are the allocation of a sample of k.
 * Every stratum gets one in the order given, then another until each has `atLeast` or all it holds; ties go
 * to the stratum named first. Shorter than `total` where the strata hold fewer units.
 *
 * A RangeError where a size or `total` is not a whole number from 0, or `atLeast` is below 1.
 */
export function powerAllocation(sizes: readonly number[], total: number, atLeast: number): number[] {
  for (const size of [...sizes, total]) {
    if (!Number.isInteger(size) || size < 0) throw new RangeError(`${size} is not a number of units`);
  }
  if (!(atLeast >= 1)) throw new RangeError(`at least ${atLeast} units of each stratum`);
  const order: number[] = [];
  const given = sizes.map(() => 0);
  const give = (stratum: number): void => {
    given[stratum]! += 1;
    order.push(stratum);
  };
  for (let round = 1; round <= atLeast; round++) {
    for (let stratum = 0; stratum < sizes.length && order.length < total; stratum++) {
      if (sizes[stratum]! >= round) give(stratum);
    }
  }
  while (order.length < total) {
    let best = -1;
    let highest = 0;
    for (let stratum = 0; stratum < sizes.length; stratum++) {
      if (given[stratum]! >= sizes[stratum]!) continue;
      const claim = Math.sqrt(sizes[stratum]!) / (given[stratum]! + 0.5);
      if (claim > highest) [best, highest] = [stratum, claim];
    }
    if (best < 0) break;
    give(best);
  }
  return order;
}
