/** Figures as Vega-Lite, for whoever wants to change them: plain marks over rows, the rows in the file. */
import type { Party } from '../report/names.ts';
import { light, plainColour } from './palette.ts';

/** Who a row is about: a party, or what stands beside the parties. */
export type Source = Pick<Party, 'label' | 'colour' | 'symbol'>;

/** A specification, for `JSON.stringify`. */
export type VegaLite = Readonly<Record<string, unknown>>;

/** Where the JSON Schema of the specifications lies. */
const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Rows of a figure. */
type PlotRows = readonly Readonly<Record<string, unknown>>[];

/** What every figure has. */
interface VegaHead {
  readonly title: string;
  readonly description: string;
  readonly rows: PlotRows;
}

/** A specification with its head, rows inline. */
function vegaLite({ title, description, rows }: VegaHead, rest: VegaLite): VegaLite {
  return {
    $schema: schema,
    title,
    description,
    width: 600,
    data: { values: rows },
    ...rest,
    config: {
      view: { stroke: null },
      background: light['paper'],
      font: 'sans-serif',
      axis: { labelColor: light['soft'], titleColor: light['soft'] },
    },
  };
}

/** The colours of the parties, by the name that the rows have. */
function partyColour(parties: readonly Source[]): VegaLite {
  return {
    field: 'source',
    type: 'nominal',
    title: null,
    scale: { domain: parties.map(({ label }) => label), range: parties.map(({ colour }) => plainColour(colour)) },
  };
}

const percentAxis = { format: '.0%', title: null };

/** Bars with intervals, in the order of the rows, which have `source`, `value`, `low` and `high`. */
export function bars(head: VegaHead, parties: readonly Source[]): VegaLite {
  const y = { field: 'source', type: 'nominal', sort: head.rows.map(({ source }) => source), title: null };
  return vegaLite(head, {
    layer: [
      {
        mark: 'bar',
        encoding: {
          y,
          x: { field: 'value', type: 'quantitative', axis: percentAxis },
          color: { ...partyColour(parties), legend: null },
        },
      },
      {
        transform: [{ filter: 'datum.low !== null && datum.high !== null' }],
        mark: { type: 'rule', strokeWidth: 1.5, color: light['ink'] },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
    ],
  });
}

/** Points by baseline with intervals: rows have `source`, `baseline`, `value`, `low` and `high`. */
export function baselinePoints(head: VegaHead, parties: readonly Source[]): VegaLite {
  const y = { field: 'source', type: 'nominal', title: null };
  const yOffset = { field: 'baseline', type: 'nominal' };
  const color = { ...partyColour(parties), legend: null };
  return vegaLite(head, {
    height: { step: 14 },
    layer: [
      {
        transform: [{ filter: 'datum.low !== null && datum.high !== null' }],
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: {
          y,
          yOffset,
          color,
          x: { field: 'low', type: 'quantitative', axis: percentAxis },
          x2: { field: 'high' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 70 },
        encoding: {
          y,
          yOffset,
          color,
          shape: { field: 'baseline', type: 'nominal' },
          x: { field: 'value', type: 'quantitative', axis: percentAxis },
        },
      },
    ],
  });
}

/** Cells per week: rows have `source`, `week` (a day), `next` (the Monday after), `items` and `part` (of the fullest week of the source). */
export function weekCells(head: VegaHead, parties: readonly Source[]): VegaLite {
  return vegaLite(head, {
    mark: { type: 'bar' },
    encoding: {
      x: { field: 'week', type: 'temporal', title: null, scale: { type: 'utc' } },
      x2: { field: 'next' },
      y: { field: 'source', type: 'nominal', title: null },
      color: { ...partyColour(parties), legend: null },
      opacity: { field: 'part', type: 'quantitative', legend: null, scale: { domain: [0, 1], range: [0.2, 1] } },
      tooltip: [{ field: 'source' }, { field: 'week', type: 'temporal' }, { field: 'items', type: 'quantitative' }],
    },
  });
}

/** Intervals of first appearances: rows have `narrative`, `place`, `source`, `low`, `high` and `middle`. */
export function firstIntervals(head: VegaHead, parties: readonly Source[]): VegaLite {
  const y = { field: 'narrative', type: 'nominal', sort: { field: 'place' }, title: null, axis: { labelLimit: 260 } };
  const yOffset = { field: 'source', type: 'nominal' };
  const color = partyColour(parties);
  return vegaLite(head, {
    height: { step: 9 },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.4 },
        encoding: {
          y,
          yOffset,
          color,
          x: { field: 'low', type: 'temporal', title: null, scale: { type: 'utc' } },
          x2: { field: 'high' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 30 },
        encoding: {
          y,
          yOffset,
          color,
          shape: { ...partyShape(parties) },
          x: { field: 'middle', type: 'temporal', scale: { type: 'utc' } },
        },
      },
    ],
  });
}

/** Answers under each set of choices: rows have `source`, `place`, `value`, `is_study` and the choices. */
export function specificationPoints(head: VegaHead, parties: readonly Source[]): VegaLite {
  return vegaLite(head, {
    layer: [
      {
        mark: { type: 'point', filled: true, size: 22 },
        encoding: {
          x: { field: 'place', type: 'quantitative', title: 'set of choices, by the value of the leader' },
          y: { field: 'value', type: 'quantitative', axis: percentAxis },
          color: partyColour(parties),
          shape: partyShape(parties),
        },
      },
      {
        transform: [{ filter: 'datum.is_study' }],
        mark: { type: 'rule', color: light['ink'], opacity: 0.5 },
        encoding: { x: { field: 'place', type: 'quantitative' } },
      },
    ],
  });
}

const shapes: Readonly<Record<Party['symbol'], string>> = {
  circle: 'circle',
  square: 'square',
  triangle: 'triangle-up',
  diamond: 'diamond',
  star: 'M0,-1L0.3,-0.3L1,-0.3L0.45,0.15L0.65,0.9L0,0.45L-0.65,0.9L-0.45,0.15L-1,-0.3L-0.3,-0.3Z',
  cross: 'cross',
  hexagon: 'M0,-1L0.87,-0.5L0.87,0.5L0,1L-0.87,0.5L-0.87,-0.5Z',
  times: 'M-0.2,0L-0.8,-0.6L-0.6,-0.8L0,-0.2L0.6,-0.8L0.8,-0.6L0.2,0L0.8,0.6L0.6,0.8L0,0.2L-0.6,0.8L-0.8,0.6Z',
};

function partyShape(parties: readonly Source[]): VegaLite {
  return {
    field: 'source',
    type: 'nominal',
    title: null,
    scale: { domain: parties.map(({ label }) => label), range: parties.map(({ symbol }) => shapes[symbol]) },
  };
}
