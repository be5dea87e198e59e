import type { FlagParametersForType } from '@stricli/core';
import type { ItemKind } from '../../formats/item.ts';
import { fields } from '../../formats/columns.ts';
import { formats, sources } from '../../formats/sniff.ts';
import type { ImportFlags } from '../../imports.ts';
import { defineCommand } from '../command.ts';
import type { AnyCommandSpec, CliContext, Example } from '../command.ts';
import { importSummaryText } from '../import-summary.ts';
import { exitCodeOfRejects, rejectsFlag } from '../rejects-limit.ts';
import type { RejectsFlag } from '../rejects-limit.ts';
import { openStudy, resourceFlags, resourcesOf, studyFlag } from '../study-flags.ts';
import type { RunFlags, StudyFlag } from '../study-flags.ts';

type Flags = StudyFlag &
  RejectsFlag &
  Pick<RunFlags, 'workers' | 'memory'> &
  Omit<ImportFlags, 'map'> & { readonly map?: readonly (readonly [string, string])[] };

type TextFlag = 'format' | 'encoding' | 'zone' | 'ecosystem' | 'site' | 'platform' | 'language';

function textFlag(placeholder: string, brief: string) {
  return { kind: 'parsed', parse: String, placeholder, optional: true, brief } as const;
}

const sourceFlags: Record<TextFlag, ReturnType<typeof textFlag>> = {
  format: textFlag(
    'NAME',
    `Format or source of the files, where their content does not show it: ${formats.join(', ')}; ${sources.join(', ')}`,
  ),
  encoding: textFlag(
    'NAME',
    'Encoding of the files, where their content does not show it: utf-8, gb18030, windows-1251',
  ),
  zone: textFlag('ZONE', 'Zone of times without an offset: Asia/Shanghai or +08:00'),
  ecosystem: textFlag('NAME', 'Ecosystem of articles that name none'),
  site: textFlag('DOMAIN', 'Site of items that name none'),
  platform: textFlag('NAME', 'Platform of posts that name none'),
  language: textFlag('CODE', 'Language of items that name none: zh, ru, uk, en (default: identified from the text)'),
};

const flags: FlagParametersForType<Flags, CliContext> = {
  ...studyFlag,
  map: {
    kind: 'parsed',
    parse: parseMapping,
    placeholder: 'FIELD=COLUMN',
    optional: true,
    variadic: true,
    brief: `Column of a field, repeatable; the usual names are found without it. Fields: ${fields.join(', ')}`,
  },
  ...sourceFlags,
  ...rejectsFlag,
  ...resourceFlags,
};

/** `import posts`: brings posts of a platform into a study. */
export const importPosts = importCommand('post', [
  {
    line: 'crosscurrent import posts weibo.csv --study my-study',
    about: 'Import an export whose columns have usual names',
  },
  {
    line: 'crosscurrent import posts posts.ndjson.gz --study my-study --map text=body --map published_at=when --zone Asia/Shanghai',
    about: 'Name the columns, and the zone of times without one',
  },
]);

/** `import articles`: brings news articles into a study. */
export const importArticles = importCommand('article', [
  {
    line: 'crosscurrent import articles news exports.zip --study my-study',
    about: 'Import whatever a folder and an archive hold',
  },
  {
    line: 'crosscurrent import articles tass.csv --study my-study --ecosystem russian --site tass.ru --language ru --max-rejects 1%',
    about: 'Import the articles of one site, and exit with 3 if more than a hundredth is rejected',
  },
]);

function importCommand(kind: ItemKind, examples: readonly Example[]): AnyCommandSpec {
  return defineCommand<Flags>({
    usage: `FILE... --study DIR [flags]`,
    about:
      `Bring ${kind === 'post' ? 'posts of a platform' : 'news articles'} into a study. Format, encoding, compression and columns are\n` +
      'recognised from the content; flags decide where that is not enough. A record that cannot be used becomes a row of the\n' +
      'table rejects, with the reason. A file that was imported before is not imported twice; with other flags the new\n' +
      'import takes the place of the old one. The next run takes up what was imported.',
    flags,
    positional: {
      placeholder: 'FILE',
      brief:
        'File, folder or quoted pattern: NDJSON, JSON, CSV, TSV, Parquet, feeds and sitemaps, also in .gz, .zst and .zip',
      minimum: 1,
      maximum: 10_000,
    },
    writes: ['items', 'rejects'],
    examples,
    async run({ report, signal }, given, files) {
      const { readConfig } = await import('../../config.ts');
      const { importFiles } = await import('../../imports.ts');
      const { study: _folder, map = [], maxRejects, workers, memory, ...source } = given;
      const study = await openStudy(given);
      const { settings } = readConfig(study);
      const resources = await resourcesOf({ workers, memory });
      const summary = await study.exclusively(() =>
        importFiles({
          ...source,
          map: Object.fromEntries(map),
          study,
          settings,
          kind,
          files,
          report,
          signal,
          resources,
        }),
      );
      const rejected = Object.values(summary.rejected).reduce((sum, count) => sum + count, 0);
      return {
        json: { study: study.folder, ...summary },
        text: importSummaryText(summary),
        exitCode: exitCodeOfRejects(rejected, summary.read, maxRejects),
      };
    },
  });
}

function parseMapping(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new SyntaxError(`"${text}" is not of the form FIELD=COLUMN`);
  return [text.slice(0, at), text.slice(at + 1)];
}
