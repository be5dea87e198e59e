import { createEmbedder } from '../embedders/create.ts';
import type { EmbedderChoice } from '../embedders/create.ts';
import type { Embedder } from '../embedders/embedder.ts';
import { openProducts } from '../engine/products.ts';
import { alignment } from '../kernels/alignment.ts';
import type { Sentences } from '../kernels/alignment.ts';
import { lengthInWords, sentences } from '../kernels/passage.ts';
import { rowsOf } from '../kernels/products.ts';
import type { Matrix, Top } from '../kernels/products.ts';
import { centreRows, dotRows } from '../kernels/vectors.ts';
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { Database } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import { meanOf, readCentred, readPassages, refuseMixing } from '../store/vectors.ts';
import type { Means, PassageMeta } from '../store/vectors.ts';
import type { ShardTask } from './shard-files.ts';

/** What every task of the stage `match` shares. */
export interface MatchSetup {
  readonly choice: EmbedderChoice;
  readonly base: string;
  readonly embedder: string;
  readonly means: Means;
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
  readonly representatives: {
    readonly narratives: readonly string[];
    /** First representative of each narrative, and one past the last. */
    readonly starts: readonly number[];
    readonly passageIds: readonly string[];
    readonly texts: readonly string[];
    readonly languages: readonly string[];
    readonly vectors: Matrix;
  };
}

export interface MatchTask extends ShardTask {
  /** Article passage shard. */
  readonly passages: string;
  /** Its vectors. */
  readonly vectors: string;
}

const columns: Column[] = [
  { name: 'narrative_id', type: 'VARCHAR', about: '' },
  { name: 'passage_id', type: 'VARCHAR', about: '' },
  { name: 'item_id', type: 'VARCHAR', about: '' },
  { name: 'score', type: 'DOUBLE', about: '' },
  { name: 'verified_score', type: 'DOUBLE', about: '' },
  { name: 'threshold', type: 'DOUBLE', about: '' },
  { name: 'post_passage_id', type: 'VARCHAR', about: '' },
];

/**
 * Opens the shard function of the stage `match`: an article passage shard and its vectors in, the
 * best narrative of each passage out, where it lies above the threshold or just below.
 */
export async function openMatchShard(
  setup: MatchSetup,
): Promise<(task: MatchTask, signal: AbortSignal) => Promise<void>> {
  const embedder = await createEmbedder(setup.choice, { base: setup.base, threads: 1 });
  refuseMixing(embedder.id, setup.embedder, 'the vectors of the narratives');
  const products = await openProducts(1);
  // The engine takes no shared memory.
  const centres = { ...setup.centres, data: setup.centres.data.slice() };
  const postSentences = new SentenceStore(embedder, setup.means, 'post');
  const { limits, representatives } = setup;

  return async ({ passages: passagesPath, vectors: vectorsPath, to }, signal) => {
    using database = await Database.open({ threads: 1, memoryMegabytes: 256 });
    const passages = await readPassages(database, passagesPath);
    const vectors = await readCentred(
      vectorsPath,
      'article',
      passages.map((passage) => passage.language),
      setup.means,
    );
    const top = await products.top(vectors, centres, limits.candidates);
    const candidates = passages.map((passage, row) => candidatesOf(passage, row, top, vectors, setup));
    const articleSentences = new SentenceStore(embedder, setup.means, 'article');
    await articleSentences.load(
      passages.flatMap((passage, row) =>
        candidates[row]!.length > 0 ? [{ ...passage, vector: rowsOf(vectors, row, row + 1).data }] : [],
      ),
      signal,
    );
    const needed = new Set(candidates.flatMap((found) => found.flatMap((candidate) => candidate.nearest)));
    await postSentences.load(
      [...needed].map((place) => ({
        ...postText(representatives, place),
        vector: rowsOf(representatives.vectors, place, place + 1).data,
      })),
      signal,
    );

    const writer = await database.table(columns);
    passages.forEach((passage, row) => {
      const best = bestOf(passage, candidates[row]!, articleSentences, postSentences, setup);
      if (best === undefined) return;
      if (best.verified < best.threshold - limits.nearMiss) return;
      writer.append({
        narrative_id: representatives.narratives[best.narrative]!,
        passage_id: passage.passage_id,
        item_id: passage.item_id,
        score: best.score,
        verified_score: best.verified,
        threshold: best.threshold,
        post_passage_id: representatives.passageIds[best.nearest[0]!]!,
      });
    });
    const temporary = temporaryFor(to);
    await writer.write(temporary);
    await moveIntoPlace(temporary, to);
  };
}

/** The threshold of a language pair: its own, or that of pairs like it, or the default. */
export function thresholdOf(thresholds: Readonly<Record<string, number>>, post: string, article: string): number {
  return thresholds[`${post}-${article}`] ?? thresholds[post === article ? 'same' : 'cross'] ?? thresholds['default']!;
}

