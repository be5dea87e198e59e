import type { ImportSummary } from '../imports.ts';
import { align, grouped } from './align.ts';

/** What became of imported files, as aligned text. */
export function importSummaryText(summary: ImportSummary): string {
  const { kind, files, skipped, read, kept, duplicates, rejected, noted, precision, basis, languages } = summary;
  const list = align(
    [
      ['file', 'state', 'source', 'format', 'encoding', 'read', 'kept'],
      ...files.map(({ source, status, tool = '-', format, packing, encoding, counts }) => [
        source,
        status,
        tool,
        packing === 'none' ? format : `${format}, ${packing}`,
        encoding,
        grouped(counts.read),
        grouped(counts.kept),
      ]),
    ],
    [5, 6],
  );
  const rows = [
    ['records', grouped(read)],
    [`${kind}s kept`, grouped(kept)],
    ['duplicates', grouped(duplicates)],
    ['rejected', withReasons(rejected)],
    ['kept with a fault', withReasons(noted)],
    ['precision of times', counts(precision)],
    ['times from', counts(basis)],
    ['languages', counts(languages)],
    ['first to last', `${summary.first ?? 'unknown'} to ${summary.last ?? 'unknown'}`],
  ];
  if (kind === 'article') rows.push(['of no known ecosystem', unknownSites(summary)]);
  const mapped = files.map(
    ({ source, mapped: columns, ignored }) =>
      `${source}: ${Object.entries(columns)
        .map(([field, column]) => (field === column ? field : `${field} from ${column}`))
        .join(', ')}${ignored.length === 0 ? '' : `; not used: ${ignored.join(', ')}`}`,
  );
  const passedOver = skipped.map(({ source, reason }) => `\n  ${source}: ${reason}`);
  return [
    list,
    ...(passedOver.length === 0 ? [] : [`passed over${passedOver.join('')}`]),
    ...(read === 0 ? [] : [align(rows)]),
    `columns\n  ${mapped.join('\n  ')}`,
  ].join('\n\n');
}

/** `zh 40, en 12`, the most frequent first. */
function counts(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${grouped(count)}`)
    .join(', ');
}

function withReasons(reasons: Readonly<Record<string, number>>): string {
  const total = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return total === 0 ? '0' : `${grouped(total)} (${counts(reasons)})`;
}

/** `12 (example.com 10, without a site 2)`: articles that stay out of scope until their sites are listed. */
function unknownSites({ unknownEcosystem, unknownSites: sites }: ImportSummary): string {
  if (unknownEcosystem === 0) return '0';
  const named = sites.map(({ site, articles }) => `${site ?? 'without a site'} ${grouped(articles)}`);
  return `${grouped(unknownEcosystem)} (${named.join(', ')}): list their sites in crosscurrent.yaml`;
}
