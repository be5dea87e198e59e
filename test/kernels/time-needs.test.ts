import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingOfTimes } from '../../src/kernels/time-needs.ts';
import type { TimeClasses } from '../../src/kernels/time-needs.ts';

const hour = 3_600_000;
const day = 24 * hour;
const items = (given: Partial<TimeClasses>): TimeClasses => ({
  to_hour: 0,
  to_day: 0,
  coarser: 0,
  bounded: 0,
  undated: 0,
  ...given,
});

describe('times', () => {
  test('carry an order where they are sharper than the distance', () => {
    const days = items({ to_hour: 40, to_day: 60 });
    expect(standingOfTimes(days, 6 * hour)).toEqual({ carries: 'no', tooWide: 0.6 });
    expect(standingOfTimes(days, 3 * day)).toEqual({ carries: 'yes', tooWide: 0 });
    expect(standingOfTimes(items({ to_hour: 80, to_day: 20 }), 0)).toEqual({ carries: 'partly', tooWide: 0.2 });
    expect(standingOfTimes(items({ to_hour: 10 }), 0)).toEqual({ carries: 'yes', tooWide: 0 });
  });

  test('a day in an unknown zone is longer than a day', () => {
    expect(standingOfTimes(items({ coarser: 1 }), 1.5 * day).carries).toBe('no');
    expect(standingOfTimes(items({ to_day: 1 }), 1.5 * day).carries).toBe('yes');
  });

  test('one bound and none carry nothing, whatever the distance', () => {
    expect(standingOfTimes(items({ bounded: 1, undated: 1 }), 1e15)).toEqual({ carries: 'no', tooWide: 1 });
  });

  test('a day is too wide where the distance is not known', () => {
    expect(standingOfTimes(items({ to_day: 1 }), null).carries).toBe('no');
    expect(standingOfTimes(items({ to_hour: 1 }), null).carries).toBe('yes');
  });

  test('without items nothing is carried', () => {
    expect(standingOfTimes(items({}), day)).toEqual({ carries: 'no', tooWide: Number.NaN });
    expect(() => standingOfTimes(items({}), -1)).toThrow(RangeError);
  });

  test('a longer distance never makes it worse', () => {
    const counts = fc.record({
      to_hour: fc.nat(9),
      to_day: fc.nat(9),
      coarser: fc.nat(9),
      bounded: fc.nat(9),
      undated: fc.nat(9),
    });
    fc.assert(
      fc.property(counts, fc.nat(100), fc.nat(100), (classes, a, b) => {
        const [near, far] = [standingOfTimes(classes, a * hour), standingOfTimes(classes, (a + b) * hour)];
        if (!Number.isNaN(near.tooWide)) expect(far.tooWide).toBeLessThanOrEqual(near.tooWide);
      }),
    );
  });
});
