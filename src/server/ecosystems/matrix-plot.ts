/** Everyone on everyone as a table of shaded cells: every cell has its figure, and what stands beside it, in words. */
import * as Plot from '@observablehq/plot';
import { figure, fitted, partyAxis } from '../../report/figure.ts';
import type { Markup } from '../../report/markup.ts';
import type { Party } from '../../report/names.ts';

/** A row or column. */
export type MatrixParty = Pick<Party, 'id' | 'label' | 'mark'>;

/** A cell of the matrix. */
export interface MatrixCell {
  /** Ids of its row and column. */
  readonly source: string;
  readonly target: string;
  readonly text: string;
  /** A second line, where there is room: an interval, or what chance gives. */
  readonly beside: string;
  /** How dark it is, 0 to 1. */
  readonly strength: number;
  /** Whether it is more than chance or error explain; such a cell has a frame and is bold. */
  readonly isFirm: boolean;
  readonly href?: string | undefined;
}

/** What a matrix is made of. */
export interface MatrixRequest {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly caption: Markup;
  readonly sources: readonly MatrixParty[];
  readonly targets: readonly MatrixParty[];
  readonly cells: readonly MatrixCell[];
}

/** Darkest cell: its text must stay readable in light and dark. */
const darkest = 0.42;

/** Draws the matrix; rows are sources, columns targets. */
export function matrixPlot({ sources, targets, cells, ...request }: MatrixRequest): Markup {
  return figure({
    ...request,
    linked: cells.some(({ href }) => href !== undefined),
    draw: (width) => {
      const axis = partyAxis(sources, width);
      const cellWidth = (width - axis.margin - 4) / targets.length;
      const isRoomy = cellWidth >= 96;
      const columns = new Map(
        targets.map(({ id, mark, label }) => [id, cellWidth >= 60 ? fitted(`${mark} ${label}`, cellWidth - 2) : mark]),
      );
      const place = { x: 'target', y: 'source' } as const;
      const text = { ...place, fill: 'var(--ink)' };
      const firm = cells.filter(({ isFirm }) => isFirm);
      const weak = cells.filter(({ isFirm }) => !isFirm);
      const written = (own: readonly MatrixCell[], fontWeight: number): Plot.Markish =>
        Plot.text(own, {
          ...text,
          text: 'text',
          dy: isRoomy ? -8 : 0,
          fontWeight,
          fontSize: cellWidth < 52 ? 11 : 13,
          ...(own.some(({ href }) => href !== undefined) ? { href: (cell: MatrixCell) => cell.href ?? null } : {}),
        });
      return {
        height: (isRoomy ? 46 : 34) * sources.length + 34,
        marginLeft: axis.margin,
        marginRight: 4,
        marginTop: 28,
        marginBottom: 6,
        x: {
          domain: targets.map(({ id }) => id),
          axis: 'top',
          label: null,
          tickSize: 0,
          tickFormat: (id: string) => columns.get(id) ?? id,
          padding: 0,
        },
        y: {
          domain: sources.map(({ id }) => id),
          label: null,
          tickSize: 0,
          tickFormat: axis.label,
          padding: 0,
        },
        color: { type: 'identity' },
        opacity: { type: 'identity' },
        marks: [
          Plot.cell(cells, { ...place, inset: 1.5, fill: 'none', stroke: 'var(--line)' }),
          Plot.cell(
            cells.filter(({ strength }) => strength > 0),
            {
              ...place,
              inset: 1.5,
              fill: 'var(--link)',
              fillOpacity: (cell: MatrixCell) => darkest * Math.min(1, cell.strength),
            },
          ),
          Plot.cell(firm, { ...place, inset: 2.5, fill: 'none', stroke: 'var(--ink)', strokeWidth: 2 }),
          written(firm, 700),
          written(weak, 400),
          ...(isRoomy ? [Plot.text(cells, { ...text, text: 'beside', dy: 9, fontSize: 11 })] : []),
        ],
      };
    },
  });
}
