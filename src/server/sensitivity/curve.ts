/**
 * The specification curve of the dashboard: that of the report, with a link over each column that chooses it. Its
 * dots are one path a source, since a figure of thousands of elements would make the page slow.
 */
import { plotName } from '../../exports/plots.ts';
import { widths } from '../../report/figure.ts';
import { markup, trusted } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Parties, Party } from '../../report/names.ts';
import { columnsOf, heights, laneLabels, lanesOf, ticks } from '../../report/plot-sensitivity.ts';
import { choiceInWords } from '../../report/sensitivity-words.ts';
import type { Curve, Specification } from '../../store/sensitivity.ts';
import type { Wording } from '../../wording/wording.ts';
import { saveLinks } from '../figures.ts';
import { address } from '../page.ts';
import { leaderInWords, valueInWords, valueOf, wantedBy } from './grid.ts';

const margins = { right: 12, top: 4, bottom: 8 } as const;

/** What a curve is drawn with. */
export interface CurveRequest {
  readonly wording: Wording;
  readonly parties: Parties;
  /** Where a column leads. */
  readonly href: (specification: Specification) => string;
}

/** The curve without a chosen column; expects a study with a leader. */
export function curveFigure(curve: Curve, request: CurveRequest): Markup {
  const { parties, wording } = request;
  const { formats, report, sensitivity: words } = wording;
  const found = new Set(curve.specifications.flatMap(({ values }) => Object.keys(values)));
  const sources = parties.ecosystems.filter(({ key }) => found.has(key));
  const name = plotName(`plot-sensitivity-${curve.question}`);
  return markup`<figure id="curve-${curve.question}" class="curve">
${(['wide', 'narrow'] as const).map((name) => markup`<div class="${name}">${drawing(curve, sources, request, name)}</div>`)}
<figcaption><strong>${report.sensitivity.titles[curve.question]}</strong>${formats.bracketed(words.sets(curve.specifications.length))} ${sources.map(
    (party) =>
      markup`<span class="key"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> <bdi>${party.label}</bdi></span> `,
  )}${saveLinks(address(`/exports/svg/${name}`, { language: formats.language }), name, wording)}</figcaption>
</figure>`;
}

/** The curve with a column chosen. */
export function withChosen({ text }: Markup, point: Specification | undefined): Markup {
  if (point === undefined) return trusted(text);
  const column = `data-set="${point.specification}"`;
  return trusted(text.replaceAll(`${column} tabindex="-1"`, `${column} aria-current="true"`));
}

