/** A priority queue: a binary heap of numbers in an array, the one that precedes all others at the top. */

type Precedes = (a: number, b: number) => boolean;

/** Adds an entry. */
export function push(queue: number[], entry: number, precedes: Precedes): void {
  let at = queue.length;
  queue.push(entry);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!precedes(entry, queue[above]!)) break;
    queue[at] = queue[above]!;
    at = above;
  }
  queue[at] = entry;
}

/** Takes the entry at the top; undefined where there is none. */
export function pop(queue: number[], precedes: Precedes): number | undefined {
  const top = queue[0];
  const last = queue.pop();
  if (queue.length === 0 || last === undefined) return top;
  queue[0] = last;
  sink(queue, precedes);
  return top;
}

/** Puts the entry at the top where it belongs, after its standing fell. */
export function sink(queue: number[], precedes: Precedes): void {
  const entry = queue[0];
  if (entry === undefined) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= queue.length) break;
    if (below + 1 < queue.length && precedes(queue[below + 1]!, queue[below]!)) below += 1;
    if (!precedes(queue[below]!, entry)) break;
    queue[at] = queue[below]!;
    at = below;
  }
  queue[at] = entry;
}
