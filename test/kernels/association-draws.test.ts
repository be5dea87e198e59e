import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselines, drawnValues } from '../../src/kernels/association-draws.ts';
import {
  columnTotals,
  npmiOwn,
  npmiReleased,
  rawShare,
  releasedConstants,
  scaledCounts,
  smoothedCounts,
} from '../../src/kernels/association.ts';
import { addWins, drawTimes, wonNarratives } from '../../src/kernels/drawn-winners.ts';
import { logOdds } from '../../src/kernels/log-odds.ts';
import { Random } from '../../src/kernels/random.ts';
import { winners } from '../../src/kernels/winners.ts';

const columns = 3;
const prior = 2.5;

/** Rows of counts with at least one article each, and at least one of the reference. */
const tables = fc
  .array(fc.array(fc.nat(9), { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 7 })
  .map((rows) => rows.filter((row) => row.some((k) => k > 0)))
  .filter((rows) => rows.length > 1 && rows.some((row) => row[0]! > 0))
  .map((rows) => Float64Array.from(rows.flat()));

function valuesOf(counts: Float64Array, smoothing: number) {
  const smoothed = smoothedCounts(counts, columns, smoothing);
  return {
    raw: rawShare(smoothed, columns),
    npmi_own: npmiOwn(smoothed, columns),
    npmi_released: npmiReleased(counts, columns, releasedConstants(counts, columns, 0)!),
    log_odds: logOdds(counts, columns, prior),
  };
}

test('counts as they are have the values of the baselines', () => {
  fc.assert(
    fc.property(tables, fc.constantFrom(0, 0.5), (counts, smoothing) => {
      const surroundings = {
        totals: columnTotals(counts, columns),
        narratives: counts.length / columns,
        smoothing,
        reference: 0,
        prior,
      };
      const values = valuesOf(counts, smoothing);
      for (let start = 0; start < counts.length; start += columns) {
        const own = counts.subarray(start, start + columns);
        // Two draws, both as the counts: a column holds its draws side by side.
        const drawn = Float64Array.from([...own].flatMap((k) => [k, k]));
        for (const baseline of baselines) {
          const found = drawnValues(baseline, own, drawn, surroundings);
          for (let e = 0; e < columns; e++) {
            expect(found[2 * e]).toBeCloseTo(values[baseline][start + e]!, 10);
            expect(found[2 * e + 1]).toBe(found[2 * e]);
          }
        }
      }
    }),
  );
});

test('the totals move with the draw, and a draw without any article has no value', () => {
  const surroundings = { totals: new Float64Array([10, 10]), narratives: 4, smoothing: 0, reference: 0, prior };
  const [value] = drawnValues('npmi_own', [2, 2], Float64Array.from([4, 0, 1, 0]), surroundings);
  // k = 4 of 5 in the narrative, of 12 in the ecosystem and 21 in all.
  expect(value).toBeCloseTo(Math.log(4 / 21 / ((5 / 21) * (12 / 21))) / -Math.log(4 / 21), 12);
  expect(drawnValues('raw', [2, 2], Float64Array.from([4, 0, 1, 0]), surroundings)[1]).toBeNaN();
});

test('with every narrative once the wins are those of the values, ties split', () => {
  fc.assert(
    fc.property(tables, fc.constantFrom(0, 0.5), (counts, smoothing) => {
      const rows = counts.length / columns;
      const values = valuesOf(counts, smoothing);
      const ranked = {
        ...values,
        npmi_released: scaledCounts(counts, columns, releasedConstants(counts, columns, 0)!),
      };
      const weights = Float64Array.from({ length: rows }, (_, row) => row + 1);
      for (const baseline of baselines) {
        const marks = winners(ranked[baseline], counts, columns);
        const expected = new Float64Array(columns);
        for (let row = 0; row < rows; row++) {
          const own = marks.subarray(row * columns, (row + 1) * columns);
          const tied = own.reduce((sum, mark) => sum + mark, 0);
          own.forEach((mark, e) => (expected[e]! += (mark * weights[row]!) / tied));
        }
        const won = new Float64Array(columns);
        const times = new Uint16Array(rows).fill(1);
        addWins([won], baseline, wonNarratives(counts, columns, smoothing), times, [weights], {
          smoothing,
          reference: 0,
          prior,
        });
        // Ties of npmi and log-odds can fall on either side in the last digit: the sum never changes.
        expect(won.reduce((a, b) => a + b)).toBeCloseTo(
          expected.reduce((a, b) => a + b),
          10,
        );
        if (baseline === 'raw' || baseline === 'npmi_released') expect([...won]).toEqual([...expected]);
        else
          expect(Math.max(...won.map((part, e) => Math.abs(part - expected[e]!)))).toBeLessThan(
            tiesOf(ranked[baseline], weights) + 1e-9,
          );
      }
    }),
  );
});

/** Weight of the narratives in which two values are equal but for the last digits. */
function tiesOf(values: Float64Array, weights: Float64Array): number {
  let weight = 0;
  for (let row = 0; row < weights.length; row++) {
    const own = [...values.subarray(row * columns, (row + 1) * columns)].sort((a, b) => b - a);
    if (own[0]! - own[1]! < 1e-9) weight += weights[row]!;
  }
  return weight;
}

test('narratives are drawn with replacement, as many as there are', () => {
  const times = new Uint16Array(1000);
  drawTimes(times, new Random(1));
  expect(times.reduce((sum, often) => sum + often, 0)).toBe(1000);
  expect(times.filter((often) => often === 0).length / 1000).toBeCloseTo(Math.exp(-1), 1);
});

test('smoothing adds to narratives with a match only', () => {
  expect([...smoothedCounts([1, 0, 0, 0], 2, 0.5)]).toEqual([1.5, 0.5, 0, 0]);
  expect(() => smoothedCounts([1], 1, -1)).toThrow(RangeError);
});
