import type { Window } from '../../compare/windows.ts';
import { defineCommand } from '../command.ts';
import { parseCount } from '../option-flags.ts';
import { openStudy, resourceFlags, resourcesOf, studyFlag } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';

interface Flags extends Pick<RunFlags, 'study' | 'workers' | 'memory'> {
  readonly cut?: string;
  readonly first?: Window;
  readonly second?: Window;
  readonly draws: number;
  readonly narratives: number;
}

/** `compare`: two windows of a study, or two studies. */
export const compareCommand = defineCommand<Flags>({
  usage: '[A B] [--study DIR] [--cut DAY | --first FROM..TO --second FROM..TO] [--json]',
  about:
    'Compare two windows of a study, such as before and after a day, or two studies, such as the same one with other\n' +
    'options. Says share, rate, association and first appearance of each side with their difference, its 95 % interval and\n' +
    'whether it is beyond chance (narratives drawn whole for both sides at once; Holm over the ecosystems). Of windows also\n' +
    'which narratives rose, fell, appeared and vanished; of studies what differs in configuration, items and narratives.\n' +
    'Nothing is written. Without a cut the study is halved; see docs/compare.md.',
  flags: {
    ...studyFlag,
    cut: {
      kind: 'parsed',
      parse: parseDay,
      placeholder: 'DAY',
      optional: true,
      brief: 'First day of the second window, UTC',
    },
    first: {
      kind: 'parsed',
      parse: parseWindow,
      placeholder: 'FROM..TO',
      optional: true,
      brief: 'First window, days in UTC, both included',
    },
    second: { kind: 'parsed', parse: parseWindow, placeholder: 'FROM..TO', optional: true, brief: 'Second window' },
    draws: { kind: 'parsed', parse: parseDraws, placeholder: 'N', default: '1999', brief: 'Bootstrap draws' },
    narratives: {
      kind: 'parsed',
      parse: parseCount,
      placeholder: 'N',
      default: '20',
      brief: 'Narratives that are listed, those that changed most',
    },
    ...resourceFlags,
  },
  positional: { placeholder: 'DIR', brief: 'Two study folders', minimum: 0, maximum: 2 },
  writes: [],
  examples: [
    { line: 'crosscurrent compare --study my-study --cut 2022-02-24', about: 'Before and after a day' },
    {
      line: 'crosscurrent compare --study my-study --first 2022-02-01..2022-02-14 --second 2022-03-01..2022-03-14 --json',
      about: 'Two fortnights, as JSON',
    },
    { line: 'crosscurrent compare my-study my-study-exact', about: 'The same study made in two ways' },
  ],
  async run(_session, flags, args) {
    const { UserError } = await import('../../errors.ts');
    const isWindowed = flags.cut !== undefined || flags.first !== undefined || flags.second !== undefined;
    if (args.length === 0) return await ofWindows(flags);
    if (args.length === 1 || isWindowed || flags.study !== undefined)
      throw new UserError('give two study folders and no windows, or --study and windows', {
        hint: 'crosscurrent compare --help shows both',
      });
    return await ofStudies(flags, args as readonly [string, string]);
  },
});

async function ofWindows(flags: Flags): Promise<{ json: unknown; text: string }> {
  const { UserError } = await import('../../errors.ts');
  const { readConfig } = await import('../../config.ts');
  const { findChanges } = await import('../../compare/changes.ts');
  const { compareWindows } = await import('../../compare/compare-windows.ts');
  const { spanOf } = await import('../../compare/counts.ts');
  const { beforeAndAfter, byWindows, halves } = await import('../../compare/windows.ts');
  const { readManifest } = await import('../../store/manifest.ts');
  const { createViews } = await import('../../store/views.ts');
  const { windowsText } = await import('../compare-text.ts');
  const study = await openStudy(flags);
  study.table('events');
  const { settings } = readConfig(study);
  using database = await study.database(await resourcesOf(flags));
  await createViews(database, study);
  const ask = async <Row>(sql: string, values: readonly (string | number)[] = []): Promise<Row[]> =>
    database.rows<Row>(sql, values);

  if (
    (flags.first === undefined) !== (flags.second === undefined) ||
    (flags.cut !== undefined && flags.first !== undefined)
  )
    throw new UserError('two windows are needed', { hint: 'give --first and --second, or --cut' });
  const span = await spanOf(ask, settings.scope);
  const windows =
    flags.first !== undefined && flags.second !== undefined
      ? { first: flags.first, second: flags.second }
      : span === undefined
        ? undefined
        : flags.cut === undefined
          ? halves(span)
          : beforeAndAfter(span, flags.cut);
  if (windows === undefined)
    throw new UserError('the study has not two days with items', { hint: 'give --first and --second' });
  const found = await compareWindows(
    {
      ask,
      platform: settings.platform,
      firstSeenIsPublication: settings.firstSeenIsPublication,
      manifest: readManifest(study),
    },
    { ...windows, draws: flags.draws },
  );
  const changes = await findChanges(ask, {
    placing: byWindows(windows.first, windows.second),
    days: found.days,
    of: 'all',
    kind: '',
    limit: flags.narratives,
    offset: 0,
  });
  return { json: { ...found, changes }, text: windowsText(found, changes) };
}

async function ofStudies(flags: Flags, folders: readonly [string, string]): Promise<{ json: unknown; text: string }> {
  const { compareStudies } = await import('../../compare/compare-studies.ts');
  const { openCompared } = await import('../../compared.ts');
  const { studiesText } = await import('../compare-text.ts');
  const opened = [
    openCompared(await openStudy({ study: folders[0] })),
    openCompared(await openStudy({ study: folders[1] })),
  ] as const;
  const found = await compareStudies(opened, { draws: flags.draws, resources: await resourcesOf(flags) });
  return { json: found, text: studiesText(found) };
}

function parseDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text) || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new SyntaxError(`"${text}" is not a day such as 2022-02-24`);
  return text;
}

function parseWindow(text: string): Window {
  const [from, to, ...more] = text.split('..');
  if (from === undefined || to === undefined || more.length > 0)
    throw new SyntaxError(`"${text}" is not a window such as 2022-02-01..2022-02-23`);
  return { from: parseDay(from), to: parseDay(to) };
}

function parseDraws(text: string): number {
  const value = parseCount(text);
  if (value < 99 || value > 99_999) throw new SyntaxError(`"${text}" is not within 99 to 99999`);
  return value;
}
