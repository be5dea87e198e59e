/** A whole study through the built program. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stages } from '../../src/pipeline.ts';
import { fingerprints } from '../support/demo-study.ts';
import { sharedDemo } from '../support/finished-demo.ts';
import { crosscurrent, temporaryFolder } from './program.ts';

interface RunOutcome {
  readonly report: string;
  readonly records: number;
  readonly rejected: number;
  readonly stages: readonly { readonly stage: string; readonly status: string }[];
}

const minutes = 60_000;

test('demo runs, and a second time finds everything fresh, whoever works', { timeout: 10 * minutes }, async () => {
  const study = join(temporaryFolder(), 'demo');
  const first = await crosscurrent(['demo', study, '--workers', '1']);
  expect(first.code, first.stderr).toBe(0);
  const lines = first.stdout.trimEnd().split('\n');
  for (const { name } of stages)
    expect(first.stdout).toMatch(new RegExp(`^${name} +done +[\\d.]+ s +[\\d,]+ MB +\\w`, 'm'));
  expect(lines.slice(-2)).toEqual([
    `report: ${join(study, 'report/index.html')}`,
    `next: crosscurrent serve --study ${study} --open`,
  ]);
  expect(readFileSync(join(study, 'report/index.html'), 'utf8')).toContain('Selvane');
  expect(existsSync(join(study, '.tmp'))).toBe(false);

  // The number of workers changes how long a study takes, and nothing else.
  const expected = fingerprints(study);
  expect(Object.keys(expected).filter((file) => file.startsWith('tables/')).length).toBeGreaterThan(8);
  expect(fingerprints(await sharedDemo())).toMatchObject(expected);

  const second = await crosscurrent(['demo', study, '--json', '--quiet', '--workers', '2']);
  expect({ stderr: second.stderr, code: second.code }).toEqual({ stderr: '', code: 0 });
  const outcome = JSON.parse(second.stdout) as RunOutcome;
  expect(outcome.stages.map(({ stage, status }) => [stage, status])).toEqual(stages.map(({ name }) => [name, 'fresh']));
  expect(outcome).toMatchObject({ records: 175, rejected: 0 });

  const doctor = await crosscurrent(['doctor', '--study', study, '--json']);
  expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });

  const status = await crosscurrent(['status', '--study', study]);
  expect(status.stdout).toMatch(/^coverage +sites +weeks +gaps /m);
  expect(status.stdout).toMatch(/^russian +5 +5 of 6 +0 +85\.7 %/m);
  const { coverage } = JSON.parse((await crosscurrent(['status', '--study', study, '--json'])).stdout) as {
    coverage: object[];
  };
  expect(coverage[0]).toMatchObject({ kind: 'post', ecosystem: 'weibo', items: 71, weeks: 6, weeks_with_items: 5 });
});

test(
  'an interrupted run exits with 130, leaves nothing half-written, and goes on',
  { timeout: 5 * minutes },
  async () => {
    const study = join(temporaryFolder(), 'demo');
    const stopped = await crosscurrent(['demo', study], { signalAfter: /^passages +done/m });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr).toMatch(/interrupted: .*\n$/);
    expect(existsSync(join(study, 'vectors/index.json'))).toBe(false);
    expect(existsSync(join(study, '.tmp'))).toBe(false);
    const resumed = await crosscurrent(['embed', '--study', study, '--json']);
    expect((JSON.parse(resumed.stdout) as RunOutcome).stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'import fresh',
      'passages fresh',
      'embed done',
    ]);
  },
);

test('demo does not fill a folder that holds something else', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const { stdout, stderr, code } = await crosscurrent(['demo', folder]);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/is not empty\nhint: /);
});
