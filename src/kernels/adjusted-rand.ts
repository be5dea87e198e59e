/**
 * Adjusted Rand index: agreement of two labellings on pairs of items, 0 where no better than chance
 * and 1 where they are the same (Hubert & Arabie, "Comparing partitions", Journal of Classification 2,
 * 1985, eq. 5).
 */
import { contingency } from './contingency.ts';

/** The index; 1 where both labellings put all items together, or all apart. */
export function adjustedRand(clusters: readonly string[], classes: readonly string[]): number {
  const { items, cells, clusterSizes, classSizes } = contingency(clusters, classes);
  return adjustedRandOfPairs({
    items,
    together: cells.reduce((sum, cell) => sum + pairs(cell.count), 0),
    inClusters: clusterSizes.reduce((sum, size) => sum + pairs(size), 0),
    inClasses: classSizes.reduce((sum, size) => sum + pairs(size), 0),
  });
}

/** How many pairs of items each labelling, and both, put together. */
export interface PairCounts {
  readonly items: number;
  readonly together: number;
  readonly inClusters: number;
  readonly inClasses: number;
}

/** The index from numbers of pairs, so that a database can count them. */
export function adjustedRandOfPairs({ items, together, inClusters, inClasses }: PairCounts): number {
  const expected = items < 2 ? 0 : (inClusters * inClasses) / pairs(items);
  const most = (inClusters + inClasses) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}
