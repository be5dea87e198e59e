import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { npmiOwn, npmiReleased, rawShare, releasedConstants, scaledCounts } from '../../src/kernels/association.ts';

/** Tables of counts: rows of as many columns. */
const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 8 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(fc.nat(40), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Normalised PMI straight from the definition, with objects instead of typed arrays. */
function naiveNpmi(rows: readonly (readonly number[])[]): number[] {
  const total = sum(rows.flat());
  return rows.flatMap((row) =>
    row.map((k, e) => {
      if (k === 0) return -1;
      if (k === total) return 1;
      const joint = k / total;
      const pmi = Math.log(joint) - Math.log(sum(row) / total) - Math.log(sum(rows.map((other) => other[e]!)) / total);
      return pmi / -Math.log(joint);
    }),
  );
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value)).toBeLessThan(1e-12);
}

describe('raw share', () => {
  test('is k over the total of the narrative, and 0 where that is 0', () => {
    expect([...rawShare([3, 1, 0, 0], 2)]).toEqual([0.75, 0.25, 0, 0]);
  });

  test('sums to 1 in every narrative with a match', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const columns = rows[0]!.length;
        const values = [...rawShare(rows.flat(), columns)];
        for (const [n, row] of rows.entries()) {
          expect(sum(values.slice(n * columns, (n + 1) * columns))).toBeCloseTo(sum(row) > 0 ? 1 : 0, 12);
        }
      }),
    );
  });
});

describe('normalised PMI with own totals', () => {
  test('is 0 at independence, 1 where the two only occur together, -1 where they never do', () => {
    expectClose(npmiOwn([2, 4, 4, 8], 2), [0, 0, 0, 0]);
    expectClose(npmiOwn([5, 0, 0, 7], 2), [1, -1, -1, 1]);
  });

  test('is 1 where one cell holds everything, the limit of the quotient', () => {
    expectClose(npmiOwn([0, 9, 0, 0], 2), [-1, 1, -1, -1]);
    expectClose(npmiOwn([4], 1), [1]);
    expectClose(npmiOwn([1e15, 0, 0, 1], 2), [1, -1, -1, 1]);
  });

  test('is -1 everywhere where nothing matched at all', () => {
    expect([...npmiOwn([0, 0, 0, 0], 2)]).toEqual([-1, -1, -1, -1]);
  });

  test('agrees with the definition and stays within -1 and 1', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const values = npmiOwn(rows.flat(), rows[0]!.length);
        if (sum(rows.flat()) > 0) expectClose(values, naiveNpmi(rows));
        else expect([...values]).toEqual(rows.flat().map(() => -1));
        for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('an order of the narratives changes no value', () => {
    fc.assert(
      fc.property(
        table.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
        ),
        ([rows, order]) => {
          const columns = rows[0]!.length;
          const values = npmiOwn(rows.flat(), columns);
          const shuffled = npmiOwn(
            order.flatMap((n) => rows[n]!),
            columns,
          );
          for (const [place, n] of order.entries()) {
            for (let e = 0; e < columns; e++) expect(shuffled[place * columns + e]).toBe(values[n * columns + e]);
          }
        },
      ),
    );
  });
});

describe('the released variant', () => {
  const constants = { reference: 1, total: 1000, referenceTotal: 200, scale: 0.5 };

  test('is the formula with one scale for all others, unscaled margins and one P(e)', () => {
    const joint = (0.5 * 10) / 1000;
    const expected = Math.log(joint / ((30 / 1000) * (200 / 1000))) / -Math.log(joint);
    const reference = Math.log(0.02 / (0.03 * 0.2)) / -Math.log(0.02);
    expectClose(npmiReleased([10, 20], 2, constants), [expected, reference]);
  });

  test('rises within a narrative with the scaled count, which therefore decides the winner', () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, pick) => {
        const columns = rows[0]!.length;
        const counts = rows.flat();
        const own = releasedConstants(counts, columns, pick % columns);
        if (own === undefined) return;
        const values = npmiReleased(counts, columns, own);
        const scaled = scaledCounts(counts, columns, own);
        for (let i = 0; i < counts.length; i++) {
          expect(Math.abs(values[i]!)).toBeLessThanOrEqual(1);
          for (let j = i - (i % columns); j < i; j++) {
            if (scaled[i]! > scaled[j]!) expect(values[i]!).toBeGreaterThanOrEqual(values[j]! - 1e-12);
          }
        }
      }),
    );
  });

  test('constants of a study: unscaled total, and the mean of the others with a match', () => {
    expect(releasedConstants([1, 10, 0, 3, 2, 14, 0, 3], 4, 0)).toEqual({
      reference: 0,
      total: 33,
      referenceTotal: 3,
      scale: 3 / 15,
    });
    expect(releasedConstants([4, 0], 2, 0)).toEqual({ reference: 0, total: 4, referenceTotal: 4, scale: 1 });
    expect(releasedConstants([0, 5], 2, 0)).toBeUndefined();
  });

  test('is cut to 1 where a scaled count leaves the distribution', () => {
    expect([
      ...npmiReleased([100, 1, 0, 0, 0, 3], 3, { reference: 0, total: 104, referenceTotal: 100, scale: 50 }),
    ]).toEqual([expect.any(Number), expect.any(Number), -1, -1, -1, 1]);
  });

  test('constants out of range are faults', () => {
    for (const wrong of [
      { reference: 2 },
      { reference: -1 },
      { total: 25 },
      { total: Number.NaN },
      { referenceTotal: 0 },
      { referenceTotal: 1001 },
      { scale: 0 },
      { scale: Infinity },
    ]) {
      expect(() => npmiReleased([10, 20], 2, { ...constants, ...wrong })).toThrow(RangeError);
    }
  });
});

test.each([
  [[1, 2, 3], 2],
  [[1], 0],
  [[1], 1.5],
  [[-1], 1],
  [[Number.NaN], 1],
  [[Infinity], 1],
])('counts %j in %d columns are a fault', (counts, columns) => {
  expect(() => rawShare(counts, columns)).toThrow(RangeError);
  expect(() => npmiOwn(counts, columns)).toThrow(RangeError);
  expect(() => releasedConstants(counts, columns, 0)).toThrow(RangeError);
});
