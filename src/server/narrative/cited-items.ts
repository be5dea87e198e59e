/** Texts and metadata of the items on a page, looked up together: the long tables are read once. */
import type { ItemTime } from '../../report/times.ts';
import { fromList, listed } from '../conditions.ts';
import { timeColumns, timed } from '../item/times.ts';
import type { ShownRow } from './evidence.ts';
import type { StudyReader } from '../study-reader.ts';

/** Characters of a passage that are read; the page of the item has the rest. */
export const passageCharacters = 2000;

/** An article or post, with a passage of it. */
export interface ShownItem {
  readonly item_id: string;
  readonly site: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly author: string | null;
  readonly language: string | null;
  readonly time: ItemTime;
  readonly passage_id: string | null;
  /** Up to {@link passageCharacters} of the passage. */
  readonly text: string;
}

/** A matched article: its best passage, and the post passage nearest to it. */
export interface ShownMatch extends ShownItem {
  readonly ecosystem: string;
  readonly score: number | null;
  readonly verified_score: number | null;
  readonly threshold: number | null;
  /** Passages of the article that match the narrative. */
  readonly passages: number;
  /** Articles of the same text in the study, itself included; 1 where there is no other. */
  readonly copies: number;
  readonly post: Omit<ShownItem, 'site' | 'title' | 'url' | 'author'> | undefined;
}

/** A post of a narrative. */
export interface ShownPost extends ShownItem {
  /** Centred cosine to the centre of the narrative. */
  readonly similarity: number | null;
}

interface PassageRow {
  readonly passage_id: string;
  readonly item_id: string;
  readonly language: string | null;
  readonly text: string;
}

type ItemRow = Pick<ShownItem, 'item_id' | 'site' | 'title' | 'url' | 'author' | 'language' | 'time'>;

/** Looks up what the rows of a page cite, and gives a function for each of its lists. */
export async function readCited(
  reader: StudyReader,
  rows: readonly ShownRow[],
  signal: AbortSignal,
): Promise<{
  readonly matches: (rows: readonly ShownRow[]) => ShownMatch[];
  readonly posts: (rows: readonly ShownRow[]) => ShownPost[];
}> {
  const groups = rows.flatMap(({ syndication_group }) => syndication_group ?? []);
  const [passages, copies] = await Promise.all([
    reader.rows<PassageRow>(
      `SELECT passage_id, item_id, language, substring(coalesce(text, ''), 1, ${passageCharacters}) AS text
       FROM passages WHERE passage_id IN ${fromList}`,
      [listed(rows.flatMap(({ passage_id, post_passage_id }) => [passage_id ?? [], post_passage_id ?? []].flat()))],
      signal,
    ),
    groups.length === 0
      ? []
      : reader.rows<{ syndication_group: string; copies: number }>(
          `SELECT syndication_group, count(*) AS copies FROM items
           WHERE kind = 'article' AND in_scope AND syndication_group IN ${fromList} GROUP BY 1`,
          [listed(groups)],
          signal,
        ),
  ]);
  const items = await reader.rows<Record<string, unknown>>(
    `SELECT item_id, site, title, url, author, language, ${timeColumns}
     FROM items WHERE item_id IN ${fromList}`,
    [listed([...rows, ...passages].map(({ item_id }) => item_id))],
    signal,
  );
  const passageOf = new Map(passages.map((row) => [row.passage_id, row]));
  const itemOf = new Map(items.map((row) => timed(row) as ItemRow).map((row) => [row.item_id, row]));
  const copiesOf = new Map(copies.map((row) => [row.syndication_group, row.copies]));

  const shown = (item_id: string, passage_id: string | null): ShownItem[] => {
    const item = itemOf.get(item_id);
    if (item === undefined) return [];
    const text = passage_id === null ? '' : (passageOf.get(passage_id)?.text ?? '');
    return [{ ...item, passage_id, text }];
  };
  return {
    matches: (list) =>
      list.flatMap((row) =>
        shown(row.item_id, row.passage_id).map((item): ShownMatch => {
          const near = row.post_passage_id === null ? undefined : passageOf.get(row.post_passage_id);
          const [post] = near === undefined ? [] : shown(near.item_id, near.passage_id);
          const { ecosystem, score, verified_score, threshold, passages: found, syndication_group } = row;
          const own = syndication_group === null ? 1 : (copiesOf.get(syndication_group) ?? 1);
          return { ...item, ecosystem, score, verified_score, threshold, passages: found, copies: own, post };
        }),
      ),
    posts: (list) =>
      list.flatMap((row) =>
        shown(row.item_id, row.passage_id).map((item) => ({ ...item, similarity: row.similarity })),
      ),
  };
}
