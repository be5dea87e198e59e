/** Times the embedder and the products engine on one and two threads. */
import { bundledFolder, createEmbedder } from '../src/embedders/create.ts';
import { openTokenizer } from '../src/embedders/onnx.ts';
import { openProducts } from '../src/engine/products.ts';
import type { Matrix } from '../src/kernels/products.ts';
import { normaliseRows } from '../src/kernels/vectors.ts';
import { anyFact, languages, seededRandom, sentence } from './sentences.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** Embedding of passages. */
export interface EmbedderTimes {
  readonly threads: number;
  readonly passages: number;
  readonly tokens: number;
  readonly seconds: Summary;
  /** At the least of the seconds. */
  readonly passages_per_second: number;
  readonly tokens_per_second: number;
}

/** The best of 10,240 rows for each of 4,096, at 384 columns. */
export interface ProductsTimes {
  readonly threads: number;
  readonly seconds: Summary;
  readonly gflops: number;
}

const [left, right, columns] = [4096, 10_240, 384];

/** Embeds the same generated passages on one and two threads; the first of `runs + 1` warms up. */
export async function benchEmbedder(seed: number, runs: number): Promise<EmbedderTimes[]> {
  const texts = passagesOf(256, seed);
  const tokenizer = await openTokenizer(bundledFolder);
  const tokens = texts.reduce((sum, text) => sum + tokenizer.encode(`query: ${text}`).length, 0);
  const times: EmbedderTimes[] = [];
  for (const threads of [1, 2]) {
    const embedder = await createEmbedder('bundled', { threads });
    const seconds = await timed(runs, () => embedder.embed(texts));
    await embedder.close();
    times.push({
      threads,
      passages: texts.length,
      tokens,
      seconds,
      passages_per_second: texts.length / seconds.min,
      tokens_per_second: tokens / seconds.min,
    });
  }
  return times;
}

/** Multiplies on one and two threads. */
export async function benchProducts(seed: number, runs: number): Promise<ProductsTimes[]> {
  const random = seededRandom(seed);
  const [a, b] = [anyMatrix(left, random), anyMatrix(right, random)];
  const times: ProductsTimes[] = [];
  for (const threads of [1, 2]) {
    const engine = await openProducts(threads);
    const seconds = await timed(runs, () => engine.top(a, b, 1));
    await engine.close();
    times.push({ threads, seconds, gflops: (2 * left * right * columns) / seconds.min / 1e9 });
  }
  return times;
}

async function timed(runs: number, work: () => Promise<unknown>): Promise<Summary> {
  const seconds: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const started = performance.now();
    await work();
    if (run > 0) seconds.push((performance.now() - started) / 1000);
  }
  return summary(seconds);
}

function passagesOf(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, place) => {
    const language = languages[place % languages.length]!;
    return Array.from({ length: 5 }, () => sentence(anyFact(random), language)).join(language === 'zh' ? '' : ' ');
  });
}

function anyMatrix(rows: number, random: () => number): Matrix {
  const data = Float32Array.from({ length: rows * columns }, () => random() - 0.5);
  return { data: normaliseRows(data, columns), rows, columns };
}
