/** Clustering and matching on the labelled collection, cross-validated and as shipped. */
import { crossValidate, articleLanguages } from './cross-validation.ts';
import { Database, parquet } from '../src/store/database.ts';
import type { Study } from '../src/store/study.ts';
import { readEcho, echoFiles } from './echo-data.ts';
import type { Echo } from './echo-data.ts';
import { measureFigures } from './echo-measures.ts';
import { acceptedPairs, readOutcome } from './echo-outcome.ts';
import type { Outcome } from './echo-outcome.ts';
import { asCascade, asShipped, matchedAt, shippedLambda } from './echo-study.ts';
import type { Say } from './echo-study.ts';
import { bCubed } from './metrics/b-cubed.ts';
import type { Scores } from './metrics/f1.ts';
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
    const cascade = await cascadeFigures(data, work, truth, byDefault, say);
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
        ...prefixed('echo.cascade', cascade),
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

/**
 * The default run beside the exact one. `embedded` is what the embedder read, in passages: the posts, the
 * candidates and the sample, over the posts and the passages of articles that belong to a story with posts.
 */
async function cascadeFigures(
  data: string,
  work: string,
  truth: Echo,
  exact: Scores,
  say: Say,
): Promise<Record<string, number>> {
  const { study, outcomes } = await asCascade(data, work, say);
  const outcome = await readOutcome(study, truth);
  const match = pairScores(predictions(await acceptedPairs(outcome, study), 'dropped'), outcome.wanted);
  const posts = outcome.posts.map((post) => post.narrative);
  const b3 = bCubed(
    posts,
    outcome.posts.map((post) => post.story),
  );
  const counts = Object.assign({}, ...outcomes.map(({ record }) => record.counts)) as Record<string, number>;
  const truly = await passagesOfStories(study, outcome.wanted);
  return {
    ...prefixed('b3', b3),
    ...prefixed('match', match),
    loss: exact.f1 - match.f1,
    embedded: (counts['vectors']! + counts['candidate_passages']! + counts['sampled']!) / (counts['vectors']! + truly),
  };
}

/** Passages of the articles that are wanted with some story. */
async function passagesOfStories(study: Study, wanted: ReadonlySet<string>): Promise<number> {
  const articles = new Set([...wanted].map((key) => key.slice(0, key.indexOf(' '))));
  using database = await Database.open();
  const rows = await database.rows<{ item_id: string; n: number }>(
    `SELECT item_id, count(*) AS n FROM ${parquet(study.table('passages'))} GROUP BY item_id`,
  );
  return rows.reduce((sum, { item_id, n }) => sum + (articles.has(item_id) ? n : 0), 0);
}
