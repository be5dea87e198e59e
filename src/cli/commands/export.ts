import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { dataFormats } from '../../exports/exports.ts';
import type { DataFormat, ExportOptions } from '../../exports/exports.ts';
import { parseAuthor, parseLicense, parseMoment } from '../../exports/bundle-about.ts';
import type { Author, License } from '../../exports/bundle-about.ts';
import type { Export } from '../../exports/context.ts';
import type { PlotOptions } from '../../exports/plots.ts';
import { align, grouped } from '../align.ts';
import { defineCommand } from '../command.ts';
import type { Outcome, Session } from '../command.ts';
import { openStudy, resourceFlags, resourcesOf, studyFlag } from '../study-flags.ts';
import type { RunFlags } from '../study-flags.ts';

type Flags = Pick<RunFlags, 'study' | 'workers' | 'memory'> & {
  readonly out?: string;
  readonly table?: readonly string[];
  readonly graph?: NonNullable<ExportOptions['graph']>;
  readonly precision?: NonNullable<ExportOptions['precision']>;
  readonly bom?: boolean;
  readonly raw?: boolean;
  readonly tables?: 'csv' | 'parquet' | 'both';
  readonly idsOnly?: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly author?: readonly Author[];
  readonly license?: License;
  readonly date?: Date;
};

/** Every format, in the order of the help. */
const formats = [...dataFormats, 'plots', 'bundle'] as const;

/** `export`: files for other programs, and the replication bundle. */
export const exportCommand = defineCommand<Flags>({
  usage: 'FORMAT [--study DIR] [--out PATH] [flags]',
  about:
    'Write the study for other programs. Formats: csv, ndjson and parquet (tables); gexf, graphml and edges (graphs);\n' +
    'coortweet, fourcat and bertopic (bridges); plots (SVG and Vega-Lite); bundle (everything one needs to repeat the study). A file appears under its\n' +
    'name when it is whole. docs/exports.md says what is in each.',
  flags: {
    ...studyFlag,
    out: {
      kind: 'parsed',
      parse: String,
      placeholder: 'PATH',
      optional: true,
      brief: 'File or folder to write (default: in the folder exports of the study)',
    },
    table: {
      kind: 'parsed',
      parse: String,
      placeholder: 'NAME',
      optional: true,
      variadic: true,
      brief: 'csv, ndjson, parquet: the table, instead of all; repeatable',
    },
    graph: {
      kind: 'enum',
      values: ['sites', 'ecosystems', 'narratives', 'narrative-ecosystems'],
      optional: true,
      brief: 'gexf, graphml, edges: which graph (default sites)',
    },
    precision: {
      kind: 'enum',
      values: ['second', 'minute', 'hour'],
      optional: true,
      brief: 'coortweet: coarsest time that is taken (default minute)',
    },
    bom: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'CSV: begin with a byte order mark, which Excel needs to see that the file is UTF-8',
    },
    raw: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'CSV: no apostrophe before texts that a spreadsheet would run as formulas; for programs only',
    },
    tables: {
      kind: 'enum',
      values: ['both', 'csv', 'parquet'],
      optional: true,
      brief: 'bundle: in which format the tables are (default both)',
    },
    idsOnly: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'bundle: ids, addresses, times and figures, and nothing from which texts, titles or authors can be read',
    },
    title: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      brief: 'bundle: title (default: name of the study)',
    },
    description: {
      kind: 'parsed',
      parse: String,
      placeholder: 'TEXT',
      optional: true,
      brief: 'bundle: description (default: about of crosscurrent.yaml)',
    },
    author: {
      kind: 'parsed',
      parse: parseAuthor,
      placeholder: 'NAME',
      optional: true,
      variadic: true,
      brief: 'bundle: author, as "Ann Li" or "Ann Li (ORCID)"; repeatable',
    },
    license: {
      kind: 'parsed',
      parse: parseLicense,
      placeholder: 'LICENSE',
      optional: true,
      brief: 'bundle: licence, an SPDX name such as CC-BY-4.0 or an address',
    },
    date: {
      kind: 'parsed',
      parse: parseMoment,
      placeholder: 'DAY',
      optional: true,
      brief: 'bundle: day it is of (default: when the last stage ended)',
    },
    ...resourceFlags,
  },
  positional: { placeholder: 'FORMAT', brief: 'What to write', minimum: 1, maximum: 1 },
  writes: [],
  examples: [
    { line: 'crosscurrent export csv --table share --study my-study --bom', about: 'One table, for Excel' },
    { line: 'crosscurrent export gexf --graph narratives --study my-study', about: 'A graph for Gephi' },
    {
      line: 'crosscurrent export bundle --ids-only --author "Ann Li" --license CC-BY-4.0 --out shared.zip --study my-study',
      about: 'A bundle that may be published',
    },
  ],
  async run(session, flags, [format = '']) {
    const found = formats.find((one) => one === format);
    if (found === undefined)
      throw new UserError(`there is no format ${JSON.stringify(format)}`, {
        hint: `the formats are ${formats.join(', ')}`,
      });
    if (found === 'bundle') return exportBundle(session, flags);
    if (found === 'plots') return exportPlots(session, flags);
    return exportData(session, flags, found);
  },
});

