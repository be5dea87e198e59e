import { assert, array, double, integer, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { alignment } from '../../src/kernels/alignment.ts';
import type { Sentences } from '../../src/kernels/alignment.ts';
import { linkSentences } from '../../src/kernels/linked-sentences.ts';
import { normaliseRows } from '../../src/kernels/vectors.ts';

const columns = 3;

function passage(rows: readonly (readonly number[])[]): Sentences {
  return { vectors: normaliseRows(Float32Array.from(rows.flat()), columns), lengths: rows.map(() => 1) };
}

test('sentences that say the same have the same number, in the order of the second passage', () => {
  const p = passage([
    [1, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
  ]);
  const a = passage([
    [0, 1, 0.1],
    [1, 0.1, 0],
    [0.9, 0, 0.1],
  ]);
  const linked = linkSentences(p, a, columns, 0.8);
  expect([...linked.a.groups]).toEqual([1, 2, 2]);
  expect([...linked.p.groups]).toEqual([2, 0, 1]);
  expect(linked.p.cosines[0]).toBeCloseTo(1 / Math.hypot(1, 0.1), 5);
});

test('the closest pair is linked even where it does not reach the least cosine', () => {
  const linked = linkSentences(
    passage([
      [1, 0, 0],
      [0, 1, 0],
    ]),
    passage([[1, 2, 0]]),
    columns,
    0.99,
  );
  expect([...linked.p.groups]).toEqual([0, 1]);
  expect([...linked.a.groups]).toEqual([1]);
});

test('a passage without sentences links nothing', () => {
  const empty = { vectors: new Float32Array(0), lengths: [] };
  const linked = linkSentences(empty, passage([[1, 0, 0]]), columns, 0);
  expect([...linked.a.groups]).toEqual([0]);
  expect(linked.a.cosines[0]).toBe(-1);
  expect(() => linkSentences({ vectors: new Float32Array(2), lengths: [1] }, empty, columns, 0)).toThrow(RangeError);
});

const rows = array(tuple(...Array.from({ length: columns }, () => double({ min: -1, max: 1, noNaN: true }))), {
  minLength: 1,
  maxLength: 6,
}).filter((found) => found.every((row) => Math.hypot(...row) > 1e-3));

test('the cosines are those that the alignment of the passages averages; groups hold sentences of both', () => {
  assert(
    property(rows, rows, integer({ min: -100, max: 100 }), (ofP, ofA, percent) => {
      const [p, a] = [passage(ofP), passage(ofA)];
      const linked = linkSentences(p, a, columns, percent / 100);
      const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect((mean(linked.p.cosines) + mean(linked.a.cosines)) / 2).toBeCloseTo(alignment(p, a, columns), 4);
      const groups = (values: Int32Array): number[] =>
        [...new Set(values)].filter((group) => group > 0).sort((a, b) => a - b);
      expect(groups(linked.p.groups)).toEqual(groups(linked.a.groups));
      expect(groups(linked.a.groups).length).toBeGreaterThan(0);
      for (const side of [linked.p, linked.a])
        side.cosines.forEach((cosine, index) => {
          if (cosine >= percent / 100) expect(side.groups[index]).toBeGreaterThan(0);
        });
    }),
  );
});
