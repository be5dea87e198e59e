/** Short names of days and hours for the ticks of an axis. */
import { languageTags } from '../../wording/languages.ts';
import type { InterfaceLanguage } from '../../wording/languages.ts';

/** How precisely a tick names its time. */
type TickKind = 'month' | 'day' | 'hour';

const made = new Map<string, Intl.DateTimeFormat>();

const parts: Readonly<Record<TickKind, Intl.DateTimeFormatOptions>> = {
  month: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  hour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

/** A time, in UTC and milliseconds since 1970, as the label of a tick. */
export function tickLabel(time: number, kind: TickKind, language: InterfaceLanguage): string {
  const name = `${language}/${kind}`;
  const tag = language === 'en' ? 'en-GB' : languageTags[language];
  const format = made.get(name) ?? new Intl.DateTimeFormat(tag, { ...parts[kind], timeZone: 'UTC' });
  made.set(name, format);
  return format.format(time);
}
