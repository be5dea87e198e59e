import { existsSync } from 'node:fs';
import { z } from 'zod';
import { describeEmbedder, readCalibration } from '../embedders/create.ts';
import { addRow, emptySum, pooledMean, shrunkenMean } from '../kernels/means.ts';
import type { VectorSum } from '../kernels/means.ts';
import { defineStage } from '../stage.ts';
import { sha256OfJson, writeFileAtomic } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { readNpy } from '../store/npy.ts';
import type { Shard, ShardIndex, Study } from '../store/study.ts';
import { readMeans } from '../store/vectors.ts';
import type { Means } from '../store/vectors.ts';
import type { EmbedTask } from './embed-shard.ts';
import { dropOldShards, writeShards } from './shard-files.ts';

const version = 1;

/** Gives every passage a vector. */
export const embed = defineStage({
  name: 'embed',
  version,
  brief: 'Give every passage a vector',
  reads: ['passage-shards'],
  writes: ['vectors', 'means'],
  uses: ['embedder'],
  options: z.strictObject({}),
  async identity({ settings, study }) {
    return describeEmbedder(settings.embedder, study.folder);
  },
  async run({ study, settings, resources, report, signal, output }) {
    const passages = (await study.shards('passage-shards')).shards;
    const embedder = await describeEmbedder(settings.embedder, study.folder);
    const shards = passages.map((passage): Shard => {
      const key = sha256OfJson({
        stage: 'embed',
        version,
        input: passage.key,
        embedder: embedder.id,
        hash: embedder.hash,
      }).slice(0, 16);
      return { ...passage, key, file: `vectors/passages/${passage.name}-${key}.npy` };
    });
    await writeShards({
      kind: 'embed',
      label: 'embed',
      unit: 'passages',
      setup: { choice: settings.embedder, base: study.folder },
      tasks: shards.map((shard, place): EmbedTask => ({
        from: study.path(passages[place]!.file),
        to: study.path(shard.file),
      })),
      weights: passages.map((passage) => passage.rows),
      resources,
      report,
      signal,
    });
    const index: ShardIndex = { shards, embedder: embedder.id };
    await writeFileAtomic(output('vectors'), `${JSON.stringify(index, null, 1)}\n`);
    using database = await study.database(resources);
    const { means, outgrown } = await languageMeans(study, database, passages, shards, embedder.id);
    await writeFileAtomic(output('means'), `${JSON.stringify(means)}\n`);
    return {
      counts: { vectors: shards.reduce((sum, shard) => sum + shard.rows, 0) },
      ...(outgrown.length === 0
        ? {}
        : {
            notes: [
              `the mean vectors of ${outgrown.join(', ')} were fitted on less than half of the passages there are now: crosscurrent run --refit`,
            ],
          }),
      sweep: () => dropOldShards(study.path('vectors/passages'), shards),
    };
  },
});

/**
 * Mean vectors per kind and language. Those of an earlier run stay as they were, so that adding items
 * never moves what was there; `run --refit` takes them away first.
 */
async function languageMeans(
  study: Study,
  database: Database,
  passages: readonly Shard[],
  shards: readonly Shard[],
  embedder: string,
): Promise<{ means: Means; outgrown: string[] }> {
  const sums = new Map<string, VectorSum>();
  let columns = 1;
  for (const [place, shard] of shards.entries()) {
    if (shard.rows === 0) continue;
    const languages = await database.rows<{ language: string }>(
      `SELECT language FROM ${parquet(study.path(passages[place]!.file))}`,
    );
    const matrix = await readNpy(study.path(shard.file));
    columns = matrix.columns;
    languages.forEach(({ language }, row) => {
      const key = `${shard.kind}/${language}`;
      let sum = sums.get(key);
      if (sum === undefined) sums.set(key, (sum = emptySum(columns)));
      addRow(sum, matrix.data, row);
    });
  }
  const priors = (await readCalibration(embedder))?.means ?? {};
  const pooled = pooledMean(sums.values(), columns);
  const kept = existsSync(study.artefact('means'))
    ? await readMeans(study, embedder).catch(() => undefined)
    : undefined;
  const means: Record<string, Means['means'][string]> = {};
  for (const key of [...sums.keys()].sort()) {
    const sum = sums.get(key)!;
    const language = key.split('/')[1]!;
    means[key] = kept?.means[key] ?? { passages: sum.count, mean: [...shrunkenMean(sum, priors[language] ?? pooled)] };
  }
  const outgrown = Object.keys(means).filter((key) => means[key]!.passages * 2 < sums.get(key)!.count);
  return { means: { embedder, means }, outgrown };
}
