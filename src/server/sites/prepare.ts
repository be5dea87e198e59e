/** What the pages look up of every site, in a table that stays in memory once a visitor has asked for it. */
import { medianSql, siteLeads } from './leads.ts';
import type { StudyReader } from '../study-reader.ts';

/**
 * Makes the table `site_list` when it is first asked for: a row a site and ecosystem with an article in scope.
 *
 * - `homes`: ecosystems the site is in
 * - `articles` in scope, those with a time to the hour, to the day, coarser, bounded on one side, without a time,
 *   and those that have copies
 * - `matched`, `texts`, `rate`, `narratives`: articles with a match to any measured narrative, the same with each
 *   text once, the part of the articles, and the narratives
 * - `leads`, `before`, `after`, `undecidable`, `lead`, `lead_from`, `lead_to`: narratives whose order against the
 *   platform can be asked for, by outcome; the median lead and its bounds in hours, NULL where open
 * - `firsts`, `unopposed`: narratives whose first appearance in the demonstrably first ecosystem is an article of the
 *   site, and those of them that no other ecosystem has
 * - `in_network`, `node_first`, `told`, `alone`, `sources`, `targets`, `passed_on`: its row of `network_nodes`
 */
export async function prepareSites(reader: StudyReader): Promise<void> {
  await reader.once('sites', async () =>
    reader.apart(async (database) =>
      database.run(`
      CREATE OR REPLACE TABLE site_list AS
      WITH ${siteLeads(reader, 'events')},
      covered AS (
        SELECT coalesce(site, '') AS site, coalesce(ecosystem, '') AS ecosystem, sum(items)::BIGINT AS articles,
          sum(to_hour)::BIGINT AS to_hour, sum(to_day)::BIGINT AS to_day, sum(coarser)::BIGINT AS coarser,
          sum(bounded)::BIGINT AS bounded, sum(undated)::BIGINT AS undated, sum(syndicated)::BIGINT AS syndicated
        FROM coverage WHERE kind = 'article' GROUP BY ALL),
      matching AS (
        SELECT site, ecosystem, count(DISTINCT item_id) AS matched,
          count(DISTINCT coalesce(syndication_group, item_id)) AS texts
        FROM site_timed GROUP BY ALL),
      led AS (
        SELECT site, ecosystem, count(*) AS narratives, count(*) FILTER (is_known) AS leads,
          count(*) FILTER (standing = 'before') AS before, count(*) FILTER (standing = 'after') AS after,
          count(*) FILTER (standing = 'undecidable') AS undecidable,
          coalesce(list(lead_low) FILTER (is_known), []) AS lows, coalesce(list(lead_high) FILTER (is_known), []) AS highs
        FROM site_leads GROUP BY ALL),
      medians AS (
        SELECT * EXCLUDE (lows, highs), ${medianSql('lows')} AS lead_from, ${medianSql('highs')} AS lead_to FROM led),
      firsts AS (
        SELECT t.site, t.ecosystem, count(*) AS firsts, count(*) FILTER (m.ecosystems = 1) AS unopposed
        FROM first_appearance f JOIN site_timed t ON t.narrative_id = f.narrative_id AND t.item_id = f.item_id
        LEFT JOIN first_movers m ON m.narrative_id = f.narrative_id
        WHERE f.outcome = 'first' GROUP BY ALL),
      joined AS (
        SELECT * FROM covered FULL JOIN matching USING (site, ecosystem) LEFT JOIN medians USING (site, ecosystem)
        LEFT JOIN firsts USING (site, ecosystem)),
      nodes AS (
        SELECT site, coalesce(ecosystem, '') AS ecosystem, any_value(narratives) AS in_network, any_value("first") AS node_first,
          any_value(told) AS told, any_value(alone) AS alone, any_value(sources) AS sources, any_value(targets) AS targets,
          any_value(passed_on) AS passed_on
        FROM network_nodes GROUP BY ALL)
      SELECT site, ecosystem, lower(left(site, 1000)) AS searched, count(*) OVER (PARTITION BY site) AS homes,
        coalesce(articles, 0) AS articles, coalesce(to_hour, 0) AS to_hour, coalesce(to_day, 0) AS to_day,
        coalesce(coarser, 0) AS coarser, coalesce(bounded, 0) AS bounded, coalesce(undated, 0) AS undated,
        coalesce(syndicated, 0) AS syndicated, coalesce(matched, 0) AS matched, coalesce(texts, 0) AS texts,
        CASE WHEN articles > 0 THEN coalesce(matched, 0) / articles END AS rate,
        coalesce(narratives, 0) AS narratives, coalesce(leads, 0) AS leads, coalesce(before, 0) AS before,
        coalesce(after, 0) AS after, coalesce(undecidable, 0) AS undecidable,
        CASE WHEN isfinite(lead_from) AND isfinite(lead_to) THEN (lead_from + lead_to) / 2 END AS lead,
        CASE WHEN isfinite(lead_from) THEN lead_from END AS lead_from,
        CASE WHEN isfinite(lead_to) THEN lead_to END AS lead_to,
        coalesce(firsts, 0) AS firsts, coalesce(unopposed, 0) AS unopposed, in_network, node_first, told, alone, sources, targets, passed_on
      FROM joined LEFT JOIN nodes USING (site, ecosystem)
      ORDER BY articles DESC, site, ecosystem`),
    ),
  );
}
