/**
 * Totals, and ratios of totals, of a population of which a part was drawn: a simple random sample without
 * replacement in every stratum. A unit that was drawn stands for as many as its chance of being drawn says
 * (Horvitz & Thompson, "A Generalization of Sampling Without Replacement From a Finite Universe", 1952), here
 * N_h / n_h. Variances as in Cochran, "Sampling Techniques" (3rd ed. 1977), eq. 5.6 for a total, and with
 * Taylor linearisation for a ratio (section 6.11, combined ratio estimate).
 *
 * Intervals of proportions are those of Wilson (1927) at the effective sample size: the size of a simple
 * sample with the same variance, corrected for the few degrees of freedom of that variance (Korn & Graubard,
 * "Confidence Intervals for Proportions with Small Expected Number of Positive Counts Estimated from Survey
 * Data", 1998; Dean & Pagano, "Evaluating Confidence Interval Methods for Binomial Proportions in Clustered
 * Surveys", 2015). Unlike the interval of plus and minus two standard errors it stays within 0 and 1, and is
 * not a point where all the units that were drawn are alike.
 */

/** What was drawn, and from how much. */
export interface StratifiedSample {
  /** Units of the population in each stratum, N_h. */
  readonly sizes: readonly number[];
  /** Stratum of each drawn unit. */
  readonly strata: readonly number[];
}

