/** The figure of influence: how much of the platform's posts each source set off, with intervals. */
import * as Plot from '@observablehq/plot';
import { backgroundSource, onPlatform, rangedPercent } from './answer-influence.ts';
import { figure, labelAxis, percentScale } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { InfluenceRow } from './model.ts';
import type { View } from './view.ts';

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly colour: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly root: number | null;
  readonly text: string;
}

/** Bars from most to least, the platform itself and the background last; undefined where there are no figures. */
export function influencePlot(view: View): Markup | undefined {
  const { data, parties, wording } = view;
  const { plot: words } = wording.report.influence;
  const { ecosystems, itself, background } = onPlatform(data);
  const rows = [...ecosystems, itself, background].filter(
    (row): row is InfluenceRow => row !== undefined && row.influence.value !== null,
  );
  if (rows.length === 0) return undefined;
  const bars = rows.map((row): Bar => {
    const party = row.source === backgroundSource ? undefined : parties.of(row.source);
    return {
      key: party?.id ?? backgroundSource,
      label: party === undefined ? wording.report.shared.background : `${party.mark} ${party.label}`,
      colour: party?.colour ?? 'var(--soft)',
      value: row.influence.value!,
      low: row.influence.low,
      high: row.influence.high,
      root: row.root.value,
      text: rangedPercent(row.influence, wording),
    };
  });
  const highest = Math.max(0.001, ...bars.flatMap((bar) => [bar.value, bar.high ?? 0, bar.root ?? 0]));
  return figure({
    id: 'plot-influence',
    title: words.title(parties.platform.label),
    description: words.description(bars.map((bar) => `${bar.label} ${bar.text}`)),
    caption: markup`${words.caption}`,
    draw: (width) => {
      const axis = labelAxis(new Map(bars.map((bar) => [bar.key, bar.label])), width);
      return {
        height: 34 * bars.length + 44,
        marginLeft: axis.margin,
        marginRight: 20,
        marginTop: 4,
        marginBottom: 36,
        x: percentScale(highest * 1.04, width, wording.formats),
        y: {
          domain: bars.map((bar) => bar.key),
          label: null,
          tickFormat: axis.label,
          tickSize: 0,
          padding: 0.3,
        },
        color: { type: 'identity' },
        marks: [
          Plot.barX(bars, { x: 'value', y: 'key', fill: 'colour', fillOpacity: 0.75 }),
          Plot.ruleY(
            bars.filter((bar) => bar.low !== null && bar.high !== null),
            { y: 'key', x1: 'low', x2: 'high', stroke: 'var(--ink)', strokeWidth: 2 },
          ),
          Plot.dot(
            bars.filter((bar) => bar.root !== null),
            { x: 'root', y: 'key', r: 5, fill: 'var(--paper)', stroke: 'var(--ink)', strokeWidth: 1.75 },
          ),
          Plot.ruleX([0], { stroke: 'var(--ink)' }),
        ],
      };
    },
  });
}
