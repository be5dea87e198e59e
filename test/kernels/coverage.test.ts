import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fractionOf,
  gapsOf,
  isTelling,
  mondayOf,
  regularityOf,
  studyWeeks,
  sumOfWeeks,
  weekOf,
} from '../../src/kernels/coverage.ts';
import type { Weekly } from '../../src/kernels/coverage.ts';

const at = (text: string): number => Date.parse(text);
const weekly = (counts: Readonly<Record<number, number>>): Weekly => ({
  weeks: Object.keys(counts).map(Number),
  items: Object.values(counts),
});
/** Any source: some of the weeks 100 to 140, each with some items. */
const sources = fc
  .uniqueArray(fc.integer({ min: 100, max: 140 }), { maxLength: 30 })
  .chain((weeks) =>
    fc
      .array(fc.integer({ min: 1, max: 50 }), { minLength: weeks.length, maxLength: weeks.length })
      .map((items): Weekly => ({ weeks: weeks.sort((a, b) => a - b), items })),
  );

describe('weeks', () => {
  test('begin on Monday at 00:00 UTC', () => {
    const monday = weekOf(at('2022-02-28T00:00:00Z'));
    expect(weekOf(at('2022-02-27T23:59:59.999Z'))).toBe(monday - 1);
    expect(weekOf(at('2022-03-06T23:59:59.999Z'))).toBe(monday);
    expect(new Date(mondayOf(monday)).toISOString()).toBe('2022-02-28T00:00:00.000Z');
    expect(mondayOf(0)).toBe(at('1969-12-29'));
    expect(weekOf(-1)).toBe(0);
    expect(() => weekOf(Number.NaN)).toThrow(RangeError);
  });

  test('hold their instants', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e12, max: 4e12 }), (instant) => {
        const week = weekOf(instant);
        expect(new Date(mondayOf(week)).getUTCDay()).toBe(1);
        expect(mondayOf(week)).toBeLessThanOrEqual(instant);
        expect(instant).toBeLessThan(mondayOf(week + 1));
      }),
    );
  });

  test('at the ends of a window count as the part inside it', () => {
    const week = weekOf(at('2022-02-01'));
    expect(fractionOf(week, at('2022-02-01'), null)).toBeCloseTo(6 / 7);
    expect(fractionOf(week, null, at('2022-02-01'))).toBeCloseTo(1 / 7);
    expect(fractionOf(week - 1, at('2022-02-01'), null)).toBe(0);
  });
});

describe('gaps', () => {
  const source = weekly({ 103: 10, 104: 10, 107: 10 });

  test('lie between the first and the last item, or in the window', () => {
    expect(gapsOf(source)).toEqual([
      { first: 105, last: 106, weeks: 2, place: 'within', expected: 20, chance: 0.6 ** 30 },
    ]);
    expect(gapsOf(source, { first: 101, last: 108 })).toEqual([
      { first: 101, last: 102, weeks: 2, place: 'before', expected: 10, chance: 0.75 ** 30 },
      { first: 105, last: 106, weeks: 2, place: 'within', expected: 10, chance: 0.75 ** 30 },
      { first: 108, last: 108, weeks: 1, place: 'after', expected: (30 / 7) * 1, chance: 0.875 ** 30 },
    ]);
  });

  test('a source without items in the window has one gap, and it tells nothing', () => {
    expect(gapsOf(source, { first: 120, last: 122 })).toEqual([
      { first: 120, last: 122, weeks: 3, place: 'before', expected: 0, chance: 1 },
    ]);
    expect(gapsOf(weekly({}))).toEqual([]);
  });

  test('of a busy source are telling, those of a quiet one are not', () => {
    expect(gapsOf(source).map(isTelling)).toEqual([true]);
    expect(gapsOf(weekly({ 103: 1, 110: 1 })).map(isTelling)).toEqual([false]);
    // A week of which one hour lies in the window is no gap to speak of.
    const [gap] = gapsOf(weekly({ 101: 50 }), { first: 100, last: 101 }, (week) => (week === 100 ? 1 / 168 : 1));
    expect(isTelling(gap!)).toBe(false);
  });

  test('and weeks with items fill the window, each week once', () => {
    fc.assert(
      fc.property(sources, (own) => {
        const window = { first: 95, last: 145 };
        const gaps = gapsOf(own, window);
        const listed = [...own.weeks];
        for (const gap of gaps) {
          expect(gap.weeks).toBe(gap.last - gap.first + 1);
          expect(gap.weeks).toBeGreaterThan(0);
          for (let week = gap.first; week <= gap.last; week++) listed.push(week);
        }
        expect(listed.sort((a, b) => a - b)).toEqual(Array.from({ length: 51 }, (_, place) => 95 + place));
      }),
    );
  });

  test('inside the own span are what regularity lacks', () => {
    fc.assert(
      fc.property(sources, (own) => {
        const missing = gapsOf(own).reduce((sum, gap) => sum + gap.weeks, 0);
        const span = own.weeks.length + missing;
        expect(regularityOf(own)).toBe(span === 0 ? 0 : own.weeks.length / span);
      }),
    );
  });

  test('what is no list of weeks is refused', () => {
    expect(() => gapsOf({ weeks: [2, 1], items: [1, 1] })).toThrow(RangeError);
    expect(() => gapsOf({ weeks: [1], items: [0] })).toThrow(RangeError);
    expect(() => gapsOf({ weeks: [1], items: [] })).toThrow(RangeError);
  });
});

test('sources add up', () => {
  expect(sumOfWeeks([weekly({ 3: 1, 5: 2 }), weekly({ 1: 4, 5: 8 })])).toEqual(weekly({ 1: 4, 3: 1, 5: 10 }));
  expect(sumOfWeeks([])).toEqual({ weeks: [], items: [] });
});

describe('the weeks of a study', () => {
  const all = weekly({ 5: 1, 2600: 4000, 2605: 5000, 2700: 1 });

  test('are those declared', () => {
    const week = weekOf(at('2022-02-01'));
    expect(studyWeeks(all, at('2022-02-01'), at('2022-02-14'))).toEqual({ first: week, last: week + 1 });
    expect(studyWeeks(weekly({}), at('2022-02-01'), at('2022-02-07'))).toEqual({ first: week, last: week });
  });

  test('follow the items where an end is open, but not a date far off', () => {
    expect(studyWeeks(all, null, null)).toEqual({ first: 2600, last: 2605 });
    expect(studyWeeks(weekly({ 5: 1, 9: 1 }), null, null)).toEqual({ first: 5, last: 9 });
    expect(studyWeeks(weekly({}), null, null)).toBeUndefined();
    expect(studyWeeks(weekly({}), at('2022-02-01'), null)).toBeUndefined();
  });
});
