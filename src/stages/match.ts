import { z } from 'zod';
import { readCalibration } from '../embedders/create.ts';
import type { Calibration } from '../embedders/create.ts';
import { throwIfAborted } from '../errors.ts';
import { defineStage } from '../stage.ts';
import { sha256OfJson, sha256OfFile, writeFileAtomic } from '../store/atomic.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readNpy } from '../store/npy.ts';
import type { Shard } from '../store/study.ts';
import { tables } from '../store/tables.ts';
import { pairShards, readMeans, readPosts } from '../store/vectors.ts';
import type { PassageMeta } from '../store/vectors.ts';
import type { Matrix } from '../kernels/products.ts';
import type { MatchSetup, MatchTask } from './match-shard.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const version = 2;

/** Threshold where nothing was calibrated: about the mean of those of the bundled embedder. */
const uncalibrated = 0.42;

const options = z.strictObject({
  thresholds: z
    .record(z.string().regex(/^[a-z]{2,3}-[a-z]{2,3}$|^(?:default|same|cross)$/), z.number().min(-1).max(1))
    .default({})
    .describe(
      'threshold per language pair "post-article" (zh-ru); "same" or "cross" for pairs within a language or across that were not calibrated; "default" for every pair not named',
    ),
  candidates: z
    .number()
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe('nearest narratives of a passage that are checked sentence by sentence'),
  floor: z
    .number()
    .min(-1)
    .max(1)
    .default(0.3)
    .describe('smallest centred cosine to the centre of a narrative to be a candidate, whatever the threshold'),
  representatives: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(64)
    .describe('post passages of a narrative, nearest to its centre, that an article is checked against'),
  nearest: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe('of these, the nearest ones to the article that are averaged'),
  nearMiss: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('width of the band below the threshold in which narratives are checked, and near misses kept'),
});

/** Finds the article passages that say the same thing as a narrative. */
export const match = defineStage({
  name: 'match',
  version,
  brief: 'Find the article passages that say the same thing as a narrative',
  reads: ['passage-shards', 'vectors', 'means', 'centres', 'members', 'items'],
  writes: ['matches', 'near', 'calibration'],
  uses: ['embedder'],
  options,
  async identity({ study, settings }) {
    const { describeEmbedder } = await import('../embedders/create.ts');
    const calibration = await readCalibration((await describeEmbedder(settings.embedder, study.folder)).id);
    return calibration === undefined ? null : sha256OfJson(calibration);
  },
  async run({ study, settings, options, resources, report, signal, input, output }) {
    const vectorIndex = await study.shards('vectors');
    const embedder = vectorIndex.embedder!;
    const means = await readMeans(study, embedder);
    const calibration = await readCalibration(embedder);
    const thresholds = chooseThresholds(calibration, options.thresholds);
    using database = await study.database(resources);
    const posts = await readPosts(study, database, means);
    const representatives = await chooseRepresentatives(database, input('members'), posts, options.representatives);
    const centres = await readNpy(input('centres'));
    if (representatives.narratives.length !== centres.rows) {
      throw new Error(`${centres.rows} centres for ${representatives.narratives.length} narratives`);
    }
    throwIfAborted(signal);

    const common = sha256OfJson({
      stage: 'match',
      version,
      options,
      thresholds,
      embedder,
      means: await sha256OfFile(input('means')),
      centres: await sha256OfFile(input('centres')),
      members: await sha256OfFile(input('members')),
    });
    const pairs = pairShards(await study.shards('passage-shards'), vectorIndex).filter(
      (pair) => pair.passages.kind === 'article' && pair.passages.rows > 0,
    );
    const shards = pairs.map((pair): Shard => {
      const key = sha256OfJson({ common, input: pair.vectors.key }).slice(0, 16);
      return { ...pair.passages, key, file: `shards/matches/${pair.passages.name}-${key}.parquet` };
    });
    const setup: MatchSetup = {
      choice: settings.embedder,
      base: study.folder,
      embedder,
      means,
      thresholds,
      limits: {
        candidates: Math.min(options.candidates, centres.rows),
        floor: options.floor,
        nearest: options.nearest,
        nearMiss: options.nearMiss,
      },
      centres: shared(centres),
      representatives,
    };
    await writeShards({
      kind: 'match',
      label: 'match',
      unit: 'passages',
      setup,
      tasks: shards.map((shard, place): MatchTask => ({
        passages: study.path(pairs[place]!.passages.file),
        vectors: study.path(pairs[place]!.vectors.file),
        to: study.path(shard.file),
      })),
      weights: shards.map((shard) => shard.rows),
      resources,
      report,
      signal,
    });

    const files = shards.map((shard) => study.path(shard.file));
    const accepted = await joinShards(
      database,
      files,
      input('items'),
      'verified_score >= threshold',
      'matches',
      embedder,
      output('matches'),
    );
    const near = await joinShards(
      database,
      files,
      input('items'),
      'verified_score < threshold',
      'near',
      embedder,
      output('near'),
    );
    await writeFileAtomic(
      output('calibration'),
      `${JSON.stringify({ embedder, thresholds, calibrated: calibration?.pairs ?? {} }, null, 1)}\n`,
    );
    const notes =
      calibration === undefined
        ? [
            `the embedder ${embedder} has no calibrated thresholds: ${uncalibrated} was used throughout; judge a sample of matches before you quote a figure`,
          ]
        : [];
    return {
      counts: {
        article_passages: pairs.reduce((sum, pair) => sum + pair.passages.rows, 0),
        matches: accepted,
        near_misses: near,
      },
      notes,
      sweep: () => dropOldShards(study.path('shards/matches'), shards),
    };
  },
});

