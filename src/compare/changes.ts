/** Narratives that rose, fell, appeared or vanished from one window to the other. */
import type { Ask } from './counts.ts';
import type { Placing } from './windows.ts';

/** What became of a narrative, by its items a day. */
export const changeKinds = ['rose', 'fell', 'appeared', 'vanished', 'same'] as const;

/** What became of a narrative. */
export type ChangeKind = (typeof changeKinds)[number];

/** What is counted. */
export const countedItems = ['all', 'posts', 'articles'] as const;

/** What is counted. */
export type CountedItems = (typeof countedItems)[number];

/** A narrative in both windows. */
export interface NarrativeChange {
  readonly narrative_id: string;
  readonly label: string;
  readonly kind: ChangeKind;
  readonly posts_first: number;
  readonly posts_second: number;
  readonly articles_first: number;
  readonly articles_second: number;
  /** Items a day in the second window minus those in the first. */
  readonly change_a_day: number;
}

/** What is asked. */
export interface ChangesRequest {
  readonly placing: Placing;
  /** Days of each window. */
  readonly days: readonly [number, number];
  readonly of: CountedItems;
  /** Only narratives of this kind. */
  readonly kind: ChangeKind | '';
  readonly limit: number;
  readonly offset: number;
}

/** Narratives of a kind, largest change first, and how many there are of each. */
export interface Changes {
  readonly narratives: readonly NarrativeChange[];
  readonly kinds: Readonly<Record<ChangeKind, number>>;
}

/** Finds the changes, a page of them; a narrative without an item in either window is left out. */
export async function findChanges(
  ask: Ask,
  { placing, days, of, kind, limit, offset }: ChangesRequest,
): Promise<Changes> {
  const counted = (side: 'first' | 'second'): string =>
    of === 'all' ? `(posts_${side} + articles_${side})` : `${of}_${side}`;
  const next = placing.values.length;
  const query = `
    WITH placed AS (
      SELECT narrative_id, margin IS NULL AS is_post, ${placing.sql('earliest', 'latest')} AS place FROM events),
    counts AS (
      SELECT narrative_id,
        count(*) FILTER (place = 'first' AND is_post) AS posts_first,
        count(*) FILTER (place = 'second' AND is_post) AS posts_second,
        count(*) FILTER (place = 'first' AND NOT is_post) AS articles_first,
        count(*) FILTER (place = 'second' AND NOT is_post) AS articles_second
      FROM placed GROUP BY 1),
    changes AS (
      SELECT *, ${counted('second')} / $${next + 2}::DOUBLE - ${counted('first')} / $${next + 1}::DOUBLE AS change_a_day,
        CASE WHEN ${counted('first')} = 0 THEN 'appeared' WHEN ${counted('second')} = 0 THEN 'vanished'
          WHEN ${counted('second')} * $${next + 1}::DOUBLE > ${counted('first')} * $${next + 2}::DOUBLE THEN 'rose'
          WHEN ${counted('second')} * $${next + 1}::DOUBLE < ${counted('first')} * $${next + 2}::DOUBLE THEN 'fell'
          ELSE 'same' END AS kind
      FROM counts WHERE ${counted('first')} + ${counted('second')} > 0)`;
  const values = [...placing.values, ...days];
  const kinds = await ask<{ kind: ChangeKind; narratives: number }>(
    `${query} SELECT kind, count(*) AS narratives FROM changes GROUP BY 1`,
    values,
  );
  const narratives = await ask<NarrativeChange>(
    `${query}
    SELECT c.narrative_id, left(coalesce(m.label, ''), 300) AS label, kind, posts_first, posts_second, articles_first, articles_second, change_a_day
    FROM changes c LEFT JOIN measured m USING (narrative_id)
    WHERE $${next + 3} = '' OR kind = $${next + 3}
    ORDER BY abs(change_a_day) DESC, narrative_id LIMIT $${next + 4} OFFSET $${next + 5}`,
    [...values, kind, limit, offset],
  );
  return {
    narratives,
    kinds: Object.fromEntries(
      changeKinds.map((name) => [name, kinds.find((row) => row.kind === name)?.narratives ?? 0]),
    ) as Record<ChangeKind, number>,
  };
}
