import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { openProducts } from '../engine/products.ts';
import { throwIfAborted, UserError } from '../errors.ts';
import { defineStage } from '../stage.ts';
import type { StageContext } from '../stage.ts';
import { sha256OfJson } from '../store/atomic.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { writeNpy } from '../store/npy.ts';
import { RowFile } from '../store/row-file.ts';
import type { Study } from '../store/study.ts';
import { pairShards, readCentred, readMeans } from '../store/vectors.ts';
import type { Means } from '../store/vectors.ts';
import { keywordsOfLevels, writeLabels, writeMembers, writeNarratives } from './cluster-describe.ts';
import { growLevels, noLevels } from './cluster-levels.ts';
import { basisOf, knownPlaces, readState, writeState } from './cluster-state.ts';

const version = 2;

const options = z.strictObject({
  levels: z
    .array(z.number().gt(0).lt(1))
    .min(1)
    .max(6)
    .default([0.55, 0.42, 0.3])
    .refine(
      (levels) => levels.every((lambda, i) => i === 0 || lambda < levels[i - 1]!),
      'levels must fall: the finest (highest λ) first',
    )
    .describe('λ of each level, the finest first: smallest centred cosine of a passage to the centre of its narrative'),
  maxIterations: z.number().int().min(1).max(200).default(25).describe('passes of DP-means at most'),
  keywords: z.number().int().min(0).max(50).default(8).describe('keywords per narrative and language'),
  medoids: z.number().int().min(1).max(20).default(3).describe('passages nearest to the centre that are named'),
});

/** Groups post passages into narratives. */
export const cluster = defineStage({
  name: 'cluster',
  version,
  brief: 'Group post passages into narratives (DP-means)',
  reads: ['passage-shards', 'vectors', 'means', 'items'],
  writes: ['narratives', 'members', 'centres', 'clustering'],
  uses: [],
  options,
  essence: essenceOf,
  async run({ study, options, resources, report, signal, input, output }) {
    const { embedder } = await study.shards('vectors');
    const means = await readMeans(study, embedder);
    const shards = await postShards(study);
    using database = await study.database(resources);
    const texts = shards.map((shard) => shard.texts);
    const passages = await tableOfPosts(database, texts);
    if (passages === 0) {
      throw new UserError('no post in scope has any text: there is nothing to group', {
        hint: 'import posts, or widen scope in crosscurrent.yaml',
      });
    }
    using vectors = await centredRows(join(dirname(output('centres')), 'rows'), database, shards, means);
    const basis = basisOf(version, means, options);
    const state = await readState(study, basis);
    const known = await knownPlaces(study, database, state, passages);

    const products = await openProducts(resources.workers);
    report.begin('cluster', options.levels.length * options.maxIterations, 'passes');
    const onPass = (): void => {
      throwIfAborted(signal);
      report.advance(1);
    };
    let grown: Awaited<ReturnType<typeof growLevels>>;
    try {
      const before = state?.levels ?? noLevels(options.levels.length, vectors.columns);
      const growth = { lambdas: options.levels, maxIterations: options.maxIterations, onPass };
      grown = await growLevels(vectors, before, known, growth, products);
    } finally {
      await products.close();
    }
    report.end();
    const { levels } = grown;

    await writeLabels(database, vectors, levels);
    throwIfAborted(signal);
    const keywords = await keywordsOfLevels(database, texts, levels, options.keywords);
    throwIfAborted(signal);
    await writeNarratives(database, output('narratives'), {
      texts,
      items: input('items'),
      levels,
      keywords,
      medoids: options.medoids,
      embedder: means.embedder,
    });
    await writeMembers(database, output('members'));
    await writeNpy(output('centres'), levels[0]!.centres);
    // What is said of the last fit of everything stays true while it is only extended.
    const last = known.some((place) => place >= 0) ? state?.index : undefined;
    const fitted = last?.fitted ?? passages;
    const settled = grown.settled && (last?.settled ?? true);
    const sweep = await writeState(study, database, output('clustering'), { basis, fitted, settled, levels });
    return {
      counts: {
        passages,
        ...Object.fromEntries(levels.map((level, number) => [`narratives_level_${number}`, level.numbers.length])),
      },
      ...notesOf(settled, options.maxIterations, fitted, passages),
      sweep,
    };
  },
});

/** Posts, their vectors and means, and the times of posts: new articles change none of them. */
async function essenceOf({
  study,
  options: chosen,
  resources,
  input,
}: Pick<StageContext<z.infer<typeof options>>, 'study' | 'options' | 'resources' | 'input'>): Promise<string> {
  const { embedder } = await study.shards('vectors');
  const shards = await postShards(study);
  using database = await study.database(resources);
  const [posts] = await database.rows<{ hash: string }>(
    `SELECT sum(hash(item_id, published_at, in_scope))::VARCHAR AS hash
     FROM ${parquet(input('items'))} WHERE kind = 'post'`,
  );
  return sha256OfJson({
    // The names of shards carry the hash of what is in them.
    shards: shards.map(({ texts, vectors }) => [basename(texts), basename(vectors)]),
    basis: basisOf(version, await readMeans(study, embedder), chosen),
    posts: posts!.hash,
  });
}

function notesOf(
  settled: boolean,
  maxIterations: number,
  fitted: number,
  passages: number,
): { notes?: readonly string[] } {
  const notes: string[] = [];
  if (!settled) {
    notes.push(`clustering stopped after ${maxIterations} passes before it settled; raise cluster.maxIterations`);
  }
  if (fitted * 2 < passages) {
    notes.push(
      `narratives were fitted on ${fitted} post passages and there are ${passages} now: crosscurrent run --refit`,
    );
  }
  return notes.length === 0 ? {} : { notes };
}

interface PostShard {
  readonly texts: string;
  readonly vectors: string;
}

/** The passages of posts and their vectors: paths of the shards. */
async function postShards(study: Study): Promise<PostShard[]> {
  return pairShards(await study.shards('passage-shards'), await study.shards('vectors')).flatMap((pair) =>
    pair.passages.kind === 'post' && pair.passages.rows > 0
      ? [{ texts: study.path(pair.passages.file), vectors: study.path(pair.vectors.file) }]
      : [],
  );
}

/** The table `posts`: the passages of posts with their row (`place`). Says how many there are. */
async function tableOfPosts(database: Database, texts: readonly string[]): Promise<number> {
  await database.run('CREATE TEMP TABLE posts (place INTEGER, passage_id VARCHAR, item_id VARCHAR, text_md5 VARCHAR)');
  let passages = 0;
  for (const path of texts) {
    await database.run(
      `INSERT INTO posts SELECT ${passages} + file_row_number, passage_id, item_id, md5(text)
       FROM read_parquet(${sqlText(path)}, file_row_number = true)`,
    );
    const [count] = await database.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${parquet(path)}`);
    passages += count!.rows;
  }
  return passages;
}

/** The centred vectors of all passages in one file. */
async function centredRows(
  path: string,
  database: Database,
  shards: readonly PostShard[],
  means: Means,
): Promise<RowFile> {
  let rows: RowFile | undefined;
  for (const { texts, vectors } of shards) {
    const languages = await database.rows<{ language: string }>(`SELECT language FROM ${parquet(texts)}`);
    const matrix = await readCentred(
      vectors,
      'post',
      languages.map(({ language }) => language),
      means,
    );
    rows ??= new RowFile(path, matrix.columns);
    rows.append(matrix);
  }
  return rows!;
}
