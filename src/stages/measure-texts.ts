/** The texts that match each narrative, by ecosystem and site: what intervals and tests draw from. */
import type { StageContext } from '../stage.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Counts } from './measure-counts.ts';
import type { MeasureOptions } from './measure.ts';

/** One text that matches a narrative: an article, or the copies of it within an ecosystem. */
export interface Text {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly site: string;
  /** Articles of the ecosystem that carry it and match. */
  readonly copies: number;
}

/** The matching texts of one narrative. */
export interface TextsOfNarrative {
  /** Place of the narrative among the measured ones. */
  readonly row: number;
  /** By ecosystem, then site. */
  readonly texts: readonly Text[];
}

/** Sites of an ecosystem in scope, and how many texts each has. */
export type SitesOfEcosystems = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Rows of the temporary table read together. */
const chunk = 50_000;

/**
 * Makes the temporary table `texts` from `matched`, and gives the sites of each ecosystem. A text that
 * several sites of an ecosystem carry belongs to the one that may have had it first: the earliest upper
 * bound of its time, then the first id. Articles without a site share one.
 */
export async function findTexts(
  database: Database,
  { input }: StageContext<MeasureOptions>,
): Promise<SitesOfEcosystems> {
  await database.run(`
    CREATE TEMP TABLE homes AS
    SELECT ecosystem, coalesce(syndication_group, item_id) AS text_id,
      arg_min(coalesce(site, ''), (coalesce(published_latest, 'infinity'::TIMESTAMPTZ), item_id)) AS site
    FROM ${parquet(input('items'))} SEMI JOIN articles USING (item_id)
    GROUP BY ecosystem, text_id`);
  await database.run(`
    CREATE TEMP TABLE texts AS
    SELECT m.narrative_id, m.ecosystem, h.site, m.copies
    FROM (
      SELECT narrative_id, ecosystem, coalesce(syndication_group, item_id) AS text_id, count(*) AS copies
      FROM matched GROUP BY ALL) m
    JOIN homes h ON h.ecosystem = m.ecosystem AND h.text_id = m.text_id
    ORDER BY m.narrative_id, m.ecosystem, h.site, m.text_id`);
  const rows = await database.rows<{ ecosystem: string; site: string; texts: number }>(
    'SELECT ecosystem, site, count(*) AS texts FROM homes GROUP BY ALL ORDER BY ecosystem, site',
  );
  await database.run('DROP TABLE homes');
  const sites = new Map<string, Map<string, number>>();
  for (const { ecosystem, site, texts } of rows) {
    const own = sites.get(ecosystem) ?? new Map<string, number>();
    sites.set(ecosystem, own.set(site, texts));
  }
  return sites;
}

/** The texts of each matched narrative, in the order of the narratives, without holding all of them. */
export async function* textsOfNarratives(database: Database, { narratives }: Counts): AsyncGenerator<TextsOfNarrative> {
  const rowOf = new Map(narratives.map(({ id }, row) => [id, row]));
  let texts: Text[] = [];
  for (let start = 0; ; start += chunk) {
    const read = await database.rows<Text>(
      `SELECT * FROM texts WHERE rowid >= ${start} AND rowid < ${start + chunk} ORDER BY rowid`,
    );
    for (const text of read) {
      if (texts.length > 0 && texts[0]!.narrative_id !== text.narrative_id) {
        yield { row: rowOf.get(texts[0]!.narrative_id)!, texts };
        texts = [];
      }
      texts.push(text);
    }
    if (read.length < chunk) break;
  }
  if (texts.length > 0) yield { row: rowOf.get(texts[0]!.narrative_id)!, texts };
}
