/** The list of narratives as it is filtered, whole, as CSV. */
import type { CsvColumn } from '../../exports/csv.ts';
import { defineDownload } from '../download.ts';
import { csvFile, csvQuery } from '../exports/csv-query.ts';
import { narrativeQuery, narrativesSql } from './list-query.ts';

const columns: readonly CsvColumn[] = [
  { name: 'narrative_id', type: 'VARCHAR' },
  { name: 'label', type: 'VARCHAR' },
  { name: 'language', type: 'VARCHAR' },
  { name: 'posts', type: 'BIGINT' },
  { name: 'articles', type: 'BIGINT' },
  { name: 'articles_by_ecosystem', type: 'VARCHAR' },
  { name: 'winners', type: 'VARCHAR[]' },
  { name: 'separable', type: 'BOOLEAN' },
  { name: 'first_ecosystem', type: 'VARCHAR' },
  { name: 'against_platform', type: 'VARCHAR' },
  { name: 'lead_hours', type: 'DOUBLE' },
  { name: 'first_post_at', type: 'TIMESTAMPTZ' },
  { name: 'last_post_at', type: 'TIMESTAMPTZ' },
  { name: 'is_measured', type: 'BOOLEAN' },
];

/** Narratives that fit the query of `/narratives`, in its order, on no pages. */
export const narrativeListDownload = defineDownload({
  name: 'narratives',
  path: '/exports/csv/narrative-list',
  query: narrativeQuery.extend(csvQuery.shape),
  async send({ connect }, query) {
    const { sql, values } = narrativesSql(query);
    const database = await connect();
    return csvFile('narratives.csv', database.batches(sql, values), columns, query);
  },
});
