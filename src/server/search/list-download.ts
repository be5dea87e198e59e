/** What a search finds, as CSV: the passages, with why each is there. */
import type { CsvColumn } from '../../exports/csv.ts';
import { defineDownload } from '../download.ts';
import { csvFile, csvQuery } from '../exports/csv-query.ts';
import { searchOf } from './open.ts';
import { requestOf, searchQuery } from './query.ts';

/** Passages of the file: as many as a search gives at most. */
const most = 100;

const columns: readonly CsvColumn[] = [
  { name: 'rank', type: 'BIGINT' },
  { name: 'passage_id', type: 'VARCHAR' },
  { name: 'item_id', type: 'VARCHAR' },
  { name: 'narrative_id', type: 'VARCHAR' },
  { name: 'kind', type: 'VARCHAR' },
  { name: 'ecosystem', type: 'VARCHAR' },
  { name: 'site', type: 'VARCHAR' },
  { name: 'language', type: 'VARCHAR' },
  { name: 'published_at', type: 'TIMESTAMPTZ' },
  { name: 'published_precision', type: 'VARCHAR' },
  { name: 'title', type: 'VARCHAR' },
  { name: 'url', type: 'VARCHAR' },
  { name: 'text', type: 'VARCHAR' },
  { name: 'meaning_rank', type: 'BIGINT' },
  { name: 'cosine', type: 'DOUBLE' },
  { name: 'space', type: 'VARCHAR' },
  { name: 'words_rank', type: 'BIGINT' },
  { name: 'bm25', type: 'DOUBLE' },
  { name: 'held', type: 'DOUBLE' },
];

/** The passages of the query of `/search`, the best 100. */
export const searchDownload = defineDownload({
  name: 'search',
  path: '/exports/csv/search',
  query: searchQuery.extend(csvQuery.shape),
  async send({ reader, signal }, asked) {
    const { passages } = await (await searchOf(reader)).query(requestOf(asked, most), signal);
    const rows = passages.map(({ meaning, words, ...passage }, place) => ({
      ...passage,
      rank: place + 1,
      meaning_rank: meaning?.rank,
      cosine: meaning?.cosine,
      space: meaning?.space,
      words_rank: words?.rank,
      bm25: words?.score,
      held: words?.held,
    }));
    return csvFile('search.csv', oneBatch(rows), columns, asked);
  },
});

async function* oneBatch<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
