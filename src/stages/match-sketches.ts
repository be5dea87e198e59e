/**
 * Choosing the passages that are worth the study's embedder, by the vectors of the fast one. A sketch
 * of a passage near the centre of a narrative says that both are about one subject; that they say the
 * same shows when the sentences are aligned, fast vectors and all. On labelled pairs the two together
 * let through a quarter fewer passages than the centre alone, for as many matches kept.
 */
import type { Embedder } from '../embedders/embedder.ts';
import type { ProductsEngine } from '../engine/products.ts';
import { alignment } from '../kernels/alignment.ts';
import { pickRows } from '../kernels/products.ts';
import type { Matrix } from '../kernels/products.ts';
import { readCentred } from '../store/vectors.ts';
import type { Means, PassageMeta } from '../store/vectors.ts';
import { sentencesAt, sentencesOf } from './match-sentences.ts';
import type { SentenceBlock } from './match-sentences.ts';

/** The narratives as the fast embedder sees them. */
export interface Sketched {
  readonly means: Means;
  readonly centres: Matrix;
  /** First representative of each narrative, and one past the last. */
  readonly starts: readonly number[];
  /** Sentences of the representatives. */
  readonly sentences: SentenceBlock;
}

/** Nearest narratives whose sentences are compared. */
const narratives = 3;

/**
 * How near each article passage is to a narrative: the cosine of its sketch to the nearest centre or,
 * where that is smaller, the best of the alignments with the nearest narratives, each the mean over
 * their representatives. Where the cosine alone is below the floor of the language it stays at that.
 */
export async function nearness(
  passages: readonly PassageMeta[],
  sketches: string,
  { means, centres, starts, sentences }: Sketched,
  floorOf: (language: string) => number,
  embedder: Embedder,
  products: ProductsEngine,
): Promise<Float32Array> {
  const vectors = await readCentred(
    sketches,
    'article',
    passages.map(({ language }) => language),
    means,
  );
  if (passages.length === 0 || centres.rows === 0) return new Float32Array(passages.length).fill(-1);
  const { values: scores } = await products.top(vectors, centres, 1);
  const rows = [...passages.keys()].filter((row) => scores[row]! >= floorOf(passages[row]!.language));
  if (rows.length === 0) return scores;
  const k = Math.min(narratives, centres.rows);
  const { indices } = await products.top(pickRows(vectors, rows), centres, k);
  const chosen = rows.map((row) => passages[row]!);
  const own = await sentencesOf(chosen, 'article', means, async (texts) => ({
    data: await embedder.embed(texts),
    rows: texts.length,
    columns: embedder.dimensions,
  }));
  rows.forEach((row, place) => {
    let best = -1;
    for (const narrative of indices.subarray(place * k, (place + 1) * k)) {
      const [from, to] = [starts[narrative]!, starts[narrative + 1]!];
      let sum = 0;
      for (let post = from; post < to; post++)
        sum += alignment(sentencesAt(sentences, post), own[place]!, centres.columns);
      best = Math.max(best, sum / (to - from));
    }
    scores[row] = Math.min(scores[row]!, best);
  });
  return scores;
}
