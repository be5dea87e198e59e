/** A bridge to 4CAT: items as its upload of custom CSV takes them. */
import { parquet } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Column } from '../store/tables.ts';
import { counted } from './context.ts';
import type { Export, ExportContext } from './context.ts';
import { csvPieces } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import { RowCounter } from './pieces.ts';

/** Columns of `items` that stand behind those 4CAT asks for. */
const own = [
  'kind',
  'platform',
  'site',
  'ecosystem',
  'language',
  'url',
  'title',
  'published_precision',
  'published_basis',
  'repost_of',
  'syndication_group',
] as const;

const columns: readonly Column[] = [
  ...['id', 'thread_id', 'author', 'body', 'timestamp'].map((name) => ({ name, type: 'VARCHAR' as const, about: '' })),
  { name: 'unix_timestamp', type: 'BIGINT', about: '' },
  ...own.map((name) => tables.items.columns.find((column) => column.name === name)!),
  { name: 'narratives', type: 'VARCHAR', about: 'measured narratives, separated by commas' },
];

/**
 * Items in scope that have a publication time, in the order of the table; the others are left out and counted,
 * since 4CAT takes nothing without one. A thread is an original and its reposts.
 */
export async function fourcat({ database, table }: ExportContext, csv: CsvOptions): Promise<Export> {
  const items = parquet(table('items'));
  const [left] = await database.rows<{ timeless: number; days: number }>(`
    SELECT count(*) FILTER (published_at IS NULL) AS timeless,
      count(*) FILTER (published_at IS NOT NULL AND published_precision = 'day') AS days
    FROM ${items} WHERE in_scope`);
  const counter = new RowCounter();
  const batches = counter.of(
    database.batches(`
      WITH told AS (
        SELECT item_id, string_agg(narrative_id, ',' ORDER BY narrative_id) AS narratives
        FROM ${parquet(table('events'))} GROUP BY item_id)
      SELECT i.item_id AS id, coalesce(nullif(i.repost_of, ''), i.item_id) AS thread_id,
        coalesce(nullif(i.author, ''), i.site, '') AS author, coalesce(i.text, '') AS body,
        strftime(i.published_at, '%Y-%m-%d %H:%M:%S') AS timestamp, epoch(date_trunc('second', i.published_at))::BIGINT AS unix_timestamp,
        ${own.map((name) => `i.${name}`).join(', ')}, t.narratives
      FROM ${items} i LEFT JOIN told t USING (item_id) WHERE i.in_scope AND i.published_at IS NOT NULL
      ORDER BY i.kind, i.item_id`),
  );
  const { timeless, days } = left!;
  return {
    files: [
      {
        name: '4cat.csv',
        mediaType: 'text/csv; charset=utf-8; header=present',
        pieces: csvPieces(batches, columns, csv),
        rows: () => counter.rows,
      },
    ],
    notes: [
      'timestamp is UTC; let 4CAT read unix_timestamp where it asks',
      ...(timeless > 0 ? [`${counted(timeless, 'item is', 'items are')} left out: they have no publication time`] : []),
      ...(days > 0
        ? [
            `${counted(days, 'item is', 'items are')} known to the day: timestamp is the start of that day, published_precision says so`,
          ]
        : []),
    ],
  };
}
