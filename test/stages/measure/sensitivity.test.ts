import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { silentReporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';
import { sensitivity } from '../../../src/stages/sensitivity.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { readCurves } from '../../../src/store/sensitivity.ts';
import type { Curve } from '../../../src/store/sensitivity.ts';
import { tables } from '../../../src/store/tables.ts';
import type { Study } from '../../../src/store/study.ts';
import { posts, Rows } from './study.ts';

/** A large narrative that Russia matches well, a small one that China matches just below the threshold. */
function study(): Rows {
  const rows = new Rows();
  rows.narrative('n1', posts(9), { parent: 'top' });
  rows.narrative('n2', posts(5), { parent: 'top' });
  rows.narrative('top', posts(14), { level: 1 });
  rows.matched('n1', 'r1', 'russian', { at: '2022-03-01T20:00:00Z' });
  rows.matched('n1', 'u1', 'ukrainian', { at: '2022-03-01T21:00:00Z' });
  rows.article('c1', 'chinese', { at: '2022-03-02' });
  rows.article('c2', 'chinese', { at: '2022-03-02' });
  rows.match('n2', ['c1', 'c2'], 0.7);
  rows.matched('n2', 'r2', 'russian', { at: '2022-03-03' });
  // What lies below its threshold is a near miss.
  return rows;
}

async function curvesOf(rows: Rows): Promise<{ curves: Curve[]; study: Study }> {
  const near = rows.tables.matches.filter((row) => (row['verified_score'] as number) < (row['threshold'] as number));
  rows.tables.matches.splice(
    0,
    rows.tables.matches.length,
    ...rows.tables.matches.filter((row) => !near.includes(row)),
  );
  const { study: measured } = await rows.measure();
  using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
  const writer = await database.table(tables.near.columns);
  for (const row of near) writer.append(row);
  await writer.write(measured.artefact('near'));
  mkdirSync(measured.path('vectors'), { recursive: true });
  writeFileSync(measured.artefact('clustering'), JSON.stringify({ basis: { levels: [0.55, 0.42] } }));
  await runStage(sensitivity, {
    study: measured,
    settings: { platform: 'weibo', firstSeenIsPublication: false } as never,
    options: { margins: [-0.05, 0.1] },
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 256 },
    report: silentReporter,
    signal: new AbortController().signal,
  });
  return { curves: await readCurves(database, measured.artefact('sensitivity')), study: measured };
}

test('every combination of choices has an answer, and that of the study is among them', async () => {
  const { curves, study: measured } = await curvesOf(study());
  // 2 levels × 3 margins (0 is always among them), then countings, baselines, weightings, times.
  expect(curves.map(({ question, specifications }) => [question, specifications.length])).toEqual([
    ['share', 6 * 2],
    ['association', 6 * 2 * 4 * 2],
    ['first_appearance', 6 * 3 * 2],
  ]);
  using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
  const shares = await database.rows<{ ecosystem: string; share: number }>(
    `SELECT ecosystem, share FROM ${parquet(measured.artefact('share'))} WHERE counting = 'copies'`,
  );
  expect(curves[0]!.study.values).toEqual(Object.fromEntries(shares.map(({ ecosystem, share }) => [ecosystem, share])));
  expect(curves.every((curve) => curve.specifications.filter(({ is_study }) => is_study).length === 1)).toBe(true);
});

test('a lower threshold takes near misses in, and what changes the leader is named', async () => {
  const { curves } = await curvesOf(study());
  const [share] = curves;
  expect(share!.study).toMatchObject({
    winners: ['russian'],
    values: { chinese: 0, russian: 2 / 3, ukrainian: 1 / 3 },
  });
  expect(share!.changes).toEqual([{ choice: 'margin', value: '-0.05', winner: 'chinese and russian' }]);
  expect(share!.range).toEqual({ low: 0.4, high: 2 / 3 });
  // Above the threshold by .1 everything that matches stays: .18 of margin.
  expect(share!.winners).toEqual([
    { winner: 'russian', specifications: 8 },
    { winner: 'chinese and russian', specifications: 4 },
  ]);
});

test('whole days leave the order within a day open, and posts weigh narratives', async () => {
  const { curves } = await curvesOf(study());
  const first = curves[2]!;
  const value = (times: string, weighting: string): unknown =>
    first.specifications.find(
      (own) => own.level === 0 && own.margin === 0 && own.times === times && own.weighting === weighting,
    )!.values['russian'];
  expect(value('interval', 'narratives')).toBe(1);
  expect(value('day', 'narratives')).toBe(0.5);
  expect(value('day', 'posts')).toBe(5 / 14);
});
