/** The first step of `match`: which narratives each article passage must be checked against. */
import { describeEmbedder } from '../embedders/create.ts';
import { sha256OfJson } from '../store/atomic.ts';
import { sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard, Study } from '../store/study.ts';
import type { StageContext } from '../stage.ts';
import type { CandidatesSetup, CandidatesTask } from './candidates-shard.ts';
import { writeShards } from './shard-files.ts';

/** A passage shard of articles with everything known about it. */
export interface ArticleShard {
  readonly passages: Shard;
  readonly vectors?: Shard | undefined;
  readonly sketches?: Shard | undefined;
  /** File below the study folder in which vectors of its texts are kept. */
  readonly memo: string;
}

/** The passage shards of articles that hold anything. */
export async function articleShards({ study, settings }: StageContext<unknown>): Promise<ArticleShard[]> {
  const { shards: passages } = await study.shards('passage-shards');
  const byName = async (name: 'vectors' | 'sketches'): Promise<Map<string, Shard>> =>
    new Map((await study.shards(name)).shards.map((shard) => [shard.name, shard]));
  const [vectors, sketches] = [await byName('vectors'), await byName('sketches')];
  const embedder = await describeEmbedder(settings.embedder, study.folder);
  return passages
    .filter((shard) => shard.kind === 'article' && shard.rows > 0)
    .map((shard) => ({
      passages: shard,
      vectors: vectors.get(shard.name),
      sketches: sketches.get(shard.name),
      memo: memoFor(shard, embedder),
    }));
}

/** File below the study folder in which vectors of the texts of a passage shard are kept. */
export function memoFor({ name, key }: Shard, { id, hash }: { id: string; hash: string }): string {
  return `vectors/memo/${name}-${sha256OfJson({ key, id, hash }).slice(0, 16)}.npy`;
}

/** Passages of the sample by the passage shard they are in, in the order of their ids. */
export async function sampledByShard(
  { study }: StageContext<unknown>,
  database: Database,
  articles: readonly ArticleShard[],
  sampled: readonly string[],
): Promise<Map<Shard, string[]>> {
  const found = new Map<Shard, string[]>();
  if (sampled.length === 0) return found;
  const shardOf = new Map(articles.map(({ passages }) => [study.path(passages.file), passages]));
  const rows = await database.rows<{ path: string; passage_id: string }>(
    `SELECT filename AS path, passage_id FROM read_parquet([${[...shardOf.keys()].map(sqlText).join(', ')}], filename = true)
     WHERE passage_id IN (${sampled.map(sqlText).join(', ')}) ORDER BY passage_id`,
  );
  for (const { path, passage_id } of rows) {
    const shard = shardOf.get(path)!;
    const ids = found.get(shard);
    if (ids === undefined) found.set(shard, [passage_id]);
    else ids.push(passage_id);
  }
  return found;
}

/**
 * Finds the candidates of these shards; gives the shards with them. `common` holds everything they depend
 * on together; of the sample a shard depends on its own passages only, so that an article that is added
 * touches few others.
 */
export async function findCandidates(
  { study, resources, report, signal }: StageContext<unknown>,
  articles: readonly ArticleShard[],
  setup: CandidatesSetup,
  common: string,
  sampled: ReadonlyMap<Shard, readonly string[]>,
): Promise<Shard[]> {
  const shards = articles.map(({ passages, vectors, sketches }): Shard => {
    const key = sha256OfJson({
      common,
      inputs: [passages.key, vectors?.key ?? null, sketches?.key ?? null],
      sampled: sampled.get(passages) ?? [],
    });
    return { ...passages, key, file: `shards/candidates/${passages.name}-${key.slice(0, 16)}.parquet` };
  });
  await writeShards({
    kind: 'candidates',
    label: 'candidates',
    unit: 'passages',
    setup,
    tasks: articles.map((article, place): CandidatesTask => ({
      ...pathsOf(study, article),
      to: study.path(shards[place]!.file),
    })),
    weights: shards.map((shard) => shard.rows),
    resources,
    report,
    signal,
  });
  return shards;
}

function pathsOf(
  study: Study,
  { passages, vectors, sketches, memo }: ArticleShard,
): Pick<CandidatesTask, 'passages' | 'vectors' | 'sketches' | 'memo'> {
  return {
    passages: study.path(passages.file),
    ...(vectors === undefined ? {} : { vectors: study.path(vectors.file) }),
    ...(sketches === undefined ? {} : { sketches: study.path(sketches.file) }),
    memo: study.path(memo),
  };
}
