/** Two studies in one database, each in a schema of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../store/manifest.ts';
import { Database } from '../store/database.ts';
import type { Resources, Study } from '../store/study.ts';
import { createViews } from '../store/views.ts';
import type { ComparedStudy } from './compare-windows.ts';
import { sides } from './windows.ts';

/** A study and what its configuration says. */
export interface OpenedStudy {
  readonly study: Study;
  readonly name: string;
  readonly platform: string;
  readonly firstSeenIsPublication: boolean;
  readonly manifest: Manifest;
}

/** Both studies, open for questions. Nothing is written into either of them. */
export interface Pair {
  readonly opened: readonly [OpenedStudy, OpenedStudy];
  /** Each study by itself: its tables under their own names. */
  readonly studies: readonly [ComparedStudy, ComparedStudy];
  /** Both: tables as `first.items` and `second.items`. */
  readonly database: Database;
}

/** Opens two studies, does the work, and closes them. Memory is bounded by the resources; what is larger spills to a temporary folder. */
export async function withPair<Result>(
  opened: readonly [OpenedStudy, OpenedStudy],
  { workers, memoryMegabytes }: Resources,
  work: (pair: Pair) => Promise<Result>,
): Promise<Result> {
  const spill = await mkdtemp(join(tmpdir(), 'crosscurrent-compare-'));
  try {
    using database = await Database.open({ threads: workers, memoryMegabytes, spill });
    for (const [place, side] of sides.entries()) await createViews(database, opened[place]!.study, side);
    using first = await database.connection();
    using second = await database.connection();
    await first.run(`SET schema = 'first'`);
    await second.run(`SET schema = 'second'`);
    const compared = ({ platform, firstSeenIsPublication, manifest }: OpenedStudy, own: Database): ComparedStudy => ({
      ask: async (sql, values) => own.rows(sql, values),
      platform,
      firstSeenIsPublication,
      manifest,
    });
    return await work({ opened, studies: [compared(opened[0], first), compared(opened[1], second)], database });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}
