/**
 * Accuracy of nearest neighbours against a translation at the same place, by cosine and by two
 * scores that lower "hubs", sentences near to everything:
 * CSLS(x, y) = 2 cos(x, y) − r(x) − r(y) (Conneau et al., "Word Translation Without Parallel Data",
 * ICLR 2018, eq. 3) and the ratio margin cos(x, y) / ((r(x) + r(y)) / 2) (Artetxe & Schwenk,
 * "Margin-based Parallel Corpus Mining", ACL 2019, eq. 2), where r is the mean cosine to the k
 * nearest of the other side.
 */

/** How two sentences are scored. */
export type RetrievalScore = 'cosine' | 'csls' | 'margin';

/** Mean of the `k` largest products of each row; `products` are row-major with `columns` columns. */
export function hubness(products: Float32Array, columns: number, k: number): Float64Array {
  if (k < 1 || k > columns) throw new RangeError(`the best ${k} of ${columns} cannot be taken`);
  const rows = products.length / columns;
  const means = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const best = products
      .slice(row * columns, (row + 1) * columns)
      .sort()
      .subarray(columns - k);
    means[row] = best.reduce((sum, value) => sum + value, 0) / k;
  }
  return means;
}

/** Part of the rows whose best column is that of their own number; ties go to the lower column. */
export function topOne(
  products: Float32Array,
  ofRows: Float64Array,
  ofColumns: Float64Array,
  score: RetrievalScore,
): number {
  const columns = ofColumns.length;
  if (ofRows.length !== columns || products.length !== columns * columns) {
    throw new RangeError(`${products.length} products of ${ofRows.length} and ${columns} sentences`);
  }
  let correct = 0;
  for (let row = 0; row < columns; row++) {
    let best = -1;
    let highest = -Infinity;
    for (let column = 0; column < columns; column++) {
      const product = products[row * columns + column]!;
      const value =
        score === 'cosine'
          ? product
          : score === 'csls'
            ? 2 * product - ofRows[row]! - ofColumns[column]!
            : (2 * product) / (ofRows[row]! + ofColumns[column]!);
      if (value > highest) {
        highest = value;
        best = column;
      }
    }
    if (best === row) correct += 1;
  }
  return correct / columns;
}
