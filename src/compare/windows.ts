/** Two windows of time, and which of them an item belongs to. */
import { UserError } from '../errors.ts';

/** Days in UTC, both included, such as `2022-02-24`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** The sides of a comparison. */
export const sides = ['first', 'second'] as const;

/** One of the sides. */
export type Side = (typeof sides)[number];

/**
 * SQL that says where an interval of publication lies: `first` or `second` where it lies wholly in that
 * window; `straddles` where it lies partly in one; `open` where a bound is missing and it may lie in one;
 * `outside` where it lies in neither. The SQL takes the values in the order in which they stand.
 */
export interface Placing {
  readonly values: readonly string[];
  readonly sql: (earliest: string, latest: string) => string;
}

/** Everything on one side: a whole study. */
export const everything: Placing = { values: [], sql: () => `'first'` };

const dayMilliseconds = 86_400_000;

/** Days of a window. */
export function daysOf({ from, to }: Window): number {
  return (Date.parse(to) - Date.parse(from)) / dayMilliseconds + 1;
}

/** The day so many days later. */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** A placing by two windows. A UserError where one ends before it begins, or they overlap. */
export function byWindows(first: Window, second: Window): Placing {
  for (const window of [first, second]) {
    if (!(daysOf(window) >= 1))
      throw new UserError(`the window from ${window.from} to ${window.to} ends before it begins`, {
        hint: 'give the earlier day first, such as 2022-02-01..2022-02-23',
      });
  }
  if (first.from <= second.to && second.from <= first.to)
    throw new UserError(
      `the windows ${first.from}..${first.to} and ${second.from}..${second.to} overlap: an item would be in both`,
      { hint: 'give windows without a day in common' },
    );
  const values = [first, second].flatMap(({ from, to }) => [`${from}T00:00:00Z`, `${laterDay(to, 1)}T00:00:00Z`]);
  const at = (place: number): string => `CAST($${place} AS TIMESTAMPTZ)`;
  return {
    values,
    sql: (earliest, latest) => `CASE
      WHEN ${earliest} >= ${at(1)} AND ${latest} <= ${at(2)} THEN 'first'
      WHEN ${earliest} >= ${at(3)} AND ${latest} <= ${at(4)} THEN 'second'
      WHEN NOT ((coalesce(${earliest}, '-infinity'::TIMESTAMPTZ) < ${at(2)} AND coalesce(${latest}, 'infinity'::TIMESTAMPTZ) > ${at(1)})
        OR (coalesce(${earliest}, '-infinity'::TIMESTAMPTZ) < ${at(4)} AND coalesce(${latest}, 'infinity'::TIMESTAMPTZ) > ${at(3)})) THEN 'outside'
      WHEN ${earliest} IS NULL OR ${latest} IS NULL THEN 'open'
      ELSE 'straddles' END`,
  };
}

/** The two windows before a day and from it on, within a span of days. A UserError where one would be empty. */
export function beforeAndAfter(span: Window, day: string): { readonly first: Window; readonly second: Window } {
  if (!(day > span.from && day <= span.to))
    throw new UserError(`${day} does not cut the study, which reaches from ${span.from} to ${span.to}`, {
      hint: `give a day after ${span.from}, up to ${span.to}`,
    });
  return { first: { from: span.from, to: laterDay(day, -1) }, second: { from: day, to: span.to } };
}

/** The two halves of a span; the first has the day in the middle. One day alone cannot be halved: then undefined. */
export function halves(span: Window): { readonly first: Window; readonly second: Window } | undefined {
  const days = daysOf(span);
  return days < 2 ? undefined : beforeAndAfter(span, laterDay(span.from, Math.ceil(days / 2)));
}
