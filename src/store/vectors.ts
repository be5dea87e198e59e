/** Vectors of a study in memory: shards joined, centred per kind and language. */
import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Matrix } from '../kernels/products.ts';
import { centreRows } from '../kernels/vectors.ts';
import { parquet } from './database.ts';
import type { Database } from './database.ts';
import { readVectors } from './vector-files.ts';
import type { Shard, ShardIndex, Study } from './study.ts';

/** `vectors/means.json`: what is subtracted, per kind and language (`post/zh`, `article/ru`). */
export interface Means {
  readonly embedder: string;
  readonly means: Readonly<Record<string, { readonly passages: number; readonly mean: readonly number[] }>>;
}

/** The mean of passages of this kind and language; the zero vector where none was ever seen. */
export function meanOf(means: Means, kind: string, language: string, columns: number): ArrayLike<number> {
  return means.means[`${kind}/${language}`]?.mean ?? new Float32Array(columns);
}

export async function readMeans(
  study: Study,
  embedder: string | undefined,
  artefact: 'means' | 'sketch-means' = 'means',
): Promise<Means> {
  const means = JSON.parse(await readFile(study.artefact(artefact), 'utf8')) as Means;
  refuseMixing(means.embedder, embedder, `vectors/${artefact}.json`);
  return means;
}

/** A UserError where two things were made with different embedders. */
export function refuseMixing(found: string, expected: string | undefined, what: string): void {
  if (found === expected) return;
  throw new UserError(
    `${what} was made with the embedder ${found}, the vectors with ${expected ?? 'none'}: two vector spaces cannot be compared`,
    {
      hint: 'crosscurrent run computes what is stale; with another embedder give --refit once',
    },
  );
}

export interface PassageMeta {
  readonly passage_id: string;
  readonly item_id: string;
  readonly text: string;
  readonly language: string;
}

/** Passages of a shard, in the order of its vectors. */
export async function readPassages(database: Database, path: string): Promise<PassageMeta[]> {
  return database.rows<PassageMeta>(`SELECT passage_id, item_id, text, language FROM ${parquet(path)}`);
}

/** A centred matrix of one shard. */
export async function readCentred(
  path: string,
  kind: string,
  languages: readonly string[],
  means: Means,
): Promise<Matrix> {
  const matrix = await readVectors(path);
  if (matrix.rows !== languages.length) {
    throw new Error(`${path} has ${matrix.rows} vectors for ${languages.length} passages`);
  }
  languages.forEach((language, row) => {
    centreRows(
      matrix.data.subarray(row * matrix.columns, (row + 1) * matrix.columns),
      meanOf(means, kind, language, matrix.columns),
    );
  });
  return matrix;
}

/** The passage shard of each vector shard; an Error where the indexes do not belong together. */
export function pairShards(passages: ShardIndex, vectors: ShardIndex): { passages: Shard; vectors: Shard }[] {
  const byName = new Map(passages.shards.map((shard) => [shard.name, shard]));
  return vectors.shards.map((shard) => {
    const paired = byName.get(shard.name);
    if (paired === undefined || paired.rows !== shard.rows) {
      throw new Error(`the vectors of shard ${shard.name} are not those of its passages`);
    }
    return { passages: paired, vectors: shard };
  });
}

/** All posts of a study: their passages and centred vectors. */
export async function readPosts(
  study: Study,
  database: Database,
  means: Means,
  space: 'vectors' | 'sketches' = 'vectors',
): Promise<{ passages: PassageMeta[]; vectors: Matrix }> {
  const pairs = pairShards(await study.shards('passage-shards'), await study.shards(space)).filter(
    (pair) => pair.passages.kind === 'post' && pair.passages.rows > 0,
  );
  const passages: PassageMeta[] = [];
  const parts: Matrix[] = [];
  for (const pair of pairs) {
    const found = await readPassages(database, study.path(pair.passages.file));
    parts.push(
      await readCentred(
        study.path(pair.vectors.file),
        'post',
        found.map((passage) => passage.language),
        means,
      ),
    );
    for (const passage of found) passages.push(passage);
  }
  const columns = parts[0]?.columns ?? 1;
  const data = new Float32Array(passages.length * columns);
  let row = 0;
  for (const part of parts) {
    data.set(part.data, row * columns);
    row += part.rows;
  }
  return { passages, vectors: { data, rows: passages.length, columns } };
}
