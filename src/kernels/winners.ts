/** Which ecosystem each narrative is most associated with. */

/**
 * Marks the highest value of each row (row-major, a row a narrative) with 1 and the others with 0.
 *
 * Exact ties all win. An ecosystem without a match (count 0) never wins, so a row without any match
 * has no winner. A RangeError where the shapes do not agree.
 */
export function winners(values: ArrayLike<number>, counts: ArrayLike<number>, columns: number): Uint8Array {
  checkRows(values, columns);
  if (counts.length !== values.length) throw new RangeError(`${values.length} values and ${counts.length} counts`);
  const marks = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += columns) {
    let best = -Infinity;
    for (let i = start; i < start + columns; i++) {
      if (counts[i]! > 0 && values[i]! > best) best = values[i]!;
    }
    for (let i = start; i < start + columns; i++) {
      if (counts[i]! > 0 && values[i] === best) marks[i] = 1;
    }
  }
  return marks;
}

/**
 * Share of the narratives that each ecosystem wins, 0 to 1, from the marks of {@link winners}: a tie of
 * m counts 1/m for each, narratives without a winner are left out, and all is 0 where none has one. With
 * weights, one a narrative, it is the share of their weight.
 */
export function winnerShares(marks: ArrayLike<number>, columns: number, weights?: ArrayLike<number>): Float64Array {
  checkRows(marks, columns);
  const won = new Float64Array(columns);
  let rows = 0;
  for (let start = 0; start < marks.length; start += columns) {
    let tied = 0;
    for (let i = start; i < start + columns; i++) tied += marks[i]!;
    if (tied === 0) continue;
    const weight = weights === undefined ? 1 : weights[start / columns]!;
    rows += weight;
    for (let e = 0; e < columns; e++) won[e]! += (weight * marks[start + e]!) / tied;
  }
  return rows === 0 ? won : won.map((wins) => wins / rows);
}

/** Number of narratives whose winners are not the same under two baselines. */
export function changedRows(one: ArrayLike<number>, other: ArrayLike<number>, columns: number): number {
  checkRows(one, columns);
  if (one.length !== other.length) throw new RangeError(`${one.length} and ${other.length} marks`);
  let changed = 0;
  for (let start = 0; start < one.length; start += columns) {
    for (let i = start; i < start + columns; i++) {
      if (one[i] === other[i]) continue;
      changed += 1;
      break;
    }
  }
  return changed;
}

function checkRows(values: ArrayLike<number>, columns: number): void {
  if (!Number.isInteger(columns) || columns < 1 || values.length % columns !== 0) {
    throw new RangeError(`${values.length} values are not rows of ${columns} columns`);
  }
}
