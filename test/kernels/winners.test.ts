import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedRows, winners, winnerShares } from '../../src/kernels/winners.ts';

test('the highest wins, exact ties win together, nothing wins where nothing matched', () => {
  const values = [0.1, 0.7, 0.2, 0.4, 0.4, 0.2, 0, 0, 0, -1, -0.5, -1];
  const counts = [1, 7, 2, 2, 2, 1, 0, 0, 0, 0, 3, 0];
  expect([...winners(values, counts, 3)]).toEqual([0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0]);
});

test('an ecosystem without a match never wins, whatever its value', () => {
  expect([...winners([0.9, 0.1], [0, 1], 2)]).toEqual([0, 1]);
});

test('ties are split and narratives without a winner are left out of the shares', () => {
  expect([...winnerShares([0, 1, 0, 1, 1, 0, 0, 0, 0], 3)]).toEqual([0.25, 0.75, 0]);
  expect([...winnerShares([0, 0], 2)]).toEqual([0, 0]);
});

test('shares sum to 1, and an order of the narratives changes nothing', () => {
  const rows = fc.array(fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rows, (counts) => {
      const flat = counts.flat();
      const won = winnerShares(winners(flat, flat, 3), 3);
      const back = counts.toReversed().flat();
      const reversed = winnerShares(winners(back, back, 3), 3);
      for (let e = 0; e < 3; e++) expect(reversed[e]).toBeCloseTo(won[e]!, 12);
      expect(won[0]! + won[1]! + won[2]!).toBeCloseTo(flat.some((k) => k > 0) ? 1 : 0, 12);
    }),
  );
});

test('a narrative is changed where its winners are not the same', () => {
  expect(changedRows([1, 0, 1, 1, 0, 0], [1, 0, 0, 1, 0, 0], 2)).toBe(1);
  expect(changedRows([], [], 2)).toBe(0);
});

test('shapes that do not agree are faults', () => {
  expect(() => winners([1, 2, 3], [1, 2, 3], 2)).toThrow(RangeError);
  expect(() => winners([1, 2], [1], 2)).toThrow(RangeError);
  expect(() => winnerShares([1], 0)).toThrow(RangeError);
  expect(() => changedRows([1, 0], [1, 0, 0, 0], 2)).toThrow(RangeError);
});
