import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../src/formats/time.ts';
import type { Basis, Precision } from '../../src/formats/time.ts';

type Options = { precision?: unknown; basis?: Basis; zone?: string };

/** The time as `at earliest latest precision`, instants to the second, or the reason there is none. */
function show(value: unknown, options: Options = {}): string {
  const time = parseTime(value, options);
  if ('reason' in time) return time.reason;
  const instant = (ms: number | null): string =>
    ms === null ? '-' : new Date(ms).toISOString().replace(/\.000Z$/, 'Z');
  return `${instant(time.at)} ${instant(time.earliest)} ${instant(time.latest)} ${time.precision}`;
}

/** Same, where only the start and the precision matter. */
function start(value: unknown, options?: Options): string {
  const words = show(value, options).split(' ');
  return words.length === 1 ? words[0]! : `${words[0]} ${words[3]}`;
}

describe('forms', () => {
  const noon = '2022-03-01T12:15:00Z';
  it.each([
    ['2022-03-01T12:15:00Z', 'second'],
    ['2022-03-01T12:15:00.987654Z', 'second'],
    ['2022-03-01T12:15:00,5Z', 'second'],
    ['2022-03-01 12:15:00 UTC', 'second'],
    ['2022-03-01 12:15:00+00', 'second'],
    ['2022-03-01T20:15:00+08:00', 'second'],
    ['2022-03-01T20:15:00+0800', 'second'],
    ['2022-03-01 20:15:00 +08', 'second'],
    ['2022-03-01T07:15:00-05:00', 'second'],
    ['2022-03-01T17:45:00+05:30', 'second'],
    ['2022-03-01T12:15Z', 'minute'],
    ['2022-03-01 14:15+02:00', 'minute'],
    ['2022/03/01 12:15:00Z', 'second'],
    ['20220301T121500Z', 'second'],
    ['20220301121500Z', 'second'],
    ['Tue, 01 Mar 2022 20:15:00 +0800', 'second'],
    ['Tue, 1 Mar 2022 12:15:00 GMT', 'second'],
    ['01 Mar 22 12:15 UT', 'minute'],
    ['1 March 2022 07:15:00 EST', 'second'],
    ['Tue, 01 Mar 2022 15:15:00 MSK', 'second'],
    ['Tue, 01 Mar 2022 12:15:00 +0000 (UTC)', 'second'],
    ['Tue Mar 01 20:15:00 +0800 2022', 'second'],
    [1646136900, 'second'],
    ['1646136900', 'second'],
    [1646136900.25, 'second'],
    ['1646136900.0', 'second'],
    [1646136900123, 'second'],
    ['1646136900123', 'second'],
    [new Date('2022-03-01T12:15:00.5Z'), 'second'],
    ['  2022-03-01T12:15:00Z\n', 'second'],
  ])('%s', (value, precision) => {
    expect(start(value)).toBe(`${noon} ${precision}`);
    const time = parseTime(value);
    expect(time).toMatchObject({ zoneAssumed: false });
  });

  it.each([
    ['2022-03-01', 'day'],
    ['2022-3-1', 'day'],
    ['2022/03/01', 'day'],
    ['2022.03.01', 'day'],
    ['20220301', 'day'],
    [20220301, 'day'],
    ['01.03.2022', 'day'],
    ['1 March 2022', 'day'],
    ['March 1, 2022', 'day'],
    ['2022年3月1日', 'day'],
    ['2022-03-01T00', 'hour'],
    ['2022-03-01 00:00', 'minute'],
    ['2022-02-28 24:00', 'minute'],
    ['202203010000', 'minute'],
    ['01.03.2022 00:00', 'minute'],
    ['2022年03月01日 00:00', 'minute'],
    ['2022-03-01 00:00:00', 'second'],
    ['20220301000000', 'second'],
    ['Tue Mar 01 00:00:00 2022', 'second'],
    // Chicago or Beijing: no zone.
    ['Tue, 01 Mar 2022 00:00:00 CST', 'second'],
    ['Tue, 01 Mar 2022 00:00:00 -0000', 'second'],
  ])('%s has no zone', (value, precision) => {
    expect(start(value)).toBe(`2022-03-01T00:00:00Z ${precision}`);
    expect(parseTime(value)).toMatchObject({ zoneAssumed: true });
  });

  it.each([
    ['25/02/2022', '2022-02-25T00:00:00Z day'],
    ['02/25/2022', '2022-02-25T00:00:00Z day'],
    ['03/03/2022', '2022-03-03T00:00:00Z day'],
    ['25-02-2022 10:30', '2022-02-25T10:30:00Z minute'],
    ['03/04/2022', 'ambiguous-date'],
    ['3-4-2022', 'ambiguous-date'],
    ['04.03.2022', '2022-03-04T00:00:00Z day'],
  ])('%s: the day is first only where that is certain', (value, expected) => {
    expect(start(value)).toBe(expected);
  });

  it.each([
    ['2022-02-30', 'impossible-date'],
    ['2022-13-01', 'impossible-date'],
    ['2022-00-10', 'impossible-date'],
    ['2022-03-01T25:00:00Z', 'impossible-date'],
    ['2022-03-01T24:04:30', 'impossible-date'],
    ['2022-03-01T10:60:00Z', 'impossible-date'],
    ['2022-03-01T10:00:00+15:00', 'impossible-date'],
    ['2021-02-29', 'impossible-date'],
    ['20221301', 'impossible-date'],
    ['1989-12-31', 'year-out-of-range'],
    ['2101-01-01', 'year-out-of-range'],
    ['0001-01-01T00:00:00', 'year-out-of-range'],
    [0, 'not-a-time'],
    [-5, 'not-a-time'],
    ['2022', 'coarser-than-day'],
    ['2022-03', 'coarser-than-day'],
    ['yesterday', 'not-a-time'],
    ['3 hours ago', 'not-a-time'],
    ['4742304234657415', 'not-a-time'],
    ['2022-03-01T10:00:00 Beijing', 'not-a-time'],
    ['', 'not-a-time'],
    [null, 'not-a-time'],
    [true, 'not-a-time'],
    [{}, 'not-a-time'],
    [Number.NaN, 'not-a-time'],
    [new Date(Number.NaN), 'not-a-time'],
    ['2'.repeat(100), 'not-a-time'],
    ['Tue, 01 Foo 2022 12:15:00 GMT', 'not-a-time'],
  ])('%s is not a time: %s', (value, reason) => {
    expect(show(value)).toBe(reason);
  });

  it('takes a leap second for the second before', () => {
    expect(start('2016-12-31T23:59:60Z')).toBe('2016-12-31T23:59:59Z second');
  });
});

