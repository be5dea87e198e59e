/** Estimates of influence with their intervals, in continuous time and by days. */
import { attribute } from '../kernels/hawkes-attribution.ts';
import { attributeDaily, dailyCounts, fitDaily } from '../kernels/hawkes-daily.ts';
import { figuresOf, intervals, meanFigures, mostResampled, resample } from '../kernels/hawkes-figures.ts';
import type { PairFigures } from '../kernels/hawkes-figures.ts';
import { fitInRounds } from '../kernels/hawkes-intervals.ts';
import type { Imputed } from '../kernels/hawkes-intervals.ts';
import { exponentialFit, rescaledWaits, waitQuantiles } from '../kernels/hawkes-residuals.ts';
import type { TimedEvents } from '../kernels/hawkes-times.ts';
import { fitHawkes, logLikelihood, spectralRadius } from '../kernels/hawkes.ts';
import type { Random } from '../kernels/random.ts';

/** What was estimated by one model. */
export interface Estimate {
  readonly figures: PairFigures;
  /** Bounds that hold 95 % of the replicates; undefined without replicates. */
  readonly bounds: { readonly low: PairFigures; readonly high: PairFigures } | undefined;
  readonly spectralRadius: number;
  /** Mean time from an event to one it set off. */
  readonly delayDays: number;
  /** Of the first imputation; NaN for the daily form. */
  readonly logLikelihood: number;
  readonly imputations: number;
  readonly converged: boolean;
  /** Replicates whose estimation had not settled. */
  readonly unsettled: number;
  /** Per process; none for the daily form. */
  readonly residuals: readonly Residuals[];
}

/** Goodness of fit of one process; means over the imputations, the p-value their median. */
export interface Residuals {
  readonly waits: number;
  readonly distance: number;
  readonly pValue: number;
  readonly quantiles: readonly { probability: number; observed: number; expected: number }[];
}

/** How to estimate. */
export interface EstimateRequest {
  readonly background: 'onset' | 'steady';
  readonly times: 'model' | 'even';
  readonly imputations: number;
  readonly bootstrap: number;
  readonly random: Random;
  /** Called after each round of fitting and each replicate; throws to interrupt. */
  readonly onStep: () => Promise<void>;
}

/** Replicates are fitted less finely than the estimate: far finer still than they differ. */
const ofReplicates = 1e-4;

const probabilities = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);

/** Estimates in continuous time. */
export async function estimateContinuous(events: TimedEvents, request: EstimateRequest): Promise<Estimate> {
  const { bootstrap, random, onStep } = request;
  const rounds = fitInRounds(events, request);
  let round = rounds.next();
  for (; round.done !== true; round = rounds.next()) await onStep();
  const imputed = round.value;
  const figures = meanFigures(imputed.map(({ cascades, fit }) => figuresOf(fit.weights, attribute(cascades, fit))));
  const { bounds, unsettled } = await replicate(
    figures,
    events.starts.length - 1,
    bootstrap,
    random,
    onStep,
    (counts, r) => {
      const { cascades, fit } = imputed[r % imputed.length]!;
      const again = fitHawkes(cascades, fit.background.form, { counts, from: fit, tolerance: ofReplicates });
      return [figuresOf(again.weights, attribute(cascades, again, counts)), again.converged];
    },
  );
  const delays = imputed.map(({ fit }) => 1 / fit.rate);
  return {
    figures,
    bounds,
    spectralRadius: spectralRadius(figures.weight, events.processes),
    delayDays: delays.reduce((sum, delay) => sum + delay, 0) / delays.length,
    logLikelihood: logLikelihood(imputed[0]!.cascades, imputed[0]!.fit),
    imputations: imputed.length,
    converged: imputed.every(({ fit }) => fit.converged),
    unsettled,
    residuals: residualsOf(imputed, events.processes),
  };
}

/** Estimates by days, for replication. */
export async function estimateDaily(events: TimedEvents, lags: number, request: EstimateRequest): Promise<Estimate> {
  const { bootstrap, random, onStep } = request;
  const daily = dailyCounts(events);
  const fit = fitDaily(daily, lags);
  await onStep();
  const figures = figuresOf(fit.weights, attributeDaily(daily, fit));
  const { bounds, unsettled } = await replicate(
    figures,
    events.starts.length - 1,
    bootstrap,
    random,
    onStep,
    (counts) => {
      const again = fitDaily(daily, lags, { counts, from: fit });
      return [figuresOf(again.weights, attributeDaily(daily, again, counts)), again.converged];
    },
  );
  let [children, waited] = [0, 0];
  for (const [pair, weight] of fit.weights.entries())
    for (let lag = 1; lag <= lags; lag++) {
      const part = weight * fit.delays[pair * lags + lag - 1]!;
      children += part;
      waited += part * lag;
    }
  return {
    figures,
    bounds,
    spectralRadius: spectralRadius(fit.weights, events.processes),
    delayDays: waited / children,
    logLikelihood: NaN,
    imputations: 1,
    converged: fit.converged,
    unsettled,
    residuals: [],
  };
}

/** Fits again on resampled cascades; an undefined interval where none were asked for. */
async function replicate(
  estimate: PairFigures,
  cascades: number,
  replicates: number,
  random: Random,
  onStep: EstimateRequest['onStep'],
  refit: (counts: Int32Array, replicate: number) => [PairFigures, boolean],
): Promise<Pick<Estimate, 'bounds' | 'unsettled'>> {
  const draws = Math.min(cascades, mostResampled);
  const found: PairFigures[] = [];
  let unsettled = 0;
  for (let r = 0; r < replicates; r++) {
    const [figures, converged] = refit(resample(cascades, draws, random), r);
    found.push(figures);
    if (!converged) unsettled += 1;
    await onStep();
  }
  const bounds = replicates === 0 ? undefined : intervals(estimate, found, Math.sqrt(draws / cascades));
  return { bounds, unsettled };
}

function residualsOf(imputed: readonly Imputed[], processes: number): Residuals[] {
  const all = imputed.map(({ cascades, fit }) => rescaledWaits(cascades, fit));
  return Array.from({ length: processes }, (_, k) => {
    const fits = all.map((waits) => exponentialFit(waits[k]!));
    const quantiles = all.map((waits) => waitQuantiles(waits[k]!, probabilities));
    const sorted = fits.map(({ pValue }) => pValue).sort((a, b) => a - b);
    return {
      waits: all[0]![k]!.length,
      distance: mean(fits.map(({ distance }) => distance)),
      pValue: sorted[sorted.length >> 1]!,
      quantiles: quantiles[0]!.map((row, i) => ({
        ...row,
        observed: mean(quantiles.map((rows) => rows[i]!.observed)),
      })),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
