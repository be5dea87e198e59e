/** Times as the report shows them: in UTC, and never more precise than they are known. */
import type { Wording } from '../wording/wording.ts';

/** What is known of the publication time of an item; instants in milliseconds since 1970. */
export interface ItemTime {
  readonly at: number | null;
  readonly precision: string | null;
  readonly basis: string | null;
  /** Bounds the precision and zone allow; null: unbounded. */
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** Where a time comes from, in words. */
export function basisInWords(basis: string | null, { report: { times } }: Wording): string {
  return basis === null ? times.noBasis : (times.bases[basis] ?? basis);
}

/** The day a day-precise time names: the middle of its interval, since the day is local to the outlet. */
export function localDay(time: ItemTime): number | null {
  return time.earliest !== null && time.latest !== null ? (time.earliest + time.latest) / 2 : (time.at ?? time.latest);
}

/** The time in words, with its precision. */
export function timeInWords(time: ItemTime, { formats, report: { times } }: Wording): string {
  const { clock, date, moment } = formats;
  if (time.earliest === null && time.latest !== null) return times.notAfter(moment(time.latest));
  const named = time.precision === 'day' ? localDay(time) : time.at;
  if (named !== null) {
    switch (time.precision) {
      case 'second':
        return moment(named, true);
      case 'minute':
        return moment(named);
      case 'hour':
        return times.hourOnly(date(named), clock(named), clock(named + 3_600_000));
      case 'day':
        return times.dayOnly(date(named));
      default:
    }
  }
  if (time.earliest !== null && time.latest !== null) return times.between(moment(time.earliest), moment(time.latest));
  if (time.earliest !== null) return times.notBefore(moment(time.earliest));
  return times.unknown;
}

/** The interval behind a time that is coarser than an hour, in words; empty for the others. */
export function intervalInWords(time: ItemTime, { formats, report: { times } }: Wording): string {
  if (time.earliest === null || time.latest === null || time.latest - time.earliest <= 3_600_000) return '';
  return times.between(formats.moment(time.earliest), formats.moment(time.latest));
}

/** ISO 8601 with milliseconds, for `datetime` attributes and the CSV files. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
