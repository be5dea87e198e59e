/** Reads the items of the network from the table of events. */
import { UserError } from '../errors.ts';
import type { DatedItems } from '../kernels/cascades.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';

/** A site of the network. */
export interface NetworkSite {
  readonly site: string;
  readonly ecosystem: string;
}

/** What the network is inferred from, and what was left out. */
export interface NetworkMaterial {
  /** In the order of their narratives, most first, then by name. */
  readonly sites: readonly NetworkSite[];
  readonly narratives: readonly string[];
  readonly items: DatedItems;
  /** Items without a site, items without both bounds of their time, sites below and beyond the limits. */
  readonly withoutSite: number;
  readonly undated: number;
  readonly sitesBelow: number;
  readonly sitesBeyond: number;
}

const millisecondsAnHour = 3_600_000;

/**
 * Makes the temporary tables `dated` (the items with a site and both bounds) and `kept_sites` (number, site,
 * ecosystem), and reads them. With `groups` an item that is a copy of an earlier one of the same narrative
 * is left out. A UserError where a site is called like the platform.
 */
export async function readMaterial(
  database: Database,
  events: string,
  request: {
    readonly platform: string;
    readonly counting: 'copies' | 'groups';
    readonly minCascades: number;
    readonly maxSites: number;
  },
): Promise<NetworkMaterial> {
  const { platform, counting, minCascades, maxSites } = request;
  await database.run(
    `
    CREATE OR REPLACE TEMP TABLE placed AS
    SELECT narrative_id, item_id, source, syndication_group,
      CASE WHEN source = $1 THEN $1 ELSE nullif(trim(site), '') END AS site,
      epoch_ms(earliest) AS earliest, epoch_ms(latest) AS latest
    FROM ${parquet(events)}`,
    [platform],
  );
  await refuseNamesake(database, platform);
  const first = `row_number() OVER (
    PARTITION BY narrative_id, coalesce(syndication_group, item_id) ORDER BY earliest, latest, item_id) = 1`;
  await database.run(`
    CREATE OR REPLACE TEMP TABLE dated AS
    SELECT * FROM placed WHERE site IS NOT NULL AND earliest IS NOT NULL AND latest > earliest
    ${counting === 'groups' ? `QUALIFY ${first}` : ''}`);
  await database.run(
    `
    CREATE OR REPLACE TEMP TABLE all_sites AS
    WITH counted AS (SELECT site, count(DISTINCT narrative_id) AS narratives FROM dated GROUP BY site),
    sources AS (
      SELECT site, arg_max(source, (items, source)) AS ecosystem
      FROM (SELECT site, source, count(*) AS items FROM dated GROUP BY site, source) GROUP BY site)
    SELECT site, ecosystem, narratives,
      row_number() OVER (ORDER BY narratives DESC, site = $1 DESC, site)::INTEGER - 1 AS number
    FROM counted JOIN sources USING (site)`,
    [platform],
  );
  await database.run(`
    CREATE OR REPLACE TEMP TABLE kept_sites AS
    SELECT number, site, ecosystem FROM all_sites WHERE narratives >= ${minCascades} AND number < ${maxSites}`);
  const [counts] = await database.rows<{
    without_site: number;
    undated: number;
    below: number;
    beyond: number;
  }>(`
    SELECT
      (SELECT count(*) FROM placed WHERE site IS NULL) AS without_site,
      (SELECT count(*) FROM placed WHERE site IS NOT NULL AND (earliest IS NULL OR latest IS NULL)) AS undated,
      (SELECT count(*) FROM all_sites WHERE narratives < ${minCascades}) AS below,
      (SELECT count(*) FROM all_sites WHERE narratives >= ${minCascades} AND number >= ${maxSites}) AS beyond`);
  const sites = await database.rows<NetworkSite>('SELECT site, ecosystem FROM kept_sites ORDER BY number');
  return {
    sites,
    ...(await readItems(database, sites.length)),
    withoutSite: counts!.without_site,
    undated: counts!.undated,
    sitesBelow: counts!.below,
    sitesBeyond: counts!.beyond,
  };
}

async function readItems(
  database: Database,
  sites: number,
): Promise<{ readonly narratives: string[]; readonly items: DatedItems }> {
  const [size] = await database.rows<{ items: number }>(
    'SELECT count(*) AS items FROM dated JOIN kept_sites USING (site)',
  );
  const items = {
    site: new Int32Array(size!.items),
    earliest: new Float64Array(size!.items),
    latest: new Float64Array(size!.items),
  };
  const narratives: string[] = [];
  const starts: number[] = [];
  let end = 0;
  for await (const rows of database.batches<{
    narrative_id: string;
    number: number;
    earliest: number;
    latest: number;
  }>(`
    SELECT narrative_id, number, earliest, latest FROM dated JOIN kept_sites USING (site)
    ORDER BY narrative_id, earliest, latest, item_id`)) {
    for (const row of rows) {
      if (narratives.at(-1) !== row.narrative_id) {
        narratives.push(row.narrative_id);
        starts.push(end);
      }
      items.site[end] = row.number;
      items.earliest[end] = row.earliest / millisecondsAnHour;
      items.latest[end] = row.latest / millisecondsAnHour;
      end += 1;
    }
  }
  return { narratives, items: { sites, starts: Int32Array.from([...starts, end]), ...items } };
}

async function refuseNamesake(database: Database, platform: string): Promise<void> {
  const found = await database.rows<{ source: string }>(
    'SELECT source FROM placed WHERE source <> $1 AND site = $1 ORDER BY source LIMIT 1',
    [platform],
  );
  if (found.length === 0) return;
  throw new UserError(
    `a site of the ecosystem ${found[0]!.source} and the platform are both called ${JSON.stringify(platform)}`,
    { hint: 'give them different names: platform in crosscurrent.yaml, or the site of the articles' },
  );
}
