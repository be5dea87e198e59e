/** The values and winners published with Hanley, Lu & Pan (PNAS 2025), from their decoded counts. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { npmiOwn, npmiReleased, rawShare, releasedConstants, scaledCounts } from '../../src/kernels/association.ts';
import { winners, winnerShares } from '../../src/kernels/winners.ts';

const folder = resolve('../shared/data');
const columns = 4;
/** Columns of the counts: ru, ua, us, cn. */
const released = { reference: 3, total: 4_250_985, referenceTotal: 484_885, scale: 484_885 / 1_497_619 };

function readTable({ skip }: TestContext, name: string): string[][] {
  const path = join(folder, name);
  if (!existsSync(path))
    skip(`${name} is not there: the released values are only checked where the reference data lies`);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => line.split('\t'));
}

const readCounts = (context: TestContext): number[] =>
  readTable(context, 'pnas_counts.tsv').flatMap((row) => row.slice(2, 6).map(Number));

/** Percentages of narratives that ru, ua, us and cn win, ties split. */
function percentages(values: Float64Array, counts: readonly number[]): number[] {
  return [...winnerShares(winners(values, counts, columns), columns)].map((share) => Math.round(share * 1000) / 10);
}

test('every released value is reproduced', (context) => {
  const counts = readCounts(context);
  const published = readTable(context, 'weibo_cluster_summaries.tsv').flatMap(([, cn, us, ru, ua]) =>
    [ru, ua, us, cn].map(Number),
  );
  expect(published).toHaveLength(8588);
  expect(counts).toHaveLength(8588);
  const values = npmiReleased(counts, columns, released);
  const furthest = published.reduce((worst, value, i) => Math.max(worst, Math.abs(value - values[i]!)), 0);
  expect(furthest).toBeLessThan(1e-9);
});

test('winners by each baseline', (context) => {
  const counts = readCounts(context);
  expect(percentages(rawShare(counts, columns), counts)).toEqual([45.8, 42.1, 5.3, 6.9]);
  expect(percentages(npmiOwn(counts, columns), counts)).toEqual([26.5, 36.4, 19.3, 17.9]);
  const values = npmiReleased(counts, columns, released);
  expect(percentages(values, counts)).toEqual([37.9, 38.9, 4, 19.1]);
  expect(percentages(scaledCounts(counts, columns, released), counts)).toEqual([37.9, 38.9, 4, 19.1]);
});

test('constants derived from the counts alone come near', (context) => {
  const counts = readCounts(context);
  const own = releasedConstants(counts, columns, 3)!;
  expect(own.scale).toBeCloseTo(0.3564, 4);
  expect(percentages(scaledCounts(counts, columns, own), counts)).toEqual([38.8, 39.5, 4.3, 17.5]);
});
