/** Mean vectors per kind and language, and what they are made from. */
import { existsSync } from 'node:fs';
import { readCalibration } from '../embedders/create.ts';
import { addRow, emptySum, pooledMean, shrunkenMean } from '../kernels/means.ts';
import type { VectorSum } from '../kernels/means.ts';
import type { Matrix } from '../kernels/products.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard, Study } from '../store/study.ts';
import { readVectors } from '../store/vector-files.ts';
import { readMeans } from '../store/vectors.ts';
import type { Means } from '../store/vectors.ts';

/** Sums per `kind/language`. */
export type Sums = Map<string, VectorSum>;

/** Sums over vector shards; `passages` holds the passage shard of each, and others. */
export async function sumsOfShards(
  study: Study,
  database: Database,
  passages: readonly Shard[],
  vectors: readonly Shard[],
): Promise<Sums> {
  const passageFile = new Map(passages.map((shard) => [shard.name, shard.file]));
  const sums: Sums = new Map();
  for (const shard of vectors) {
    if (shard.rows === 0) continue;
    const languages = await database.rows<{ language: string }>(
      `SELECT language FROM ${parquet(study.path(passageFile.get(shard.name)!))}`,
    );
    addRows(
      sums,
      shard.kind,
      languages.map(({ language }) => language),
      await readVectors(study.path(shard.file)),
    );
  }
  return sums;
}

/** Adds the rows of a matrix to the sums of their languages, in place. */
export function addRows(sums: Sums, kind: string, languages: readonly string[], matrix: Matrix): void {
  languages.forEach((language, row) => {
    const key = `${kind}/${language}`;
    let sum = sums.get(key);
    if (sum === undefined) sums.set(key, (sum = emptySum(matrix.columns)));
    addRow(sum, matrix.data, row);
  });
}

/** Passages per `kind/language`. */
export type Counts = ReadonlyMap<string, number>;

/** Counts the passages of these shards. */
export async function countPassages(study: Study, database: Database, passages: readonly Shard[]): Promise<Counts> {
  const counts = new Map<string, number>();
  for (const kind of ['post', 'article']) {
    const files = passages.filter((shard) => shard.kind === kind && shard.rows > 0).map(({ file }) => study.path(file));
    if (files.length === 0) continue;
    const rows = await database.rows<{ language: string; count: number }>(
      `SELECT language, count(*) AS count FROM ${parquet(files)} GROUP BY language`,
    );
    for (const { language, count } of rows) counts.set(`${kind}/${language}`, count);
  }
  return counts;
}

/** The counts that sums were made of. */
export function countsOf(sums: Sums): Counts {
  return new Map([...sums].map(([key, { count }]) => [key, count]));
}

/**
 * The means of the sums, which are asked for only where there is a mean to compute. Those of an earlier run stay as they were, so that adding items never moves
 * what was there; `run --refit` takes them away first. `outgrown` names those that were fitted on less
 * than half of what there is now.
 */
export async function languageMeans(
  study: Study,
  artefact: 'means' | 'sketch-means',
  counts: Counts,
  sumUp: () => Promise<Sums>,
  embedder: string,
): Promise<{ means: Means; outgrown: string[] }> {
  const kept = existsSync(study.artefact(artefact))
    ? await readMeans(study, embedder, artefact).catch(() => undefined)
    : undefined;
  const means: Record<string, Means['means'][string]> = {};
  const isKnown = [...counts.keys()].every((key) => kept?.means[key] !== undefined);
  const sums = isKnown ? new Map<string, VectorSum>() : await sumUp();
  const priors = (await readCalibration(embedder))?.means ?? {};
  const pooled = pooledMean(sums.values(), [...sums.values()][0]?.sum.length ?? 1);
  for (const key of [...counts.keys()].sort()) {
    const fitted = (): Means['means'][string] => {
      const sum = sums.get(key)!;
      return { passages: sum.count, mean: [...shrunkenMean(sum, priors[key.split('/')[1]!] ?? pooled)] };
    };
    means[key] = kept?.means[key] ?? fitted();
  }
  const outgrown = Object.keys(means).filter((key) => means[key]!.passages * 2 < counts.get(key)!);
  return { means: { embedder, means }, outgrown };
}
