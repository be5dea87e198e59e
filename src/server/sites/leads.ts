/** How long before the first post narratives appeared on a site, by the rules of the table `first_leads`. */
import type { z } from 'zod';
import { boundsAt, gapOf } from '../../stages/measure-appearing.ts';
import { measure } from '../../stages/measure.ts';
import { sqlText } from '../../store/database.ts';
import type { Bound, StudyReader } from '../study-reader.ts';

/** Scores are compared with this much grace, as by the stage. */
const grace = 1e-9;

const hour = 3_600_000;

/** The options that first appearances were measured with; those of `crosscurrent.yaml` where nothing was. */
function rulesOf({ manifest, options }: StudyReader): z.infer<typeof measure.options> {
  for (const given of [manifest.stages.measure?.options, options['measure']]) {
    const read = measure.options.safeParse(given ?? undefined);
    if (read.success) return read.data;
  }
  return measure.options.parse({});
}

/**
 * SQL of the table expression `site_leads`, behind `WITH`: a row for each site, ecosystem and narrative.
 *
 * - `articles`: matched articles
 * - `low`, `high`: bounds of the first appearance in milliseconds, from articles that match clearly; NULL: open
 * - `is_known`: whether anything is known of it and of the first post
 * - `lead_low`, `lead_high`: bounds of the lead over the first post in hours, infinite where open
 * - `standing`: before, after or undecidable; NULL where nothing is known
 *
 * `from` is the table that is read: all events, or those of one site.
 */
export function siteLeads(reader: StudyReader, from: 'events' | 'site_events'): string {
  const { firstMargin, firstResolution, undatedBlocks } = rulesOf(reader);
  const bounds = boundsAt(firstResolution);
  const gap = gapOf(firstResolution) / hour;
  const isOpen = undatedBlocks ? 'earliest IS NULL' : '(earliest IS NULL AND latest IS NOT NULL)';
  return `
    site_timed AS (
      SELECT narrative_id, coalesce(source, '') AS ecosystem, coalesce(site, '') AS site, item_id, syndication_group,
        margin >= ${firstMargin - grace} AS clear, epoch_ms(earliest) AS earliest, epoch_ms(latest) AS latest
      FROM ${from} WHERE margin IS NOT NULL),
    site_told AS (
      SELECT t.* EXCLUDE (earliest, latest), ${bounds.earliest} AS earliest, ${bounds.latest} AS latest FROM site_timed t),
    site_firsts AS (
      SELECT site, ecosystem, narrative_id, count(*) AS articles,
        CASE WHEN bool_or(clear AND ${isOpen}) THEN NULL ELSE min(earliest) FILTER (clear) END AS low,
        min(latest) FILTER (clear) AS high
      FROM site_told GROUP BY ALL),
    platform_firsts AS (
      SELECT narrative_id, epoch_ms(first_at_low) AS low, epoch_ms(first_at_high) AS high
      FROM first_appearance WHERE ecosystem = ${sqlText(reader.settings.platform)}),
    site_bounds AS (
      SELECT f.*, coalesce((f.low IS NOT NULL OR f.high IS NOT NULL) AND (p.low IS NOT NULL OR p.high IS NOT NULL), false) AS is_known,
        coalesce((p.low - f.high) / ${hour}.0, '-infinity'::DOUBLE) AS lead_low,
        coalesce((p.high - f.low) / ${hour}.0, 'infinity'::DOUBLE) AS lead_high
      FROM site_firsts f LEFT JOIN platform_firsts p USING (narrative_id)),
    site_leads AS (
      SELECT *, CASE WHEN NOT is_known THEN NULL WHEN lead_low >= ${gap} THEN 'before' WHEN lead_high <= -${gap} THEN 'after'
        ELSE 'undecidable' END AS standing
      FROM site_bounds)`;
}

/** Asks a question on the connection that has the events of a site. */
export type AskSite = <Row>(sql: string, values?: readonly Bound[]) => Promise<Row[]>;

/**
 * Works with the matched articles of one site in the temporary table `site_events`: the long table is read once.
 * The work asks through `ask` alone, one question after the other: waiting for a second connection while holding
 * this one, visitors could hold each other up for ever.
 */
export async function withSiteEvents<T>(
  reader: StudyReader,
  { site, ecosystem }: { readonly site: string; readonly ecosystem: string },
  signal: AbortSignal,
  work: (ask: AskSite) => Promise<T>,
): Promise<T> {
  return reader.withConnection(async (database) => {
    await database.run(
      `CREATE OR REPLACE TEMP TABLE site_events AS SELECT * FROM events
       WHERE margin IS NOT NULL AND coalesce(site, '') = $1 AND coalesce(source, '') = $2`,
      [site, ecosystem],
    );
    let last: Promise<unknown> = Promise.resolve();
    const ask: AskSite = async <Row>(sql: string, values: readonly Bound[] = []) => {
      const answer = last.then(async () => database.rows<Row>(sql, values));
      last = answer.catch(() => undefined);
      return answer;
    };
    try {
      return await work(ask);
    } finally {
      await last;
      await database.run('DROP TABLE IF EXISTS temp.site_events');
    }
  }, signal);
}

/** SQL of the median of a list of numbers, of which some may be infinite; NULL where the list is empty. */
export function medianSql(list: string): string {
  const sorted = `list_sort(${list})`;
  const at = (place: string): string => `list_extract(${sorted}, ${place})`;
  return `(${at(`(len(${list}) + 1) // 2`)} + ${at(`len(${list}) // 2 + 1`)}) / 2`;
}
