/** Sentences of passages, as the stage `match` compares them. */
import type { Sentences } from '../kernels/alignment.ts';
import { lengthInWords, sentences } from '../kernels/passage.ts';
import type { Matrix } from '../kernels/products.ts';
import { unitRows } from '../kernels/quantise.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { centreRows } from '../kernels/vectors.ts';
import { meanOf } from '../store/vectors.ts';
import type { Means, PassageMeta } from '../store/vectors.ts';

/** Sentences of the representatives: vectors of all of them, side by side, in shared memory. */
export interface SentenceBlock {
  /** First sentence of each representative, and one past the last; a text that was not needed has none. */
  readonly starts: Int32Array;
  /** Length of each sentence, in words. */
  readonly lengths: Float32Array;
  /** Centred vectors. */
  readonly vectors: QuantisedRows;
}

/** Length of a sentence as a weight: words, and at least one. */
export function sentenceLength(sentence: string): number {
  return Math.max(1, lengthInWords(sentence));
}

/** The sentences of one representative. */
export function sentencesAt({ starts, lengths, vectors }: SentenceBlock, place: number): Sentences {
  const [from, to] = [starts[place]!, starts[place + 1]!];
  const { columns } = vectors;
  const own = unitRows({
    data: vectors.data.subarray(from * columns, to * columns),
    scales: vectors.scales.subarray(from, to),
    rows: to - from,
    columns,
  });
  return { vectors: own.data, lengths: lengths.subarray(from, to) };
}

/** Sentences of passages of one kind, their vectors centred; `embed` gives those of texts. */
export async function sentencesOf(
  passages: readonly Pick<PassageMeta, 'text' | 'language'>[],
  kind: 'post' | 'article',
  means: Means,
  embed: (texts: readonly string[]) => Promise<Matrix>,
): Promise<Sentences[]> {
  const parts = passages.map(({ text, language }) => sentences(text, language));
  const { data, columns } = await embed(parts.flat());
  let row = 0;
  return parts.map((own, place) => {
    const vectors = data.subarray(row * columns, (row + own.length) * columns);
    row += own.length;
    centreRows(vectors, meanOf(means, kind, passages[place]!.language, columns));
    return { vectors, lengths: own.map(sentenceLength) };
  });
}
