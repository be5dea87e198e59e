/** How passages are chosen by their sketches. */
import { readCalibration } from '../embedders/create.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { readMeans, readPosts } from '../store/vectors.ts';
import type { Screen } from './candidates-shard.ts';
import { centresOfMembers } from './match-representatives.ts';
import { shareMatrix } from './match-setup.ts';

/** Floor where nothing was calibrated: low, so that little is lost. */
const uncalibratedFloor = 0.2;

/**
 * What the sketches of a study know of its narratives; undefined in an exact study, which has none. The
 * floors were measured at the calibrated thresholds: where a study has lower ones, `lowered` says by how
 * much for articles of a language, and its floor is lowered as far.
 */
export async function openScreen(
  study: Study,
  database: Database,
  { members, sample, sampleVectors }: { members: string; sample: string; sampleVectors: string },
  given: Readonly<Record<string, number>>,
  lowered: (language: string) => number,
): Promise<Screen | undefined> {
  const { embedder, shards } = await study.shards('sketches');
  if (shards.length === 0) return undefined;
  const means = await readMeans(study, embedder, 'sketch-means');
  const posts = await readPosts(study, database, means, 'sketches');
  const calibration = await readCalibration(embedder!);
  const calibrated = Object.entries(calibration?.floors ?? {});
  const floors = {
    default: uncalibratedFloor,
    ...Object.fromEntries(calibrated.map(([language, floor]) => [language, floor - lowered(language)])),
    ...given,
  };
  const ids = await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(sample)}`);
  return {
    means,
    centres: shareMatrix(await centresOfMembers(database, members, posts)),
    languages: calibration?.languages ?? [],
    floors: given['default'] === undefined ? floors : { ...given, default: given['default'] },
    sampled: ids.map(({ passage_id }) => passage_id),
    sampleVectors,
  };
}
