/** What changes when a file is written anew. */
import { statSync } from 'node:fs';

/** Time, size and number of a file; those of one that is not there are 0. */
export function stampOf(path: string): string {
  const { mtimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 };
  return `${mtimeMs}/${size}/${ino}`;
}
