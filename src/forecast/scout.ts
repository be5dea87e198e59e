/** What the fast embedder alone says about a study in a few seconds. */
import { createEmbedder, readCalibration } from '../embedders/create.ts';
import { openProducts } from '../engine/products.ts';
import { runPipeline } from '../pipeline.ts';
import type { PipelineRequest } from '../pipeline.ts';
import { silentReporter } from '../reporter.ts';
import { match } from '../stages/match.ts';
import { sketchNarratives } from '../stages/match-screen.ts';
import { nearness } from '../stages/match-sketches.ts';
import { pairShards, readPassages } from '../store/vectors.ts';
import { importedRecords, withSample } from './sample.ts';
import type { Records } from './sample.ts';

/** What the fast embedder says of a larger sample. */
export interface Scout {
  readonly records: Records;
  readonly postPassages: number;
  readonly articlePassages: number;
  /** Narratives of the finest level. */
  readonly narratives: number;
  readonly clusterSeconds: number;
  /** Share of the article passages that are near a narrative, 0 to 1. */
  readonly rate: number;
  /** Article passages of each language. */
  readonly languages: Readonly<Record<string, number>>;
}

/**
 * Clusters a sample with the fast embedder alone, which takes seconds for many thousand posts, and asks
 * which articles it finds near a narrative. λ means about the same to both embedders: on two corpora they
 * found as many narratives within 4 %.
 */
export async function runScout(request: PipelineRequest, wanted: Records): Promise<Scout> {
  const { minPosts, largeFrom } = match.options.parse(request.options['match']);
  const settings = { ...request.settings, embedder: 'static' as const };
  return withSample({ ...request, settings }, wanted, async (trial, records) => {
    const outcomes = await runPipeline({ ...trial, report: silentReporter }, 'cluster');
    const countsOf = (name: string): Readonly<Record<string, number>> =>
      outcomes.find(({ stage }) => stage === name)!.record.counts;
    const counts = countsOf('passages');
    const perArticle = counts['of_articles']! / Math.max(1, records.article);
    const isLarge = perArticle * (await importedRecords(request.study)).article >= largeFrom;
    return {
      records,
      postPassages: counts['of_posts']!,
      articlePassages: counts['of_articles']!,
      narratives: countsOf('cluster')['narratives_level_0']!,
      clusterSeconds: outcomes.at(-1)!.record.seconds,
      ...(await nearShare(trial, isLarge ? minPosts : 1)),
    };
  });
}

/** Article passages of each language, and the share of all that is near a narrative of so many posts. */
async function nearShare(
  { study, resources, signal }: PipelineRequest,
  minPosts: number,
): Promise<Pick<Scout, 'languages' | 'rate'>> {
  using database = await study.database(resources);
  const context = { study, resources, report: silentReporter, signal };
  const sketched = await sketchNarratives(context, database, study.artefact('members'), minPosts, 'vectors');
  const { floors = {} } = (await readCalibration(sketched!.means.embedder)) ?? {};
  const floorOf = (language: string): number => floors[language] ?? floors['default'] ?? 0;
  const embedder = await createEmbedder('static');
  const products = await openProducts(1);
  const own = { ...sketched!, centres: { ...sketched!.centres, data: sketched!.centres.data.slice() } };
  const languages: Record<string, number> = {};
  let near = 0;
  let all = 0;
  try {
    for (const { passages: shard, vectors } of pairShards(
      await study.shards('passage-shards'),
      await study.shards('vectors'),
    )) {
      if (shard.kind !== 'article' || shard.rows === 0) continue;
      const passages = await readPassages(database, study.path(shard.file));
      const scores = await nearness(passages, study.path(vectors.file), own, floorOf, embedder, products);
      passages.forEach(({ language }, row) => {
        languages[language] = (languages[language] ?? 0) + 1;
        all += 1;
        if (scores[row]! >= floorOf(language)) near += 1;
      });
    }
  } finally {
    await products.close();
  }
  return { languages, rate: all === 0 ? 0 : near / all };
}
