/** Items per week as small multiples, each with a scale of its own, and what part of them matches. */
import * as Plot from '@observablehq/plot';
import { mondayOf } from '../../kernels/coverage.ts';
import type { Stretch, Weekly } from '../../kernels/coverage.ts';
import { figure, labelAxis } from '../../report/figure.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Party } from '../../report/names.ts';
import { cellPixels, tickFormat, ticksOf } from '../../report/plot-coverage.ts';
import type { Wording } from '../../wording/wording.ts';

/** One of the multiples. */
export interface WeeklyRow {
  readonly party: Party;
  readonly label: string;
  /** Items in scope. */
  readonly items: Weekly;
  /** Those of them that match. */
  readonly matched: Weekly;
}

interface Bar {
  readonly party: Party;
  readonly from: Date;
  readonly to: Date;
  readonly items: number;
  readonly matched: number;
}

/** Bars for each week; the solid part of a bar matches. */
export function weeklyPlot(
  { formats, ecosystems: { volume: words } }: Wording,
  request: {
    readonly id: string;
    readonly rows: readonly WeeklyRow[];
    readonly weeks: Stretch;
    readonly caption: string;
  },
): Markup {
  const { id, rows, weeks, caption } = request;
  const length = weeks.last - weeks.first + 1;
  const described = rows.map(({ label, items, matched }) =>
    words.row(label, sum(items, weeks), sum(matched, weeks), most(items, weeks)),
  );
  return figure({
    id,
    title: words.plot,
    description: formats.sentences([formats.listed(described)]),
    caption: markup`${formats.sentences([caption, ...(length * cellPixels > 230 ? [words.several] : [])])}`,
    draw: (width) => {
      const axis = labelAxis(
        new Map(rows.map(({ party, label }) => [party.id, rows.length === 1 ? '' : `${party.mark} ${label}`])),
        width,
      );
      const marginLeft = rows.length === 1 ? 4 : axis.margin;
      const marginRight = 62;
      const perBar = Math.max(1, Math.ceil((length * cellPixels) / (width - marginLeft - marginRight)));
      const multiples = rows.map((row) => {
        const bars = barsOf(row, weeks, perBar);
        const most = Math.max(0, ...bars.map(({ items }) => items));
        return { party: row.party, most, bars: bars.map((bar) => ({ ...bar, scale: Math.max(1, most) })) };
      });
      const bars = multiples.flatMap((multiple) => multiple.bars);
      type Scaled = (typeof bars)[number];
      const place = {
        x1: 'from',
        x2: 'to',
        fy: (bar: Scaled) => bar.party.id,
        inset: 0.4,
        insetTop: 0,
        insetBottom: 0,
      };
      return {
        height: (rows.length === 1 ? 110 : 56) * rows.length + 30,
        marginLeft,
        marginRight,
        marginTop: 6,
        marginBottom: 28,
        x: {
          type: 'utc',
          label: null,
          ticks: ticksOf(weeks, width > 500 ? 8 : 3),
          nice: false,
          ...tickFormat(formats),
        },
        y: { domain: [0, 1.05], axis: null },
        fy: {
          domain: rows.map(({ party }) => party.id),
          axis: null,
          padding: 0.16,
          label: null,
        },
        color: { type: 'identity' },
        opacity: { type: 'identity' },
        marks: [
          Plot.axisFy({
            anchor: 'left',
            label: null,
            tickFormat: axis.label,
            tickSize: 0,
            dx: -6,
            textAnchor: 'end',
            fill: 'var(--ink)',
          }),
          Plot.rectY(
            bars.filter(({ items }) => items > 0),
            {
              ...place,
              y1: 0,
              y2: (bar: Scaled) => bar.items / bar.scale,
              fill: (bar: Scaled) => bar.party.colour,
              fillOpacity: 0.32,
            },
          ),
          Plot.rectY(
            bars.filter(({ matched }) => matched > 0),
            {
              ...place,
              y1: 0,
              y2: (bar: Scaled) => Math.min(1, bar.matched / bar.scale),
              fill: (bar: Scaled) => bar.party.colour,
            },
          ),
          Plot.ruleY([0], { stroke: 'var(--soft)' }),
          Plot.text(multiples, {
            fy: (multiple: (typeof multiples)[number]) => multiple.party.id,
            x: () => new Date(mondayOf(weeks.last + 1)),
            y: () => 1,
            text: (multiple: (typeof multiples)[number]) => formats.count(multiple.most),
            dx: 8,
            textAnchor: 'start',
            lineAnchor: 'top',
            fill: 'var(--ink)',
          }),
          Plot.tickX([new Date(mondayOf(weeks.first)), new Date(mondayOf(weeks.last + 1))], { stroke: 'none' }),
        ],
      };
    },
  });
}

function inside({ weeks, items }: Weekly, { first, last }: Stretch): number[] {
  return items.filter((_, place) => weeks[place]! >= first && weeks[place]! <= last);
}

function sum(weekly: Weekly, weeks: Stretch): number {
  return inside(weekly, weeks).reduce((total, items) => total + items, 0);
}

function most(weekly: Weekly, weeks: Stretch): number {
  return inside(weekly, weeks).reduce((largest, items) => Math.max(largest, items), 0);
}

function barsOf({ party, items, matched }: WeeklyRow, weeks: Stretch, perBar: number): Bar[] {
  const byWeek = (weekly: Weekly): Map<number, number> =>
    new Map(weekly.weeks.map((week, place) => [week, weekly.items[place]!]));
  const all = byWeek(items);
  const those = byWeek(matched);
  const bars: Bar[] = [];
  for (let first = weeks.first; first <= weeks.last; first += perBar) {
    const last = Math.min(weeks.last, first + perBar - 1);
    const total = { items: 0, matched: 0 };
    for (let week = first; week <= last; week++) {
      total.items += all.get(week) ?? 0;
      total.matched += those.get(week) ?? 0;
    }
    bars.push({ party, from: new Date(mondayOf(first)), to: new Date(mondayOf(last + 1)), ...total });
  }
  return bars;
}
