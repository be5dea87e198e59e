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

/** What differs between the languages and `Intl` does not know. */
interface Habits {
  readonly undetermined: string;
  readonly percent: string;
  /** Between the items of a list that names no last one. */
  readonly comma: string;
  readonly semicolon: string;
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between sentences. */
  readonly space: string;
  readonly brackets: readonly [open: string, close: string];
  readonly span: (low: string, high: string) => string;
  readonly percentSpan: (low: string, high: string) => string;
  readonly part: (part: string, whole: string) => string;
  readonly below: (limit: string) => string;
  readonly minutes: Forms;
  readonly hours: Forms;
  readonly days: Forms;
}

const habits: Readonly<Record<InterfaceLanguage, Habits>> = {
  en: {
    undetermined: 'undetermined',
    percent: `${thin}%`,
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
    space: ' ',
    brackets: [' (', ')'],
    span: (low, high) => `${low} to ${high}`,
    percentSpan: (low, high) => `${low} to ${high}${thin}%`,
    part: (part, whole) => `${part} of ${whole}`,
    below: (limit) => `below ${limit}`,
    minutes: { one: ' minute', other: ' minutes' },
    hours: { other: ' hours' },
    days: { other: ' days' },
  },
  zh: {
    undetermined: '未确定',
    percent: '%',
    comma: '、',
    semicolon: '；',
    colon: '：',
    space: '',
    brackets: ['（', '）'],
    span: (low, high) => `${low}至${high}`,
    percentSpan: (low, high) => `${low}%–${high}%`,
    part: (part, whole) => `${part}/${whole}`,
    below: (limit) => `< ${limit}`,
    minutes: { other: ' 分钟' },
    hours: { other: ' 小时' },
    days: { other: ' 天' },
  },
  uk: {
    undetermined: 'не визначено',
    percent: `${thin}%`,
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
    space: ' ',
    brackets: [' (', ')'],
    span: (low, high) => `від ${low} до ${high}`,
    percentSpan: (low, high) => `${low}–${high}${thin}%`,
    part: (part, whole) => `${part} з ${whole}`,
    below: (limit) => `< ${limit}`,
    minutes: { other: ' хв' },
    hours: { other: ' год' },
    days: { other: ' дня' },
  },
  ru: {
    undetermined: 'не определён',
    percent: `${thin}%`,
    comma: ', ',
    semicolon: '; ',
    colon: ': ',
    space: ' ',
    brackets: [' (', ')'],
    span: (low, high) => `от ${low} до ${high}`,
    percentSpan: (low, high) => `${low}–${high}${thin}%`,
    part: (part, whole) => `${part} из ${whole}`,
    below: (limit) => `< ${limit}`,
    minutes: { other: ' мин' },
    hours: { other: ' ч' },
    days: { other: ' дня' },
  },
};

