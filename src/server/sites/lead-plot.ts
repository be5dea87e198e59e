/** How many narratives a site had how long before the first post, or after it. */
import * as Plot from '@observablehq/plot';
import { figure } from '../../report/figure.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Party } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { leadEdges } from './facts.ts';
import type { LeadClass } from './facts.ts';

/** Bars by class of the lead; pale where the order cannot be told. */
export function leadPlot({ formats, sites }: Wording, party: Party, classes: readonly LeadClass[]): Markup {
  const { leads: words } = sites.one;
  const { count } = formats;
  const names = Array.from({ length: leadEdges.length + 1 }, (_, place) => {
    const ends = [leadEdges[place - 1], leadEdges[place]].flatMap((edge) => (edge === undefined ? [] : Math.abs(edge)));
    const days = words.days(Math.min(...ends), ends.length === 1 ? undefined : Math.max(...ends));
    return { days, long: (place <= leadEdges.indexOf(0) ? words.earlier : words.later)(days) };
  });
  const bars = names.map((name, place) => {
    const own = classes.find((one) => one.place === place);
    return { place, ...name, decided: own?.decided ?? 0, undecidable: own?.undecidable ?? 0 };
  });
  const all = (bar: (typeof bars)[number]): number => bar.decided + bar.undecidable;
  return figure({
    id: 'plot-leads',
    title: words.plot,
    description: words.description(
      bars.filter((bar) => all(bar) > 0).map((bar) => words.class(bar.long, bar.decided, bar.undecidable)),
    ),
    caption: markup`${words.caption}`,
    draw: (width) => ({
      height: width > 500 ? 190 : 224,
      marginLeft: 8,
      marginRight: 8,
      marginTop: 20,
      marginBottom: width > 500 ? 44 : 78,
      x: {
        domain: bars.map(({ place }) => place),
        label: words.axis,
        labelAnchor: 'center',
        labelArrow: 'none',
        tickSize: 0,
        tickFormat: (place: number) => bars[place]!.days,
        ...(width > 500 ? {} : { tickRotate: -40, labelOffset: 72 }),
        padding: 0.14,
      },
      y: { axis: null, domain: [0, Math.max(1, ...bars.map(all)) * 1.02] },
      marks: [
        Plot.barY(bars, { x: 'place', y1: 0, y2: 'decided', fill: party.colour }),
        Plot.barY(bars, {
          x: 'place',
          y1: 'decided',
          y2: all,
          fill: party.colour,
          fillOpacity: 0.25,
          stroke: party.colour,
          strokeDasharray: '3 2',
        }),
        Plot.text(
          bars.filter((bar) => all(bar) > 0),
          { x: 'place', y: all, text: (bar: (typeof bars)[number]) => count(all(bar)), dy: -8, fill: 'var(--ink)' },
        ),
        Plot.ruleY([0], { stroke: 'var(--ink)' }),
      ],
    }),
  });
}
