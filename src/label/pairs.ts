/** The table `label_pairs`: drawn articles with everything an annotator is shown. */
import { sha256OfJson } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { labelTables } from '../store/label-tables.ts';
import type { Study } from '../store/study.ts';
import type { Drawn } from './sample.ts';

/** A pair of the sample. */
export interface Pair extends Drawn {
  /** Made of what is shown. */
  readonly pair_id: string;
  /** Title of the article; empty where it has none. */
  readonly title: string;
  readonly passage: string;
  /** Label of the narrative. */
  readonly narrative: string;
  /** Post passages of the narrative, each text once: the nearest, then those nearest to its centre. */
  readonly posts: readonly string[];
}

/** Post passages an annotator is shown. */
const shownPosts = 3;

/** Adds the texts that are shown to drawn articles. */
export async function withTexts(database: Database, study: Study, drawn: readonly Drawn[]): Promise<Pair[]> {
  const wanted = await database.table([
    { name: 'place', type: 'INTEGER', about: '' },
    ...labelTables.label_pairs.columns.filter(({ name }) =>
      ['item_id', 'passage_id', 'narrative_id', 'post_passage_id'].includes(name),
    ),
  ]);
  for (const { place, item_id, passage_id, narrative_id, post_passage_id } of drawn)
    wanted.append({ place, item_id, passage_id, narrative_id, post_passage_id });
  wanted.flush();
  const passages = parquet(study.table('passages'));
  const rows = await database.rows<Pick<Pair, 'place' | 'title' | 'passage' | 'narrative' | 'posts'>>(`
    WITH shown AS (
      SELECT w.place, w.post_passage_id AS passage_id, 0 AS rank FROM ${wanted.name} w
      UNION ALL
      SELECT w.place, unnest(n.medoids), generate_subscripts(n.medoids, 1)
      FROM ${wanted.name} w JOIN ${parquet(study.table('narratives'))} n USING (narrative_id)),
    texts AS (
      SELECT shown.place, p.text, min(shown.rank) AS rank
      FROM shown JOIN ${passages} p ON p.passage_id = shown.passage_id GROUP BY ALL),
    posts AS (SELECT place, list(text ORDER BY rank, text) AS posts FROM texts GROUP BY place)
    SELECT w.place, coalesce(i.title, '') AS title, own.text AS passage, coalesce(n.label, '') AS narrative,
      posts.posts[1:${shownPosts}] AS posts
    FROM ${wanted.name} w
    JOIN ${parquet(study.table('items'))} i ON i.item_id = w.item_id
    JOIN ${passages} own ON own.passage_id = w.passage_id
    JOIN ${parquet(study.table('narratives'))} n ON n.narrative_id = w.narrative_id
    JOIN posts ON posts.place = w.place
    ORDER BY w.place`);
  return rows.map((row, place) => ({ ...drawn[place]!, ...row, pair_id: pairId(drawn[place]!.item_id, row) }));
}

/**
 * Id of what an annotator is shown of an article. A narrative that is made anew under the same id is another
 * pair; other scores or thresholds leave it the same.
 */
function pairId(item: string, { title, passage, narrative, posts }: Omit<Pair, keyof Drawn | 'pair_id'>): string {
  return `pair-${sha256OfJson({ item, title, passage, narrative, posts }).slice(0, 12)}`;
}

/** Writes the table. */
export async function writePairs(database: Database, path: string, pairs: readonly Pair[]): Promise<void> {
  const writer = await database.table(labelTables.label_pairs.columns);
  for (const pair of pairs) writer.append({ ...pair, inclusion: pair.sampled / pair.population });
  await writer.write(path);
}

/** Reads the table, in the order in which pairs are judged. */
export async function readPairs(database: Database, path: string): Promise<Pair[]> {
  return database.rows<Pair>(`SELECT * EXCLUDE (inclusion) FROM ${parquet(path)} ORDER BY place`);
}
