/**
 * B³: for each item the part of its cluster that is of its class (precision), and the part of its
 * class that is in its cluster (recall), both with the item itself, averaged over items.
 *
 * Sources: Bagga & Baldwin, "Algorithms for Scoring Coreference Chains" (LREC workshop, 1998);
 * Amigó et al., "A comparison of extrinsic clustering evaluation metrics" (Information Retrieval 12,
 * 2009), which shows that it alone of the usual figures meets four plain demands on such a figure.
 */
import { scoresOf } from './f1.ts';
import type { Scores } from './f1.ts';

/** B³ precision and recall of each item, in the order of the items. */
export function bCubedItems(
  clusters: readonly string[],
  classes: readonly string[],
): { precision: number; recall: number }[] {
  if (clusters.length !== classes.length)
    throw new RangeError(`${clusters.length} clusters and ${classes.length} classes`);
  const inCluster = countsOf(clusters);
  const inClass = countsOf(classes);
  const both = (item: number): string => JSON.stringify([clusters[item], classes[item]]);
  const inBoth = countsOf(clusters.map((_, item) => both(item)));
  return clusters.map((cluster, item) => {
    const same = inBoth.get(both(item))!;
    return { precision: same / inCluster.get(cluster)!, recall: same / inClass.get(classes[item]!)! };
  });
}

/** B³ over the items; its F1 is the harmonic mean of the two averages. */
export function bCubed(clusters: readonly string[], classes: readonly string[]): Scores {
  return averaged(bCubedItems(clusters, classes));
}

/** Averages over items; 0 where there are none. */
export function averaged(items: readonly { readonly precision: number; readonly recall: number }[]): Scores {
  if (items.length === 0) return scoresOf(0, 0);
  const mean = (of: (item: { readonly precision: number; readonly recall: number }) => number): number =>
    items.reduce((sum, item) => sum + of(item), 0) / items.length;
  return scoresOf(
    mean((item) => item.precision),
    mean((item) => item.recall),
  );
}

function countsOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
