/**
 * Agreement of two texts by shingles of four words, as the article-extraction-benchmark of scrapinghub
 * defines it: shared, superfluous and missing shingles are counted as multisets and divided by their sum,
 * so that long pages weigh no more; precision and recall are means over pages, F1 is of the means.
 */

/** Parts of the shingles of two texts that are in both, in the found one only, in the wanted one only; they add up to 1 or are all 0. */
export interface Agreement {
  readonly shared: number;
  readonly superfluous: number;
  readonly missing: number;
}

const words = 4;

/** How often each run of four words occurs in a text; a shorter text is one run. */
export function shingleCounts(text: string): Map<string, number> {
  const tokens = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const counts = new Map<string, number>();
  if (tokens.length === 0) return counts;
  for (let i = 0; i < Math.max(1, tokens.length - words + 1); i++) {
    const shingle = tokens.slice(i, i + words).join(' ');
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/** Agreement of the shingles wanted with those found. */
export function agreement(wanted: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): Agreement {
  let [shared, superfluous, missing] = [0, 0, 0];
  for (const shingle of new Set([...wanted.keys(), ...found.keys()])) {
    const [want, have] = [wanted.get(shingle) ?? 0, found.get(shingle) ?? 0];
    shared += Math.min(want, have);
    superfluous += Math.max(0, have - want);
    missing += Math.max(0, want - have);
  }
  const all = shared + superfluous + missing;
  if (all === 0) return { shared, superfluous, missing };
  return { shared: shared / all, superfluous: superfluous / all, missing: missing / all };
}

/** Precision and recall averaged over the pages for which they are defined, and F1 of the two. */
export function shingleScore(pages: readonly Agreement[]): { precision: number; recall: number; f1: number } {
  const precision = meanRatio(pages.map(({ shared, superfluous }) => [shared, superfluous]));
  const recall = meanRatio(pages.map(({ shared, missing }) => [shared, missing]));
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

function meanRatio(pairs: readonly (readonly [number, number])[]): number {
  const defined = pairs.filter(([right, wrong]) => right + wrong > 0);
  return defined.reduce((sum, [right, wrong]) => sum + right / (right + wrong), 0) / defined.length;
}

/**
 * The middle 95 % of the difference of a score between two systems on the same pages, by the bootstrap
 * over pages (Efron & Tibshirani 1993, 13.3); `seed` fixes the draws.
 */
export function differenceInterval<T>(
  one: readonly T[],
  other: readonly T[],
  score: (pages: readonly T[]) => number,
  resamples: number,
  seed: number,
): { low: number; high: number } {
  if (one.length !== other.length || one.length === 0) throw new RangeError('two systems on the same pages are needed');
  const random = generator(seed);
  const differences = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    const drawn = Array.from(one, () => Math.floor(random() * one.length));
    differences[i] = score(drawn.map((page) => one[page]!)) - score(drawn.map((page) => other[page]!));
  }
  differences.sort();
  return { low: differences[Math.floor(0.025 * resamples)]!, high: differences[Math.ceil(0.975 * resamples) - 1]! };
}

/** Uniform numbers in [0, 1) (xorshift32, Marsaglia 2003). */
function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
