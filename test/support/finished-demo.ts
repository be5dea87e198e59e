/** The demonstration study, finished and with a sample to judge: made once per build, copied for each test. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../src/package-root.ts';
import { succeed } from './demo-study.ts';
import { temporaryFolder } from './folder.ts';

const cache = join(packageRoot, 'node_modules/.cache/crosscurrent');

/** A copy of the finished demonstration study in a folder of its own, removed after the test. */
export async function finishedDemo(): Promise<string> {
  const copy = join(temporaryFolder(), 'demo');
  cpSync(await sharedDemo(), copy, { recursive: true });
  return copy;
}

/** The study itself, for those who only read. */
export async function sharedDemo(): Promise<string> {
  const build = readFileSync(join(cache, 'build'), 'utf8').slice(0, 16);
  const folder = join(cache, `demo-${build}`);
  const claim = `${folder}.making`;
  while (!existsSync(folder)) {
    try {
      mkdirSync(claim);
    } catch {
      // Another test file is making it.
      await pause(200);
      continue;
    }
    try {
      for (const name of readdirSync(cache))
        if (name.startsWith('demo-') && join(cache, name) !== claim) rmSync(join(cache, name), { recursive: true });
      const making = join(claim, 'demo');
      await succeed('demo', making, '--quiet');
      await succeed('label', 'sample', '--study', making, '--quiet');
      renameSync(making, folder);
    } finally {
      rmSync(claim, { recursive: true, force: true });
    }
  }
  return folder;
}
