/** The figure of first appearances: time relative to the platform, intervals as bars. */
import * as Plot from '@observablehq/plot';
import { figure, fitted } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { FirstRow, NarrativeRow } from './model.ts';
import type { Party } from './names.ts';
import { counted } from './numbers.ts';
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

const steps = [
  [1 / 24, '1 h'],
  [0.25, '6 h'],
  [1, '1 d'],
  [3, '3 d'],
  [7, '7 d'],
  [30, '30 d'],
  [100, '100 d'],
  [365, '1 y'],
  [3652.5, '10 y'],
  [36525, '100 y'],
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

function tickLabel(value: number): string {
  const label = steps.find(([days]) => days === Math.abs(value))?.[1];
  return label === undefined ? '0' : `${value > 0 ? '+' : '−'}${label}`;
}

/** Draws the first appearances of narratives that are `placeable`, in their order. */
export function firstPlot(narratives: readonly PlottedNarrative[], left: number, view: View): Markup {
  const { parties, links } = view;
  const lanes = parties.ecosystems.length;
  const rowHeight = headHeight + (lanes + 1) * laneHeight + 8;
  const marks: Mark[] = [];
  const labels: { y: number; text: string; href: string; language: string | null }[] = [];
  for (const [index, { narrative, first }] of narratives.entries()) {
    const origin = originOf(first.platform)!;
    const days = (instant: number | null): number | null =>
      instant === null ? null : (instant - origin) / dayMilliseconds;
    const top = index * rowHeight + headHeight;
    labels.push({
      y: index * rowHeight + 12,
      text: labelOf(narrative),
      href: links.narrative(narrative.narrative_id),
      language: narrative.language,
    });
    for (const row of [...first.ecosystems, ...(first.platform === undefined ? [] : [first.platform])]) {
      const low = days(row.earliest);
      const high = days(row.latest);
      if (low === null && high === null) continue;
      const party = parties.of(row.ecosystem);
      const lane = party === parties.platform ? lanes : parties.ecosystems.indexOf(party);
      marks.push({
        party,
        low,
        high,
        at: low !== null && high !== null ? (low + high) / 2 : (high ?? low)!,
        y: top + (lane + 0.5) * laneHeight,
      });
    }
  }
  const reach = Math.max(1, ...marks.flatMap((mark) => [Math.abs(mark.low ?? 0), Math.abs(mark.high ?? 0)])) * 1.3;
  const height = narratives.length * rowHeight;
  return figure({
    id: 'plot-first',
    title: `First appearance of each narrative, relative to its first post on ${parties.platform.label}`,
    description: `${counted(narratives.length, 'narrative')}, one row each; every row has a mark for each ecosystem with a matched article, left of the middle where the ecosystem was earlier. The narratives below give the times in words.`,
    linked: true,
    languages: labels.map((label) => label.language),
    caption: markup`Days before (left) and after (right) the first post, on a scale that shrinks with distance. A bar is the interval in which the first appearance lies, a shape its middle; a hollow shape and a dashed line mean that only one bound is known.
${[...parties.ecosystems, parties.platform].map((party) => markup`<span class="key"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${party.label}</span> `)}
${left > 0 && markup`${counted(left, 'further narrative')} ${left === 1 ? 'is' : 'are'} not drawn; see ${csvLink(view, 'first_appearance')}.`}`,
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
          tickFormat: tickLabel,
          label: null,
          axis: 'both',
          grid: true,
          tickSize: 3,
        },
        y: { domain: [0, height], reverse: false, range: [26, height + 26], axis: null },
        color: { type: 'identity' },
        marks: [
          Plot.ruleX([0], { stroke: 'var(--ink)', strokeWidth: 1 }),
          Plot.ruleY(narratives.map((_, index) => index * rowHeight).slice(1), { stroke: 'var(--line)' }),
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
