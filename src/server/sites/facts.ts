/** What is known of one site: its weeks, languages, leads, and with whom it shares texts. */
import { weekOf } from '../../kernels/coverage.ts';
import type { Weekly } from '../../kernels/coverage.ts';
import { medianRank } from '../../kernels/leads.ts';
import { publicationTimes } from '../../store/publication-times.ts';
import { siteLeads } from './leads.ts';
import type { AskSite } from './leads.ts';
import type { SiteRow } from './query.ts';
import type { StudyReader } from '../study-reader.ts';

/** Items in a language. */
export interface LanguageCount {
  readonly language: string;
  readonly items: number;
}

/** Narratives by how long before the first post they appeared, in one class of days. */
export interface LeadClass {
  /** Place among `leadEdges`: 0 is the class before the first of them. */
  readonly place: number;
  readonly decided: number;
  readonly undecidable: number;
}

/** Another site that carries the same texts, exact or near copies. */
export interface SharedTexts {
  readonly site: string;
  readonly ecosystem: string;
  readonly texts: number;
  /** Of these, the ones it had before this site, after it, and those whose order cannot be told. */
  readonly before: number;
  readonly after: number;
  readonly undecided: number;
}

/** An interval of the median lead with sampling error, in hours; NULL: open. */
export interface LeadInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Everything of a site but its lists. */
export interface SiteFacts {
  readonly languages: readonly LanguageCount[];
  readonly weekly: Weekly;
  /** Matched articles per week. */
  readonly matched: Weekly;
  readonly leadClasses: readonly LeadClass[];
  /** Undefined with too few narratives. */
  readonly leadInterval: LeadInterval | undefined;
  readonly shared: readonly SharedTexts[];
  /** Sites it shares texts with, those that are not listed too. */
  readonly sharing: number;
}

/** Ends of the classes of leads in days, from the site long before the platform to long after it. */
export const leadEdges = [30, 7, 3, 1, 0, -1, -3, -7, -30] as const;

/** Sites that are listed beside each other. */
const listed = 20;

const languagesListed = 50;

/** Reads what is known of a site; `ask` has its events. */
export async function readSiteFacts(reader: StudyReader, site: SiteRow, ask: AskSite): Promise<SiteFacts> {
  const key = [site.site, site.ecosystem];
  const isSite = `coalesce(site, '') = $1 AND coalesce(ecosystem, '') = $2`;
  const [languages, weeks, matched, leadClasses, leadInterval, { shared, sharing }] = await Promise.all([
    ask<LanguageCount>(
      `SELECT coalesce(language, 'und') AS language, sum(items)::BIGINT AS items FROM coverage
       WHERE kind = 'article' AND ${isSite} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${languagesListed}`,
      key,
    ),
    ask<WeekCount>(
      `SELECT epoch_ms(week)::DOUBLE AS monday, sum(items)::DOUBLE AS items FROM coverage
       WHERE kind = 'article' AND week IS NOT NULL AND ${isSite} GROUP BY 1 ORDER BY 1`,
      key,
    ),
    ask<WeekCount>(
      `${matchedByWeek('site_events')} SELECT monday, count(*)::DOUBLE AS items FROM dated GROUP BY 1 ORDER BY 1`,
    ),
    ask<LeadClass>(
      `WITH ${siteLeads(reader, 'site_events')},
       placed AS (
         SELECT standing, (lead_low + lead_high) / 48 AS days FROM site_leads
         WHERE is_known AND isfinite(lead_low) AND isfinite(lead_high))
       SELECT len(list_filter([${leadEdges.join(', ')}], edge -> days < edge)) AS place,
         count(*) FILTER (standing <> 'undecidable') AS decided, count(*) FILTER (standing = 'undecidable') AS undecidable
       FROM placed GROUP BY 1 ORDER BY 1`,
    ),
    readInterval(reader, site, ask),
    readShared(reader, site, ask),
  ]);
  return {
    languages,
    weekly: weeklyOf(weeks),
    matched: weeklyOf(matched),
    leadClasses,
    leadInterval,
    shared,
    sharing,
  };
}

