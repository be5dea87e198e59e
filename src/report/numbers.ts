/** Every number of the report is written here, so that all of them look the same. */

/** Thin no-break space, between a figure and its unit. */
const thin = '\u202f';
const dash = '–';

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/gu, ',');
}

/** A decimal number with grouped thousands and a real minus sign. */
export function decimal(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.');
  const text = fraction === undefined ? grouped(whole!) : `${grouped(whole!)}.${fraction}`;
  return value < 0 && /[1-9]/u.test(text) ? `−${text}` : text;
}

/** A count: `12,600`. */
export function count(value: number): string {
  return decimal(value, 0);
}

/** A count that ties may have split: `12` or `12.5`. */
export function splitCount(value: number): string {
  return Math.abs(value - Math.round(value)) < 1e-9 ? count(value) : decimal(value, 1);
}

/** A proportion between 0 and 1 as a percentage: `41.1 %`. */
export function percent(proportion: number | null | undefined): string {
  if (proportion === null || proportion === undefined || !Number.isFinite(proportion)) return dash;
  return `${decimal(proportion * 100, 1)}${thin}%`;
}

/** An interval of proportions: `35.7 to 46.7 %`; empty where there is none. */
export function percentRange(low: number | null | undefined, high: number | null | undefined): string {
  if (low === null || low === undefined || high === null || high === undefined) return '';
  return `${decimal(low * 100, 1)} to ${percent(high)}`;
}

/** Part of a whole as a proportion; not a number where the whole is empty. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : Number.NaN;
}

/** `412 of 1,003 (41.1 %)`, or with a noun `412 of 1,003 narratives (41.1 %)`. */
export function partOf(part: number, whole: number, noun?: string): string {
  const base = `${splitCount(part)} of ${noun === undefined ? count(whole) : counted(whole, noun)}`;
  return whole > 0 ? `${base} (${percent(part / whole)})` : base;
}

/** A count with its noun: `1 article`, `2 articles`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${splitCount(value)} ${value === 1 ? noun : plural}`;
}

/** A size in bytes for people: `3.4 MB`. */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${decimal(bytes / 1e3, 0)}${thin}kB`;
  return `${decimal(bytes / 1e6, 1)}${thin}MB`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Hours as people say them: `36 minutes`, `14.2 hours`, `3.5 days`; a dash where they are not known. */
export function duration(hours: number | null): string {
  if (hours === null) return dash;
  const size = Math.abs(hours);
  const minutes = decimal(hours * 60, 0);
  if (size < 1) return `${minutes} ${/^−?1$/u.test(minutes) ? 'minute' : 'minutes'}`;
  if (size < 72) return `${decimal(hours, 1)} hours`;
  return `${decimal(hours / 24, 1)} days`;
}

/** A p-value for people: `0.03`, or `below 0.001`. */
export function probability(p: number | null): string {
  return p === null ? dash : p < 0.001 ? 'below 0.001' : decimal(p, 3);
}