describe('intervals', () => {
  it.each<[string, Options, string]>([
    ['2022-03-01T12:15:07Z', {}, '2022-03-01T12:15:07Z 2022-03-01T12:15:07Z 2022-03-01T12:15:08Z second'],
    ['2022-03-01T12:15Z', {}, '2022-03-01T12:15:00Z 2022-03-01T12:15:00Z 2022-03-01T12:16:00Z minute'],
    ['2022-03-01T12+08', {}, '2022-03-01T04:00:00Z 2022-03-01T04:00:00Z 2022-03-01T05:00:00Z hour'],
    ['2022-03-01', { zone: 'Asia/Shanghai' }, '2022-02-28T16:00:00Z 2022-02-28T16:00:00Z 2022-03-01T16:00:00Z day'],
    ['2022-03-01', { zone: '+03:00' }, '2022-02-28T21:00:00Z 2022-02-28T21:00:00Z 2022-03-01T21:00:00Z day'],
    ['2022-03-01', {}, '2022-03-01T00:00:00Z 2022-02-28T10:00:00Z 2022-03-02T12:00:00Z day'],
    ['2022-03-01 12:15', {}, '2022-03-01T12:15:00Z 2022-02-28T22:15:00Z 2022-03-02T00:16:00Z minute'],
  ])('%s %j', (value, options, expected) => {
    expect(show(value, options)).toBe(expected);
  });

  it('prefers the offset of the value to the zone of the outlet', () => {
    expect(start('2022-03-01T12:00:00+08:00', { zone: 'Europe/Moscow' })).toBe('2022-03-01T04:00:00Z second');
  });

  it('gives days of 23 and 25 hours where the clocks change', () => {
    expect(show('2022-03-27', { zone: 'Europe/Kyiv' })).toBe(
      '2022-03-26T22:00:00Z 2022-03-26T22:00:00Z 2022-03-27T21:00:00Z day',
    );
    expect(show('2022-10-30', { zone: 'Europe/Kyiv' })).toBe(
      '2022-10-29T21:00:00Z 2022-10-29T21:00:00Z 2022-10-30T22:00:00Z day',
    );
  });

  it('covers both passages of an hour that the clocks repeat', () => {
    expect(show('2022-10-30 03:30', { zone: 'Europe/Kyiv' })).toBe(
      '2022-10-30T00:30:00Z 2022-10-30T00:30:00Z 2022-10-30T01:31:00Z minute',
    );
    expect(show('2022-10-30 02:59', { zone: 'Europe/Kyiv' })).toBe(
      '2022-10-29T23:59:00Z 2022-10-29T23:59:00Z 2022-10-30T00:00:00Z minute',
    );
  });

  it('puts a wall clock in the gap behind it', () => {
    expect(start('2022-03-27 03:30', { zone: 'Europe/Kyiv' })).toBe('2022-03-27T01:30:00Z minute');
  });
});

