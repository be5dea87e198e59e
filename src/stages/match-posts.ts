/** The second step of `match`: sentences of the posts that candidates are checked against. */
import { describeEmbedder } from '../embedders/create.ts';
import { lengthInWords, sentences } from '../kernels/passage.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { runShards } from '../shards.ts';
import type { StageContext } from '../stage.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard } from '../store/study.ts';
import { memoFor } from './match-candidates.ts';
import { shareFloats } from './match-setup.ts';
import type { Representatives, Space } from './match-setup.ts';
import type { PostSentences } from './match-shard.ts';
import type { SentencesTask } from './sentences-shard.ts';

/** Embeds the sentences of the representatives that some candidate names; the others have none. */
export async function postSentences(
  { study, settings, resources, report, signal }: StageContext<unknown>,
  database: Database,
  representatives: Representatives,
  candidates: readonly string[],
  space: Space,
): Promise<PostSentences & { readonly memos: readonly string[] }> {
  const needed = await neededPlaces(database, candidates);
  const shards = (await study.shards('passage-shards')).shards.filter(
    (shard) => shard.kind === 'post' && shard.rows > 0,
  );
  const embedder = await describeEmbedder(settings.embedder, study.folder);
  const groups = await byShard(database, shards, representatives, needed, (file) => study.path(file));
  report.begin('sentences', needed.length, 'posts');
  const found = await runShards<SentencesTask, QuantisedRows>({
    kind: 'sentences',
    setup: space,
    tasks: groups.map(({ shard, places }) => ({
      texts: places.map((place) => representatives.texts[place]!),
      languages: places.map((place) => representatives.languages[place]!),
      memo: study.path(memoFor(shard, embedder)),
    })),
    workers: resources.workers,
    signal,
    onDone: (index) => report.advance(groups[index]!.places.length),
  });
  report.end();
  return {
    ...gathered(
      representatives,
      groups.map(({ places }) => places),
      found,
    ),
    memos: groups.map(({ shard }) => memoFor(shard, embedder)),
  };
}

/** Places of the representatives that candidates name, rising. */
async function neededPlaces(database: Database, candidates: readonly string[]): Promise<number[]> {
  if (candidates.length === 0) return [];
  const rows = await database.rows<{ place: number }>(
    `SELECT DISTINCT unnest(from_json(nearest, '["INTEGER"]')) AS place FROM ${parquet(candidates)}
     WHERE narrative >= 0 ORDER BY place`,
  );
  return rows.map(({ place }) => place);
}

/** The needed places by the passage shard that their texts come from. */
async function byShard(
  database: Database,
  shards: readonly Shard[],
  { passageIds }: Representatives,
  needed: readonly number[],
  path: (file: string) => string,
): Promise<{ shard: Shard; places: number[] }[]> {
  const placeOf = new Map(needed.map((place) => [passageIds[place]!, place]));
  const groups: { shard: Shard; places: number[] }[] = [];
  for (const shard of shards) {
    const ids = await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(path(shard.file))}`);
    const places = ids.flatMap(({ passage_id }) => placeOf.get(passage_id) ?? []);
    if (places.length > 0) groups.push({ shard, places });
  }
  return groups;
}

/** The vectors of all groups as one block of shared memory. */
function gathered(
  { passageIds, texts, languages }: Representatives,
  groups: readonly (readonly number[])[],
  found: readonly QuantisedRows[],
): PostSentences {
  const total = found.reduce((sum, part) => sum + part.rows, 0);
  const columns = found[0]?.columns ?? 1;
  const data = new Int8Array(new SharedArrayBuffer(total * columns));
  const scales = shareFloats(new Float32Array(total));
  const lengths = shareFloats(new Float32Array(total));
  const starts = new Int32Array(new SharedArrayBuffer((passageIds.length + 1) * 4));
  const counts = new Map<number, number[]>();
  for (const place of groups.flat()) {
    const parts = sentences(texts[place]!, languages[place]!);
    counts.set(
      place,
      parts.map((part) => Math.max(1, lengthInWords(part))),
    );
  }
  for (let place = 0; place < passageIds.length; place++) {
    starts[place + 1] = starts[place]! + (counts.get(place)?.length ?? 0);
  }
  groups.forEach((places, group) => {
    let row = 0;
    for (const place of places) {
      const own = counts.get(place)!;
      const { data: values, scales: units } = found[group]!;
      data.set(values.subarray(row * columns, (row + own.length) * columns), starts[place]! * columns);
      scales.set(units.subarray(row, row + own.length), starts[place]);
      lengths.set(own, starts[place]);
      row += own.length;
    }
  });
  return { passageIds, starts, lengths, vectors: { data, scales, rows: total, columns } };
}
