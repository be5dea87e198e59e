/** The figure of first appearances: time relative to the platform, intervals as bars. */
import * as Plot from '@observablehq/plot';
import { figure, fitted } from './figure.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { FirstRow, NarrativeRow } from './model.ts';
import type { Party } from './names.ts';
import type { FirstOfNarrative } from './tally.ts';
import { csvLink } from './parts.ts';
import { labelOf } from './view.ts';
import type { View } from './view.ts';

const dayMilliseconds = 86_400_000;
const laneHeight = 11;
const headHeight = 22;

/** A narrative that is drawn. */
export interface PlottedNarrative {
  readonly narrative: NarrativeRow;
  readonly first: FirstOfNarrative;
}

interface Mark {
  readonly party: Party;
  /** Days from the first post; null: unbounded. */
  readonly low: number | null;
  readonly high: number | null;
  readonly at: number;
  readonly y: number;
}

/** Narratives that can be placed: the platform's first time is known, and so is one ecosystem's. */
export function placeable(narratives: readonly PlottedNarrative[]): PlottedNarrative[] {
  return narratives.filter(
    ({ first }) =>
      originOf(first.platform) !== null && first.ecosystems.some((row) => row.earliest !== null || row.latest !== null),
  );
}

function originOf(row: FirstRow | undefined): number | null {
  if (row === undefined) return null;
  if (row.earliest !== null && row.latest !== null) return (row.earliest + row.latest) / 2;
  return row.at ?? row.latest;
}

/** Steps of the axis in days, and how they are called. */
const steps = [
  [1 / 24, 'hours', 1],
  [0.25, 'hours', 6],
  [1, 'days', 1],
  [3, 'days', 3],
  [7, 'days', 7],
  [30, 'days', 30],
  [100, 'days', 100],
  [365, 'years', 1],
  [3652.5, 'years', 10],
  [36525, 'years', 100],
] as const;

/** Days around the first post within which the axis is nearly linear. */
const linearDays = 0.5;

/** Ticks at steps people think in, far enough from each other for their labels. */
function ticksWithin(reach: number, width: number): number[] {
  const place = (days: number): number =>
    ((Math.log1p(days / linearDays) / Math.log1p(reach / linearDays)) * width) / 2;
  const kept: number[] = [];
  for (const [days] of steps) {
    if (days <= reach && place(days) - place(kept.at(-1) ?? 0) >= 44) kept.push(days);
  }
  return [...kept.map((days) => -days).reverse(), 0, ...kept];
}

function tickLabel(value: number, { report }: View['wording']): string {
  const step = steps.find(([days]) => days === Math.abs(value));
  return step === undefined ? '0' : `${value > 0 ? '+' : '−'}${report.first.plot[step[1]](step[2])}`;
}

/** Draws the first appearances of narratives that are `placeable`, in their order. */
export function firstPlot(narratives: readonly PlottedNarrative[], left: number, view: View): Markup {
  const { parties, links, wording } = view;
  const { plot: words } = wording.report.first;
  const order = [...parties.ecosystems, parties.platform];
  const marks: Mark[] = [];
  const labels: { y: number; text: string; href: string; language: string | null }[] = [];
  const begins: number[] = [];
  let height = 0;
  for (const { narrative, first } of narratives) {
    const origin = originOf(first.platform)!;
    const days = (instant: number | null): number | null =>
      instant === null ? null : (instant - origin) / dayMilliseconds;
    begins.push(height);
    labels.push({
      y: height + 12,
      text: labelOf(view, narrative),
      href: links.narrative(narrative.narrative_id),
      language: narrative.language,
    });
    height += headHeight;
    // A lane for each source that has a time, in the same order everywhere.
    const placed = [...first.ecosystems, ...(first.platform === undefined ? [] : [first.platform])]
      .map((row) => ({ party: parties.of(row.ecosystem), low: days(row.earliest), high: days(row.latest) }))
      .filter(({ low, high }) => low !== null || high !== null)
      .sort((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
    for (const { party, low, high } of placed) {
      const at = low !== null && high !== null ? (low + high) / 2 : (high ?? low)!;
      marks.push({ party, low, high, at, y: height + 0.5 * laneHeight });
      height += laneHeight;
    }
    height += 8;
  }
  const reach = Math.max(1, ...marks.flatMap((mark) => [Math.abs(mark.low ?? 0), Math.abs(mark.high ?? 0)])) * 1.3;
  return figure({
    id: 'plot-first',
    title: words.title(parties.platform.label),
    description: words.description(narratives.length),
    linked: true,
    languages: labels.map((label) => label.language),
    caption: markup`${words.caption}
${order.map((party) => markup`<span class="key"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${party.label}</span> `)}
${left > 0 && words.left<Content>(left, csvLink(view, 'first_appearance'))}`,
    draw: (width) => {
      const ticks = ticksWithin(reach, width);
      const bounded = marks.filter((mark) => mark.low !== null && mark.high !== null);
      const open = marks.filter((mark) => mark.low === null || mark.high === null);
      const dots = (data: Mark[], hollow: boolean): Plot.Markish[] =>
        [...new Set(data.map((mark) => mark.party))].map((party) =>
          Plot.dot(
            data.filter((mark) => mark.party === party),
            {
              x: 'at',
              y: 'y',
              symbol: party.symbol,
              r: 4,
              fill: hollow ? 'var(--paper)' : party.symbol === 'times' ? 'none' : party.colour,
              stroke: party.colour,
              strokeWidth: 1.5,
            },
          ),
        );
      return {
        height: height + 52,
        marginLeft: 14,
        marginRight: 14,
        marginTop: 26,
        marginBottom: 26,
        x: {
          type: 'symlog',
          constant: linearDays,
          domain: [-reach, reach],
          ticks,
          tickFormat: (value: number) => tickLabel(value, wording),
          label: null,
          axis: 'both',
          grid: true,
          tickSize: 3,
        },
        y: { domain: [0, height], reverse: false, range: [26, height + 26], axis: null },
        color: { type: 'identity' },
        marks: [
          Plot.ruleX([0], { stroke: 'var(--ink)', strokeWidth: 1 }),
          Plot.ruleY(begins.slice(1), { stroke: 'var(--line)' }),
          Plot.ruleY(bounded, {
            y: 'y',
            x1: 'low',
            x2: 'high',
            stroke: (mark: Mark) => mark.party.colour,
            strokeWidth: 5,
            strokeOpacity: 0.4,
          }),
          Plot.ruleY(open, {
            y: 'y',
            x1: (mark: Mark) => mark.low ?? -reach,
            x2: (mark: Mark) => mark.high ?? reach,
            stroke: (mark: Mark) => mark.party.colour,
            strokeWidth: 1.5,
            strokeDasharray: '3 3',
          }),
          ...dots(bounded, false),
          ...dots(open, true),
          Plot.text(labels, {
            x: () => -reach,
            y: 'y',
            text: (label: (typeof labels)[number]) => fitted(label.text, width - 40),
            href: 'href',
            textAnchor: 'start',
            fill: 'var(--link)',
            stroke: 'var(--paper)',
            strokeWidth: 4,
          }),
        ],
      };
    },
  });
}
