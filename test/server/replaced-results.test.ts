/** A run replaces the results of a study that is served. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ServedStudy } from '../../src/server/study-reader.ts';
import { defaultResources, Study } from '../../src/store/study.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { finishedDemo, sharedDemo } from '../support/finished-demo.ts';
import { serveStudy } from '../support/served.ts';

beforeAll(async () => {
  await sharedDemo();
});

/** Puts something that is no table in the place of one, and gives a way back. */
function spoil(study: Study, name: 'events' | 'measured'): () => void {
  const path = study.artefact(name);
  cpSync(path, `${path}.kept`);
  rmSync(path);
  writeFileSync(path, 'not a table, but longer than its footer would be');
  return () => cpSync(`${path}.kept`, path);
}

/** Writes the manifest as a stage does when it has ended. */
function endStage(study: Study): void {
  writeFileSync(study.manifestPath, `${readFileSync(study.manifestPath, 'utf8')}\n`);
}

test('answers from before stand until what a run wrote can be opened', async () => {
  const study = Study.open(await finishedDemo());
  const errors: unknown[] = [];
  const kept = await ServedStudy.open(study, defaultResources(), (error) => errors.push(error));
  onTestFinished(async () => kept.close());
  const before = await kept.reader();
  expect(await kept.reader()).toBe(before);
  expect(before.isReplaced).toBe(false);

  const restore = spoil(study, 'measured');
  endStage(study);
  // All who come at once get the answers from before, and one error is told of.
  expect(await Promise.all([kept.reader(), kept.reader(), kept.reader()])).toEqual([before, before, before]);
  expect(await kept.reader()).toBe(before);
  expect(errors).toHaveLength(1);
  expect(before.isReplaced).toBe(true);

  restore();
  await expect.poll(async () => (await kept.reader()) !== before, { timeout: 10_000 }).toBe(true);
  const after = await kept.reader();
  expect(after.isReplaced).toBe(false);
  expect(await after.row('SELECT count(*) > 0 AS some FROM measured')).toEqual({ some: true });
  expect(errors).toHaveLength(1);
});

test('a page that meets a table being replaced is asked again, and says so where that does not help', async () => {
  const study = Study.open(await finishedDemo());
  const errors: unknown[] = [];
  const { url, close } = await serveStudy(study, errors);
  onTestFinished(close);
  const origin = url.replace(/\/$/u, '');
  const page = `${origin}/quality/items?matched=1`;
  expect((await fetch(page)).status).toBe(200);

  const restore = spoil(study, 'events');
  const refused = await fetch(page);
  expect(refused.status).toBe(503);
  expect(await refused.text()).toContain(wordingOf('en').common.replaced.text);
  expect(errors).toHaveLength(1);

  const asked = fetch(page);
  await pause(200);
  restore();
  expect((await asked).status).toBe(200);
});
