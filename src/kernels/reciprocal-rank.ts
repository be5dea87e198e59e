/**
 * Reciprocal rank fusion (Cormack, Clarke & Büttcher, "Reciprocal Rank Fusion Outperforms Condorcet and
 * Individual Rank Learning Methods", SIGIR 2009): what stands at rank r of a list gets 1 / (k + r) from it,
 * with k = 60 as the authors fixed it. Only ranks count, so scores of lists need no common scale.
 *
 * Where a list cannot know that it found nothing of use, its first is worth as much as the first of any other.
 * So an entry may have a weight, 0 to 1, by which what it gets is multiplied.
 */

/** The constant of the authors. */
const k = 60;

/** An entry of a list: an id, and what its place is worth, 0 to 1. */
export interface Ranked {
  readonly id: number;
  readonly weight?: number;
}

/** Something that is in one of the lists or in several. */
export interface Fused {
  readonly id: number;
  /** Sum over the lists. */
  readonly score: number;
  /** Its rank in each list, from 1; undefined where it is not in it. */
  readonly ranks: readonly (number | undefined)[];
}

/** Merges lists, best first; ties by the best rank, then by id. A RangeError where a list names one twice. */
export function reciprocalRankFusion(lists: readonly (readonly Ranked[])[]): Fused[] {
  const found = new Map<number, { score: number; ranks: (number | undefined)[] }>();
  lists.forEach((list, which) => {
    list.forEach(({ id, weight = 1 }, place) => {
      let entry = found.get(id);
      if (entry === undefined) found.set(id, (entry = { score: 0, ranks: lists.map(() => undefined) }));
      if (entry.ranks[which] !== undefined) throw new RangeError(`${id} stands twice in a list`);
      entry.ranks[which] = place + 1;
      entry.score += weight / (k + place + 1);
    });
  });
  const best = (ranks: readonly (number | undefined)[]): number =>
    Math.min(...ranks.map((rank) => rank ?? Number.POSITIVE_INFINITY));
  return [...found]
    .map(([id, entry]) => ({ id, ...entry }))
    .sort((a, b) => b.score - a.score || best(a.ranks) - best(b.ranks) || a.id - b.id);
}
