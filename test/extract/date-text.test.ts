import { expect, test } from 'vitest';
import { datesIn } from '../../src/extract/date-text.ts';

/** Dates of a text as ISO 8601 without seconds, with the written offset. */
function found(text: string, monthFirst?: boolean): string[] {
  return datesIn(text, monthFirst).map(
    ({ time }) => new Date(time.wall).toISOString().slice(0, time.precision === 'day' ? 10 : 16) + (time.zone ?? ''),
  );
}

test.each([
  ['March 1, 2022', '2022-03-01'],
  ['Tuesday, March 1st, 2022 at 3:05 p.m. EST', '2022-03-01T15:05-05:00'],
  ['Mar. 1, 2022 12:30 AM', '2022-03-01T00:30'],
  ['1 March 2022', '2022-03-01'],
  ['1st of March 2022, 12:30 GMT', '2022-03-01T12:30Z'],
  ['1-Mar-2022', '2022-03-01'],
  ['Sept 12, 2021', '2021-09-12'],
  ['1. März 2022, 12:30 Uhr', '2022-03-01T12:30'],
  ['Dienstag, 1. Mrz. 2022', '2022-03-01'],
  ['01.03.2022 - 12.30 Uhr', '2022-03-01T12:30'],
  ['veröffentlicht am 24. Dezember 2019 um 08:00', '2019-12-24T08:00'],
  ['le 1er août 2022 à 14h05', '2022-08-01T14:05'],
  ['1 de marzo de 2022', '2022-03-01'],
  ['1 stycznia 2022', '2022-01-01'],
  ['2022-03-01T12:30:00+02:00', '2022-03-01T12:30+02:00'],
  ['2022-03-01T12:30:00Z', '2022-03-01T12:30Z'],
  ['13/03/2022', '2022-03-13'],
  ['03/13/2022', '2022-03-13'],
  ['05/05/2022', '2022-05-05'],
])('%s', (text, expected) => {
  expect(found(text)).toEqual([expected]);
});

test.each([
  'yesterday at 12:30',
  'vor 2 Stunden',
  '2 часа назад',
  '3小时前',
  '3月1日',
  'March 2022',
  '1 March',
  'marble 12, 2022',
  '31 February 2022',
  '45.13.2022',
  '1.2.2022.3',
  '03/04/2022',
  '192.168.20.22',
  '+7 495 123-45-67',
  'от 1 до 2022',
  '',
  '2022',
])('no date: %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('the order of month and day is told', () => {
  expect(found('03/04/2022', true)).toEqual(['2022-03-04']);
  expect(found('03/04/2022', false)).toEqual(['2022-04-03']);
});

test('several dates in order', () => {
  expect(found('Published March 1, 2022; updated 3 March 2022')).toEqual(['2022-03-01', '2022-03-03']);
});
