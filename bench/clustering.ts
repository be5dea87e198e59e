/** Times DP-means and the exact search beside programs that do the same, in turns, on the same vectors. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adjustedRand } from '../eval/metrics/adjusted-rand.ts';
import { vMeasure } from '../eval/metrics/v-measure.ts';
import { openProducts } from '../src/engine/products.ts';
import { dpMeans } from '../src/kernels/dp-means.ts';
import type { Matrix } from '../src/kernels/products.ts';
import { normaliseRows } from '../src/kernels/vectors.ts';
import { writeNpy } from '../src/store/npy.ts';
import { startPeer } from './peer.ts';
import { seededRandom } from './sentences.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

const columns = 384;
const threads = 2;

/** The best of `base` rows for each of 4,096. */
export interface SearchTimes {
  readonly base: number;
  readonly ours: Summary;
  readonly faiss: Summary;
  /** Their least time over ours. */
  readonly times_faster: number;
}

export interface ClusteringTimes {
  readonly rows: number;
  readonly groups: number;
  readonly lambda: number;
  readonly ours: Clustered;
  readonly pdc_dp_means?: Clustered;
}

interface Clustered {
  readonly seconds: Summary;
  readonly groups: number;
  /** Agreement with the groups the vectors were made from. */
  readonly ari: number;
  readonly nmi: number;
}

/** Exact search beside faiss. */
export async function benchSearch(seed: number, runs: number, python: string): Promise<SearchTimes[]> {
  const random = seededRandom(seed);
  const queries = unit(Float32Array.from({ length: 4096 * columns }, () => random() - 0.5));
  const engine = await openProducts(threads);
  const found: SearchTimes[] = [];
  for (const rows of [10_240, 100_000]) {
    const base = unit(Float32Array.from({ length: rows * columns }, () => random() - 0.5));
    await withFiles({ queries, base }, async (files) => {
      const peer = startPeer<{ seconds: number; sum: number }>(python, 'faiss_search', [
        files['queries']!,
        files['base']!,
        String(threads),
      ]);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let run = 0; run <= runs; run++) {
        const started = performance.now();
        const { values } = await engine.top(queries, base, 1);
        const seconds = (performance.now() - started) / 1000;
        const answer = await peer.ask();
        const sum = values.reduce((a, b) => a + b, 0);
        if (Math.abs(sum - answer.sum) > 0.01) throw new Error(`sums of best products: ${sum} and ${answer.sum}`);
        if (run === 0) continue;
        ours.push(seconds);
        theirs.push(answer.seconds);
      }
      await peer.close();
      const times = { base: rows, ours: summary(ours), faiss: summary(theirs) };
      found.push({ ...times, times_faster: times.faiss.min / times.ours.min });
    });
  }
  await engine.close();
  return found;
}

/** DP-means, beside the mini-batch DP-means of pdc-dp-means where there is a Python. */
export async function benchClustering(seed: number, runs: number, python?: string): Promise<ClusteringTimes> {
  const [rows, groups, lambda] = [50_000, 500, 0.55];
  const { vectors, truth } = grouped(rows, groups, seed);
  const classes = Array.from(truth, String);
  const judged = (seconds: readonly number[], labels: ArrayLike<number>): Clustered => {
    const clusters = Array.from(labels, String);
    return {
      seconds: summary(seconds),
      groups: new Set(clusters).size,
      ari: adjustedRand(clusters, classes),
      nmi: vMeasure(clusters, classes).v,
    };
  };
  const engine = await openProducts(threads);
  const result = await withFiles({ vectors }, async (files) => {
    const peer =
      python === undefined
        ? undefined
        : startPeer<{ seconds: number; labels: number[] }>(python, 'dp_means', [files['vectors']!, String(lambda)]);
    const [ours, theirs]: [number[], number[]] = [[], []];
    let labels: ArrayLike<number> = [];
    let theirLabels: ArrayLike<number> = [];
    for (let run = 0; run <= runs; run++) {
      const started = performance.now();
      ({ labels } = await dpMeans(vectors, { lambda }, engine));
      const seconds = (performance.now() - started) / 1000;
      const answer = await peer?.ask();
      theirLabels = answer?.labels ?? [];
      if (run === 0) continue;
      ours.push(seconds);
      theirs.push(answer?.seconds ?? 0);
    }
    await peer?.close();
    return {
      ours: judged(ours, labels),
      ...(peer === undefined ? {} : { pdc_dp_means: judged(theirs, theirLabels) }),
    };
  });
  await engine.close();
  return { rows, groups, lambda, ...result };
}

/** Unit vectors around `groups` directions, a few groups large and many small: cosines of .8 to their direction, .64 among each other. */
function grouped(rows: number, groups: number, seed: number): { vectors: Matrix; truth: Int32Array } {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const directions = unit(Float32Array.from({ length: groups * columns }, normal)).data;
  const data = new Float32Array(rows * columns);
  const truth = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const group = Math.floor(groups * random() ** 1.7);
    truth[row] = group;
    for (let i = 0; i < columns; i++) {
      data[row * columns + i] = directions[group * columns + i]! + (0.75 * normal()) / Math.sqrt(columns);
    }
  }
  return { vectors: unit(data), truth };
}

function unit(data: Float32Array): Matrix {
  return { data: normaliseRows(data, columns), rows: data.length / columns, columns };
}

/** Puts matrices into files for a peer, and takes them away afterwards. */
async function withFiles<Result>(
  matrices: Readonly<Record<string, Matrix>>,
  work: (files: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'crosscurrent-peers-'));
  try {
    const files: Record<string, string> = {};
    for (const [name, matrix] of Object.entries(matrices)) {
      files[name] = join(folder, `${name}.npy`);
      await writeNpy(files[name], matrix);
    }
    return await work(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
