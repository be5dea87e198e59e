/**
 * Dates as people write them: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
 * Chinese, Russian and Ukrainian. A date has its year, or it is none: `yesterday`, `2 часа назад`,
 * `3月1日` and their like depend on when the page was read and are passed over.
 */
import { readTime } from '../formats/time.ts';
import type { WrittenTime } from '../formats/time.ts';

/** A date in a text and where it stands there. */
export interface FoundDate {
  readonly time: WrittenTime;
  /** Begin and end of it in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Beginnings of the names of months that no other month shares, per language, in small letters. */
const monthNames: readonly (readonly string[])[] = [
  ['jan', 'jän', 'gen', 'ene', 'sty', 'янв', 'січ'],
  ['feb', 'fév', 'fev', 'lut', 'фев', 'лют'],
  ['mar', 'mär', 'mrz', 'maa', 'мар', 'бер'],
  ['apr', 'avr', 'abr', 'kwi', 'апр', 'кві'],
  ['may', 'mai', 'mag', 'mei', 'maj', 'мая', 'май', 'тра'],
  ['jun', 'juin', 'giu', 'cze', 'июн', 'чер'],
  ['jul', 'juil', 'lug', 'lip', 'июл', 'лип'],
  ['aug', 'aoû', 'aou', 'ago', 'sie', 'авг', 'сер'],
  ['sep', 'set', 'wrz', 'сен', 'вер'],
  ['oct', 'okt', 'ott', 'out', 'paź', 'окт', 'жов'],
  ['nov', 'lis', 'ноя', 'лис'],
  ['dec', 'dez', 'déc', 'dic', 'gru', 'дек', 'гру'],
];

const wholeNames =
  /^(?:january|february|march|april|june|july|august|september|october|november|december|sept|januar|februar|märz|juni|juli|oktober|dezember|jänner|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|январ[ьяе]|феврал[ьяе]|марта?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|августа?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]|січ(?:ень|ня)|лют(?:ий|ого)|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|черв(?:ень|ня)|лип(?:ень|ня)|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопада?|груд(?:ень|ня))$/;

/** The number of a month by its name or abbreviation; undefined for other words. */
function monthOf(word: string): number | undefined {
  const name = word.toLowerCase().normalize('NFC');
  // An abbreviation, or a whole name: `marble` and `decade` are neither.
  if (name.length > 5 && !wholeNames.test(name)) return undefined;
  if (name.length > 4 && !wholeNames.test(name)) return undefined;
  const index = monthNames.findIndex((names) => names.some((start) => name.startsWith(start)));
  return index < 0 ? undefined : index + 1;
}

const day = String.raw`(?<day>\d{1,2})`;
const year = String.raw`(?<year>(?:19|20)\d{2})`;
const word = String.raw`(?<month>\p{L}{3,12})`;
const clock = String.raw`(?<hour>\d{1,2})(?<separator>[:：.h])(?<minute>\d{2})(?:[:：](?<second>\d{2}))?`;
const afternoon = String.raw`(?:\s*(?<half>[ap]\.?\s?m\b\.?))?`;
const offset = String.raw`(?:\s*\(?(?<zone>Z\b|UTC(?:[+-]\d{1,2}(?::?\d{2})?)?|GMT(?:[+-]\d{1,2}(?::?\d{2})?)?|CEST|CET|EEST|EET|MSK|МСК|мск|EST|EDT|CDT|PST|PDT|[+-]\d{2}:?\d{2}(?!\d))\)?)?`;
const between = String.raw`(?:\s*[,|·•–—/\-]?\s*(?:(?:um|at|à|alle|às|a las|в|у|о|об)\s+)?)`;
const after = String.raw`(?:${between}${clock}${afternoon}(?:\s*(?:Uhr|Hrs?|heures))?${offset})?`;
const yearWord = String.raw`(?:\s*(?:года?|г\.?|року|рік|р\.?)(?!\p{L}))?`;

