/**
 * A bridge to CooRTweet, an R package that looks for accounts that share the same object within seconds of
 * each other, again and again: here an object is a narrative.
 */
import { parquet } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import { counted } from './context.ts';
import type { Export, ExportContext } from './context.ts';
import { csvPieces } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import { RowCounter } from './pieces.ts';

/** Precisions a time may have, the finest first. */
export const clockPrecisions = ['second', 'minute', 'hour'] as const;

/** The coarsest precision that is taken. */
export type ClockPrecision = (typeof clockPrecisions)[number];

const columns: readonly Column[] = [
  { name: 'object_id', type: 'VARCHAR', about: 'narrative' },
  { name: 'account_id', type: 'VARCHAR', about: 'site, or platform:author' },
  { name: 'content_id', type: 'VARCHAR', about: 'item' },
  { name: 'timestamp_share', type: 'BIGINT', about: 'seconds since 1970 UTC' },
];

/**
 * The items of the measured narratives (`events`) with a clock time of `precision` or finer, in the order of
 * their times. A day is no second, so coarser items are left out and counted; so are those without an account.
 */
export async function coortweet(
  { database, table, platform }: ExportContext,
  { precision = 'minute', ...csv }: CsvOptions & { readonly precision?: ClockPrecision },
): Promise<Export> {
  const taken = clockPrecisions.slice(0, clockPrecisions.indexOf(precision) + 1);
  const items = parquet(table('items'));
  // The platform is bound; the precisions are words of ours.
  const shares = `
    SELECT e.narrative_id AS object_id, e.item_id AS content_id,
      CASE WHEN e.source = $1 THEN $1 || ':' || nullif(trim(i.author), '') ELSE nullif(trim(e.site), '') END AS account_id,
      e.source = $1 AS is_post,
      CASE WHEN e.precision IN (${taken.map((word) => `'${word}'`).join(', ')}) THEN epoch(date_trunc('second', e.published_at))::BIGINT END AS timestamp_share
    FROM ${parquet(table('events'))} e LEFT JOIN ${items} i ON i.item_id = e.item_id`;
  const [left] = await database.rows<{
    taken: number;
    nameless: number;
    coarse: number;
    siteless: number;
    items: number;
  }>(
    `
    WITH shares AS (${shares})
    SELECT count(*) AS items,
      count(*) FILTER (account_id IS NOT NULL AND timestamp_share IS NOT NULL) AS taken,
      count(*) FILTER (timestamp_share IS NULL) AS coarse,
      count(*) FILTER (timestamp_share IS NOT NULL AND account_id IS NULL AND is_post) AS nameless,
      count(*) FILTER (timestamp_share IS NOT NULL AND account_id IS NULL AND NOT is_post) AS siteless
    FROM shares`,
    [platform],
  );
  const counter = new RowCounter();
  const batches = counter.of(
    database.batches(
      `WITH shares AS (${shares})
      SELECT object_id, account_id, content_id, timestamp_share FROM shares
      WHERE account_id IS NOT NULL AND timestamp_share IS NOT NULL ORDER BY timestamp_share, content_id, object_id`,
      [platform],
    ),
  );
  const { coarse, nameless, siteless } = left!;
  return {
    files: [
      {
        name: 'coortweet.csv',
        mediaType: 'text/csv; charset=utf-8; header=present',
        pieces: csvPieces(batches, columns, csv),
        rows: () => counter.rows,
      },
    ],
    notes: [
      `${counted(left!.taken, 'share')} of ${counted(left!.items, 'item of a narrative', 'items of narratives')}`,
      ...(coarse > 0
        ? [
            `${counted(coarse, 'item is', 'items are')} left out: the time is known less well than to the ${precision}, or not at all`,
          ]
        : []),
      ...(nameless > 0
        ? [`${counted(nameless, 'post is', 'posts are')} left out: without an author there is no account`]
        : []),
      ...(siteless > 0 ? [`${counted(siteless, 'article is', 'articles are')} left out: they name no site`] : []),
      ...(precision === 'second'
        ? []
        : [`a time known to the ${precision} stands as the beginning of that ${precision}`]),
    ],
  };
}
