/** Files that are written once and never changed, whatever is killed and whoever else writes. */
import { link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const temporaryPattern = /^\..+\.tmp-\d+-\d+$/u;
/** Milliseconds after which an unfinished file belongs to nobody. */
const abandoned = 3_600_000;
let temporaries = 0;

/**
 * Writes a file whole beside its place, waits until it is on the disk and links it into its place.
 *
 * @param folder where the unfinished file lies; on the same disk as `path`.
 * @returns false where the place is taken: what is there stays.
 */
export async function placeOnce(folder: string, path: string, content: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const temporary = join(folder, `.new.tmp-${process.pid}-${temporaries++}`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Removes what processes that were killed long ago had begun to write. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!temporaryPattern.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > abandoned) await rm(join(folder, name), { force: true });
  }
}
