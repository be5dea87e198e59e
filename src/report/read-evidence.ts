/** Reads the posts and matched passages the page shows for each narrative. */
import type { Database } from '../store/database.ts';
import type { MatchEvidence, PostEvidence } from './model.ts';

const time = (alias: string, prefix = ''): string => `
  epoch_ms(${alias}.published_at) AS ${prefix}at, ${alias}.published_precision AS ${prefix}precision, ${alias}.published_basis AS ${prefix}basis,
  epoch_ms(${alias}.published_earliest) AS ${prefix}earliest, epoch_ms(${alias}.published_latest) AS ${prefix}latest`;

/**
 * Makes the temporary tables `report_cited_passages` and `report_cited_items` (without texts) of everything the page
 * can show, so that the long tables are read once; expects the tables of `read-chosen.ts`.
 */
export async function citePassages(database: Database): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_cited_passages AS
    SELECT passage_id, item_id, language, text FROM passages WHERE passage_id IN (
      SELECT passage_id FROM report_matched UNION SELECT post_passage_id FROM report_matched
      UNION SELECT passage_id FROM report_members)`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_cited_items AS
    SELECT * EXCLUDE (text) FROM items WHERE item_id IN (SELECT item_id FROM report_cited_passages
      UNION SELECT item_id FROM report_matched UNION SELECT item_id FROM report_members)`);
}

/** The earliest post of each narrative, then those nearest to its centre; each with its nearest passage. */
export async function readPosts(database: Database, limit: number): Promise<PostEvidence[]> {
  return database.rows<PostEvidence>(`
    WITH best AS (
      SELECT m.narrative_id, s.rank, m.item_id, m.passage_id, m.similarity
      FROM report_members m JOIN report_shown s USING (narrative_id)
      QUALIFY row_number() OVER (PARTITION BY m.narrative_id, m.item_id ORDER BY m.similarity DESC NULLS LAST, m.passage_id) = 1),
    picked AS (
      SELECT best.* FROM best
      LEFT JOIN first_appearance f ON f.narrative_id = best.narrative_id AND f.item_id = best.item_id
      QUALIFY row_number() OVER (PARTITION BY best.narrative_id ORDER BY (f.item_id IS NOT NULL) DESC, best.similarity DESC NULLS LAST, best.item_id) <= ${limit})
    SELECT b.narrative_id, b.item_id, b.passage_id, b.similarity, i.title, i.url, i.site, i.language, i.author, coalesce(p.text, '') AS text, ${time('i')}
    FROM picked b JOIN report_cited_items i ON i.item_id = b.item_id LEFT JOIN report_cited_passages p ON p.passage_id = b.passage_id
    ORDER BY b.rank, coalesce(i.published_at, i.published_latest) NULLS LAST, b.item_id`);
}

/**
 * Matched articles of each narrative, each with its best passage. Ecosystems take turns until the
 * limit is reached, each beginning with its first appearance and going on by verified score, so that
 * every figure of the narrative finds its evidence.
 */
export async function readMatches(database: Database, limit: number): Promise<MatchEvidence[]> {
  const rows = await database.rows<Record<string, unknown>>(`
    WITH best AS (
      SELECT m.*, s.rank FROM report_matched m JOIN report_shown s USING (narrative_id)
      QUALIFY row_number() OVER (PARTITION BY m.narrative_id, m.item_id ORDER BY m.verified_score DESC NULLS LAST, m.passage_id) = 1),
    turns AS (
      SELECT best.*, count(*) OVER (PARTITION BY best.narrative_id, best.ecosystem) AS of_ecosystem,
        row_number() OVER (PARTITION BY best.narrative_id, best.ecosystem
          ORDER BY (f.item_id IS NOT NULL) DESC, best.verified_score DESC NULLS LAST, best.item_id) AS turn
      FROM best LEFT JOIN first_appearance f ON f.narrative_id = best.narrative_id AND f.item_id = best.item_id),
    picked AS (
      SELECT * FROM turns
      QUALIFY row_number() OVER (PARTITION BY narrative_id ORDER BY turn, ecosystem, item_id) <= ${limit}),
    copied AS (
      SELECT syndication_group, count(*) AS copies FROM items
      WHERE kind = 'article' AND in_scope AND syndication_group <> ''
        AND syndication_group IN (SELECT syndication_group FROM report_cited_items) GROUP BY 1)
    SELECT b.narrative_id, coalesce(b.ecosystem, '') AS ecosystem, b.item_id, b.passage_id, b.score, b.verified_score, b.threshold, b.of_ecosystem,
      i.title, i.url, i.site, i.language, coalesce(p.text, '') AS text, coalesce(c.copies, 1) AS copies, ${time('i')},
      q.item_id AS post_id, q.text AS post_text, q.language AS post_language, ${time('o', 'post_')}
    FROM picked b
    JOIN report_cited_items i ON i.item_id = b.item_id
    LEFT JOIN report_cited_passages p ON p.passage_id = b.passage_id
    LEFT JOIN copied c ON c.syndication_group = i.syndication_group
    LEFT JOIN report_cited_passages q ON q.passage_id = b.post_passage_id
    LEFT JOIN report_cited_items o ON o.item_id = q.item_id
    ORDER BY b.rank, b.ecosystem, coalesce(i.published_at, i.published_latest) NULLS LAST, b.item_id`);
  return rows.map(({ post_at, post_precision, post_basis, post_earliest, post_latest, ...row }) => ({
    ...row,
    post_time: {
      at: post_at,
      precision: post_precision,
      basis: post_basis,
      earliest: post_earliest,
      latest: post_latest,
    },
  })) as unknown as MatchEvidence[];
}
