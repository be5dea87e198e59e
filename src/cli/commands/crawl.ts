import { resolve } from 'node:path';
import { exitCodes } from '../../errors.ts';
import { crawlSummaryText } from '../crawl-summary.ts';
import { defineCommand } from '../command.ts';
import { parsePositive } from '../option-flags.ts';
import { requestFlags } from '../request-flags.ts';

interface Flags {
  readonly domains?: readonly (readonly [string, string])[];
  readonly from?: string;
  readonly to?: string;
  readonly contact?: string;
  readonly collection?: readonly string[];
  readonly warcs?: readonly string[];
  readonly ccNews?: boolean;
  readonly index?: string;
  readonly data?: string;
  readonly gap?: number;
  readonly lostPause?: number;
  readonly timeout: number;
  readonly tries: number;
  readonly diskLimit: number;
  readonly retryFailed?: boolean;
}

/** `crawl`: brings the pages of news sites from Common Crawl. */
export const crawlCommand = defineCommand<Flags>({
  usage: 'DIR --domains ECOSYSTEM=FILE --from DAY --to DAY --contact ADDRESS [--cc-news | --warcs FILE_OR_URL] [flags]',
  about:
    'Fetch the pages of news sites from Common Crawl into a folder of WARC files, which `import articles DIR/warc` reads. Of\n' +
    'each page the earliest capture in the window that can be had is kept. The index of Common Crawl tells where captures\n' +
    'lie; with --cc-news or --warcs whole files are read through instead, of this machine or of a server. A crawl that was stopped goes on where it was:\n' +
    'run it again with the folder and the contact. This command uses the network; see docs/crawl.md.',
  flags: {
    domains: {
      kind: 'parsed',
      parse: parseList,
      placeholder: 'ECOSYSTEM=FILE',
      optional: true,
      variadic: true,
      brief: 'List of the domains of an ecosystem, one a line; repeatable',
    },
    from: { kind: 'parsed', parse: String, placeholder: 'DAY', optional: true, brief: 'First day of the window, UTC' },
    to: { kind: 'parsed', parse: String, placeholder: 'DAY', optional: true, brief: 'Last day of the window, UTC' },
    contact: {
      kind: 'parsed',
      parse: String,
      placeholder: 'ADDRESS',
      optional: true,
      brief: 'Mail address or page that tells the servers who asks; needed',
    },
    collection: {
      kind: 'parsed',
      parse: String,
      placeholder: 'NAME',
      optional: true,
      variadic: true,
      brief: 'Collection of the index, such as CC-MAIN-2022-21; repeatable; else all whose time meets the window',
    },
    warcs: {
      kind: 'parsed',
      parse: parseSource,
      placeholder: 'FILE_OR_URL',
      optional: true,
      variadic: true,
      brief: 'WARC file (.warc.gz) or list of them (warc.paths.gz) to read through, without the index; repeatable',
    },
    ccNews: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Read the files of CC-NEWS of the months of the window through, which have no index',
    },
    index: { kind: 'parsed', parse: String, placeholder: 'URL', optional: true, brief: 'Address of the index server' },
    data: { kind: 'parsed', parse: String, placeholder: 'URL', optional: true, brief: 'Address of the WARC files' },
    ...requestFlags('1 for the index and 0.55 for the files', 8),
    diskLimit: {
      kind: 'parsed',
      parse: parsePositive,
      placeholder: 'GB',
      default: '20',
      brief: 'Size of the folder beyond which nothing more is fetched',
    },
    retryFailed: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Try again the pages of which every fetch failed',
    },
  },
  positional: { placeholder: 'DIR', brief: 'Folder of the crawl', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    {
      line: 'crosscurrent crawl crawl-2022 --domains russian=ru.txt --domains western=en.txt --from 2022-02-21 --to 2022-04-30 --contact you@example.org',
      about: 'Fetch the pages of two lists of sites, ten weeks of them',
    },
    {
      line: 'crosscurrent crawl news-2022 --cc-news --domains russian=ru.txt --from 2022-02-21 --to 2022-04-30 --contact you@example.org',
      about: 'Read the files of CC-NEWS through for the pages of a list of sites',
    },
    {
      line: 'crosscurrent crawl crawl-2022 --contact you@example.org',
      about: 'Go on with a crawl that was stopped',
    },
  ],
  async run({ report, signal }, given, [directory = '']) {
    const { crawl } = await import('../../crawl/crawl.ts');
    const { userAgent } = await import('../../crawl/plan.ts');
    const { readSites } = await import('../../crawl/sites.ts');
    const folder = resolve(directory);
    const { domains, from, to, collection, index, data, timeout, tries, diskLimit, retryFailed = false } = given;
    const { version } = await import('../../store/manifest.ts');
    const coverage = await crawl({
      folder,
      flags: {
        sites: domains === undefined ? undefined : await readSites(domains),
        from,
        to,
        collections: collection === undefined ? undefined : [...collection],
        warcs: given.warcs === undefined ? undefined : [...given.warcs],
        ccNews: given.ccNews,
        index,
        data,
      },
      manners: {
        userAgent: userAgent(version, given.contact),
        tries,
        timeoutSeconds: timeout,
        gapSeconds: given.gap,
        lostPauseSeconds: given.lostPause,
        mostBytes: diskLimit * 1e9,
        retryFailed,
      },
      report,
      signal,
    });
    return {
      json: { folder, ...coverage },
      text: crawlSummaryText(coverage, directory),
      exitCode: coverage.isWhole ? exitCodes.ok : exitCodes.input,
    };
  },
});

function parseList(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new SyntaxError(`"${text}" is not of the form ECOSYSTEM=FILE`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Paths are kept whole, so that going on needs no working folder. */
function parseSource(text: string): string {
  return /^https?:\/\//i.test(text) ? text : resolve(text);
}
