/** The figure of a narrative in time: a lane a source, items as intervals or counted per period. */
import * as Plot from '@observablehq/plot';
import { figure } from './figure.ts';
import { markup, trusted } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Parties, Party } from './names.ts';

/** An item on the axis; milliseconds since 1970, null: unbounded. */
export interface PlacedItem {
  readonly item_id: string;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly middle: number;
}

/** Items whose middle lies in a period. */
export interface Period {
  readonly from: number;
  readonly items: number;
}

/** A source: its items one by one where they are few, and in any case counted. */
export interface Lane {
  readonly source: string;
  readonly items: number;
  readonly undated: number;
  readonly drawn?: readonly PlacedItem[];
  readonly periods: readonly Period[];
  /** Bounds of the first appearance. */
  readonly first?: { readonly earliest: number | null; readonly latest: number | null };
}

/** The items of a narrative in time. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Length of a period in milliseconds. */
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

/** What the figure says, and where its marks lead. */
export interface TimelineWords {
  readonly title: string;
  readonly description: string;
  readonly caption: Content;
  /** Above a lane: how many items, how many have no time, and the most in a period where they are counted. */
  readonly lane: (party: Party, lane: Lane) => string;
  /** A period with its count, for those who point at it. */
  readonly period: (from: number, items: number) => string;
  readonly periodHref: (lane: Lane, from: number) => string;
  readonly itemHref: (item: PlacedItem) => string;
  /** Label of a tick. */
  readonly tick: (time: number) => string;
}

const headHeight = 28;
const rowHeight = 9;
const barsHeight = 44;
const laneGap = 10;
/** Pixels a mark needs beside the next in its row. */
const markWidth = 9;
const margins = { left: 8, right: 8, top: 8, bottom: 26 };

interface Drawn {
  readonly party: Party;
  readonly x1: number;
  readonly x2: number;
  readonly x: number;
  readonly y: number;
  readonly href: string;
  readonly open: 'none' | 'before' | 'after';
  readonly wide: boolean;
}

interface Bar {
  readonly party: Party;
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly href: string;
  readonly title: string;
}

interface Layout {
  readonly height: number;
  readonly drawn: readonly Drawn[];
  readonly bars: readonly Bar[];
  readonly heads: readonly { readonly text: string; readonly y: number; readonly party: Party }[];
  readonly bases: readonly number[];
  readonly firsts: readonly { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number }[];
}

/**
 * Draws a timeline, ecosystems above and the platform below them. Marks are links for those who point;
 * the table beside the figure has the same links for everyone else, so the keyboard passes the figure by.
 */
export function timelinePlot(timeline: Timeline, parties: Parties, words: TimelineWords): Markup {
  const order = [...parties.ecosystems, parties.platform];
  const lanes = order.flatMap((party) => {
    const lane = timeline.lanes.find(({ source }) => source === party.key);
    return lane === undefined ? [] : [{ party, lane }];
  });
  const drawing = figure({
    id: 'timeline',
    title: words.title,
    description: words.description,
    linked: true,
    caption: markup`${words.caption}`,
    draw: (width) => plotOptions(timeline, layOut(timeline, lanes, words, width), words, width),
  });
  return trusted(drawing.text.replaceAll('<a ', '<a tabindex="-1" '));
}

/** Places every mark; y in pixels from the top. */
function layOut(
  timeline: Timeline,
  lanes: readonly { readonly party: Party; readonly lane: Lane }[],
  words: TimelineWords,
  width: number,
): Layout {
  const perPixel = (timeline.to - timeline.from) / (width - margins.left - margins.right);
  const within = (time: number): number => Math.min(timeline.to, Math.max(timeline.from, time));
  const drawn: Drawn[] = [];
  const bars: Bar[] = [];
  const heads: Layout['heads'][number][] = [];
  const bases: number[] = [];
  const firsts: Layout['firsts'][number][] = [];
  let top = 0;
  for (const { party, lane } of lanes) {
    heads.push({ text: words.lane(party, lane), y: top + 9, party });
    const start = top + headHeight;
    let height = barsHeight;
    if (lane.drawn === undefined) {
      const most = Math.max(1, ...lane.periods.map(({ items }) => items));
      for (const { from, items } of lane.periods) {
        bars.push({
          party,
          x1: within(from),
          x2: within(from + timeline.length),
          y1: start + barsHeight,
          y2: start + barsHeight - Math.max(1.5, (items / most) * (barsHeight - 4)),
          href: words.periodHref(lane, from),
          title: words.period(from, items),
        });
      }
    } else {
      const ends: number[] = [];
      for (const item of lane.drawn) {
        const x1 = item.earliest === null ? timeline.from : within(item.earliest);
        const x2 = item.latest === null ? timeline.to : within(item.latest);
        const left = Math.min(x1, item.middle - (markWidth / 2) * perPixel);
        const right = Math.max(x2, item.middle + (markWidth / 2) * perPixel);
        const free = ends.findIndex((end) => end <= left);
        const row = free < 0 ? ends.length : free;
        ends[row] = right;
        drawn.push({
          party,
          x1,
          x2,
          x: within(item.middle),
          y: start + (row + 0.5) * rowHeight + 2,
          href: words.itemHref(item),
          open: item.earliest === null ? 'before' : item.latest === null ? 'after' : 'none',
          wide: (x2 - x1) / perPixel > 4,
        });
      }
      height = Math.max(1, ends.length) * rowHeight + 4;
    }
    if (lane.first !== undefined && (lane.first.earliest ?? lane.first.latest) !== null) {
      const { earliest, latest } = lane.first;
      firsts.push({
        x1: earliest === null ? timeline.from : within(earliest),
        x2: latest === null ? timeline.to : within(latest),
        y1: start - 2,
        y2: start + height,
      });
    }
    bases.push(start + height);
    top = start + height + laneGap;
  }
  return { height: top, drawn, bars, heads, bases, firsts };
}

