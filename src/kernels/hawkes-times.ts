/**
 * Times that are only known as intervals, for the processes in `hawkes.ts`: drawn within the interval,
 * either evenly or given the other events and a fitted model.
 *
 * The second kind is data augmentation (Tanner & Wong 1987) over parents and times, as in Bayesian
 * estimation of Hawkes processes (Rasmussen 2013). Given the times, each event's parent is drawn by the parts
 * of its intensity; given the parents, each time is drawn in turn within its interval, after its parent and
 * before its children, where its density is that of an exponential, by a Metropolis step for what remains
 * of the likelihood. Where only some processes have coarse times, even draws shift them against the others;
 * draws given the model do not (`eval/hawkes.ts`).
 */
import { binOf, profileUntil } from './hawkes-background.ts';
import { forgotten, sinceFirst } from './hawkes.ts';
import type { Cascades, HawkesModel } from './hawkes.ts';
import type { Random } from './random.ts';

/** Events with their intervals, in days since the window begins. */
export interface TimedEvents {
  readonly processes: number;
  /** First event of each cascade, and one past the last. */
  readonly starts: Int32Array;
  readonly kinds: Uint16Array;
  readonly earliest: Float64Array;
  /** Exclusive, except where it equals `earliest`. */
  readonly latest: Float64Array;
  /** Days that all cascades were observed for, at least the greatest of `latest`. */
  readonly days: number;
}

/** A time for each event, drawn evenly within its interval. */
export function drawEvenly({ earliest, latest }: TimedEvents, random: Random): Float64Array {
  return Float64Array.from(earliest, (low, i) => low + random.uniform() * (latest[i]! - low));
}

/** The cascades that these times make, in the order of the times; on the time since the first event of each if asked for. */
export function cascadesAt(events: TimedEvents, times: Float64Array, afterFirst: boolean): Cascades {
  const { processes, starts, kinds, days } = events;
  const sortedTimes = new Float64Array(times.length);
  const sortedKinds = new Uint16Array(times.length);
  const order = orderOf(starts, times);
  for (let i = 0; i < order.length; i++) {
    sortedTimes[i] = times[order[i]!]!;
    sortedKinds[i] = kinds[order[i]!]!;
  }
  const lengths = new Float64Array(starts.length - 1).fill(days);
  const cascades: Cascades = { processes, starts, times: sortedTimes, kinds: sortedKinds, lengths };
  return afterFirst ? sinceFirst(cascades) : cascades;
}

/** Places of the events in the order of their times within each cascade; ties keep their order. */
function orderOf(starts: Int32Array, times: Float64Array): Int32Array {
  const order = Int32Array.from(times, (_, i) => i);
  for (let n = 0; n + 1 < starts.length; n++) sortByTime(order, starts[n]!, starts[n + 1]!, times);
  return order;
}

/** Sorts order[from … to) by time: by insertion where there are few or they are nearly in order. */
function sortByTime(order: Int32Array, from: number, to: number, times: Float64Array): void {
  if (to - from > 64) {
    order.subarray(from, to).sort((a, b) => times[a]! - times[b]! || a - b);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const moving = order[i]!;
    const at = times[moving]!;
    let place = i;
    while (place > from && times[order[place - 1]!]! > at) {
      order[place] = order[place - 1]!;
      place -= 1;
    }
    order[place] = moving;
  }
}

/** Events whose interval is wider than this part of the mean delay are drawn given the model. */
const coarse = 0.02;

/** Draws times given a model again and again; the state of one chain. */
export class TimeSampler {
  readonly #events: TimedEvents;
  readonly #random: Random;
  /** Current time of each event. */
  readonly times: Float64Array;
  readonly #order: Int32Array;
  readonly #parent: Int32Array;
  /** Children of an event as a linked list. */
  readonly #firstChild: Int32Array;
  readonly #nextChild: Int32Array;
  readonly #children: Int32Array;

  /** Begins with these times, each within its interval. */
  constructor(events: TimedEvents, times: Float64Array, random: Random) {
    this.#events = events;
    this.#random = random;
    this.times = times;
    this.#order = orderOf(events.starts, times);
    this.#parent = new Int32Array(times.length);
    this.#firstChild = new Int32Array(times.length);
    this.#nextChild = new Int32Array(times.length);
    this.#children = new Int32Array(times.length);
  }

  /** Whether any event has an interval wide enough to be drawn. */
  static needed({ earliest, latest }: TimedEvents, rate: number): boolean {
    return earliest.some((low, i) => (latest[i]! - low) * rate > coarse);
  }

