import type { FileCounts } from '../crawl/context.ts';
import type { Coverage } from '../crawl/coverage.ts';
import { align, grouped } from './align.ts';

/** What a crawl brought, as aligned text. */
export function crawlSummaryText({ from, to, collections, files, sites, unread }: Coverage, folder: string): string {
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
    `${from} to ${to}, ${files === undefined ? `collections ${collections.join(', ')}` : filesText(files)}`,
    table,
    ...(missing === '' ? [] : [`not answered, the same command asks again${missing}`]),
    `weeks in ${folder}/coverage.json; next: crosscurrent import articles ${folder}/warc --study STUDY`,
  ].join('\n\n');
}

function filesText({ files, read, outsideWindow, records, damaged }: FileCounts): string {
  const faults = Object.entries(damaged).map(([reason, count]) => `, ${reason} ${grouped(count)}`);
  const left = outsideWindow === 0 ? '' : `, ${grouped(outsideWindow)} outside the window left out`;
  return `${grouped(read)} of ${grouped(files)} WARC files read${left}; ${grouped(records)} records${faults.join('')}`;
}
