import { describe, expect, test } from 'vitest';
import { CreditSum } from '../../src/kernels/credit-sum.ts';

describe('the sum of credits', () => {
  test('two coins, both heads: mid-p ½ · ¼, doubled', () => {
    const sum = new CreditSum();
    sum.add(1, [0.5, 0.5]);
    sum.add(1, [0.5, 0.5]);
    expect(sum.test()).toEqual({ terms: 2, observed: 2, expected: 1, deviation: Math.sqrt(0.5), p: 0.25 });
  });

  test('a tie counts half: 0, ½ or 1 with ¼, ½, ¼', () => {
    const sum = new CreditSum();
    sum.add(2, [0.25, 0.25, 0.5]);
    const { observed, expected, p } = sum.test();
    expect([observed, expected, p]).toEqual([0.5, 0.5, 1]);
  });

  test('a whole credit and a tie: sums of 0, ½, 1, 1½ and 2', () => {
    const sum = new CreditSum();
    sum.add(1, [0.5, 0.5]);
    sum.add(2, [0.25, 0.25, 0.5]);
    // 1½ has ½ · ½, 2 has ½ · ¼: twice (1/8 + ½ · 1/4).
    expect(sum.test()).toMatchObject({ observed: 1.5, expected: 1, p: 0.5 });
  });

  test('credits that chance leaves nothing of say nothing', () => {
    const sum = new CreditSum();
    sum.add(1, [0, 1]);
    expect(sum.test()).toMatchObject({ observed: 1, expected: 1, deviation: 0 });
    expect(sum.test().p).toBeNaN();
    sum.add(0, [0.5, 0.5]);
    expect(sum.test().p).toBe(0.5);
  });

  test('normal and exact agree where both can be had', () => {
    // 500 terms are exact, 501 are not; the last one changes neither the sum nor what is expected.
    const p = (more: boolean): number => {
      const sum = new CreditSum();
      for (let i = 0; i < 500; i++) sum.add(i % 100 < 34 ? 1 : 0, [0.7, 0.3]);
      if (more) sum.add(0, [1 - 1e-12, 1e-12]);
      return sum.test().p;
    };
    expect(p(true)).toBeCloseTo(p(false), 2);
    expect(p(true)).not.toBe(p(false));
    expect(p(false)).toBeGreaterThan(0.03);
    expect(p(false)).toBeLessThan(0.07);
  });

  test('chances that are none are refused', () => {
    expect(() => new CreditSum().add(0, [0.5, 0.6])).toThrow(RangeError);
    expect(() => new CreditSum().add(0, [-0.5, 1.5])).toThrow(RangeError);
  });
});
