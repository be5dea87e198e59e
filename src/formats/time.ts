/**
 * Publication times as intervals. A time is only as sharp as it was written: a date is a whole day,
 * `20:15` a whole minute, and a time whose zone is unknown may be anywhere between UTC+14 and UTC-12.
 * A time at which something was first seen or fetched is an upper bound and never a publication time.
 */
import { offsetMinutes, instantsOf } from './zone.ts';

/** How sharp a time is. */
export type Precision = 'second' | 'minute' | 'hour' | 'day' | 'unknown';

/** Where times come from, as in the column `published_basis`. */
export const bases = [
  'weibo_mid',
  'scraper_field',
  'jsonld',
  'meta',
  'time_tag',
  'url',
  'text',
  'feed',
  'sitemap',
  'first_seen',
  'fetch',
] as const;

/** Where a time comes from. */
export type Basis = (typeof bases)[number];

/** Why a time could not be read, in a word. */
export type TimeFault = 'not-a-time' | 'impossible-date' | 'year-out-of-range' | 'ambiguous-date' | 'coarser-than-day';

/** A time as it was written, before its zone is settled. */
export interface WrittenTime {
  /** Start of the interval on the wall clock, in milliseconds since 1970 as if it were UTC. */
  readonly wall: number;
  /** The offset written beside it, such as `+08:00`; undefined where there was none. */
  readonly zone: string | undefined;
  readonly precision: Precision;
}

/** The interval of instants a time stands for. All times are milliseconds since 1970 UTC. */
export interface Interval {
  /** Start of the interval, or the UTC reading where the zone is unknown; null for upper bounds and unknown precision. */
  readonly at: number | null;
  /** Earliest possible instant; null: unbounded. */
  readonly earliest: number | null;
  /** Latest possible instant, exclusive; null: unbounded. */
  readonly latest: number | null;
}

