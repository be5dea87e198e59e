/**
 * Multivariate Hawkes processes over many cascades (Hawkes 1971): which events set off which.
 *
 * A cascade is one realisation over the days [0, length]. In cascade n an event of process k happens with
 * intensity
 *
 *     λ_nk(t) = b_nk / length + Σ_{t_i < t} W[k_i → k] · r · exp(−r (t − t_i))
 *
 * W[s → k], the branching matrix, is the number of events of k that one event of s sets off by itself on
 * average; W and the rate r (per day; 1/r is the mean delay) are shared by all cascades. b_nk is the number
 * of events of k that came from nowhere in the data; each has a gamma prior over the cascades whose mean
 * and shape are estimated too, since one cascade says little about its own.
 *
 * Estimation is by expectation maximisation over the parents of events (Veen & Schoenberg 2008; Zhou, Zha
 * & Song 2013). The exponential kernel lets sums over parents be carried along, so a pass takes time
 * proportional to events × processes. Events of one instant are not parents of one another.
 */

/** Cascades one after the other. */
export interface Cascades {
  readonly processes: number;
  /** Days that each cascade was observed for. */
  readonly length: number;
  /** First event of each cascade, and one past the last. */
  readonly starts: ArrayLike<number>;
  /** Days since the beginning, 0 to `length`, rising within a cascade. */
  readonly times: ArrayLike<number>;
  /** Process of each event, 0 to `processes` − 1. */
  readonly kinds: ArrayLike<number>;
}

/** Estimated parameters. */
export interface HawkesFit {
  /** W, row-major: a row a source, a column a target. */
  readonly weights: Float64Array;
  /** r, per day. */
  readonly rate: number;
  /** b_nk, row-major: a row a cascade. */
  readonly backgrounds: Float64Array;
  /** Mean and shape of the gamma prior of the backgrounds of each process. */
  readonly priors: { readonly means: Float64Array; readonly shapes: Float64Array };
  readonly iterations: number;
  /** Whether the parameters stood still at the end. */
  readonly converged: boolean;
}

export interface HawkesOptions {
  /** Cascades and how often each counts; left out: each once. */
  readonly weights?: ArrayLike<number>;
  /** Parameters to begin with. */
  readonly from?: Pick<HawkesFit, 'weights' | 'rate' | 'priors'>;
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
}

/** Bounds of the shape of the prior of backgrounds: from very unlike to all alike. */
const shapes = { least: 0.05, most: 100 } as const;

/** Fits the model. A RangeError where events are out of order or out of their bounds. */
export function fitHawkes(
  cascades: Cascades,
  { weights: counts, from, maxIterations = 500, tolerance = 1e-4 }: HawkesOptions = {},
): HawkesFit {
  checkCascades(cascades);
  const { processes: K, length } = cascades;
  const N = cascades.starts.length - 1;
  const events = eventsOf(cascades, counts);
  const total = sumOf(counts, N);
  let weights = from?.weights.slice() ?? new Float64Array(K * K).fill(0.5 / K);
  let rate = from?.rate ?? startingRate(cascades);
  const means = from?.priors.means.slice() ?? events.map((count) => Math.max(1e-9, (0.5 * count) / Math.max(1, total)));
  const shape = from?.priors.shapes.slice() ?? new Float64Array(K).fill(1);
  const backgrounds = new Float64Array(N * K);
  for (let n = 0; n < N; n++) backgrounds.set(means, n * K);
  const found = new Float64Array(N * K);
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations += 1;
    const sums = expectation(cascades, { weights, rate, backgrounds }, counts, found);
    const next = new Float64Array(K * K);
    let cut = 0;
    for (let s = 0; s < K; s++) {
      let out = 0;
      for (let k = 0; k < K; k++) {
        next[s * K + k] = sums.exposure[s]! > 0 ? sums.children[s * K + k]! / sums.exposure[s]! : 0;
        out += weights[s * K + k]!;
      }
      cut += out * sums.cut[s]!;
    }
    const nextRate =
      sums.parents > 0 ? clamp(sums.parents / (sums.delays + cut), 1 / length, 24 * 60) : rate;
    updateBackgrounds({ found, backgrounds, means, shapes: shape }, counts, K);
    converged = Math.abs(nextRate / rate - 1) < tolerance;
    for (let i = 0; i < K * K; i++) converged &&= Math.abs(next[i]! - weights[i]!) < tolerance;
    weights = next;
    rate = nextRate;
  }
  return { weights, rate, backgrounds, priors: { means, shapes: shape }, iterations, converged };
}

