import { createEmbedder } from '../embedders/create.ts';
import { VectorMemo } from '../embedders/memo.ts';
import { openProducts } from '../engine/products.ts';
import type { ProductsEngine } from '../engine/products.ts';
import { pickRows } from '../kernels/products.ts';
import type { Matrix, Top } from '../kernels/products.ts';
import { dotQuantised } from '../kernels/quantise.ts';
import { centreRows } from '../kernels/vectors.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { Database } from '../store/database.ts';
import { meanOf, readCentred, readPassages, refuseMixing } from '../store/vectors.ts';
import type { PassageMeta } from '../store/vectors.ts';
import { candidateColumns } from './match-setup.ts';
import type { Representatives, Space } from './match-setup.ts';
import { thresholdOf } from './match-thresholds.ts';
import { nearness } from './match-sketches.ts';
import type { Sketched } from './match-sketches.ts';
import type { ShardTask } from './shard-files.ts';

/** What every task shares. */
export interface CandidatesSetup {
  readonly space: Space;
  /** Threshold per language pair `post-article`; `same`, `cross` and `default` for the others. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly limits: {
    readonly candidates: number;
    readonly floor: number;
    readonly nearest: number;
    readonly nearMiss: number;
  };
  /** Centres of the narratives of level 0, in the order of `representatives.narratives`. */
  readonly centres: Matrix;
  readonly representatives: Omit<Representatives, 'texts' | 'passageIds'>;
  /** How passages are chosen by their sketches; absent where every passage is looked at. */
  readonly screen?: Screen;
}

/** What the fast embedder knows of the narratives, and what it may leave out. */
export interface Screen extends Sketched {
  /** Languages the fast embedder knows; passages in others are always taken. */
  readonly languages: readonly string[];
  /** Smallest nearness at which a passage is taken, per language and `default`. */
  readonly floors: Readonly<Record<string, number>>;
  /** Ids of the passages of the sample, which are read whatever their sketch. */
  readonly sampled: readonly string[];
  /** Where their vectors are kept. */
  readonly sampleVectors: string;
}

export interface CandidatesTask extends ShardTask {
  /** Article passage shard. */
  readonly passages: string;
  /** Its vectors, where they were computed before. */
  readonly vectors?: string;
  /** Its sketches, where passages are chosen by them. */
  readonly sketches?: string;
  /** Where vectors of its texts are kept. */
  readonly memo: string;
}

/**
 * Opens the shard function that finds candidates: an article passage shard in, the narratives that
 * each passage must be checked against out. A passage whose sketch is near no narrative is left out,
 * unless it is in the sample; the others are embedded and compared with every centre.
 */
export async function openCandidatesShard(
  setup: CandidatesSetup,
): Promise<(task: CandidatesTask, signal: AbortSignal) => Promise<void>> {
  const { space, limits } = setup;
  const embedder = await createEmbedder(space.choice, { base: space.base, threads: 1 });
  refuseMixing(embedder.id, space.embedder, 'the vectors of the narratives');
  const products = await openProducts(1);
  // The engine takes no shared memory.
  const centres = { ...setup.centres, data: setup.centres.data.slice() };
  const { screen } = setup;
  const isNear = screen === undefined ? undefined : await openScreening(screen, products);
  const sample = screen === undefined ? undefined : await VectorMemo.open(screen.sampleVectors, embedder);

  const vectorsOf = async (
    task: CandidatesTask,
    chosen: readonly PassageMeta[],
    signal: AbortSignal,
  ): Promise<Matrix> => {
    const memo = await VectorMemo.open(task.memo, embedder, sample);
    const vectors = await memo.vectorsOf(
      chosen.map(({ text }) => text),
      signal,
    );
    await memo.save();
    chosen.forEach(({ language }, row) => {
      centreRows(
        vectors.data.subarray(row * vectors.columns, (row + 1) * vectors.columns),
        meanOf(space.means, 'article', language, vectors.columns),
      );
    });
    return vectors;
  };

  const sampled = new Set(screen?.sampled);
  return async (task, signal) => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const passages = await readPassages(database, task.passages);
    const sketched =
      task.sketches === undefined || isNear === undefined
        ? passages.map(() => true)
        : await isNear(passages, task.sketches);
    const rows = [...passages.keys()].filter((row) => sketched[row]! || sampled.has(passages[row]!.passage_id));
    const chosen = rows.map((row) => passages[row]!);
    const vectors =
      task.vectors === undefined
        ? await vectorsOf(task, chosen, signal)
        : pickRows(await readCentred(task.vectors, 'article', languagesOf(passages), space.means), rows);
    const writer = await database.table(candidateColumns);
    if (rows.length > 0) {
      const top = await products.top(vectors, centres, limits.candidates);
      rows.forEach((row, place) => {
        const found = candidatesOf(chosen[place]!, place, top, vectors, setup);
        const which = { row, passage_id: chosen[place]!.passage_id, near: sketched[row]! };
        if (found.length === 0) writer.append({ ...which, narrative: -1, score: null, threshold: null, nearest: null });
        for (const { nearest, ...candidate } of found) {
          writer.append({ ...which, ...candidate, nearest: JSON.stringify(nearest) });
        }
      });
    }
    const temporary = temporaryFor(task.to);
    await writer.write(temporary);
    await moveIntoPlace(temporary, task.to);
  };
}

