/** The binomial distribution: exact tests, exact bounds, and tables to draw from. */

/**
 * ln Γ(x) for x > 0, to about 15 digits: the series of Lanczos, "A precision approximation of the gamma
 * function" (SIAM J. Numer. Anal. B 1, 1964), with g = 7 and nine terms.
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`${x} has no ln Γ here`);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** P(X = k) of X ~ Binomial(n, p). */
export function binomialMass(k: number, n: number, p: number): number {
  checkTrials(k, n, p);
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** P(X ≥ k) of X ~ Binomial(n, p), 0 to 1. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  checkTrials(k, n, p);
  if (k === 0) return 1;
  if (k <= n * p) return Math.max(0, 1 - binomialUpperTail(n - k + 1, n, 1 - p));
  // From the largest term on, each is the one before times (n − i + 1) p / (i (1 − p)).
  let term = binomialMass(k, n, p);
  let sum = term;
  for (let i = k + 1; i <= n && term > sum * 1e-17; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return Math.min(1, sum);
}

/**
 * Exact two-sided p-value that `ahead` and `behind` are counts of equal rate: given their sum m, each is
 * Binomial(m, ½); twice P(X ≥ ahead), 1 at most. Two-sided because the one ahead was picked by looking.
 * 1 where `behind` is not the smaller. (The conditional test of two Poisson rates: Przyborowski &
 * Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940.)
 */
export function aheadByChance(ahead: number, behind: number): number {
  if (ahead <= behind) return 1;
  return Math.min(1, 2 * binomialUpperTail(ahead, ahead + behind, 0.5));
}

/**
 * Largest rate that 0 of n leaves open at confidence 1 − α in both directions together, 1 − (α/2)^(1/n):
 * the exact bound of Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case
 * of the binomial" (Biometrika 26, 1934).
 */
export function highestRateOfNone(n: number, alpha = 0.05): number {
  if (!(n > 0)) throw new RangeError(`no rate can be bounded from ${n} trials`);
  return 1 - (alpha / 2) ** (1 / n);
}

/**
 * P(X ≤ k) of X ~ Binomial(n, p) for k = 0, 1, …, as long as it stays below 1 by more than 1e-12: look up
 * the first entry above a uniform number to draw an X.
 */
export function binomialTable(n: number, p: number): Float64Array {
  checkTrials(0, n, p);
  const table: number[] = [];
  for (let k = 0, sum = 0; k <= n; k++) {
    sum += binomialMass(k, n, p);
    table.push(sum);
    if (k > n * p && sum > 1 - 1e-12) break;
  }
  return Float64Array.from(table);
}

function checkTrials(k: number, n: number, p: number): void {
  if (!(Number.isInteger(n) && Number.isInteger(k) && k >= 0 && k <= n && p >= 0 && p <= 1))
    throw new RangeError(`${k} of ${n} with probability ${p} is not binomial`);
}
