/**
 * Which sentences of two passages say the same: what `alignment` sums up, sentence by sentence.
 *
 * Every sentence takes its best sentence of the other passage, as in `alignment`. A pair is linked where
 * its cosine reaches `least`; the pair with the highest cosine of all is linked in any case, since something
 * made the passages match. Linked sentences form groups: connected components, so that one sentence may
 * say what two of the other passage say.
 */
import type { Sentences } from './alignment.ts';

/** What is known of each sentence of a passage. */
export interface LinkedSentences {
  /** Group of each sentence, from 1 in the order of the second passage; 0 where it is linked to none. */
  readonly groups: Int32Array;
  /** Highest cosine with a sentence of the other passage; -1 where that has none. */
  readonly cosines: Float32Array;
}

/**
 * Links the sentences of passage `p` and passage `a`, whose unit vectors have `columns` columns. A RangeError
 * where vectors and lengths do not fit.
 */
export function linkSentences(
  p: Sentences,
  a: Sentences,
  columns: number,
  least: number,
): { readonly p: LinkedSentences; readonly a: LinkedSentences } {
  const rows = p.lengths.length;
  const others = a.lengths.length;
  if (p.vectors.length !== rows * columns || a.vectors.length !== others * columns) {
    throw new RangeError(`sentence vectors do not fit ${rows} and ${others} sentences of ${columns} columns`);
  }
  const cosinesOfP = new Float32Array(rows).fill(-1);
  const cosinesOfA = new Float32Array(others).fill(-1);
  const bestOfP = new Int32Array(rows).fill(-1);
  const bestOfA = new Int32Array(others).fill(-1);
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < others; other++) {
      let product = 0;
      for (let i = 0; i < columns; i++) product += p.vectors[row * columns + i]! * a.vectors[other * columns + i]!;
      if (bestOfP[row]! < 0 || product > cosinesOfP[row]!) {
        cosinesOfP[row] = product;
        bestOfP[row] = other;
      }
      if (bestOfA[other]! < 0 || product > cosinesOfA[other]!) {
        cosinesOfA[other] = product;
        bestOfA[other] = row;
      }
    }
  }
  let top = -1;
  for (let other = 0; other < others; other++)
    if (bestOfA[other]! >= 0 && (top < 0 || cosinesOfA[other]! > cosinesOfA[top]!)) top = other;

  // Sentences of p are 0 to rows - 1, those of a follow them.
  const parent = Int32Array.from({ length: rows + others }, (_, node) => node);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const isLinked = new Uint8Array(rows + others);
  const link = (row: number, other: number): void => {
    isLinked[row] = 1;
    isLinked[rows + other] = 1;
    parent[rootOf(row)] = rootOf(rows + other);
  };
  for (let row = 0; row < rows; row++) if (bestOfP[row]! >= 0 && cosinesOfP[row]! >= least) link(row, bestOfP[row]!);
  for (let other = 0; other < others; other++)
    if (bestOfA[other]! >= 0 && (cosinesOfA[other]! >= least || other === top)) link(bestOfA[other]!, other);

  const numberOf = new Map<number, number>();
  const groupOf = (node: number): number => {
    if (isLinked[node] === 0) return 0;
    const root = rootOf(node);
    if (!numberOf.has(root)) numberOf.set(root, numberOf.size + 1);
    return numberOf.get(root)!;
  };
  const groupsOfA = Int32Array.from({ length: others }, (_, other) => groupOf(rows + other));
  const groupsOfP = Int32Array.from({ length: rows }, (_, row) => groupOf(row));
  return { p: { groups: groupsOfP, cosines: cosinesOfP }, a: { groups: groupsOfA, cosines: cosinesOfA } };
}
