/** The narratives that are measured, and their items: what every measure is taken from. */
import type { StageContext } from '../stage.ts';
import { ancestorsSql } from '../store/ancestors.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { publicationTimes } from '../store/publication-times.ts';
import { tables } from '../store/tables.ts';
import { applyEdits } from './measure-edits.ts';
import type { Edit } from './measure-edits.ts';
import type { MeasureOptions } from './measure.ts';

/** Scores are compared with this much grace, so that 0.77 is 0.05 above 0.72 in binary fractions too. */
const grace = 1e-9;

/** Which tables the narratives and their items are taken from, and how. */
export interface EventsRequest {
  readonly input: (table: 'items' | 'narratives' | 'members' | 'matches' | 'near') => string;
  readonly options: Pick<MeasureOptions, 'level' | 'minPosts' | 'firstMargin'>;
  readonly settings: StageContext<MeasureOptions>['settings'];
  readonly edits: readonly Edit[];
  /** Articles match from this far above their thresholds; below zero near misses count too. Default 0. */
  readonly margin?: number;
}

/**
 * Makes the temporary tables and views the measures are taken from:
 *
 * - `narratives`: as in the study
 * - `articles` (item_id, ecosystem, syndication_group): articles in scope
 * - `measured`: as the table of that name
 * - `events`: as the table of that name, with kind; each item of a narrative once
 * - `matched` (narrative_id, ecosystem, item_id, syndication_group, clear): the articles among them; `clear`
 *   where one of its matches is far enough above the threshold for first appearance
 */
export async function findEvents(database: Database, request: EventsRequest): Promise<void> {
  const { input, options } = request;
  await database.run(`CREATE OR REPLACE TEMP VIEW narratives AS SELECT * FROM ${parquet(input('narratives'))}`);
  await database.run(`
    CREATE OR REPLACE TEMP VIEW articles AS
    SELECT item_id, ecosystem, syndication_group
    FROM ${parquet(input('items'))} WHERE kind = 'article' AND in_scope AND ecosystem IS NOT NULL`);
  await chooseMeasured(database, request);
  await gatherEvents(database, request);
  await database.run(`
    CREATE OR REPLACE TEMP VIEW matched AS
    SELECT narrative_id, source AS ecosystem, item_id, syndication_group, margin >= ${options.firstMargin + (request.margin ?? 0) - grace} AS clear
    FROM events WHERE kind = 'article'`);
}

/** Writes the tables `measured`, `events` and `edits`. */
export async function writeEvents(
  database: Database,
  edits: readonly Edit[],
  output: (table: 'measured' | 'events' | 'edits') => string,
): Promise<void> {
  await database.writeParquet(output('measured'), 'SELECT * FROM measured ORDER BY narrative_id');
  await database.writeParquet(output('events'), 'SELECT * EXCLUDE (kind) FROM events ORDER BY narrative_id, item_id');
  const writer = await database.table(tables.edits.columns);
  edits.forEach((edit, place) => {
    const [kind, narratives, to] =
      'merge' in edit
        ? ['merge', edit.merge, edit.into]
        : 'rename' in edit
          ? ['rename', [edit.rename], edit.to]
          : ['exclude', [edit.exclude], null];
    writer.append({ edit: place + 1, kind, narratives, to, because: edit.because ?? null });
  });
  await writer.write(output('edits'), 'edit');
}