/** A time with everything known about it. */
export interface Time extends Interval {
  readonly precision: Precision;
  readonly basis: Basis;
  /** Whether neither the value nor the caller named a zone, so that `at` is a UTC reading and the interval is widened. */
  readonly zoneAssumed: boolean;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const lengths: Readonly<Record<Precision, number>> = { second, minute, hour, day, unknown: day };
const coarseness: readonly Precision[] = ['second', 'minute', 'hour', 'day', 'unknown'];

/** Furthest zones there are: clocks at UTC+14 show a time first, clocks at UTC-12 last. */
const easternmost = 14 * hour;
const westernmost = 12 * hour;

/** Whether times of this basis only bound the publication from above. */
export function isUpperBound(basis: Basis): boolean {
  return basis === 'first_seen' || basis === 'fetch';
}

/**
 * Reads a time of any usual form and gives the interval it stands for, or the reason it cannot.
 *
 * `precision` is what the record says about itself (its first word counts: `minute (Kyiv)`); it can
 * make a time coarser, never sharper. `zone` is used where the value has no offset of its own.
 */
export function parseTime(
  value: unknown,
  { precision, basis = 'scraper_field', zone }: { precision?: unknown; basis?: Basis; zone?: string | undefined } = {},
): Time | { readonly reason: TimeFault } {
  const written = readTime(value, precision);
  if ('reason' in written) return written;
  const known = written.zone ?? zone;
  return {
    ...interval(written, basis, known),
    precision: isUpperBound(basis) ? 'unknown' : written.precision,
    basis,
    zoneAssumed: known === undefined,
  };
}

/** The interval of a written time in a zone; an undefined zone widens it over all zones there are. */
export function interval({ wall, precision }: WrittenTime, basis: Basis, zone: string | undefined): Interval {
  const length = lengths[precision];
  // The last millisecond decides the end: the end itself may already lie behind a change of clocks.
  const first = zone === undefined ? wall - easternmost : instantsOf(wall, zone).first;
  const end = zone === undefined ? wall + length + westernmost : instantsOf(wall + length - 1, zone).last + 1;
  if (isUpperBound(basis)) {
    const sharp = precision === 'second';
    return { at: null, earliest: null, latest: sharp ? end - second : end };
  }
  if (precision === 'unknown') return { at: null, earliest: null, latest: null };
  return { at: zone === undefined ? wall : first, earliest: first, latest: end };
}

/** Reads a time as written: its wall clock, its own offset, and how sharp it is. */
export function readTime(value: unknown, stated?: unknown): WrittenTime | { readonly reason: TimeFault } {
  const form = readForm(value);
  if (typeof form === 'string') return { reason: form };
  const year = new Date(form.wall).getUTCFullYear();
  if (year < 1990 || year > 2100) return { reason: 'year-out-of-range' };
  const limit = statedPrecision(stated);
  if (limit === 'too-coarse') return { reason: 'coarser-than-day' };
  const precision =
    limit !== undefined && coarseness.indexOf(limit) > coarseness.indexOf(form.precision) ? limit : form.precision;
  const length = lengths[precision];
  return { wall: Math.floor(form.wall / length) * length, zone: form.zone, precision };
}

/** The precision a record states about itself; undefined where it says nothing that is understood. */
function statedPrecision(stated: unknown): Precision | 'too-coarse' | undefined {
  const word = typeof stated === 'string' ? (/^\s*([a-z]+)/i.exec(stated)?.[1]?.toLowerCase() ?? '') : '';
  switch (word.replace(/s$/, '')) {
    case 'millisecond':
    case 'second':
    case 'sec':
      return 'second';
    case 'minute':
    case 'min':
      return 'minute';
    case 'hour':
      return 'hour';
    case 'day':
    case 'date':
      return 'day';
    case 'unknown':
    case 'none':
      return 'unknown';
    case 'week':
    case 'month':
    case 'year':
      return 'too-coarse';
    default:
      return undefined;
  }
}

type Form = { wall: number; zone: string | undefined; precision: Precision };

const iso =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:(?:T|\s+)(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const dayFirst =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const mail =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{2}|\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([a-z]{1,5}|[+-]\d{2}:?\d{2}))?(?:\s*\([^)]*\))?)?$/i;
const asctime =
  /^[a-z]{3},?\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:([a-z]{1,5}|[+-]\d{2}:?\d{2})\s+)?(\d{4})$/i;
const american = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i;

/** Recognises the form of a value. Numbers and long digit strings are Unix times. */
function readForm(value: unknown): Form | TimeFault {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'not-a-time' : instant(value.getTime());
  if (typeof value !== 'number' && typeof value !== 'string') return 'not-a-time';
  const text = String(value).trim();
  if (text.length > 64) return 'not-a-time';
  if (/^\d+(?:\.\d*)?$/.test(text)) return readDigits(text);

  let found = iso.exec(text) ?? chineseParts(text);
  if (found !== null) {
    const [, year, , month, date, hours, minutes, seconds, zone] = found;
    return civil(year, month, date, hours, minutes, seconds, zone);
  }
  if ((found = compact.exec(text)) !== null) {
    const [, year, month, date, hours, minutes, seconds, zone] = found;
    return civil(year, month, date, hours, minutes, seconds, zone);
  }
  if ((found = dayFirst.exec(text)) !== null) return readDayFirst(found);
  if ((found = mail.exec(text)) !== null) {
    const [, date, month, year, hours, minutes, seconds, zone] = found;
    return civil(fullYear(year!), monthNumber(month!), date, hours, minutes, seconds, namedZone(zone));
  }
  if ((found = asctime.exec(text)) !== null) {
    const [, month, date, hours, minutes, seconds, zone, year] = found;
    return civil(year, monthNumber(month!), date, hours, minutes, seconds, namedZone(zone));
  }
  if ((found = american.exec(text)) !== null) return civil(found[3], monthNumber(found[1]!), found[2]);
  if (/^\d{4}(?:-\d{2})?$/.test(text)) return 'coarser-than-day';
  return 'not-a-time';
}