/**
 * Threshold per language pair, with `same` and `cross` for pairs that were not calibrated: the means of
 * those that were, within a language and across. What the user gives goes first, and a `default` of
 * theirs stands for every pair they do not name.
 */
function chooseThresholds(
  calibration: Calibration | undefined,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const calibrated = Object.entries(calibration?.pairs ?? {}).map(([pair, { threshold }]) => ({ pair, threshold }));
  if (given['default'] !== undefined || calibrated.length === 0) return { default: uncalibrated, ...given };
  const isSame = (pair: string): boolean => pair.split('-')[0] === pair.split('-')[1];
  const mean = (found: readonly { threshold: number }[]): number =>
    found.length === 0 ? uncalibrated : found.reduce((sum, { threshold }) => sum + threshold, 0) / found.length;
  return {
    same: mean(calibrated.filter(({ pair }) => isSame(pair))),
    cross: mean(calibrated.filter(({ pair }) => !isSame(pair))),
    default: uncalibrated,
    ...Object.fromEntries(calibrated.map(({ pair, threshold }) => [pair, threshold])),
    ...given,
  };
}

/** Post passages that stand for each narrative: its members nearest to the centre, each text once. */
async function chooseRepresentatives(
  database: Database,
  members: string,
  posts: { passages: readonly PassageMeta[]; vectors: Matrix },
  limit: number,
): Promise<MatchSetup['representatives']> {
  const rows = await database.rows<{ passage_id: string; narrative_id: string }>(
    `SELECT passage_id, narrative_id FROM ${parquet(members)} WHERE level = 0 ORDER BY narrative_id, similarity DESC, passage_id`,
  );
  const rowOf = new Map(posts.passages.map((passage, row) => [passage.passage_id, row]));
  const narratives: string[] = [];
  const starts: number[] = [];
  const chosen: number[] = [];
  let texts = new Set<string>();
  for (const { passage_id, narrative_id } of rows) {
    if (narratives.at(-1) !== narrative_id) {
      narratives.push(narrative_id);
      starts.push(chosen.length);
      texts = new Set();
    }
    const row = rowOf.get(passage_id)!;
    const { text } = posts.passages[row]!;
    if (texts.size >= limit || texts.has(text)) continue;
    texts.add(text);
    chosen.push(row);
  }
  starts.push(chosen.length);
  const { columns } = posts.vectors;
  const data = new Float32Array(new SharedArrayBuffer(chosen.length * columns * 4));
  chosen.forEach((row, place) =>
    data.set(posts.vectors.data.subarray(row * columns, (row + 1) * columns), place * columns),
  );
  return {
    narratives,
    starts,
    passageIds: chosen.map((row) => posts.passages[row]!.passage_id),
    texts: chosen.map((row) => posts.passages[row]!.text),
    languages: chosen.map((row) => posts.passages[row]!.language),
    vectors: { data, rows: chosen.length, columns },
  };
}

/** The same matrix in memory that worker threads share. */
function shared(matrix: Matrix): Matrix {
  const data = new Float32Array(new SharedArrayBuffer(matrix.data.byteLength));
  data.set(matrix.data);
  return { ...matrix, data };
}

async function joinShards(
  database: Database,
  files: readonly string[],
  items: string,
  where: string,
  name: 'matches' | 'near',
  embedder: string,
  to: string,
): Promise<number> {
  if (files.length === 0) return (await database.table(tables[name].columns)).write(to);
  return database.writeParquet(
    to,
    `SELECT m.narrative_id, m.passage_id, m.item_id, i.ecosystem, m.score, m.verified_score, m.threshold, m.post_passage_id, ${sqlText(embedder)} AS embedder
     FROM ${parquet(files)} m JOIN ${parquet(items)} i USING (item_id)
     WHERE ${where} ORDER BY m.narrative_id, m.verified_score DESC, m.passage_id`,
  );
}
