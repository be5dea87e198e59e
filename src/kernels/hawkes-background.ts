/**
 * The background of the processes in `hawkes.ts`: events that nothing in the data set off.
 *
 * Two forms. `steady`: each process has one constant rate, the same in every cascade, over the whole window.
 * `onset`: the first event of a cascade is given, and further background events follow it with the density
 * g of the time since then, a histogram shared by all cascades, and with a mean number b_hk that depends on
 * the process h of the first event and on their own process k. A narrative is taken up independently by
 * several of those near its origin within the first days; taken as constant, such starts look like
 * offspring of one another (`eval/hawkes.ts` measures by how much). Each b_hk has a gamma prior worth
 * half a cascade around the mean over all h, so that a rare origin borrows from the others.
 */
import type { Cascades } from './hawkes.ts';

/** What kind of background it is. */
export interface BackgroundForm {
  /** Whether the first event of each cascade is given, and time counts from it. */
  readonly afterFirst: boolean;
  /** Edges of the bins of g, in days, rising from 0 to the longest length. */
  readonly edges: Float64Array;
}

/** A background with its parameters. */
export interface Background {
  readonly form: BackgroundForm;
  /** g per bin, per day; over all bins it integrates to 1. */
  readonly densities: Float64Array;
  /** b_hk, row-major: a row a process of the first event; a single row where the form is not after the first. */
  readonly means: Float64Array;
  /** Part of the cascades whose first event is of each process; 0 to 1. */
  readonly firsts: Float64Array;
}

/** Days that cascades were observed for: per home and bin, how often each cascade counts included. */
export interface Exposures {
  readonly days: Float64Array;
  /** Cascades per home. */
  readonly cascades: Float64Array;
}

/** Cascades that the prior of a mean is worth. */
const priorCascades = 0.5;

/** The constant form for cascades of this many days. */
export function steadyForm(days: number): BackgroundForm {
  return { afterFirst: false, edges: Float64Array.of(0, days) };
}

/**
 * The form after the first event, for cascades on the time since it (`sinceFirst`), with at most `bins` bins
 * that hold equally many events each.
 */
export function onsetForm({ starts, times, lengths }: Cascades, bins = 8): BackgroundForm {
  const since: number[] = [];
  let longest = 0;
  for (let n = 0; n + 1 < starts.length; n++) {
    longest = Math.max(longest, lengths[n]!);
    for (let i = starts[n]! + 1; i < starts[n + 1]!; i++) since.push(times[i]!);
  }
  const sorted = Float64Array.from(since).sort();
  const edges = [0];
  for (let bin = 1; bin < bins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / bins)];
    // Bins of less than a quarter of a minute would only tell how times are rounded.
    if (edge !== undefined && edge > edges.at(-1)! * 1.001 + 1e-4 && edge < longest) edges.push(edge);
  }
  edges.push(Math.max(longest, 1e-3) * (1 + 1e-9));
  return { afterFirst: true, edges: Float64Array.from(edges) };
}

/** Bin of each event. */
export function binsOf({ times }: Cascades, edges: Float64Array): Uint8Array {
  const bins = new Uint8Array(times.length);
  if (edges.length > 2) for (let i = 0; i < bins.length; i++) bins[i] = binOf(edges, times[i]!);
  return bins;
}

/** The bin a time falls into; times beyond the edges are in the first or the last. */
export function binOf(edges: Float64Array, time: number): number {
  let bin = 0;
  while (bin + 2 < edges.length && time >= edges[bin + 1]!) bin += 1;
  return bin;
}

/** Days of each bin that the cascades of each home were observed for. */
export function exposuresOf(
  { processes: K, starts, kinds, lengths }: Cascades,
  { afterFirst, edges }: BackgroundForm,
  counts: ArrayLike<number> | undefined,
): Exposures {
  const bins = edges.length - 1;
  const homes = afterFirst ? K : 1;
  const days = new Float64Array(homes * bins);
  const cascades = new Float64Array(homes);
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = counts === undefined ? 1 : counts[n]!;
    if (count === 0 || (afterFirst && starts[n] === starts[n + 1])) continue;
    const home = afterFirst ? kinds[starts[n]!]! : 0;
    cascades[home]! += count;
    for (let bin = 0; bin < bins && edges[bin]! < lengths[n]!; bin++)
      days[home * bins + bin]! += count * (Math.min(lengths[n]!, edges[bin + 1]!) - edges[bin]!);
  }
  return { days, cascades };
}

