/** What stands of a pair that several people judged, and where they disagree. */
import type { Judgement, Word } from './journal.ts';
import { standing } from './journal.ts';

/**
 * The judgement of a pair: what more than half of its annotators say, else unsure. So one annotator decides
 * alone, two must agree, and where they do not a third one decides.
 */
export function resolve(said: readonly Word[]): Word {
  for (const word of ['yes', 'no', 'unsure'] as const)
    if (2 * said.filter((one) => one === word).length > said.length) return word;
  return 'unsure';
}

/** What each annotator says of each pair, by pair; the last judgement of an annotator stands. */
export function byPair(judgements: ReadonlyMap<string, readonly Judgement[]>): Map<string, Map<string, Word>> {
  const pairs = new Map<string, Map<string, Word>>();
  for (const [annotator, given] of judgements) {
    for (const [pair, { judgement }] of standing(given)) {
      const said = pairs.get(pair);
      if (said === undefined) pairs.set(pair, new Map([[annotator, judgement]]));
      else said.set(annotator, judgement);
    }
  }
  return pairs;
}

/** Pairs of which others than `annotator` have different opinions. */
export function disputed(pairs: ReadonlyMap<string, ReadonlyMap<string, Word>>, annotator: string): Set<string> {
  const found = new Set<string>();
  for (const [pair, said] of pairs) {
    const others = new Set([...said].flatMap(([name, word]) => (name === annotator ? [] : [word])));
    if (others.size > 1) found.add(pair);
  }
  return found;
}
