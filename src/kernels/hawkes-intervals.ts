/**
 * Hawkes processes fitted to events whose times are intervals: multiple imputation (Rubin 1987) inside a
 * stochastic EM (Celeux & Diebolt 1985). Times are drawn given the model, the model is fitted a few steps
 * further, and so on; once that has settled, every few draws become one imputation with a fit of its own.
 */
import { onsetForm, steadyForm } from './hawkes-background.ts';
import type { BackgroundForm } from './hawkes-background.ts';
import { cascadesAt, drawEvenly, TimeSampler } from './hawkes-times.ts';
import type { TimedEvents } from './hawkes-times.ts';
import { fitHawkes } from './hawkes.ts';
import type { Cascades, HawkesFit } from './hawkes.ts';
import type { Random } from './random.ts';

/** How intervals are filled and what the background is. */
export interface IntervalOptions {
  readonly background: 'onset' | 'steady';
  /** `model`: times are drawn given the other events and the fit; `even`: evenly within the interval. */
  readonly times: 'model' | 'even';
  readonly imputations: number;
  readonly random: Random;
}

/** One imputation: the cascades its times make, and their fit. */
export interface Imputed {
  readonly cascades: Cascades;
  readonly fit: HawkesFit;
}

/** Rounds of drawing and fitting before imputations are taken, and what happens in a round. */
const settling = { rounds: 25, sweeps: 2, steps: 6 } as const;

/** Sweeps between imputations. */
const between = 6;

/** Rounds of `fitInRounds` at most. */
export function roundsOf({ imputations }: Pick<IntervalOptions, 'imputations'>): number {
  return 1 + settling.rounds + imputations;
}

/** Fits every imputation; one is enough where no interval is wide enough to matter. */
export function fitIntervals(events: TimedEvents, options: IntervalOptions): Imputed[] {
  const rounds = fitInRounds(events, options);
  for (;;) {
    const { done, value } = rounds.next();
    if (done === true) return value;
  }
}

/** The same, giving way after each round of drawing and fitting; there are `roundsOf` rounds at most. */
export function* fitInRounds(events: TimedEvents, options: IntervalOptions): Generator<undefined, Imputed[]> {
  const { background, times: way, imputations, random } = options;
  const afterFirst = background === 'onset';
  const times = drawEvenly(events, random);
  let cascades = cascadesAt(events, times, afterFirst);
  const form: BackgroundForm = afterFirst ? onsetForm(cascades) : steadyForm(events.days);
  let fit = fitHawkes(cascades, form);
  yield;
  if (!TimeSampler.needed(events, fit.rate)) return [{ cascades, fit }];
  const imputed: Imputed[] = [];
  if (way === 'even') {
    for (let m = 0; m < imputations; m++) {
      cascades = m === 0 ? cascades : cascadesAt(events, drawEvenly(events, random), afterFirst);
      fit = fitHawkes(cascades, form, { from: fit });
      imputed.push({ cascades, fit });
      yield;
    }
    return imputed;
  }
  const sampler = new TimeSampler(events, times, random);
  for (let round = 0; round < settling.rounds; round++) {
    sampler.sweep(fit, settling.sweeps);
    cascades = cascadesAt(events, sampler.times, afterFirst);
    fit = fitHawkes(cascades, form, { from: fit, maxIterations: settling.steps });
    yield;
  }
  for (let m = 0; m < imputations; m++) {
    sampler.sweep(fit, between);
    cascades = cascadesAt(events, sampler.times, afterFirst);
    fit = fitHawkes(cascades, form, { from: fit });
    imputed.push({ cascades, fit });
    yield;
  }
  return imputed;
}