function plotOptions(timeline: Timeline, layout: Layout, words: TimelineWords, width: number): Plot.PlotOptions {
  const { from, to } = timeline;
  const hidden = { ariaHidden: 'true' } as const;
  const items = (list: readonly Drawn[]): Plot.Markish[] =>
    [...new Set(list.map(({ party }) => party))].map((party) =>
      Plot.dot(
        list.filter((mark) => mark.party === party),
        {
          ...hidden,
          x: 'x',
          y: 'y',
          href: 'href',
          symbol: party.symbol,
          r: 3.5,
          fill: party.symbol === 'times' ? 'none' : party.colour,
          stroke: party.colour,
          strokeWidth: 1.3,
        },
      ),
    );
  const open = layout.drawn.filter((mark) => mark.open !== 'none');
  const centre = ({ x1, x2 }: { x1: number; x2: number }): number => (x1 + x2) / 2;
  return {
    height: layout.height + margins.top + margins.bottom,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    x: { type: 'linear', domain: [from, to], axis: null },
    y: { domain: [0, layout.height], range: [margins.top, layout.height + margins.top], axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.gridX(ticksWithin(from, to, width), { stroke: 'var(--line)', strokeOpacity: 1 }),
      Plot.ruleY(layout.bases, { stroke: 'var(--line)' }),
      Plot.rect(layout.firsts, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'var(--ink)', fillOpacity: 0.12 }),
      Plot.ruleX(layout.firsts, { x: centre, y1: 'y1', y2: 'y2', stroke: 'var(--ink)', strokeWidth: 1 }),
      Plot.text(layout.firsts, { x: centre, y: 'y1', text: () => '▼', fill: 'var(--ink)', dy: -4, fontSize: 9 }),
      Plot.rect(layout.bars, {
        ...hidden,
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: (bar: Bar) => bar.party.colour,
        href: 'href',
        title: 'title',
      }),
      Plot.ruleY(
        layout.drawn.filter((mark) => mark.open === 'none' && mark.wide),
        {
          y: 'y',
          x1: 'x1',
          x2: 'x2',
          stroke: (mark: Drawn) => mark.party.colour,
          strokeWidth: 5,
          strokeOpacity: 0.4,
        },
      ),
      Plot.ruleY(open, {
        y: 'y',
        x1: 'x1',
        x2: 'x2',
        stroke: (mark: Drawn) => mark.party.colour,
        strokeWidth: 1.5,
        strokeDasharray: '3 3',
      }),
      Plot.text(open, {
        x: (mark: Drawn) => (mark.open === 'before' ? mark.x1 : mark.x2),
        y: 'y',
        text: (mark: Drawn) => (mark.open === 'before' ? '◀' : '▶'),
        fill: (mark: Drawn) => mark.party.colour,
        fontSize: 8,
      }),
      ...items(layout.drawn),
      Plot.text(layout.heads, {
        x: () => from,
        y: 'y',
        text: 'text',
        textAnchor: 'start',
        fill: 'var(--ink)',
        stroke: 'var(--paper)',
        strokeWidth: 4,
      }),
      Plot.text(ticksWithin(from, to, width), {
        x: (time: number) => time,
        y: () => layout.height,
        dy: 14,
        text: (time: number) => words.tick(time),
        fill: 'var(--soft)',
      }),
    ],
  };
}

const hour = 3_600_000;
const day = 24 * hour;
const steps = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 4380, 8766, 17_532, 43_830, 87_660].map(
  (hours) => hours * hour,
);

/** Ticks far enough from each other for their labels, at round distances from 1 January 1970. */
function ticksWithin(from: number, to: number, width: number): number[] {
  const most = Math.max(1, Math.floor(width / 92));
  const step = steps.find((length) => (to - from) / length <= most) ?? Math.ceil((to - from) / most / day) * day;
  const ticks: number[] = [];
  const clear = ((to - from) / width) * 34;
  for (let time = Math.ceil(from / step) * step; time <= to; time += step)
    if (time - from >= clear && to - time >= clear) ticks.push(time);
  return ticks.length > 0 ? ticks : [(from + to) / 2];
}