/** Makes `chosen` (a narrative of the level and what it is measured as) and `measured`. */
async function chooseMeasured(database: Database, { input, options, edits }: EventsRequest): Promise<void> {
  const { level, minPosts } = options;
  const levels =
    edits.length === 0
      ? []
      : await database.rows<{ narrative_id: string; level: number }>('SELECT narrative_id, level FROM narratives');
  const { becomes, labels } = applyEdits(edits, new Map(levels.map((row) => [row.narrative_id, row.level])), level);
  const column = (name: string) => ({ name, type: 'VARCHAR', about: '' }) as const;
  const edited = await database.table([column('narrative_id'), column('becomes')]);
  for (const [narrative_id, target] of becomes) edited.append({ narrative_id, becomes: target ?? null });
  edited.flush();
  const renamed = await database.table([column('narrative_id'), column('label')]);
  for (const [narrative_id, label] of labels) renamed.append({ narrative_id, label });
  renamed.flush();
  await database.run(`
    CREATE OR REPLACE TEMP TABLE chosen AS
    SELECT n.narrative_id, CASE WHEN e.narrative_id IS NULL THEN n.narrative_id ELSE e.becomes END AS measured_id
    FROM narratives n LEFT JOIN ${edited.name} e USING (narrative_id)
    WHERE n.level = ${level} AND (e.narrative_id IS NULL OR e.becomes IS NOT NULL)`);
  // Posts and passages of narratives that were merged are counted again: one post may be in several.
  await database.run(`
    CREATE OR REPLACE TEMP TABLE measured AS
    WITH merged AS (
      SELECT measured_id, list(narrative_id ORDER BY narrative_id) AS narratives FROM chosen GROUP BY measured_id),
    counted AS (
      SELECT c.measured_id, count(DISTINCT m.item_id)::INTEGER AS posts, count(*)::INTEGER AS passages
      FROM chosen c JOIN merged ON merged.measured_id = c.measured_id AND len(merged.narratives) > 1
      JOIN ${parquet(input('members'))} m ON m.narrative_id = c.narrative_id AND m.level = ${level}
      GROUP BY c.measured_id),
    spanned AS (
      SELECT c.measured_id, min(n.first_post_at) AS first_post_at, max(n.last_post_at) AS last_post_at
      FROM chosen c JOIN narratives n USING (narrative_id) GROUP BY c.measured_id)
    SELECT n.narrative_id, n.level, coalesce(r.label, n.label) AS label, merged.narratives,
      coalesce(counted.posts, n.posts) AS posts, coalesce(counted.passages, n.passages) AS passages,
      n.keywords, n.medoids, spanned.first_post_at, spanned.last_post_at
    FROM merged JOIN narratives n ON n.narrative_id = merged.measured_id
    JOIN spanned ON spanned.measured_id = merged.measured_id
    LEFT JOIN counted ON counted.measured_id = merged.measured_id
    LEFT JOIN ${renamed.name} r ON r.narrative_id = n.narrative_id
    WHERE coalesce(counted.posts, n.posts) >= ${minPosts}`);
  for (const table of [edited.name, renamed.name]) await database.run(`DROP TABLE ${table}`);
}

/**
 * Makes `events`. Matches are to level 0; each of its narratives stands for its ancestor at the measured
 * level.
 */
async function gatherEvents(
  database: Database,
  { input, options: { level }, settings, margin = 0 }: EventsRequest,
): Promise<void> {
  const time = publicationTimes('i', settings.firstSeenIsPublication);
  const scores = (table: 'matches' | 'near'): string =>
    `SELECT narrative_id, item_id, verified_score - threshold AS margin FROM ${parquet(input(table))}`;
  const accepted =
    margin === 0
      ? scores('matches')
      : `SELECT * FROM (${scores('matches')}${margin < 0 ? ` UNION ALL ${scores('near')}` : ''}) WHERE margin >= ${margin - grace}`;
  await database.run(
    `
    CREATE OR REPLACE TEMP TABLE events AS
    WITH RECURSIVE ${ancestorsSql('narratives')},
    standing AS (
      SELECT chosen.narrative_id, chosen.measured_id FROM chosen JOIN measured ON measured.narrative_id = chosen.measured_id),
    root AS (SELECT up.narrative_id, s.measured_id FROM up JOIN standing s ON s.narrative_id = up.ancestor),
    told AS (
      SELECT root.measured_id AS narrative_id, a.item_id, max(a.margin) AS margin
      FROM (${accepted}) a JOIN root USING (narrative_id) GROUP BY ALL
      UNION ALL
      SELECT DISTINCT s.measured_id, m.item_id, NULL::DOUBLE
      FROM ${parquet(input('members'))} m JOIN standing s USING (narrative_id) WHERE m.level = ${level})
    SELECT t.narrative_id, t.item_id, i.kind,
      CASE WHEN i.kind = 'post' THEN $1 ELSE i.ecosystem END AS source, i.site, nullif(i.syndication_group, '') AS syndication_group,
      t.margin,
      ${time.published} AS published_at, ${time.precision} AS precision, ${time.earliest} AS earliest, ${time.latest} AS latest
    FROM told t JOIN ${parquet(input('items'))} i ON i.item_id = t.item_id
    WHERE i.in_scope AND (t.margin IS NULL) = (i.kind = 'post') AND (i.kind = 'post' OR i.ecosystem IS NOT NULL)`,
    [settings.platform],
  );
}
