import { expect, test } from 'vitest';
import { agreements } from '../../src/label/agreement.ts';
import { correctedShares, curves, judgedPairs, recommended, unjudgedStrata } from '../../src/label/figures.ts';
import type { CurvePoint } from '../../src/label/figures.ts';
import type { Word } from '../../src/label/journal.ts';
import type { Pair } from '../../src/label/pairs.ts';
import { disputed, resolve } from '../../src/label/resolve.ts';
import { pair } from './fixture.ts';

/** 4 judged of 40 above the threshold, 2 of 100 below, all of one ecosystem; another has 2 of 20 above. */
const above = { stratum: 'russian above', population: 40, margin: 0.02 };
const below = { stratum: 'russian below', population: 100, margin: -0.03 };
const other = { stratum: 'chinese above', population: 20, margin: 0.02, ecosystem: 'chinese', languages: 'zh-zh' };
const pairs: Pair[] = [
  ...['a', 'b', 'c', 'd'].map((id) => pair(id, above)),
  ...['e', 'f'].map((id) => pair(id, below)),
  ...['g', 'h'].map((id) => pair(id, other)),
];
const judged = (said: Record<string, Word>): ReturnType<typeof judgedPairs> =>
  judgedPairs(pairs, new Map(Object.entries(said).map(([id, word]) => [`pair-${id}`, word])));
const all: Record<string, Word> = { a: 'yes', b: 'yes', c: 'yes', d: 'no', e: 'yes', f: 'no', g: 'yes', h: 'yes' };
const point = (points: readonly CurvePoint[], figure: string, unsure = 'lowest'): CurvePoint =>
  points.find((one) => one.shift === 0 && one.figure === figure && one.unsure === unsure && one.languages === 'all')!;

test('precision, recall and F1 weigh every stratum by its size', () => {
  const points = curves(judged(all), -0.1);
  // Right: 30 of 40, 20 of 20, and 50 of 100 below.
  expect(point(points, 'precision').value).toBeCloseTo(50 / 60, 12);
  expect(point(points, 'recall').value).toBeCloseTo(50 / 100, 12);
  expect(point(points, 'f1').value).toBeCloseTo(100 / (60 + 100), 12);
  expect(point(points, 'precision', 'highest')).toMatchObject({ value: point(points, 'precision').value, pairs: 6 });
});

test('unsure pairs count against the figure at its lowest, and for it at its highest', () => {
  const points = curves(judged({ ...all, c: 'unsure', e: 'unsure' }), -0.1);
  expect(point(points, 'precision').value).toBeCloseTo(40 / 60, 12);
  expect(point(points, 'precision', 'highest').value).toBeCloseTo(50 / 60, 12);
  // The unsure one below the threshold lowers recall if it is right.
  expect(point(points, 'recall').value).toBeCloseTo(40 / 90, 12);
  expect(point(points, 'recall', 'highest').value).toBeCloseTo(1, 12);
});

test('corrected shares count what is right', () => {
  const found = (['threshold', 'floor'] as const).flatMap((where) =>
    (['copies', 'groups'] as const).flatMap((counting) => [
      { ecosystem: 'chinese', counting, above: where, articles: 20 },
      { ecosystem: 'russian', counting, above: where, articles: where === 'floor' ? 140 : 40 },
    ]),
  );
  const rows = correctedShares(judged({ ...all, g: 'unsure' }), found);
  const row = (ecosystem: string, where: string, unsure: string): (typeof rows)[number] =>
    rows.find(
      (one) => one.ecosystem === ecosystem && one.above === where && one.unsure === unsure && one.counting === 'copies',
    )!;
  expect(row('russian', 'threshold', 'lowest').found_share).toBeCloseTo(40 / 60, 12);
  expect(row('russian', 'threshold', 'lowest').precision.value).toBeCloseTo(0.75, 12);
  // Smallest where the unsure Chinese one is right, largest where it is not.
  expect(row('russian', 'threshold', 'lowest').share?.value).toBeCloseTo(30 / 50, 12);
  expect(row('russian', 'threshold', 'highest').share?.value).toBeCloseTo(30 / 40, 12);
  expect(row('chinese', 'threshold', 'lowest').share?.value).toBeCloseTo(10 / 40, 12);
  expect(row('russian', 'floor', 'lowest').share?.value).toBeCloseTo(80 / 100, 12);
  for (const { share, precision } of rows) {
    for (const figure of [share!, precision]) {
      expect(figure.low).toBeLessThanOrEqual(figure.value);
      expect(figure.high).toBeGreaterThanOrEqual(figure.value);
    }
  }
});

