/** A post or article: its text a part at a time, its narratives and its copies. */
import { z } from 'zod';
import type { ItemTime } from '../../report/times.ts';
import { timeColumns, timed } from './times.ts';
import type { StudyReader } from '../study-reader.ts';

/** Characters of a text on one page. */
export const charactersPerPage = 20_000;

/** Narratives and copies that are listed. */
const narrativesListed = 100;
export const copiesListed = 50;

/** Characters of a passage that are read. */
const passageCharacters = 2000;

/** What stands behind the `?` of the page of an item. */
export const itemQuery = z.object({
  /** Character of the text with which the page begins. */
  from: z.coerce.number().int().min(0).max(1e9).default(0),
});

/** An item as its page shows it. Times are milliseconds since 1970. */
export interface Item {
  readonly item_id: string;
  readonly kind: 'post' | 'article';
  readonly site: string | null;
  readonly ecosystem: string | null;
  readonly language: string | null;
  readonly language_basis: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly author: string | null;
  readonly published_zone: string | null;
  readonly first_seen: number | null;
  readonly fetched: number | null;
  readonly repost_of: string | null;
  readonly source_ref: string | null;
  readonly syndication_group: string | null;
  readonly in_scope: boolean;
  readonly time: ItemTime;
  /** The part of the text that is shown, where it begins, and the characters of the whole. */
  readonly text: string;
  readonly from: number;
  readonly characters: number;
}

/** A narrative the item belongs to, through one of its passages. */
export interface Membership {
  readonly narrative_id: string;
  readonly label: string;
  readonly language: string | null;
  readonly passage_id: string;
  readonly text: string;
  /** Of a match; empty for a post. */
  readonly verified_score: number | null;
  readonly threshold: number | null;
  /** Of a post: cosine to the centre. */
  readonly similarity: number | null;
}

/** Another article of the same text. */
export interface Copy {
  readonly item_id: string;
  readonly site: string | null;
  readonly ecosystem: string | null;
  readonly title: string | null;
  readonly language: string | null;
  readonly time: ItemTime;
}

/** The item of this id with a part of its text; undefined where there is none. */
export async function readItem(
  reader: StudyReader,
  id: string,
  from: number,
  signal: AbortSignal,
): Promise<Item | undefined> {
  const row = await reader.row<Record<string, unknown>>(
    `SELECT item_id, kind, site, ecosystem, language, language_basis, url, title, author, published_zone,
       epoch_ms(first_seen_at) AS first_seen, epoch_ms(fetched_at) AS fetched, repost_of, source_ref,
       nullif(syndication_group, '') AS syndication_group, coalesce(in_scope, false) AS in_scope, ${timeColumns},
       length(coalesce(text, '')) AS characters, least(CAST($2 AS BIGINT), greatest(length(coalesce(text, '')) - 1, 0)) AS "from",
       substring(coalesce(text, ''), least(CAST($2 AS BIGINT), greatest(length(coalesce(text, '')) - 1, 0)) + 1, ${charactersPerPage}) AS text
     FROM items WHERE item_id = $1`,
    [id, from],
    signal,
  );
  return row === undefined ? undefined : (timed(row) as Item);
}

/** The narratives an item belongs to, the clearest first. */
export async function readMemberships(
  reader: StudyReader,
  { item_id, kind }: Item,
  signal: AbortSignal,
): Promise<Membership[]> {
  const told =
    kind === 'article'
      ? `SELECT coalesce(r.measured_id, m.narrative_id) AS narrative_id, m.passage_id, m.verified_score, m.threshold,
           NULL::DOUBLE AS similarity, m.verified_score - m.threshold AS rank
         FROM matches m LEFT JOIN root r USING (narrative_id) WHERE m.item_id = $1`
      : `SELECT coalesce(s.measured_id, m.narrative_id) AS narrative_id, m.passage_id, NULL::DOUBLE AS verified_score,
           NULL::DOUBLE AS threshold, m.similarity, m.similarity AS rank
         FROM members m LEFT JOIN standing s USING (narrative_id)
         WHERE m.item_id = $1 AND m.level = (SELECT level FROM measured_level)`;
  return reader.rows<Membership>(
    `WITH told AS (SELECT * FROM (${told}) ORDER BY rank DESC NULLS LAST, narrative_id, passage_id LIMIT ${narrativesListed})
     SELECT t.narrative_id, coalesce(l.label, n.label, '') AS label, l.language, t.passage_id,
       substring(coalesce(p.text, ''), 1, ${passageCharacters}) AS text, t.verified_score, t.threshold, t.similarity
     FROM told t LEFT JOIN narrative_list l USING (narrative_id) LEFT JOIN narratives n USING (narrative_id)
     LEFT JOIN (SELECT passage_id, text FROM passages WHERE passage_id IN (SELECT passage_id FROM told)) p USING (passage_id)
     ORDER BY t.rank DESC NULLS LAST, t.narrative_id, t.passage_id`,
    [item_id],
    signal,
  );
}

/** Articles of the same text in scope, itself left out, the earliest first, and how many there are with it. */
export async function readCopies(
  reader: StudyReader,
  { item_id, syndication_group, in_scope }: Item,
  signal: AbortSignal,
): Promise<{ readonly copies: readonly Copy[]; readonly count: number }> {
  if (syndication_group === null) return { copies: [], count: 1 };
  const rows = await reader.rows<Record<string, unknown>>(
    `SELECT item_id, site, ecosystem, title, language, ${timeColumns}, count(*) OVER () AS count
     FROM items WHERE syndication_group = $1 AND kind = 'article' AND in_scope
     ORDER BY coalesce(published_at, published_latest) NULLS LAST, item_id LIMIT ${copiesListed + 1}`,
    [syndication_group],
    signal,
  );
  return {
    copies: rows
      .filter((row) => row.item_id !== item_id)
      .slice(0, copiesListed)
      .map(({ count: _count, ...row }) => timed(row) as Copy),
    count: Number(rows[0]?.count ?? 0) + (in_scope ? 0 : 1),
  };
}
