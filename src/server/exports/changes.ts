/** The replication bundle, made on request and kept in the folder `exports` of the study. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { parseAuthor, parseLicense } from '../../exports/bundle-about.ts';
import { writeBundle } from '../../exports/bundle.ts';
import { exportContext, finishedAt } from '../../exports/context.ts';
import { writtenTables } from '../../exports/exports.ts';
import type { Study } from '../../store/study.ts';
import { defineChange } from '../change.ts';
import { flagQuery } from '../query.ts';
import { jobAddress } from '../pages/job.ts';

/** The bundles a study can have, by the names of their files. */
const files = { whole: 'bundle.zip', ids: 'bundle-ids.zip' } as const;

/** A bundle that was made. */
export interface BundleFile {
  readonly kind: keyof typeof files;
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

/** Bundles that were made, here or with the command line. */
export async function bundleFiles(study: Study): Promise<BundleFile[]> {
  const found = await Promise.all(
    (Object.keys(files) as (keyof typeof files)[]).map(async (kind): Promise<BundleFile[]> => {
      const path = study.path('exports', files[kind]);
      const made = await stat(path).catch(() => undefined);
      return made?.isFile() === true ? [{ kind, file: files[kind], path, bytes: made.size, madeAt: made.mtimeMs }] : [];
    }),
  );
  return found.flat();
}

/** Part of the work that is done when every table is written; then they are packed. */
const partOfTables = 0.7;

const makeBundle = defineChange({
  path: '/exports/bundle',
  body: z.object({
    title: z.string().trim().max(500).default(''),
    description: z.string().trim().max(20_000).default(''),
    authors: z.string().max(10_000).default(''),
    license: z.string().trim().max(500).default(''),
    idsOnly: flagQuery,
    tables: z.enum(['both', 'csv', 'parquet']).default('both'),
  }),
  resource: () => 'jobs',
  async run({ reader, jobs, wording }, { title, description, authors, license, idsOnly, tables }) {
    const { exports: words } = wording;
    const { study, settings, manifest } = reader;
    const understood = <T>(
      parse: (text: string) => T,
      text: string,
      fault: (text: string) => string,
      hint: string,
    ): T => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new UserError(fault(text.slice(0, 100)), { hint });
      }
    };
    const about = {
      title: title === '' ? settings.name : title,
      // Browsers send the line breaks of a form as CR LF.
      description: description === '' ? settings.about.trim() : description.replaceAll('\r\n', '\n'),
      authors: authors
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => understood(parseAuthor, line.trim(), words.noAuthor, words.noAuthorHint)),
      license: license === '' ? undefined : understood(parseLicense, license, words.noLicense, words.noLicenseHint),
      date: finishedAt(manifest),
    };
    const kind = idsOnly === '1' ? 'ids' : 'whole';
    const job = jobs.start({
      key: `bundle ${JSON.stringify([kind, tables, about])}`,
      page: 'exports',
      title: ({ exports }) => exports.making,
      to: '/exports#bundle',
      run: async (progress) => {
        using database = await study.database();
        const context = exportContext(study, database, settings.platform);
        const all = writtenTables(context).length;
        let written = 0;
        const tell = (): void => progress(({ exports }) => exports.writing, (partOfTables * written++) / all);
        tell();
        await writeBundle({
          context,
          study,
          manifest,
          settings,
          about,
          formats: tables === 'both' ? ['csv', 'parquet'] : [tables],
          idsOnly: kind === 'ids',
          out: study.path('exports', files[kind]),
          onTable: tell,
        });
      },
    });
    return { to: jobAddress(job) };
  },
});

/** Every change of the page. */
export const exportChanges = [makeBundle];
