/**
 * Who can be drawn: every article in scope that has a passage at, above or just below the threshold of a
 * measured narrative, with its best pair.
 */
import { ancestorsSql } from '../store/ancestors.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';

/** An article with its best pair: of all its passages and narratives the one with the highest margin. */
export interface Unit {
  readonly item_id: string;
  readonly passage_id: string;
  readonly narrative_id: string;
  readonly post_passage_id: string;
  readonly ecosystem: string;
  /** Languages of the post passage and the article passage, `zh-ru`. */
  readonly languages: string;
  readonly verified_score: number;
  readonly threshold: number;
  /** verified_score − threshold; from 0 on a match. */
  readonly margin: number;
  /** Articles of its ecosystem and syndication group in the frame, itself among them. */
  readonly copies: number;
  /** Of these, articles with a match; 0 for an article without one. */
  readonly copies_matched: number;
}

/**
 * Reads the frame of a study, in the order of the articles' ids; a UserError where it has not been measured yet.
 * Matches are to narratives of level 0: those count that stand for a measured one, as the edits left it.
 */
export async function readFrame(database: Database, study: Study): Promise<Unit[]> {
  const passages = parquet(study.table('passages'));
  return database.rows<Unit>(`
    WITH RECURSIVE ${ancestorsSql(parquet(study.table('narratives')))},
    measured AS (
      SELECT DISTINCT up.narrative_id
      FROM up JOIN (SELECT unnest(narratives) AS ancestor FROM ${parquet(study.table('measured'))}) USING (ancestor)),
    pairs AS (
      SELECT m.*, m.verified_score - m.threshold AS margin, i.syndication_group
      FROM ${parquet([study.table('matches'), study.table('near')])} m
      SEMI JOIN measured USING (narrative_id)
      JOIN ${parquet(study.table('items'))} i ON i.item_id = m.item_id
      WHERE i.kind = 'article' AND i.in_scope AND i.ecosystem IS NOT NULL),
    best AS (
      SELECT * FROM pairs
      QUALIFY row_number() OVER (
        PARTITION BY item_id ORDER BY margin DESC, verified_score DESC, narrative_id, passage_id) = 1)
    SELECT b.item_id, b.passage_id, b.narrative_id, b.post_passage_id, b.ecosystem,
      post.language || '-' || own.language AS languages, b.verified_score, b.threshold, b.margin,
      CASE WHEN syndication_group IS NULL THEN 1
        ELSE count(*) OVER (PARTITION BY syndication_group, b.ecosystem) END AS copies,
      CASE WHEN b.margin < 0 THEN 0 WHEN syndication_group IS NULL THEN 1
        ELSE count(*) FILTER (b.margin >= 0) OVER (PARTITION BY syndication_group, b.ecosystem) END AS copies_matched
    FROM best b
    JOIN ${passages} own ON own.passage_id = b.passage_id
    JOIN ${passages} post ON post.passage_id = b.post_passage_id
    ORDER BY b.item_id`);
}
