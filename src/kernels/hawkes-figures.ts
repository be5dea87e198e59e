/**
 * Influence after Zannettou et al. (2018), with intervals: how much of each process the others set off, from
 * the fits of `hawkes.ts`.
 *
 *     influence(A → B)  = Σ E[events of B caused by A] / events of B
 *     efficiency(A → B) = Σ E[events of B caused by A] / events of A
 *
 * Intervals resample cascades whole and fit again (Efron 1979), each replicate on one of the imputations in
 * turn, so that they hold the variance between imputations too (Schomaker & Heumann 2018, "MI boot
 * pooled"). Many cascades are resampled fewer at a time, and the spread is scaled by the root of that part
 * (Bickel, Götze & van Zwet 1997).
 */
import type { Attribution } from './hawkes-attribution.ts';
import type { Random } from './random.ts';

/** Figures of every pair of processes, row-major: a row a source, a column a target. */
export interface PairFigures {
  readonly weight: Float64Array;
  readonly influence: Float64Array;
  readonly efficiency: Float64Array;
  readonly influenceRoot: Float64Array;
  readonly efficiencyRoot: Float64Array;
  /** Per target: the part that came from nowhere in the data. */
  readonly background: Float64Array;
}

/** Names of the figures. */
export const figureNames = [
  'weight',
  'influence',
  'efficiency',
  'influenceRoot',
  'efficiencyRoot',
  'background',
] as const satisfies readonly (keyof PairFigures)[];

/** Figures from expected children; NaN where a process has no events. */
export function figuresOf(weights: Float64Array, { direct, root, background, events }: Attribution): PairFigures {
  const K = events.length;
  const perTarget = (of: Float64Array): Float64Array => of.map((sum, i) => sum / events[i % K]!);
  const perSource = (of: Float64Array): Float64Array => of.map((sum, i) => sum / events[Math.floor(i / K)]!);
  return {
    weight: weights.slice(),
    influence: perTarget(direct),
    efficiency: perSource(direct),
    influenceRoot: perTarget(root),
    efficiencyRoot: perSource(root),
    background: background.map((sum, k) => sum / events[k]!),
  };
}

/** The mean of the figures of several imputations. */
export function meanFigures(figures: readonly PairFigures[]): PairFigures {
  return mapFigures((name) =>
    figures[0]![name].map((_, i) => figures.reduce((sum, one) => sum + one[name][i]!, 0) / figures.length),
  );
}

/** Greatest number of cascades in a resample; more would take longer and say the same. */
export const mostResampled = 10_000;

/** How often each of `size` cascades is in a resample of `draws`. */
export function resample(size: number, draws: number, random: Random): Int32Array {
  const counts = new Int32Array(size);
  for (let draw = 0; draw < draws; draw++) counts[random.below(size)]! += 1;
  return counts;
}

/**
 * Intervals that hold 95 % of the replicates (percentiles), widened or narrowed by `scale` around the estimate
 * where resamples are smaller than the data. Not below 0, and shares not above 1; the estimate always lies
 * inside, also where all replicates are on one side of it (such as above a weight of 0).
 */
export function intervals(
  estimate: PairFigures,
  replicates: readonly PairFigures[],
  scale: number,
): { readonly low: PairFigures; readonly high: PairFigures } {
  const bound = (probability: number, outer: (...values: number[]) => number): PairFigures =>
    mapFigures((name) =>
      estimate[name].map((value, i) => {
        const sorted = Float64Array.from(replicates, (one) => one[name][i]!)
          .filter((one) => !Number.isNaN(one))
          .sort();
        if (sorted.length === 0) return NaN;
        const found = quantile(sorted, probability);
        const scaled = scale === 1 ? found : value + scale * (found - value);
        const most = name === 'weight' || name.startsWith('efficiency') ? Infinity : 1;
        return outer(value, Math.min(most, Math.max(0, scaled)));
      }),
    );
  return { low: bound(0.025, Math.min), high: bound(0.975, Math.max) };
}

/** Quantile of sorted values, between neighbours in proportion (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: Float64Array, probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

function mapFigures(make: (name: keyof PairFigures) => Float64Array): PairFigures {
  return Object.fromEntries(figureNames.map((name) => [name, make(name)])) as unknown as PairFigures;
}
