/** The figures of share and association. */
import * as Plot from '@observablehq/plot';
import { figure, partyAxis, percentScale } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ShareRow, SummaryRow } from './model.ts';
import { baselineLetters } from './names.ts';
import { sentences } from './parts.ts';
import type { StandingWinners } from './tally.ts';
import type { View } from './view.ts';

interface ShareFigure {
  readonly id: string;
  readonly title: string;
  /** What the figure shows, from the value of each ecosystem. */
  readonly describe: (values: readonly string[]) => string;
  readonly value: (row: ShareRow) => number | null;
  readonly range: (row: ShareRow) => readonly [number | null, number | null];
}

/** Bars per ecosystem; a hollow dot shows the same with copies of one text counted once. */
export function sharePlot(view: View, { id, title, describe, value, range }: ShareFigure): Markup {
  const { parties, wording } = view;
  const rows = view.data.share;
  const { plot: words } = wording.report.share;
  const { percent } = wording.formats;
  const copies = rows
    .filter((row) => row.counting === 'copies')
    .sort((a, b) => b.matched - a.matched || (a.ecosystem < b.ecosystem ? -1 : 1));
  const order = copies.map((row) => parties.of(row.ecosystem));
  const data = copies.map((row) => {
    const groups = rows.find((other) => other.counting === 'groups' && other.ecosystem === row.ecosystem);
    return {
      party: parties.of(row.ecosystem),
      copies: value(row) ?? 0,
      groups: groups === undefined ? null : value(groups),
      known: value(row) !== null,
      low: range(row)[0],
      high: range(row)[1],
    };
  });
  const whiskers = data.filter((row) => row.low !== null && row.high !== null);
  const highest = Math.max(0.0001, ...data.map((row) => Math.max(row.copies, row.groups ?? 0, row.high ?? 0)));
  return figure({
    id,
    title,
    description: describe(data.map((row) => `${row.party.label} ${row.known ? percent(row.copies) : words.undefined}`)),
    caption: markup`${sentences(view, [words.caption, whiskers.length > 0 && words.line])}`,
    draw: (width) => {
      const axis = partyAxis(order, width);
      return {
        height: 34 * data.length + 44,
        marginLeft: axis.margin,
        marginRight: 64,
        marginTop: 4,
        marginBottom: 36,
        x: percentScale(highest * 1.02, width, wording.formats),
        y: { domain: order.map((party) => party.id), label: null, tickFormat: axis.label, tickSize: 0, padding: 0.3 },
        marks: [
          Plot.barX(data, {
            x: 'copies',
            y: (row: (typeof data)[number]) => row.party.id,
            fill: (row: (typeof data)[number]) => row.party.colour,
          }),
          Plot.ruleY(whiskers, {
            x1: 'low',
            x2: 'high',
            y: (row: (typeof data)[number]) => row.party.id,
            stroke: 'var(--ink)',
            strokeWidth: 1.5,
          }),
          Plot.dot(
            data.filter((row) => row.groups !== null),
            {
              x: 'groups',
              y: (row: (typeof data)[number]) => row.party.id,
              r: 5,
              fill: 'var(--paper)',
              stroke: 'var(--ink)',
              strokeWidth: 1.75,
            },
          ),
          Plot.text(data, {
            x: (row: (typeof data)[number]) => Math.max(row.copies, row.groups ?? 0, row.high ?? 0),
            y: (row: (typeof data)[number]) => row.party.id,
            text: (row: (typeof data)[number]) => (row.known ? percent(row.copies) : '–'),
            dx: 10,
            textAnchor: 'start',
            fill: 'var(--ink)',
          }),
          Plot.ruleX([0], { stroke: 'var(--ink)' }),
        ],
        color: { type: 'identity' },
      };
    },
  });
}

function rangeOf(
  summary: readonly SummaryRow[],
  { baseline, counting }: StandingWinners,
  ecosystem: string,
): { low: number | null; high: number | null } {
  const row = summary.find(
    (one) => one.baseline === baseline && one.counting === counting && one.ecosystem === ecosystem,
  );
  return { low: row?.low ?? null, high: row?.high ?? null };
}

/** Per ecosystem the share of narratives it wins under each baseline; the band is what the choice decides. */
export function winnersPlot(all: readonly StandingWinners[], view: View): Markup {
  const { data, parties, wording } = view;
  const { summary } = data;
  const {
    association: { plot: words },
    shared,
  } = wording.report;
  const { percent } = wording.formats;
  const points = all.flatMap((winners, lane) =>
    winners.wins.map((win) => ({
      party: parties.of(win.ecosystem),
      share: win.split / Math.max(1, winners.decided),
      letter: baselineLetters[winners.baseline],
      ...rangeOf(summary, winners, win.ecosystem),
      offset: (lane - (all.length - 1) / 2) * 17,
    })),
  );
  const order = (all[0]?.wins ?? []).map((win) => parties.of(win.ecosystem));
  const ranges = order.map((party) => {
    const own = points.filter((point) => point.party === party).map((point) => point.share);
    return { party, low: Math.min(...own), high: Math.max(...own) };
  });
  type Point = (typeof points)[number];
  const highest = Math.max(0.0001, ...points.map((point) => Math.max(point.share, point.high ?? 0)));
  return figure({
    id: 'plot-association',
    title: words.title,
    description: words.description(
      ranges.map((range) => words.range(range.party.label, percent(range.low), percent(range.high))),
    ),
    caption: markup`${words.caption}
${all.map((winners) => markup`<span class="key"><span class="letter">${baselineLetters[winners.baseline]}</span> ${words.key(shared.baselines[winners.baseline], winners.decided)}</span> `)}
${words.band}`,
    draw: (width) => {
      const axis = partyAxis(order, width);
      return {
        height: 80 * order.length + 44,
        marginLeft: axis.margin,
        marginRight: 20,
        marginTop: 4,
        marginBottom: 36,
        x: percentScale(highest * 1.04, width, wording.formats),
        y: {
          domain: order.map((party) => party.id),
          label: null,
          tickFormat: axis.label,
          tickSize: 0,
          type: 'point',
          padding: 0.6,
        },
        color: { type: 'identity' },
        marks: [
          Plot.ruleY(ranges, {
            y: (row: (typeof ranges)[number]) => row.party.id,
            x1: 'low',
            x2: 'high',
            stroke: (row: (typeof ranges)[number]) => row.party.colour,
            strokeWidth: 12,
            strokeOpacity: 0.18,
          }),
          ...[...new Set(points.map((point) => point.offset))].flatMap((dy) => {
            const lane = points.filter((point) => point.offset === dy);
            const place = { x: 'share', y: (point: Point) => point.party.id, dy };
            return [
              Plot.ruleY(
                lane.filter((point) => point.low !== null && point.high !== null),
                {
                  y: place.y,
                  dy,
                  x1: 'low',
                  x2: 'high',
                  stroke: (point: Point) => point.party.colour,
                  strokeWidth: 1.5,
                },
              ),
              Plot.dot(lane, { ...place, fill: (point: Point) => point.party.colour, r: 8 }),
              Plot.text(lane, {
                ...place,
                text: (point: Point) => point.letter,
                fill: 'var(--paper)',
                fontWeight: 700,
                fontSize: 11,
              }),
            ];
          }),
          Plot.ruleX([0], { stroke: 'var(--ink)' }),
        ],
      };
    },
  });
}
