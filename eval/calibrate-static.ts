/**
 * The calibration of the fast embedder: mean vectors per language, and the floors below which a
 * passage is not worth the study's embedder. A floor keeps a given share of the matches that an exact
 * run finds on the labelled collection.
 */
import type { Calibration } from '../src/embedders/create.ts';
import { describeEmbedder } from '../src/embedders/create.ts';
import { openProducts } from '../src/engine/products.ts';
import { openScreen } from '../src/stages/match-screen.ts';
import { Database, parquet } from '../src/store/database.ts';
import { pairShards, readCentred, readPassages } from '../src/store/vectors.ts';
import { languageMeans, meanLanguages } from './calibrate-means.ts';
import { asShipped, sketched } from './echo-study.ts';
import type { Say } from './echo-study.ts';

/** Share of the passages that match in an exact run which the floors keep, in each language. */
const kept = 0.99;
/** Other shares that are written down beside it. */
const shares = [0.9, 0.95, 0.98, 0.99, 0.995, 1];

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

/** The same calibration with its floors, and the curve they were chosen on. */
export async function withFloors(before: Calibration, data: string, work: string, say: Say): Promise<Calibration> {
  const scored = await scoresOf(data, work, say);
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

/** The largest floor, to two digits, that keeps this share of the passages that match. */
function floorAt(passages: readonly Scored[], share: number): number {
  const scores = passages.filter(({ matches }) => matches).map(({ score }) => score);
  scores.sort((a, b) => b - a);
  return Math.floor((scores[Math.ceil(scores.length * share) - 1] ?? 0) * 100) / 100;
}

/** Every article passage with the cosine of its sketch to the nearest narrative. */
async function scoresOf(data: string, work: string, say: Say): Promise<Scored[]> {
  const exact = (await asShipped(data, work, say)).study;
  const { study } = await sketched(data, work, say);
  using database = await Database.open();
  const matching = new Set(
    (await database.rows<{ passage_id: string }>(`SELECT passage_id FROM ${parquet(exact.table('matches'))}`)).map(
      ({ passage_id }) => passage_id,
    ),
  );
  const screen = (await openScreen(
    study,
    database,
    { members: study.table('members'), sample: study.artefact('sample'), sampleVectors: '' },
    {},
    () => 0,
  ))!;
  const products = await openProducts(1);
  const scored: Scored[] = [];
  try {
    const pairs = pairShards(await study.shards('passage-shards'), await study.shards('sketches'));
    const centres = { ...screen.centres, data: screen.centres.data.slice() };
    for (const { passages: shard, vectors } of pairs) {
      if (shard.kind !== 'article' || shard.rows === 0) continue;
      const passages = await readPassages(database, study.path(shard.file));
      const languages = passages.map(({ language }) => language);
      const sketches = await readCentred(study.path(vectors.file), 'article', languages, screen.means);
      const { values } = await products.top(sketches, centres, 1);
      passages.forEach(({ passage_id, language }, row) =>
        scored.push({ language, score: values[row]!, matches: matching.has(passage_id) }),
      );
    }
  } finally {
    await products.close();
  }
  return scored;
}
