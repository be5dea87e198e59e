/** What the shard functions of the stage `match` share. */
import type { EmbedderChoice } from '../embedders/create.ts';
import type { QuantisedRows } from '../kernels/quantise.ts';
import type { Matrix } from '../kernels/products.ts';
import type { Column } from '../store/tables.ts';
import type { Means } from '../store/vectors.ts';

/** The embedder of a study, and what makes its vectors comparable. */
export interface Space {
  readonly choice: EmbedderChoice;
  readonly base: string;
  /** Id that the vectors carry. */
  readonly embedder: string;
  readonly means: Means;
}

/** Post passages that stand for the narratives, those of one narrative side by side. */
export interface Representatives {
  /** Ids of the narratives, in the order of the centres. */
  readonly narratives: readonly string[];
  /** First representative of each narrative, and one past the last. */
  readonly starts: readonly number[];
  readonly passageIds: readonly string[];
  readonly texts: readonly string[];
  readonly languages: readonly string[];
  /** Centred vectors, in shared memory. */
  readonly vectors: QuantisedRows;
}

/** Names of the columns that pass from finding candidates to verifying them. */
export const candidateColumns: Column[] = [
  { name: 'row', type: 'INTEGER', about: 'place of the passage in its shard' },
  { name: 'passage_id', type: 'VARCHAR', about: 'the passage' },
  { name: 'near', type: 'BOOLEAN', about: 'its sketch is near a narrative; false where it was only sampled' },
  { name: 'narrative', type: 'INTEGER', about: 'place of the narrative; -1 where the passage was embedded in vain' },
  { name: 'score', type: 'DOUBLE', about: 'centred cosine to the centre' },
  { name: 'threshold', type: 'DOUBLE', about: 'threshold of the language pair' },
  { name: 'nearest', type: 'VARCHAR', about: 'places of the nearest representatives, a JSON array' },
];

/** A narrative that a passage is checked against. */
export interface CandidateRow {
  readonly row: number;
  readonly passage_id: string;
  readonly near: boolean;
  readonly narrative: number;
  readonly score: number;
  readonly threshold: number;
  readonly nearest: string;
}

/** The same values in memory that worker threads share. */
export function shareFloats(data: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return shared;
}

/** The same matrix in memory that worker threads share. */
export function shareMatrix(matrix: Matrix): Matrix {
  return { ...matrix, data: shareFloats(matrix.data) };
}

/** The same rows in memory that worker threads share. */
export function shareRows(rows: QuantisedRows): QuantisedRows {
  const data = new Int8Array(new SharedArrayBuffer(rows.data.byteLength));
  data.set(rows.data);
  return { ...rows, data, scales: shareFloats(rows.scales) };
}
