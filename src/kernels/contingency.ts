/** How often each cluster and each class meet, the table all clustering figures start from. */
export interface Contingency {
  readonly items: number;
  /** Cells that are not zero. */
  readonly cells: readonly { readonly cluster: number; readonly group: number; readonly count: number }[];
  readonly clusterSizes: readonly number[];
  readonly classSizes: readonly number[];
}

/** The table of two labellings of the same items. A RangeError where their lengths differ. */
export function contingency(clusters: readonly string[], classes: readonly string[]): Contingency {
  if (clusters.length !== classes.length)
    throw new RangeError(`${clusters.length} clusters and ${classes.length} classes`);
  const ofCluster = numbered(clusters);
  const ofClass = numbered(classes);
  const counts = new Map<string, { cluster: number; group: number; count: number }>();
  clusters.forEach((_, item) => {
    const cluster = ofCluster.numbers[item]!;
    const group = ofClass.numbers[item]!;
    const key = `${cluster} ${group}`;
    const cell = counts.get(key);
    if (cell === undefined) counts.set(key, { cluster, group, count: 1 });
    else cell.count += 1;
  });
  return {
    items: clusters.length,
    cells: [...counts.values()],
    clusterSizes: ofCluster.sizes,
    classSizes: ofClass.sizes,
  };
}

function numbered(labels: readonly string[]): { numbers: number[]; sizes: number[] } {
  const known = new Map<string, number>();
  const sizes: number[] = [];
  const numbers = labels.map((label) => {
    let number = known.get(label);
    if (number === undefined) {
      known.set(label, (number = known.size));
      sizes.push(0);
    }
    sizes[number]! += 1;
    return number;
  });
  return { numbers, sizes };
}
