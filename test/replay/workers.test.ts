/** The number of workers changes how long a study takes, and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprints, run, succeed } from '../support/demo-study.ts';

const minutes = 60_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the demonstration with one worker and with two has the same bytes', { timeout: 10 * minutes }, async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await succeed('demo', one, '--workers', '1');
  await succeed('demo', two, '--workers', '2');
  const expected = fingerprints(one);
  expect(Object.keys(expected).filter((file) => file.startsWith('tables/')).length).toBeGreaterThan(8);
  expect(fingerprints(two)).toEqual(expected);
  // Who works does not make a result stale.
  expect(new Set(Object.values((await run(one, '--workers', '2')).stages))).toEqual(new Set(['fresh']));
});
