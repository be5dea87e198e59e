/** Folders that take long to make and are the same for every test of a build. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../src/package-root.ts';

const cache = join(packageRoot, 'node_modules/.cache/crosscurrent');

/**
 * The folder of that name: `make` makes it for whoever needs it first in this build, the others wait. It is
 * there for all of them, so whoever wants to write takes a copy.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const build = readFileSync(join(cache, 'build'), 'utf8').slice(0, 16);
  const folder = join(cache, `${name}-${build}`);
  const claim = `${folder}.claim`;
  while (!existsSync(folder)) {
    if (!claimed(claim)) {
      await pause(200);
      continue;
    }
    // A program that a test left behind may still write where that test had begun.
    const making = `${folder}.making-${process.pid}`;
    try {
      if (existsSync(folder)) continue;
      for (const other of readdirSync(cache))
        if (other.startsWith(`${name}-`) && join(cache, other) !== claim)
          rmSync(join(cache, other), { recursive: true });
      await make(making);
      renameSync(making, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
      rmSync(claim, { force: true });
    }
  }
  return folder;
}

/** Whether the claim is now ours. One whose process has ended is taken away, so that the next try succeeds. */
function claimed(claim: string): boolean {
  try {
    writeFileSync(claim, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      const holder = readFileSync(claim, 'utf8');
      // Empty: it was made this moment.
      if (holder !== '') process.kill(Number(holder), 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') rmSync(claim, { force: true });
    }
    return false;
  }
}
