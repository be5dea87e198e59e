/** The figures of the report as files: SVG that stands alone, and Vega-Lite of those that are plain marks over rows. */
import type { Settings } from '../config.ts';
import type { PageOptions } from '../report/model.ts';
import { reportPage } from '../report/page.ts';
import { readReport, stageNotes, tablesAsViews } from '../report/read.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import type { Manifest } from '../store/manifest.ts';
import type { Export, ExportContext } from './context.ts';
import { readParties } from './graph.ts';
import { onePiece } from './pieces.ts';
import { plotsOfPage } from './plot-svg.ts';
import type { PlotSvg } from './plot-svg.ts';
import { vegaPlots } from './vega-plots.ts';

/** Options of the report: what its figures show, and in which language. */
export type PlotOptions = PageOptions & { readonly language: InterfaceLanguage };

/** What the figures are drawn from beside the tables. */
export interface PlotRequest {
  readonly manifest: Manifest;
  readonly settings: Pick<Settings, 'name' | 'about' | 'platform' | 'scope' | 'firstSeenIsPublication'>;
  /** Options of the report. */
  readonly options: PlotOptions;
}

/** Every figure as it was drawn. */
export interface Drawn {
  readonly pictures: readonly (PlotSvg & { readonly name: string })[];
  readonly specs: readonly { readonly name: string; readonly text: string }[];
}

/** What the files of figures are. */
export const plotTypes = { svg: 'image/svg+xml', vegaLite: 'application/vnd.vegalite.v6+json' } as const;

/**
 * Draws the figures. They are taken from the page of the report, rendered with as little evidence as it can have, so
 * that a file shows what the report shows.
 */
export async function drawPlots(context: ExportContext, { manifest, settings, options }: PlotRequest): Promise<Drawn> {
  const drawn = { ...options, maxEvidence: 1, maxPosts: 1, maxMegabytes: 0.001 };
  await tablesAsViews(context.database, context.table);
  const { overview, evidence } = await readReport({
    database: context.database,
    settings,
    title: undefined,
    options: drawn,
    stages: stageNotes(manifest),
    parquetOnly: [],
  });
  const pictures = plotsOfPage(reportPage(overview, evidence, drawn));
  const specs = await vegaPlots(context, await readParties(context));
  return {
    pictures: pictures.map((picture) => ({ ...picture, name: plotName(picture.id) })),
    specs: specs.map(({ id, spec }) => ({ name: plotName(id), text: `${JSON.stringify(spec, null, 2)}\n` })),
  };
}

/** The figures as files. */
export async function plots(context: ExportContext, request: PlotRequest): Promise<Export> {
  const { pictures, specs } = await drawPlots(context, request);
  return {
    files: [
      ...pictures.map(({ name, svg }) => ({
        name: `${name}.svg`,
        mediaType: plotTypes.svg,
        pieces: onePiece(svg),
        rows: () => 1,
      })),
      ...specs.map(({ name, text }) => ({
        name: `${name}.vl.json`,
        mediaType: plotTypes.vegaLite,
        pieces: onePiece(text),
        rows: () => 1,
      })),
    ],
    notes: ['Vega-Lite: open a .vl.json in the Vega editor, or with altair.Chart.from_json'],
  };
}

/** The name of the file of a figure, without its ending. */
export function plotName(id: string): string {
  return id.replace(/^plot-/u, '').replaceAll('_', '-');
}
