import { describe, expect, test } from 'vitest';
import { adjustedRand } from '../../src/kernels/adjusted-rand.ts';
import { bCubed, bCubedItems } from '../../eval/metrics/b-cubed.ts';
import { setScores } from '../../eval/metrics/f1.ts';
import { hubness, topOne } from '../../eval/metrics/top-one.ts';
import { vMeasure } from '../../eval/metrics/v-measure.ts';

const labels = (text: string): string[] => text.split(' ');

describe('B³', () => {
  // Bagga & Baldwin 1998, section 4: three chains of 5, 2 and 5 mentions, two of them put together.
  const chains = labels('a a a a a b b c c c c c');

  test('the two responses of the paper', () => {
    const first = bCubed(labels('1 1 1 1 1 2 2 2 2 2 2 2'), chains);
    expect(first.precision).toBeCloseTo(16 / 21, 12);
    expect(first.recall).toBe(1);
    const second = bCubed(labels('1 1 1 1 1 2 2 1 1 1 1 1'), chains);
    expect(second.precision).toBeCloseTo(7 / 12, 12);
    expect(second.recall).toBe(1);
  });

  test('a split class loses recall and no precision', () => {
    const { precision, recall, f1 } = bCubed(labels('1 1 2 3 3'), labels('a a a b b'));
    expect(precision).toBe(1);
    expect(recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5, 12);
    expect(f1).toBeCloseTo((2 * recall) / (1 + recall), 12);
  });

  test('labels that look alike when joined stay apart', () => {
    expect(bCubedItems(['x y', 'x'], ['z', 'y z'])).toEqual([
      { precision: 1, recall: 1 },
      { precision: 1, recall: 1 },
    ]);
  });

  test('nothing scores nothing, and lengths must agree', () => {
    expect(bCubed([], []).f1).toBe(0);
    expect(() => bCubed(['1'], [])).toThrow(RangeError);
  });
});

describe('adjusted Rand index', () => {
  test('a table of three clusters and three classes, by hand', () => {
    // Cells 1 1 0 / 1 2 1 / 0 0 4: 7 pairs together, 13 and 14 in either, 45 in all.
    const clusters = labels('1 1 2 2 2 2 3 3 3 3');
    const classes = labels('a b a b b c c c c c');
    expect(adjustedRand(clusters, classes)).toBeCloseTo((7 - (13 * 14) / 45) / (13.5 - (13 * 14) / 45), 12);
  });

  test('1 for the same partition under other names, 0 where one of them is trivial', () => {
    expect(adjustedRand(labels('1 1 2 2'), labels('b b a a'))).toBe(1);
    expect(adjustedRand(labels('1 1 1 1'), labels('a b c d'))).toBe(0);
    expect(adjustedRand(labels('1 1 1'), labels('a a a'))).toBe(1);
  });

  test('can be below 0', () => {
    expect(adjustedRand(labels('1 1 2 2'), labels('a b a b'))).toBeCloseTo(-0.5, 12);
  });
});

describe('homogeneity and completeness', () => {
  test('a class split in two is homogeneous and not complete', () => {
    const { homogeneity, completeness, v } = vMeasure(labels('0 0 1 2'), labels('0 0 1 1'));
    expect(homogeneity).toBeCloseTo(1, 12);
    // H(K) = 1.5 bits, H(K|C) = 0.5 bits.
    expect(completeness).toBeCloseTo(2 / 3, 12);
    expect(v).toBeCloseTo(0.8, 12);
  });

  test('independent labellings have neither', () => {
    const { homogeneity, completeness, v } = vMeasure(labels('0 1 0 1'), labels('0 0 1 1'));
    expect(homogeneity).toBeCloseTo(0, 12);
    expect(completeness).toBeCloseTo(0, 12);
    expect(v).toBeCloseTo(0, 12);
  });

  test('one cluster is complete', () => {
    expect(vMeasure(labels('0 0 0'), labels('a b c'))).toEqual({ homogeneity: 0, completeness: 1, v: 0 });
  });
});

describe('top-1 retrieval', () => {
  // Column 0 is a hub: nearest to every row.
  const products = Float32Array.of(0.9, 0.2, 0.1, 0.8, 0.7, 0.1, 0.8, 0.1, 0.7);
  const transposed = Float32Array.of(0.9, 0.8, 0.8, 0.2, 0.7, 0.1, 0.1, 0.1, 0.7);

  test('hubs mislead the cosine and not CSLS or the margin', () => {
    const ofRows = hubness(products, 3, 2);
    const ofColumns = hubness(transposed, 3, 2);
    expect(Array.from(ofRows, (value) => Number(value.toFixed(3)))).toEqual([0.55, 0.75, 0.75]);
    expect(Array.from(ofColumns, (value) => Number(value.toFixed(3)))).toEqual([0.85, 0.45, 0.4]);
    expect(topOne(products, ofRows, ofColumns, 'cosine')).toBeCloseTo(1 / 3, 12);
    expect(topOne(products, ofRows, ofColumns, 'csls')).toBe(1);
    expect(topOne(products, ofRows, ofColumns, 'margin')).toBe(1);
  });

  test('more neighbours than there are is an error', () => {
    expect(() => hubness(products, 3, 4)).toThrow(RangeError);
  });
});

test('scores of sets', () => {
  expect(setScores(3, 4, 6)).toEqual({ precision: 0.75, recall: 0.5, f1: 0.6 });
  expect(setScores(0, 0, 5)).toEqual({ precision: 0, recall: 0, f1: 0 });
});
