import { z } from 'zod';
import { describeEmbedder } from '../embedders/create.ts';
import type { EmbedderChoice } from '../embedders/create.ts';
import { defineStage } from '../stage.ts';
import type { StageContext } from '../stage.ts';
import { sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import type { Shard, ShardIndex } from '../store/study.ts';
import { scalesPath } from '../store/vector-files.ts';
import type { EmbedTask } from './embed-shard.ts';
import { countPassages, countsOf, languageMeans, sumsOfShards } from './embed-means.ts';
import { embedSample } from './embed-sample.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const version = 2;

/** Passages of articles in each language that are embedded whatever they say. */
const sampleSize = 256;

/**
 * Gives passages their vectors: posts those of the study's embedder, and every passage a sketch, the
 * vector of the fast embedder `static`, by which `match` later chooses the articles that are worth the
 * study's embedder. An exact study has no sketches: everything gets the vectors of its embedder.
 */
export const embed = defineStage({
  name: 'embed',
  version,
  brief: 'Give passages their vectors: sketches to all, the vectors of the embedder to posts',
  reads: ['passage-shards'],
  writes: ['vectors', 'means', 'sketches', 'sketch-means', 'sample'],
  uses: ['embedder', 'exact'],
  options: z.strictObject({}),
  async identity({ settings, study }) {
    const own = await describeEmbedder(settings.embedder, study.folder);
    return sketches(settings) ? { own, sketches: await describeEmbedder('static') } : own;
  },
  async run(context) {
    const { study, settings, resources, output } = context;
    const passages = (await study.shards('passage-shards')).shards;
    const posts = passages.filter((passage) => passage.kind === 'post');
    const sketching = sketches(settings);

    const vectors = await embedShards(context, settings.embedder, 'embed', 'passages', sketching ? posts : passages);
    const sketched = await embedShards(context, 'static', 'sketch', 'sketches', sketching ? passages : []);
    await writeIndex(output('vectors'), vectors);
    await writeIndex(output('sketches'), sketched);

    using database = await study.database(resources);
    const sums = await sumsOfShards(study, database, passages, vectors.shards);
    const articles = passages.filter((passage) => passage.kind === 'article');
    const sampled = await embedSample(context, database, sketching ? articles : [], sampleSize, sums);
    const { means, outgrown } = await languageMeans(
      study,
      'means',
      countsOf(sums),
      () => Promise.resolve(sums),
      vectors.embedder!,
    );
    const sketchMeans = await languageMeans(
      study,
      'sketch-means',
      sketching ? await countPassages(study, database, passages) : new Map<string, number>(),
      () => sumsOfShards(study, database, passages, sketched.shards),
      sketched.embedder!,
    );
    await writeFileAtomic(output('means'), `${JSON.stringify(means)}\n`);
    await writeFileAtomic(output('sketch-means'), `${JSON.stringify(sketchMeans.means)}\n`);
    const rowsIn = (index: ShardIndex): number => index.shards.reduce((sum, shard) => sum + shard.rows, 0);
    return {
      counts: {
        vectors: rowsIn(vectors),
        ...(sketching ? { sketches: rowsIn(sketched), sampled } : {}),
      },
      ...(outgrown.length === 0
        ? {}
        : {
            notes: [
              `the mean vectors of ${outgrown.join(', ')} were fitted on less than half of the passages there are now: crosscurrent run --refit`,
            ],
          }),
      sweep: async () => {
        await dropOldShards(study.path('vectors/passages'), withScales(vectors.shards));
        await dropOldShards(study.path('vectors/sketches'), withScales(sketched.shards));
      },
    };
  },
});

/** Whether articles are chosen by sketches; with `static` as the embedder there is nothing to choose. */
export function sketches({ exact, embedder }: { exact: boolean; embedder: EmbedderChoice }): boolean {
  return !exact && embedder !== 'static';
}

/** Gives these passage shards vectors of one embedder. */
async function embedShards(
  { study, resources, report, signal }: StageContext<unknown>,
  choice: EmbedderChoice,
  label: string,
  folder: 'passages' | 'sketches',
  passages: readonly Shard[],
): Promise<ShardIndex> {
  const embedder = await describeEmbedder(choice, study.folder);
  const shards = passages.map((passage): Shard => {
    const key = sha256OfJson({
      stage: 'embed',
      version,
      input: passage.key,
      embedder: embedder.id,
      hash: embedder.hash,
    }).slice(0, 16);
    return { ...passage, key, file: `vectors/${folder}/${passage.name}-${key}.npy` };
  });
  await writeShards({
    kind: 'embed',
    label,
    unit: 'passages',
    setup: { choice, base: study.folder },
    tasks: shards.map((shard, place): EmbedTask => ({
      from: study.path(passages[place]!.file),
      to: study.path(shard.file),
    })),
    weights: passages.map((passage) => passage.rows),
    resources,
    report,
    signal,
  });
  return { shards, embedder: embedder.id };
}

/** The files of these shards, each with its scales. */
function withScales(shards: readonly Shard[]): Shard[] {
  return shards.flatMap((shard) => [shard, { ...shard, file: scalesPath(shard.file) }]);
}

async function writeIndex(path: string, index: ShardIndex): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(index, null, 1)}\n`);
}
