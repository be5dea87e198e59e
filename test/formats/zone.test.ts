import { describe, expect, it } from 'vitest';
import { checkZone, instantsOf, offsetMinutes } from '../../src/formats/zone.ts';

describe('offsetMinutes', () => {
  it.each([
    ['Z', 0],
    ['utc', 0],
    ['+08:00', 480],
    ['+0530', 330],
    ['-03', -180],
    ['-00:00', 0],
    ['+15:00', undefined],
    ['+01:75', undefined],
    ['8', undefined],
    ['Europe/Kyiv', undefined],
  ])('%s', (text, expected) => {
    expect(offsetMinutes(text)).toBe(expected);
  });
});

it('checkZone names what is no zone', () => {
  expect(() => checkZone('Europe/Kyiv')).not.toThrow();
  expect(() => checkZone('+03:00')).not.toThrow();
  expect(() => checkZone('Mars/Olympus')).toThrow(/"Mars\/Olympus" is not a time zone/);
});

it('instantsOf knows half-hour clock changes', () => {
  // Lord Howe turns back by half an hour at 02:00 on 3 April 2022.
  const { first, last } = instantsOf(Date.UTC(2022, 3, 3, 1, 45), 'Australia/Lord_Howe');
  expect(last - first).toBe(30 * 60_000);
});
