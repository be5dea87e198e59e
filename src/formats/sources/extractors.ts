/** Articles that other extractors took out of pages: trafilatura, newspaper4k, news-please, minet. */
import { hasAll, hasAny } from '../content.ts';
import type { Content } from '../content.ts';
import { cell, derived } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import type { RecordNote } from '../records.ts';

const [precision, date] = [derived('precision'), derived('date')];

const trafilaturaColumns: Recipe['columns'] = {
  id: [derived('id')],
  title: ['title'],
  text: ['text', 'raw_text'],
  url: ['source', 'url'],
  site: ['hostname'],
  author: ['author'],
  language: ['language'],
  published_at: ['date'],
  published_precision: [precision],
  fetched_at: ['filedate'],
};

/** trafilatura as JSON, an object a line or in an array: its date is a day. */
export const trafilaturaJson: Recipe = {
  source: 'trafilatura',
  format: 'ndjson',
  recognises: (content) =>
    hasAll(content, 'fingerprint', 'text', 'source-hostname') ||
    hasAll(content, 'fingerprint', 'text', 'hostname', 'date') ||
    // Without metadata there are only these two.
    (hasAll(content, 'text', 'comments') && content.keys.size === 2),
  columns: trafilaturaColumns,
  uses: ['source-hostname', 'excerpt', 'comments'],
  convert: () => (record) =>
    'slug' in record ? [record] : [{ ...record, fields: { ...record.fields, [precision]: 'day' } }],
};

/** trafilatura as a table parted by tabs, without a header. */
export const trafilaturaTable: Recipe = {
  source: 'trafilatura',
  format: 'csv',
  header: ['url', 'id', 'fingerprint', 'hostname', 'title', 'image', 'date', 'text', 'comments', 'license', 'pagetype'],
  recognises: ({ header }) =>
    header.length === 11 &&
    /^https?:\/\//i.test(header[0]!) &&
    /^(?:null|[0-9a-f]{8,16})$/.test(header[2]!) &&
    /^(?:null|\d{4}-\d{2}-\d{2})$/.test(header[6]!),
  columns: { ...trafilaturaColumns, url: ['url'] },
  uses: ['comments'],
};

/** newspaper4k: JSON, also that of its command line for several addresses, whose brackets do not match, and CSV. */
const newspaper4k = (format: 'ndjson' | 'csv'): Recipe => ({
  source: 'newspaper4k',
  format,
  recognises: (content) =>
    hasAll(content, 'read_more_link', 'publish_date', 'text') &&
    hasAny(content, 'meta_favicon', 'meta_site_name', 'top_image'),
  columns: {
    title: ['title'],
    text: ['text'],
    url: ['canonical_link', 'url'],
    author: [derived('authors')],
    language: ['language', 'meta_lang'],
    published_at: [date],
    published_precision: [precision],
  },
  uses: ['url', 'publish_date', 'authors'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const written = cell(fields, 'publish_date');
    const isFilled = isFilledIn(cell(fields, 'url'), written);
    const notes: RecordNote[] = isFilled
      ? [
          {
            slug: 'time-unreadable',
            detail: `the address names the month only, and the day of ${written} is that of the run; the item was kept without it`,
          },
        ]
      : [];
    return [
      {
        place,
        notes,
        fields: {
          ...fields,
          [date]: isFilled ? '' : written,
          [precision]: precisionOf(written),
          [derived('authors')]: pythonList(fields['authors']),
        },
      },
    ];
  },
});

export const newspaper4kJson = newspaper4k('ndjson');
export const newspaper4kTable = newspaper4k('csv');

/** An address with year and month only is where the tool takes a date from first, and fills in the day of the run. */
function isFilledIn(address: string, written: string): boolean {
  const inAddress = /[/_.-](\d{4})[/_.-](\d{1,2})(?=[/_.-](?!\d{1,2}(?:\D|$)))/.exec(address);
  const inDate = /^(\d{4})-(\d{2})-\d{2}/.exec(written);
  return (
    inAddress !== null &&
    inDate !== null &&
    inAddress[1] === inDate[1] &&
    inAddress[2]!.padStart(2, '0') === inDate[2] &&
    precisionOf(written) === 'day'
  );
}

/** `['A', "B"]`, as Python writes a list into a table. */
function pythonList(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*\[[\s\S]*\]\s*$/.test(value)) return value;
  return [...value.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  );
}

/** Tools write a date of which only the day is known as its midnight. */
function precisionOf(written: string): string {
  return /(?:^\d{4}-\d{2}-\d{2}$)|[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.test(written.trim()) ? 'day' : '';
}

/** news-please: an object a file, or a line; the times are without a zone. */
export const newsPlease: Recipe = {
  source: 'news-please',
  format: 'ndjson',
  recognises: (content) => hasAll(content, 'date_publish', 'date_download', 'maintext', 'source_domain'),
  columns: {
    title: ['title', 'title_page', 'title_rss'],
    text: ['maintext', 'text', 'description'],
    url: ['url'],
    site: ['source_domain'],
    author: ['authors'],
    language: ['language'],
    published_at: ['date_publish'],
    published_precision: [precision],
    fetched_at: ['date_download'],
  },
  uses: ['date_modify'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const precise = { [precision]: precisionOf(cell(record.fields, 'date_publish')) };
    return [{ ...record, fields: { ...record.fields, ...precise } }];
  },
};

/** minet extract: the user's own table with the columns of the extraction behind it. */
export const minet: Recipe = {
  source: 'minet',
  format: 'csv',
  recognises: (content: Content) => hasAll(content, 'canonical_url', 'content', 'comments', 'sitename', 'pagetype'),
  columns: {
    id: ['id'],
    title: ['title'],
    text: ['content', 'description'],
    url: ['canonical_url', 'resolved_url', 'url', 'link'],
    author: [derived('authors')],
    published_at: ['date'],
    fetched_at: ['datetime_utc', 'fetched_at'],
  },
  uses: ['author', 'comments'],
  convert: () => (record) =>
    'slug' in record
      ? [record]
      : [
          {
            ...record,
            fields: { ...record.fields, [derived('authors')]: cell(record.fields, 'author').split('§').join(', ') },
          },
        ],
};
