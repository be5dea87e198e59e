import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli, holm, midP } from '../../src/kernels/multiple-testing.ts';

const close = (found: Float64Array, wanted: readonly number[]): void => {
  expect(found).toHaveLength(wanted.length);
  for (const [place, value] of wanted.entries()) expect(found[place]).toBeCloseTo(value, 12);
};

test('Holm by hand: 4 × 0.005, 3 × 0.01, then the running maximum', () => {
  // Ordered: 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 are 0.02, 0.03, 0.06, 0.04; the last is raised to 0.06.
  close(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
  close(holm([0.6, 0.7]), [1, 1]);
  close(holm([0.2]), [0.2]);
  expect(holm([])).toHaveLength(0);
});

test('Benjamini–Hochberg by hand: m p / rank, then the running minimum from above', () => {
  // Ordered: 0.005, 0.01, 0.03, 0.04 times 4/1, 4/2, 4/3, 4/4 are 0.02, 0.02, 0.04, 0.04.
  close(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02]);
  // 0.02 · 2 / 1 = 0.04 is above 0.03 · 2 / 2 = 0.03.
  close(benjaminiHochberg([0.02, 0.03]), [0.03, 0.03]);
});

test('Benjamini–Yekutieli multiplies by the harmonic sum', () => {
  // 1 + 1/2 + 1/3 + 1/4 = 25/12.
  close(
    benjaminiYekutieli([0.01, 0.04, 0.03, 0.005]),
    [0.02, 0.04, 0.04, 0.02].map((q) => (q * 25) / 12),
  );
});

test('a test that could not be made is left out of the count', () => {
  for (const [adjust, wanted] of [
    [holm, [0.02, Number.NaN, 0.04]],
    [benjaminiHochberg, [0.02, Number.NaN, 0.04]],
  ] as const) {
    const found = adjust([0.01, Number.NaN, 0.04]);
    expect(found[0]).toBeCloseTo(wanted[0], 12);
    expect(found[1]).toBeNaN();
    expect(found[2]).toBeCloseTo(wanted[2], 12);
  }
});

test('adjusted values keep the order, lie between the p-value and 1, and Holm is the larger', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      const [byHolm, byHochberg, byYekutieli] = [holm(p), benjaminiHochberg(p), benjaminiYekutieli(p)];
      for (const [i, value] of p.entries()) {
        expect(byHolm[i]).toBeLessThanOrEqual(1);
        expect(byHochberg[i]!).toBeGreaterThanOrEqual(value);
        expect(byHolm[i]!).toBeGreaterThanOrEqual(byHochberg[i]! - 1e-12);
        expect(byYekutieli[i]!).toBeGreaterThanOrEqual(byHochberg[i]!);
        for (const [j, other] of p.entries()) {
          if (value < other) {
            expect(byHolm[i]!).toBeLessThanOrEqual(byHolm[j]!);
            expect(byHochberg[i]!).toBeLessThanOrEqual(byHochberg[j]!);
          }
        }
      }
    }),
  );
});

test('mid-p counts half of what is equal, and the observation as a draw', () => {
  expect(midP(0, 0, 999)).toBe(0.0005);
  expect(midP(10, 4, 99)).toBe(0.125);
  expect(midP(0, 99, 99)).toBe(0.5);
  expect(midP(99, 0, 99)).toBe(0.995);
});

test('what is no p-value is a fault', () => {
  for (const wrong of [-0.1, 1.1]) {
    expect(() => holm([wrong])).toThrow(RangeError);
    expect(() => benjaminiHochberg([wrong])).toThrow(RangeError);
  }
  expect(() => midP(3, 3, 5)).toThrow(RangeError);
  expect(() => midP(-1, 0, 5)).toThrow(RangeError);
});