interface Candidate {
  readonly narrative: number;
  readonly score: number;
  readonly threshold: number;
  /** Its representatives nearest to the passage, nearest first. */
  readonly nearest: readonly number[];
}

/**
 * The narratives a passage is checked against. Sentence alignment can lift a score only so far above
 * the cosine (on labelled pairs by .07 at most for 99 of 100), so a narrative further below its
 * threshold than a near miss is no candidate: on labelled pairs this loses no match.
 */
function candidatesOf(passage: PassageMeta, row: number, top: Top, vectors: Matrix, setup: MatchSetup): Candidate[] {
  const { limits, representatives, thresholds } = setup;
  const found: Candidate[] = [];
  for (let place = 0; place < top.k; place++) {
    const score = top.values[row * top.k + place]!;
    if (score < limits.floor) break;
    const narrative = top.indices[row * top.k + place]!;
    const nearest = nearestOf(narrative, row, vectors, setup);
    const threshold = thresholdOf(thresholds, representatives.languages[nearest[0]!]!, passage.language);
    if (score >= threshold - limits.nearMiss) found.push({ narrative, score, threshold, nearest });
  }
  return found;
}

/** The representatives of a narrative nearest to a passage, nearest first. */
function nearestOf(narrative: number, row: number, vectors: Matrix, { limits, representatives }: MatchSetup): number[] {
  const near: { place: number; product: number }[] = [];
  for (let place = representatives.starts[narrative]!; place < representatives.starts[narrative + 1]!; place++) {
    near.push({ place, product: dotRows(vectors.data, row, representatives.vectors.data, place, vectors.columns) });
  }
  near.sort((a, b) => b.product - a.product || a.place - b.place);
  return near.slice(0, limits.nearest).map((entry) => entry.place);
}

/** The candidate with the highest verified score. */
function bestOf(
  passage: PassageMeta,
  candidates: readonly Candidate[],
  articles: SentenceStore,
  posts: SentenceStore,
  { representatives, centres }: MatchSetup,
): (Candidate & { readonly verified: number }) | undefined {
  let best: (Candidate & { readonly verified: number }) | undefined;
  const own = candidates.length === 0 ? undefined : articles.of(passage);
  for (const candidate of candidates) {
    let sum = 0;
    for (const place of candidate.nearest)
      sum += alignment(posts.of(postText(representatives, place)), own!, centres.columns);
    const verified = verifiedScore(candidate.score, sum / candidate.nearest.length);
    if (best === undefined || verified > best.verified) best = { ...candidate, verified };
  }
  return best;
}

function postText({ texts, languages }: MatchSetup['representatives'], place: number): Text {
  return { text: texts[place]!, language: languages[place]! };
}

/**
 * The score that is compared with the threshold: the mean of the cosine to the centre and of the
 * sentence alignment. Alignment alone is a little better on close paraphrases (match F1 .892 against
 * .878), but where texts retell loosely it falls faster than the cosine does, and a threshold carries
 * over from one corpus to another best between the two.
 */
export function verifiedScore(score: number, aligned: number): number {
  return (score + aligned) / 2;
}

interface Text {
  readonly text: string;
  readonly language: string;
}

/** Sentence vectors of passages, centred, each text embedded once. */
class SentenceStore {
  readonly #embedder: Embedder;
  readonly #means: Means;
  readonly #kind: 'post' | 'article';
  readonly #known = new Map<string, Sentences>();

  constructor(embedder: Embedder, means: Means, kind: 'post' | 'article') {
    this.#embedder = embedder;
    this.#means = means;
    this.#kind = kind;
  }

  /**
   * Embeds the sentences of these texts that are not known yet. A text of one sentence has the vector of
   * its passage already.
   */
  async load(texts: readonly (Text & { readonly vector: Float32Array })[], signal: AbortSignal): Promise<void> {
    const missing = new Map<string, { language: string; parts: string[] }>();
    for (const { text, language, vector } of texts) {
      const key = keyOf({ text, language });
      if (this.#known.has(key) || missing.has(key)) continue;
      const parts = sentences(text, language);
      if (parts.length === 1 && parts[0] === text) this.#known.set(key, { vectors: vector, lengths: [1] });
      else missing.set(key, { language, parts });
    }
    const vectors = await this.#embedder.embed(
      [...missing.values()].flatMap((entry) => entry.parts),
      signal,
    );
    const { dimensions } = this.#embedder;
    let row = 0;
    for (const [key, { language, parts }] of missing) {
      const own = vectors.subarray(row * dimensions, (row + parts.length) * dimensions);
      row += parts.length;
      centreRows(own, meanOf(this.#means, this.#kind, language, dimensions));
      this.#known.set(key, { vectors: own, lengths: parts.map((part) => Math.max(1, lengthInWords(part))) });
    }
  }

  of(text: Text): Sentences {
    return this.#known.get(keyOf(text))!;
  }
}

function keyOf({ text, language }: Text): string {
  return `${language} ${text}`;
}
