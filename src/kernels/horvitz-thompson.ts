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
import { studentQuantile, z } from './normal.ts';

/** What was drawn, and from how much. */
export interface StratifiedSample {
  /** Units of the population in each stratum, N_h. */
  readonly sizes: readonly number[];
  /** Stratum of each drawn unit. */
  readonly strata: readonly number[];
}

/** What a drawn unit adds to a ratio of totals, if it is right and if it is wrong. Units of no interest have 0 in all four. */
export interface Unit {
  readonly isRight: boolean;
  readonly ifRight: Terms;
  readonly ifWrong: Terms;
}

/** What is added to the upper and the lower total; the first lies between 0 and the second. */
export interface Terms {
  readonly part: number;
  readonly whole: number;
}

/** A ratio of totals, 0 to 1, with its 95 % interval. */
export interface Proportion {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Estimated total Σ N_h/n_h Σ y of the population; strata of which nothing was drawn count as nothing. */
export function stratifiedTotal(sample: StratifiedSample, values: ArrayLike<number>): number {
  const drawn = drawnPerStratum(sample, values.length);
  let total = 0;
  for (let unit = 0; unit < values.length; unit++) {
    const stratum = sample.strata[unit]!;
    total += (sample.sizes[stratum]! / drawn[stratum]!) * values[unit]!;
  }
  return total;
}

/**
 * Σ part / Σ whole over the population, estimated, with its interval; where Σ whole is known it is given as
 * `total`. Undefined where the whole is 0, or where a stratum of `needed` (all of them unless given) has no
 * drawn unit, so that nothing is known of it.
 *
 * A RangeError where more units were drawn than a stratum holds.
 */
export function proportion(
  sample: StratifiedSample,
  units: readonly Unit[],
  { needed, total }: { readonly needed?: readonly number[]; readonly total?: number } = {},
): Proportion | undefined {
  const drawn = drawnPerStratum(sample, units.length);
  const required = needed ?? [...sample.sizes.keys()];
  if (required.some((stratum) => sample.sizes[stratum]! > 0 && drawn[stratum] === 0)) return undefined;
  const terms = units.map(({ isRight, ifRight, ifWrong }) => (isRight ? ifRight : ifWrong));
  const sumOf = (what: keyof Terms): number =>
    stratifiedTotal(
      sample,
      terms.map((own) => own[what]),
    );
  const whole = total ?? sumOf('whole');
  if (!(whole > 0)) return undefined;
  const value = Math.min(1, sumOf('part') / whole);
  const residual = ({ part, whole: own }: Terms): number => part - (total === undefined ? value * own : 0);
  const { variance, degrees } = varianceOfTotal(sample, drawn, units, residual);
  return { value, ...interval(value, variance / whole ** 2, degrees, plainSize(sample, drawn, units)) };
}

function drawnPerStratum({ sizes, strata }: StratifiedSample, units: number): number[] {
  if (strata.length !== units) throw new RangeError(`${units} values for ${strata.length} units`);
  const drawn = sizes.map(() => 0);
  for (const stratum of strata) {
    if (!(sizes[stratum]! > drawn[stratum]!))
      throw new RangeError(`more units drawn than the ${sizes[stratum]} of stratum ${stratum}`);
    drawn[stratum]! += 1;
  }
  return drawn;
}

/**
 * Weight of the made-up unit in the variance of a stratum. In simulations of 20 strata (test/kernels) with 80 and 200
 * drawn units, intervals covered the truth in 93 to 99 % of 1,000 samples with ½, in 95 to 99.9 % with 1; with 0 those
 * of ecosystems with few right units missed it too often.
 */
const madeUp = 0.5;

/**
 * Σ N_h² (1 − n_h/N_h) s_h² / n_h, of the residuals of the ratio. Two drawn units that are alike do not mean that
 * their stratum is, and then s_h² would be 0: so for s_h², and for it alone, half a unit is made up that is as much
 * right as wrong. Degrees of freedom by Satterthwaite (Cochran, eq. 5.16), which are few
 * where one stratum makes up most of the variance.
 */
function varianceOfTotal(
  { sizes, strata }: StratifiedSample,
  drawn: readonly number[],
  units: readonly Unit[],
  residual: (terms: Terms) => number,
): { variance: number; degrees: number } {
  const sums = new Float64Array(sizes.length);
  const squares = new Float64Array(sizes.length);
  const add = (stratum: number, terms: Terms, weight: number): void => {
    const value = residual(terms);
    sums[stratum]! += weight * value;
    squares[stratum]! += weight * value ** 2;
  };
  units.forEach(({ isRight, ifRight, ifWrong }, unit) => {
    const stratum = strata[unit]!;
    const half = madeUp / 2 / drawn[stratum]!;
    add(stratum, ifRight, half + (isRight ? 1 : 0));
    add(stratum, ifWrong, half + (isRight ? 0 : 1));
  });
  let variance = 0;
  let fourth = 0;
  sizes.forEach((size, stratum) => {
    const n = drawn[stratum]!;
    if (n === 0 || n === size) return;
    const weight = n + madeUp;
    const spread = Math.max(0, squares[stratum]! - sums[stratum]! ** 2 / weight) / (weight - 1);
    const own = ((size * (size - n)) / n) * spread;
    variance += own;
    fourth += own ** 2 / (weight - 1);
  });
  return { variance, degrees: fourth > 0 ? variance ** 2 / fourth : 1 };
}

/**
 * Size of a simple sample without a population's end, (Σw)² / Σw² of the drawn units of interest (Kish) over the
 * part not drawn; infinite where all was drawn.
 */
function plainSize({ sizes, strata }: StratifiedSample, drawn: readonly number[], units: readonly Unit[]): number {
  let count = 0;
  let weights = 0;
  let squares = 0;
  units.forEach(({ ifRight, ifWrong }, unit) => {
    if (ifRight.whole === 0 && ifWrong.whole === 0) return;
    const weight = sizes[strata[unit]!]! / drawn[strata[unit]!]!;
    count += 1;
    weights += weight;
    squares += weight ** 2;
  });
  if (count === 0) return 0;
  return weights - count < 1e-9 ? Infinity : weights ** 2 / squares / (1 - count / weights);
}

/**
 * Wilson's interval of a proportion with this variance. Where the proportion is 0 or 1, from which no effective size
 * follows, `plain` stands for it.
 */
function interval(value: number, variance: number, degrees: number, plain: number): { low: number; high: number } {
  if (plain === Infinity) return { low: value, high: value };
  const spread = value * (1 - value);
  const effective =
    variance > 1e-15 && spread > 1e-12
      ? (spread / variance) * (studentQuantile(Math.max(1, plain - 1)) / studentQuantile(Math.max(1, degrees))) ** 2
      : plain;
  return wilson(value, effective);
}

/** Wilson's 95 % interval of a proportion seen in a sample of `size`, which may be broken. */
export function wilson(value: number, size: number): { low: number; high: number } {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not a proportion`);
  if (!(size > 0)) return { low: 0, high: 1 };
  const centre = (value + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
  const half = (z / (1 + z ** 2 / size)) * Math.sqrt((value * (1 - value)) / size + z ** 2 / (4 * size ** 2));
  return { low: value === 0 ? 0 : Math.max(0, centre - half), high: value === 1 ? 1 : Math.min(1, centre + half) };
}