/** A ratio of totals, 0 to 1, with its 95 % interval. */
export interface Proportion {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Estimated total Σ N_h/n_h Σ y of the population; strata of which nothing was drawn count as nothing. */
export function stratifiedTotal(sample: StratifiedSample, values: ArrayLike<number>): number {
  const drawn = drawnPerStratum(sample, values);
  let total = 0;
  for (let unit = 0; unit < values.length; unit++) {
    const stratum = sample.strata[unit]!;
    total += (sample.sizes[stratum]! / drawn[stratum]!) * values[unit]!;
  }
  return total;
}

/**
 * Σ part / Σ whole over the population, estimated, with its interval; `part` lies between 0 and `whole` in
 * every unit, and units outside the domain of interest have 0 in both. Undefined where the estimated whole
 * is 0, or where a stratum of `needed` (all of them unless given) has no drawn unit, so that nothing is
 * known of it.
 */
export function proportion(
  sample: StratifiedSample,
  part: ArrayLike<number>,
  whole: ArrayLike<number>,
  needed: readonly number[] = [...sample.sizes.keys()],
): Proportion | undefined {
  if (part.length !== whole.length) throw new RangeError(`${part.length} and ${whole.length} units`);
  const drawn = drawnPerStratum(sample, whole);
  if (needed.some((stratum) => sample.sizes[stratum]! > 0 && drawn[stratum] === 0)) return undefined;
  const total = stratifiedTotal(sample, whole);
  if (!(total > 0)) return undefined;
  const value = stratifiedTotal(sample, part) / total;
  const residuals = Float64Array.from(part, (own, unit) => own - value * whole[unit]!);
  const { variance, degrees } = varianceOfTotal(sample, residuals);
  return { value, ...interval(value, variance / total ** 2, degrees, plainSize(sample, whole)) };
}

/**
 * The same where the whole is known: Σ part over the population, divided by `whole`.
 *
 * A RangeError where `whole` is not above 0.
 */
export function knownProportion(
  sample: StratifiedSample,
  part: ArrayLike<number>,
  domain: ArrayLike<number>,
  whole: number,
  needed: readonly number[] = [...sample.sizes.keys()],
): Proportion | undefined {
  if (!(whole > 0)) throw new RangeError(`a whole of ${whole}`);
  const drawn = drawnPerStratum(sample, part);
  if (needed.some((stratum) => sample.sizes[stratum]! > 0 && drawn[stratum] === 0)) return undefined;
  const value = Math.min(1, stratifiedTotal(sample, part) / whole);
  const { variance, degrees } = varianceOfTotal(sample, part);
  return { value, ...interval(value, variance / whole ** 2, degrees, plainSize(sample, domain)) };
}

function drawnPerStratum({ sizes, strata }: StratifiedSample, values: ArrayLike<number>): number[] {
  if (strata.length !== values.length) throw new RangeError(`${values.length} values for ${strata.length} units`);
  const drawn = sizes.map(() => 0);
  for (const stratum of strata) {
    if (!(sizes[stratum]! > drawn[stratum]!))
      throw new RangeError(`more units drawn than the ${sizes[stratum]} of stratum ${stratum}`);
    drawn[stratum]! += 1;
  }
  return drawn;
}

/**
 * Σ N_h² (1 − n_h/N_h) s_h² / n_h. A stratum with one drawn unit of several has no s_h²; the square of the
 * value itself stands for it, which is right where the mean over the population is 0, as that of residuals
 * is, and too much otherwise. Degrees of freedom by Satterthwaite (Cochran, eq. 5.16), which are few where
 * one stratum makes up most of the variance.
 */
function varianceOfTotal(sample: StratifiedSample, values: ArrayLike<number>): { variance: number; degrees: number } {
  const { sizes, strata } = sample;
  const drawn = drawnPerStratum(sample, values);
  const means = new Float64Array(sizes.length);
  strata.forEach((stratum, unit) => {
    means[stratum]! += values[unit]! / drawn[stratum]!;
  });
  const squares = new Float64Array(sizes.length);
  strata.forEach((stratum, unit) => {
    squares[stratum]! += (values[unit]! - (drawn[stratum] === 1 ? 0 : means[stratum]!)) ** 2;
  });
  let variance = 0;
  let fourth = 0;
  sizes.forEach((size, stratum) => {
    const n = drawn[stratum]!;
    if (n === 0 || n === size) return;
    const own = ((size * (size - n)) / n) * (squares[stratum]! / Math.max(1, n - 1));
    variance += own;
    fourth += own ** 2 / Math.max(1, n - 1);
  });
  return { variance, degrees: fourth > 0 ? variance ** 2 / fourth : 1 };
}

/**
 * Size of a simple sample without a population's end, (Σw)² / Σw² of the drawn units of the domain (Kish) over
 * the part not drawn; infinite where all was drawn.
 */
function plainSize(sample: StratifiedSample, domain: ArrayLike<number>): number {
  const drawn = drawnPerStratum(sample, domain);
  let units = 0;
  let weights = 0;
  let squares = 0;
  sample.strata.forEach((stratum, unit) => {
    if (domain[unit] === 0) return;
    const weight = sample.sizes[stratum]! / drawn[stratum]!;
    units += 1;
    weights += weight;
    squares += weight ** 2;
  });
  if (units === 0) return 0;
  return weights - units < 1e-9 ? Infinity : weights ** 2 / squares / (1 - units / weights);
}

/** Wilson's interval of a proportion with this variance; `plain` is the sample size to go by where the variance is 0. */
function interval(value: number, variance: number, degrees: number, plain: number): { low: number; high: number } {
  if (plain === Infinity) return { low: value, high: value };
  const spread = value * (1 - value);
  const freedom = Math.max(1, degrees);
  const effective =
    variance > 1e-15 && spread > 0
      ? (spread / variance) * (studentQuantile(Math.max(1, plain - 1)) / studentQuantile(freedom)) ** 2
      : plain;
  return wilson(value, effective);
}

/** Quantile of the standard normal distribution that leaves 2.5 % above it. */
const z = 1.959963984540054;

/** Wilson's 95 % interval of a proportion seen in a sample of `size`, which may be broken. */
export function wilson(value: number, size: number): { low: number; high: number } {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not a proportion`);
  if (!(size > 0)) return { low: 0, high: 1 };
  const centre = (value + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
  const half = (z / (1 + z ** 2 / size)) * Math.sqrt((value * (1 - value)) / size + z ** 2 / (4 * size ** 2));
  return { low: value === 0 ? 0 : Math.max(0, centre - half), high: value === 1 ? 1 : Math.min(1, centre + half) };
}

/** Student's t that leaves 2.5 % above it: exact for 1 and 2 degrees of freedom, else Abramowitz & Stegun 26.7.5. */
export function studentQuantile(degrees: number): number {
  if (!(degrees >= 1)) throw new RangeError(`${degrees} degrees of freedom`);
  if (degrees < 2) return 12.7062047362;
  if (degrees < 3) return 4.3026527297;
  const z3 = z ** 3;
  const z5 = z ** 5;
  const z7 = z ** 7;
  const z9 = z ** 9;
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * degrees ** 4)
  );
}
