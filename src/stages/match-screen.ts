/** How passages are chosen by their sketches. */
import { readCalibration } from '../embedders/create.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readMeans, readPosts } from '../store/vectors.ts';
import type { Screen } from './candidates-shard.ts';
import { sentencesOfAll } from './match-posts.ts';
import { centresOfMembers, chooseRepresentatives } from './match-representatives.ts';
import { shareMatrix } from './match-setup.ts';
import type { Sketched } from './match-sketches.ts';
import type { ShardContext } from './shard-files.ts';

/** Floor where nothing was calibrated: low, so that little is lost. */
const uncalibratedFloor = 0.2;

/** Posts of a narrative, nearest to its centre, whose sentences a passage is compared with (64: no better). */
const representatives = 8;

/**
 * The narratives of at least `minPosts` posts as the fast embedder sees them; undefined in an exact study,
 * which has no sketches. Where `static` is the embedder of the study, its vectors are its sketches.
 */
export async function sketchNarratives(
  context: ShardContext,
  database: Database,
  members: string,
  minPosts = 1,
  space: 'sketches' | 'vectors' = 'sketches',
): Promise<Sketched | undefined> {
  const { study } = context;
  const { embedder, shards } = await study.shards(space);
  if (shards.length === 0) return undefined;
  const means = await readMeans(study, embedder, space === 'sketches' ? 'sketch-means' : 'means');
  const posts = await readPosts(study, database, means, space);
  const chosen = await chooseRepresentatives(database, members, posts, representatives, minPosts);
  return {
    means,
    centres: shareMatrix(await centresOfMembers(database, members, posts, minPosts)),
    starts: chosen.starts,
    sentences: await sentencesOfAll(context, chosen, {
      choice: 'static',
      base: study.folder,
      embedder: embedder!,
      means,
    }),
  };
}

/**
 * What is left out by sketches. The floors were measured at the calibrated thresholds: where a study has
 * lower ones, `lowered` says by how much for articles of a language, and its floor is lowered as far.
 */
export async function openScreen(
  sketched: Sketched,
  database: Database,
  { sample, sampleVectors }: { sample: string; sampleVectors: string },
  given: Readonly<Record<string, number>>,
  lowered: (language: string) => number,
): Promise<Screen> {
  const calibration = await readCalibration(sketched.means.embedder);
  const calibrated = Object.entries(calibration?.floors ?? {});
  const floors = {
    default: uncalibratedFloor,
    ...Object.fromEntries(calibrated.map(([language, floor]) => [language, floor - lowered(language)])),
    ...given,
  };
  const ids = await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(sample)}`);
  return {
    ...sketched,
    languages: calibration?.languages ?? [],
    floors: given['default'] === undefined ? floors : { ...given, default: given['default'] },
    sampled: ids.map(({ passage_id }) => passage_id),
    sampleVectors,
  };
}