/** One pass: expected parents of all events under the parameters; `found` takes the background events per cascade. */
function expectation(
  { processes: K, length, starts, times, kinds }: Cascades,
  { weights, rate, backgrounds }: Pick<HawkesFit, 'weights' | 'rate' | 'backgrounds'>,
  counts: ArrayLike<number> | undefined,
  found: Float64Array,
): Sums {
  const sums: Sums = {
    children: new Float64Array(K * K),
    parents: 0,
    delays: 0,
    exposure: new Float64Array(K),
    cut: new Float64Array(K),
  };
  // Σ exp(−r (t − t_i)) and Σ (t − t_i) exp(−r (t − t_i)) over the earlier events of each process.
  const recent = new Float64Array(K);
  const lagged = new Float64Array(K);
  found.fill(0);
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = counts === undefined ? 1 : counts[n]!;
    if (count === 0) continue;
    const to = starts[n + 1]!;
    recent.fill(0);
    lagged.fill(0);
    let last = 0;
    for (let i = starts[n]!; i < to;) {
      const at = times[i]!;
      const passed = at - last;
      const faded = Math.exp(-rate * passed);
      for (let s = 0; s < K; s++) {
        lagged[s] = (lagged[s]! + passed * recent[s]!) * faded;
        recent[s]! *= faded;
      }
      last = at;
      const end = sameInstant(times, i, to);
      for (let j = i; j < end; j++) {
        const k = kinds[j]!;
        const background = backgrounds[n * K + k]! / length;
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        const intensity = background + rate * set;
        if (!(intensity > 0)) {
          found[n * K + k]! += 1;
          continue;
        }
        found[n * K + k]! += background / intensity;
        const scale = (count * rate) / intensity;
        for (let s = 0; s < K; s++) {
          const share = scale * weights[s * K + k]!;
          const children = share * recent[s]!;
          sums.children[s * K + k]! += children;
          sums.parents += children;
          sums.delays += share * lagged[s]!;
        }
      }
      for (let j = i; j < end; j++) {
        const s = kinds[j]!;
        recent[s]! += 1;
        const left = Math.exp(-rate * (length - at));
        sums.exposure[s]! += count * (1 - left);
        sums.cut[s]! += count * (length - at) * left;
      }
      i = end;
    }
  }
  return sums;
}

/** Backgrounds given the background events found, and the prior they come from (means and shapes by moments). */
function updateBackgrounds(
  {
    found,
    backgrounds,
    means,
    shapes: shape,
  }: { found: Float64Array; backgrounds: Float64Array; means: Float64Array; shapes: Float64Array },
  counts: ArrayLike<number> | undefined,
  K: number,
): void {
  const N = found.length / K;
  const total = Math.max(1, sumOf(counts, N));
  for (let k = 0; k < K; k++) {
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < N; n++) {
      const count = counts === undefined ? 1 : counts[n]!;
      sum += count * found[n * K + k]!;
      squares += count * found[n * K + k]! ** 2;
    }
    const mean = Math.max(1e-9, sum / total);
    const surplus = squares / total - mean * mean - mean;
    means[k] = mean;
    shape[k] = surplus > 0 ? clamp((mean * mean) / surplus, shapes.least, shapes.most) : shapes.most;
    for (let n = 0; n < N; n++) backgrounds[n * K + k] = (found[n * K + k]! + shape[k]!) / (1 + shape[k]! / mean);
  }
}

/** What the fitted model says about who set off the events. */
export interface Attribution {
  /** Expected events of each target that an event of each source set off itself; row-major. */
  readonly direct: Float64Array;
  /** Expected events of each target whose chain began with a background event of each source; row-major. */
  readonly root: Float64Array;
  /** Expected background events of each process. */
  readonly background: Float64Array;
  /** Events of each process. */
  readonly events: Float64Array;
}

