/** What people say about a bundle, and what stands where they said nothing. */
import { UserError } from '../errors.ts';

/** Someone who made the study. */
export interface Author {
  readonly name: string;
  /** ORCID, as an address. */
  readonly orcid: string | undefined;
}

/** A licence, by an address. */
export interface License {
  readonly name: string;
  readonly url: string | undefined;
}

/** What the authors decide about their bundle. */
export interface BundleAbout {
  readonly title: string;
  readonly description: string;
  /** None: a placeholder stands in their place. */
  readonly authors: readonly Author[];
  /** Undefined: a placeholder stands in its place. */
  readonly license: License | undefined;
  /** Moment the bundle says it is of. */
  readonly date: Date;
}

/** What only the author can say, marked so that it is found. */
export function blank(what: string): string {
  return `**[TO FILL IN: ${what}]**`;
}

/** `Ann Li` or `Ann Li (0000-0002-1825-0097)`; a SyntaxError where the ORCID is none. */
export function parseAuthor(text: string): Author {
  const [, name = '', id] = /^([^()]+?)\s*(?:\((.*)\))?$/u.exec(text.trim()) ?? [];
  if (name === '') throw new SyntaxError(`"${text}" is not a name, such as "Ann Li" or "Ann Li (0000-0002-1825-0097)"`);
  if (id === undefined) return { name, orcid: undefined };
  const digits = /^(?:https?:\/\/orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/u.exec(id.trim())?.[1];
  if (digits === undefined || !isOrcid(digits))
    throw new SyntaxError(`"${id}" is not an ORCID, such as 0000-0002-1825-0097`);
  return { name, orcid: `https://orcid.org/${digits}` };
}

/** Whether the last character is the check digit of the others (ISO 7064, mod 11-2). */
function isOrcid(digits: string): boolean {
  const plain = digits.replaceAll('-', '');
  let total = 0;
  for (const digit of plain.slice(0, -1)) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return plain.at(-1) === (check === 10 ? 'X' : String(check));
}

/** An SPDX name such as `CC-BY-4.0`, or the address of a licence. */
export function parseLicense(text: string): License {
  if (URL.canParse(text) && /^https?:/iu.test(text)) return { name: text, url: text };
  if (!/^[A-Za-z0-9][A-Za-z0-9.+-]*$/u.test(text))
    throw new SyntaxError(`"${text}" is not an SPDX name such as CC-BY-4.0, nor a web address`);
  return { name: text, url: `https://spdx.org/licenses/${text}` };
}

/** A day or a moment in ISO 8601; a day is its beginning, UTC. */
export function parseMoment(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const moment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/u.test(text)
    ? new Date(text)
    : new Date(Number.NaN);
  // 30 February is the 2nd of March to Date.
  if (Number.isNaN(moment.getTime()) || (isDay && moment.toISOString().slice(0, 10) !== text))
    throw new SyntaxError(`"${text}" is not a day such as 2031-03-31`);
  return moment;
}

/** Refuses a date that no zip archive can hold. */
export function requireZipDate(date: Date): void {
  const year = date.getUTCFullYear();
  if (year < 1980 || year > 2107)
    throw new UserError(`a zip archive cannot hold the year ${year}`, {
      hint: 'name another day with --date, or a folder',
    });
}
