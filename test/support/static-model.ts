import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeInt8Npy, writeNpyVector } from '../../src/store/npy.ts';
import { temporaryFolder } from './folder.ts';
import { seeded } from './random.ts';

/** Pieces of the static model of the tests; the third is what no piece covers. */
export const tinyVocabulary = [
  ['<s> ', 0],
  ['</s> ', 0],
  ['<unk> ', 0],
  ['▁', -4],
  ['▁the', -2],
  ['▁strait', -6],
  ['s', -3],
  ['海', -5],
  ['海峡', -6],
  ['峡', -7],
  [',', -3],
] as const;

export const tinyColumns = 6;

/** Writes a small static model with random vectors; returns its folder. */
export async function tinyStaticModel(): Promise<string> {
  const folder = temporaryFolder();
  const random = seeded(7);
  const rows = tinyVocabulary.length;
  const data = Int8Array.from({ length: rows * tinyColumns }, () => Math.floor(random() * 255) - 127);
  const vectors = encodeInt8Npy({ data, rows, columns: tinyColumns });
  const weights = Float32Array.from(tinyVocabulary, ([, score]) => 1e-3 / (1e-3 + Math.exp(score)));
  writeFileSync(join(folder, 'vectors.npy'), vectors);
  await writeNpyVector(join(folder, 'weights.npy'), weights);
  await writeNpyVector(
    join(folder, 'scales.npy'),
    weights.map((weight) => weight * 0.01),
  );
  writeFileSync(
    join(folder, 'tokenizer.json'),
    JSON.stringify({ model: { type: 'Unigram', unk_id: 2, vocab: tinyVocabulary } }),
  );
  writeFileSync(
    join(folder, 'embedder.json'),
    JSON.stringify({
      id: 'tiny-static@1',
      dimensions: tinyColumns,
      languages: ['en', 'zh'],
      sha256: createHash('sha256').update(vectors).digest('hex'),
      vectors: 'vectors.npy',
      tokenizer: 'tokenizer.json',
    }),
  );
  return folder;
}