  /** Draws parents and times of every cascade with a coarse time, `sweeps` times. */
  sweep(model: HawkesModel, sweeps: number): void {
    const { starts, earliest, latest } = this.#events;
    for (let n = 0; n + 1 < starts.length; n++) {
      const [from, to] = [starts[n]!, starts[n + 1]!];
      let any = false;
      for (let i = from; i < to && !any; i++) any = (latest[i]! - earliest[i]!) * model.rate > coarse;
      if (!any) continue;
      for (let sweep = 0; sweep < sweeps; sweep++) {
        sortByTime(this.#order, from, to, this.times);
        this.#drawParents(model, from, to);
        this.#drawTimes(model, from, to);
      }
    }
  }

  #drawParents({ weights, rate, background: { form, densities, means } }: HawkesModel, from: number, to: number): void {
    const { processes: K, kinds } = this.#events;
    const [order, times] = [this.#order, this.times];
    this.#firstChild.fill(-1, from, to);
    this.#children.fill(0, from, to);
    const recent = new Float64Array(K);
    const first = order[from]!;
    const origin = form.afterFirst ? times[first]! : 0;
    const home = form.afterFirst ? kinds[first]! * K : 0;
    let last = times[first]!;
    for (let place = from; place < to; place++) {
      const i = order[place]!;
      const at = times[i]!;
      const faded = Math.exp(-rate * (at - last));
      for (let s = 0; s < K; s++) recent[s]! *= faded;
      last = at;
      const k = kinds[i]!;
      this.#parent[i] = -1;
      if (place > from) {
        const seed = means[home + k]! * densities[binOf(form.edges, at - origin)]!;
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        let left = this.#random.uniform() * (seed + rate * set) - seed;
        if (left > 0 && set > 0) {
          let s = 0;
          while (s < K - 1 && left > rate * weights[s * K + k]! * recent[s]!) {
            left -= rate * weights[s * K + k]! * recent[s]!;
            s += 1;
          }
          const weight = rate * weights[s * K + k]!;
          for (let before = place - 1; before >= from && rate * (at - times[order[before]!]!) < forgotten; before--) {
            const candidate = order[before]!;
            if (kinds[candidate] !== s) continue;
            this.#parent[i] = candidate;
            left -= weight * Math.exp(-rate * (at - times[candidate]!));
            if (left <= 0) break;
          }
        }
      }
      this.#link(i);
      recent[k]! += 1;
    }
  }

  #link(i: number): void {
    const parent = this.#parent[i]!;
    if (parent < 0) return;
    this.#nextChild[i] = this.#firstChild[parent]!;
    this.#firstChild[parent] = i;
    this.#children[parent]! += 1;
  }

  #drawTimes(model: HawkesModel, from: number, to: number): void {
    const { processes: K, kinds, earliest, latest, days } = this.#events;
    const { weights, rate, background } = model;
    const times = this.times;
    const random = this.#random;
    let first = this.#order[from]!;
    for (let i = from; i < to; i++) {
      if ((latest[i]! - earliest[i]!) * rate <= coarse) continue;
      const parent = this.#parent[i]!;
      const low = parent < 0 ? earliest[i]! : Math.max(earliest[i]!, times[parent]!);
      let high = latest[i]!;
      for (let child = this.#firstChild[i]!; child >= 0; child = this.#nextChild[child]!)
        high = Math.min(high, times[child]!);
      if (!(high > low)) continue;
      const slope = rate * (this.#children[i]! - (parent < 0 ? 0 : 1));
      const [before, after] = [times[i]!, low + drawExponential(random.uniform(), slope, high - low)];
      let out = 0;
      for (let k = 0; k < K; k++) out += weights[kinds[i]! * K + k]!;
      let change = out * (Math.exp(-rate * (days - after)) - Math.exp(-rate * (days - before)));
      times[i] = after;
      let next = first;
      if (parent < 0 && background.form.afterFirst) {
        if (i !== first && after >= times[first]!) {
          const origin = times[first]!;
          change += logDensity(background, after - origin) - logDensity(background, before - origin);
        } else {
          times[i] = before;
          const old = this.#logRoots(background, first, from, to);
          times[i] = after;
          next = this.#firstRoot(from, to);
          change += this.#logRoots(background, next, from, to) - old;
        }
      }
      if (Math.log(1 - random.uniform()) <= change) first = next;
      else times[i] = before;
    }
  }

  /** The root that comes first. */
  #firstRoot(from: number, to: number): number {
    let first = -1;
    for (let i = from; i < to; i++)
      if (this.#parent[i]! < 0 && (first < 0 || this.times[i]! < this.times[first]!)) first = i;
    return first;
  }

  /** Log-density of the roots of a cascade, of which `first` is the first. */
  #logRoots(background: HawkesModel['background'], first: number, from: number, to: number): number {
    const { processes: K, kinds, days } = this.#events;
    const { means, firsts } = background;
    const origin = this.times[first]!;
    const home = kinds[first]!;
    let mean = 0;
    for (let k = 0; k < K; k++) mean += means[home * K + k]!;
    let sum = Math.log(firsts[home]!) - mean * profileUntil(background, days - origin);
    for (let i = from; i < to; i++) {
      if (i === first || this.#parent[i]! >= 0) continue;
      sum += Math.log(means[home * K + kinds[i]!]!) + logDensity(background, this.times[i]! - origin);
    }
    return sum;
  }
}

function logDensity({ form, densities }: HawkesModel['background'], time: number): number {
  return Math.log(densities[binOf(form.edges, time)]!);
}

/** A draw from the density ∝ exp(slope · x) on [0, width], from a uniform number. */
function drawExponential(uniform: number, slope: number, width: number): number {
  const reach = slope * width;
  if (Math.abs(reach) < 1e-6) return uniform * width;
  // Written so that neither a steep rise nor a steep fall overflows.
  return reach > 0
    ? width + Math.log(uniform + (1 - uniform) * Math.exp(-reach)) / slope
    : Math.log1p(uniform * Math.expm1(reach)) / slope;
}