test('a group of copies counts once, whichever of them are drawn', () => {
  const copies = judgedPairs(
    ['a', 'b'].map((id) => pair(id, { ...above, population: 2, copies: 4, copies_matched: 2 })),
    new Map([
      ['pair-a', 'yes'],
      ['pair-b', 'yes'],
    ]),
  );
  const row = { ecosystem: 'russian', counting: 'groups', above: 'threshold', articles: 1 } as const;
  expect(correctedShares(copies, [row])[0]!.precision.value).toBe(1);
});

test('figures of strata that nobody judged are left out, the others are not', () => {
  const { e: _e, f: _f, ...half } = all;
  const some = judged(half);
  expect(unjudgedStrata(some)).toEqual(['russian below']);
  const found = [
    { ecosystem: 'russian', counting: 'copies', above: 'threshold', articles: 40 },
    { ecosystem: 'russian', counting: 'copies', above: 'floor', articles: 140 },
  ] as const;
  expect(correctedShares(some, found).map((row) => row.above)).toEqual(['threshold', 'threshold']);
  expect(curves(some, -0.1).some(({ figure }) => figure === 'recall')).toBe(false);
});

test('recommended: the highest F1 nearest to what was applied, and the lowest sure precision', () => {
  const at = (shift: number, figure: CurvePoint['figure'], value: number, low: number): CurvePoint => ({
    languages: 'all',
    shift,
    figure,
    unsure: 'lowest',
    value,
    low,
    high: 1,
    pairs: 50,
  });
  const points = [
    ...[0.5, 0.7, 0.7, 0.6].map((value, place) => at((place - 1) / 100, 'f1', value, 0)),
    ...[0.6, 0.75, 0.81, 0.79].map((low, place) => at((place - 1) / 100, 'precision', 0.9, low)),
  ];
  expect(recommended(points, 0.8)).toEqual([
    { languages: 'all', rule: 'f1', wanted: null, shift: 0 },
    { languages: 'all', rule: 'precision', wanted: 0.8, shift: 0.01 },
  ]);
  expect(recommended(points, 0.95)[1]!.shift).toBeNull();
});

test('one decides alone, two must agree, a third decides', () => {
  expect(resolve(['yes'])).toBe('yes');
  expect(resolve(['yes', 'no'])).toBe('unsure');
  expect(resolve(['no', 'no'])).toBe('no');
  expect(resolve(['yes', 'no', 'no'])).toBe('no');
  expect(resolve(['yes', 'no', 'unsure'])).toBe('unsure');
});

test('disputed pairs are those on which others differ', () => {
  const said = new Map(
    Object.entries({
      one: { wu: 'yes', lee: 'no' },
      two: { wu: 'yes', lee: 'yes' },
      three: { wu: 'yes', kim: 'no' },
    } as Record<string, Record<string, Word>>).map(([id, by]) => [id, new Map(Object.entries(by))]),
  );
  expect([...disputed(said, 'kim')]).toEqual(['one']);
  expect([...disputed(said, 'new')]).toEqual(['one', 'three']);
  const [first] = agreements(said.values());
  expect(agreements(said.values()).map(({ annotator, other }) => `${annotator} ${other}`)).toEqual([
    'kim wu',
    'lee wu',
  ]);
  expect(first).toMatchObject({ pairs: 1, confusion: [0, 0, 0, 1, 0, 0, 0, 0, 0] });
});
