/** The items that count for first appearance, with their times, in temporary tables. */
import type { Database } from '../store/database.ts';
import type { MeasureOptions } from './measure.ts';

const dayMilliseconds = 86_400_000;

/** Times known less well than a day in an unknown zone (50 hours) have no place in the null. */
const widest = 50 * 3_600_000 + 1000;

/**
 * Makes `appearing` from the temporary tables `events` and `matched`: posts, and articles far enough above
 * their threshold, with times in milliseconds since 1970 UTC. The ecosystem is NULL for posts. `earliest`
 * and `latest` are at `firstResolution`; `middle` and `width` are those of the time itself, NULL unless it
 * is known to a day.
 */
export async function findAppearing(
  database: Database,
  { firstResolution }: Pick<MeasureOptions, 'firstResolution'>,
): Promise<void> {
  const { earliest, latest } = boundsAt(firstResolution);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE appearing AS
    WITH timed AS (
      SELECT e.narrative_id, CASE WHEN e.kind = 'article' THEN e.source END AS ecosystem, e.item_id,
        e.syndication_group, e.precision,
        epoch_ms(e.published_at) AS published, epoch_ms(e.earliest) AS earliest, epoch_ms(e.latest) AS latest
      FROM events e LEFT JOIN matched m ON m.narrative_id = e.narrative_id AND m.item_id = e.item_id
      WHERE e.kind = 'post' OR m.clear)
    SELECT narrative_id, ecosystem, item_id, syndication_group, precision, published,
      ${earliest} AS earliest, ${latest} AS latest,
      CASE WHEN t.latest - t.earliest <= ${widest} THEN (t.earliest + t.latest) / 2 END AS middle,
      CASE WHEN t.latest - t.earliest <= ${widest} THEN t.latest - t.earliest END AS width,
      list_position(['second', 'minute', 'hour', 'day', 'unknown'], precision) AS coarseness
    FROM timed t`);
}

/** SQL of the bounds of a time at a resolution; the time is a row `t` with `earliest` and `latest` in milliseconds. */
export function boundsAt(firstResolution: MeasureOptions['firstResolution']): {
  readonly earliest: string;
  readonly latest: string;
} {
  return firstResolution === 'day' ? wholeDays : asGiven;
}

const asGiven = { earliest: 't.earliest', latest: 't.latest' };

/**
 * Times as days. A time with both bounds is the UTC day that holds its middle, which for a date is the
 * date as the outlet wrote it; an open one keeps its bound, rounded outward.
 */
const wholeDays = {
  earliest: `floor(coalesce((t.earliest + t.latest) / 2, t.earliest) / ${dayMilliseconds})::BIGINT * ${dayMilliseconds}`,
  latest: `CASE WHEN t.earliest IS NULL THEN ceil(t.latest / ${dayMilliseconds})::BIGINT * ${dayMilliseconds}
    WHEN t.latest IS NOT NULL THEN (floor((t.earliest + t.latest) / 2 / ${dayMilliseconds})::BIGINT + 1) * ${dayMilliseconds} END`,
};

/** Milliseconds that must lie between two times for one to precede the other. */
export function gapOf(firstResolution: MeasureOptions['firstResolution']): number {
  return firstResolution === 'one_day' ? dayMilliseconds : 0;
}

/**
 * Makes the temporary tables that are read narrative by narrative, and says how many narratives there are:
 *
 * - `places` (narrative_id, place): narratives with any item, in the order of their ids
 * - `appearances`: the first appearance per narrative and ecosystem. Of items with times in [a, b) the
 *   first lies in [min a, min b): an item without a lower bound leaves the first without one. Items
 *   without either bound make none, unless they are all there is or `undatedBlocks`.
 *
 * The single earliest item of a narrative is that with the smallest time of publication, or bound from
 * above where that is all it has; of several the sharpest, then the first by id.
 */
export async function findFirsts(
  database: Database,
  { undatedBlocks }: Pick<MeasureOptions, 'undatedBlocks'>,
): Promise<number> {
  const undated = 'earliest IS NULL AND latest IS NULL';
  const open = undatedBlocks ? 'earliest IS NULL' : '(earliest IS NULL AND latest IS NOT NULL)';
  const sharpestFirst = '(published, coarseness, item_id)';
  await database.run(`
    CREATE OR REPLACE TEMP TABLE places AS
    SELECT narrative_id, (row_number() OVER (ORDER BY narrative_id) - 1)::INTEGER AS place
    FROM (SELECT DISTINCT narrative_id FROM appearing)`);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE appearances AS
    WITH leaders AS (
      SELECT narrative_id, arg_min(item_id, (coalesce(published, latest), coarseness, item_id)) AS leader
      FROM appearing WHERE ecosystem IS NOT NULL AND coalesce(published, latest) IS NOT NULL GROUP BY narrative_id),
    marked AS (
      SELECT a.*, a.ecosystem IS NULL OR a.item_id IS DISTINCT FROM l.leader AS remains
      FROM appearing a LEFT JOIN leaders l ON l.narrative_id = a.narrative_id)
    SELECT place, narrative_id, ecosystem,
      min(published)::DOUBLE AS first_at,
      arg_min(precision, ${sharpestFirst}) FILTER (published IS NOT NULL) AS precision,
      arg_min(item_id, ${sharpestFirst}) FILTER (published IS NOT NULL) AS item_id,
      (CASE WHEN bool_or(${open}) THEN NULL ELSE min(earliest) END)::DOUBLE AS low,
      min(latest)::DOUBLE AS high,
      count(*) FILTER (${undated}) AS undated,
      count(*) FILTER (remains) AS rest,
      (CASE WHEN bool_or(${open} AND remains) THEN NULL ELSE min(earliest) FILTER (remains) END)::DOUBLE AS rest_low,
      (min(latest) FILTER (remains))::DOUBLE AS rest_high
    FROM marked JOIN places USING (narrative_id)
    GROUP BY place, narrative_id, ecosystem ORDER BY place, ecosystem NULLS FIRST`);
  const [found] = await database.rows<{ n: number }>('SELECT count(*) AS n FROM places');
  return found!.n;
}

/**
 * Makes the temporary table `units` (place, label, middle, width, leads) from `appearing` and `places`: articles
 * with a time, in its order; `leads` says that it is the first of its syndication group in its ecosystem. The
 * label is the place of the ecosystem among `ecosystems`; posts have −1, and only the first of a narrative is there.
 */
export async function findUnits(database: Database, ecosystems: readonly string[]): Promise<void> {
  await database.run('CREATE OR REPLACE TEMP TABLE labels (ecosystem VARCHAR, label INTEGER)');
  for (const [label, name] of ecosystems.entries())
    await database.run('INSERT INTO labels VALUES (?, ?)', [name, label]);
  await database.run(`
    CREATE OR REPLACE TEMP TABLE units AS
    SELECT place, label, middle::DOUBLE AS middle, width::DOUBLE AS width, leads FROM (
      SELECT place, label, middle, width, row_number() OVER (
        PARTITION BY place, label, coalesce(syndication_group, item_id) ORDER BY middle, item_id) = 1 AS leads
      FROM appearing JOIN places USING (narrative_id) JOIN labels USING (ecosystem) WHERE middle IS NOT NULL
      UNION ALL
      SELECT place, -1, min(middle), arg_min(width, (middle, width)), true
      FROM appearing JOIN places USING (narrative_id) WHERE ecosystem IS NULL AND middle IS NOT NULL GROUP BY place)
    ORDER BY place, middle, label`);
}
