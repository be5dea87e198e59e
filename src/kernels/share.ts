/** How large a part of all matched articles, and of its own articles, an ecosystem's matches are. */

/** The two ratios of one ecosystem. */
export interface Share {
  /** Matched articles of the ecosystem / matched articles of all ecosystems, 0 to 1; 0 where nothing matched at all. */
  readonly share: number;
  /** Matched articles of the ecosystem / all its articles, 0 to 1; 0 where it has none. */
  readonly rate: number;
}

/**
 * Shares of ecosystems from their numbers of matched and of all articles, in the same order.
 *
 * A RangeError where the lengths differ or `0 ≤ matched ≤ articles` does not hold.
 */
export function shares(matched: readonly number[], articles: readonly number[]): Share[] {
  if (matched.length !== articles.length) throw new RangeError(`${matched.length} and ${articles.length} ecosystems`);
  let total = 0;
  for (const [place, k] of matched.entries()) {
    if (!(k >= 0 && k <= articles[place]!))
      throw new RangeError(`${k} of ${articles[place]} articles cannot be matched`);
    total += k;
  }
  return matched.map((k, place) => ({ share: k === 0 ? 0 : k / total, rate: k === 0 ? 0 : k / articles[place]! }));
}
