/** The values and winners of every baseline of association, from the counts k(n,e). */
import { UserError } from '../errors.ts';
import { columnTotals, npmiOwn, npmiReleased, rawShare, releasedConstants } from '../kernels/association.ts';
import { scaledCounts, smoothedCounts } from '../kernels/association.ts';
import { baselines } from '../kernels/association-draws.ts';
import type { Baseline, Surroundings } from '../kernels/association-draws.ts';
import { logOdds } from '../kernels/log-odds.ts';
import { winners } from '../kernels/winners.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { MeasureOptions } from './measure.ts';

/** One baseline in one counting. */
export interface Measured {
  readonly baseline: Baseline;
  /** Row-major as the counts; undefined where the baseline cannot be taken. */
  readonly values: Float64Array | undefined;
  /** 1 where an ecosystem wins a narrative. */
  readonly winners: Uint8Array;
}

/** One counting: what surrounds each narrative, and the baselines. */
export interface MeasuredCounting {
  readonly surroundings: Surroundings;
  readonly baselines: readonly Measured[];
}

/** Measures one counting. */
export function measureBaselines(counts: Counts, counting: Counting, options: MeasureOptions): MeasuredCounting {
  const k = counts.k[counting];
  const columns = counts.ecosystems.length;
  const reference = referenceOf(counts, options.reference);
  const narratives = counts.narratives.filter(({ matched }) => matched).length;
  const prior = options.prior ?? Math.max(1, narratives);
  const smoothed = smoothedCounts(k, columns, options.smoothing);
  const constants = releasedConstants(k, columns, reference);
  const values: Record<Baseline, Float64Array | undefined> = {
    raw: rawShare(smoothed, columns),
    npmi_own: npmiOwn(smoothed, columns),
    npmi_released: constants === undefined ? undefined : npmiReleased(k, columns, constants),
    log_odds: logOdds(k, columns, prior),
  };
  return {
    surroundings: { totals: columnTotals(k, columns), narratives, smoothing: options.smoothing, reference, prior },
    baselines: baselines.map((baseline) => {
      // Values of the released variant may be cut; its scaled counts never are.
      const ranked =
        baseline === 'npmi_released' && constants !== undefined
          ? scaledCounts(k, columns, constants)
          : values[baseline];
      return {
        baseline,
        values: values[baseline],
        winners: ranked === undefined ? new Uint8Array(k.length) : winners(ranked, k, columns),
      };
    }),
  };
}

/**
 * Column of the reference ecosystem: the one asked for, else `chinese`, else the one with the fewest
 * matches, the first by name of several; one without any match is only taken where it was asked for.
 */
function referenceOf({ ecosystems, k }: Counts, wanted: string | undefined): number {
  if (wanted !== undefined) {
    const place = ecosystems.indexOf(wanted);
    if (place >= 0) return place;
    throw new UserError(
      `measure.reference is ${JSON.stringify(wanted)}, but no article in scope is of that ecosystem`,
      {
        hint: `the ecosystems are ${ecosystems.join(', ')}`,
      },
    );
  }
  const totals = columnTotals(k.copies, ecosystems.length);
  const chinese = ecosystems.indexOf('chinese');
  if (chinese >= 0 && totals[chinese]! > 0) return chinese;
  let fewest = -1;
  for (const [place, total] of totals.entries()) {
    if (total > 0 && (fewest < 0 || total < totals[fewest]!)) fewest = place;
  }
  return Math.max(0, fewest);
}
