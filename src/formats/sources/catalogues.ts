/** Lists of articles without their texts: Media Cloud and GDELT. */
import { hasAll } from '../content.ts';
import { htmlText } from '../html-text.ts';
import { cell, derived } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';

/** Media Cloud: CSV of stories. The date is a day; the time of indexing only says that it was out by then. */
export const mediaCloud: Recipe = {
  source: 'media-cloud',
  format: 'csv',
  recognises: (content) => hasAll(content, 'id', 'indexed_date', 'media_name', 'publish_date', 'title', 'url'),
  columns: {
    id: ['id'],
    title: ['title'],
    text: ['text'],
    url: ['url', 'article_url'],
    site: ['media_name', 'media_url'],
    language: ['language'],
    published_at: [derived('day')],
    first_seen_at: [derived('indexed')],
  },
  uses: ['publish_date', 'indexed_date'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const days = {
      [derived('day')]: cell(fields, 'publish_date').replace(/[T ].*$/, ''),
      [derived('indexed')]: inUtc(cell(fields, 'indexed_date')),
    };
    return [{ place, fields: { ...fields, ...days } }];
  },
};

/** GDELT DOC 2.0, ArtList: `seendate` is when GDELT saw the article. */
export const gdeltDoc: Recipe = {
  source: 'gdelt-doc',
  format: 'json',
  records: [['articles', '*']],
  recognises: (content) => hasAll(content, 'articles.*.url', 'articles.*.seendate'),
  columns: {
    title: ['title'],
    url: ['url'],
    site: ['domain'],
    language: ['language'],
    first_seen_at: ['seendate'],
  },
};

/** GDELT Article List: whether `date` is of the page or of GDELT is not said, so it is a bound only. */
export const gdeltGal: Recipe = {
  source: 'gdelt-gal',
  format: 'ndjson',
  recognises: (content) => hasAll(content, 'date', 'url', 'title', 'domain', 'outletName'),
  columns: {
    title: ['title'],
    text: ['desc'],
    url: ['url'],
    site: ['domain'],
    author: ['author'],
    language: ['lang'],
    first_seen_at: [derived('seen')],
  },
  uses: ['date'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    return [{ place, fields: { ...fields, [derived('seen')]: inUtc(cell(fields, 'date')) } }];
  },
};

const gkgColumns = (
  'GKGRECORDID DATE SourceCollectionIdentifier SourceCommonName DocumentIdentifier Counts V2Counts Themes V2Themes ' +
  'Locations V2Locations Persons V2Persons Organizations V2Organizations V2Tone Dates GCAM SharingImage RelatedImages ' +
  'SocialImageEmbeds SocialVideoEmbeds Quotations AllNames Amounts TranslationInfo Extras'
).split(' ');

/** GDELT Global Knowledge Graph 2.1: a table without a header; titles and some publication times are in its last column. */
export const gdeltGkg: Recipe = {
  source: 'gdelt-gkg',
  format: 'tsv',
  header: gkgColumns,
  recognises: ({ text }) =>
    text
      .split('\n', 5)
      .some((line) => /^\d{14}-T?\d+\t\d{14}\t\d+\t/.test(line) && line.split('\t').length === gkgColumns.length),
  columns: {
    id: [derived('id')],
    title: [derived('PAGE_TITLE')],
    url: [derived('address')],
    site: ['SourceCommonName'],
    author: [derived('PAGE_AUTHORS')],
    language: [derived('language')],
    published_at: [derived('PAGE_PRECISEPUBTIMESTAMP')],
    published_basis: [derived('basis')],
    first_seen_at: [derived('batch')],
  },
  uses: ['GKGRECORDID', 'DATE', 'SourceCollectionIdentifier', 'DocumentIdentifier', 'TranslationInfo', 'Extras'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const address = cell(fields, 'DocumentIdentifier');
    const isPage = /^https?:\/\//i.test(address);
    const tag = (name: string): string => {
      const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(cell(fields, 'Extras'));
      return found === null ? '' : htmlText(found[1]!);
    };
    const title = tag('PAGE_TITLE');
    if (title === '') return [{ place, slug: 'no-text', detail: 'the row has no PAGE_TITLE' }];
    return [
      {
        place,
        fields: {
          ...fields,
          // The address is what other collections know an article by.
          [derived('id')]: isPage ? address : cell(fields, 'GKGRECORDID'),
          [derived('address')]: isPage ? address : '',
          [derived('PAGE_TITLE')]: title,
          [derived('PAGE_AUTHORS')]: tag('PAGE_AUTHORS'),
          [derived('PAGE_PRECISEPUBTIMESTAMP')]: inUtc(tag('PAGE_PRECISEPUBTIMESTAMP')),
          [derived('basis')]: 'meta',
          [derived('batch')]: inUtc(cell(fields, 'DATE')),
          // What was not translated is English.
          [derived('language')]: /srclc:([a-z]{3})/.exec(cell(fields, 'TranslationInfo'))?.[1] ?? 'en',
        },
      },
    ];
  },
};

/** A time on the clock of UTC, where it says no other. */
function inUtc(time: string): string {
  if (/^\d{14}$/.test(time)) return `${time.slice(0, 8)}T${time.slice(8)}Z`;
  return /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(time) ? `${time}Z` : time;
}
