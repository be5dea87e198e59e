/**
 * Multivariate Hawkes processes over many cascades (Hawkes 1971): which events set off which.
 *
 * A cascade is one realisation, observed for `lengths[n]` days. An event of process k in cascade n has the
 * intensity
 *
 *     λ_nk(t) = b_hk · g(t) + Σ_{t_i < t} W[k_i → k] · r · exp(−r (t − t_i))
 *
 * W[s → k], the branching matrix, is the number of events of k that one event of s sets off by itself on
 * average; r is a rate per day (1/r is the mean delay). Both are shared by all cascades. The background b · g
 * is what came from nowhere in the data; `hawkes-background.ts` describes it.
 *
 * Estimation is by expectation maximisation over the parents of events (Veen & Schoenberg 2008), with the
 * background's profile as a histogram (Marsan & Lengliné 2008; Lewis & Mohler 2011). The exponential kernel
 * lets sums over parents be carried along, so a pass takes time proportional to events × processes. Events
 * of one instant are not parents of one another.
 */
import { binsOf, expectedSeeds, exposuresOf, startingBackground, updateBackground } from './hawkes-background.ts';
import type { Background, BackgroundForm, Exposures } from './hawkes-background.ts';

/** Cascades one after the other. */
export interface Cascades {
  readonly processes: number;
  /** First event of each cascade, and one past the last. */
  readonly starts: ArrayLike<number>;
  /** Days since the cascade began to be observed, 0 to its length, rising within a cascade. */
  readonly times: ArrayLike<number>;
  /** Process of each event, 0 to `processes` − 1. */
  readonly kinds: ArrayLike<number>;
  /** Days that each cascade was observed for. */
  readonly lengths: ArrayLike<number>;
}

/** What the model is: everything an event's parents depend on. */
export interface HawkesModel {
  /** W, row-major: a row a source, a column a target. */
  readonly weights: Float64Array;
  /** r, per day. */
  readonly rate: number;
  readonly background: Background;
}

/** A model with how it was found. */
export interface HawkesFit extends HawkesModel {
  readonly iterations: number;
  /** Whether the parameters stood still at the end. */
  readonly converged: boolean;
}

/** How to fit. */
export interface HawkesOptions {
  /** How often each cascade counts; left out: each once. */
  readonly counts?: ArrayLike<number> | undefined;
  /** A model to begin with. */
  readonly from?: HawkesModel | undefined;
  readonly maxIterations?: number;
  /** Greatest change of a weight, and relative change of the rate, at which the estimation ends. */
  readonly tolerance?: number;
}

/** Sums of one pass over the events. */
interface Sums {
  /** Expected children of each source among the events of each target. */
  readonly children: Float64Array;
  /** Expected number of parents, and the sum of the delays behind them, in days. */
  parents: number;
  delays: number;
  /** Σ (1 − exp(−r (length − t))) over the events of each source: how much of its offspring falls into the window. */
  readonly exposure: Float64Array;
  /** Σ (length − t) exp(−r (length − t)) over the events of each source. */
  readonly cut: Float64Array;
  /** Expected background events per home and process, and per bin of the profile. */
  readonly seeds: Float64Array;
  readonly seedsByBin: Float64Array;
  /** Σ log λ over the events. */
  logIntensity: number;
}

/** Bounds of the rate, per day: delays from a minute to the longest window. */
const fastest = 24 * 60;

/** Delays over which a parent is forgotten: exp(−40) is less than a rounding error. */
export const forgotten = 40;

/** Weights below this that were still shrinking when the estimation ended are 0: expectation maximisation nears 0 without end. */
const vanishing = 5e-3;

/**
 * Fits the model. A RangeError where events are out of order or out of their bounds. Steps of expectation
 * maximisation are extrapolated in pairs (SQUAREM, scheme S3 of Varadhan & Roland 2008) where that does not
 * lower the likelihood.
 */
export function fitHawkes(
  cascades: Cascades,
  form: BackgroundForm,
  { counts, from, maxIterations = 500, tolerance = 3e-5 }: HawkesOptions = {},
): HawkesFit {
  checkCascades(cascades);
  const K = cascades.processes;
  const longest = greatest(cascades.lengths);
  const bins = binsOf(cascades, form.edges);
  const exposures = exposuresOf(cascades, form, counts);
  let iterations = 0;
  const step = (model: HawkesModel): Step =>
    maximise(model, expectation(cascades, model, counts, bins), exposures, longest);
  let model: HawkesModel = {
    // A weight of 0 would stay 0.
    weights: from?.weights.map((weight) => Math.max(weight, vanishing)) ?? new Float64Array(K * K).fill(0.5 / K),
    rate: from?.rate ?? startingRate(cascades, longest),
    background: from?.background ?? startingBackground(cascades, form, counts),
  };
  let converged = false;
  for (; iterations < maxIterations && !converged; iterations += 3) {
    const first = step(model);
    const second = step(first.next);
    const reached = extrapolated(model, first.next, second.next);
    const third = step(reached);
    const kept = third.logLikelihood >= second.logLikelihood ? [reached, third.next] : [first.next, second.next];
    converged = change(kept[0]!, kept[1]!) < tolerance;
    model = kept[1]!;
    if (converged) model = { ...model, weights: withoutVanishing(kept[0]!.weights, model.weights) };
  }
  return { ...model, iterations, converged };
}

