import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aheadByChance,
  binomialMass,
  binomialTable,
  binomialUpperTail,
  highestRateOfNone,
  logGamma,
} from '../../src/kernels/binomial.ts';

test('ln Γ at known places', () => {
  expect(logGamma(1)).toBeCloseTo(0, 13);
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 13);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  expect(logGamma(101)).toBeCloseTo(363.739375555563, 10);
});

test('tails by hand', () => {
  expect(binomialUpperTail(2, 3, 0.5)).toBeCloseTo(0.5, 14);
  expect(binomialUpperTail(1, 2, 0.1)).toBeCloseTo(0.19, 14);
  expect(binomialUpperTail(0, 4, 0.3)).toBe(1);
  expect(binomialUpperTail(4, 4, 0.3)).toBeCloseTo(0.0081, 14);
});

test('the exact test by hand: (45 + 10 + 1) / 1024, twice', () => {
  expect(aheadByChance(8, 2)).toBeCloseTo(112 / 1024, 14);
  expect(aheadByChance(5, 0)).toBeCloseTo(2 / 32, 14);
  expect(aheadByChance(1, 0)).toBe(1);
  expect(aheadByChance(3, 3)).toBe(1);
  expect(aheadByChance(2, 9)).toBe(1);
  expect(aheadByChance(0, 0)).toBe(1);
});

test('0 of 10 leave a rate of up to 30.85 % open', () => {
  expect(highestRateOfNone(10)).toBeCloseTo(0.3085, 4);
});

test('tails and tables are sums of the masses', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
      const table = binomialTable(n, p);
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        expect(Math.abs(binomialUpperTail(k, n, p) - (1 - sum))).toBeLessThan(1e-10);
        sum += binomialMass(k, n, p);
        if (k < table.length) expect(Math.abs(table[k]! - sum)).toBeLessThan(1e-10);
      }
    }),
  );
});

test('what is not binomial is a fault', () => {
  expect(() => binomialMass(3, 2, 0.5)).toThrow(RangeError);
  expect(() => binomialMass(1, 2, 1.5)).toThrow(RangeError);
  expect(() => binomialUpperTail(0.5, 2, 0.5)).toThrow(RangeError);
  expect(() => highestRateOfNone(0)).toThrow(RangeError);
  expect(() => logGamma(0)).toThrow(RangeError);
});
