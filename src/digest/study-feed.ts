/** The feed of all digests of a study. Its id is made at the first export and kept in `digests/feed.json`. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes, UserError } from '../errors.ts';
import type { Study } from '../store/study.ts';
import type { Feed } from './feed.ts';
import { placeOnce } from './place-once.ts';
import { digestFolder } from './store.ts';
import type { Occasion } from './store.ts';

const kept = z.strictObject({ uuid: z.uuid(), created_at: z.iso.datetime() });

/**
 * What the feed of a study says about itself.
 *
 * @param title of the feed.
 * @param base address below which the digests are published, or null.
 */
export async function studyFeed(
  study: Study,
  title: string,
  base: string | null,
  occasion: Occasion = { now: new Date(), uuid: randomUUID },
): Promise<Feed> {
  const path = join(digestFolder(study), 'feed.json');
  const made = { uuid: occasion.uuid(), created_at: occasion.now.toISOString() };
  if (await placeOnce(digestFolder(study), path, `${JSON.stringify(made)}\n`)) return { ...made, title, base };
  try {
    return { ...kept.parse(JSON.parse(await readFile(path, 'utf8'))), title, base };
  } catch (error) {
    throw new UserError(`${path} is damaged: it holds no id of the feed`, {
      hint: 'bring it back from a copy, or delete it: readers then see a new feed',
      exitCode: exitCodes.input,
      cause: error,
    });
  }
}