/** A step of expectation maximisation: where it leads, and the likelihood where it began. */
interface Step {
  readonly next: HawkesModel;
  readonly logLikelihood: number;
}

/** The parameters that the sums of a pass speak for. */
function maximise({ weights, rate, background }: HawkesModel, sums: Sums, exposures: Exposures, longest: number): Step {
  const K = sums.exposure.length;
  const next = new Float64Array(K * K);
  let [cut, compensator] = [0, expectedSeeds(background, exposures)];
  for (let s = 0; s < K; s++) {
    let out = 0;
    for (let k = 0; k < K; k++) {
      next[s * K + k] = sums.exposure[s]! > 0 ? sums.children[s * K + k]! / sums.exposure[s]! : 0;
      out += weights[s * K + k]!;
    }
    cut += out * sums.cut[s]!;
    compensator += out * sums.exposure[s]!;
  }
  const nextRate =
    sums.parents > 0 ? Math.min(fastest, Math.max(1 / longest, sums.parents / (sums.delays + cut))) : rate;
  return {
    next: { weights: next, rate: nextRate, background: updateBackground(background, sums, exposures) },
    logLikelihood: sums.logIntensity - compensator,
  };
}

/** Where two steps lead if they go on as they do; kept positive. */
function extrapolated(zero: HawkesModel, one: HawkesModel, two: HawkesModel): HawkesModel {
  const [a, b, c] = [zero, one, two].map(({ weights, rate, background }) => [
    ...weights,
    Math.log(rate),
    ...background.means,
    ...background.densities,
  ]) as [number[], number[], number[]];
  let [rr, vv] = [0, 0];
  for (const [i, start] of a.entries()) {
    rr += (b[i]! - start) ** 2;
    vv += (c[i]! - 2 * b[i]! + start) ** 2;
  }
  const length = vv > 0 ? Math.max(1, Math.sqrt(rr / vv)) : 1;
  const reached = a.map((start, i) => {
    const ahead = start + 2 * length * (b[i]! - start) + length ** 2 * (c[i]! - 2 * b[i]! + start);
    return i === zero.weights.length ? ahead : Math.max(ahead, 0.1 * c[i]!);
  });
  const { means, densities } = zero.background;
  const at = zero.weights.length + 1;
  return {
    weights: Float64Array.from(reached.slice(0, at - 1)),
    rate: Math.min(fastest, Math.max(two.rate / 4, Math.min(4 * two.rate, Math.exp(reached[at - 1]!)))),
    background: {
      ...two.background,
      means: Float64Array.from(reached.slice(at, at + means.length)),
      densities: Float64Array.from(reached.slice(at + means.length, at + means.length + densities.length)),
    },
  };
}

/** Greatest change of a weight, and relative change of the rate. */
function change(before: HawkesModel, after: HawkesModel): number {
  let most = Math.abs(after.rate / before.rate - 1);
  for (const [i, weight] of after.weights.entries()) most = Math.max(most, Math.abs(weight - before.weights[i]!));
  return most;
}

function withoutVanishing(before: Float64Array, after: Float64Array): Float64Array {
  return after.map((weight, i) => (weight < vanishing && weight < 0.998 * before[i]! ? 0 : weight));
}

