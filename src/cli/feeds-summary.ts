import type { RoundSummary } from '../feeds/feeds.ts';
import { align, grouped } from './align.ts';

/** What a round of polls brought, as aligned text. */
export function feedsSummaryText({ begunAt, feeds, file }: RoundSummary, folder: string): string {
  const count = (wanted: string): number => feeds.filter(({ outcome }) => outcome === wanted).length;
  const sum = (of: 'new' | 'changed'): number => feeds.reduce((total, feed) => total + feed[of], 0);
  const totals = [
    `${counted(feeds.length, 'feed')} polled`,
    `${grouped(count('not-modified'))} not modified`,
    `${grouped(count('disallowed'))} disallowed by robots.txt`,
    `${grouped(count('failed'))} failed`,
    counted(sum('new'), 'new item'),
    `${grouped(sum('changed'))} changed`,
  ];
  const table = align(
    [
      ['feed', 'ecosystem', 'items', 'new', 'changed', 'unread', 'outcome'],
      ...feeds.map((feed) => [
        feed.url,
        feed.ecosystem ?? '-',
        ...[feed.items, feed.new, feed.changed].map(grouped),
        Object.entries(feed.unread)
          .map(([slug, number]) => `${slug} ${grouped(number)}`)
          .join(', ') || '-',
        feed.outcome === 'failed' ? (feed.reason ?? 'failed') : feed.outcome,
      ]),
    ],
    [2, 3, 4],
  );
  const failed = feeds.filter(({ outcome }) => outcome === 'failed');
  const moved = feeds.filter((feed) => feed.moved !== undefined);
  const cut = feeds.filter(({ sitemapsLeftOut }) => sitemapsLeftOut > 0);
  return [
    `${begunAt}: ${totals.join(', ')}`,
    table,
    ...listed(
      `failed by reason (${reasons(failed)}); the next run asks again`,
      failed.map(({ url, detail = '' }) => (detail.includes(url) ? detail : `${url}: ${detail}`)),
    ),
    ...listed(
      'moved for good: put the new address into the list',
      moved.map((feed) => `${feed.url} -> ${feed.moved}`),
    ),
    ...listed(
      'sitemaps of an index that are not polled, since later ones are',
      cut.map(({ url, sitemapsLeftOut }) => `${url}: ${grouped(sitemapsLeftOut)}`),
    ),
    file === null
      ? 'nothing new'
      : `kept in ${folder}/${file}; next: crosscurrent import articles ${folder}/items --study STUDY`,
  ].join('\n\n');
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `  ${line}`).join('\n')}`];
}

function reasons(failed: RoundSummary['feeds']): string {
  const counts = new Map<string, number>();
  for (const { reason = 'failed' } of failed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => `${reason} ${grouped(count)}`)
    .join(', ');
}
