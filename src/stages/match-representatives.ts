/** Post passages that stand for the narratives. */
import { quantiseRows } from '../kernels/quantise.ts';
import { pickRows } from '../kernels/products.ts';
import type { Matrix } from '../kernels/products.ts';
import { normaliseRows } from '../kernels/vectors.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { PassageMeta } from '../store/vectors.ts';
import { shareRows } from './match-setup.ts';
import type { Representatives } from './match-setup.ts';

/** Passages of posts and their vectors, in the same order. */
export interface Posts {
  readonly passages: readonly PassageMeta[];
  readonly vectors: Matrix;
}

/**
 * Representatives of each narrative of level 0 with at least `minPosts` posts: its members nearest to the
 * centre, each text once.
 */
export async function chooseRepresentatives(
  database: Database,
  members: string,
  { passages, vectors }: Posts,
  limit: number,
  minPosts = 1,
): Promise<Representatives> {
  const rowOf = new Map(passages.map((passage, row) => [passage.passage_id, row]));
  const narratives: string[] = [];
  const starts: number[] = [];
  const chosen: number[] = [];
  let texts = new Set<string>();
  for (const { passage_id, narrative_id } of await membersByNarrative(database, members, minPosts)) {
    if (narratives.at(-1) !== narrative_id) {
      narratives.push(narrative_id);
      starts.push(chosen.length);
      texts = new Set();
    }
    const row = rowOf.get(passage_id)!;
    const { text } = passages[row]!;
    if (texts.size >= limit || texts.has(text)) continue;
    texts.add(text);
    chosen.push(row);
  }
  starts.push(chosen.length);
  return {
    narratives,
    starts,
    passageIds: chosen.map((row) => passages[row]!.passage_id),
    texts: chosen.map((row) => passages[row]!.text),
    languages: chosen.map((row) => passages[row]!.language),
    vectors: shareRows(quantiseRows(pickRows(vectors, chosen))),
  };
}

/** Unit means of the members of each narrative of level 0 with at least `minPosts` posts, in the order of their ids. */
export async function centresOfMembers(
  database: Database,
  members: string,
  { passages, vectors }: Posts,
  minPosts = 1,
): Promise<Matrix> {
  const rowOf = new Map(passages.map((passage, row) => [passage.passage_id, row]));
  const { columns } = vectors;
  const sums: Float32Array[] = [];
  let last: string | undefined;
  for (const { passage_id, narrative_id } of await membersByNarrative(database, members, minPosts)) {
    if (narrative_id !== last) sums.push(new Float32Array(columns));
    last = narrative_id;
    const from = rowOf.get(passage_id)! * columns;
    const sum = sums.at(-1)!;
    for (let i = 0; i < columns; i++) sum[i]! += vectors.data[from + i]!;
  }
  const data = new Float32Array(sums.length * columns);
  sums.forEach((sum, row) => data.set(sum, row * columns));
  return { data: normaliseRows(data, columns), rows: sums.length, columns };
}

async function membersByNarrative(
  database: Database,
  members: string,
  minPosts: number,
): Promise<{ passage_id: string; narrative_id: string }[]> {
  return database.rows(
    `SELECT passage_id, narrative_id FROM ${parquet(members)} WHERE level = 0
     QUALIFY count(DISTINCT item_id) OVER (PARTITION BY narrative_id) >= ${minPosts}
     ORDER BY narrative_id, similarity DESC, passage_id`,
  );
}
