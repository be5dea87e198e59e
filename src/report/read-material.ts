/** Reads what the study is made of: items, times, languages, rejects, thresholds. */
import type { Database } from '../store/database.ts';
import type { Overview } from './model.ts';

type Material = Pick<
  Overview,
  'byEcosystem' | 'bySite' | 'sites' | 'byLanguage' | 'byTime' | 'rejects' | 'thresholds' | 'embedders'
>;

/** Sites listed by name; the others are in the table of items. */
export const listedSites = 15;

const counts = 'count(*) AS items, count(*) FILTER (in_scope) AS in_scope';

/** Counts of the data and method section. */
export async function readMaterial(database: Database): Promise<Material> {
  const sites = await database.rows<{ sites: number }>(
    `SELECT count(DISTINCT site) AS sites FROM items WHERE kind = 'article'`,
  );
  const embedders = await database.rows<{ embedder: string }>(`
    SELECT DISTINCT embedder FROM (SELECT embedder FROM narratives UNION SELECT embedder FROM matches) WHERE embedder IS NOT NULL ORDER BY 1`);
  return {
    byEcosystem: await database.rows(`
      SELECT kind, coalesce(ecosystem, '') AS ecosystem, ${counts}, count(DISTINCT site) AS sites,
        count(*) FILTER (published_latest IS NOT NULL OR published_earliest IS NOT NULL OR published_at IS NOT NULL) AS dated
      FROM items GROUP BY 1, 2 ORDER BY kind DESC, items DESC, ecosystem`),
    bySite: await database.rows(`
      SELECT kind, coalesce(ecosystem, '') AS ecosystem, coalesce(site, '') AS site, ${counts}
      FROM items WHERE kind = 'article' GROUP BY 1, 2, 3 ORDER BY items DESC, site, ecosystem LIMIT ${listedSites}`),
    sites: sites[0]!.sites,
    byLanguage: await database.rows(`
      SELECT kind, coalesce(language, 'und') AS language, ${counts} FROM items GROUP BY 1, 2 ORDER BY kind DESC, items DESC, language`),
    byTime: await database.rows(`
      SELECT kind, coalesce(nullif(published_precision, ''), 'unknown') AS precision, coalesce(published_basis, '') AS basis, ${counts}
      FROM items GROUP BY 1, 2, 3
      ORDER BY kind DESC, list_position(['second', 'minute', 'hour', 'day', 'unknown'], precision), items DESC, basis`),
    rejects: await database.rows(`
      SELECT coalesce(stage, '') AS stage, coalesce(slug, '') AS slug, count(*) AS records,
        coalesce(arg_min(detail, (source, record, detail)), '') AS example
      FROM rejects GROUP BY 1, 2 ORDER BY records DESC, stage, slug`),
    thresholds: await database.rows(`
      WITH both_tables AS (
        SELECT post_passage_id, passage_id, threshold, 1 AS accepted FROM matches
        UNION ALL SELECT post_passage_id, passage_id, threshold, 0 FROM near)
      SELECT coalesce(q.language, 'und') AS post_language, coalesce(p.language, 'und') AS article_language, threshold,
        sum(accepted)::INTEGER AS matches, sum(1 - accepted)::INTEGER AS near
      FROM both_tables b LEFT JOIN passages p ON p.passage_id = b.passage_id LEFT JOIN passages q ON q.passage_id = b.post_passage_id
      WHERE threshold IS NOT NULL
      GROUP BY 1, 2, 3 ORDER BY post_language, article_language, threshold`),
    embedders: embedders.map((row) => row.embedder),
  };
}
