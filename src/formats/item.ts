/** A record becomes an item: its id, text, site, language and time, as far as the file alone tells. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../store/atomic.ts';
import type { Cell } from '../store/database.ts';
import type { Column } from '../store/tables.ts';
import type { ColumnReader, Field } from './columns.ts';
import { countOf } from './counts.ts';
import { hostOf, siteOf } from './domain.ts';
import { languageCode } from './language.ts';
import type { SourceRecord } from './records.ts';
import { bases, interval, isUpperBound, readTime } from './time.ts';
import type { Basis, TimeFault, WrittenTime } from './time.ts';

/** Kinds of items. */
export type ItemKind = 'post' | 'article';

/** What holds for every record of a file that does not say otherwise itself. */
export interface ItemDefaults {
  readonly kind: ItemKind;
  /** File name for `source_ref`. */
  readonly source: string;
  readonly platform?: string | undefined;
  readonly site?: string | undefined;
  readonly ecosystem?: string | undefined;
  /** ISO 639-1. */
  readonly language?: string | undefined;
  /** Zone of times without an offset; the study's settings decide later where it is left out. */
  readonly zone?: string | undefined;
}

/**
 * Columns of the parts an import consists of: those of `items`, before anything that depends on the
 * settings of the study. `published_wall` is set where the zone is not known from the file, and
 * `published_zone` is the one that was taken where the time names none.
 */
export const partColumns = (
  [
    ['record_id', 'VARCHAR'],
    ['platform', 'VARCHAR'],
    ['site', 'VARCHAR'],
    ['ecosystem', 'VARCHAR'],
    ['language', 'VARCHAR'],
    ['language_basis', 'VARCHAR'],
    ['url', 'VARCHAR'],
    ['title', 'VARCHAR'],
    ['text', 'VARCHAR'],
    ['author', 'VARCHAR'],
    ['published_at', 'TIMESTAMPTZ'],
    ['published_precision', 'VARCHAR'],
    ['published_basis', 'VARCHAR'],
    ['published_earliest', 'TIMESTAMPTZ'],
    ['published_latest', 'TIMESTAMPTZ'],
    ['published_wall', 'TIMESTAMPTZ'],
    ['published_zone', 'VARCHAR'],
    ['written_precision', 'VARCHAR'],
    ['first_seen_at', 'TIMESTAMPTZ'],
    ['fetched_at', 'TIMESTAMPTZ'],
    ['repost_of', 'VARCHAR'],
    ['engagement', 'VARCHAR'],
    ['source_ref', 'VARCHAR'],
    ['sha256', 'VARCHAR'],
  ] as const
).map(([name, type]): Column => ({ name, type, about: '' }));

/** A row of a part. */
export type PartRow = Record<string, Cell>;

/** What became of a record. */
export type MadeItem =
  | {
      readonly row: PartRow;
      /** Length of title and text in UTF-8. */
      readonly bytes: number;
      /** What to identify the language from, where neither the record nor the defaults name it. */
      readonly unidentified?: string;
      readonly unreadableTime?: { readonly fault: TimeFault; readonly value: string };
    }
  | { readonly slug: 'no-text'; readonly detail: string };

/** Makes the item of a record; a language that is not given is left to be identified. */
export function makeItem(record: SourceRecord, columns: ColumnReader, defaults: ItemDefaults): MadeItem {
  const value = (field: Field): string | undefined => textOf(columns.get(record.fields, field));
  const { title, text } = words(clean(value('title')), clean(value('text')), defaults.kind);
  if (text === '' && title === null) return { slug: 'no-text', detail: 'neither text nor title has any content' };

  const url = clean(value('url')) || null;
  const given = languageCode(value('language') ?? '') ?? defaults.language;
  const time = publication(record, columns, defaults.zone);
  const row: PartRow = {
    record_id: recordId(value('id'), url, title, text, value('published_at')),
    platform: clean(value('platform')) || defaults.platform,
    site: siteOf(value('site') ?? '') ?? (url === null ? undefined : hostOf(url)) ?? defaults.site,
    ecosystem: clean(value('ecosystem')) || defaults.ecosystem,
    language: given,
    language_basis: given === undefined ? 'detected' : 'field',
    url,
    title,
    text,
    author: clean(value('author')) || null,
    ...time.cells,
    repost_of: cleanId(value('repost_of')) || null,
    engagement: engagement(record, columns),
    source_ref: `${defaults.source}:${record.place}`,
    sha256: textHash(title ?? '', text),
  };
  return {
    row,
    bytes: Buffer.byteLength(text) + Buffer.byteLength(title ?? ''),
    ...(given === undefined ? { unidentified: text.length < 200 ? `${title ?? ''}\n${text}` : text } : {}),
    ...(time.unreadable === undefined ? {} : { unreadableTime: time.unreadable }),
  };
}

/** Title and text of an item. Posts have no titles of their own: scrapers repeat the text there, or put all of it there. */
function words(title: string, text: string, kind: ItemKind): { title: string | null; text: string } {
  if (kind === 'post' && text === '') return { title: null, text: title };
  if (title === '' || (kind === 'post' && title === text)) return { title: null, text };
  return { title, text };
}

