import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../support/command.ts';
import { program } from '../support/program.ts';
import { succeed } from '../support/demo-study.ts';
import { temporaryFolder } from '../support/folder.ts';
import { exportFixture, studyRows } from './fixture.ts';
import type { StudyRows } from '../report/fixture.ts';

async function made(rows?: StudyRows): Promise<{ study: string; folder: string }> {
  const folder = temporaryFolder();
  const study = join(folder, 'study');
  await exportFixture(study, rows);
  return { study, folder };
}

test('one table goes to a file, all go to a folder, and the result says rows and bytes', async () => {
  const { study, folder } = await made();
  const one = join(folder, 'share.csv');
  const { stdout } = await succeed(
    'export',
    'csv',
    '--table',
    'share',
    '--bom',
    '--study',
    study,
    '--out',
    one,
    '--json',
  );
  const text = readFileSync(one, 'utf8');
  expect(text.startsWith('\ufeff"ecosystem","counting"')).toBe(true);
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'csv',
    files: [{ path: one, rows: 4, bytes: Buffer.byteLength(text) }],
  });
  await succeed('export', 'csv', '--study', study);
  expect(readdirSync(join(study, 'exports/csv'))).toContain('items.csv');
  // A folder that is there takes the file.
  mkdirSync(join(folder, 'there'));
  await succeed('export', 'gexf', '--study', study, '--out', join(folder, 'there'));
  expect(readdirSync(join(folder, 'there'))).toEqual(['sites.gexf']);
});

test('mistakes are named with what to do', async () => {
  const { study, folder } = await made();
  const unknown = await program(['export', 'xlsx', '--study', study]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('there is no format "xlsx"');
  expect(unknown.stderr).toContain('hint: the formats are csv, ndjson');
  const table = await command(['export', 'csv', '--table', 'shares', '--study', study]);
  expect(table.code).toBe(2);
  expect(table.stderr).toContain('there is no table "shares"');
  const date = await command(['export', 'bundle', '--date', '2031-02-30', '--study', study]);
  expect(date.code).toBe(2);
  const there = await command(['export', 'bundle', '--study', study, '--out', study]);
  expect(there.code).toBe(2);
  expect(there.stderr).toContain('is there already');
  const file = await command(['export', 'csv', '--study', study, '--out', join(study, 'run.json')]);
  expect(file.code).toBe(4);
  expect(file.stderr).toContain('cannot be written');
  const none = await command(['export', 'csv', '--study', folder]);
  expect(none.code).toBe(4);
});

test('a process that is killed leaves nothing under the name', async () => {
  const rows = studyRows();
  const item = rows.items!.at(-1)!;
  for (let place = 0; place < 60_000; place++)
    rows.items!.push({ ...item, item_id: `article:more-${place}`, text: 'пролив '.repeat(60) });
  const { study, folder } = await made(rows);
  for (const [format, name] of [
    ['csv', 'items.csv'],
    ['bundle', 'bundle'],
    ['bundle', 'bundle.zip'],
  ] as const) {
    const out = join(folder, name);
    const half = (): boolean => readdirSync(folder).some((entry) => entry.startsWith(name) && entry.includes('.tmp-'));
    const ended = await program(
      ['export', format, ...(format === 'csv' ? ['--table', 'items'] : []), '--study', study, '--out', out],
      { when: half },
    );
    expect(ended.signal, ended.stderr).toBe('SIGKILL');
    expect(existsSync(out)).toBe(false);
  }
  await succeed('export', 'bundle', '--study', study, '--out', join(folder, 'bundle'));
  expect(existsSync(join(folder, 'bundle/ro-crate-metadata.json'))).toBe(true);
}, 120_000);
