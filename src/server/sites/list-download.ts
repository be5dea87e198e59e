/** The list of sites as it is filtered, whole, as CSV. */
import type { CsvColumn } from '../../exports/csv.ts';
import { defineDownload } from '../download.ts';
import { csvFile, csvQuery } from '../exports/csv-query.ts';
import { prepareSites } from './prepare.ts';
import { siteQuery, sitesSql } from './query.ts';
import type { SiteRow } from './query.ts';

const types: Readonly<Partial<Record<keyof SiteRow, CsvColumn['type']>>> = {
  site: 'VARCHAR',
  ecosystem: 'VARCHAR',
  rate: 'DOUBLE',
  lead: 'DOUBLE',
  lead_from: 'DOUBLE',
  lead_to: 'DOUBLE',
};

/** Columns of `site_list` (prepare.ts) that the page shows; leads are in hours. */
const columns: readonly CsvColumn[] = (
  [
    'site',
    'ecosystem',
    'articles',
    'to_hour',
    'to_day',
    'coarser',
    'bounded',
    'undated',
    'syndicated',
    'matched',
    'texts',
    'rate',
    'narratives',
    'before',
    'after',
    'undecidable',
    'leads',
    'lead',
    'lead_from',
    'lead_to',
    'firsts',
    'unopposed',
  ] as const
).map((name) => ({ name, type: types[name] ?? 'BIGINT' }));

/** Sites that fit the query of `/sites`, in its order, on no pages. */
export const siteListDownload = defineDownload({
  name: 'ecosystems',
  path: '/exports/csv/site-list',
  query: siteQuery.extend(csvQuery.shape),
  async send({ reader, connect }, query) {
    await prepareSites(reader);
    const { sql, values } = sitesSql(query);
    const database = await connect();
    return csvFile('sites.csv', database.batches(sql, values), columns, query);
  },
});
