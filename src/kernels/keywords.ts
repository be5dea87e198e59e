/**
 * Words that mark a narrative, by pointwise mutual information:
 * PMI(w, C) = log2 P(w, C) / (P(w) P(C)), counts smoothed by α = 1
 * (Hanley, Kumar & Durumeric, "Specious Sites", IEEE S&P 2024, section 4).
 *
 * Counts are passages that hold the word, so that one long passage cannot make a keyword. PMI alone
 * favours words seen once; a word must stand in at least two passages of a narrative that has them,
 * and in a fifth of its passages; and it must be at least twice as frequent there as elsewhere, which
 * leaves out the words every text has.
 */

const leastPmi = 1;

/** Words of a text, lower case, each once: letters only, two characters or more. */
export function wordsOf(text: string, language: string): Set<string> {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter(language).segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike === true && /^[\p{L}\p{M}'’-]{2,}$/u.test(segment)) words.add(segment);
  }
  return words;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const tag = /^[a-z]{2,3}$/u.test(language) && language !== 'und' ? language : 'en';
  let found = segmenters.get(tag);
  if (found === undefined) {
    found = new Intl.Segmenter(tag, { granularity: 'word' });
    segmenters.set(tag, found);
  }
  return found;
}

/** How many passages hold each word. */
export class WordCounts {
  passages = 0;
  readonly counts = new Map<string, number>();

  /** Counts a passage; its words come each once. */
  add(words: Iterable<string>): void {
    this.passages += 1;
    for (const word of words) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
  }
}

/**
 * The `limit` best keywords of a group among all passages (the group with them), in order of falling
 * PMI, ties by count, then by code unit.
 */
export function keywordsOf(group: WordCounts, overall: WordCounts, limit: number): string[] {
  const size = group.passages;
  const least = Math.max(Math.min(size, 2), size / 5);
  const scored: { word: string; count: number; pmi: number }[] = [];
  for (const [word, count] of group.counts) {
    if (count < least) continue;
    const pmi = Math.log2(
      ((count + 1) * (overall.passages + 1)) / (((overall.counts.get(word) ?? 0) + 1) * (size + 1)),
    );
    if (pmi >= leastPmi) scored.push({ word, count, pmi });
  }
  scored.sort((a, b) => b.pmi - a.pmi || b.count - a.count || (a.word < b.word ? -1 : 1));
  return scored.slice(0, limit).map(({ word }) => word);
}

/**
 * The keywords of each of several groups.
 *
 * @param words words of each passage; `labels` its group, 0 … groups - 1.
 */
export function keywords(
  words: readonly ReadonlySet<string>[],
  labels: ArrayLike<number>,
  groups: number,
  limit: number,
): string[][] {
  if (words.length !== labels.length) throw new RangeError(`${words.length} passages but ${labels.length} labels`);
  const overall = new WordCounts();
  const perGroup = Array.from({ length: groups }, () => new WordCounts());
  words.forEach((set, row) => {
    const group = perGroup[labels[row]!];
    if (group === undefined) throw new RangeError(`label ${labels[row]} is not one of ${groups} groups`);
    group.add(set);
    overall.add(set);
  });
  return perGroup.map((group) => keywordsOf(group, overall, limit));
}
