/** The table `first_appearance`: when each narrative first appeared, and in which order. */
import { orderOf, outcomes } from '../kernels/first-appearance.ts';
import type { Outcome, Span } from '../kernels/first-appearance.ts';
import type { StageContext } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { MeasureOptions } from './measure.ts';

/** One narrative in one ecosystem or on the platform; times are milliseconds since 1970 UTC. */
interface Appearance {
  readonly narrative_id: string;
  readonly ecosystem: string | null;
  readonly first_at: number | null;
  readonly precision: string | null;
  readonly item_id: string | null;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly undated: number;
  /** Items left without the single earliest of the narrative, and the bounds of those. */
  readonly rest: number;
  readonly rest_earliest: number | null;
  readonly rest_latest: number | null;
}

export interface FirstResult {
  /** Narratives with an ecosystem, those with a first one, and those where that stays without the earliest item. */
  readonly appeared: number;
  readonly decided: number;
  readonly robust: number;
}

/** Writes the table from the temporary tables `measured`, `events` and `matched`. */
export async function writeFirstAppearance(
  database: Database,
  context: StageContext<MeasureOptions>,
): Promise<FirstResult> {
  await findAppearing(database);
  const writer = await database.table(tables.first_appearance.columns);
  let [appeared, decided, robust] = [0, 0, 0];
  for (const rows of byNarrative(await readAppearances(database, context.options.undatedBlocks))) {
    const platform = rows.find((row) => row.ecosystem === null);
    const ecosystems = rows.filter((row) => row.ecosystem !== null);
    const standing = outcomes(ecosystems.map(spanOf));
    const remaining = ecosystems.filter((row) => row.rest > 0);
    const without = new Map(outcomes(remaining.map(restSpanOf)).map((outcome, place) => [remaining[place]!, outcome]));
    if (platform !== undefined) writer.append({ ...cellsOf(platform), ecosystem: context.settings.platform });
    for (const [place, row] of ecosystems.entries()) {
      writer.append({
        ...cellsOf(row),
        outcome: standing[place],
        against_platform: platform === undefined ? 'undecidable' : orderOf(spanOf(row), spanOf(platform)),
        outcome_without_earliest: without.get(row),
      });
    }
    appeared += ecosystems.length > 0 ? 1 : 0;
    const first = standing.indexOf('first');
    if (first < 0) continue;
    decided += 1;
    const still: Outcome | undefined = without.get(ecosystems[first]!);
    if (still === 'first') robust += 1;
  }
  await writer.write(context.output('first_appearance'), 'narrative_id, ecosystem');
  return { appeared, decided, robust };
}

function cellsOf({
  narrative_id,
  ecosystem,
  first_at,
  precision,
  item_id,
  earliest,
  latest,
  undated,
}: Appearance): Record<string, string | number | null> {
  return { narrative_id, ecosystem, first_at, precision, item_id, earliest, latest, undated };
}

function spanOf({ earliest, latest }: Appearance): Span {
  return { earliest: earliest ?? -Infinity, latest: latest ?? Infinity };
}

function restSpanOf({ rest_earliest, rest_latest }: Appearance): Span {
  return { earliest: rest_earliest ?? -Infinity, latest: rest_latest ?? Infinity };
}

/** The view `appearing`: every item that counts for first appearance, with its times. The ecosystem is NULL for posts. */
async function findAppearing(database: Database): Promise<void> {
  await database.run(`
    CREATE OR REPLACE TEMP VIEW appearing AS
    SELECT e.narrative_id, CASE WHEN e.kind = 'article' THEN e.source END AS ecosystem, e.item_id, e.precision,
      epoch_ms(e.published_at) AS published, epoch_ms(e.earliest) AS earliest, epoch_ms(e.latest) AS latest,
      list_position(['second', 'minute', 'hour', 'day', 'unknown'], e.precision) AS coarseness
    FROM events e LEFT JOIN matched m ON m.narrative_id = e.narrative_id AND m.item_id = e.item_id
    WHERE e.kind = 'post' OR m.clear`);
}

/**
 * The first appearance per narrative and ecosystem. Of items with times in [a, b) the first lies in
 * [min a, min b): an item without a lower bound leaves the first without one. Items without either
 * bound make none, unless they are all there is or `undatedBlocks`.
 *
 * The single earliest item of a narrative is that with the smallest time of publication, or bound from
 * above where that is all it has; of several the sharpest, then the first by id.
 */
function readAppearances(database: Database, undatedBlocks: boolean): Promise<Appearance[]> {
  const undated = 'earliest IS NULL AND latest IS NULL';
  const open = undatedBlocks ? 'earliest IS NULL' : '(earliest IS NULL AND latest IS NOT NULL)';
  const sharpestFirst = '(published, coarseness, item_id)';
  return database.rows<Appearance>(`
    WITH leaders AS (
      SELECT narrative_id, arg_min(item_id, (coalesce(published, latest), coarseness, item_id)) AS leader
      FROM appearing WHERE ecosystem IS NOT NULL AND coalesce(published, latest) IS NOT NULL GROUP BY narrative_id),
    marked AS (
      SELECT a.*, a.ecosystem IS NULL OR a.item_id IS DISTINCT FROM l.leader AS remains
      FROM appearing a LEFT JOIN leaders l ON l.narrative_id = a.narrative_id)
    SELECT narrative_id, ecosystem,
      min(published) AS first_at,
      arg_min(precision, ${sharpestFirst}) FILTER (published IS NOT NULL) AS precision,
      arg_min(item_id, ${sharpestFirst}) FILTER (published IS NOT NULL) AS item_id,
      CASE WHEN bool_or(${open}) THEN NULL ELSE min(earliest) END AS earliest,
      min(latest) AS latest,
      count(*) FILTER (${undated}) AS undated,
      count(*) FILTER (remains) AS rest,
      CASE WHEN bool_or(${open} AND remains) THEN NULL ELSE min(earliest) FILTER (remains) END AS rest_earliest,
      min(latest) FILTER (remains) AS rest_latest
    FROM marked GROUP BY narrative_id, ecosystem ORDER BY narrative_id, ecosystem NULLS FIRST`);
}

/** Splits rows that are in the order of their narratives. */
function* byNarrative(rows: readonly Appearance[]): Generator<Appearance[]> {
  let start = 0;
  for (let end = 1; end <= rows.length; end++) {
    if (end < rows.length && rows[end]!.narrative_id === rows[start]!.narrative_id) continue;
    yield rows.slice(start, end);
    start = end;
  }
}
