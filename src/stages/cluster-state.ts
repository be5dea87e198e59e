/**
 * What a clustering leaves for the next: groups, centres and members of all levels. The index is one
 * file and is replaced at once; the files it names have their content's hash in their name and stay
 * until a later index is in place. So whatever moment a run was killed at, the next finds one whole
 * state, and extending a state by nothing gives that state again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepOnly, moveIntoPlace, sha256OfFile, sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readNpy, writeNpy } from '../store/npy.ts';
import type { Study } from '../store/study.ts';
import type { Means } from '../store/vectors.ts';
import type { Frozen, Level } from './cluster-levels.ts';

/** `vectors/clustering.json`. */
export interface ClusteringIndex {
  /** What must be the same for a clustering to be extended. */
  readonly basis: Basis;
  /** Passages when everything was fitted last. */
  readonly fitted: number;
  /** Whether DP-means settled whenever it ran since. */
  readonly settled: boolean;
  /** Passages and the place of their group at level 0: a file in `vectors/clustering/`. */
  readonly members: string;
  readonly levels: readonly {
    readonly numbers: readonly number[];
    readonly next: number;
    readonly parents: readonly number[];
    readonly centres: string;
  }[];
}

interface Basis {
  readonly version: number;
  readonly embedder: string;
  readonly levels: readonly number[];
  readonly maxIterations: number;
  /** Hash of the mean vector that was subtracted, per kind and language of posts. */
  readonly means: Readonly<Record<string, string>>;
}

export interface ClusteringState {
  readonly index: ClusteringIndex;
  readonly levels: readonly Frozen[];
}

/** What decides whether a clustering can be extended. */
export function basisOf(
  version: number,
  means: Means,
  options: { levels: readonly number[]; maxIterations: number },
): Basis {
  const posts = Object.entries(means.means).filter(([key]) => key.startsWith('post/'));
  return {
    version,
    embedder: means.embedder,
    levels: options.levels,
    maxIterations: options.maxIterations,
    means: Object.fromEntries(posts.map(([key, { mean }]) => [key, sha256OfJson(mean).slice(0, 16)])),
  };
}

/** The clustering there is, or undefined where there is none that this basis can extend. */
export async function readState(study: Study, basis: Basis): Promise<ClusteringState | undefined> {
  const path = study.artefact('clustering');
  if (!existsSync(path)) return undefined;
  const index = JSON.parse(await readFile(path, 'utf8')) as ClusteringIndex;
  const files = [index.members, ...index.levels.map((level) => level.centres)];
  if (!files.every((file) => existsSync(join(folderOf(study), file))) || !extendable(index.basis, basis)) {
    return undefined;
  }
  const levels: Frozen[] = [];
  for (const { numbers, next, parents, centres } of index.levels) {
    const matrix = await readNpy(join(folderOf(study), centres));
    levels.push({ numbers, next, parents: Int32Array.from(parents), centres: matrix });
  }
  return { index, levels };
}

/** Languages may come and go, but the mean of one that was there must not have moved. */
function extendable(before: Basis, now: Basis): boolean {
  const { means: meansBefore, ...restBefore } = before;
  const { means, ...rest } = now;
  const unmoved = Object.entries(meansBefore).every(([key, hash]) => means[key] === undefined || means[key] === hash);
  return unmoved && sha256OfJson(restBefore) === sha256OfJson(rest);
}

/** The place of the level-0 group of each row of the table `posts`, -1 for a passage that is new or has another text. */
export async function knownPlaces(
  study: Study,
  database: Database,
  state: ClusteringState | undefined,
  rows: number,
): Promise<Int32Array> {
  const known = new Int32Array(rows).fill(-1);
  if (state === undefined) return known;
  const members = parquet(join(folderOf(study), state.index.members));
  const found = database.batches<{ place: number; member_of: number }>(
    `SELECT place, member_of FROM posts JOIN ${members} USING (passage_id, text_md5)`,
  );
  for await (const batch of found) for (const { place, member_of } of batch) known[place] = member_of;
  return known;
}

/** Writes the files of a state into place, and its index to `path`. */
export async function writeState(
  study: Study,
  database: Database,
  path: string,
  { levels, ...index }: Pick<ClusteringIndex, 'basis' | 'fitted' | 'settled'> & { levels: readonly Level[] },
): Promise<() => Promise<void>> {
  const folder = folderOf(study);
  await mkdir(folder, { recursive: true });
  /** Renames a finished file of `folder` to its content's hash. */
  const named = async (temporary: string, name: string, extension: string): Promise<string> => {
    const file = `${name}-${(await sha256OfFile(temporary)).slice(0, 16)}.${extension}`;
    await moveIntoPlace(temporary, join(folder, file));
    return file;
  };
  const temporary = join(folder, `state.tmp-${process.pid}`);
  await database.writeParquet(
    temporary,
    'SELECT passage_id, text_md5, place_in_level AS member_of FROM posts JOIN labels USING (place) WHERE level = 0 ORDER BY place',
  );
  const members = await named(temporary, 'members', 'parquet');
  const described: ClusteringIndex['levels'][number][] = [];
  for (const [number, { numbers, next, parents, centres }] of levels.entries()) {
    await writeNpy(temporary, centres);
    described.push({
      numbers,
      next,
      parents: [...parents],
      centres: await named(temporary, `level-${number}`, 'npy'),
    });
  }
  await writeFileAtomic(path, `${JSON.stringify({ ...index, members, levels: described })}\n`);
  return () => keepOnly(folder, [members, ...described.map((level) => level.centres)]);
}

function folderOf(study: Study): string {
  return study.path('vectors/clustering');
}
