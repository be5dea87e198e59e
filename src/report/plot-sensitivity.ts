/** A specification curve: the answer under every set of choices, and the choices below it. */
import * as Plot from '@observablehq/plot';
import { choices } from '../store/sensitivity.ts';
import type { Choice, Curve, Specification } from '../store/sensitivity.ts';
import { figure, fitted, labelWidth } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { choiceInWords, choicesOf } from './sensitivity-words.ts';
import type { View } from './view.ts';

/** Pixels of the curve, of a row of marks below it, and between the two. */
export const heights = { curve: 190, row: 13, gap: 20 } as const;

/** Size of the labels of the choices, next to that which widths are reckoned in. */
const labelScale = 11 / 13;

/** Part of the width that the labels of the choices may take. */
const widestLabels = 0.4;

/** Draws the values of every source over the specifications, in the order of the study's winner. */
export function specificationPlot(curve: Curve, view: View): Markup {
  const { parties, wording } = view;
  const { sensitivity: words } = wording.report;
  const { percent, percentTick } = wording.formats;
  const winner = curve.study.winners[0]!;
  const order = columnsOf(curve);
  const place = new Map(order.map((specification, index) => [specification.specification, index + 1]));
  const points = order.flatMap((specification) =>
    Object.entries(specification.values).map(([source, value]) => ({
      x: place.get(specification.specification)!,
      value,
      party: parties.of(source),
    })),
  );
  type Point = (typeof points)[number];
  const highest = Math.max(0.0001, ...points.map(({ value }) => value));
  const lanes = lanesOf(curve).map((lane) => ({ ...lane, text: choiceInWords(lane.choice, lane.value, wording) }));
  const top = (index: number): number => heights.curve + heights.gap + index * heights.row;
  // The curve and the lanes share one scale of pixels, so that what is above is what was chosen below.
  const height = (value: number): number => heights.curve - (value / (highest * 1.05)) * (heights.curve - 10);
  const study = place.get(curve.study.specification)!;
  const reached = parties.of(winner);
  const id = `plot-sensitivity-${curve.question}`;
  return figure({
    id,
    title: words.titles[curve.question],
    description: words.plot.description(
      order.length,
      reached.label,
      percent(curve.range!.low),
      percent(curve.range!.high),
    ),
    caption: markup`${words.plot.caption(reached.label)} ${[...new Set(points.map(({ party }) => party))].map(
      (party) =>
        markup`<span class="key"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${party.label}</span> `,
    )}`,
    draw: (width) => {
      const { labels, marginLeft } = laneLabels(
        lanes.map(({ text }) => text),
        width,
      );
      return {
        height: top(lanes.length) + 6,
        marginLeft,
        marginRight: 12,
        marginTop: 4,
        marginBottom: 2,
        x: { domain: [0.5, order.length + 0.5], axis: null },
        y: { domain: [top(lanes.length), 0], axis: null },
        color: { type: 'identity' },
        marks: [
          Plot.ruleY(ticks(highest), { y: height, stroke: 'var(--line)' }),
          Plot.text(ticks(highest), {
            x: 0.5,
            y: height,
            text: (value: number) => percentTick(value),
            dx: -6,
            textAnchor: 'end',
            fill: 'var(--soft)',
          }),
          Plot.ruleX([study], { y1: 0, y2: top(lanes.length) - 2, stroke: 'var(--ink)', strokeOpacity: 0.55 }),
          Plot.dot(points, {
            x: 'x',
            y: ({ value }: Point) => height(value),
            fill: ({ party }: Point) => party.colour,
            symbol: ({ party }: Point) => party.symbol,
            r: order.length > 100 || width < 500 ? 1.6 : 2.6,
          }),
          ...lanes.flatMap(({ choice, value }, index) => [
            Plot.text([0], {
              x: 0.5,
              y: top(index) + heights.row / 2,
              text: () => labels[index]!,
              dx: -6,
              textAnchor: 'end',
              fontSize: 11,
              fill: 'var(--soft)',
            }),
            Plot.ruleX(
              order.filter((specification) => String(specification[choice]) === value),
              {
                x: ({ specification }: Specification) => place.get(specification)!,
                y1: top(index) + 2,
                y2: top(index) + heights.row - 2,
                stroke: 'var(--ink)',
                strokeWidth: Math.max(0.8, Math.min(5, (width - marginLeft - 12) / order.length - 0.6)),
              },
            ),
          ]),
        ],
        symbol: { type: 'identity' } as never,
      };
    },
  });
}

/** Labels of the rows of marks, cut to what they may take, and the margin they need. */
export function laneLabels(
  texts: readonly string[],
  width: number,
): { readonly labels: readonly string[]; readonly marginLeft: number } {
  const labels = texts.map((text) => fitted(text, (width * widestLabels) / labelScale));
  return {
    labels,
    marginLeft: Math.ceil(Math.max(40, ...labels.map((text) => labelWidth(text) * labelScale))) + 12,
  };
}

/** The sets of choices in the order of the value of the study's winner. */
export function columnsOf({ specifications, study }: Curve): Specification[] {
  const winner = study.winners[0]!;
  return [...specifications].sort(
    (a, b) => (a.values[winner] ?? 0) - (b.values[winner] ?? 0) || a.specification - b.specification,
  );
}

/** Every value of every choice that the sets of choices differ in: a row of marks each. */
export function lanesOf({ specifications }: Pick<Curve, 'specifications'>): { choice: Choice; value: string }[] {
  return choices.flatMap((choice) => {
    const values = choicesOf(specifications, choice);
    return values.length < 2 ? [] : values.map((value) => ({ choice, value }));
  });
}

/** Round values of the axis up to the highest value of the curve. */
export function ticks(highest: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((size) => highest / size <= 5) ?? 0.5;
  return Array.from({ length: Math.floor(highest / step) + 1 }, (_, index) => index * step);
}
