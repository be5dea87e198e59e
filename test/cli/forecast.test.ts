import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stages } from '../../src/pipeline.ts';
import { makeSmallStudy, succeed } from '../support/demo-study.ts';
import { crosscurrent } from './program.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a dry run forecasts, computes nothing, and the run says how good it was', { timeout: 300_000 }, async () => {
  const study = await makeSmallStudy(folder);
  const forecast = JSON.parse((await succeed('run', '--study', study, '--dry-run', '--json')).stdout) as {
    rows: Record<string, number>;
    stages: { stage: string; seconds: number }[];
    seconds: number;
  };
  expect(existsSync(join(study, 'run.json'))).toBe(false);
  expect(existsSync(join(study, '.tmp'))).toBe(false);
  // All of so small a study is in the sample.
  expect(forecast.rows).toMatchObject({ posts: 24, articles: 24 });
  expect(forecast.stages.map(({ stage }) => stage)).toEqual(stages.map(({ name }) => name));
  expect(forecast.seconds).toBeGreaterThan(0);

  const { stdout } = await succeed('run', '--study', study);
  expect(stdout).toMatch(/the forecast was .* and .* MB; it took .* and .* MB/);
  // It is compared once.
  expect((await succeed('run', '--study', study)).stdout).not.toContain('forecast');
  expect((await succeed('run', '--study', study, '--dry-run')).stdout).toContain('every stage is fresh');
});

it('a dry run without articles says what is missing', { timeout: 60_000 }, async () => {
  const study = join(folder, 'empty');
  await succeed('init', study);
  const { code, stderr } = await crosscurrent(['run', '--study', study, '--dry-run']);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/needs posts and articles/);
});
