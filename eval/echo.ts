/** Clustering and matching on the labelled collection, cross-validated and as shipped. */
import { crossValidate, articleLanguages } from './cross-validation.ts';
import { readEcho, echoFiles } from './echo-data.ts';
import type { Echo } from './echo-data.ts';
import { measureFigures } from './echo-measures.ts';
import { readOutcome } from './echo-outcome.ts';
import type { Outcome } from './echo-outcome.ts';
import { asShipped, matchedAt, shippedLambda } from './echo-study.ts';
import { adjustedRand } from './metrics/adjusted-rand.ts';
import { bCubed } from './metrics/b-cubed.ts';
import { vMeasure } from './metrics/v-measure.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';
import { curve, middleOfPlateau, pairScores, predictions } from './thresholds.ts';

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
    const accepted = await acceptedOnly(outcome, shipped.study);
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
        ...Object.fromEntries(articleLanguages.flatMap((language) => Object.entries(prefixed(`echo.match_${language}`, held.matchByLanguage[language]!)))),
        ...prefixed('echo.shipped.b3', bCubed(outcome.posts.map((post) => post.narrative), outcome.posts.map((post) => post.story))),
        ...prefixed('echo.shipped.match', byDefault),
        ...prefixed('echo.shipped', measured.figures),
      },
      details: {
        choices: held.choices,
        grid,
        shipped: measured.details,
        seconds: Object.fromEntries(shipped.outcomes.map(({ stage, record }) => [stage, record.seconds])),
        peak_rss_megabytes: Object.fromEntries(shipped.outcomes.map(({ stage, record }) => [stage, record.peak_rss_megabytes])),
      },
    };
  },
};

/** Figures at one λ over the whole collection, thresholds chosen on the same: for the choice of the default. */
function atLambda(outcome: Outcome, truth: Echo): Record<string, number> {
  const narratives = outcome.posts.map((post) => post.narrative);
  const stories = outcome.posts.map((post) => post.story);
  const thresholds = Object.fromEntries(
    articleLanguages.map((language) => [language, middleOfPlateau(curve(outcome, (article) => truth.articles.get(article)!.language === language, -0.1, 0.9, 0.01))]),
  );
  const accepted = outcome.pairs.filter((pair) => pair.score >= thresholds[truth.articles.get(pair.article)!.language]!);
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

async function acceptedOnly(outcome: Outcome, study: { table(name: 'matches'): string }): Promise<Outcome['pairs']> {
  const { Database, parquet } = await import('../src/store/database.ts');
  using database = await Database.open();
  const rows = await database.rows<{ article: string; narrative: string }>(
    `SELECT DISTINCT item_id AS article, narrative_id AS narrative FROM ${parquet(study.table('matches'))}`,
  );
  const accepted = new Set(rows.map(({ article, narrative }) => `${article} ${narrative}`));
  return outcome.pairs.filter(({ article, narrative }) => accepted.has(`${article} ${narrative}`));
}
