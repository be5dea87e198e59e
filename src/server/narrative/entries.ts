/** The posts and matched articles of one narrative, set apart while a page asks about them. */
import { sqlText } from '../../store/database.ts';
import { publicationTimes } from '../../store/publication-times.ts';
import type { Subject } from './subject.ts';
import type { Bound, StudyReader } from '../study-reader.ts';

/**
 * Asks about a narrative. A question finds these tables beside those of the study:
 *
 * - `parts` (narrative_id): the narratives whose members are its posts
 * - `leaves` (narrative_id): the narratives of level 0 whose matches are its articles
 * - `entries` (item_id, source, site, syndication_group, margin, at, precision, earliest, latest, middle): its
 *   posts (source: the platform, margin empty) and matched articles, each once; times in milliseconds since
 *   1970, `middle` the one by which it is ordered and counted: that of both bounds, or the one bound known
 */
export type Entries = <Row>(sql: string, values?: readonly Bound[]) => Promise<Row[]>;

/**
 * Does work on the entries of a narrative, which are looked up once. All of it holds one connection: `work`
 * must ask through what it is given and not through the reader, or visitors could wait for each other.
 */
export async function withEntries<T>(
  reader: StudyReader,
  subject: Subject,
  signal: AbortSignal,
  work: (entries: Entries) => Promise<T>,
): Promise<T> {
  const tables = tablesOf(subject, reader);
  return reader.withConnection(async (database) => {
    try {
      for (const [name, sql] of tables)
        await database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`, sql.includes('$1') ? [subject.id] : []);
      return await work(async (sql, values = []) => database.rows(sql, values));
    } finally {
      // Where the work was broken off this may be, too: the next to come replaces what is left.
      for (const [name] of tables) await database.run(`DROP TABLE IF EXISTS temp.${name}`).catch(() => undefined);
    }
  }, signal);
}

function tablesOf({ standing }: Subject, { settings }: StudyReader): readonly (readonly [name: string, sql: string])[] {
  const isMeasured = standing === 'measured';
  const time = publicationTimes('i', settings.firstSeenIsPublication);
  const told = isMeasured
    ? 'SELECT * FROM events WHERE narrative_id = $1'
    : `SELECT t.item_id, CASE WHEN i.kind = 'post' THEN ${sqlText(settings.platform)} ELSE i.ecosystem END AS source, i.site,
         nullif(i.syndication_group, '') AS syndication_group, t.margin,
         ${time.published} AS published_at, ${time.precision} AS precision, ${time.earliest} AS earliest, ${time.latest} AS latest
       FROM (
         SELECT item_id, max(verified_score - threshold) AS margin FROM matches JOIN leaves USING (narrative_id) GROUP BY 1
         UNION ALL SELECT DISTINCT item_id, NULL FROM members WHERE narrative_id = $1) t
       JOIN items i USING (item_id)
       WHERE i.in_scope AND (t.margin IS NULL) = (i.kind = 'post') AND (i.kind = 'post' OR i.ecosystem IS NOT NULL)`;
  return [
    [
      'parts',
      isMeasured
        ? 'SELECT unnest(narratives) AS narrative_id FROM measured WHERE narrative_id = $1'
        : 'SELECT CAST($1 AS VARCHAR) AS narrative_id',
    ],
    [
      'leaves',
      isMeasured
        ? 'SELECT narrative_id FROM root WHERE measured_id = $1'
        : 'SELECT narrative_id FROM ancestors WHERE ancestor = $1',
    ],
    [
      'entries',
      `SELECT item_id, source, site, syndication_group, margin, epoch_ms(published_at) AS at, precision,
         epoch_ms(earliest) AS earliest, epoch_ms(latest) AS latest,
         CASE WHEN earliest IS NOT NULL AND latest IS NOT NULL THEN (epoch_ms(earliest) + epoch_ms(latest)) // 2
           ELSE epoch_ms(coalesce(latest, earliest, published_at)) END AS middle
       FROM (${told})`,
    ],
  ];
}
