/**
 * Simulation studies of the estimate of influence: what it finds where the truth is known.
 *
 * - recovery: bias, root mean square error and coverage of the intervals as cascades grow in number, true
 *   zeros apart
 * - background: the forms of the background against independent starts of six kinds
 * - times: times known to the day, of all processes or of two, drawn evenly or given the model
 */
import { fitIntervals } from '../src/kernels/hawkes-intervals.ts';
import { Random } from '../src/kernels/random.ts';
import { estimateContinuous } from '../src/stages/influence-estimate.ts';
import { likeAStudy, simulate, startKinds } from './hawkes-simulate.ts';
import { matrixErrors, mean } from './metrics/matrix.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';

/** Cascades, how many times they are drawn, and replicates behind the intervals. */
const sizes = [
  { cascades: 50, runs: 60, bootstrap: 100 },
  { cascades: 200, runs: 60, bootstrap: 100 },
  { cascades: 1000, runs: 24, bootstrap: 100 },
  { cascades: 5000, runs: 8, bootstrap: 100 },
] as const;

const dayPrecise = { all: new Set([0, 1, 2, 3, 4]), two: new Set([2, 3]) } as const;

/** Simulation studies; they need no data. */
export const hawkes: Evaluator = {
  name: 'hawkes',
  files: [],
  async run({ say }) {
    const figures: Record<string, number> = {};
    for (const { cascades, runs, bootstrap } of sizes) {
      const found = await recovery(cascades, runs, bootstrap);
      say(`  ${cascades} cascades: ${JSON.stringify(found)}`);
      Object.assign(figures, prefixed(`hawkes.recovery_${cascades}`, found));
    }
    const days = await recovery(400, 20, 60, dayPrecise.all);
    say(`  400 cascades, times to the day: ${JSON.stringify(days)}`);
    Object.assign(figures, prefixed('hawkes.recovery_400_days', days));
    for (const kind of startKinds) {
      const found = backgrounds(kind, 1000, 6);
      say(`  starts ${kind}: ${JSON.stringify(found)}`);
      Object.assign(figures, prefixed(`hawkes.starts_${kind}`, found));
    }
    for (const which of ['all', 'two'] as const) {
      const found = coarseTimes(which, 1000, 6);
      say(`  times to the day, ${which}: ${JSON.stringify(found)}`);
      Object.assign(figures, prefixed(`hawkes.days_${which}`, found));
    }
    return { figures };
  },
};

/** Draws cascades again and again and compares weights and intervals with the truth. */
async function recovery(
  cascades: number,
  runs: number,
  bootstrap: number,
  coarse: ReadonlySet<number> = new Set(),
): Promise<Record<string, number>> {
  const { weights } = likeAStudy;
  const errors: number[][] = weights.map(() => []);
  const covered: number[][] = weights.map(() => []);
  for (let run = 0; run < runs; run++) {
    const random = new Random(1000 * cascades + run);
    const { figures, bounds } = await estimateContinuous(simulate(likeAStudy, cascades, random, coarse), {
      background: 'onset',
      times: 'model',
      imputations: 5,
      bootstrap,
      random,
      onStep: async () => {},
    });
    for (const [cell, truth] of weights.entries()) {
      errors[cell]!.push(figures.weight[cell]! - truth);
      covered[cell]!.push(bounds!.low.weight[cell]! <= truth && truth <= bounds!.high.weight[cell]! ? 1 : 0);
    }
  }
  const cells = [...weights.keys()];
  const positive = cells.filter((cell) => weights[cell]! > 0);
  const zero = cells.filter((cell) => weights[cell] === 0);
  return {
    bias_within: mean(positive.filter((cell) => cell % 6 === 0).map((cell) => mean(errors[cell]!))),
    bias_between: mean(positive.filter((cell) => cell % 6 !== 0).map((cell) => mean(errors[cell]!))),
    rmse: Math.sqrt(mean(positive.flatMap((cell) => errors[cell]!.map((error) => error ** 2)))),
    coverage: mean(positive.flatMap((cell) => covered[cell]!)),
    bias_of_zeros: mean(zero.map((cell) => mean(errors[cell]!))),
    coverage_of_zeros: mean(zero.flatMap((cell) => covered[cell]!)),
  };
}

/** Mean absolute errors of both forms of the background. */
function backgrounds(kind: (typeof startKinds)[number], cascades: number, runs: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (const background of ['onset', 'steady'] as const) {
    const errors = Array.from({ length: runs }, (_, run) => {
      const random = new Random(77 + run);
      const events = simulate({ ...likeAStudy, kind }, cascades, random);
      const [imputed] = fitIntervals(events, { background, times: 'model', imputations: 1, random });
      return matrixErrors(imputed!.fit.weights, likeAStudy.weights);
    });
    found[`${background}.mae`] = mean(errors.map(({ mae }) => mae));
    found[`${background}.bias_within`] = mean(errors.map((error) => error.bias_within));
    found[`${background}.bias_between`] = mean(errors.map((error) => error.bias_between));
  }
  return found;
}

/** Errors against the truth with times to the day, and how far they are from the fit of the exact times. */
function coarseTimes(which: keyof typeof dayPrecise, cascades: number, runs: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (const times of ['model', 'even'] as const) {
    const rows = Array.from({ length: runs }, (_, run) => {
      const exact = simulate(likeAStudy, cascades, new Random(501 + run));
      const coarse = simulate(likeAStudy, cascades, new Random(501 + run), dayPrecise[which]);
      const fit = (events: typeof exact): number[] => {
        const imputed = fitIntervals(events, { background: 'onset', times, imputations: 5, random: new Random(run) });
        return likeAStudy.weights.map((_, cell) => mean(imputed.map((one) => one.fit.weights[cell]!)));
      };
      const estimate = fit(coarse);
      return { truth: matrixErrors(estimate, likeAStudy.weights), exact: matrixErrors(estimate, fit(exact)) };
    });
    found[`${times}.mae`] = mean(rows.map(({ truth }) => truth.mae));
    found[`${times}.bias_within`] = mean(rows.map(({ truth }) => truth.bias_within));
    found[`${times}.bias_between`] = mean(rows.map(({ truth }) => truth.bias_between));
    found[`${times}.from_exact`] = mean(rows.map(({ exact }) => exact.mae));
  }
  return found;
}
