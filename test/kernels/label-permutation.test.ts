import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeChances, firstCredits, leadTest } from '../../src/kernels/label-permutation.ts';
import type { LabelledUnits } from '../../src/kernels/label-permutation.ts';
import { Random } from '../../src/kernels/random.ts';

const random = new Random(1);

function units(labels: readonly number[], times = [...labels.keys()], strata = labels.map(() => 0)): LabelledUnits {
  return {
    times,
    labels,
    strata,
    units: labels.length,
    labelCount: Math.max(...labels) + 1,
    stratumCount: Math.max(...strata) + 1,
  };
}

/** Every way to permute the labels within their strata. */
function permutations(given: LabelledUnits): number[][] {
  let ways: number[][] = [Array.from({ length: given.units }, () => -1)];
  for (let s = 0; s < given.stratumCount; s++) {
    const places = [...Array(given.units).keys()].filter((i) => given.strata[i] === s);
    for (const place of places.keys()) {
      ways = ways.flatMap((way) => {
        const used = new Set(places.slice(0, place).map((i) => way[i]));
        // Labels are told apart by the unit they came from, so that every permutation counts once.
        return places.filter((from) => !used.has(from)).map((from) => way.with(places[place]!, from));
      });
    }
  }
  return ways.map((way) => way.map((from) => given.labels[from]!));
}

function leadOf(labels: readonly number[], times: ArrayLike<number>): number {
  const next = labels.findIndex((label) => label !== labels[0]);
  const tied = labels.some((label, i) => times[i] === times[0] && label !== labels[0]);
  return next < 0 ? Infinity : tied ? 0 : times[next]! - times[0]!;
}

describe('lead of the first over the next', () => {
  test('four articles a a b b at 0, 2, 5, 6 hours, worked by hand', () => {
    // C(4, 2) = 6 orders are equally likely. Leads: aabb and bbaa 5 hours, the other four 2 hours. None
    // leads by more than 5 hours, two in six by as much: 0 + ½ · 2/6.
    const found = leadTest(units([0, 0, 1, 1], [0, 2, 5, 6]))!;
    expect(found).toEqual({ lead: 5, run: 2, beyond: 0, p: expect.closeTo(1 / 6, 12) as number });
    // Observed abab: two in six by more than 2 hours, four as much.
    expect(leadTest(units([0, 1, 0, 1], [0, 2, 5, 6]))).toEqual({
      lead: 2,
      run: 1,
      beyond: expect.closeTo(2 / 6, 12) as number,
      p: expect.closeTo(2 / 6 + 0.5 * (4 / 6), 12) as number,
    });
  });

  test('a tie at the front leads by nothing', () => {
    // Units at 0, 0, 5, 6: aabb and bbaa (2 of 6) lead by 5; the other four tie.
    expect(leadTest(units([0, 1, 0, 1], [0, 0, 5, 6]))).toEqual({
      lead: 0,
      run: 0,
      beyond: expect.closeTo(2 / 6, 12) as number,
      p: expect.closeTo(2 / 6 + 0.5 * (4 / 6), 12) as number,
    });
  });

  test('a lead of two by the smaller of a a a a b b is worth more than one of the larger', () => {
    // bbaaaa: b leads by two in 1 of C(6, 2) = 15 orders; a leads as rarely with all four, aaaabb. 0 + ½ · 2/15.
    expect(leadTest(units([1, 1, 0, 0, 0, 0]))!.p).toBeCloseTo(1 / 15, 12);
    // aabaab: a leads by two or more with 6/15. Rarer: aaabab, aaabba by three or more with 3/15, and b at
    // all with 5/15. So 3/15 + 5/15, and half of the 3/15 of a leading by two exactly.
    expect(leadTest(units([0, 0, 1, 0, 0, 1]))!.p).toBeCloseTo((3 + 5 + 1.5) / 15, 12);
  });

  test('labels that cannot change places give no p-value, one label no test', () => {
    expect(leadTest(units([0, 1], [0, 1], [0, 1]))!.p).toBeNaN();
    expect(leadTest(units([0, 0]))).toBeUndefined();
  });

  test('one unit of each of two labels says nothing: mid-p is one half', () => {
    expect(leadTest(units([0, 1]))!.p).toBe(0.5);
  });
});