describe('stated precision', () => {
  it.each<[string, unknown, string]>([
    [
      '2022-02-01T19:00:00+08:00',
      'day (19:00 CST bulletin)',
      '2022-01-31T16:00:00Z 2022-01-31T16:00:00Z 2022-02-01T16:00:00Z day',
    ],
    [
      '2022-02-01T16:00:00+03:00',
      'minute (Moscow)',
      '2022-02-01T13:00:00Z 2022-02-01T13:00:00Z 2022-02-01T13:01:00Z minute',
    ],
    ['2022-02-01T16:40:00+03:00', 'hours', '2022-02-01T13:00:00Z 2022-02-01T13:00:00Z 2022-02-01T14:00:00Z hour'],
    [
      '2022-02-01T01:07:02Z',
      'second (RSS pubDate)',
      '2022-02-01T01:07:02Z 2022-02-01T01:07:02Z 2022-02-01T01:07:03Z second',
    ],
    ['2022-02-01T01:07:02Z', 'approx.', '2022-02-01T01:07:02Z 2022-02-01T01:07:02Z 2022-02-01T01:07:03Z second'],
    ['2022-02-01T01:07:02Z', 'unknown', '- - - unknown'],
    ['2022-02-01', 'month', 'coarser-than-day'],
  ])('%s as %s', (value, precision, expected) => {
    expect(show(value, { precision })).toBe(expected);
  });

  it('is never finer than the form', () => {
    expect(show('2022-02-01', { precision: 'second', zone: 'UTC' })).toMatch(/day$/);
    expect(show('2022-02-01 10:00', { precision: 'second', zone: 'UTC' })).toMatch(/minute$/);
  });
});

describe('upper bounds', () => {
  it.each<[string, Options, string]>([
    ['2022-03-01T12:15:00Z', { basis: 'first_seen' }, '- - 2022-03-01T12:15:00Z unknown'],
    ['2022-03-01T12:15:00Z', { basis: 'fetch' }, '- - 2022-03-01T12:15:00Z unknown'],
    ['2022-03-01', { basis: 'first_seen', zone: 'Z' }, '- - 2022-03-02T00:00:00Z unknown'],
    ['2022-03-01 12:15:00', { basis: 'first_seen' }, '- - 2022-03-02T00:15:00Z unknown'],
  ])('%s %j', (value, options, expected) => {
    expect(show(value, options)).toBe(expected);
  });
});

describe('properties', () => {
  const zone = fc.constantFrom(
    undefined,
    'Asia/Shanghai',
    'Europe/Kyiv',
    'America/New_York',
    'Australia/Lord_Howe',
    '+05:45',
    '-12:00',
    'Z',
  );
  const wall = fc.integer({ min: Date.UTC(1990, 0, 2) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });

  it('the interval holds its start, is never empty, and is widest without a zone', () => {
    fc.assert(
      fc.property(
        wall,
        zone,
        fc.constantFrom<Precision>('second', 'minute', 'hour', 'day'),
        (seconds, known, precision) => {
          const text = new Date(seconds * 1000).toISOString().slice(0, 19);
          const time = parseTime(text, { precision, ...(known === undefined ? {} : { zone: known }) });
          const wide = parseTime(text, { precision });
          if ('reason' in time || 'reason' in wide) throw new Error(text);
          expect(time.earliest!).toBeLessThanOrEqual(time.at!);
          expect(time.latest!).toBeGreaterThan(time.at!);
          expect(wide.earliest!).toBeLessThanOrEqual(time.earliest!);
          expect(wide.latest!).toBeGreaterThanOrEqual(time.latest!);
        },
      ),
    );
  });

  it('an instant written in the local time of a zone lies in the interval that is read from it', () => {
    fc.assert(
      fc.property(
        wall,
        zone.filter((name) => name?.includes('/') === true),
        (seconds, name) => {
          const local = new Intl.DateTimeFormat('sv-SE', {
            timeZone: name!,
            dateStyle: 'short',
            timeStyle: 'medium',
          }).format(seconds * 1000);
          const time = parseTime(local, { zone: name! });
          if ('reason' in time) throw new Error(local);
          expect(time.earliest!).toBeLessThanOrEqual(seconds * 1000);
          expect(time.latest!).toBeGreaterThan(seconds * 1000);
        },
      ),
    );
  });

  it('no value makes it throw', () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), (value, precision) => void parseTime(value, { precision })));
    fc.assert(fc.property(fc.stringMatching(/^[\d\-/:. TZ+年月日a-z]{0,30}$/), (value) => void parseTime(value)));
  });
});
