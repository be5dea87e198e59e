/** When a quote was published, in the words of the digest's language and never more precisely than it is known. */
import { languageTags } from '../wording/languages.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import type { Wording } from '../wording/wording.ts';
import type { QuotedTime } from './model.ts';

const hour = 3_600_000;
const dayFormats = new Map<InterfaceLanguage, Intl.DateTimeFormat>();

/** `5 March 2022`, in UTC, with spaces that do not break. */
export function longDay(instant: number, language: InterfaceLanguage): string {
  const tag = languageTags[language];
  const format =
    dayFormats.get(language) ??
    new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long', timeZone: 'UTC' });
  dayFormats.set(language, format);
  return format.format(instant).replaceAll(' ', '\u00a0');
}

/** `14:05` or `14:05:09`, in UTC. */
function clock(instant: number, seconds: boolean): string {
  return new Date(instant).toISOString().slice(11, seconds ? 19 : 16);
}

/** `5 March 2022, 14:05 UTC`. */
function moment(instant: number, { digest: { time }, formats }: Wording, seconds = false): string {
  return time.dayAndClock(longDay(instant, formats.language), time.utc(clock(instant, seconds)));
}

const known = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** The instant a time names; of a day its middle, since the day is local to the outlet. Null where there is none. */
function namedInstant({ at, precision, earliest, latest }: QuotedTime): number | null {
  const [from, to] = [known(earliest), known(latest)];
  return precision === 'day' && from !== null && to !== null ? (from + to) / 2 : known(at);
}

/** The time in words, with its precision: `5 March 2022 (day known)`. */
export function timeInWords(time: QuotedTime, wording: Wording): string {
  const words = wording.digest.time;
  const [from, to] = [known(time.earliest), known(time.latest)];
  if (from === null && to !== null) return words.notAfter(moment(to, wording));
  const named = namedInstant(time);
  if (named !== null) {
    const day = longDay(named, wording.formats.language);
    switch (time.precision) {
      case 'second':
        return moment(named, wording, true);
      case 'minute':
        return moment(named, wording);
      case 'hour':
        return words.hourKnown(day, clock(named, false), clock(named + hour, false));
      case 'day':
        return words.dayKnown(day);
      default:
    }
  }
  if (from !== null && to !== null) return words.between(moment(from, wording), moment(to, wording));
  return from !== null ? words.notBefore(moment(from, wording)) : words.unknown;
}

/** What the `datetime` attribute of an HTML `time` element says; empty where no point in time is known. */
export function machineTime(time: QuotedTime): string {
  const named = time.earliest === null && time.latest !== null ? null : namedInstant(time);
  if (named === null) return '';
  const iso = new Date(named).toISOString();
  switch (time.precision) {
    case 'day':
      return iso.slice(0, 10);
    case 'second':
      return `${iso.slice(0, 19)}Z`;
    case 'minute':
    case 'hour':
      return `${iso.slice(0, 16)}Z`;
    default:
      return '';
  }
}

/** Where a time comes from and the interval it allows, in words, where that says more than the time. */
export function basisInWords(time: QuotedTime, wording: Wording): string[] {
  const said: string[] = [];
  const { basis } = wording.digest;
  if (time.basis !== null && Object.hasOwn(basis, time.basis)) said.push(basis[time.basis as keyof typeof basis]);
  const [from, to] = [known(time.earliest), known(time.latest)];
  if (from !== null && to !== null && to - from > hour)
    said.push(wording.digest.time.between(moment(from, wording), moment(to, wording)));
  return said;
}