function chineseParts(text: string): RegExpExecArray | null {
  const found = chinese.exec(text);
  // The same places as in the ISO form, which has the separator in between.
  found?.splice(2, 0, '-');
  return found;
}

function instant(milliseconds: number): Form {
  return { wall: Math.floor(milliseconds / second) * second, zone: 'Z', precision: 'second' };
}

/** Digits only: a compact date where it has the length of one, else Unix seconds or milliseconds. */
function readDigits(text: string): Form | TimeFault {
  const whole = text.replace(/\.\d*$/, '');
  if (whole.length === 8 || whole.length === 12 || whole.length === 14) {
    const found = compact.exec(whole)!;
    return civil(found[1], found[2], found[3], found[4], found[5], found[6]);
  }
  if (whole.length === 9 || whole.length === 10) return instant(Number(text) * second);
  if (whole.length === 13) return instant(Number(whole));
  if (whole.length === 4 || whole.length === 6) return 'coarser-than-day';
  return 'not-a-time';
}

/** `25.02.2022` has the day first; with slashes or hyphens only a number above 12 tells. */
function readDayFirst(found: RegExpExecArray): Form | TimeFault {
  const [, one, separator, two, year, hours, minutes, seconds, zone] = found;
  const monthFirst = separator !== '.' && Number(two) > 12;
  const clear = separator === '.' || monthFirst || Number(one) > 12 || Number(one) === Number(two);
  if (!clear) return 'ambiguous-date';
  return monthFirst
    ? civil(year, one, two, hours, minutes, seconds, zone)
    : civil(year, two, one, hours, minutes, seconds, zone);
}

/** Checks the parts of a civil time, which are digits or absent, and puts them together. */
function civil(
  year: string | undefined,
  month: string | undefined,
  date: string | undefined,
  hours?: string,
  minutes?: string,
  seconds?: string,
  zone?: string,
): Form | TimeFault {
  const [y, mo, d, h, mi] = [Number(year), Number(month), Number(date), Number(hours ?? 0), Number(minutes ?? 0)];
  // A leap second counts as the second before it.
  const s = Math.min(Number(seconds ?? 0), Number(seconds) === 60 ? 59 : 60);
  if (Number.isNaN(mo)) return 'not-a-time';
  const wall = Date.UTC(y, mo - 1, d);
  const real =
    mo >= 1 && mo <= 12 && d >= 1 && new Date(wall).getUTCMonth() === mo - 1 && new Date(wall).getUTCDate() === d;
  const midnight = h === 24 && mi === 0 && s === 0;
  if (!real || (h > 23 && !midnight) || mi > 59 || s > 59) return 'impossible-date';
  const offset = zone === undefined || zone === '' ? undefined : offsetMinutes(zone);
  if (zone !== undefined && zone !== '' && offset === undefined) return 'impossible-date';
  return {
    wall: wall + h * hour + mi * minute + s * second,
    zone: offset === undefined ? undefined : zone,
    precision:
      hours === undefined ? 'day' : minutes === undefined ? 'hour' : seconds === undefined ? 'minute' : 'second',
  };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthNumber(name: string): string {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  return index < 0 ? 'NaN' : String(index + 1);
}

/** Two digits as RFC 2822 4.3 reads them. */
function fullYear(year: string): string {
  return year.length === 4 ? year : String(Number(year) + (Number(year) < 50 ? 2000 : 1900));
}

const zones: Readonly<Record<string, string>> = {
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  Z: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  MSK: '+03:00',
  EET: '+02:00',
  EEST: '+03:00',
  CET: '+01:00',
  CEST: '+02:00',
};

/**
 * The offset of a zone as mail writes it. `-0000` and names that are not in the list, `CST` among
 * them (Chicago or Beijing), count as no zone, as RFC 2822 4.3 asks.
 */
function namedZone(zone: string | undefined): string | undefined {
  if (zone === undefined || zone === '-0000' || zone === '-00:00') return undefined;
  return /^[+-]/.test(zone) ? zone : zones[zone.toUpperCase()];
}