const languagesOf = (passages: readonly PassageMeta[]): string[] => passages.map(({ language }) => language);

/** Opens the question whether a passage is near a narrative, or in a language that sketches cannot judge. */
async function openScreening(
  { languages, floors, ...sketched }: Screen,
  products: ProductsEngine,
): Promise<(passages: readonly PassageMeta[], sketches: string) => Promise<boolean[]>> {
  const embedder = await createEmbedder('static');
  const centres = { ...sketched.centres, data: sketched.centres.data.slice() };
  const floorOf = (language: string): number => floors[language] ?? floors['default']!;
  return async (passages, sketches) => {
    const scores = await nearness(passages, sketches, { ...sketched, centres }, floorOf, embedder, products);
    return passages.map(({ language }, row) => !languages.includes(language) || scores[row]! >= floorOf(language));
  };
}

interface Candidate {
  readonly narrative: number;
  readonly score: number;
  readonly threshold: number;
  /** Its representatives nearest to the passage, nearest first. */
  readonly nearest: readonly number[];
}

/**
 * The narratives a passage is checked against. Sentence alignment lifts a score only so far above the
 * cosine, so a narrative further below its threshold than a near miss is no candidate: at the shipped
 * width this loses 2 of 1,959 matching passages of the labelled collection.
 */
function candidatesOf(
  passage: PassageMeta,
  row: number,
  top: Top,
  vectors: Matrix,
  { limits, representatives, thresholds }: CandidatesSetup,
): Candidate[] {
  const found: Candidate[] = [];
  for (let place = 0; place < top.k; place++) {
    const score = top.values[row * top.k + place]!;
    if (score < limits.floor) break;
    const narrative = top.indices[row * top.k + place]!;
    const nearest = nearestOf(narrative, row, vectors, representatives, limits.nearest);
    const threshold = thresholdOf(thresholds, representatives.languages[nearest[0]!]!, passage.language);
    if (score >= threshold - limits.nearMiss) found.push({ narrative, score, threshold, nearest });
  }
  return found;
}

/** The representatives of a narrative nearest to a passage, nearest first. */
function nearestOf(
  narrative: number,
  row: number,
  vectors: Matrix,
  { starts, vectors: representatives }: CandidatesSetup['representatives'],
  limit: number,
): number[] {
  const near: { place: number; product: number }[] = [];
  for (let place = starts[narrative]!; place < starts[narrative + 1]!; place++) {
    near.push({ place, product: dotQuantised(vectors.data, row, representatives, place) });
  }
  near.sort((a, b) => b.product - a.product || a.place - b.place);
  return near.slice(0, limit).map((entry) => entry.place);
}
