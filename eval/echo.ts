/** Clustering and matching on the labelled collection, cross-validated and as shipped. */
import { crossValidate, articleLanguages } from './cross-validation.ts';
import { readEcho, echoFiles } from './echo-data.ts';
import { measureFigures } from './echo-measures.ts';
import { acceptedPairs, readOutcome } from './echo-outcome.ts';
import type { Outcome } from './echo-outcome.ts';
import { asShipped, matchedAt, shippedLambda } from './echo-study.ts';
import { bCubed } from './metrics/b-cubed.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';
import { atLambda } from './sweep.ts';
import { pairScores, predictions } from './thresholds.ts';

/** λ that are tried; the shipped one is among them. */
export const lambdas: readonly number[] = [...new Set([0.45, 0.5, 0.55, 0.6, shippedLambda])].sort((a, b) => a - b);

/** Clustering and matching against stories. */
export const echo: Evaluator = {
  name: 'echo',
  files: echoFiles,
  async run({ data, work, say }) {
    const truth = await readEcho(data);
    const outcomes = new Map<number, Outcome>();
    const grid: Record<string, unknown> = {};
    for (const lambda of lambdas) {
      const outcome = await readOutcome(await matchedAt(lambda, data, work, say), truth);
      outcomes.set(lambda, outcome);
      grid[lambda] = atLambda(outcome, truth);
      say(`  λ ${lambda}: ${JSON.stringify(grid[lambda])}`);
    }
    const held = crossValidate(outcomes, truth);
    const shipped = await asShipped(data, work, say);
    const outcome = await readOutcome(shipped.study, truth);
    const accepted = await acceptedPairs(outcome, shipped.study);
    const byDefault = pairScores(predictions(accepted, 'dropped'), outcome.wanted);
    const measured = await measureFigures(shipped.study, truth, outcome);
    return {
      figures: {
        ...prefixed('echo.b3', held.b3),
        'echo.ari': held.ari,
        'echo.homogeneity': held.homogeneity,
        'echo.completeness': held.completeness,
        ...prefixed('echo.match', held.match),
        ...prefixed('echo.match_strict', held.matchStrict),
        ...Object.fromEntries(
          articleLanguages.flatMap((language) =>
            Object.entries(prefixed(`echo.match_${language}`, held.matchByLanguage[language]!)),
          ),
        ),
        ...prefixed(
          'echo.shipped.b3',
          bCubed(
            outcome.posts.map((post) => post.narrative),
            outcome.posts.map((post) => post.story),
          ),
        ),
        ...prefixed('echo.shipped.match', byDefault),
        ...prefixed('echo.shipped', measured.figures),
      },
      details: {
        choices: held.choices,
        grid,
        shipped: measured.details,
        seconds: Object.fromEntries(shipped.outcomes.map(({ stage, record }) => [stage, record.seconds])),
        peak_rss_megabytes: Object.fromEntries(
          shipped.outcomes.map(({ stage, record }) => [stage, record.peak_rss_megabytes]),
        ),
      },
    };
  },
};
