/**
 * Homogeneity (each cluster holds one class), completeness (each class lies in one cluster) and their
 * harmonic mean, from conditional entropies (Rosenberg & Hirschberg, "V-Measure", EMNLP-CoNLL 2007,
 * section 2, β = 1).
 */
import { contingency } from '../../src/kernels/contingency.ts';

export interface VMeasure {
  readonly homogeneity: number;
  readonly completeness: number;
  readonly v: number;
}

/** The three figures, each 0 to 1; an entropy of 0 makes its figure 1. */
export function vMeasure(clusters: readonly string[], classes: readonly string[]): VMeasure {
  const { items, cells, clusterSizes, classSizes } = contingency(clusters, classes);
  const ofClasses = entropy(classSizes, items);
  const ofClusters = entropy(clusterSizes, items);
  const conditional = (sizeOf: (cell: { cluster: number; group: number }) => number): number =>
    -cells.reduce((sum, cell) => sum + (cell.count / items) * Math.log(cell.count / sizeOf(cell)), 0);
  const homogeneity = ofClasses === 0 ? 1 : 1 - conditional((cell) => clusterSizes[cell.cluster]!) / ofClasses;
  const completeness = ofClusters === 0 ? 1 : 1 - conditional((cell) => classSizes[cell.group]!) / ofClusters;
  const sum = homogeneity + completeness;
  return { homogeneity, completeness, v: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum };
}

function entropy(sizes: readonly number[], items: number): number {
  return -sizes.reduce((sum, size) => sum + (size / items) * Math.log(size / items), 0);
}
