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
  let found = segmenters.get(language);
  if (found === undefined) {
    found = new Intl.Segmenter(language === 'und' ? 'en' : language, { granularity: 'word' });
    segmenters.set(language, found);
  }
  return found;
}

/**
 * The `limit` best keywords of each group, in order of falling PMI, ties by count, then by code unit.
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
  const overall = new Map<string, number>();
  const perGroup: Map<string, number>[] = Array.from({ length: groups }, () => new Map<string, number>());
  const sizes = new Int32Array(groups);
  words.forEach((set, row) => {
    const group = labels[row]!;
    const counts = perGroup[group];
    if (counts === undefined) throw new RangeError(`label ${group} is not one of ${groups} groups`);
    sizes[group]! += 1;
    for (const word of set) {
      overall.set(word, (overall.get(word) ?? 0) + 1);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  });
  const total = words.length;
  return perGroup.map((counts, group) => {
    const size = sizes[group]!;
    const least = Math.max(Math.min(size, 2), size / 5);
    const scored: { word: string; count: number; pmi: number }[] = [];
    for (const [word, count] of counts) {
      if (count < least) continue;
      const pmi = Math.log2(((count + 1) * (total + 1)) / ((overall.get(word)! + 1) * (size + 1)));
      if (pmi >= leastPmi) scored.push({ word, count, pmi });
    }
    scored.sort((a, b) => b.pmi - a.pmi || b.count - a.count || (a.word < b.word ? -1 : 1));
    return scored.slice(0, limit).map(({ word }) => word);
  });
}
