/**
 * Coverage in time: in which weeks a source has items, where it has none, and whether that is more than
 * chance. Weeks are those of ISO 8601 in UTC, from Monday to Sunday, and are counted: week 0 begins on
 * Monday, 29 December 1969.
 */

const day = 86_400_000;
const week = 7 * day;
/** 1 January 1970 was a Thursday. */
const offset = 3 * day;

/** Number of the week an instant (milliseconds since 1970 UTC) falls into. A RangeError where it is no finite number. */
export function weekOf(instant: number): number {
  if (!Number.isFinite(instant)) throw new RangeError(`${instant} is no instant`);
  return Math.floor((instant + offset) / week);
}

/** Start of a week, its Monday at 00:00 UTC, in milliseconds since 1970. */
export function mondayOf(number: number): number {
  return number * week - offset;
}

/** Items of a source per week. */
export interface Weekly {
  /** Weeks with items, ascending, each once. */
  readonly weeks: readonly number[];
  /** Items of each of these weeks, at least 1. */
  readonly items: readonly number[];
}

/** A stretch of time in weeks; both ends are included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** Weeks without items of a source that has items in others. */
export interface Gap extends Stretch {
  readonly weeks: number;
  /** Before the first item of the source, between items, or after the last. */
  readonly place: 'before' | 'within' | 'after';
  /** Items that the gap would hold at the rate of the source outside of it. */
  readonly expected: number;
  /** Chance that items which fall anywhere in the window alike leave the gap empty, 0 to 1. */
  readonly chance: number;
}

/** Chance below which a gap is no accident. Items of one event come in bursts, so it still need not be a fault. */
const accident = 0.01;

/** Whether the source would hardly have been silent so long by chance: items may be missing. */
export function isTelling(gap: Gap): boolean {
  return gap.chance < accident;
}

/** First to last week with items; undefined where there is none. */
export function spanOf({ weeks }: Weekly): Stretch | undefined {
  return weeks.length === 0 ? undefined : { first: weeks[0]!, last: weeks.at(-1)! };
}

/**
 * The gaps of a source inside `window` (default: its own first to last week), in order. `fraction` says
 * how much of a week lies in the window, 0 to 1 (default 1), for windows that begin or end inside a week.
 * Without items in the window the whole window is one gap, of no expectation.
 * A RangeError where weeks do not ascend or counts are not positive.
 */
export function gapsOf(
  source: Weekly,
  window: Stretch | undefined = spanOf(source),
  fraction: (week: number) => number = () => 1,
): Gap[] {
  checkWeekly(source);
  if (window === undefined) return [];
  const inside = source.weeks.filter((number) => number >= window.first && number <= window.last);
  const items = source.items.reduce(
    (sum, count, place) =>
      source.weeks[place]! >= window.first && source.weeks[place]! <= window.last ? sum + count : sum,
    0,
  );
  let observed = 0;
  for (let number = window.first; number <= window.last; number++) observed += fraction(number);
  const gaps: Gap[] = [];
  const edges = [window.first - 1, ...inside, window.last + 1];
  for (let place = 1; place < edges.length; place++) {
    const [first, last] = [edges[place - 1]! + 1, edges[place]! - 1];
    if (first > last) continue;
    let length = 0;
    for (let number = first; number <= last; number++) length += fraction(number);
    const rest = observed - length;
    gaps.push({
      first,
      last,
      weeks: last - first + 1,
      place: place === 1 ? 'before' : place === edges.length - 1 ? 'after' : 'within',
      expected: items === 0 || rest <= 0 ? 0 : (items / rest) * length,
      chance: items === 0 || rest <= 0 ? 1 : (rest / observed) ** items,
    });
  }
  return gaps;
}

/** Share of the weeks from the first to the last with items that have any, above 0 to 1; 0 without items. */
export function regularityOf(source: Weekly): number {
  const span = spanOf(source);
  return span === undefined ? 0 : source.weeks.length / (span.last - span.first + 1);
}

/** Adds up what several sources have per week. */
export function sumOfWeeks(sources: readonly Weekly[]): Weekly {
  const sums = new Map<number, number>();
  for (const { weeks, items } of sources) {
    for (const [place, number] of weeks.entries()) sums.set(number, (sums.get(number) ?? 0) + items[place]!);
  }
  const weeks = [...sums.keys()].sort((a, b) => a - b);
  return { weeks, items: weeks.map((number) => sums.get(number)!) };
}

/** Largest share of the items that an open end of the window may leave outside, since one wrong date can lie far off. */
const outlying = 0.001;

/**
 * The weeks a study is about. A declared end counts as it is (`from`: first instant, `to`: instant after
 * the last); an open one follows the items, up to a thousandth of them that lie far off. Undefined where
 * nothing bounds an open end.
 */
export function studyWeeks(all: Weekly, from: number | null, to: number | null): Stretch | undefined {
  const span = spanOf(all);
  const spare = all.items.reduce((sum, count) => sum + count, 0) * outlying;
  const first = from === null ? trimmed(all, spare, 1) : weekOf(from);
  const last = to === null ? trimmed(all, spare, -1) : weekOf(to - 1);
  if (first === undefined || last === undefined) return undefined;
  if (first <= last) return { first, last };
  // A declared end beyond every item leaves the open one behind it.
  return span === undefined || (from !== null && to !== null)
    ? undefined
    : from === null
      ? { first: last, last }
      : { first, last: first };
}

function trimmed({ weeks, items }: Weekly, spare: number, step: 1 | -1): number | undefined {
  let left = 0;
  for (let place = step === 1 ? 0 : weeks.length - 1; place >= 0 && place < weeks.length; place += step) {
    left += items[place]!;
    if (left > spare) return weeks[place]!;
  }
  return undefined;
}

/** How much of a week lies between two instants, 0 to 1; null: open. */
export function fractionOf(number: number, from: number | null, to: number | null): number {
  const start = Math.max(mondayOf(number), from ?? -Infinity);
  const end = Math.min(mondayOf(number + 1), to ?? Infinity);
  return Math.max(0, end - start) / week;
}

function checkWeekly({ weeks, items }: Weekly): void {
  if (weeks.length !== items.length) throw new RangeError(`${weeks.length} weeks but ${items.length} counts`);
  for (let place = 0; place < weeks.length; place++) {
    if (place > 0 && weeks[place]! <= weeks[place - 1]!) throw new RangeError('the weeks do not ascend');
    if (!(items[place]! > 0)) throw new RangeError(`week ${weeks[place]} has ${items[place]} items`);
  }
}
