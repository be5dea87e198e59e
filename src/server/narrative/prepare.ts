/** What the pages look up of every narrative, in tables that stay in memory while a study is served. */
import { ancestorsSql } from '../../store/ancestors.ts';
import { sqlText } from '../../store/database.ts';
import type { Database } from '../../store/database.ts';

/** Characters of a label that are kept for lists; the page of the narrative has it whole. */
const labelCharacters = 300;

/** Characters of keywords that the filter of the list looks at, beside those of the label. */
const keywordCharacters = 600;

/** The columns `label` and `searched`, cut: texts of a study may be of any length. */
function cut(of: string): string {
  const first = (column: string, characters: number): string => `left(coalesce(${of}${column}, ''), ${characters})`;
  return `${first('label', labelCharacters)} AS label,
    lower(${first('label', labelCharacters)} || ' ' || ${first('keywords', keywordCharacters)}) AS searched`;
}

/**
 * Makes these tables in the database:
 *
 * - `standing`: narrative_id, measured_id: a narrative of the measured level, and the one it is measured
 *   under (another where it was merged)
 * - `ancestors`: narrative_id, ancestor: each narrative of level 0 with itself and everything above it
 * - `root`: narrative_id, measured_id: of every narrative of level 0 the one it is measured under
 * - `narrative_articles`: narrative_id, ecosystem, articles, groups, sites: matched articles in scope
 * - `narrative_list`: a row a narrative of the measured level, with what the list filters and sorts by.
 *   `is_measured` is false for those too small to be measured, or excluded by hand.
 */
export async function prepareNarratives(database: Database, platform: string): Promise<void> {
  await database.run(`
    CREATE TABLE measured_level AS
    SELECT coalesce((SELECT min(level) FROM measured), (SELECT min(level) FROM narratives), 0) AS level`);
  await database.run(`
    CREATE TABLE standing AS
    WITH merged AS (SELECT unnest(narratives) AS narrative_id, narrative_id AS measured_id FROM measured)
    SELECT * FROM merged
    UNION ALL
    SELECT narrative_id, narrative_id FROM narratives
    WHERE level = (SELECT level FROM measured_level) AND narrative_id NOT IN (SELECT narrative_id FROM merged)`);
  await database.run(`
    CREATE TABLE ancestors AS
    WITH RECURSIVE ${ancestorsSql('narratives')} SELECT narrative_id, ancestor FROM up`);
  await database.run(`
    CREATE TABLE root AS
    SELECT a.narrative_id, s.measured_id FROM ancestors a JOIN standing s ON s.narrative_id = a.ancestor`);
  await database.run(`
    CREATE TABLE narrative_articles AS
    SELECT root.measured_id AS narrative_id, coalesce(m.ecosystem, '') AS ecosystem, count(DISTINCT m.item_id) AS articles,
      count(DISTINCT coalesce(i.syndication_group, m.item_id)) AS groups, count(DISTINCT i.site) AS sites
    FROM matches m JOIN root USING (narrative_id) JOIN items i ON i.item_id = m.item_id
    WHERE i.in_scope GROUP BY 1, 2`);
  await database.run(`
    CREATE TABLE narrative_list AS
    WITH listed AS (
      SELECT narrative_id, ${cut('')}, medoids[1] AS medoid, posts, passages, first_post_at, last_post_at, true AS is_measured FROM measured
      UNION ALL
      SELECT n.narrative_id, ${cut('n.')}, n.medoids[1], n.posts, n.passages, n.first_post_at, n.last_post_at, false
      FROM narratives n JOIN standing s USING (narrative_id)
      WHERE s.measured_id = n.narrative_id AND n.narrative_id NOT IN (SELECT narrative_id FROM measured)),
    counts AS (SELECT narrative_id, sum(articles)::BIGINT AS articles FROM narrative_articles GROUP BY 1),
    winners AS (
      SELECT narrative_id, baseline, list_sort(list(ecosystem)) AS winners FROM association
      WHERE counting = 'copies' AND is_winner GROUP BY 1, 2),
    by_baseline AS (SELECT narrative_id, map_from_entries(list((baseline, winners))) AS winners FROM winners GROUP BY 1),
    apart AS (
      SELECT narrative_id, list_sort(list(baseline)) AS separable FROM association_tests
      WHERE counting = 'copies' AND separable GROUP BY 1),
    firsts AS (
      SELECT narrative_id, max(ecosystem) FILTER (outcome = 'first') AS first_ecosystem,
        coalesce(list(ecosystem) FILTER (against_platform = 'before'), []) AS earlier FROM first_appearance
      WHERE ecosystem <> ${sqlText(platform)} GROUP BY 1)
    SELECT l.*, p.language, coalesce(c.articles, 0) AS articles, w.winners, coalesce(a.separable, []) AS separable,
      f.first_ecosystem, f.earlier, m."order" AS against_platform, m.lead_hours
    FROM listed l
    LEFT JOIN counts c USING (narrative_id) LEFT JOIN by_baseline w USING (narrative_id)
    LEFT JOIN apart a USING (narrative_id) LEFT JOIN firsts f USING (narrative_id)
    LEFT JOIN first_movers m USING (narrative_id) LEFT JOIN passages p ON p.passage_id = l.medoid
    ORDER BY (coalesce(c.articles, 0) > 0) DESC, l.posts DESC, l.narrative_id`);
}