/** Runs of white space that are not one space; on ordinary text far faster to look for than all runs. */
const notSingleSpaces = /[^\S ]\s*| \s+/g;

/** SHA-256 of title and text with compatibility forms, case and spacing evened out, hexadecimal. */
export function textHash(title: string, text: string): string {
  const normal = `${title}\n${text}`.normalize('NFKC').toLowerCase().replace(notSingleSpaces, ' ').trim();
  return createHash('sha256').update(normal).digest('hex');
}

/** A value as text: lists are joined, structures become JSON. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value
      .map((part) => textOf(part) ?? '')
      .filter((part) => part !== '')
      .join(', ');
  return canonicalJson(value);
}

/** Makes a text storable: lone surrogates and NULs become U+FFFD, line breaks LF. */
function clean(text: string | undefined): string {
  if (text === undefined) return '';
  return text.toWellFormed().replaceAll('\0', '\ufffd').replace(/\r\n?/g, '\n').trim();
}

/** An id without the control characters and spaces that exports leave around it. */
function cleanId(text: string | undefined): string {
  return clean(text?.replace(/[\p{Cc}\u200b-\u200f\ufeff]/gu, ''));
}

/** The record's own id, else its address, else a hash of what it says and when. */
function recordId(
  id: string | undefined,
  url: string | null,
  title: string | null,
  text: string,
  time: string | undefined,
): string {
  const own = cleanId(id) || cleanId(url ?? '');
  if (own !== '') return own;
  return createHash('sha256')
    .update(canonicalJson([title, text, time ?? null]))
    .digest('hex')
    .slice(0, 24);
}

/** Counts as given: the object of a column `engagement`, and likes, reposts and comments beside it. */
function engagement(record: SourceRecord, columns: ColumnReader): string | null {
  let counts: Record<string, unknown> = {};
  const given = columns.get(record.fields, 'engagement');
  if (given !== null && typeof given === 'object' && !Array.isArray(given))
    counts = { ...(given as Record<string, unknown>) };
  else if (typeof given === 'string') {
    try {
      const parsed: unknown = JSON.parse(given);
      counts =
        parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)
          ? { ...parsed }
          : { engagement: parsed };
    } catch {
      counts = { engagement: given };
    }
  } else if (given !== undefined) counts = { engagement: given };
  for (const field of ['likes', 'reposts', 'comments'] as const) {
    const count = columns.get(record.fields, field);
    if (count !== undefined) counts[field] = typeof count === 'string' ? (countOf(count) ?? count) : count;
  }
  return Object.keys(counts).length === 0 ? null : clean(canonicalJson(counts));
}

interface Publication {
  readonly cells: PartRow;
  readonly unreadable?: { readonly fault: TimeFault; readonly value: string };
}

/** Everything about when: the best time the record has, first seen and fetched beside it. */
function publication(record: SourceRecord, columns: ColumnReader, zone: string | undefined): Publication {
  const get = (field: Field): unknown => columns.get(record.fields, field);
  const statedBasis = textOf(get('published_basis'))?.trim().toLowerCase();
  const basis = bases.find((known) => known === statedBasis) ?? 'scraper_field';
  const precision = get('published_precision');
  const value = get('published_at');
  let unreadable: Publication['unreadable'];
  const read = (given: unknown, stated?: unknown): WrittenTime | undefined => {
    if (given === undefined) return undefined;
    const written = readTime(given, stated);
    if (!('reason' in written)) return written;
    unreadable ??= { fault: written.reason, value: (textOf(given) ?? '').slice(0, 60) };
    return undefined;
  };
  const published = read(value, precision);
  const firstSeen = read(get('first_seen_at')) ?? (basis === 'first_seen' ? published : undefined);
  const fetched = read(get('fetched_at')) ?? (basis === 'fetch' ? published : undefined);
  const seen = {
    first_seen_at: firstSeen === undefined ? null : instantOf(firstSeen, zone),
    fetched_at: fetched === undefined ? null : instantOf(fetched, zone),
  };
  const [best, bestBasis]: [WrittenTime | undefined, Basis] =
    published !== undefined
      ? [published, basis]
      : firstSeen !== undefined
        ? [firstSeen, 'first_seen']
        : [fetched, 'fetch'];
  if (best === undefined) {
    return { cells: { ...seen, published_precision: 'unknown' }, ...(unreadable === undefined ? {} : { unreadable }) };
  }
  const known = best.zone ?? zone;
  const { at, earliest, latest } = interval(best, bestBasis, known);
  return {
    cells: {
      ...seen,
      published_at: at,
      published_precision: isUpperBound(bestBasis) ? 'unknown' : best.precision,
      published_basis: bestBasis,
      published_earliest: earliest,
      published_latest: latest,
      published_wall: known === undefined ? best.wall : null,
      published_zone: best.zone === undefined && zone !== undefined ? zone : null,
      written_precision: best.precision,
    },
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** The start of a written time, read as UTC where no zone is known. */
function instantOf(written: WrittenTime, zone: string | undefined): number | null {
  return interval(
    { ...written, precision: written.precision === 'unknown' ? 'day' : written.precision },
    'scraper_field',
    written.zone ?? zone ?? 'Z',
  ).at;
}