/** One pass: expected parents of all events under the parameters. */
function expectation(
  cascades: Cascades,
  { weights, rate, background }: HawkesModel,
  counts: ArrayLike<number> | undefined,
  bins: Uint8Array,
): Sums {
  const { processes: K, starts, times, kinds, lengths } = cascades;
  const { form, densities, means } = background;
  const sums: Sums = {
    children: new Float64Array(K * K),
    parents: 0,
    delays: 0,
    exposure: new Float64Array(K),
    cut: new Float64Array(K),
    seeds: new Float64Array(means.length),
    seedsByBin: new Float64Array(densities.length),
    logIntensity: 0,
  };
  const { children, seeds, seedsByBin, exposure, cut } = sums;
  let [parents, delays, logIntensity] = [0, 0, 0];
  // Σ exp(−r (t − t_i)) and Σ (t − t_i) exp(−r (t − t_i)) over the earlier events of each process.
  const recent = new Float64Array(K);
  const lagged = new Float64Array(K);
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = counts === undefined ? 1 : counts[n]!;
    const from = starts[n]!;
    const to = starts[n + 1]!;
    if (count === 0 || from === to) continue;
    const home = form.afterFirst ? kinds[from]! * K : 0;
    const length = lengths[n]!;
    recent.fill(0);
    lagged.fill(0);
    let last = 0;
    for (let i = from; i < to;) {
      const at = times[i]!;
      const passed = at - last;
      if (passed > 0) {
        const faded = Math.exp(-rate * passed);
        for (let s = 0; s < K; s++) {
          lagged[s] = (lagged[s]! + passed * recent[s]!) * faded;
          recent[s]! *= faded;
        }
      }
      last = at;
      const end = sameInstant(times, i, to);
      for (let j = i; j < end; j++) {
        if (form.afterFirst && j === from) continue;
        const k = kinds[j]!;
        const seed = means[home + k]! * densities[bins[j]!]!;
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        const intensity = seed + rate * set;
        logIntensity += count * Math.log(intensity);
        const alone = intensity > 0 ? (count * seed) / intensity : count;
        seeds[home + k]! += alone;
        seedsByBin[bins[j]!]! += alone;
        if (!(set > 0)) continue;
        const scale = (count * rate) / intensity;
        for (let s = 0; s < K; s++) {
          const share = scale * weights[s * K + k]!;
          const found = share * recent[s]!;
          children[s * K + k]! += found;
          parents += found;
          delays += share * lagged[s]!;
        }
      }
      const ahead = length - at;
      const left = rate * ahead > forgotten ? 0 : Math.exp(-rate * ahead);
      for (let j = i; j < end; j++) {
        const s = kinds[j]!;
        recent[s]! += 1;
        exposure[s]! += count * (1 - left);
        cut[s]! += count * ahead * left;
      }
      i = end;
    }
  }
  sums.parents = parents;
  sums.delays = delays;
  sums.logIntensity = logIntensity;
  return sums;
}

/**
 * Log-likelihood of the cascades, Σ log λ − ∫ λ; in a background after the first event that event is given.
 * −Infinity where an event cannot happen.
 */
export function logLikelihood(cascades: Cascades, model: HawkesModel, counts?: ArrayLike<number>): number {
  const { form } = model.background;
  const sums = expectation(cascades, model, counts, binsOf(cascades, form.edges));
  return maximise(model, sums, exposuresOf(cascades, form, counts), greatest(cascades.lengths)).logLikelihood;
}

/** Cascades on the time since their own first event, observed until the same moment as before. */
export function sinceFirst(cascades: Cascades): Cascades {
  const { starts } = cascades;
  const times = Float64Array.from(cascades.times);
  const lengths = Float64Array.from(cascades.lengths);
  for (let n = 0; n + 1 < starts.length; n++) {
    if (starts[n] === starts[n + 1]) continue;
    const first = times[starts[n]!]!;
    for (let i = starts[n]!; i < starts[n + 1]!; i++) times[i]! -= first;
    lengths[n]! -= first;
  }
  return { ...cascades, times, lengths };
}

/** Largest absolute eigenvalue of a square matrix of nonnegative numbers; below 1 cascades die out. */
export function spectralRadius(matrix: ArrayLike<number>, size: number): number {
  let vector = new Float64Array(size).fill(1 / size);
  let radius = 0;
  // The identity is added, so that a matrix that goes round in circles has one largest eigenvalue.
  for (let step = 0; step < 1000; step++) {
    const next = vector.slice();
    for (let s = 0; s < size; s++) for (let k = 0; k < size; k++) next[s]! += matrix[s * size + k]! * vector[k]!;
    const norm = next.reduce((sum, value) => sum + value, 0);
    const before = radius;
    radius = norm - 1;
    vector = next.map((value) => value / norm);
    if (Math.abs(radius - before) < 1e-12) break;
  }
  return radius;
}

/** One past the last event of the instant of event `from`. */
export function sameInstant(times: ArrayLike<number>, from: number, to: number): number {
  let end = from + 1;
  while (end < to && times[end] === times[from]) end += 1;
  return end;
}

/** A rate to begin with: one over the median time between events that follow one another. */
function startingRate({ starts, times }: Cascades, longest: number): number {
  const steps: number[] = [];
  for (let n = 0; n + 1 < starts.length; n++)
    for (let i = starts[n]! + 1; i < starts[n + 1]!; i++) steps.push(times[i]! - times[i - 1]!);
  const sorted = Float64Array.from(steps).sort();
  const median = sorted[sorted.length >> 1] ?? longest;
  return Math.min(24, Math.max(2 / longest, 1 / Math.max(median, 1e-6)));
}

function greatest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most > 0 ? most : 1;
}

function checkCascades({ processes, starts, times, kinds, lengths }: Cascades): void {
  if (lengths.length + 1 !== starts.length)
    throw new RangeError(`${lengths.length} lengths for ${starts.length - 1} cascades`);
  for (let n = 0; n + 1 < starts.length; n++) {
    let last = 0;
    for (let i = starts[n]!; i < starts[n + 1]!; i++) {
      const at = times[i]!;
      if (!(at >= last && at <= lengths[n]!))
        throw new RangeError(`event ${i} at ${at} is not between ${last} and ${lengths[n]} days`);
      if (!(kinds[i]! < processes)) throw new RangeError(`event ${i} is of process ${kinds[i]} of ${processes}`);
      last = at;
    }
  }
}