/** Attributes events to the processes that set them off. `direct` and `background` add up to the events, and so does `root`. */
export function attribute(
  cascades: Cascades,
  { weights, rate, backgrounds }: Pick<HawkesFit, 'weights' | 'rate' | 'backgrounds'>,
): Attribution {
  const { processes: K, length, starts, times, kinds } = cascades;
  const direct = new Float64Array(K * K);
  const root = new Float64Array(K * K);
  const background = new Float64Array(K);
  const recent = new Float64Array(K);
  // Row s: of the faded events of process s, how much goes back to each root.
  const origins = new Float64Array(K * K);
  for (let n = 0; n + 1 < starts.length; n++) {
    const to = starts[n + 1]!;
    recent.fill(0);
    origins.fill(0);
    let last = 0;
    for (let i = starts[n]!; i < to;) {
      const at = times[i]!;
      const faded = Math.exp(-rate * (at - last));
      for (let s = 0; s < K; s++) recent[s]! *= faded;
      for (let s = 0; s < K * K; s++) origins[s]! *= faded;
      last = at;
      const end = sameInstant(times, i, to);
      const fresh: { kind: number; roots: Float64Array }[] = [];
      for (let j = i; j < end; j++) {
        const k = kinds[j]!;
        const own = backgrounds[n * K + k]! / length;
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        const intensity = own + rate * set;
        const roots = new Float64Array(K);
        const alone = intensity > 0 ? own / intensity : 1;
        background[k]! += alone;
        roots[k]! += alone;
        for (let s = 0; s < K && intensity > 0; s++) {
          const share = (rate * weights[s * K + k]!) / intensity;
          direct[s * K + k]! += share * recent[s]!;
          for (let r = 0; r < K; r++) roots[r]! += share * origins[s * K + r]!;
        }
        for (let r = 0; r < K; r++) root[r * K + k]! += roots[r]!;
        fresh.push({ kind: k, roots });
      }
      for (const { kind, roots } of fresh) {
        recent[kind]! += 1;
        for (let r = 0; r < K; r++) origins[kind * K + r]! += roots[r]!;
      }
      i = end;
    }
  }
  return { direct, root, background, events: eventsOf(cascades, undefined) };
}

/**
 * Residuals of each process by time rescaling (Ogata 1988): the cascades are laid end to end on the scale of
 * the expected number of events; there the waits are exponential with mean 1 if the model holds. Gives the
 * waits of each process in the order they come.
 */
export function rescaledWaits(
  { processes: K, length, starts, times, kinds }: Cascades,
  { weights, rate, backgrounds }: Pick<HawkesFit, 'weights' | 'rate' | 'backgrounds'>,
): number[][] {
  const waits: number[][] = Array.from({ length: K }, () => []);
  const waiting = new Float64Array(K);
  const recent = new Float64Array(K);
  for (let n = 0; n + 1 < starts.length; n++) {
    const to = starts[n + 1]!;
    recent.fill(0);
    let last = 0;
    const pass = (until: number): void => {
      const passed = until - last;
      const faded = Math.exp(-rate * passed);
      for (let k = 0; k < K; k++) {
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        waiting[k]! += (backgrounds[n * K + k]! * passed) / length + set * (1 - faded);
      }
      for (let s = 0; s < K; s++) recent[s]! *= faded;
      last = until;
    };
    for (let i = starts[n]!; i < to;) {
      pass(times[i]!);
      const end = sameInstant(times, i, to);
      for (let j = i; j < end; j++) {
        waits[kinds[j]!]!.push(waiting[kinds[j]!]!);
        waiting[kinds[j]!] = 0;
      }
      for (let j = i; j < end; j++) recent[kinds[j]!]! += 1;
      i = end;
    }
    pass(length);
  }
  return waits;
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

function sameInstant(times: ArrayLike<number>, from: number, to: number): number {
  let end = from + 1;
  while (end < to && times[end] === times[from]) end += 1;
  return end;
}

/** A rate to begin with: one over the median time between events that follow one another. */
function startingRate({ starts, times, length }: Cascades): number {
  const steps: number[] = [];
  for (let n = 0; n + 1 < starts.length; n++)
    for (let i = starts[n]! + 1; i < starts[n + 1]!; i++) steps.push(times[i]! - times[i - 1]!);
  steps.sort((a, b) => a - b);
  const median = steps[steps.length >> 1] ?? length;
  return clamp(1 / Math.max(median, 1e-6), 2 / length, 24);
}

function eventsOf({ processes, starts, kinds }: Cascades, counts: ArrayLike<number> | undefined): Float64Array {
  const events = new Float64Array(processes);
  for (let n = 0; n + 1 < starts.length; n++)
    for (let i = starts[n]!; i < starts[n + 1]!; i++) events[kinds[i]!]! += counts === undefined ? 1 : counts[n]!;
  return events;
}

function sumOf(counts: ArrayLike<number> | undefined, size: number): number {
  if (counts === undefined) return size;
  let sum = 0;
  for (let n = 0; n < size; n++) sum += counts[n]!;
  return sum;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function checkCascades({ processes, length, starts, times, kinds }: Cascades): void {
  if (!(length > 0)) throw new RangeError(`cascades cannot be observed for ${length} days`);
  for (let n = 0; n + 1 < starts.length; n++) {
    let last = 0;
    for (let i = starts[n]!; i < starts[n + 1]!; i++) {
      const at = times[i]!;
      if (!(at >= last && at <= length))
        throw new RangeError(`event ${i} at ${at} is not between ${last} and ${length} days`);
      if (!(kinds[i]! < processes)) throw new RangeError(`event ${i} is of process ${kinds[i]!} of ${processes}`);
      last = at;
    }
  }
}
