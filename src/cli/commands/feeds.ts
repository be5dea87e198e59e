import { resolve } from 'node:path';
import { exitCodes, UserError } from '../../errors.ts';
import { defineCommand } from '../command.ts';
import { feedsSummaryText } from '../feeds-summary.ts';
import { requestFlags } from '../request-flags.ts';

interface Flags {
  readonly list?: readonly (readonly [string | undefined, string])[];
  readonly contact?: string;
  readonly once?: boolean;
  readonly every?: number;
  readonly gap?: number;
  readonly lostPause?: number;
  readonly timeout: number;
  readonly tries: number;
}

/** `feeds`: collects what feeds and news sitemaps bring. */
export const feedsCommand = defineCommand<Flags>({
  usage: 'DIR --list ECOSYSTEM=FILE --contact ADDRESS [flags]',
  about:
    'Poll RSS, Atom and JSON feeds and news sitemaps, and keep what is new in them as files of items, which\n' +
    '`import articles DIR/items` reads. robots.txt is followed; what has not changed is not sent again. The lists are kept in\n' +
    'the folder: later runs need only it and the contact. This command uses the network; see docs/feeds.md.',
  flags: {
    list: {
      kind: 'parsed',
      parse: parseList,
      placeholder: 'ECOSYSTEM=FILE',
      optional: true,
      variadic: true,
      brief:
        'Feeds of an ecosystem, an address a line or OPML; without ECOSYSTEM= the sites of the study decide; repeatable',
    },
    contact: {
      kind: 'parsed',
      parse: String,
      placeholder: 'ADDRESS',
      optional: true,
      brief: 'Mail address or page that tells the servers who asks; needed',
    },
    once: { kind: 'boolean', optional: true, withNegated: false, brief: 'Poll once, as without --every' },
    every: {
      kind: 'parsed',
      parse: parseInterval,
      placeholder: 'TIME',
      optional: true,
      brief: 'Poll again and again until stopped: from one beginning to the next 30m, 2h, 1d; at least 1m',
    },
    ...requestFlags('1', 3),
  },
  positional: { placeholder: 'DIR', brief: 'Folder of the feeds', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    {
      line: 'crosscurrent feeds feeds --list russian=ru.txt --list western=en.opml --contact you@example.org',
      about: 'Poll the feeds of two lists once, as a scheduler may do',
    },
    {
      line: 'crosscurrent feeds feeds --contact you@example.org --every 30m',
      about: 'Poll the same feeds every half hour until Ctrl-C',
    },
  ],
  async run({ report, signal, print }, given, [directory = '']) {
    const { pollFeeds } = await import('../../feeds/feeds.ts');
    const { readFeedLists } = await import('../../feeds/feed-list.ts');
    const { userAgent } = await import('../../crawl/plan.ts');
    const { version } = await import('../../store/manifest.ts');
    const { list, contact, once = false, every, gap, lostPause, timeout, tries } = given;
    if (once && every !== undefined) throw new UserError('--once and --every exclude each other');
    if (every !== undefined && given.json === true)
      throw new UserError('--json prints one document, and --every comes to no end', {
        hint: 'leave out --every and let a scheduler run the command',
      });
    const folder = resolve(directory);
    const round = await pollFeeds({
      folder,
      feeds: list === undefined ? undefined : await readFeedLists(list),
      manners: {
        userAgent: userAgent(version, contact),
        tries,
        timeoutSeconds: timeout,
        gapSeconds: gap,
        lostPauseSeconds: lostPause,
      },
      everyMilliseconds: every,
      onRound: every === undefined ? undefined : (ended) => print(`${feedsSummaryText(ended, directory)}\n`),
      report,
      signal,
    });
    return {
      json: { folder, ...round },
      text: feedsSummaryText(round, directory),
      exitCode: round.isWhole ? exitCodes.ok : exitCodes.input,
    };
  },
});

/** What stands before the first `=` is an ecosystem where it can be one, else all of it is a path. */
function parseList(text: string): readonly [string | undefined, string] {
  const [, ecosystem, path = text] = /^([\p{L}\p{N}_-]+)=(.+)$/u.exec(text) ?? [];
  return [ecosystem, path];
}

/** `30m`, `2h` or `1d` in milliseconds. */
function parseInterval(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3600, d: 86_400 }[unit ?? ''];
  if (number === undefined || seconds === undefined)
    throw new SyntaxError(`"${text}" is not a time such as 30m, 2h or 1d`);
  const milliseconds = Number(number) * seconds * 1000;
  if (milliseconds < 60_000) throw new SyntaxError(`"${text}" is less than 1m`);
  return milliseconds;
}