/** Items of a week, by its Monday in milliseconds since 1970. */
export interface WeekCount {
  readonly monday: number;
  readonly items: number;
}

/** Weeks as numbers; each week is there once. */
export function weeklyOf(rows: readonly WeekCount[]): Weekly {
  return { weeks: rows.map(({ monday }) => weekOf(monday)), items: rows.map(({ items }) => items) };
}

/**
 * SQL of `dated` (source, monday), behind which a question stands: matched articles, each once, with the week that
 * holds the middle of their interval, as in `coverage`. `from` is the table of the events.
 */
export function matchedByWeek(from: 'events' | 'site_events'): string {
  return `WITH once AS (
      SELECT source, item_id, any_value(earliest) AS earliest, any_value(latest) AS latest FROM ${from}
      WHERE margin IS NOT NULL GROUP BY ALL),
    dated AS (
      SELECT source, epoch_ms(date_trunc('week', earliest + (latest - earliest) / 2))::DOUBLE AS monday
      FROM once WHERE earliest IS NOT NULL AND latest IS NOT NULL)`;
}

async function readInterval(reader: StudyReader, { leads }: SiteRow, ask: AskSite): Promise<LeadInterval | undefined> {
  const rank = medianRank(leads, 0.95);
  if (rank === undefined) return undefined;
  const at = (column: string, order: string): string =>
    `(SELECT ${column} FROM site_leads WHERE is_known ORDER BY ${column} ${order} LIMIT 1 OFFSET ${rank})`;
  const [ends] = await ask<{ low: number; high: number }>(
    `WITH ${siteLeads(reader, 'site_events')} SELECT ${at('lead_low', '')} AS low, ${at('lead_high', 'DESC')} AS high`,
  );
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return ends && { low: finite(ends.low), high: finite(ends.high) };
}

async function readShared(
  reader: StudyReader,
  { site, ecosystem, syndicated }: SiteRow,
  ask: AskSite,
): Promise<{ readonly shared: readonly SharedTexts[]; readonly sharing: number }> {
  if (syndicated === 0) return { shared: [], sharing: 0 };
  const time = publicationTimes('i', reader.settings.firstSeenIsPublication);
  const rows = await ask<SharedTexts & { readonly sharing: number }>(
    `
    WITH copies AS (
      SELECT i.syndication_group AS text, coalesce(i.site, '') AS site, coalesce(i.ecosystem, '') AS ecosystem,
        ${time.earliest} AS earliest, ${time.latest} AS latest
      FROM items i WHERE i.kind = 'article' AND i.in_scope AND i.syndication_group <> ''),
    -- The first of several copies lies between the least of the lower and of the upper bounds.
    carried AS (
      SELECT text, site, ecosystem, CASE WHEN bool_or(earliest IS NULL AND latest IS NOT NULL) THEN NULL ELSE min(earliest) END AS low,
        min(latest) AS high
      FROM copies WHERE text IN (SELECT text FROM copies WHERE site = $1 AND ecosystem = $2) GROUP BY ALL),
    own AS (SELECT text, low, high FROM carried WHERE site = $1 AND ecosystem = $2)
    SELECT o.site, o.ecosystem, count(*) AS texts, count(*) FILTER (o.high <= own.low) AS before,
      count(*) FILTER (own.high <= o.low) AS after, count(*) OVER () AS sharing
    FROM carried o JOIN own USING (text) WHERE NOT (o.site = $1 AND o.ecosystem = $2)
    GROUP BY ALL ORDER BY texts DESC, o.site, o.ecosystem LIMIT ${listed}`,
    [site, ecosystem],
  );
  return {
    shared: rows.map((row) => ({ ...row, undecided: row.texts - row.before - row.after })),
    sharing: rows[0]?.sharing ?? 0,
  };
}