/** Half of the events as background, evenly over the bins. */
export function startingBackground(
  cascades: Cascades,
  form: BackgroundForm,
  counts: ArrayLike<number> | undefined,
): Background {
  const { processes: K, starts, kinds } = cascades;
  const bins = form.edges.length - 1;
  const events = new Float64Array(K);
  let total = 0;
  for (let n = 0; n + 1 < starts.length; n++) {
    const count = counts === undefined ? 1 : counts[n]!;
    total += count;
    for (let i = starts[n]! + (form.afterFirst ? 1 : 0); i < starts[n + 1]!; i++) events[kinds[i]!]! += count;
  }
  const densities = new Float64Array(bins);
  for (let bin = 0; bin < bins; bin++) densities[bin] = 1 / (bins * (form.edges[bin + 1]! - form.edges[bin]!));
  const means = new Float64Array(form.afterFirst ? K * K : K);
  for (let i = 0; i < means.length; i++) means[i] = Math.max(1e-9, (0.5 * events[i % K]!) / Math.max(1, total));
  const firsts = firstsOf(exposuresOf(cascades, form, counts));
  return { form, densities, means, firsts };
}

/** The background that the expected background events of a pass speak for. */
export function updateBackground(
  { form, densities, means }: Background,
  { seeds, seedsByBin }: { readonly seeds: Float64Array; readonly seedsByBin: Float64Array },
  exposures: Exposures,
): Background {
  const bins = densities.length;
  const homes = exposures.cascades.length;
  const K = means.length / homes;
  // Expected background events of a home per unit of its means, and of all homes together.
  const units = new Float64Array(homes);
  for (let home = 0; home < homes; home++)
    for (let bin = 0; bin < bins; bin++) units[home]! += densities[bin]! * exposures.days[home * bins + bin]!;
  const all = units.reduce((sum, unit) => sum + unit, 0);
  const cascades = exposures.cascades.reduce((sum, count) => sum + count, 0);
  const prior = homes > 1 ? (priorCascades * all) / Math.max(1, cascades) : 0;
  const nextMeans = new Float64Array(means.length);
  for (let k = 0; k < K; k++) {
    let sum = 0;
    for (let home = 0; home < homes; home++) sum += seeds[home * K + k]!;
    const overall = sum / Math.max(1e-12, all);
    for (let home = 0; home < homes; home++)
      nextMeans[home * K + k] = Math.max(
        1e-9,
        (seeds[home * K + k]! + prior * overall) / Math.max(1e-12, units[home]! + prior),
      );
  }
  if (bins === 1) return { form, densities, means: nextMeans, firsts: firstsOf(exposures) };
  const next = new Float64Array(bins);
  let integral = 0;
  for (let bin = 0; bin < bins; bin++) {
    let expected = 0;
    for (let home = 0; home < homes; home++) {
      let mean = 0;
      for (let k = 0; k < K; k++) mean += nextMeans[home * K + k]!;
      expected += mean * exposures.days[home * bins + bin]!;
    }
    next[bin] = expected > 0 ? seedsByBin[bin]! / expected : 0;
    integral += next[bin]! * (form.edges[bin + 1]! - form.edges[bin]!);
  }
  if (!(integral > 0)) return { form, densities, means: nextMeans, firsts: firstsOf(exposures) };
  return {
    form,
    densities: next.map((density) => density / integral),
    means: nextMeans.map((mean) => mean * integral),
    firsts: firstsOf(exposures),
  };
}

/** Expected background events of all cascades. */
export function expectedSeeds({ densities, means }: Background, { days, cascades }: Exposures): number {
  const K = means.length / cascades.length;
  let sum = 0;
  for (const [place, mean] of means.entries()) {
    const row = Math.floor(place / K) * densities.length;
    for (const [bin, density] of densities.entries()) sum += mean * density * days[row + bin]!;
  }
  return sum;
}

/** ∫ g from 0 to `until`, 0 to 1. */
export function profileUntil({ form: { edges }, densities }: Background, until: number): number {
  let sum = 0;
  for (let bin = 0; bin < densities.length && edges[bin]! < until; bin++)
    sum += densities[bin]! * (Math.min(until, edges[bin + 1]!) - edges[bin]!);
  return sum;
}

function firstsOf({ cascades }: Exposures): Float64Array {
  const total = cascades.reduce((sum, count) => sum + count, 0);
  return cascades.map((count) => (total > 0 ? count / total : 1 / cascades.length));
}