/** Writes what a message is made of, in one language. */
export interface Formats {
  readonly language: InterfaceLanguage;
  /** A count with grouped thousands. */
  count(value: number): string;
  /** What a stage counted: a count, or with two digits where it is no whole number. */
  stageCount(value: number): string;
  /** A decimal number with this many digits after the point and a real minus sign; a dash where there is none. */
  decimal(value: number | null | undefined, digits: number): string;
  /** A count that ties may have split: `12` or `12.5`. */
  splitCount(value: number): string;
  /** A decimal number with its sign, plus as well; none where only zeros are left of it. */
  signed(value: number, digits: number): string;
  /** A proportion between 0 and 1 as a percentage with one digit; a dash where there is none. */
  percent(proportion: number | null | undefined): string;
  /** A percentage on an axis, without a digit that says nothing: `40 %`. */
  percentTick(proportion: number): string;
  /** An interval of proportions: `35.7 to 46.7 %`; empty where there is none. */
  percentRange(low: number | null | undefined, high: number | null | undefined): string;
  /** From one figure to another: `3 to 4`. */
  span(low: string, high: string): string;
  /** Part of a whole: `412 of 1,003 (41.1 %)`. */
  partOf(part: number, whole: number): string;
  /** Hours as people say them: `36 minutes`, `14.2 hours`, `3.5 days`; a dash where they are not known. */
  duration(hours: number | null): string;
  /** Bytes as people say them: `12.3 kB`. */
  size(bytes: number): string;
  /** A p-value: `0.03`, or `below 0.001`. */
  probability(p: number | null): string;
  /** The form that follows a number, without the number. */
  form(value: number, forms: Forms): string;
  /** A number and its noun: `2 articles`, `2 статьи`. */
  counted(value: number, forms: Forms): string;
  /** `a`, `a and b`, `a, b and c`. */
  listed(words: readonly string[]): string;
  /** Between words of which none is last. */
  readonly comma: string;
  /** Between clauses. */
  readonly semicolon: string;
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Between sentences. */
  readonly space: string;
  /** Whole sentences one after the other. */
  sentences(texts: readonly string[]): string;
  /** A remark after something, in brackets. */
  bracketed(text: string): string;
  /** A day, from milliseconds since 1970: its date in UTC, as people of the language write it. */
  day(time: number): string;
  /** The same with the month in full: `3 March 2031`. */
  date(time: number): string;
  /** A day on an axis, short: day and month. */
  axisDay(time: number): string;
  /** A time of day in UTC: `14:05`, with seconds where asked. */
  clock(time: number, seconds?: boolean): string;
  /** `3 March 2031, 14:05 UTC`. */
  moment(time: number, seconds?: boolean): string;
  /** A name of a language, such as `Chinese`; the code where there is none. */
  languageName(code: string): string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

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
  const sizes = units.map((unit) => {
    const unitDisplay = unit === 'byte' ? 'long' : 'short';
    return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 });
  });
  const names = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' });
  const dates = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long', timeZone: 'UTC' });
  const axisDays = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const own = habits[language];

  const decimal = (value: number | null | undefined, digits: number): string => {
    if (value === null || value === undefined || !Number.isFinite(value)) return dash;
    // Rounded as the number is, not as its shortest decimal would be.
    const text = numberFormat(digits).format(Math.abs(value).toFixed(digits) as `${number}`);
    return value < 0 && /[1-9]/u.test(text) ? `−${text}` : text;
  };
  const form = (value: number, forms: Forms): string => {
    const rule = plurals.select(value);
    return (rule === 'zero' || rule === 'two' ? undefined : forms[rule]) ?? forms.other;
  };
  const splitCount = (value: number): string =>
    Math.abs(value - Math.round(value)) < 1e-9 ? decimal(value, 0) : decimal(value, 1);
  const percent = (proportion: number | null | undefined): string =>
    proportion === null || proportion === undefined || !Number.isFinite(proportion)
      ? dash
      : `${decimal(proportion * 100, 1)}${own.percent}`;
  const bracketed = (text: string): string => own.brackets.join(text);
  const date = (time: number): string => dates.format(time).replaceAll(' ', '\u00a0');
  const clock = (time: number, seconds = false): string => new Date(time).toISOString().slice(11, seconds ? 19 : 16);
  return {
    language,
    count: (value) => decimal(value, 0),
    stageCount: (value) => decimal(value, Number.isInteger(value) ? 0 : 2),
    decimal,
    splitCount,
    signed: (value, digits) => {
      const text = decimal(value, digits);
      return value > 0 && /[1-9]/u.test(text) ? `+${text}` : text;
    },
    percent,
    percentTick: (proportion) => percent(proportion).replace(/[.,]0(?=\D*$)/u, ''),
    percentRange: (low, high) =>
      low === null || low === undefined || high === null || high === undefined
        ? ''
        : own.percentSpan(decimal(low * 100, 1), decimal(high * 100, 1)),
    span: own.span,
    partOf: (part, whole) => {
      const base = own.part(splitCount(part), decimal(whole, 0));
      return whole > 0 ? `${base}${bracketed(percent(part / whole))}` : base;
    },
    duration: (hours) => {
      if (hours === null) return dash;
      const size = Math.abs(hours);
      const minutes = Math.round(size * 60);
      // A number with a digit after the point takes the form of a fraction, be it a whole one.
      if (size < 1) return `${decimal(hours * 60, 0)}${form(minutes, own.minutes)}`;
      return size < 72 ? `${decimal(hours, 1)}${own.hours.other}` : `${decimal(hours / 24, 1)}${own.days.other}`;
    },
    size: (bytes) => {
      const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      return sizes[step]!.format(bytes / 1000 ** step);
    },
    probability: (p) => (p === null ? dash : p < 0.001 ? own.below(decimal(0.001, 3)) : decimal(p, 3)),
    form,
    counted: (value, forms) => `${splitCount(value)} ${form(value, forms)}`,
    listed: (words) => lists.format(words),
    comma: own.comma,
    semicolon: own.semicolon,
    colon: own.colon,
    space: own.space,
    sentences: (texts) => texts.join(own.space),
    bracketed,
    day: (time) => days.format(time),
    date,
    axisDay: (time) => axisDays.format(time),
    clock,
    moment: (time, seconds) => `${date(time)}${language === 'zh' ? ' ' : ', '}${clock(time, seconds)}\u00a0UTC`,
    languageName: (code) => {
      if (code === 'und' || code === '') return own.undetermined;
      try {
        return names.of(code) ?? code;
      } catch {
        return code;
      }
    },
  };
}
