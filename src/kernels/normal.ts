/** The standard normal distribution and Student's t, as far as intervals and tests need them. */

/** Quantile of the standard normal distribution that leaves 2.5 % above it. */
export const z = 1.959963984540054;

/**
 * P(Z > x) of a standard normal Z for x ≥ 0, to about 1e-7 of itself: the complementary error function of
 * Press et al., "Numerical Recipes" (2nd edition, 1992, section 6.2).
 */
export function normalTail(x: number): number {
  if (!(x >= 0)) throw new RangeError(`${x} is below 0`);
  const y = x / Math.SQRT2;
  const t = 1 / (1 + y / 2);
  let sum = 0;
  for (const coefficient of erfcCoefficients) sum = sum * t + coefficient;
  return (t / 2) * Math.exp(-y * y + sum);
}

const erfcCoefficients = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

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

/** The x ≥ 0 that a standard normal variable exceeds with probability `tail`, 0 < tail ≤ ½; by bisection of {@link normalTail}. */
export function normalQuantile(tail: number): number {
  if (!(tail > 0 && tail <= 0.5)) throw new RangeError(`${tail} is not a tail of 0 to ½`);
  let [low, high] = [0, 40];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * P(T > t) of Student's t for t ≥ 0 and whole degrees of freedom: the finite sums of Abramowitz & Stegun
 * 26.7.3 and 26.7.4; from 1000 degrees on the normal tail.
 */
export function studentTail(t: number, degrees: number): number {
  if (!(t >= 0)) throw new RangeError(`${t} is below 0`);
  if (!(Number.isInteger(degrees) && degrees >= 1)) throw new RangeError(`${degrees} degrees of freedom`);
  if (degrees >= 1000) return normalTail(t);
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return Math.max(0, (1 - within) / 2);
}
