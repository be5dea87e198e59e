import { createEmbedder } from '../embedders/create.ts';
import { VectorMemo } from '../embedders/memo.ts';
import { sentences } from '../kernels/passage.ts';
import { quantiseRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { centreRows } from '../kernels/vectors.ts';
import { meanOf } from '../store/vectors.ts';
import type { Space } from './match-setup.ts';

export interface SentencesTask {
  readonly texts: readonly string[];
  readonly languages: readonly string[];
  /** Where vectors of these texts are kept. */
  readonly memo: string;
}

/** Opens the shard function that embeds the sentences of post passages; gives their centred vectors, text after text. */
export async function openSentencesShard(
  space: Space,
): Promise<(task: SentencesTask, signal: AbortSignal) => Promise<QuantisedRows>> {
  const embedder = await createEmbedder(space.choice, { base: space.base, threads: 1 });
  return async ({ texts, languages, memo: path }, signal) => {
    const memo = await VectorMemo.open(path, embedder);
    const parts = texts.map((text, place) => sentences(text, languages[place]!));
    const vectors = await memo.vectorsOf(parts.flat(), signal);
    await memo.save();
    const { columns } = vectors;
    let row = 0;
    parts.forEach((own, place) => {
      centreRows(
        vectors.data.subarray(row * columns, (row + own.length) * columns),
        meanOf(space.means, 'post', languages[place]!, columns),
      );
      row += own.length;
    });
    return quantiseRows(vectors);
  };
}
