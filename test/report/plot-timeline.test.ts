/** A timeline shows what is known of each time and no more. */
import { expect, test } from 'vitest';
import { namedParties } from '../../src/report/names.ts';
import { timelinePlot } from '../../src/report/plot-timeline.ts';
import type { Lane, PlacedItem } from '../../src/report/plot-timeline.ts';
import { wordingOf } from '../../src/wording/wording.ts';

const day = 86_400_000;
const start = Date.UTC(2031, 2, 1);
const parties = namedParties(['cn', 'ru'], 'weibo', wordingOf('en'));

function draw(lanes: readonly Lane[]): string {
  return timelinePlot({ lanes, length: day, from: start, to: start + 10 * day }, parties, {
    title: 'When',
    description: 'Items in time.',
    caption: 'Caption',
    lane: (party, { items }) => `${party.label}: ${items}`,
    period: (from, items) => `${new Date(from).toISOString().slice(0, 10)}: ${items}`,
    periodHref: ({ source }, from) => `/period/${source}/${from}`,
    itemHref: ({ item_id }) => `/items/${encodeURIComponent(item_id)}`,
    tick: (time) => new Date(time).toISOString().slice(5, 10),
  }).text;
}

function item(item_id: string, earliest: number | null, latest: number | null): PlacedItem {
  return { item_id, earliest, latest, middle: ((earliest ?? latest!) + (latest ?? earliest!)) / 2 };
}

function lane(source: string, drawn: readonly PlacedItem[], more: Partial<Lane> = {}): Lane {
  return { source, items: drawn.length, undated: 0, drawn, periods: [], ...more };
}

/** What stands in the drawing of the wide figure. */
const wide = (text: string): string =>
  text.slice(text.indexOf('<div class="wide">'), text.indexOf('<div class="narrow">'));

test('a day is an interval, a minute a mark, and one bound an arrow', () => {
  const text = wide(draw([lane('cn', [item('minute', start + day, start + day + 60_000)])]));
  expect(text).not.toContain('stroke-opacity="0.4"');
  expect(text).not.toMatch(/[◀▶]/u);
  expect(wide(draw([lane('cn', [item('day', start + day, start + 2 * day)])]))).toContain('stroke-opacity="0.4"');
  const open = wide(draw([lane('cn', [item('before', null, start + day), item('after', start + 5 * day, null)])]));
  expect(open).toContain('stroke-dasharray="3 3"');
  expect(open).toMatch(/◀[^]*▶/u);
});

test('every item is drawn where nothing covers it, the platform last, and each is a link', () => {
  const crowd = Array.from({ length: 30 }, (_, index) => item(`<&"${index}`, start + day, start + day + 1000));
  const text = wide(draw([lane('weibo', [item('post', start, start + 1)]), lane('ru', crowd)]));
  const places = [...text.matchAll(/transform="translate\(([\d.]+,[\d.]+)\)"/gu)].map(([, place]) => place);
  expect(new Set(places).size).toBe(places.length);
  expect(text.match(/<a tabindex="-1" href="\/items\//gu)).toHaveLength(31);
  expect(text.indexOf('Russia: 30')).toBeLessThan(text.indexOf('Weibo: 1'));
  expect(text).not.toMatch(/NaN|undefined|<&/u);
});

test('many items are columns that lead to their period; a first appearance is marked as the interval it is', () => {
  const periods = Array.from({ length: 9 }, (_, index) => ({ from: start + index * day, items: index + 1 }));
  const first = { earliest: start, latest: start + 2 * day };
  const counted: Lane = { source: 'ru', items: 45, undated: 3, periods, first };
  const text = wide(draw([counted]));
  expect(text.match(/href="\/period\/ru\/\d+"/gu)).toHaveLength(9);
  expect(text).toContain('2031-03-09: 9');
  expect(text).toContain('▼');
  expect(wide(draw([{ ...counted, first: { earliest: null, latest: null } }]))).not.toContain('▼');
});
