/**
 * A random sample of article passages that gets the vectors of the study's embedder whatever they say.
 * It gives the mean vectors of the articles, and `match` finds out with it what choosing by sketches
 * loses in this very study.
 */
import { createEmbedder, describeEmbedder } from '../embedders/create.ts';
import { VectorMemo } from '../embedders/memo.ts';
import type { StageContext } from '../stage.ts';
import { sha256OfJson } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard } from '../store/study.ts';
import { addRows } from './embed-means.ts';
import type { Sums } from './embed-means.ts';

/** A row of the sample. */
export interface Sampled {
  readonly passage_id: string;
  readonly language: string;
  readonly text: string;
}

/**
 * Draws up to `size` passages a language from these shards (those with the least hash of their id, so
 * that a passage that is added later replaces few), embeds them, adds them to the sums, and writes the
 * artefact `sample`. Gives their number.
 */
export async function embedSample(
  { study, settings, resources, report, signal, output }: StageContext<unknown>,
  database: Database,
  articles: readonly Shard[],
  size: number,
  sums: Sums,
): Promise<number> {
  const files = articles.filter((shard) => shard.rows > 0).map((shard) => study.path(shard.file));
  await database.writeParquet(
    output('sample'),
    files.length === 0
      ? `SELECT NULL::VARCHAR AS passage_id, NULL::VARCHAR AS item_id, NULL::VARCHAR AS language, NULL::VARCHAR AS text WHERE false`
      : // Ids are chosen first: sorting whole texts takes thirty times as long.
        `WITH chosen AS (
           SELECT unnest(arg_min(passage_id, (md5(passage_id), passage_id), ${size})) AS passage_id
           FROM ${parquet(files)} GROUP BY language)
         SELECT passage_id, item_id, language, text FROM ${parquet(files)} SEMI JOIN chosen USING (passage_id)
         ORDER BY language, passage_id`,
  );
  const sample = await database.rows<Sampled>(`SELECT * FROM ${parquet(output('sample'))}`);
  if (sample.length === 0) return 0;
  report.begin('sample', sample.length, 'passages');
  const embedder = await createEmbedder(settings.embedder, { base: study.folder, threads: resources.workers });
  try {
    const memo = await VectorMemo.open(study.path(await samplePath(study.folder, settings.embedder)), embedder);
    const vectors = await memo.vectorsOf(
      sample.map(({ text }) => text),
      signal,
    );
    await memo.save();
    addRows(
      sums,
      'article',
      sample.map(({ language }) => language),
      vectors,
    );
  } finally {
    await embedder.close();
  }
  report.end();
  return sample.length;
}

/** Where the vectors of the sample are kept. */
export async function samplePath(base: string, choice: Parameters<typeof describeEmbedder>[0]): Promise<string> {
  const { id, hash } = await describeEmbedder(choice, base);
  return `vectors/sample-${sha256OfJson({ id, hash }).slice(0, 16)}.npy`;
}
