/** How a language writes numbers, days and lists. */
import { languageTags } from './languages.ts';
import type { InterfaceLanguage } from './languages.ts';

/** The forms of a noun after a number; English has `one` and `other`, Ukrainian and Russian `few` and `many` too. */
export interface Forms {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** Thin no-break space, between a figure and its unit. */
const thin = '\u202f';
const dash = '–';

/** Writes what a message is made of, in one language. */
export interface Formats {
  readonly language: InterfaceLanguage;
  /** A count with grouped thousands. */
  count(value: number): string;
  /** A decimal number with this many digits after the point and a real minus sign; a dash where there is none. */
  decimal(value: number | null | undefined, digits: number): string;
  /** A proportion between 0 and 1 as a percentage with one digit; a dash where there is none. */
  percent(proportion: number | null | undefined): string;
  /** The form that follows a number, without the number. */
  form(value: number, forms: Forms): string;
  /** A number and its noun: `2 articles`, `2 статьи`. */
  counted(value: number, forms: Forms): string;
  /** `a`, `a and b`, `a, b and c`. */
  listed(words: readonly string[]): string;
  /** A day, from milliseconds since 1970: its date in UTC, as people of the language write it. */
  day(time: number): string;
  /** A name of a language, such as `Chinese`; the code where there is none. */
  languageName(code: string): string;
}

const made = new Map<InterfaceLanguage, Formats>();

/** The formats of a language. */
export function formatsOf(language: InterfaceLanguage): Formats {
  const known = made.get(language) ?? make(language);
  made.set(language, known);
  return known;
}

function make(language: InterfaceLanguage): Formats {
  const tag = languageTags[language];
  const numbers = new Map<number, Intl.NumberFormat>();
  const numberFormat = (digits: number): Intl.NumberFormat => {
    const format =
      numbers.get(digits) ??
      new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: true });
    numbers.set(digits, format);
    return format;
  };
  const plurals = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag === 'en' ? 'en-GB' : tag, { type: 'conjunction' });
  const days = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'medium', timeZone: 'UTC' });
  const names = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' });
  const undetermined = { en: 'undetermined', zh: '未确定', uk: 'не визначено', ru: 'не определён' }[language];

  const decimal = (value: number | null | undefined, digits: number): string => {
    if (value === null || value === undefined || !Number.isFinite(value)) return dash;
    const text = numberFormat(digits).format(Math.abs(value));
    return value < 0 && /[1-9]/u.test(text) ? `−${text}` : text;
  };
  const form = (value: number, forms: Forms): string => {
    const rule = plurals.select(value);
    return (rule === 'zero' || rule === 'two' ? undefined : forms[rule]) ?? forms.other;
  };
  return {
    language,
    count: (value) => decimal(value, 0),
    decimal,
    percent: (proportion) =>
      proportion === null || proportion === undefined || !Number.isFinite(proportion)
        ? dash
        : `${decimal(proportion * 100, 1)}${thin}%`,
    form,
    counted: (value, forms) => `${decimal(value, Number.isInteger(value) ? 0 : 1)} ${form(value, forms)}`,
    listed: (words) => lists.format(words),
    day: (time) => days.format(time),
    languageName: (code) => {
      if (code === 'und' || code === '') return undetermined;
      try {
        return names.of(code) ?? code;
      } catch {
        return code;
      }
    },
  };
}
