/**
 * Every export but the replication bundle, ready to be written to disk or sent by a server. Start here: a
 * format is a function from the tables of a study to files.
 */
import { exitCodes, UserError } from '../errors.ts';
import { allTables } from '../store/label-tables.ts';
import type { AnyTableName, Export, ExportContext } from './context.ts';
import type { CsvOptions } from './csv.ts';
import type { ClockPrecision } from './coortweet.ts';
import type { GraphName } from './graph.ts';
import { tableFile } from './table-files.ts';
import type { TableFormat } from './table-files.ts';

/** Formats of rows and graphs. */
export const dataFormats = [
  'csv',
  'ndjson',
  'parquet',
  'gexf',
  'graphml',
  'edges',
  'coortweet',
  'fourcat',
  'bertopic',
] as const;

/** A format of rows and graphs. */
export type DataFormat = (typeof dataFormats)[number];

/** What may be asked of an export; each format looks at what concerns it. */
export interface ExportOptions extends CsvOptions {
  /** Tables of csv, ndjson and parquet; none: every table that has been written. */
  readonly tables?: readonly string[];
  /** Graph of gexf, graphml and edges. */
  readonly graph?: GraphName;
  /** Coarsest time of coortweet. */
  readonly precision?: ClockPrecision;
  /** Day the files say they are of, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Prepares an export; a UserError where a table it needs has not been written, or there is none of the name. */
export async function prepareExport(
  format: DataFormat,
  context: ExportContext,
  options: ExportOptions,
): Promise<Export> {
  switch (format) {
    case 'csv':
    case 'ndjson':
    case 'parquet':
      return tableExport(format, context, options);
    case 'gexf': {
      const { gexfFile } = await import('./gexf.ts');
      const graph = await graphOf(context, options);
      return { files: [gexfFile(graph, options.day)], notes: [graph.about] };
    }
    case 'graphml': {
      const { graphmlFile } = await import('./graphml.ts');
      const graph = await graphOf(context, options);
      return { files: [graphmlFile(graph)], notes: [graph.about] };
    }
    case 'edges': {
      const { edgeLists } = await import('./edge-lists.ts');
      const graph = await graphOf(context, options);
      return { files: edgeLists(graph, options), notes: [graph.about] };
    }
    case 'coortweet':
      return (await import('./coortweet.ts')).coortweet(context, options);
    case 'fourcat':
      return (await import('./fourcat.ts')).fourcat(context, options);
    default:
      return (await import('./bertopic.ts')).bertopic(context, options);
  }
}

async function graphOf(context: ExportContext, { graph = 'sites' }: ExportOptions) {
  const { readGraph } = await import('./graph.ts');
  return readGraph(context, graph);
}

async function tableExport(format: TableFormat, context: ExportContext, options: ExportOptions): Promise<Export> {
  const names = options.tables ?? writtenTables(context);
  const files = [];
  for (const name of new Set(names)) {
    const table = Object.hasOwn(allTables, name) ? allTables[name as AnyTableName] : undefined;
    if (table === undefined) {
      throw new UserError(`there is no table ${JSON.stringify(name)}`, {
        hint: `the tables are ${Object.keys(allTables).join(', ')}`,
      });
    }
    files.push(await tableFile(context.database, table, context.table(name as AnyTableName), format, options));
  }
  return { files, notes: [] };
}

/** Every table that has been written, in the order of the pipeline; a UserError where there is none. */
export function writtenTables({ isWritten }: Pick<ExportContext, 'isWritten'>): AnyTableName[] {
  const written = (Object.keys(allTables) as AnyTableName[]).filter(isWritten);
  if (written.length === 0)
    throw new UserError('no table has been written yet', { hint: 'crosscurrent run', exitCode: exitCodes.input });
  return written;
}
