/** The items of a narrative in time: one by one where they are few, counted per period where they are many. */
import type { Lane, Period, PlacedItem, Timeline } from '../../report/plot-timeline.ts';
import type { Entries } from './entries.ts';
import type { FirstFact, SourceCount } from './facts.ts';

/** Items of a source up to which each is drawn. */
const drawnOneByOne = 30;

/** Periods of a timeline at most. */
const mostPeriods = 48;

const hour = 3_600_000;
const day = 24 * hour;

/** Lengths of periods, in milliseconds. */
const lengths = [hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 364 * day];

/** A Monday, 00:00 UTC: periods are counted from it. */
const monday = Date.UTC(2018, 0, 1);

/** The timeline of a narrative; undefined where none of its items has a time. */
export async function readTimeline(entries: Entries, counts: readonly SourceCount[]): Promise<Timeline | undefined> {
  const low = least(counts.map((count) => count.low));
  const high = most(counts.map((count) => count.high));
  if (low === null || high === null) return undefined;
  const length = periodLength(high - low, most(counts.map(({ widest }) => widest)) ?? 0);
  const few = new Set(counts.filter(({ items }) => items <= drawnOneByOne).map(({ source }) => source));
  const periods = await entries<Period & { readonly source: string }>(
    `SELECT source, ${monday} + (middle - ${monday}) // ${length} * ${length} - CASE WHEN (middle - ${monday}) % ${length} < 0 THEN ${length} ELSE 0 END AS "from",
       count(*) AS items FROM entries WHERE middle IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const items = await entries<PlacedItem & { readonly source: string }>(
    `WITH few AS (SELECT source FROM entries GROUP BY 1 HAVING count(*) <= ${drawnOneByOne})
     SELECT source, item_id, earliest, latest, middle FROM entries JOIN few USING (source)
     WHERE middle IS NOT NULL ORDER BY source, middle, item_id`,
  );
  const lanes = counts.map(({ source, items: all, undated }): Lane => ({
    source,
    items: all,
    undated,
    ...(few.has(source) ? { drawn: items.filter((item) => item.source === source) } : {}),
    periods: periods.filter((period) => period.source === source),
  }));
  // Room at both ends, so that no mark is cut.
  const edge = Math.max(high - low, hour) * 0.015;
  return { lanes, length, from: low - edge, to: Math.max(high, low + hour) + edge };
}

/** The same timeline with the first appearance in each source. */
export function withFirst(timeline: Timeline, first: readonly FirstFact[]): Timeline {
  const timeOf = new Map(first.map(({ source, time }) => [source, time]));
  const lanes = timeline.lanes.map((lane): Lane => {
    const time = timeOf.get(lane.source);
    return time === undefined ? lane : { ...lane, first: { earliest: time.earliest, latest: time.latest } };
  });
  return { ...timeline, lanes };
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The shortest period that gives few enough of them and is no shorter than most times are known. */
export function periodLength(reach: number, widest: number): number {
  const least = widest > hour ? day : hour;
  return lengths.find((length) => length >= least && reach / length <= mostPeriods - 1) ?? yearsFor(reach);
}

function yearsFor(reach: number): number {
  const longest = lengths.at(-1)!;
  return longest * Math.ceil(reach / longest / (mostPeriods - 1));
}
