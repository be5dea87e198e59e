/** A narrative in time: the figure, and the same counts as a table. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import { timelinePlot } from '../../report/plot-timeline.ts';
import type { Lane, Timeline } from '../../report/plot-timeline.ts';
import type { Wording } from '../../wording/wording.ts';
import { itemAddress, narrativeAddress } from '../page.ts';
import { tickLabel } from './ticks.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The section of the timeline. */
export function timelineSection(
  wording: Wording,
  parties: Parties,
  id: string,
  timeline: Timeline | undefined,
): Markup {
  const { timeline: words } = wording.narrative;
  return markup`<section aria-labelledby="in-time">
<h2 id="in-time">${words.heading}</h2>
${timeline === undefined ? markup`<p class="empty">${words.none}</p>` : drawn(wording, parties, id, timeline)}
</section>`;
}

function drawn(wording: Wording, parties: Parties, id: string, timeline: Timeline): Markup {
  const { narrative, formats } = wording;
  const { timeline: words } = narrative;
  const { length, lanes } = timeline;
  const period = length < day ? words.hours(length / hour) : words.days(length / day);
  const reach = timeline.to - timeline.from;
  const kind = reach <= 3 * day ? 'hour' : reach > 500 * day ? 'month' : 'day';
  const nameOf = (from: number): string =>
    length < day ? `${tickLabel(from, 'hour', formats.language)} UTC` : formats.day(from);
  const hrefOf = ({ source }: Pick<Lane, 'source'>, from: number): string => {
    const isPlatform = source === parties.platform.key;
    const span = { from: writeInstant(from, length), to: writeEnd(from + length, length) };
    return `${narrativeAddress(id, { ecosystem: isPlatform ? '' : source, ...span })}#${isPlatform ? 'post-list' : 'matches'}`;
  };
  const figure = timelinePlot(timeline, parties, {
    title: words.title,
    description: words.description(
      lanes.reduce((sum, { items }) => sum + items, 0),
      lanes.length,
    ),
    caption: words.caption(period),
    lane: (party, lane) =>
      words.lane(
        party.label,
        lane.items,
        lane.undated,
        lane.drawn === undefined ? words.most(Math.max(0, ...lane.periods.map(({ items }) => items)), period) : '',
      ),
    period: (from, items) => `${nameOf(from)}: ${formats.count(items)}`,
    periodHref: hrefOf,
    itemHref: ({ item_id }) => itemAddress(item_id),
    tick: (time) => tickLabel(time, kind, formats.language),
  });
  const order = [...parties.ecosystems, parties.platform].flatMap((party) => {
    const lane = lanes.find(({ source }) => source === party.key);
    return lane === undefined ? [] : [{ party, lane, counts: new Map(lane.periods.map((of) => [of.from, of.items])) }];
  });
  const froms = [...new Set(lanes.flatMap(({ periods }) => periods.map(({ from }) => from)))].sort((a, b) => a - b);
  return markup`${figure}
<details><summary>${words.table}</summary>
${dataTable(
  words.caption2(period),
  [{ head: words.period }, ...order.map(({ party }) => ({ head: partyMark(party), figures: true }))],
  froms.map((from): Content[] => [
    nameOf(from),
    ...order.map(({ lane, counts }) => {
      const items = counts.get(from);
      return items === undefined ? '0' : markup`<a href="${hrefOf(lane, from)}">${formats.count(items)}</a>`;
    }),
  ]),
)}
</details>`;
}

/** Start of a period as the query has it: a day, or a time of day for periods of hours. */
function writeInstant(time: number, length: number): string {
  return new Date(time).toISOString().slice(0, length < day ? 16 : 10);
}

/** End of a period: its last day, which counts whole, or the time before which it ends. */
function writeEnd(time: number, length: number): string {
  return length < day ? writeInstant(time, length) : writeInstant(time - day, length);
}
