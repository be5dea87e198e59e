import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pop, push, sink } from '../../src/kernels/queue.ts';

const precedes = (a: number, b: number): boolean => a > b;

test('entries come in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (entries) => {
      const queue: number[] = [];
      for (const entry of entries) push(queue, entry, precedes);
      const out = entries.map(() => pop(queue, precedes));
      expect(out).toEqual([...entries].sort((a, b) => b - a));
      expect(pop(queue, precedes)).toBeUndefined();
    }),
  );
});

test('an entry whose standing fell is put where it belongs', () => {
  const standing = [9, 8, 7, 6, 5];
  const before = (a: number, b: number): boolean => standing[a]! > standing[b]!;
  const queue: number[] = [];
  for (const entry of standing.keys()) push(queue, entry, before);
  standing[0] = 6.5;
  sink(queue, before);
  expect(standing.map(() => pop(queue, before))).toEqual([1, 2, 0, 3, 4]);
});
