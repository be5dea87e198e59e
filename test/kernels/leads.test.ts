import { describe, expect, test } from 'vitest';
import { leadOf, medianLead, medianRank } from '../../src/kernels/leads.ts';

describe('bounds of a lead', () => {
  test('a day against an instant: between 2 and 26 hours before', () => {
    expect(leadOf({ earliest: 0, latest: 24 }, { earliest: 26, latest: 26.5 })).toEqual({ low: 2, high: 26.5 });
  });

  test('an open side stays open', () => {
    expect(leadOf({ earliest: -Infinity, latest: 5 }, { earliest: 7, latest: 8 })).toEqual({ low: 2, high: Infinity });
  });
});

describe('the median', () => {
  test('lies between the medians of the bounds', () => {
    const found = medianLead(Float64Array.of(-24, 0, 10), Float64Array.of(24, 48, 10));
    // Lower bounds −24, 0, 10; upper bounds 10, 24, 48.
    expect(found).toMatchObject({ leads: 3, from: 0, to: 24, median: 12 });
    expect([found.low, found.high]).toEqual([Number.NaN, Number.NaN]);
  });

  test('open bounds leave it open only where they are the half', () => {
    const lows = Float64Array.of(-Infinity, 1, 2, 3, 4);
    expect(medianLead(lows, Float64Array.of(1, 2, 3, 4, 5))).toMatchObject({ from: 2, to: 3 });
    expect(medianLead(Float64Array.of(1, 2, 3), Float64Array.of(Infinity, Infinity, 4))).toMatchObject({
      from: 2,
      to: Infinity,
      median: Number.NaN,
    });
  });

  test('no leads, no median', () => {
    expect(medianLead(new Float64Array(0), new Float64Array(0))).toMatchObject({ leads: 0, median: Number.NaN });
  });

  test('places of the interval as in tables of the sign test', () => {
    // Conover, Practical Nonparametric Statistics (1999): n = 6 the extremes, n = 10 the second, n = 20 the sixth.
    expect([5, 6, 10, 20, 100].map((n) => medianRank(n, 0.95))).toEqual([undefined, 0, 1, 5, 39]);
  });

  test('a hundred thousand leads', () => {
    const n = 100_000;
    expect(medianRank(n, 0.95)! / n).toBeCloseTo(0.5 - (1.96 * Math.sqrt(n / 4)) / n, 3);
  });

  test('bounds in the wrong order are refused', () => {
    expect(() => medianLead(Float64Array.of(2), Float64Array.of(1))).toThrow(RangeError);
  });
});
