/**
 * One vector space of a study: its 8-bit rows as they are stored, what centring does to them, and the cosines
 * of a query to all of them. Nothing is stored a second time: two numbers a row stand for the centring.
 */
import { throwIfAborted } from '../errors.ts';
import { centredCosines, centringOf } from '../kernels/centred-rows.ts';
import type { Centring } from '../kernels/centred-rows.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import { centreRows } from '../kernels/vectors.ts';
import { meanOf, pairShards } from '../store/vectors.ts';
import type { Means } from '../store/vectors.ts';
import { readQuantised } from '../store/vector-files.ts';
import type { ShardIndex, Study } from '../store/study.ts';
import type { Places } from './places.ts';

interface Part {
  readonly path: string;
  /** Place of its first row. */
  readonly start: number;
  readonly rows: number;
  readonly groups: Uint16Array;
  readonly centring: Centring;
  /** Its rows, where they fit the memory; read anew for each query where they do not. */
  readonly held: QuantisedRows | undefined;
}

export interface Space {
  /** Whether it has rows of articles. */
  readonly hasArticles: boolean;
  /** Whether it has rows of posts. */
  readonly hasPosts: boolean;
  /** Bytes of vectors in memory, and left on disk. */
  readonly bytes: { readonly held: number; readonly onDisk: number };
  /** A query vector, centred as texts of its language are; `und` by the mean of everything. */
  centre(query: Float32Array, language: string): Float32Array;
  /** Centred cosines of a centred query to every passage; −∞ where this space has no row. */
  cosines(query: Float32Array, signal?: AbortSignal): Promise<Float32Array>;
}

/** Opens the rows of a space; up to `budget` bytes of them stay in memory. */
export async function openSpace(
  study: Study,
  name: 'vectors' | 'sketches',
  passages: ShardIndex,
  means: Means,
  places: Places,
  budget: number,
): Promise<Space> {
  const starts = new Map<string, number>();
  let rows = 0;
  for (const shard of passages.shards) {
    starts.set(shard.name, rows);
    rows += shard.rows;
  }
  if (rows !== places.passages) throw new Error(`${rows} passages in shards, ${places.passages} in the table`);
  const pairs = pairShards(passages, await study.shards(name));
  const parts: Part[] = [];
  const bytes = { held: 0, onDisk: 0 };
  let columns = 1;
  let byGroup: Float32Array[] = [];
  for (const { vectors } of pairs) {
    if (vectors.rows === 0) continue;
    const path = study.path(vectors.file);
    const read = await readQuantised(path);
    columns = read.columns;
    if (byGroup.length === 0)
      byGroup = places.languages.map((key) => {
        const [kind, language] = key.split('/') as [string, string];
        return Float32Array.from(meanOf(means, kind, language, columns));
      });
    const start = starts.get(vectors.name)!;
    const groups = places.languageOf.subarray(start, start + read.rows);
    const fits = bytes.held + read.data.byteLength <= budget;
    bytes[fits ? 'held' : 'onDisk'] += read.data.byteLength;
    parts.push({
      path,
      start,
      rows: read.rows,
      groups,
      centring: centringOf(read, groups, byGroup),
      held: fits ? read : undefined,
    });
  }
  const has = (kind: string): boolean => pairs.some(({ vectors }) => vectors.kind === kind && vectors.rows > 0);
  return {
    hasArticles: has('article'),
    hasPosts: has('post'),
    bytes,
    centre: (query, language) => centreRows(query.slice(), languageMean(means, language, query.length)),
    async cosines(query, signal) {
      const cosines = new Float32Array(places.passages).fill(Number.NEGATIVE_INFINITY);
      for (const part of parts) {
        throwIfAborted(signal);
        const own = part.held ?? (await readQuantised(part.path));
        centredCosines(query, own, part.groups, byGroup, part.centring, cosines, part.start);
        // Others may be answered between parts.
        if (parts.length > 8) await new Promise(setImmediate);
      }
      return cosines;
    },
  };
}

/**
 * The mean vector of texts in a language, over posts and articles by their number. Of a language that the
 * study does not have, or that is not known, the mean of all.
 */
function languageMean({ means }: Means, language: string, columns: number): Float32Array {
  const known = Object.entries(means).filter(([key]) => key.endsWith(`/${language}`));
  const mean = new Float32Array(columns);
  const chosen = known.length > 0 ? known : Object.entries(means);
  const total = chosen.reduce((sum, [, { passages }]) => sum + passages, 0);
  for (const [, { passages, mean: own }] of chosen)
    for (let i = 0; i < columns; i++) mean[i]! += (own[i]! * passages) / Math.max(1, total);
  return mean;
}
