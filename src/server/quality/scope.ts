/** Why items are out of scope, as far as the scope that is declared now says. */
import type { Settings } from '../../config.ts';
import { openSiteScope } from '../../stages/import-outlets.ts';
import { windowSql } from '../../stages/import-scope.ts';
import type { Database } from '../../store/database.ts';
import { fromList, listed } from '../conditions.ts';
import type { StudyReader } from '../study-reader.ts';

/** Reasons, in the order in which they are looked for; each item has the first that holds. */
export const outsideReasons = ['ecosystem', 'window', 'site', 'text', 'unknown'] as const;
export type OutsideReason = (typeof outsideReasons)[number];

/** Items of one kind that are out of scope for one reason. */
export interface OutsideCount {
  readonly kind: 'post' | 'article';
  readonly reason: OutsideReason;
  readonly items: number;
}

/** Whether the import ran with another scope than the one that is declared now, so that reasons may be wrong. */
export function isScopeChanged({ manifest, settings }: Pick<StudyReader, 'manifest' | 'settings'>): boolean {
  const ran = manifest.stages['import']?.settings;
  if (typeof ran !== 'object' || ran === null || !('scope' in ran)) return false;
  return JSON.stringify(ran.scope) !== JSON.stringify(settings.scope);
}

/**
 * The reason of an item as SQL over the columns of `items`; expects the table that `findOutsideSites` makes. Words
 * and lengths are not looked for again: what nothing else explains is put down to them where the scope has any.
 */
export function reasonSql(settings: Settings): string {
  const { posts, articles } = settings.scope;
  const hasWords = (keywords: Settings['scope']['posts']['keywords']): boolean =>
    Object.values(keywords).some((words) => words.length > 0);
  const ofText = [
    ...(hasWords(posts.keywords) || posts.minWords > 0 ? ['post'] : []),
    ...(hasWords(articles.keywords) ? ['article'] : []),
  ];
  return `CASE WHEN kind = 'article' AND ecosystem IS NULL THEN 'ecosystem'
    WHEN NOT (${windowSql(settings)}) THEN 'window'
    WHEN kind = 'article' AND coalesce(site, '') IN (SELECT site FROM outside_sites) THEN 'site'
    WHEN ${ofText.length === 0 ? 'false' : `kind IN (${ofText.map((kind) => `'${kind}'`).join(', ')})`} THEN 'text'
    ELSE 'unknown' END`;
}

/** Makes the table `outside_sites` of the sites that the scope leaves out, once. */
export async function findOutsideSites(reader: StudyReader): Promise<void> {
  await reader.once('outside sites', async () =>
    reader.withConnection(async (database: Database) => {
      await database.run('CREATE OR REPLACE TABLE outside_sites (site VARCHAR)');
      const { include, exclude } = reader.settings.scope.sites;
      if (include.length === 0 && exclude.length === 0) return;
      const takes = openSiteScope(reader.settings);
      const sites = await database.rows<{ site: string }>(
        `SELECT DISTINCT coalesce(site, '') AS site FROM items WHERE kind = 'article' AND NOT in_scope`,
      );
      const left = sites.map(({ site }) => site).filter((site) => !takes(site === '' ? null : site));
      await database.rows(`INSERT INTO outside_sites ${fromList}`, [listed(left)]);
    }),
  );
}

/** How many items are out of scope, and why. */
export async function countOutside(reader: StudyReader): Promise<readonly OutsideCount[]> {
  await findOutsideSites(reader);
  return reader.once('outside', async () =>
    reader.rows<OutsideCount>(`
      SELECT kind, ${reasonSql(reader.settings)} AS reason, count(*) AS items FROM items WHERE NOT coalesce(in_scope, false)
      GROUP BY ALL ORDER BY kind DESC, items DESC, reason`),
  );
}
