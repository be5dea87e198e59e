/**
 * Who set off what, by a fitted model of `hawkes.ts`: each event is shared out among its possible parents
 * by their part of its intensity (Zannettou et al. 2018 count causes in the same way).
 */
import { binsOf } from './hawkes-background.ts';
import { sameInstant } from './hawkes.ts';
import type { Cascades, HawkesModel } from './hawkes.ts';

/** What the fitted model says about who set off the events. */
export interface Attribution {
  /** Expected events of each target that an event of each source set off itself; row-major. */
  readonly direct: Float64Array;
  /** Expected events of each target whose chain began with a background event of each source; row-major. */
  readonly root: Float64Array;
  /** Expected background events of each process, the given first events among them. */
  readonly background: Float64Array;
  /** Events of each process. */
  readonly events: Float64Array;
}

/**
 * Attributes events to the processes that set them off. `direct` and `background` add up to the events of
 * each target, and so does `root`. `counts` says how often each cascade counts.
 */
export function attribute(
  cascades: Cascades,
  { weights, rate, background: { form, densities, means } }: HawkesModel,
  counts?: ArrayLike<number>,
): Attribution {
  const { processes: K, starts, times, kinds } = cascades;
  const bins = binsOf(cascades, form.edges);
  const direct = new Float64Array(K * K);
  const root = new Float64Array(K * K);
  const background = new Float64Array(K);
  const events = new Float64Array(K);
  const recent = new Float64Array(K);
  // Row s: of the faded events of process s, how much goes back to each root.
  const origins = new Float64Array(K * K);
  // Roots of the events of one instant, which become parents together.
  let fresh = new Float64Array(8 * K);
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = counts === undefined ? 1 : counts[n]!;
    const from = starts[n]!;
    const to = starts[n + 1]!;
    if (count === 0 || from === to) continue;
    const home = form.afterFirst ? kinds[from]! * K : 0;
    recent.fill(0);
    origins.fill(0);
    let last = 0;
    for (let i = from; i < to;) {
      const at = times[i]!;
      const faded = Math.exp(-rate * (at - last));
      for (let s = 0; s < K; s++) recent[s]! *= faded;
      for (let s = 0; s < K * K; s++) origins[s]! *= faded;
      last = at;
      const end = sameInstant(times, i, to);
      if (fresh.length < (end - i) * K) fresh = new Float64Array(2 * (end - i) * K);
      for (let j = i; j < end; j++) {
        const k = kinds[j]!;
        const roots = fresh.subarray((j - i) * K, (j - i + 1) * K);
        roots.fill(0);
        const seed = means[home + k]! * densities[bins[j]!]!;
        let set = 0;
        for (let s = 0; s < K; s++) set += weights[s * K + k]! * recent[s]!;
        const intensity = seed + rate * set;
        const given = (form.afterFirst && j === from) || !(intensity > 0);
        const alone = given ? 1 : seed / intensity;
        events[k]! += count;
        background[k]! += count * alone;
        roots[k]! += alone;
        for (let s = 0; s < K; s++) {
          const share = given ? 0 : (rate * weights[s * K + k]!) / intensity;
          direct[s * K + k]! += count * share * recent[s]!;
          for (let r = 0; r < K; r++) roots[r]! += share * origins[s * K + r]!;
        }
        for (let r = 0; r < K; r++) root[r * K + k]! += count * roots[r]!;
      }
      for (let j = i; j < end; j++) {
        const s = kinds[j]!;
        recent[s]! += 1;
        for (let r = 0; r < K; r++) origins[s * K + r]! += fresh[(j - i) * K + r]!;
      }
      i = end;
    }
  }
  return { direct, root, background, events };
}
