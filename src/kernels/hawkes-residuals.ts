/**
 * Goodness of fit of the processes in `hawkes.ts` by time rescaling (Ogata 1988): on the scale of the
 * expected number of events, the waits between events of a process are exponential with mean 1 if the
 * model holds.
 */
import { binsOf, profileUntil } from './hawkes-background.ts';
import { sameInstant } from './hawkes.ts';
import type { Cascades, HawkesModel } from './hawkes.ts';

/**
 * Waits of each process in the order they come, in expected events; the cascades are laid end to end, and
 * a given first event ends no wait.
 */
export function rescaledWaits(cascades: Cascades, { weights, rate, background }: HawkesModel): number[][] {
  const { processes: K, starts, times, kinds, lengths } = cascades;
  const { form, means } = background;
  const waits: number[][] = Array.from({ length: K }, () => []);
  const waiting = new Float64Array(K);
  const recent = new Float64Array(K);
  const cumulated = profileAt(cascades, { weights, rate, background });
  for (let n = 0; n + 1 < starts.length; n++) {
    const from = starts[n]!;
    const to = starts[n + 1]!;
    if (from === to) continue;
    const home = form.afterFirst ? kinds[from]! * K : 0;
    recent.fill(0);
    let last = 0;
    let seen = 0;
    const pass = (until: number, profile: number): void => {
      const faded = Math.exp(-rate * (until - last));
      for (let k = 0; k < K; k++) {
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        waiting[k]! += means[home + k]! * (profile - seen) + set * (1 - faded);
      }
      for (let s = 0; s < K; s++) recent[s]! *= faded;
      last = until;
      seen = profile;
    };
    for (let i = from; i < to;) {
      pass(times[i]!, cumulated[i]!);
      const end = sameInstant(times, i, to);
      for (let j = i; j < end; j++) {
        if (form.afterFirst && j === from) continue;
        waits[kinds[j]!]!.push(waiting[kinds[j]!]!);
        waiting[kinds[j]!] = 0;
      }
      for (let j = i; j < end; j++) recent[kinds[j]!]! += 1;
      i = end;
    }
    pass(lengths[n]!, profileUntil(background, lengths[n]!));
  }
  return waits;
}

/** ∫ g up to each event. */
function profileAt(cascades: Cascades, { background }: HawkesModel): Float64Array {
  const { edges } = background.form;
  const bins = binsOf(cascades, edges);
  const before = new Float64Array(edges.length);
  for (let bin = 0; bin + 1 < edges.length; bin++)
    before[bin + 1] = before[bin]! + background.densities[bin]! * (edges[bin + 1]! - edges[bin]!);
  return Float64Array.from(
    bins,
    (bin, i) => before[bin]! + background.densities[bin]! * (cascades.times[i]! - edges[bin]!),
  );
}

/**
 * Kolmogorov–Smirnov distance of the waits from the exponential distribution with mean 1, 0 to 1, with the
 * p-value of the limiting distribution. It takes the parameters as known, so that small p-values are
 * slightly too large; NaN without waits.
 */
export function exponentialFit(waits: readonly number[]): { distance: number; pValue: number } {
  const sorted = Float64Array.from(waits, (wait) => -Math.expm1(-wait)).sort();
  if (sorted.length === 0) return { distance: NaN, pValue: NaN };
  let distance = 0;
  for (const [place, value] of sorted.entries())
    distance = Math.max(distance, value - place / sorted.length, (place + 1) / sorted.length - value);
  // Stephens' correction makes the limit good from a handful of values on.
  const root = Math.sqrt(sorted.length);
  return { distance, pValue: kolmogorov((root + 0.12 + 0.11 / root) * distance) };
}

/** P(K > x) of the Kolmogorov distribution. */
function kolmogorov(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let j = 1; j <= 100; j++) {
    const term = 2 * (j % 2 === 1 ? 1 : -1) * Math.exp(-2 * j * j * x * x);
    sum += term;
    if (Math.abs(term) < 1e-16) break;
  }
  return Math.min(1, Math.max(0, sum));
}

/** Observed and expected quantiles of the waits at a probability; NaN without waits. */
export function waitQuantiles(
  waits: readonly number[],
  probabilities: readonly number[],
): { probability: number; observed: number; expected: number }[] {
  const sorted = Float64Array.from(waits).sort();
  return probabilities.map((probability) => ({
    probability,
    observed: sorted[Math.min(sorted.length - 1, Math.floor(probability * sorted.length))] ?? NaN,
    expected: -Math.log1p(-probability),
  }));
}
