/** Chooses the narratives that are shown, in temporary tables that the other readers expect. */
import { ancestorsSql } from '../store/ancestors.ts';
import type { Database } from '../store/database.ts';

/** Which narratives are shown: the first of the order of the page, or some by their ids. */
export type Choice = { readonly most: number } | { readonly ids: readonly string[] };

/** The level the measures are about; the finest where nothing was measured. */
export async function measuredLevel(database: Database): Promise<number> {
  const [row] = await database.rows<{ level: number | null }>(`
    SELECT coalesce(
      (SELECT min(level) FROM measured),
      (SELECT min(level) FROM narratives), 0) AS level`);
  return row!.level ?? 0;
}

/**
 * Makes the temporary tables `report_standing` (a narrative of the level and the measured one it belongs
 * to, which is another where it was merged), `report_root` (the same of narratives of level 0),
 * `report_listed` (the measured narratives), `report_ranked` (their order on the page, each with the number
 * of its matched articles), `report_shown` (those that are shown, with their rank), `report_matched` (their matches in
 * scope) and `report_members`. Where nothing was measured, every narrative of the level is listed.
 */
export async function chooseNarratives(database: Database, level: number, choice: Choice): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_standing AS
    SELECT unnest(narratives) AS narrative_id, narrative_id AS measured_id FROM measured
    UNION ALL
    SELECT narrative_id, narrative_id FROM narratives WHERE level = ${level} AND NOT EXISTS (SELECT 1 FROM measured)`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_root AS
    WITH RECURSIVE ${ancestorsSql('narratives')}
    SELECT up.narrative_id, s.measured_id AS ancestor FROM up JOIN report_standing s ON s.narrative_id = up.ancestor`);
  await database.run(`
    CREATE OR REPLACE TEMP VIEW report_listed AS
    SELECT narrative_id, label, keywords, medoids, posts, passages, first_post_at, last_post_at FROM measured
    UNION ALL
    SELECT narrative_id, label, keywords, medoids, posts, passages, first_post_at, last_post_at FROM narratives
    WHERE level = ${level} AND NOT EXISTS (SELECT 1 FROM measured)`);
  // Without texts, which may be long and of which few are shown.
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_ranked AS
    WITH counts AS (
      SELECT root.ancestor AS narrative_id, count(DISTINCT m.item_id) AS matched
      FROM matches m JOIN report_root root USING (narrative_id) JOIN items i ON i.item_id = m.item_id
      WHERE i.in_scope GROUP BY 1)
    SELECT n.narrative_id, coalesce(c.matched, 0) AS matched,
      row_number() OVER (ORDER BY (coalesce(c.matched, 0) > 0) DESC, n.posts DESC, n.narrative_id) AS rank
    FROM report_listed n LEFT JOIN counts c USING (narrative_id)`);
  if ('most' in choice)
    await database.run(
      `CREATE OR REPLACE TEMP TABLE report_shown AS SELECT narrative_id, rank FROM report_ranked WHERE rank <= ${choice.most}`,
    );
  else
    await database.run(
      `CREATE OR REPLACE TEMP TABLE report_shown AS
      SELECT narrative_id, rank FROM report_ranked
      WHERE narrative_id IN (SELECT unnest(from_json(?::JSON, '["VARCHAR"]')))`,
      [JSON.stringify(choice.ids)],
    );
  await database.run(`
    CREATE OR REPLACE TEMP TABLE report_matched AS
    SELECT root.ancestor AS narrative_id, m.ecosystem, m.item_id, m.passage_id, m.post_passage_id, m.score, m.verified_score, m.threshold
    FROM matches m JOIN report_root root USING (narrative_id) JOIN items i ON i.item_id = m.item_id
    WHERE i.in_scope AND root.ancestor IN (SELECT narrative_id FROM report_shown)`);
  // The members of each, under the narrative that is measured.
  await database.run(`
    CREATE OR REPLACE TEMP VIEW report_members AS
    SELECT m.* REPLACE (s.measured_id AS narrative_id) FROM members m JOIN report_standing s USING (narrative_id)
    WHERE m.level = ${level} AND s.measured_id IN (SELECT narrative_id FROM report_shown)`);
}
