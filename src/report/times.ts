/** Times as the report shows them: in UTC, and never more precise than they are known. */

/** What is known of the publication time of an item; instants in milliseconds since 1970. */
export interface ItemTime {
  readonly at: number | null;
  readonly precision: string | null;
  readonly basis: string | null;
  /** Bounds the precision and zone allow; null: unbounded. */
  readonly earliest: number | null;
  readonly latest: number | null;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const bases: Readonly<Record<string, string>> = {
  weibo_mid: 'the id of the post',
  scraper_field: 'a field of the collection',
  jsonld: 'the metadata of the page',
  meta: 'the metadata of the page',
  time_tag: 'a time element of the page',
  url: 'the address',
  text: 'the text of the page',
  feed: 'the feed',
  sitemap: 'the sitemap',
  first_seen: 'when it was first seen',
  fetch: 'when it was fetched',
};

/** Where a time comes from, in words. */
export function basisInWords(basis: string | null): string {
  return basis === null ? 'no source' : (bases[basis] ?? basis);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `3 March 2031`, in UTC. */
export function day(instant: number): string {
  const date = new Date(instant);
  return `${date.getUTCDate()}\u00a0${months[date.getUTCMonth()]!}\u00a0${date.getUTCFullYear()}`;
}

/** `14:05`, in UTC; with seconds where asked. */
function clock(instant: number, seconds = false): string {
  const date = new Date(instant);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds ? `:${two(date.getUTCSeconds())}` : ''}`;
}

/** `3 March 2031, 14:05 UTC`. */
export function minute(instant: number, seconds = false): string {
  return `${day(instant)}, ${clock(instant, seconds)}\u00a0UTC`;
}

/** The day a day-precise time names: the middle of its interval, since the day is local to the outlet. */
export function localDay(time: ItemTime): number | null {
  return time.earliest !== null && time.latest !== null ? (time.earliest + time.latest) / 2 : (time.at ?? time.latest);
}

/** The time in words, with its precision. */
export function timeInWords(time: ItemTime): string {
  if (time.earliest === null && time.latest !== null) return `not after ${minute(time.latest)}`;
  const named = time.precision === 'day' ? localDay(time) : time.at;
  if (named !== null) {
    switch (time.precision) {
      case 'second':
        return minute(named, true);
      case 'minute':
        return minute(named);
      case 'hour':
        return `${day(named)}, ${clock(named)}–${clock(named + 3_600_000)}\u00a0UTC (hour only)`;
      case 'day':
        return `${day(named)} (day only)`;
      default:
    }
  }
  if (time.earliest !== null && time.latest !== null)
    return `between ${minute(time.earliest)} and ${minute(time.latest)}`;
  if (time.earliest !== null) return `not before ${minute(time.earliest)}`;
  return 'time unknown';
}

/** The interval behind a time that is coarser than an hour, in words; empty for the others. */
export function intervalInWords(time: ItemTime): string {
  if (time.earliest === null || time.latest === null || time.latest - time.earliest <= 3_600_000) return '';
  return `between ${minute(time.earliest)} and ${minute(time.latest)}`;
}

/** ISO 8601 with milliseconds, for `datetime` attributes and the CSV files. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