/** The forms, each with the named groups year, month, day and, where there is a clock, hour, minute, second, half, zone. */
const forms: readonly RegExp[] = [
  // 2022-03-01T12:30:00+03:00, 2022/3/1 12:30, 2022.03.01
  String.raw`(?<!\d|\d[./-])${year}(?<mark>[-/.])(?<month>\d{1,2})\k<mark>${day}(?!\d|[./-]\d)(?:T(?=\d)|(?=\D|$))${after}`,
  // 2022年3月1日 下午3时05分, 2022年03月01日08:15:32
  String.raw`(?<year>(?:19|20)\d{2}|[〇零○一二三四五六七八九]{4})\s*年\s*(?<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号號](?:\s*[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][）)]?)?(?:\s*[,，]?\s*(?<half>上午|下午|晚上|凌晨|中午|早上|晚|早)?\s*(?<hour>\d{1,2})\s*[:：时時点點]\s*(?<minute>\d{1,2})(?:\s*[:：分]\s*(?<second>\d{2}))?)?`,
  // 12:30, 1 марта 2022
  String.raw`(?<!\d|\d[:.])${clock}${afternoon}${offset}\s*[,|·•–—-]?\s*(?:\p{L}{2,10}\.?,\s*)?${day}\.?\s+${word}\.?,?\s+${year}(?!\d)${yearWord}`,
  // 12:30, 01.03.2022
  String.raw`(?<!\d|\d[:.])${clock}${afternoon}${offset}\s*[,|·•–—-]?\s*${day}(?<mark>[./-])(?<month>\d{1,2})\k<mark>${year}(?!\d)`,
  // 1 марта 2022 г., 12:30; 1. März 2022, 12.30 Uhr; 1 de marzo de 2022
  String.raw`(?<!\d|\d[.:])${day}(?:st|nd|rd|th|er|º)?\.?[\s-]+(?:of\s+|de\s+)?${word}\.?,?[\s-]+(?:de\s+|del\s+)?${year}(?!\d)${yearWord}${after}`,
  // March 1st, 2022 at 3:05 p.m. EST
  String.raw`(?<!\p{L})${word}\.?[\s-]+${day}(?:st|nd|rd|th)?,?[\s-]+${year}(?!\d)${after}`,
  // 01.03.2022, 12:30; 01/03/2022; 01-03-2022
  String.raw`(?<!\d|\d[./-])${day}(?<mark>[./-])\s?(?<month>\d{1,2})\k<mark>\s?${year}(?!\d|[./-]\d)${yearWord}${after}`,
  // 01.03.22, 12:30
  String.raw`(?<!\d|\d[./-])(?<day>\d{2})\.(?<month>\d{2})\.(?<short>\d{2})(?!\d|[.:]\d)${after}`,
].map((form) => new RegExp(form, 'giu'));

const chineseDigits = '〇一二三四五六七八九';

/** A number in digits or in Chinese numerals up to 31; years are written digit by digit. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text.replace(/[零○]/g, '〇');
  const digit = (character: string): number => chineseDigits.indexOf(character);
  const ten = plain.indexOf('十');
  if (ten < 0) return Number([...plain].map(digit).join(''));
  return (ten === 0 ? 1 : digit(plain[0]!)) * 10 + (ten === plain.length - 1 ? 0 : digit(plain[ten + 1]!));
}

const zoneNames: Readonly<Record<string, string>> = {
  Z: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  CET: '+01:00',
  CEST: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  МСК: '+03:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  PST: '-08:00',
  PDT: '-07:00',
};

function zoneOf(text: string | undefined): string {
  if (text === undefined) return '';
  const name = text.toUpperCase();
  const numeric = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (numeric !== null) return `${numeric[1]}${numeric[2]!.padStart(2, '0')}:${numeric[3] ?? '00'}`;
  return zoneNames[name] ?? '';
}

/** The hour on a 24-hour clock. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  const later = /^(?:p|下午|晚)/i.test(half) || (half === '中午' && hour < 11);
  if (later) return hour < 12 ? hour + 12 : hour;
  return hour === 12 && /^(?:a|上午|凌晨)/i.test(half) ? 0 : hour;
}

/** Longest text that is looked through; dates beside titles stand in short ones. */
const longest = 400;

/**
 * The dates in a text, in order. Where all parts are numbers and either of the first two may be the
 * month, `monthFirst` decides; undefined: such a date is passed over unless it is written with points.
 */
export function datesIn(text: string, monthFirst?: boolean): FoundDate[] {
  const found: FoundDate[] = [];
  const looked = text.slice(0, longest);
  if (!/\d{2}|年/.test(looked)) return found;
  for (const form of forms) {
    for (const match of looked.matchAll(form)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const time = timeOf(match.groups!, monthFirst);
      if (time !== undefined) found.push({ time, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function timeOf(groups: Record<string, string | undefined>, monthFirst: boolean | undefined): WrittenTime | undefined {
  const two = (value: number): string => String(value).padStart(2, '0');
  const yearNumber = groups['short'] === undefined ? numberOf(groups['year']!) : 2000 + Number(groups['short']);
  const named = groups['month']!;
  let dayNumber = numberOf(groups['day']!);
  let month = /^[\d一二三四五六七八九十]+$/.test(named) ? numberOf(named) : monthOf(named);
  if (month === undefined) return undefined;
  const mark = groups['mark'];
  if (/^\d+$/.test(named) && (mark === '/' || mark === '-') && isDayBeforeYear(groups)) {
    if (month > 12) [dayNumber, month] = [month, dayNumber];
    else if (dayNumber <= 12 && dayNumber !== month) {
      if (monthFirst === undefined) return undefined;
      if (monthFirst) [dayNumber, month] = [month, dayNumber];
    }
  }
  let value = `${yearNumber}-${two(month)}-${two(dayNumber)}`;
  const { hour, minute, second, half, zone } = groups;
  if (hour !== undefined && Number(hour) < 24 && Number(minute) < 60) {
    value += `T${two(hourOf(Number(hour), half))}:${two(Number(minute))}${second === undefined ? '' : `:${second}`}`;
    value += zoneOf(zone);
  }
  const time = readTime(value);
  return 'reason' in time ? undefined : time;
}

/** Whether the year stands last: named groups keep the order of the form. */
function isDayBeforeYear(groups: Record<string, string | undefined>): boolean {
  const names = Object.keys(groups);
  return names.indexOf('day') < names.indexOf('year');
}
