/**
 * Whether times are sharp enough to say who was first. Two intervals are in order only where they do not
 * overlap (`first-appearance.ts`), so a time that is known to a stretch longer than the usual distance
 * between the first appearances of one narrative cannot be put in order with its neighbour.
 */

/** Items by how sharply their time is known: the classes of the table `coverage`. */
export interface TimeClasses {
  readonly to_hour: number;
  readonly to_day: number;
  readonly coarser: number;
  readonly bounded: number;
  readonly undated: number;
}

const hour = 3_600_000;

/** Widest interval of each class, in milliseconds; a day whose zone is unknown is 50 hours long. */
const widths: Readonly<Record<keyof TimeClasses, number>> = {
  to_hour: hour,
  to_day: 24 * hour,
  coarser: 50 * hour,
  bounded: Infinity,
  undated: Infinity,
};

/** How far the times of a source carry an order: most of them, some of them, or too few. */
export type Carries = 'yes' | 'partly' | 'no';

/**
 * Shares of items with too wide a time from which an order is impaired, and from which it is not
 * carried: the first item of a narrative is as likely as any to have such a time, so beyond one half the
 * usual first appearance of the source is one whose order cannot be told.
 */
const impaired = 0.1;
const lacking = 0.5;

/** What the times of a source carry. */
export interface TimeStanding {
  readonly carries: Carries;
  /** Share of items whose time is known less sharply than the distance, 0 to 1; NaN without items. */
  readonly tooWide: number;
}

/**
 * Judges the times of a source against the typical distance between first appearances in milliseconds.
 * Where that is not known (null) a day is too wide: news reaches several ecosystems within one. A time
 * within an hour always counts as sharp enough. A RangeError where the distance is negative.
 */
export function standingOfTimes(classes: TimeClasses, distance: number | null): TimeStanding {
  if (distance !== null && !(distance >= 0)) throw new RangeError(`the distance ${distance} is negative`);
  const needed = Math.max(distance ?? 0, hour);
  let [all, wide] = [0, 0];
  for (const name of Object.keys(widths) as (keyof TimeClasses)[]) {
    all += classes[name];
    if (widths[name] > needed) wide += classes[name];
  }
  const tooWide = all === 0 ? Number.NaN : wide / all;
  return { carries: !(tooWide <= lacking) ? 'no' : tooWide > impaired ? 'partly' : 'yes', tooWide };
}
