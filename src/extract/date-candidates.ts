/** Every date a page offers, with where it stands and what it claims to be. */
import { readTime } from '../formats/time.ts';
import type { Basis, Precision, WrittenTime } from '../formats/time.ts';
import { datesIn } from './date-text.ts';
import { isArticle, textProperty, typesOf } from './structured-data.ts';
import type { Thing } from './structured-data.ts';
import { elementsOf, textOf } from './tree.ts';
import type { Element } from './tree.ts';

/** What a date claims to be; `unclear` where only its place speaks for it. */
export type DateRole = 'published' | 'modified' | 'unclear';

/** A date seen on a page. */
export interface DateCandidate {
  /** As written, at most 100 characters. */
  readonly value: string;
  /** ISO 8601 as far as it is precise, with the offset that was written; without one it is a wall clock of an unknown zone. */
  readonly publishedAt: string;
  readonly precision: Precision;
  readonly basis: Basis;
  /** Where it was: `NewsArticle.datePublished`, `meta article:published_time`, `time`, `text` … */
  readonly where: string;
  readonly role: DateRole;
}

/** A candidate with what the choice among them needs. */
export interface RankedDate extends DateCandidate {
  readonly time: WrittenTime;
  /** How much its source is trusted, higher is more; see the callers. */
  readonly rank: number;
}

/** Ranks of sources, highest first. A source that agrees with others is not raised: most are copies of each other. */
const ranks = { article: 100, meta: 90, microdata: 88, address: 70, marked: 65, thing: 60, vague: 45 };

const publishedMeta =
  /^(?:(?:og:)?article:(?:published(?:_?(?:time|date|at))?|post_?time|create_at|original-?date)|og:(?:published_time|release_date|pubdate|regdate)|(?:rnews:|schema:|sailthru\.|bt:|parsely-|cxenseparse:recs:|analyticsattributes\.|mediator_|shareaholic:article_|article[_.-]|vr:|dc\.?|dcterms\.)?(?:date_?published|published(?:_?(?:time|date|at))?|publish(?:ed)?[-_]?(?:date|time|ed)|publication[-_]?date|pub[-_]?(?:date|time)|article_?date(?:_original)?|original[-_]?publication[-_]?date|first_?published(?:_?time)?|date[._-]?(?:issued|created|original)|issued|created|ptime)|sailthru\.date|citation_(?:publication_)?date|citation_online_date|prism\.publicationdate|weibo:\s?article:create_at|displaydate|article-publish-date)$/;
const modifiedMeta = /modified|updated|lastmod|last-modified|revised|revision|reviewed/;
const vagueMeta = /^(?:date|dc\.date|dcterms\.date|dc:date|pdate|timestamp|time|article\.date|creation_date)$/;

/** The first date of a machine-readable or written value. */
export function readDate(value: string, monthFirst?: boolean): WrittenTime | undefined {
  const text = value.trim().slice(0, 100);
  const time = readTime(text);
  return 'reason' in time ? datesIn(text, monthFirst)[0]?.time : time;
}

/**
 * The candidate that a value makes, or undefined where it has no date. Midnight to the second is taken
 * for a mere date, as which most systems write it.
 */
export function candidate(
  value: string,
  time: WrittenTime | undefined,
  source: { basis: Basis; where: string; role: DateRole; rank: number },
): RankedDate | undefined {
  if (time === undefined) return undefined;
  const iso = new Date(time.wall).toISOString();
  const midnight = time.precision !== 'day' && iso.slice(11, 19) === '00:00:00';
  const precision = midnight ? 'day' : time.precision;
  const digits = { day: 10, hour: 16, minute: 16, second: 19, unknown: 10 }[precision];
  const zone = precision === 'day' || precision === 'unknown' ? '' : (time.zone ?? '');
  return {
    value: value.trim().slice(0, 100),
    publishedAt: `${iso.slice(0, digits)}${/^(?:utc|gmt|z)$/i.test(zone) ? 'Z' : zone}`,
    precision,
    ...source,
    time: { ...time, precision },
  };
}

/** Dates of JSON-LD. Those of articles lead; the page's own follow; those of comments, events, people and products are none. */
export function datesOfThings(things: readonly Thing[], title: string | null): RankedDate[] {
  const found: RankedDate[] = [];
  const articles = things.filter(isArticle);
  const own =
    articles.find((thing) => title !== null && sameTitle(textProperty(thing, 'headline'), title)) ?? articles[0];
  for (const thing of things) {
    const type = typesOf(thing)[0] ?? '';
    const article = isArticle(thing);
    if (!article && !/^(?:WebPage|.*Page|VideoObject|MediaObject|ImageObject|WebSite)$/.test(type)) continue;
    if (/^(?:ImageObject|WebSite)$/.test(type)) continue;
    for (const [name, role, lowered] of [
      ['datePublished', 'published', 0],
      ['dateCreated', 'published', 5],
      ['uploadDate', 'published', 10],
      ['dateModified', 'modified', 0],
    ] as const) {
      const value = textProperty(thing, name);
      if (value === undefined) continue;
      const rank = (thing === own ? ranks.article : article ? ranks.vague : ranks.thing) - lowered;
      const made = candidate(value, readDate(value), { basis: 'jsonld', where: `${type}.${name}`, role, rank });
      if (made !== undefined) found.push(made);
    }
  }
  return found;
}

