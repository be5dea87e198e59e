import { createEmbedder } from '../embedders/create.ts';
import { VectorMemo } from '../embedders/memo.ts';
import { quantiseRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { Database } from '../store/database.ts';
import { readQuantised } from '../store/vector-files.ts';
import { readPassages } from '../store/vectors.ts';
import { sentencesOf } from './match-sentences.ts';
import type { Space } from './match-setup.ts';

export interface SentencesTask {
  readonly texts: readonly string[];
  readonly languages: readonly string[];
  /** What is known of these texts; absent where computing again costs less than looking up. */
  readonly known?: {
    /** Where vectors of their sentences are kept. */
    readonly memo: string;
    /** The passage shard they come from, and its vectors: a passage of one sentence has the vector of that. */
    readonly passages: string;
    readonly vectors: string;
  };
}

/** Opens the shard function that embeds the sentences of post passages; gives their centred vectors, text after text. */
export async function openSentencesShard(
  space: Space,
): Promise<(task: SentencesTask, signal: AbortSignal) => Promise<QuantisedRows>> {
  const embedder = await createEmbedder(space.choice, { base: space.base, threads: 1 });
  const { dimensions: columns } = embedder;

  const openMemo = async ({ memo, passages, vectors }: NonNullable<SentencesTask['known']>): Promise<VectorMemo> => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const texts = (await readPassages(database, passages)).map(({ text }) => text);
    return VectorMemo.open(memo, embedder, VectorMemo.of(texts, await readQuantised(vectors), embedder));
  };

  return async ({ texts, languages, known }, signal) => {
    const memo = known === undefined ? undefined : await openMemo(known);
    const passages = texts.map((text, place) => ({ text, language: languages[place]! }));
    const parts = await sentencesOf(passages, 'post', space.means, async (all) =>
      memo === undefined
        ? { data: await embedder.embed(all, signal), rows: all.length, columns }
        : memo.vectorsOf(all, signal),
    );
    await memo?.save();
    const data = new Float32Array(parts.reduce((sum, { vectors }) => sum + vectors.length, 0));
    let from = 0;
    for (const { vectors } of parts) {
      data.set(vectors, from);
      from += vectors.length;
    }
    return quantiseRows({ data, rows: data.length / columns, columns });
  };
}
