/**
 * The discrete daily form of Hawkes processes, as in Hanley & Durumeric (ICWSM 2024) after Linderman & Adams
 * (2015), for replication of studies that count events per day:
 *
 *     λ_k(t) = λ0_k + Σ_s Σ_{d=1..D} n_s(t − d) · W[s → k] · G[s → k](d)
 *
 * n_s(t) are the events of process s on day t, W the expected children, G the distribution of their delay over
 * 1 to D days. Events of one day are never parents of one another. The background λ0 is constant and shared
 * by all cascades. They sample from the posterior by Gibbs; this is expectation maximisation, where each
 * G has a Dirichlet prior worth one child.
 */
import type { Attribution } from './hawkes-attribution.ts';
import type { TimedEvents } from './hawkes-times.ts';

/** Counts per cascade, day and process, for the days that have any. */
export interface DailyCounts {
  readonly processes: number;
  /** Days that every cascade was observed for. */
  readonly days: number;
  /** First day of each cascade, and one past the last. */
  readonly starts: Int32Array;
  /** Days since the window begins, rising within a cascade. */
  readonly day: Int32Array;
  /** Events of each process on each of these days, row-major. */
  readonly counts: Float64Array;
}

/** Estimated parameters of the daily form. */
export interface DailyFit {
  /** W, row-major: a row a source, a column a target. */
  readonly weights: Float64Array;
  /** G: for each source, target and lag 1 to D, its part of the children. */
  readonly delays: Float64Array;
  /** λ0, events a day and cascade. */
  readonly background: Float64Array;
  readonly lags: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Children that the prior of a delay distribution is worth. */
const priorChildren = 1;

/** Counts events on the day of the middle of their interval; days begin with the window. */
export function dailyCounts({ processes: K, starts, kinds, earliest, latest, days }: TimedEvents): DailyCounts {
  const from = [0];
  const day: number[] = [];
  const counts: number[] = [];
  for (let n = 0; n + 1 < starts.length; n++) {
    const byDay = new Map<number, Float64Array>();
    for (let i = starts[n]!; i < starts[n + 1]!; i++) {
      const on = Math.floor((earliest[i]! + latest[i]!) / 2);
      let row = byDay.get(on);
      if (row === undefined) byDay.set(on, (row = new Float64Array(K)));
      row[kinds[i]!]! += 1;
    }
    for (const on of [...byDay.keys()].sort((a, b) => a - b)) {
      day.push(on);
      counts.push(...byDay.get(on)!);
    }
    from.push(day.length);
  }
  return {
    processes: K,
    days: Math.max(1, Math.ceil(days)),
    starts: Int32Array.from(from),
    day: Int32Array.from(day),
    counts: Float64Array.from(counts),
  };
}

/** Fits the daily form with lags 1 to `lags`; `weights` says how often each cascade counts. */
export function fitDaily(
  daily: DailyCounts,
  lags: number,
  {
    counts: weighing,
    from,
    maxIterations = 500,
    tolerance = 1e-4,
  }: {
    counts?: ArrayLike<number> | undefined;
    from?: DailyFit | undefined;
    maxIterations?: number;
    tolerance?: number;
  } = {},
): DailyFit {
  if (!Number.isInteger(lags) || lags < 1) throw new RangeError(`the delay cannot be of 1 to ${lags} days`);
  const { processes: K, days, starts, day, counts } = daily;
  let weights = from?.weights ?? new Float64Array(K * K).fill(0.5 / K);
  let delays = from?.delays ?? new Float64Array(K * K * lags).fill(1 / lags);
  // Exposure: events of each source with d days left in the window.
  const ahead = new Float64Array(K * lags);
  const events = new Float64Array(K);
  let cascades = 0;
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = weighing === undefined ? 1 : weighing[n]!;
    cascades += count;
    for (let row = starts[n]!; row < starts[n + 1]!; row++)
      for (let s = 0; s < K; s++) {
        events[s]! += count * counts[row * K + s]!;
        for (let d = 1; d <= lags && day[row]! + d < days; d++)
          ahead[s * lags + d - 1]! += count * counts[row * K + s]!;
      }
  }
  let background = from?.background ?? events.map((count) => (0.5 * count + 1e-9) / Math.max(1, cascades * days));
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations += 1;
    const children = new Float64Array(K * K * lags);
    const seeds = new Float64Array(K);
    for (let n = 0; n + 1 < starts.length; n++) {
      const count = weighing === undefined ? 1 : weighing[n]!;
      if (count === 0) continue;
      for (let row = starts[n]!; row < starts[n + 1]!; row++) {
        for (let k = 0; k < K; k++) {
          const found = counts[row * K + k]!;
          if (found === 0) continue;
          const intensity = intensityOf(daily, { weights, delays, background, lags }, starts[n]!, row, k);
          const scale = (count * found) / intensity;
          seeds[k]! += scale * background[k]!;
          for (let before = row - 1; before >= starts[n]! && day[row]! - day[before]! <= lags; before--)
            for (let s = 0; s < K; s++) {
              const pair = (s * K + k) * lags + day[row]! - day[before]! - 1;
              children[pair]! += scale * counts[before * K + s]! * weights[s * K + k]! * delays[pair]!;
            }
        }
      }
    }
    const nextWeights = new Float64Array(K * K);
    const nextDelays = new Float64Array(delays.length);
    for (let s = 0; s < K; s++)
      for (let k = 0; k < K; k++) {
        const pair = (s * K + k) * lags;
        let [total, exposure] = [0, 0];
        for (let d = 0; d < lags; d++) {
          total += children[pair + d]!;
          exposure += delays[pair + d]! * ahead[s * lags + d]!;
        }
        nextWeights[s * K + k] = exposure > 0 ? total / exposure : 0;
        for (let d = 0; d < lags; d++)
          nextDelays[pair + d] = (children[pair + d]! + priorChildren / lags) / (total + priorChildren);
      }
    converged = weights.every((weight, i) => Math.abs(nextWeights[i]! - weight) < tolerance);
    weights = nextWeights;
    delays = nextDelays;
    background = seeds.map((sum) => Math.max(1e-12, sum / Math.max(1, cascades * days)));
  }
  return { weights, delays, background, lags, iterations, converged };
}

