/** Which items two studies have in common. */
import type { Database } from '../store/database.ts';

/** Items in scope of one kind and source, in one or both studies. */
export interface SharedItems {
  readonly kind: 'post' | 'article';
  /** The ecosystem, or the platform of posts. */
  readonly source: string;
  readonly first: number;
  readonly second: number;
  /** By id. */
  readonly both: number;
  readonly only_first: number;
  readonly only_second: number;
  /** Of those in both, items whose title or text is not the same. */
  readonly changed: number;
  /** Of those in one study only, items whose text the other study has under another id. */
  readonly first_by_text: number;
  readonly second_by_text: number;
}

/** Counts the items of both studies; an item whose source differs is counted under that of the first. */
export async function sharedItems(database: Database): Promise<SharedItems[]> {
  const items = (side: 'first' | 'second'): string =>
    `SELECT item_id, kind, coalesce(ecosystem, '') AS source, sha256 FROM ${side}.items WHERE in_scope`;
  return await database.rows<SharedItems>(`
    WITH a AS (${items('first')}), b AS (${items('second')}),
    joined AS (
      SELECT coalesce(a.kind, b.kind) AS kind, coalesce(a.source, b.source) AS source,
        a.item_id IS NOT NULL AS in_first, b.item_id IS NOT NULL AS in_second, a.sha256 AS first_text, b.sha256 AS second_text
      FROM a FULL JOIN b ON a.item_id = b.item_id)
    SELECT kind, source, count(*) FILTER (in_first) AS first, count(*) FILTER (in_second) AS second,
      count(*) FILTER (in_first AND in_second) AS "both",
      count(*) FILTER (NOT in_second) AS only_first, count(*) FILTER (NOT in_first) AS only_second,
      count(*) FILTER (in_first AND in_second AND first_text IS DISTINCT FROM second_text) AS changed,
      count(*) FILTER (NOT in_second AND first_text IN (SELECT sha256 FROM b)) AS first_by_text,
      count(*) FILTER (NOT in_first AND second_text IN (SELECT sha256 FROM a)) AS second_by_text
    FROM joined GROUP BY 1, 2 ORDER BY kind DESC, source`);
}
