/** Sentences of the posts that article passages are compared with. */
import { describeEmbedder } from '../embedders/create.ts';
import { sentences } from '../kernels/passage.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { runShards } from '../shards.ts';
import type { StageContext } from '../stage.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { pairShards } from '../store/vectors.ts';
import { memoFor } from './match-candidates.ts';
import { sentenceLength } from './match-sentences.ts';
import type { SentenceBlock } from './match-sentences.ts';
import { shareFloats } from './match-setup.ts';
import type { Representatives, Space } from './match-setup.ts';
import type { ShardContext } from './shard-files.ts';
import type { SentencesTask } from './sentences-shard.ts';

/** Texts of a task where nothing says which belong together. */
const textsPerTask = 2000;

/** Places of representatives whose sentences are embedded by one task, and what is known of their texts. */
type Group = Pick<SentencesTask, 'known'> & { readonly places: readonly number[] };

/** Embeds the sentences of the representatives that some candidate names; the others have none. */
export async function sentencesOfCandidates(
  context: StageContext<unknown>,
  database: Database,
  representatives: Representatives,
  candidates: readonly string[],
  space: Space,
): Promise<{ readonly posts: SentenceBlock; readonly memos: readonly string[] }> {
  const needed = await neededPlaces(database, candidates);
  const groups = await groupsByShard(context, database, representatives, needed);
  return {
    posts: await embedSentences(context, 'sentences', space, representatives, groups),
    memos: groups.map(({ known }) => known.memo),
  };
}

/** Embeds the sentences of all representatives with a fast embedder, which keeps nothing. */
export async function sentencesOfAll(
  context: ShardContext,
  representatives: Representatives,
  space: Space,
): Promise<SentenceBlock> {
  const places = [...representatives.texts.keys()];
  const groups: Group[] = [];
  for (let from = 0; from < places.length; from += textsPerTask)
    groups.push({ places: places.slice(from, from + textsPerTask) });
  return embedSentences(context, 'sketch sentences', space, representatives, groups);
}

async function embedSentences(
  { resources, report, signal }: ShardContext,
  label: string,
  space: Space,
  representatives: Representatives,
  groups: readonly Group[],
): Promise<SentenceBlock> {
  report.begin(
    label,
    groups.reduce((sum, { places }) => sum + places.length, 0),
    'posts',
  );
  const found = await runShards<SentencesTask, QuantisedRows>({
    kind: 'sentences',
    setup: space,
    tasks: groups.map(({ places, known }) => ({
      texts: places.map((place) => representatives.texts[place]!),
      languages: places.map((place) => representatives.languages[place]!),
      ...(known === undefined ? {} : { known }),
    })),
    workers: resources.workers,
    signal,
    onDone: (index) => report.advance(groups[index]!.places.length),
  });
  report.end();
  return gathered(
    representatives,
    groups.map(({ places }) => places),
    found,
  );
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
async function groupsByShard(
  { study, settings }: StageContext<unknown>,
  database: Database,
  { passageIds }: Representatives,
  needed: readonly number[],
): Promise<Required<Group>[]> {
  const embedder = await describeEmbedder(settings.embedder, study.folder);
  const placeOf = new Map(needed.map((place) => [passageIds[place]!, place]));
  const groups: Required<Group>[] = [];
  for (const { passages, vectors } of pairShards(await study.shards('passage-shards'), await study.shards('vectors'))) {
    if (passages.kind !== 'post' || passages.rows === 0) continue;
    const file = study.path(passages.file);
    const ids = await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(file)}`);
    const places = ids.flatMap(({ passage_id }) => placeOf.get(passage_id) ?? []);
    if (places.length === 0) continue;
    const known = { memo: study.path(memoFor(passages, embedder)), passages: file, vectors: study.path(vectors.file) };
    groups.push({ places, known });
  }
  return groups;
}

/** The vectors of all groups as one block of shared memory. */
function gathered(
  { texts, languages }: Representatives,
  groups: readonly (readonly number[])[],
  found: readonly QuantisedRows[],
): SentenceBlock {
  const total = found.reduce((sum, part) => sum + part.rows, 0);
  const columns = found[0]?.columns ?? 1;
  const data = new Int8Array(new SharedArrayBuffer(total * columns));
  const scales = shareFloats(new Float32Array(total));
  const lengths = shareFloats(new Float32Array(total));
  const starts = new Int32Array(new SharedArrayBuffer((texts.length + 1) * 4));
  const counts = new Map<number, number[]>();
  for (const place of groups.flat()) {
    counts.set(place, sentences(texts[place]!, languages[place]!).map(sentenceLength));
  }
  for (let place = 0; place < texts.length; place++) {
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
  return { starts, lengths, vectors: { data, scales, rows: total, columns } };
}