/** λ_k on the day of a row, whose cascade begins with row `from`. */
function intensityOf(
  { processes: K, day, counts }: DailyCounts,
  { weights, delays, background, lags }: Pick<DailyFit, 'weights' | 'delays' | 'background' | 'lags'>,
  from: number,
  row: number,
  k: number,
): number {
  let intensity = background[k]!;
  for (let before = row - 1; before >= from && day[row]! - day[before]! <= lags; before--) {
    const lag = day[row]! - day[before]! - 1;
    for (let s = 0; s < K; s++)
      intensity += counts[before * K + s]! * weights[s * K + k]! * delays[(s * K + k) * lags + lag]!;
  }
  return intensity;
}

/** Attributes the events of the daily form as `attribute` does those of continuous time. */
export function attributeDaily(daily: DailyCounts, fit: DailyFit, weighing?: ArrayLike<number>): Attribution {
  const { processes: K, starts, day, counts } = daily;
  const { weights, delays, background: constant, lags } = fit;
  const direct = new Float64Array(K * K);
  const root = new Float64Array(K * K);
  const background = new Float64Array(K);
  const events = new Float64Array(K);
  // Of each day and process: how an event of it goes back to each root.
  const roots = new Float64Array(counts.length * K);
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = weighing === undefined ? 1 : weighing[n]!;
    if (count === 0) continue;
    for (let row = starts[n]!; row < starts[n + 1]!; row++) {
      for (let k = 0; k < K; k++) {
        const found = counts[row * K + k]!;
        if (found === 0) continue;
        const intensity = intensityOf(daily, fit, starts[n]!, row, k);
        const own = (row * K + k) * K;
        const alone = constant[k]! / intensity;
        roots.fill(0, own, own + K);
        roots[own + k]! += alone;
        events[k]! += count * found;
        background[k]! += count * found * alone;
        for (let before = row - 1; before >= starts[n]! && day[row]! - day[before]! <= lags; before--)
          for (let s = 0; s < K; s++) {
            const pair = (s * K + k) * lags + day[row]! - day[before]! - 1;
            const share = (counts[before * K + s]! * weights[s * K + k]! * delays[pair]!) / intensity;
            if (share === 0) continue;
            direct[s * K + k]! += count * found * share;
            for (let r = 0; r < K; r++) roots[own + r]! += share * roots[(before * K + s) * K + r]!;
          }
        for (let r = 0; r < K; r++) root[r * K + k]! += count * found * roots[own + r]!;
      }
    }
  }
  return { direct, root, background, events };
}
