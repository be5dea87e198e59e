/** Mean vectors per language, the prior of the means that each study takes from its own passages. */
import { join } from 'node:path';
import { createEmbedder } from '../src/embedders/create.ts';
import { addRow, emptySum } from '../src/kernels/means.ts';
import { linesOf } from './data.ts';

/** Languages of the bundled embedder that have sentences to take a mean of. */
export const meanLanguages = ['en', 'zh', 'ru', 'uk'] as const;

/** Sentences behind each mean: the first of the file. */
export const sentencesPerMean = 3000;

/** Mean vector of the first sentences of each language, rounded to six digits. */
export async function languageMeans(
  data: string,
  threads: number,
  say: (line: string) => void,
  choice: 'bundled' | 'static' = 'bundled',
): Promise<Record<string, number[]>> {
  const embedder = await createEmbedder(choice, { threads });
  const means: Record<string, number[]> = {};
  try {
    for (const language of meanLanguages) {
      const started = Date.now();
      const sentences = (await linesOf(join(data, `sentences/${language}.txt.gz`))).slice(0, sentencesPerMean);
      const vectors = await embedder.embed(sentences);
      const sum = emptySum(embedder.dimensions);
      for (let row = 0; row < sentences.length; row++) addRow(sum, vectors, row);
      means[language] = Array.from(sum.sum, (value) => Number((value / sum.count).toFixed(6)));
      say(`mean of ${sentences.length} sentences in ${language}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
  } finally {
    await embedder.close();
  }
  return means;
}
