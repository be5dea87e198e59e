import { expect, test } from 'vitest';
import { halfOf } from '../../eval/echo-data.ts';
import type { Outcome } from '../../eval/echo-outcome.ts';
import { floorsFrom, violations } from '../../eval/floors.ts';
import { curve, middleOfPlateau, pairScores, predictions } from '../../eval/thresholds.ts';

const point = (
  threshold: number,
  f1: number,
): { threshold: number; precision: number; recall: number; f1: number } => ({
  threshold,
  precision: f1,
  recall: f1,
  f1,
});

test('the threshold is the middle of the run around the best', () => {
  const points = [
    point(0.1, 0.899),
    point(0.2, 0.8),
    point(0.3, 0.897),
    point(0.4, 0.9),
    point(0.5, 0.896),
    point(0.6, 0.7),
  ];
  expect(middleOfPlateau(points)).toBe(0.4);
  expect(middleOfPlateau([point(0.3, 0.5)])).toBe(0.3);
  expect(() => middleOfPlateau([])).toThrow(RangeError);
});

const pair = (
  article: string,
  narrative: string,
  story: string | undefined,
  score: number,
): Outcome['pairs'][number] => ({
  article,
  narrative,
  story,
  languages: 'zh-en',
  score,
});

const outcome: Outcome = {
  posts: [],
  narratives: 3,
  majority: new Map(),
  pairs: [
    pair('a1', 'n1', 's1', 0.9),
    pair('a2', 'n1', 's1', 0.4),
    pair('a3', 'n2', 's2', 0.6),
    pair('a3', 'n3', undefined, 0.8),
  ],
  wanted: new Set(['a1 s1', 'a2 s1']),
};

test('a match to a narrative without a story is dropped or wrong', () => {
  expect(pairScores(predictions(outcome.pairs, 'dropped'), outcome.wanted)).toEqual({
    precision: 2 / 3,
    recall: 1,
    f1: 0.8,
  });
  expect(pairScores(predictions(outcome.pairs, 'wrong'), outcome.wanted).precision).toBe(0.5);
});

test('a curve falls in recall with the threshold', () => {
  const points = curve(outcome, () => true, 0.3, 0.9, 0.3);
  expect(points.map(({ threshold, recall }) => [threshold, recall])).toEqual([
    [0.3, 1],
    [0.6, 0.5],
    [0.9, 0.5],
  ]);
  expect(points[2]!.precision).toBe(1);
  expect(curve(outcome, (article) => article === 'a2', 0.3, 0.3, 0.1)[0]!.f1).toBe(1);
});

test('halves depend on the key alone', () => {
  expect(['doc0', 'doc149', 'a003377', 'p003366'].map(halfOf)).toEqual([1, 1, 0, 0]);
});

test('floors hold for the figures they were made of, and for that data only', () => {
  const evaluation = {
    figures: { 'echo.b3.f1': 0.9016, 'echo.b3.recall': 0.8, 'echo.ari': 0.7 },
    files: { 'echo/posts.ndjson': 'x' },
    seconds: 1,
  };
  const floors = floorsFrom({}, { echo: evaluation });
  expect(floors['echo']!.floors).toEqual({ 'echo.b3.f1': 0.891, 'echo.ari': 0.69 });
  expect(violations(floors, { echo: evaluation })).toEqual([]);
  expect(violations(floors, { echo: { ...evaluation, figures: { 'echo.b3.f1': 0.8 } } })).toEqual([
    'echo.b3.f1 is 0.8000, below its floor of 0.891',
    'echo.ari is missing; its floor is 0.69',
  ]);
  expect(violations(floors, { echo: { ...evaluation, files: { 'echo/posts.ndjson': 'y' } } })).toEqual([
    'echo/posts.ndjson is not the file the floors were set on',
  ]);
  expect(violations({}, { echo: evaluation })).toEqual(['echo has no floors']);
});
