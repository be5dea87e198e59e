/** The stage over simulated events: what it writes, what it refuses, and that it does so again. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { likeAStudy, simulate } from '../../../eval/hawkes-simulate.ts';
import { parseConfig } from '../../../src/config.ts';
import { Random } from '../../../src/kernels/random.ts';
import { silentReporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';
import { influence } from '../../../src/stages/influence.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import type { Cell } from '../../../src/store/database.ts';
import type { StageRecord } from '../../../src/store/manifest.ts';
import { Study } from '../../../src/store/study.ts';
import { tables } from '../../../src/store/tables.ts';

const names = ['weibo', 'american', 'russian', 'chinese', 'ukrainian'] as const;
type Rows = Record<string, Cell>[];

/** Rows of `events` for simulated cascades. */
function simulated(cascades: number, dayPrecise: readonly number[] = []): Rows {
  const { starts, kinds, earliest, latest } = simulate(likeAStudy, cascades, new Random(3), new Set(dayPrecise));
  const rows: Rows = [];
  for (let n = 0; n < cascades; n++)
    for (let i = starts[n]!; i < starts[n + 1]!; i++)
      rows.push({
        narrative_id: `n${String(n).padStart(4, '0')}`,
        item_id: `i${i}`,
        source: names[kinds[i]!],
        earliest: earliest[i]! * 86_400_000,
        latest: latest[i]! * 86_400_000 + (earliest[i] === latest[i] ? 1000 : 0),
      });
  return rows;
}

async function estimate(
  rows: Rows,
  options: Record<string, unknown> = {},
): Promise<{ record: StageRecord; study: Study; read: (table: 'influence' | 'influence_fit') => Promise<Rows> }> {
  const folder = mkdtempSync(join(tmpdir(), 'crosscurrent-influence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const study = new Study(folder);
  mkdirSync(join(folder, 'tables'));
  writeFileSync(study.configPath, 'name: Test\n');
  using database = await Database.open();
  const writer = await database.table(tables.events.columns);
  for (const row of rows) writer.append(row);
  await writer.write(study.artefact('events'), 'narrative_id, item_id');
  const { settings } = parseConfig({ name: 'Test' }, 'the configuration of the test');
  const { record } = await runStage(influence, {
    study,
    settings,
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 512 },
    report: silentReporter,
    signal: new AbortController().signal,
    options: influence.options.parse({ bootstrap: 20, imputations: 2, ...options }),
  });
  return {
    record,
    study,
    read: async (table) => {
      using reading = await Database.open();
      return await reading.rows(`SELECT * FROM ${parquet(study.table(table))}`);
    },
  };
}

test('every pair of processes and the background of each, by both models', async () => {
  const { read, record } = await estimate(simulated(300));
  const rows = await read('influence');
  expect(rows).toHaveLength(2 * 5 * 6);
  for (const model of ['hawkes', 'hawkes_daily'])
    for (const target of names) {
      const own = rows.filter((row) => row['model'] === model && row['target'] === target);
      const sum = (column: string): number => own.reduce((total, row) => total + Number(row[column] ?? 0), 0);
      expect(sum('influence')).toBeCloseTo(1, 6);
      expect(sum('influence_root')).toBeCloseTo(1, 6);
      for (const row of own) {
        expect(Number(row['influence_low'])).toBeLessThanOrEqual(Number(row['influence_high']));
        if (row['source'] === 'background') expect([row['weight'], row['efficiency']]).toEqual([null, null]);
      }
    }
  const main = rows.find(
    (row) => row['model'] === 'hawkes' && row['source'] === 'russian' && row['target'] === 'weibo',
  )!;
  expect(main['weight']).toBeGreaterThan(0.4);
  expect(main['weight']).toBeLessThan(0.7);
  const methods = new Map(rows.map((row) => [row['model'], String(row['method'])]));
  expect(methods.get('hawkes')).toContain('up to 2 imputations');
  expect(methods.get('hawkes_daily')).not.toContain('imputations');
  const fit = await read('influence_fit');
  expect(fit.filter((row) => row['model'] === 'hawkes')).toHaveLength(5 * 19);
  expect(fit.every((row) => Number(row['spectral_radius']) < 1)).toBe(true);
  expect(record.counts).toMatchObject({ narratives: 300, processes: 5, imputations: 1, unbounded: 0 });
});

test('the same events and seed give the same bytes, with days imputed', { timeout: 60_000 }, async () => {
  const bytes = async (): Promise<Buffer[]> => {
    const { study, record } = await estimate(simulated(100, [2, 3]));
    expect(record.counts['imputations']).toBe(2);
    return (['influence', 'influence_fit'] as const).map((table) => readFileSync(study.table(table)));
  };
  expect(await bytes()).toEqual(await bytes());
});

test('copies of one text in one ecosystem are one event, or each its own', async () => {
  const rows = simulated(60);
  const extra: Rows = rows
    .filter((row) => row['source'] === 'russian')
    .map((row) => ({ ...row, item_id: `${String(row['item_id'])}-copy`, syndication_group: row['item_id']! }));
  const grouped = rows.map((row) =>
    row['source'] === 'russian' ? { ...row, syndication_group: row['item_id']! } : row,
  );
  const events = async (counting: string): Promise<number> =>
    (await estimate([...grouped, ...extra], { counting, bootstrap: 0 })).record.counts['events']!;
  expect(await events('groups')).toBe(rows.length);
  expect(await events('copies')).toBe(rows.length + extra.length);
});

test('events without both bounds are left out and counted', async () => {
  const rows = simulated(60);
  const { record } = await estimate([...rows, { ...rows[0]!, item_id: 'open', earliest: null }], { bootstrap: 0 });
  expect(record.counts).toMatchObject({ events: rows.length, unbounded: 1 });
  expect(record.notes).toContain('events left out of influence, since their times are not bounded on both sides: 1');
});

test('too little gives a reason and no figures', async () => {
  const few = await estimate(simulated(10));
  const rows = await few.read('influence');
  expect(rows.every((row) => row['weight'] === null && row['reason'] === 'fewer than 20 narratives (10)')).toBe(true);
  expect(few.record.notes?.[0]).toContain('influence needs 20 narratives');

  const thin = simulated(60).filter((row) => row['source'] !== 'ukrainian');
  const { read } = await estimate([...thin, { ...thin[0]!, item_id: 'one', source: 'ukrainian' }], { bootstrap: 0 });
  const found = await read('influence');
  const about = found.filter((row) => row['source'] === 'ukrainian' || row['target'] === 'ukrainian');
  expect(
    about.every((row) => row['influence'] === null && row['reason'] === 'fewer than 20 events of ukrainian (1)'),
  ).toBe(true);
  expect(found.filter((row) => row['reason'] === null).every((row) => row['influence'] !== null)).toBe(true);

  const none = await estimate([]);
  expect(await none.read('influence')).toEqual([]);
  expect(none.record.notes).toEqual(['no event has both bounds in time, so there is no influence to estimate']);
});

test('of more narratives than wanted a random sample is taken, and said', async () => {
  const { record } = await estimate(simulated(100), { maxNarratives: 40, bootstrap: 0 });
  expect(record.counts['narratives']).toBe(40);
  expect(record.notes).toContain('influence was estimated from a random sample of 40 of 100 narratives');
});
