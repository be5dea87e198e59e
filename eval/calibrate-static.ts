/**
 * The calibration of the fast embedder: mean vectors per language, and the floors below which a
 * passage is not worth the study's embedder. A floor keeps a given share of the matches that exact runs
 * find, which takes no labels.
 */
import type { Calibration } from '../src/embedders/create.ts';
import { createEmbedder, describeEmbedder } from '../src/embedders/create.ts';
import { openProducts } from '../src/engine/products.ts';
import { nearness } from '../src/stages/match-sketches.ts';
import { sketchNarratives } from '../src/stages/match-screen.ts';
import { Database, parquet } from '../src/store/database.ts';
import { Study } from '../src/store/study.ts';
import { pairShards, readPassages } from '../src/store/vectors.ts';
import { languageMeans, meanLanguages } from './calibrate-means.ts';
import { asShipped, requestFor, sketched, sketchedCopy } from './echo-study.ts';
import type { Say } from './echo-study.ts';

/** Share of the passages that match in an exact run which the floors keep, in each language. */
const kept = 0.99;
/** Other shares that are written down beside it. */
const shares = [0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

interface Scored {
  readonly language: string;
  readonly score: number;
  readonly matches: boolean;
}

/** Means of the fast embedder, without floors. */
export async function staticMeans(data: string, threads: number, say: Say): Promise<Calibration> {
  return {
    embedder: (await describeEmbedder('static')).id,
    means: await languageMeans(data, threads, say, 'static'),
    pairs: {},
    languages: meanLanguages,
    floors: {},
  };
}

/**
 * The same calibration with its floors, and the curve they were chosen on: the labelled collection, and
 * studies that were run with `--exact`.
 */
export async function withFloors(
  before: Calibration,
  data: string,
  work: string,
  studies: readonly string[],
  say: Say,
): Promise<Calibration> {
  const scored = await scoresOf((await asShipped(data, work, say)).study, (await sketched(data, work, say)).study, say);
  for (const folder of studies) {
    const exact = Study.open(folder);
    scored.push(...(await scoresOf(exact, await sketchedCopy(exact, work, say), say)));
  }
  const floors: Record<string, number> = {};
  for (const language of meanLanguages) {
    floors[language] = floorAt(
      scored.filter((passage) => passage.language === language),
      kept,
    );
  }
  const screening = shares.map((share) => {
    let passed = 0;
    for (const language of meanLanguages) {
      const own = scored.filter((passage) => passage.language === language);
      const floor = floorAt(own, share);
      passed += own.filter(({ score }) => score >= floor).length;
    }
    return { kept: share, passages: scored.length, passed };
  });
  return { ...before, floors: { ...floors, default: Math.min(...Object.values(floors)) }, screening };
}

/** The largest floor, to three digits, that keeps this share of the passages that match. */
function floorAt(passages: readonly Scored[], share: number): number {
  const scores = passages.filter(({ matches }) => matches).map(({ score }) => score);
  scores.sort((a, b) => b - a);
  return Math.floor((scores[Math.ceil(scores.length * share) - 1] ?? 0) * 1000) / 1000;
}

/** Every article passage of an exact run, with the nearness of its sketch to a narrative. */
async function scoresOf(exact: Study, sketches: Study, say: Say): Promise<Scored[]> {
  using database = await Database.open();
  const matching = new Set(
    (await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(exact.table('matches'))}`)).map(
      ({ passage_id }) => passage_id,
    ),
  );
  const sketched = (await sketchNarratives(requestFor(sketches, false), database, exact.table('members')))!;
  const own = { ...sketched, centres: { ...sketched.centres, data: sketched.centres.data.slice() } };
  const embedder = await createEmbedder('static');
  const products = await openProducts(1);
  const scored: Scored[] = [];
  try {
    const pairs = pairShards(await sketches.shards('passage-shards'), await sketches.shards('sketches'));
    for (const { passages: shard, vectors } of pairs) {
      if (shard.kind !== 'article' || shard.rows === 0) continue;
      const passages = await readPassages(database, sketches.path(shard.file));
      const scores = await nearness(passages, sketches.path(vectors.file), own, () => -1, embedder, products);
      passages.forEach(({ passage_id, language }, row) =>
        scored.push({ language, score: scores[row]!, matches: matching.has(passage_id) }),
      );
    }
  } finally {
    await products.close();
  }
  say(`  ${scored.length} passages, ${matching.size} match`);
  return scored;
}
