/** What is counted on each side, read from the tables of a study by fixed questions. */
import { publicationTimes } from '../store/publication-times.ts';
import type { Placing, Side, Window } from './windows.ts';

/** Asks a study; values are bound. */
export type Ask = <Row>(sql: string, values?: readonly (string | number)[]) => Promise<Row[]>;

/** `copies`: every article counts; `groups`: a syndication group counts once in each of its ecosystems. */
export const countings = ['copies', 'groups'] as const;

/** One of the two ways to count. */
export type Counting = (typeof countings)[number];

/** How many items there are, in both countings. */
export type Tally = Readonly<Record<Counting, number>>;

/** Where an item may lie. */
export type Place = Side | 'straddles' | 'open' | 'outside';

/** Items in scope of one source at one place. */
export interface Volume extends Tally {
  readonly place: Place;
  readonly kind: 'post' | 'article';
  /** The ecosystem; of posts the platform. */
  readonly source: string;
}

/** Matched articles of one narrative and ecosystem on one side. */
export interface Cell extends Tally {
  readonly place: Side;
  readonly narrative_id: string;
  readonly ecosystem: string;
  /** Of these, the articles, and texts, that match no other narrative better: each is in one narrative only. */
  readonly home_copies: number;
  readonly home_groups: number;
}

/** A narrative at the place where it began. */
export interface Start {
  readonly place: Place;
  readonly narrative_id: string;
  /** The ecosystem that precedes all others; null where none does. */
  readonly first_ecosystem: string | null;
  /** Ecosystems it appears in. */
  readonly ecosystems: number;
  /** The first of the ecosystems against the platform. */
  readonly against: 'before' | 'after' | 'undecidable';
}

/** Everything that is counted of a study. */
export interface StudyCounts {
  readonly volumes: readonly Volume[];
  readonly cells: readonly Cell[];
  readonly starts: readonly Start[];
}

const text = `coalesce(nullif(syndication_group, ''), item_id)`;

/** Counts what lies where. Items outside both windows are left out, but for the volumes. */
export async function countStudy(
  ask: Ask,
  placing: Placing,
  { platform, firstSeenIsPublication }: { readonly platform: string; readonly firstSeenIsPublication: boolean },
): Promise<StudyCounts> {
  const { values } = placing;
  const time = publicationTimes('i', firstSeenIsPublication);
  const volumes = await ask<Volume>(
    `
    SELECT place, kind, source, count(*) AS copies, count(DISTINCT ${text}) AS groups FROM (
      SELECT kind, CASE WHEN kind = 'post' THEN $${values.length + 1} ELSE ecosystem END AS source, item_id, syndication_group,
        ${placing.sql('earliest', 'latest')} AS place
      FROM (SELECT *, ${time.earliest} AS earliest, ${time.latest} AS latest FROM items i
        WHERE in_scope AND (kind = 'post' OR ecosystem IS NOT NULL)))
    GROUP BY ALL ORDER BY ALL`,
    [...values, platform],
  );
  const cells = await ask<Cell>(
    `
    WITH placed AS (
      SELECT * FROM (
        SELECT narrative_id, source AS ecosystem, item_id, ${text} AS copied, margin, ${placing.sql('earliest', 'latest')} AS place
        FROM events WHERE margin IS NOT NULL)
      WHERE place IN ('first', 'second')),
    counted AS (
      SELECT place, narrative_id, ecosystem, count(*) AS copies, count(DISTINCT copied) AS groups FROM placed GROUP BY ALL),
    article_homes AS (
      SELECT place, ecosystem, arg_min(narrative_id, (-margin, narrative_id)) AS narrative_id FROM placed
      GROUP BY place, ecosystem, item_id),
    text_homes AS (
      SELECT place, ecosystem, arg_min(narrative_id, (-margin, narrative_id)) AS narrative_id FROM placed
      GROUP BY place, ecosystem, copied),
    of_articles AS (SELECT place, ecosystem, narrative_id, count(*) AS home_copies FROM article_homes GROUP BY ALL),
    of_texts AS (SELECT place, ecosystem, narrative_id, count(*) AS home_groups FROM text_homes GROUP BY ALL)
    SELECT c.*, coalesce(home_copies, 0) AS home_copies, coalesce(home_groups, 0) AS home_groups
    FROM counted c LEFT JOIN of_articles USING (place, ecosystem, narrative_id)
    LEFT JOIN of_texts USING (place, ecosystem, narrative_id)
    ORDER BY place, narrative_id, ecosystem`,
    values,
  );
  const starts = await ask<Start>(
    `
    WITH begun AS (
      SELECT narrative_id, CASE WHEN bool_or(first_at_low IS NULL) THEN NULL ELSE min(first_at_low) END AS earliest,
        min(first_at_high) AS latest FROM first_appearance GROUP BY 1),
    orders AS (
      SELECT narrative_id, max(ecosystem) FILTER (outcome = 'first') AS first_ecosystem, count(*) AS ecosystems,
        CASE WHEN bool_or(against_platform = 'before') THEN 'before' WHEN bool_and(against_platform = 'after') THEN 'after'
          ELSE 'undecidable' END AS against
      FROM first_appearance WHERE ecosystem <> $${values.length + 1} GROUP BY 1)
    SELECT ${placing.sql('earliest', 'latest')} AS place, narrative_id, first_ecosystem, coalesce(ecosystems, 0) AS ecosystems,
      coalesce(against, 'undecidable') AS against
    FROM begun LEFT JOIN orders USING (narrative_id) ORDER BY narrative_id`,
    [...values, platform],
  );
  return { volumes, cells, starts };
}

/** The days that a study covers: its scope, and where that is open the days of its items. Undefined where nothing is dated. */
export async function spanOf(
  ask: Ask,
  scope: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Window | undefined> {
  const [found] = await ask<{ from: string | null; to: string | null }>(`
    SELECT strftime(min(published_earliest), '%Y-%m-%d') AS "from",
      strftime(max(published_latest) - INTERVAL 1 SECOND, '%Y-%m-%d') AS "to"
    FROM items WHERE in_scope AND published_earliest IS NOT NULL AND published_latest IS NOT NULL`);
  const from = scope.from ?? found?.from ?? undefined;
  const to = scope.to ?? found?.to ?? undefined;
  return from === undefined || to === undefined ? undefined : { from, to };
}
