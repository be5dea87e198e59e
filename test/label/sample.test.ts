import { expect, test } from 'vitest';
import { bandOf, drawSample } from '../../src/label/sample.ts';
import { unit } from './fixture.ts';

const bands = [-0.05, 0, 0.05];

/** Three ecosystems with 30, 300 and 3 articles in each of three bands. */
const frame = [
  ['american', 30],
  ['russian', 300],
  ['ukrainian', 3],
].flatMap(([ecosystem, count]) =>
  [-0.03, 0.02, 0.2].flatMap((margin) =>
    Array.from({ length: count as number }, (_, place) =>
      unit(`${ecosystem}:${margin}:${place}`, {
        ecosystem: ecosystem as string,
        margin,
        languages: place % 100 === 99 ? 'zh-en' : 'zh-ru',
      }),
    ),
  ),
);

test('strata are ecosystem × languages × band; pairs say how likely they were', () => {
  const drawn = drawSample(frame, { pairs: 60, bands, atLeast: 2, seed: 1 });
  expect(drawn.map(({ place }) => place)).toEqual(Array.from({ length: 60 }, (_, place) => place + 1));
  for (const { stratum, population, sampled } of drawn) {
    expect(drawn.filter((pair) => pair.stratum === stratum)).toHaveLength(sampled);
    expect(sampled).toBeGreaterThanOrEqual(2);
    expect(sampled).toBeLessThanOrEqual(population);
  }
  const strata = new Map(drawn.map((pair) => [pair.stratum, pair.population]));
  expect(strata.get('russian zh-ru 0 to 0.05')).toBe(297);
  // Nine articles in zh-en are too few for strata of their own, and so are all the Ukrainian ones.
  expect(strata.get('russian other 0 to 0.05')).toBe(3);
  expect(strata.get('ukrainian other from 0.05')).toBe(3);
  expect([...strata.values()].reduce((sum, size) => sum + size, 0)).toBe(frame.length);
});

test('a larger sample begins with the smaller one, and another seed gives another', () => {
  const ids = (pairs: number, seed = 1): string[] =>
    drawSample(frame, { pairs, bands, atLeast: 2, seed }).map(({ item_id }) => item_id);
  expect(ids(200).slice(0, 60)).toEqual(ids(60));
  expect(ids(60, 2)).not.toEqual(ids(60));
  expect(ids(60)).toEqual(ids(60));
  expect(new Set(ids(5000)).size).toBe(frame.length);
});

test('every article of a stratum is as likely to be drawn', () => {
  const own = frame.filter(({ ecosystem, margin }) => ecosystem === 'american' && margin === 0.02);
  const times = new Map(own.map(({ item_id }) => [item_id, 0]));
  const trials = 600;
  for (let seed = 0; seed < trials; seed++) {
    for (const { item_id } of drawSample(own, { pairs: 10, bands, atLeast: 1, seed }))
      times.set(item_id, times.get(item_id)! + 1);
  }
  // Each is drawn 200 times on average, with a standard deviation of 11.5; 30 of them stay within four.
  for (const count of times.values()) expect(Math.abs(count - trials / 3)).toBeLessThan(46);
});

test('fewer pairs than strata are refused, with the number it takes', () => {
  expect(() => drawSample(frame, { pairs: 11, bands, atLeast: 2, seed: 1 })).toThrow(
    '11 pairs cannot stand for 12 strata',
  );
});

test('a band holds its lower end', () => {
  expect([-0.1, -0.05, -1e-12, 0, 0.05, 1].map((margin) => bandOf(margin, bands))).toEqual([
    'below -0.05',
    '-0.05 to 0',
    '-0.05 to 0',
    '0 to 0.05',
    'from 0.05',
    'from 0.05',
  ]);
});