function drawing(
  curve: Curve,
  sources: readonly Party[],
  { parties, wording, href }: CurveRequest,
  name: keyof typeof widths,
): Markup {
  const { sensitivity: words, report, formats } = wording;
  const columns = columnsOf(curve);
  const lanes = lanesOf(curve);
  const width = widths[name];
  const { labels, marginLeft } = laneLabels(
    lanes.map(({ choice, value }) => choiceInWords(choice, value, wording)),
    width,
  );
  const step = (width - marginLeft - margins.right) / columns.length;
  const bottom = margins.top + heights.curve + heights.gap + lanes.length * heights.row;
  const highest = Math.max(0.0001, ...columns.flatMap(({ values }) => Object.values(values)));
  const x = (place: number): number => marginLeft + (place + 0.5) * step;
  const y = (value: number): number => margins.top + heights.curve - (value / (highest * 1.05)) * (heights.curve - 10);
  const top = (lane: number): number => margins.top + heights.curve + heights.gap + lane * heights.row;
  const radius = columns.length > 100 || name === 'narrow' ? 1.7 : 2.7;
  const studyAt = round(x(columns.indexOf(curve.study)));
  const winner = parties.of(curve.study.winners[0]!);
  const title = report.sensitivity.titles[curve.question];
  const described = report.sensitivity.plot.description(
    columns.length,
    winner.label,
    formats.percent(curve.range!.low),
    formats.percent(curve.range!.high),
  );
  const id = `curve-${curve.question}-${name}`;
  return markup`<svg class="plot" viewBox="0 0 ${width} ${bottom + margins.bottom}" role="group" aria-labelledby="${id}-title ${id}-about">
<title id="${id}-title">${title}</title><desc id="${id}-about">${described}</desc>
<g aria-hidden="true">
${ticks(highest).map(
  (tick) =>
    markup`<path d="M${marginLeft} ${round(y(tick))}H${width - margins.right}" stroke="var(--line)"/><text x="${marginLeft - 6}" y="${round(y(tick) + 4)}" text-anchor="end" fill="var(--soft)">${formats.percentTick(tick)}</text>`,
)}
<path d="M${studyAt} ${margins.top}V${bottom}" stroke="var(--ink)" stroke-opacity="0.6"/>
${sources.map(
  (party) =>
    markup`<path fill="${party.colour}" d="${columns
      .map((column, place) => glyph(party.symbol, x(place), y(valueOf(column, party.key)), radius))
      .join('')}"/>`,
)}
${lanes.map(
  ({ choice, value }, lane) =>
    markup`<text x="${marginLeft - 6}" y="${round(top(lane) + heights.row / 2 + 4)}" text-anchor="end" font-size="11" fill="var(--soft)">${labels[lane]}</text><path stroke="var(--ink)" stroke-width="${round(Math.max(0.8, Math.min(5, step - 0.6)))}" d="${columns
      .map((column, place) =>
        String(column[choice]) === value ? `M${round(x(place))} ${top(lane) + 2}v${heights.row - 4}` : '',
      )
      .join('')}"/>`,
)}
</g>
<g class="columns">
${columns.map((column, place) => {
  const own = [...wantedBy(curve, column)]
    .filter(([choice]) => lanes.some((lane) => lane.choice === choice))
    .map(([choice, value]) => valueInWords(choice, value, wording));
  const leader = leaderInWords(wording, parties, column);
  const value = formats.percent(column.winners.length === 0 ? 0 : valueOf(column, column.winners[0]!));
  return markup`<a href="${href(column)}" data-set="${column.specification}" tabindex="-1"><title>${words.column(leader, value, own)}</title><rect x="${round(marginLeft + place * step)}" y="${margins.top}" width="${round(step)}" height="${bottom - margins.top}"/></a>`;
})}
</g>
</svg>`;
}

/** Corners of the shapes on a circle of radius 1. */
function polygon(corners: number, turn: number, inner = 1): (readonly [number, number])[] {
  const all = inner === 1 ? corners : 2 * corners;
  return Array.from({ length: all }, (_, index) => {
    const angle = ((index / all) * 2 + turn) * Math.PI;
    const size = inner !== 1 && index % 2 === 1 ? inner : 1;
    return [Math.cos(angle) * size, Math.sin(angle) * size] as const;
  });
}

const arm = 0.35;
const plus: readonly (readonly [number, number])[] = [
  [arm, -1],
  [arm, -arm],
  [1, -arm],
  [1, arm],
  [arm, arm],
  [arm, 1],
  [-arm, 1],
  [-arm, arm],
  [-1, arm],
  [-1, -arm],
  [-arm, -arm],
  [-arm, -1],
];

const shapes: Readonly<Record<Party['symbol'], readonly (readonly [number, number])[]>> = {
  circle: polygon(10, 0),
  square: polygon(4, 0.25),
  triangle: polygon(3, -0.5),
  diamond: polygon(4, 0),
  star: polygon(5, -0.5, 0.45),
  cross: plus,
  hexagon: polygon(6, 0),
  times: plus.map(([px, py]) => [(px - py) * Math.SQRT1_2, (px + py) * Math.SQRT1_2]),
};

function glyph(symbol: Party['symbol'], x: number, y: number, radius: number): string {
  const corners = shapes[symbol].map(([px, py]) => `${round(x + px * radius)} ${round(y + py * radius)}`);
  return `M${corners.join('L')}Z`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
