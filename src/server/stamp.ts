/** What changes when a file is written anew. */
import { statSync } from 'node:fs';

/** Time and size of a file; those of one that is not there are 0. */
export function stampOf(path: string): string {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs}/${size}`;
}
