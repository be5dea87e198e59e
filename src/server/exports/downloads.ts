/** What `/exports` sends: the files that `crosscurrent export` writes, one an address. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { exportContext, finishedAt } from '../../exports/context.ts';
import type { AnyTableName, ExportContext } from '../../exports/context.ts';
import { clockPrecisions } from '../../exports/coortweet.ts';
import { prepareExport } from '../../exports/exports.ts';
import type { DataFormat, ExportOptions } from '../../exports/exports.ts';
import { graphNames } from '../../exports/graph.ts';
import type { ExportFile } from '../../exports/pieces.ts';
import { plotTypes } from '../../exports/plots.ts';
import { filePieces, tableFormats } from '../../exports/table-files.ts';
import { allTables } from '../../store/label-tables.ts';
import { interfaceLanguages } from '../../wording/languages.ts';
import { bundleFiles } from './changes.ts';
import { drawnPlots } from './plots.ts';
import { defineDownload, textFile } from '../download.ts';
import type { DownloadVisit } from '../download.ts';
import { csvOptions, csvQuery } from './csv-query.ts';
import { narrativeListDownload } from '../narrative/list-download.ts';
import { searchDownload } from '../search/list-download.ts';
import { siteListDownload } from '../sites/list-download.ts';

async function contextOf({ reader, connect }: DownloadVisit): Promise<ExportContext> {
  return exportContext(reader.study, await connect(), reader.settings.platform);
}

/** The files of a format as the command line writes them. */
async function filesOf(
  visit: DownloadVisit,
  format: DataFormat,
  { bom, raw, ...options }: Omit<Partial<ExportOptions>, 'bom' | 'raw'> & Partial<z.infer<typeof csvQuery>>,
): Promise<readonly ExportFile[]> {
  const { files } = await prepareExport(format, await contextOf(visit), {
    ...options,
    ...csvOptions({ bom, raw }),
    day: finishedAt(visit.reader.manifest).toISOString().slice(0, 10),
  });
  return files;
}

const tableDownloads = tableFormats.map((format) =>
  defineDownload({
    name: 'exports',
    path: `/exports/${format}/:table`,
    query: csvQuery,
    async send(visit, query, { table = '' }) {
      const { study } = visit.reader;
      if (!Object.hasOwn(allTables, table)) return undefined;
      const written = await stat(study.artefact(table as AnyTableName)).catch(() => undefined);
      if (written === undefined) return undefined;
      const [file] = await filesOf(visit, format, { tables: [table], ...query });
      return format === 'parquet' ? { ...file!, bytes: written.size } : file;
    },
  }),
);

/** The graph of a name; undefined where there is none, as for every name of an object's own. */
function graphOf(name: string | undefined): (typeof graphNames)[number] | undefined {
  return graphNames.find((one) => one === name);
}

const graphDownloads = (['gexf', 'graphml'] as const).map((format) =>
  defineDownload({
    name: 'exports',
    path: `/exports/${format}/:graph`,
    query: z.object({}),
    async send(visit, _query, { graph: name }) {
      const graph = graphOf(name);
      return graph === undefined ? undefined : (await filesOf(visit, format, { graph }))[0];
    },
  }),
);

const listDownloads = (['nodes', 'edges'] as const).map((part) =>
  defineDownload({
    name: 'exports',
    path: `/exports/${part}/:graph`,
    query: csvQuery,
    async send(visit, query, { graph: name }) {
      const graph = graphOf(name);
      if (graph === undefined) return undefined;
      const file = (await filesOf(visit, 'edges', { graph, ...query })).find((one) => one.name === `${part}.csv`)!;
      return { ...file, name: `${graph}-${file.name}` };
    },
  }),
);

const toolDownloads = ([['coortweet'], ['4cat', 'fourcat'], ['bertopic']] as const).map(([name, format = name]) =>
  defineDownload({
    name: 'exports',
    path: `/exports/${name}`,
    query: csvQuery.extend({ precision: z.enum(clockPrecisions).optional() }),
    async send(visit, query) {
      return (await filesOf(visit, format as DataFormat, query))[0];
    },
  }),
);

const plotQuery = z.object({ language: z.enum(interfaceLanguages).optional() });

const plotDownloads = [
  defineDownload({
    name: 'exports',
    path: '/exports/svg/:plot',
    query: plotQuery,
    async send({ reader }, { language }, { plot }) {
      const picture = (await drawnPlots(reader, language)).pictures.find(({ name }) => name === plot);
      return picture && textFile(`${picture.name}.svg`, plotTypes.svg, picture.svg);
    },
  }),
  defineDownload({
    name: 'exports',
    path: '/exports/vega-lite/:plot',
    query: plotQuery,
    async send({ reader }, { language }, { plot }) {
      const spec = (await drawnPlots(reader, language)).specs.find(({ name }) => name === plot);
      return spec && textFile(`${spec.name}.vl.json`, plotTypes.vegaLite, spec.text);
    },
  }),
];

const bundleDownload = defineDownload({
  name: 'exports',
  path: '/exports/bundle/:kind',
  query: z.object({}),
  async send({ reader }, _query, { kind }) {
    const found = (await bundleFiles(reader.study)).find((bundle) => bundle.kind === kind);
    return (
      found && {
        name: `${reader.settings.name} ${found.file}`,
        mediaType: 'application/zip',
        pieces: filePieces(found.path),
        bytes: found.bytes,
      }
    );
  },
});

export const exportDownloads = [
  narrativeListDownload,
  siteListDownload,
  searchDownload,
  ...tableDownloads,
  ...graphDownloads,
  ...listDownloads,
  ...toolDownloads,
  ...plotDownloads,
  bundleDownload,
];
