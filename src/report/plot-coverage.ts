/** The figure of coverage: items per week of each ecosystem and of the platform. */
import * as Plot from '@observablehq/plot';
import { mondayOf } from '../kernels/coverage.ts';
import type { Stretch } from '../kernels/coverage.ts';
import type { Covered, Window } from './coverage.ts';
import { figure, partyAxis } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Party } from './names.ts';
import { sentences } from './parts.ts';
import type { CoveredParty } from './section-coverage.ts';
import type { View } from './view.ts';

/** Narrowest cell in pixels; beyond it several weeks share one. */
export const cellPixels = 4;

/** Faintest cell that has an item, next to one that has none. */
const faintest = 0.22;

interface Cell {
  readonly party: Party;
  readonly from: Date;
  readonly to: Date;
  readonly items: number;
  /** Of the fullest cell of the same row, 0 to 1. */
  readonly part: number;
}

/** One strip per party; a cell is darker the more items it has, and hollow where it has none. */
export function coveragePlot(rows: readonly CoveredParty[], weeks: Stretch, view: View): Markup {
  const { formats, report } = view.wording;
  const { plot: words } = report.coverage;
  const length = weeks.last - weeks.first + 1;
  const fullest = rows.map(({ party, covered }) => {
    const inside = covered.weekly.items.filter((_, place) => {
      const week = covered.weekly.weeks[place]!;
      return week >= weeks.first && week <= weeks.last;
    });
    return words.row(party.label, covered.weeksCovered, length, Math.max(0, ...inside));
  });
  return figure({
    id: 'plot-coverage',
    title: words.title,
    description: words.description(fullest),
    caption: markup`${sentences(view, [words.caption, length * cellPixels > 230 && words.several, words.undated])}`,
    draw: (width) => {
      const axis = partyAxis(
        rows.map(({ party }) => party),
        width,
      );
      const marginRight = 52;
      const perCell = Math.max(1, Math.ceil((length * cellPixels) / (width - axis.margin - marginRight)));
      const strips = rows.map(({ party, covered }) => cellsOf(party, covered, weeks, perCell));
      const cells = strips.flat();
      const place = { x1: 'from', x2: 'to', y: (cell: Cell) => cell.party.id, inset: 0.5 };
      return {
        height: 32 * rows.length + 34,
        marginLeft: axis.margin,
        marginRight,
        marginTop: 4,
        marginBottom: 28,
        x: {
          type: 'utc',
          label: null,
          ticks: ticksOf(weeks, width > 500 ? 8 : 3),
          nice: false,
          ...tickFormat(formats),
        },
        y: {
          domain: rows.map(({ party }) => party.id),
          label: null,
          tickFormat: axis.label,
          tickSize: 0,
          padding: 0.25,
        },
        color: { type: 'identity' },
        marks: [
          Plot.barX(
            cells.filter(({ items }) => items === 0),
            { ...place, inset: 1, fill: 'none', stroke: 'var(--line)', strokeWidth: 1 },
          ),
          Plot.barX(
            cells.filter(({ items }) => items > 0),
            {
              ...place,
              fill: (cell: Cell) => cell.party.colour,
              fillOpacity: (cell: Cell) => faintest + (1 - faintest) * cell.part,
            },
          ),
          Plot.text(
            strips.map((strip) => ({ ...strip[0]!, most: Math.max(...strip.map(({ items }) => items)) })),
            {
              x: () => new Date(mondayOf(weeks.last + 1)),
              y: (cell: Cell) => cell.party.id,
              text: (cell: { most: number }) => formats.count(cell.most),
              dx: 8,
              textAnchor: 'start',
              fill: 'var(--ink)',
            },
          ),
        ],
        // Opacity is given, not scaled.
        opacity: { type: 'identity' },
      };
    },
  });
}

/** Plot writes ticks in English; in other languages a tick has day and month, and the year where it begins. */
export function tickFormat({ language, axisDay }: View['wording']['formats']): {
  tickFormat?: (date: Date, place: number) => string;
} {
  if (language === 'en') return {};
  const begins = (date: Date): boolean => date.getUTCMonth() === 0 && date.getUTCDate() <= 7;
  return {
    tickFormat: (date, place) =>
      `${axisDay(date.getTime())}${place === 0 || begins(date) ? `\n${date.getUTCFullYear()}` : ''}`,
  };
}

/** Mondays for a short study, so that ticks stand at the edges of cells; a number of round dates for a long one. */
export function ticksOf({ first, last }: Stretch, most: number): Date[] | number {
  const length = last - first + 1;
  if (length > 26) return most - 2;
  const step = Math.ceil(length / most);
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, place) => new Date(mondayOf(first + place * step)));
}

function cellsOf(party: Party, { weekly }: Covered, weeks: Stretch, perCell: number): Cell[] {
  const items = new Map(weekly.weeks.map((week, place) => [week, weekly.items[place]!]));
  const cells: { from: Date; to: Date; items: number }[] = [];
  for (let first = weeks.first; first <= weeks.last; first += perCell) {
    const last = Math.min(weeks.last, first + perCell - 1);
    let sum = 0;
    for (let week = first; week <= last; week++) sum += items.get(week) ?? 0;
    cells.push({ from: new Date(mondayOf(first)), to: new Date(mondayOf(last + 1)), items: sum });
  }
  const most = Math.max(1, ...cells.map((cell) => cell.items));
  return cells.map((cell) => ({ ...cell, party, part: cell.items / most }));
}

/** A stretch of weeks as days, cut to the declared window: `7 March 2031 to 20 March 2031`. */
export function daysInWords({ first, last }: Stretch, { from, to }: Window, { report }: View['wording']): string {
  const start = Math.max(mondayOf(first), from === null ? -Infinity : Date.parse(from));
  const end = Math.min(mondayOf(last + 1) - 86_400_000, to === null ? Infinity : Date.parse(to));
  return report.coverage.days(start, end);
}
