import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { components } from '../../src/kernels/components.ts';

test('nodes are in one component where a path joins them, and only then', () => {
  const graph = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.tuple(fc.constant(size), fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 14 })),
    );
  fc.assert(
    fc.property(graph, ([size, edges]) => {
      // Reachability by squaring, as a reference.
      const joined = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => i === j));
      for (const [a, b] of edges) joined[a]![b] = joined[b]![a] = true;
      for (let via = 0; via < size; via++)
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) if (joined[i]![via]! && joined[via]![j]!) joined[i]![j] = true;
      const found = components(size, edges);
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) expect(found[i] === found[j]).toBe(joined[i]![j]);
      expect([...components(size, edges.toReversed())]).toEqual([...found]);
      // Numbered in the order of their first nodes, without gaps.
      expect([...new Set(found)]).toEqual(Array.from({ length: new Set(found).size }, (_, number) => number));
    }),
  );
});

test('an edge to no node is a fault', () => {
  expect(() => components(2, [[0, 2]])).toThrow(RangeError);
});
