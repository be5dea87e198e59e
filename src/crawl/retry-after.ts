/** The header `Retry-After` (RFC 9110, 10.2.3): seconds, or a date in one of the three forms of HTTP (5.6.7). */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Longest pause that is told apart from longer ones: a year, in milliseconds. */
const longestTold = 366 * 86_400_000;

/**
 * The pause a `Retry-After` header asks for, in milliseconds, at least 0 and at most a year; undefined where there is no
 * header or it is neither a count of seconds nor a date. `now` is milliseconds since 1970.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestTold);
  const date = parseHttpDate(text, now);
  return date === undefined ? undefined : Math.min(Math.max(0, date - now), longestTold);
}

/** An HTTP date in milliseconds since 1970; undefined where it is none. `now` decides the century of two-digit years. */
export function parseHttpDate(text: string, now: number): number | undefined {
  const fixed = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text);
  if (fixed !== null) return instant(fixed[3]!, fixed[2]!, fixed[1]!, fixed.slice(4));
  const older = /^[A-Z][a-z]{5,8}, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text);
  if (older !== null) return instant(String(century(Number(older[3]), now)), older[2]!, older[1]!, older.slice(4));
  const asctime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/.exec(text);
  if (asctime !== null) return instant(asctime[6]!, asctime[1]!, asctime[2]!, asctime.slice(3, 6));
  return undefined;
}

/** A two-digit year that would lie more than 50 years ahead is of the past century. */
function century(year: number, now: number): number {
  const current = new Date(now).getUTCFullYear();
  const full = Math.floor(current / 100) * 100 + year;
  return full > current + 50 ? full - 100 : full;
}

function instant(year: string, month: string, day: string, clock: readonly string[]): number | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = clock.map(Number);
  const monthIndex = months.indexOf(month);
  if (monthIndex < 0 || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const date = new Date(Date.UTC(Number(year), monthIndex, Number(day), hours, minutes, seconds));
  return date.getUTCMonth() === monthIndex || seconds === 60 ? date.getTime() : undefined;
}
