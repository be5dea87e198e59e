/** Figures over the whole collection at one λ, for the choice of the λ that ships. */
import { articleLanguages } from './cross-validation.ts';
import { readEcho } from './echo-data.ts';
import type { Echo } from './echo-data.ts';
import { readOutcome } from './echo-outcome.ts';
import type { Outcome } from './echo-outcome.ts';
import { matchedAt } from './echo-study.ts';
import type { Say } from './echo-study.ts';
import { adjustedRand } from '../src/kernels/adjusted-rand.ts';
import { bCubed } from './metrics/b-cubed.ts';
import { vMeasure } from './metrics/v-measure.ts';
import { prefixed } from './report.ts';
import { curve, middleOfPlateau, pairScores, predictions } from './thresholds.ts';

/** λ of the sweep. */
const lambdas = [0.425, 0.45, 0.475, 0.5, 0.525, 0.55, 0.575, 0.6, 0.625];

/** Prints the figures at each λ, a line each. */
export async function sweepLambda(data: string, work: string, say: Say): Promise<void> {
  const echo = await readEcho(data);
  for (const lambda of lambdas) {
    const figures = atLambda(await readOutcome(await matchedAt(lambda, data, work, say), echo), echo);
    process.stdout.write(`${JSON.stringify({ lambda, ...figures })}\n`);
  }
}

/** Clustering and matching at one λ, the thresholds chosen on the same articles; rounded to four digits. */
export function atLambda(outcome: Outcome, truth: Echo): Record<string, number> {
  const narratives = outcome.posts.map((post) => post.narrative);
  const stories = outcome.posts.map((post) => post.story);
  const thresholds = Object.fromEntries(
    articleLanguages.map((language) => [
      language,
      middleOfPlateau(curve(outcome, (article) => truth.articles.get(article)!.language === language, -0.1, 0.9, 0.01)),
    ]),
  );
  const accepted = outcome.pairs.filter(
    (pair) => pair.score >= thresholds[truth.articles.get(pair.article)!.language]!,
  );
  const b3 = bCubed(narratives, stories);
  const match = pairScores(predictions(accepted, 'dropped'), outcome.wanted);
  const figures = {
    narratives: outcome.narratives,
    ...prefixed('b3', b3),
    ari: adjustedRand(narratives, stories),
    v: vMeasure(narratives, stories).v,
    ...prefixed('match', match),
    ...prefixed('threshold', thresholds),
  };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]));
}
