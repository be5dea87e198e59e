/** Match scores at a threshold, and the choice of a threshold from a curve. */
import type { Outcome, Pair } from './echo-outcome.ts';
import { pairKey } from './echo-outcome.ts';
import { setScores } from './metrics/f1.ts';
import type { Scores } from './metrics/f1.ts';

/** A threshold with the scores it gives. */
export interface CurvePoint extends Scores {
  readonly threshold: number;
}

/** What becomes of a match to a narrative without a majority story: left out, or counted as wrong. */
export type Storyless = 'dropped' | 'wrong';

/** Distinct (article, story) pairs among accepted pairs. */
export function predictions(pairs: readonly Pair[], storyless: Storyless): Set<string> {
  const predicted = new Set<string>();
  for (const { article, story } of pairs) {
    if (story !== undefined) predicted.add(pairKey(article, story));
    else if (storyless === 'wrong') predicted.add(pairKey(article, null));
  }
  return predicted;
}

/** Scores of predicted against wanted pairs. */
export function pairScores(predicted: ReadonlySet<string>, wanted: ReadonlySet<string>): Scores {
  let correct = 0;
  for (const key of predicted) if (wanted.has(key)) correct += 1;
  return setScores(correct, predicted.size, wanted.size);
}

/**
 * Scores of the articles `of` selects at thresholds from, from + step … to, matches to narratives
 * without a story dropped.
 */
export function curve(
  outcome: Outcome,
  of: (article: string) => boolean,
  from: number,
  to: number,
  step: number,
): CurvePoint[] {
  const pairs = outcome.pairs.filter((pair) => of(pair.article));
  const wanted = new Set([...outcome.wanted].filter((key) => of(key.slice(0, key.indexOf(' ')))));
  const points: CurvePoint[] = [];
  for (let place = 0; place <= Math.round((to - from) / step); place++) {
    const threshold = Number((from + place * step).toFixed(6));
    const accepted = pairs.filter((pair) => pair.score >= threshold);
    points.push({ threshold, ...pairScores(predictions(accepted, 'dropped'), wanted) });
  }
  return points;
}

/** Width below the best F1 that counts as the plateau. */
export const plateau = 0.005;

/**
 * The middle of the plateau around the best F1: the unbroken run of thresholds within `plateau` of it.
 * One point of a curve over a few hundred articles is noise; the middle of a run of them is not.
 */
export function middleOfPlateau(points: readonly CurvePoint[]): number {
  if (points.length === 0) throw new RangeError('there is no curve to choose from');
  let best = 0;
  points.forEach((point, place) => {
    if (point.f1 > points[best]!.f1) best = place;
  });
  const flat = (place: number): boolean =>
    place >= 0 && place < points.length && points[place]!.f1 >= points[best]!.f1 - plateau;
  let first = best;
  let last = best;
  while (flat(first - 1)) first -= 1;
  while (flat(last + 1)) last += 1;
  return Number(((points[first]!.threshold + points[last]!.threshold) / 2).toFixed(3));
}
