import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { normaliseRows } from '../kernels/vectors.ts';
import { readInt8Npy, readNpy } from '../store/npy.ts';
import type { Embedder } from './embedder.ts';
import { openTokenizer } from './onnx.ts';

export async function openStaticEmbedder(folder: string): Promise<Embedder> {
  const card = JSON.parse(await readFile(join(folder, 'embedder.json'), 'utf8'));
  const tokenizer = await openTokenizer(join(folder, '../bundled'));
  const { data, columns } = await readInt8Npy(join(folder, 'vectors.npy'));
  const scales = (await readNpy(join(folder, 'scales.npy'))).data;
  const weights = (await readNpy(join(folder, 'weights.npy'))).data;
  return {
    id: card.id, hash: card.sha256, dimensions: columns, languages: card.languages, maxTokens: 1 << 20,
    async embed(texts) {
      const out = new Float32Array(texts.length * columns);
      texts.forEach((text, row) => {
        const sum = out.subarray(row * columns, (row + 1) * columns);
        let w = 0;
        for (const id of tokenizer.encode(text).slice(1, -1)) {
          const s = scales[id]!; w += weights[id]!;
          for (let i = 0; i < columns; i++) sum[i]! += s * data[id * columns + i]!;
        }
        if (w === 0) sum[0] = 1;
      });
      return normaliseRows(out, columns);
    },
    async close() {},
  };
}
