import { UserError } from '../../errors.ts';
import { defineCommand } from '../command.ts';
import { parseCount } from '../option-flags.ts';
import { pipelineRequest, resourceFlags, studyFlag } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';

const kinds = ['post', 'article'] as const;
const ways = ['both', 'meaning', 'words'] as const;

interface Flags extends Pick<RunFlags, 'study' | 'workers' | 'memory'> {
  readonly by: (typeof ways)[number];
  readonly limit: number;
  readonly kind?: (typeof kinds)[number];
  readonly ecosystem?: string;
  readonly language?: string;
  readonly from?: number;
  readonly to?: number;
  readonly narrative?: string;
  readonly queryLanguage?: string;
  readonly unmeasured?: boolean;
}

const text = (placeholder: string, brief: string) =>
  ({ kind: 'parsed', parse: String, placeholder, optional: true, brief }) as const;

const day = (brief: string) =>
  ({ kind: 'parsed', parse: parseDay, placeholder: 'DAY', optional: true, brief }) as const;

/** `search`: narratives and passages by meaning and by words. */
export const searchCommand = defineCommand<Flags>({
  usage: 'QUERY [--study DIR] [flags]',
  about:
    'Find narratives and passages that say what the query says, in any language, and those that have its words; the two\n' +
    'lists are merged by their ranks, and each result says why it is there. The words of the query stand between asterisks.\n' +
    'By words a study is searched once it has been indexed (crosscurrent run, or crosscurrent index). See docs/search.md.',
  flags: {
    ...studyFlag,
    by: { kind: 'enum', values: ways, default: 'both', brief: 'What is compared' },
    limit: {
      kind: 'parsed',
      parse: parseLimit,
      placeholder: 'N',
      default: '10',
      brief: 'Narratives, and passages, at most: 1 to 100',
    },
    kind: { kind: 'enum', values: kinds, optional: true, brief: 'Only posts, or only articles' },
    ecosystem: text('NAME', 'Only articles of this ecosystem, or posts of this platform'),
    language: text('CODE', 'Only items in this language (ISO 639-1)'),
    from: day('Only items that may be of this day (UTC) or later; items without bounds in time are left out'),
    to: day('Only items that may be of this day (UTC) or earlier'),
    narrative: text('ID', 'Only passages of this narrative'),
    queryLanguage: text('CODE', 'Language of the query, where it is not detected right'),
    unmeasured: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Find narratives too that are not measured: too small, or excluded',
    },
    ...resourceFlags,
  },
  positional: { placeholder: 'query', brief: 'What to search for', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent search "the strait is mined" --study my-study', about: 'Find who says so, in any language' },
    {
      line: 'crosscurrent search 海峡 --by words --kind article --json --study my-study | jq -r ".passages[].url"',
      about: 'List the articles that have a word',
    },
  ],
  async run(session, flags, [query]) {
    if (query === undefined || query.trim() === '')
      throw new UserError('the query is empty', { hint: 'crosscurrent search "WHAT TO SEARCH FOR" --study DIR' });
    const { openSearch } = await import('../../search/open.ts');
    const { searchText } = await import('../search-text.ts');
    const { study, settings, resources } = await pipelineRequest(flags, session);
    session.report.begin('opening the study');
    const search = await openSearch(study, {
      embedder: settings.embedder,
      threads: resources.workers,
      memoryMegabytes: resources.memoryMegabytes,
    });
    session.report.end();
    try {
      const { by, limit, kind, ecosystem, language, from, to, narrative, queryLanguage, unmeasured } = flags;
      const until = to === undefined ? undefined : to + 86_400_000;
      const request = { text: query, by, limit, kind, ecosystem, language, from, until, narrative };
      const result = await search.query({ ...request, queryLanguage, unmeasured }, session.signal);
      return { json: result, text: searchText(result, study.folder) };
    } finally {
      await search.close();
    }
  },
});

function parseLimit(given: string): number {
  const value = parseCount(given);
  if (value > 100) throw new SyntaxError(`"${given}" is above 100`);
  return value;
}

/** A day as the milliseconds at which it begins, UTC. */
function parseDay(given: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new SyntaxError(`"${given}" is not a day, such as 2022-03-31`);
  return time;
}