function sameTitle(headline: string | undefined, title: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return headline !== undefined && letters(headline) === letters(title);
}

/** Dates of meta elements. */
export function datesOfMeta(meta: ReadonlyMap<string, readonly string[]>, monthFirst?: boolean): RankedDate[] {
  const found: RankedDate[] = [];
  for (const [name, contents] of meta) {
    const role = modifiedMeta.test(name)
      ? 'modified'
      : publishedMeta.test(name)
        ? 'published'
        : vagueMeta.test(name)
          ? 'unclear'
          : undefined;
    if (role === undefined) continue;
    const rank = role === 'unclear' ? ranks.vague : ranks.meta;
    for (const value of contents.slice(0, 5)) {
      const made = candidate(value, readDate(value, monthFirst), { basis: 'meta', where: `meta ${name}`, role, rank });
      if (made !== undefined) found.push(made);
    }
  }
  return found;
}

const machineAttributes = [
  'datetime',
  'content',
  'data-datetime',
  'data-date',
  'data-time',
  'data-timestamp',
  'data-published',
  'title',
];

/** Dates of microdata and of elements whose class says that they hold the time of publication. */
export function datesOfMarkup(
  root: Element,
  isPassedOver: (element: Element) => boolean,
  monthFirst?: boolean,
): RankedDate[] {
  const found: RankedDate[] = [];
  for (const element of elementsOf(root)) {
    if (found.length >= 50) break;
    const { itemprop = '', property = '', class: style = '', pubdate } = element.attributes;
    const named = /\b(?:datePublished|dateCreated)\b/i.test(`${itemprop} ${property}`);
    const modified = /\bdateModified\b/i.test(`${itemprop} ${property}`);
    const marked =
      pubdate !== undefined ||
      /(?:^|[\s_-])(?:published|publish-?(?:ed)?-?(?:date|time|at)|entry-?date|post-?date|article-?date|pub-?date|pub-?time|dtpublished|date-?published)(?:$|[\s_-])/i.test(
        style.slice(0, 300),
      );
    if (!named && !modified && !marked) continue;
    if (isPassedOver(element)) continue;
    const values = machineAttributes.flatMap((name) => element.attributes[name] ?? []);
    for (const value of [...values, textOf(element, 200)]) {
      const time = readDate(value, monthFirst);
      const made = candidate(value, time, {
        basis: element.tag === 'time' ? 'time_tag' : named || modified ? 'meta' : 'text',
        where:
          named || modified
            ? `itemprop ${named ? 'datePublished' : 'dateModified'}`
            : element.tag === 'time'
              ? 'time'
              : 'text',
        role: modified || (/updated|modified/i.test(style) && !/published/i.test(style)) ? 'modified' : 'published',
        rank: named ? ranks.microdata : ranks.marked,
      });
      if (made === undefined) continue;
      found.push(made);
      break;
    }
  }
  return found;
}

/** The date in an address: `/2022/03/01/`, `/20220301/`, `2022-03-01-title`; a month alone is none. */
export function dateOfAddress(url: string | undefined): RankedDate | undefined {
  if (url === undefined) return undefined;
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').slice(0, 2000);
  const parts =
    /(?:^|[/_.=-])((?:19|20)\d{2})([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.?&#-]|$)/.exec(path) ??
    /(?:^|[/_.=t-])((?:19|20)\d{2})()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.?&#-]|$)/.exec(path) ??
    /(?:^|\/)((?:19|20)\d{2})[/-]()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-])/.exec(path);
  if (parts !== null) {
    const value = `${parts[1]}-${parts[3]!.padStart(2, '0')}-${parts[4]!.padStart(2, '0')}`;
    return candidate(parts[0], readDate(value), { basis: 'url', where: 'url', role: 'published', rank: ranks.address });
  }
  const named = /(?:^|\/)((?:19|20)\d{2})\/([a-z]{3,9})\/(\d{1,2})(?=\/|$)/i.exec(path);
  if (named === null) return undefined;
  const time = datesIn(`${named[3]} ${named[2]} ${named[1]}`)[0]?.time;
  return candidate(named[0], time, { basis: 'url', where: 'url', role: 'published', rank: ranks.address });
}
