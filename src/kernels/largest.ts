/** The places of the `k` largest of many scores. */

/**
 * Places of the `k` largest scores among those that are `allowed` (absent: all), largest first, ties by the
 * lower place. NaN and −∞ are never among them. A heap of the best so far, its smallest on top.
 */
export function largest(scores: ArrayLike<number>, k: number, allowed?: Uint8Array): number[] {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`cannot take the best ${k}`);
  if (allowed !== undefined && allowed.length !== scores.length)
    throw new RangeError(`${allowed.length} flags for ${scores.length} scores`);
  const heap: number[] = [];
  // Whether place a is worse than place b.
  const isWorse = (a: number, b: number): boolean => scores[a]! < scores[b]! || (scores[a]! === scores[b]! && a > b);
  const sink = (): void => {
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isWorse(heap[child]!, heap[worst]!)) worst = child;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  };
  let least = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < scores.length && k > 0; place++) {
    if (!(scores[place]! > least) || (allowed !== undefined && allowed[place] === 0)) continue;
    if (heap.length < k) {
      heap.push(place);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!isWorse(heap[at]!, heap[parent]!)) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
    } else {
      heap[0] = place;
      sink();
    }
    if (heap.length === k) least = scores[heap[0]!]!;
  }
  return heap.sort((a, b) => scores[b]! - scores[a]! || a - b);
}