describe('who is first', () => {
  test('three units of a and one of b: a is first with 3/4', () => {
    const { first, tied, chance } = firstCredits(units([1, 0, 0, 0]), 0, random);
    expect([[...first], tied]).toEqual([[0, 1], 1]);
    expect([...chance].map((p) => Math.round(p * 1e12) / 1e12)).toEqual([0.25, 0.75, 0, 0.75, 0.25, 0]);
  });

  test('a tie of two among a a b b: one label alone with 1/3, both with 2/3', () => {
    const { first, tied, chance } = firstCredits(units([0, 1, 0, 1], [0, 0, 5, 6]), 0, random);
    expect([[...first], tied]).toEqual([[1, 1], 2]);
    expect([...chance]).toEqual([1 / 6, 1 / 6, 2 / 3, 1 / 6, 1 / 6, 2 / 3].map((p) => expect.closeTo(p, 12) as number));
  });

  test('only sources that cover the time can be first', () => {
    // The first unit stands alone in its stratum, since only label 0 covers its day.
    const { chance } = firstCredits(units([0, 1, 1, 0], [0, 1, 2, 3], [0, 1, 1, 1]), 0, random);
    expect([...chance]).toEqual([0, 1, 0, 1, 0, 0].map((p) => expect.closeTo(p, 12) as number));
  });

  test('many labels: drawn chances come near the exact ones', () => {
    const labels = [...Array(14).keys()];
    const { chance } = firstCredits(units(labels), 0, new Random(7));
    for (let e = 0; e < 14; e++) expect(chance[e * 15 + 1]).toBeCloseTo(1 / 14, 1);
  });
});

const small = fc
  .array(fc.tuple(fc.nat(4), fc.nat(2), fc.nat(1)), { minLength: 2, maxLength: 6 })
  .map((rows) => rows.sort((a, b) => a[0] - b[0]))
  .map((rows) =>
    units(
      rows.map((row) => row[1]),
      rows.map((row) => row[0]),
      // Strata follow time, as days that other sources cover do.
      rows.map((row) => (row[0] > 2 ? 1 : 0) * (rows[0]![0] > 2 ? 0 : 1)),
    ),
  );

test('every chance is that of all permutations', () => {
  fc.assert(
    fc.property(small, fc.nat(5), fc.nat(2), (given, instant, width) => {
      const ways = permutations(given);
      const part = (passes: (labels: number[]) => boolean): number => ways.filter(passes).length / ways.length;
      const times = [...Array(given.units).keys()].map((i) => given.times[i]!);

      const lead = leadTest(given);
      if (lead !== undefined && !Number.isNaN(lead.p)) {
        const own = Array.from(given.labels);
        expect(lead.lead).toBe(leadOf(own, times));
        // How often the label that leads here leads by as much or more.
        const leads = ways.map((l) => [l[0]!, leadOf(l, times)] as const);
        const surprise = (l: number[]): number =>
          leadOf(l, times) === 0
            ? ways.length
            : leads.filter(([label, by]) => label === l[0] && by >= leadOf(l, times)).length;
        const [all, observed] = [ways.map(surprise), surprise(own)];
        const [below, same] = [all.filter((s) => s < observed), all.filter((s) => s === observed)];
        expect(lead.p).toBeCloseTo((below.length + same.length / 2) / ways.length, 10);
        expect(lead.beyond).toBeCloseTo(below.length / ways.length, 10);
      }

      const { before, chance } = beforeChances(given, instant);
      const { chance: front } = firstCredits(given, width, random);
      for (let e = 0; e < given.labelCount; e++) {
        const has = (labels: ArrayLike<number>): boolean => times.some((t, i) => t < instant && labels[i] === e);
        expect(before[e] === 1).toBe(has(given.labels));
        expect(chance[e]).toBeCloseTo(part(has), 10);
        for (let j = 0; j <= given.labelCount; j++) {
          const tiedBy = (labels: number[]): number => {
            const set = new Set(labels.filter((_, i) => times[i]! <= times[0]! || times[i]! < times[0]! + width));
            return set.has(e) ? set.size : 0;
          };
          expect(front[e * (given.labelCount + 1) + j]).toBeCloseTo(
            part((l) => tiedBy(l) === j),
            10,
          );
        }
      }
    }),
    { numRuns: 150 },
  );
});

test('times must not descend', () => {
  expect(() => firstCredits(units([0, 1], [1, 0]), 0, random)).toThrow(RangeError);
});
