import type { Coverage } from '../crawl/coverage.ts';
import { align, grouped } from './align.ts';

/** What a crawl brought, as aligned text. */
export function crawlSummaryText({ from, to, collections, sites, unread }: Coverage, folder: string): string {
  const table = align(
    [
      ['site', 'ecosystem', 'captures', 'pages', 'kept', 'lost', 'weeks', 'without', 'failed fetches'],
      ...sites.map(({ domain, ecosystem, captures, pages, kept, lost, weeks, gaps, failures }) => [
        domain,
        ecosystem,
        ...[captures, pages, kept, lost, weeks.length, gaps.length].map(grouped),
        Object.entries(failures)
          .map(([reason, count]) => `${reason} ${grouped(count)}`)
          .join(', ') || '-',
      ]),
    ],
    [2, 3, 4, 5, 6, 7],
  );
  const missing = unread.map(({ what, reason }) => `\n  ${what}: ${reason}`).join('');
  return [
    `${from} to ${to}, collections ${collections.join(', ')}`,
    table,
    ...(missing === '' ? [] : [`not answered, the same command asks again${missing}`]),
    `weeks in ${folder}/coverage.json; next: crosscurrent import articles ${folder}/warc --study STUDY`,
  ].join('\n\n');
}
