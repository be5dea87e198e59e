/** Match thresholds per language pair, from the labelled collection at the shipped λ. */
import type { PairCalibration } from '../src/embedders/create.ts';
import { readEcho } from './echo-data.ts';
import { readOutcome } from './echo-outcome.ts';
import { matchedAt, pairNames, shippedLambda } from './echo-study.ts';
import type { Say } from './echo-study.ts';
import { curve, middleOfPlateau } from './thresholds.ts';

/** The threshold is chosen on a curve of this step; the one that ships has points twice as far apart. */
const fineStep = 0.01;
const [from, to, shippedStep] = [-0.1, 0.9, 0.02];

/** The calibration of every language pair of the collection. */
export async function calibratePairs(data: string, work: string, say: Say): Promise<Record<string, PairCalibration>> {
  const echo = await readEcho(data);
  const outcome = await readOutcome(await matchedAt(shippedLambda, data, work, say), echo);
  const pairs: Record<string, PairCalibration> = {};
  for (const name of pairNames) {
    const language = name.slice(name.indexOf('-') + 1);
    const of = (article: string): boolean => echo.articles.get(article)?.language === language;
    pairs[name] = {
      threshold: middleOfPlateau(curve(outcome, of, from, to, fineStep)),
      articles: [...outcome.wanted].filter((key) => of(key.slice(0, key.indexOf(' ')))).length,
      curve: curve(outcome, of, from, to, shippedStep).map((point) => ({
        threshold: point.threshold,
        precision: rounded(point.precision),
        recall: rounded(point.recall),
        f1: rounded(point.f1),
      })),
    };
  }
  return pairs;
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
