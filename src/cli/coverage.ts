import { existsSync } from 'node:fs';
import type { Settings } from '../config.ts';
import { mondayOf } from '../kernels/coverage.ts';
import type { Gap } from '../kernels/coverage.ts';
import { studyCoverage } from '../report/coverage.ts';
import { coverageByEcosystem, readCoverage } from '../store/coverage.ts';
import { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { align, grouped } from './align.ts';

/** What the data of each ecosystem carry, as a block of text and for programs; empty before the import stage. */
export async function coverageOf(
  study: Study,
  scope: Pick<Settings['scope'], 'from' | 'to'>,
): Promise<{ json: unknown[]; text: string[] }> {
  const path = study.artefact('coverage');
  if (!existsSync(path)) return { json: [], text: [] };
  using database = await Database.open();
  const { weeks, parties } = studyCoverage(coverageByEcosystem(await readCoverage(database, path)), {
    from: scope.from ?? null,
    to: scope.to ?? null,
  });
  const length = weeks === undefined ? null : weeks.last - weeks.first + 1;
  const json = parties.map(({ weekly: _weekly, telling: _telling, gaps, weeksCovered, ...row }) => ({
    ...row,
    weeks: length,
    weeks_with_items: weeksCovered,
    gaps: gaps.map(dated),
  }));
  if (parties.length === 0) return { json, text: [] };
  const rows = parties.map((row) => {
    const share = (part: number, whole = row.items): string =>
      whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
    return [
      row.ecosystem === '' ? '(none)' : row.ecosystem,
      row.kind === 'post' ? '–' : grouped(row.sites),
      length === null ? '–' : `${row.weeksCovered} of ${length}`,
      String(row.telling.length),
      share(row.to_hour),
      share(row.to_day),
      share(row.coarser),
      share(row.bounded),
      share(row.undated),
      row.kind === 'post' ? '–' : share(row.syndicated_characters, row.characters),
      row.languages
        .slice(0, 3)
        .map(({ language, items }) => `${language} ${Math.round((100 * items) / row.items)} %`)
        .join(', '),
    ];
  });
  const gaps = parties.flatMap((row) =>
    row.telling.map((gap) => {
      const { from, to, expected } = dated(gap);
      return `no items of ${row.ecosystem} in the weeks from ${from} to ${to}, where its rate would give about ${Math.round(expected)}`;
    }),
  );
  const table = align(
    [
      [
        'coverage',
        'sites',
        'weeks',
        'gaps',
        'to hour',
        'to day',
        'coarser',
        'one bound',
        'undated',
        'copies',
        'languages',
      ],
      ...rows,
    ],
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  return { json, text: [[table, ...gaps].join('\n')] };
}

/** A gap with the first and last day of its weeks. */
function dated({ first, last, ...gap }: Gap): Omit<Gap, 'first' | 'last'> & { from: string; to: string } {
  const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
  return { from: day(mondayOf(first)), to: day(mondayOf(last + 1) - 1), ...gap };
}
