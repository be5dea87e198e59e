/**
 * Wall clocks and instants. A wall clock is kept as the number of milliseconds since 1970 that it
 * would be if it were UTC; a zone is an IANA name, `Z`, `UTC` or an offset such as `+08:00`.
 */
import { UserError } from '../errors.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Minutes east of UTC of an offset such as `+08:00`, `+0800`, `-03` or `Z`; undefined for anything else. */
export function offsetMinutes(text: string): number | undefined {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
  const found = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (found === null) return undefined;
  const hours = Number(found[2]);
  const minutes = Number(found[3] ?? 0);
  if (hours > 14 || minutes > 59) return undefined;
  const total = hours * 60 + minutes;
  return found[1] === '-' && total !== 0 ? -total : total;
}

/** Throws a UserError unless the text names a zone. */
export function checkZone(zone: string): void {
  if (offsetMinutes(zone) !== undefined) return;
  try {
    formatter(zone);
  } catch {
    throw new UserError(`${JSON.stringify(zone)} is not a time zone`, {
      hint: 'use an IANA name such as Europe/Kyiv, or an offset such as +08:00',
    });
  }
}

/**
 * The instants at which the clocks of a zone show a wall clock: the same twice on ordinary days, the
 * two passages where clocks are turned back, the instant after the gap where they are turned forward.
 */
export function instantsOf(wall: number, zone: string): { first: number; last: number } {
  const fixed = offsetMinutes(zone);
  if (fixed !== undefined) return { first: wall - fixed * minute, last: wall - fixed * minute };
  const before = wall - offsetAt(wall - day, zone);
  const after = wall - offsetAt(wall + day, zone);
  const beforeHolds = before + offsetAt(before, zone) === wall;
  const afterHolds = after + offsetAt(after, zone) === wall;
  if (beforeHolds && afterHolds) return { first: Math.min(before, after), last: Math.max(before, after) };
  const only = afterHolds ? after : before;
  return { first: only, last: only };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, found);
  }
  return found;
}

const offsets = new Map<string, number>();

/** Milliseconds east of UTC at an instant. Zones change at whole minutes in the years read here. */
function offsetAt(instant: number, zone: string): number {
  const start = Math.floor(instant / minute) * minute;
  const key = `${zone} ${start}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const parts = new Map(
      formatter(zone)
        .formatToParts(start)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type)!;
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    offset = wall - start;
    if (offsets.size > 200_000) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}
