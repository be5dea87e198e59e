/** Connected components of an undirected graph, by union–find with path halving (Tarjan & van Leeuwen, JACM 31, 1984). */

/** The component of each of `size` nodes, numbered from 0 in the order of their first nodes. A RangeError where an edge names none. */
export function components(size: number, edges: Iterable<readonly [number, number]>): Uint32Array {
  const parent = Uint32Array.from({ length: size }, (_, node) => node);
  const rootOf = (node: number): number => {
    if (!(node >= 0 && node < size)) throw new RangeError(`${node} is none of ${size} nodes`);
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (const [one, other] of edges) {
    const [a, b] = [rootOf(one), rootOf(other)];
    // The smaller root stays, so that the numbers do not depend on the order of the edges.
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const numbers = new Map<number, number>();
  return Uint32Array.from({ length: size }, (_, node) => {
    const root = rootOf(node);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}
