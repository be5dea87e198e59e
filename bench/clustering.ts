/** Times DP-means and the exact search beside programs that do the same, in turns, on the same vectors. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adjustedRand } from '../src/kernels/adjusted-rand.ts';
import { vMeasure } from '../eval/metrics/v-measure.ts';
import { openProducts } from '../src/engine/products.ts';
import { dpMeans } from '../src/kernels/dp-means.ts';
import { centresOf, nearestOf } from '../src/kernels/nearest.ts';
import { rowsOf } from '../src/kernels/products.ts';
import type { Matrix } from '../src/kernels/products.ts';
import { dotRows, normaliseRows } from '../src/kernels/vectors.ts';
import { readNpy, writeNpy } from '../src/store/npy.ts';
import { Study } from '../src/store/study.ts';
import { readMeans, readPosts } from '../src/store/vectors.ts';
import { startPeer } from './peer.ts';
import { seededRandom } from './sentences.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

const columns = 384;
const threads = 2;

/** The nearest of `base` vectors for each of 4,096: what assigns passages to narratives. */
export interface SearchTimes {
  readonly vectors: string;
  readonly base: number;
  readonly ours: Summary;
  readonly faiss: Summary;
  /** Their least time over ours. */
  readonly times_faster: number;
  /** The same without whole numbers: all products in float32. */
  readonly times_faster_in_float: number;
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

/**
 * Exact search beside faiss: on vectors that lie around the base as posts lie around their narratives, on
 * vectors that lie anywhere, so that the nearest is hardly nearer than the next, and on the posts and
 * narratives of a study where there is one. The answers must be the same.
 */
export async function benchSearch(seed: number, runs: number, python: string, study?: string): Promise<SearchTimes[]> {
  const cases: { vectors: string; queries: Matrix; base: Matrix }[] = [];
  for (const rows of [10_240, 100_000]) {
    const base = anywhere(rows, seed);
    cases.push({ vectors: 'around the base', queries: around(base, 4096, seed + 1), base });
    cases.push({ vectors: 'anywhere', queries: anywhere(4096, seed + 2), base });
  }
  if (study !== undefined) cases.push({ vectors: 'of the study', ...(await postsAndCentres(study)) });
  const engine = await openProducts(threads);
  const found: SearchTimes[] = [];
  for (const { vectors, queries, base } of cases) {
    const centres = centresOf(base);
    await withFiles({ queries, base }, async (files) => {
      const peer = startPeer<{ seconds: number; indices: number[] }>(python, 'faiss_search', [
        files['queries']!,
        files['base']!,
        String(threads),
      ]);
      const [ours, float, theirs]: [number[], number[], number[]] = [[], [], []];
      for (let run = 0; run <= runs; run++) {
        const [seconds, { indices }] = await timed(() => nearestOf(queries, centres, engine));
        const [inFloat] = await timed(() => engine.top(queries, base, 1));
        const answer = await peer.ask();
        checkSame(indices, answer.indices, queries, base);
        if (run === 0) continue;
        ours.push(seconds);
        float.push(inFloat);
        theirs.push(answer.seconds);
      }
      await peer.close();
      const times = { vectors, base: base.rows, ours: summary(ours), faiss: summary(theirs) };
      found.push({
        ...times,
        times_faster: times.faiss.min / times.ours.min,
        times_faster_in_float: times.faiss.min / summary(float).min,
      });
    });
  }
  await engine.close();
  return found;
}

async function timed<Result>(work: () => Promise<Result>): Promise<[number, Result]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}

/** Two searches may differ only where float32 cannot tell two products apart. */
function checkSame(ours: Int32Array, theirs: readonly number[], queries: Matrix, base: Matrix): void {
  for (const [row, place] of ours.entries()) {
    if (place === theirs[row]) continue;
    const apart =
      dotRows(queries.data, row, base.data, place, columns) -
      dotRows(queries.data, row, base.data, theirs[row]!, columns);
    if (Math.abs(apart) > 1e-6) throw new Error(`query ${row}: ${place} and ${theirs[row]} differ by ${apart}`);
  }
}

function anywhere(rows: number, seed: number): Matrix {
  const random = seededRandom(seed);
  return unit(Float32Array.from({ length: rows * columns }, () => random() - 0.5));
}

/** Vectors of a cosine of about .6 to one of the base. */
function around(base: Matrix, rows: number, seed: number): Matrix {
  const { data } = anywhere(rows, seed);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor((row * base.rows) / rows) * columns;
    for (let i = 0; i < columns; i++)
      data[row * columns + i] = 0.8 * data[row * columns + i]! + 0.6 * base.data[from + i]!;
  }
  return unit(data);
}

/** The first 4,096 post passages of a study, and the centres of its narratives. */
async function postsAndCentres(folder: string): Promise<{ queries: Matrix; base: Matrix }> {
  const study = new Study(folder);
  using database = await study.database();
  const { embedder } = await study.shards('vectors');
  const { vectors } = await readPosts(study, database, await readMeans(study, embedder));
  return { queries: rowsOf(vectors, 0, Math.min(4096, vectors.rows)), base: await readNpy(study.artefact('centres')) };
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