async function exportData(session: Session, flags: Flags, format: DataFormat): Promise<Outcome> {
  const { readConfig } = await import('../../config.ts');
  const { prepareExport } = await import('../../exports/exports.ts');
  const { exportContext, finishedAt } = await import('../../exports/context.ts');
  const { readManifest } = await import('../../store/manifest.ts');
  const study = await openStudy(flags);
  const { settings } = readConfig(study);
  using database = await study.database(await resourcesOf(flags));
  const context = exportContext(study, database, settings.platform);
  const day = finishedAt(readManifest(study)).toISOString().slice(0, 10);
  const { table: tables, graph, precision, bom, raw } = flags;
  const prepared = await prepareExport(format, context, { tables, graph, precision, bom, raw, day });
  const isFile =
    prepared.files.length === 1 && (tables !== undefined || !['csv', 'ndjson', 'parquet'].includes(format));
  return await writeExport(session, prepared, { format, isFile, folder: study.path('exports'), out: flags.out });
}

interface Target {
  readonly format: string;
  /** Whether `out` names the file, and not a folder of files. */
  readonly isFile: boolean;
  /** Where files go that nothing is said about. */
  readonly folder: string;
  readonly out: string | undefined;
}

/** Writes the files, each under its name when it is whole, and says what they are. */
async function writeExport(
  { report, signal }: Session,
  { files, notes }: Export,
  { format, isFile, folder, out }: Target,
): Promise<Outcome> {
  const { writePieces } = await import('../../exports/pieces.ts');
  const isFolder = out !== undefined && (await stat(out).catch(() => undefined))?.isDirectory() === true;
  const place = (name: string): string => {
    if (!isFile) return join(resolve(out ?? join(folder, format)), name);
    return out === undefined ? join(folder, name) : isFolder ? join(resolve(out), name) : resolve(out);
  };
  const written: { path: string; rows: number; bytes: number; sha256: string }[] = [];
  report.begin('files', files.length, 'files');
  for (const { name, pieces, rows } of files) {
    const path = place(name);
    const { bytes, sha256 } = await writePieces(path, pieces, signal);
    written.push({ path, rows: rows(), bytes, sha256 });
    report.advance(1);
  }
  report.end();
  return {
    json: { format, files: written, notes },
    text: [
      align(
        [
          ['file', 'rows', 'bytes'],
          ...written.map(({ path, rows, bytes }) => [isFile ? path : basename(path), grouped(rows), grouped(bytes)]),
        ],
        [1, 2],
      ),
      ...(isFile ? [] : [`in ${resolve(out ?? join(folder, format))}`]),
      ...notes.map((note) => `note: ${note}`),
    ].join('\n'),
  };
}

async function exportPlots(session: Session, flags: Flags): Promise<Outcome> {
  const { readConfig } = await import('../../config.ts');
  const { plots } = await import('../../exports/plots.ts');
  const { exportContext } = await import('../../exports/context.ts');
  const { readManifest } = await import('../../store/manifest.ts');
  const study = await openStudy(flags);
  const { settings, options } = readConfig(study);
  using database = await study.database(await resourcesOf(flags));
  const prepared = await plots(exportContext(study, database, settings.platform), {
    manifest: readManifest(study),
    settings,
    options: options['report'] as PlotOptions,
  });
  return await writeExport(session, prepared, {
    format: 'plots',
    isFile: false,
    folder: study.path('exports'),
    out: flags.out,
  });
}

async function exportBundle({ report, signal }: Session, flags: Flags): Promise<Outcome> {
  const { readConfig } = await import('../../config.ts');
  const { writeBundle } = await import('../../exports/bundle.ts');
  const { exportContext, finishedAt } = await import('../../exports/context.ts');
  const { writtenTables } = await import('../../exports/exports.ts');
  const { readManifest } = await import('../../store/manifest.ts');
  const study = await openStudy(flags);
  const { settings } = readConfig(study);
  const manifest = readManifest(study);
  using database = await study.database(await resourcesOf(flags));
  const context = exportContext(study, database, settings.platform);
  const { tables = 'both', idsOnly = false } = flags;
  report.begin('tables', writtenTables(context).length, 'tables');
  const bundle = await writeBundle({
    context,
    study,
    manifest,
    settings,
    about: {
      title: flags.title ?? settings.name,
      description: flags.description ?? settings.about.trim(),
      authors: flags.author ?? [],
      license: flags.license,
      date: flags.date ?? finishedAt(manifest),
    },
    formats: tables === 'both' ? ['csv', 'parquet'] : [tables],
    idsOnly,
    out: resolve(flags.out ?? study.path('exports', idsOnly ? 'bundle-ids' : 'bundle')),
    signal,
    onTable: () => report.advance(1),
  });
  report.end();
  return {
    json: { format: 'bundle', ...bundle },
    text: [
      `${bundle.path}: ${grouped(bundle.tables.length)} tables, ${grouped(bundle.rows)} rows, ${grouped(bundle.files)} files, ${grouped(bundle.bytes)} bytes`,
      ...bundle.notes.map((note) => `note: ${note}`),
    ].join('\n'),
  };
}
