/**
 * Two-fold cross-validation over halves of the labelled collection: λ and the thresholds are chosen
 * on one half, the other half is scored with them, and the two scored halves are pooled.
 */
import type { Echo } from './echo-data.ts';
import type { Outcome } from './echo-outcome.ts';
import { adjustedRand } from '../src/kernels/adjusted-rand.ts';
import { averaged, bCubedItems } from './metrics/b-cubed.ts';
import type { Scores } from './metrics/f1.ts';
import { vMeasure } from './metrics/v-measure.ts';
import { curve, middleOfPlateau, pairScores, predictions } from './thresholds.ts';
import type { Storyless } from './thresholds.ts';

/** The four languages of the articles. */
export const articleLanguages = ['zh', 'ru', 'uk', 'en'] as const;

/** What was chosen on one half. */
export interface Choice {
  /** Half that was scored with it. */
  readonly scored: 0 | 1;
  readonly lambda: number;
  /** Threshold per language of the articles. */
  readonly thresholds: Readonly<Record<string, number>>;
}

/** The held-out figures. */
export interface HeldOut {
  readonly b3: Scores;
  readonly ari: number;
  readonly homogeneity: number;
  readonly completeness: number;
  /** Matches to narratives without a story are dropped. */
  readonly match: Scores;
  /** The same, counted as wrong. */
  readonly matchStrict: Scores;
  readonly matchByLanguage: Readonly<Record<string, Scores>>;
  readonly choices: readonly Choice[];
}

/** Sizes of the grid of thresholds. */
const [from, to, step] = [-0.1, 0.9, 0.01];

/** Cross-validates over the outcomes at each λ. */
export function crossValidate(outcomes: ReadonlyMap<number, Outcome>, echo: Echo): HeldOut {
  const choices = ([0, 1] as const).map((scored) => choose(outcomes, echo, scored));
  const held = choices.flatMap(({ scored, lambda }) => {
    const { posts } = outcomes.get(lambda)!;
    const scores = bCubedItems(
      posts.map((post) => post.narrative),
      posts.map((post) => post.story),
    );
    return posts.flatMap((post, place) =>
      echo.half(post.item) === scored
        ? [{ label: `${lambda} ${post.narrative}`, story: post.story, score: scores[place]! }]
        : [],
    );
  });
  const labels = held.map((post) => post.label);
  const stories = held.map((post) => post.story);
  const { homogeneity, completeness } = vMeasure(labels, stories);
  return {
    b3: averaged(held.map((post) => post.score)),
    ari: adjustedRand(labels, stories),
    homogeneity,
    completeness,
    match: heldOutMatches(outcomes, echo, choices, 'dropped'),
    matchStrict: heldOutMatches(outcomes, echo, choices, 'wrong'),
    matchByLanguage: Object.fromEntries(
      articleLanguages.map((language) => [
        language,
        heldOutMatches(
          outcomes,
          echo,
          choices,
          'dropped',
          (article) => echo.articles.get(article)!.language === language,
        ),
      ]),
    ),
    choices,
  };
}

/**
 * What is best on the half that is not scored: for each λ the best threshold of each language, then the
 * λ with the largest sum of B³ F1 of posts and match F1, since a study wants both.
 */
function choose(outcomes: ReadonlyMap<number, Outcome>, echo: Echo, scored: 0 | 1): Choice {
  const chosenOn = scored === 0 ? 1 : 0;
  let choice: Choice | undefined;
  let best = -1;
  for (const [lambda, outcome] of outcomes) {
    const { posts } = outcome;
    const scores = bCubedItems(
      posts.map((post) => post.narrative),
      posts.map((post) => post.story),
    );
    const b3 = averaged(scores.filter((_, place) => echo.half(posts[place]!.item) === chosenOn));
    const thresholds = Object.fromEntries(
      articleLanguages.map((language) => {
        const of = (article: string): boolean =>
          echo.articles.get(article)!.language === language && echo.half(article) === chosenOn;
        return [language, middleOfPlateau(curve(outcome, of, from, to, step))];
      }),
    );
    const match = heldOutMatches(outcomes, echo, [{ scored: chosenOn, lambda, thresholds }], 'dropped');
    if (b3.f1 + match.f1 > best) [best, choice] = [b3.f1 + match.f1, { scored, lambda, thresholds }];
  }
  if (choice === undefined) throw new RangeError('there is no λ to choose from');
  return choice;
}

/** Scores of the matches of the scored halves. */
function heldOutMatches(
  outcomes: ReadonlyMap<number, Outcome>,
  echo: Echo,
  choices: readonly Choice[],
  storyless: Storyless,
  of: (article: string) => boolean = () => true,
): Scores {
  const predicted = new Set<string>();
  const wanted = new Set<string>();
  for (const { scored, lambda, thresholds } of choices) {
    const outcome = outcomes.get(lambda)!;
    const here = (article: string): boolean => echo.half(article) === scored && of(article);
    const accepted = outcome.pairs.filter(
      (pair) => here(pair.article) && pair.score >= thresholds[echo.articles.get(pair.article)!.language]!,
    );
    for (const key of predictions(accepted, storyless)) predicted.add(key);
    for (const key of outcome.wanted) if (here(key.slice(0, key.indexOf(' ')))) wanted.add(key);
  }
  return pairScores(predicted, wanted);
}
