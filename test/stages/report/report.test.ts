import { parse } from 'csv-parse/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { silentReporter } from '../../../src/reporter.ts';
import { runStage } from '../../../src/stage.ts';
import { report } from '../../../src/stages/report.ts';
import { Database, parquet } from '../../../src/store/database.ts';
import { tables } from '../../../src/store/tables.ts';
import * as cases from '../../report/cases.ts';
import { temporaryFolder } from '../../report/fixture.ts';
import { makeReport, settings } from '../../report/run.ts';

test('writes the page, and every table twice', async () => {
  const { study, table, outcome } = await makeReport(temporaryFolder(), cases.plain());
  const names = Object.keys(tables);
  expect(readdirSync(study.path('report/tables')).sort()).toEqual(
    [...names.flatMap((name) => [`${name}.csv`, `${name}.parquet`]), 'README.txt'].sort(),
  );
  for (const name of names) {
    const rows = parse<Record<string, string>>(table(`${name}.csv`), { columns: true, record_delimiter: '\r\n' });
    const database = await Database.open();
    const [stored] = await database.rows<{ rows: number }>(
      `SELECT count(*) AS rows FROM ${parquet(study.path(`report/tables/${name}.parquet`))}`,
    );
    database.close();
    expect(rows.length).toBe(stored!.rows);
  }
  expect(table('README.txt')).toContain('has an apostrophe put before it');
  for (const one of Object.values(tables)) expect(table('README.txt')).toContain(`${one.name}: `);
  expect(outcome.record.counts.narratives).toBe(3);
  expect(existsSync(study.path('.tmp/report'))).toBe(false);
});

test('CSV is disarmed, Parquet is as imported', async () => {
  const { study, table } = await makeReport(temporaryFolder(), cases.hostile());
  const rows = parse<Record<string, string>>(table('items.csv'), { columns: true, record_delimiter: '\r\n' });
  const formula = '=HYPERLINK("http://evil.example")';
  expect(rows.filter((row) => row.text === `'${formula}`).length).toBe(1);
  expect(table('items.csv')).not.toContain('\u0000');
  expect(table('items.csv').startsWith('"item_id","kind"')).toBe(true);
  const database = await Database.open();
  const found = await database.rows(
    `SELECT text FROM ${parquet(study.path('report/tables/items.parquet'))} WHERE text = ?`,
    [formula],
  );
  database.close();
  expect(found.length).toBe(1);
});

test('long tables of texts are exported as Parquet only, and the page says so', async () => {
  const { study, table, html } = await makeReport(temporaryFolder(), cases.plain(), { options: { maxCsvRows: 3 } });
  const files = readdirSync(study.path('report/tables'));
  for (const name of ['items', 'passages']) {
    expect(files).toContain(`${name}.parquet`);
    expect(files).not.toContain(`${name}.csv`);
    expect(html).toContain(`tables/${name}.parquet`);
    expect(html).not.toContain(`${name}.csv`);
  }
  expect(files).toContain('association.csv');
  expect(table('README.txt')).toContain('Of items and passages there is no CSV file');
});

test('a byte order mark is an option', async () => {
  const { study } = await makeReport(temporaryFolder(), cases.plain(), { options: { bom: true } });
  expect([...readFileSync(study.path('report/tables/share.csv')).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('is fresh until a table or a parameter changes', async () => {
  const { study } = await makeReport(temporaryFolder(), cases.plain());
  const request = {
    study,
    settings: settings as never,
    options: {},
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 512 },
    report: silentReporter,
    signal: new AbortController().signal,
  };
  expect((await runStage(report, request)).status).toBe('fresh');
  expect((await runStage(report, { ...request, options: { title: 'Another' } })).status).toBe('done');
});

test('matches of level 0 are shown under the measured level above it', async () => {
  const rows = cases.plain();
  rows.narratives = [
    ...rows.narratives!.map((row) => ({ ...row, parent_id: 'whole' })),
    { ...rows.narratives![0], narrative_id: 'whole', level: 1, posts: 16, label: '全部' },
  ];
  rows.members = [...rows.members!, ...rows.members!.map((row) => ({ ...row, narrative_id: 'whole', level: 1 }))];
  rows.association = [
    {
      narrative_id: 'whole',
      ecosystem: 'ru',
      baseline: 'raw',
      counting: 'copies',
      articles: 4,
      value: 4 / 7,
      is_winner: true,
    },
  ];
  rows.first_appearance = [];
  rows.measured = [{ narrative_id: 'whole', level: 1, label: '全部', narratives: ['whole'], posts: 16, passages: 16 }];
  const { document, text } = await makeReport(temporaryFolder(), rows);
  expect([...document.querySelectorAll('.narrative')].length).toBe(1);
  expect(document.querySelector('#n1 summary')!.textContent).toBe('Evidence: 16 posts, 7 matched articles');
  expect([...document.querySelectorAll('#n1 .match')].length).toBe(7);
  expect(text).toContain('at level 1');
});

test('an aborted run leaves nothing behind', async () => {
  const { study } = await makeReport(temporaryFolder(), cases.plain());
  const before = readFileSync(study.path('report/index.html'), 'utf8');
  const signal = AbortSignal.abort();
  const request = {
    study,
    settings: settings as never,
    options: { title: 'Another' },
    seed: 1,
    resources: { workers: 1, memoryMegabytes: 512 },
    report: silentReporter,
    signal,
  };
  await expect(runStage(report, request)).rejects.toThrow('interrupted');
  expect(readFileSync(study.path('report/index.html'), 'utf8')).toBe(before);
});
