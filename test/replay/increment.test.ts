/** New articles cost what they cost themselves. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { carryOut } from '../support/command.ts';
import { run } from '../support/demo-study.ts';
import { copyStudy, sharedSmallStudy } from '../support/finished-demo.ts';

const minutes = 60_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const folders = ['shards/items', 'shards/passages', 'shards/candidates', 'shards/matches', 'vectors/sketches'];

/** When each shard of a study was written. */
function written(study: string): Map<string, number> {
  return new Map(
    folders.flatMap((name) =>
      readdirSync(join(study, name)).map((file): [string, number] => [
        `${name}/${file}`,
        statSync(join(study, name, file)).mtimeMs,
      ]),
    ),
  );
}

it('an article that is added touches no shard of the others', { timeout: 3 * minutes }, async () => {
  const study = copyStudy(await sharedSmallStudy(), join(folder, 'study'));
  const before = written(study);
  for (const name of folders) expect([...before.keys()].some((file) => file.startsWith(name))).toBe(true);
  const file = join(folder, 'more.ndjson');
  writeFileSync(
    file,
    `${JSON.stringify({ id: 'late', ecosystem: 'us', language: 'en', text: 'The ferries across the strait have stopped, and nobody knows for how long they will lie in the harbour.' })}\n`,
  );
  await carryOut('import', 'articles', file, '--study', study);
  await run(study);
  const after = written(study);
  expect(after.size).toBeGreaterThan(before.size);
  for (const [path, time] of before) expect([path, after.get(path)]).toEqual([path, time]);
});
