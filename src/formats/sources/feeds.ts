/** Feeds and sitemaps. A time of change is no time of publication: it only says that the page was out by then. */
import type { Content } from '../content.ts';
import { htmlText } from '../html-text.ts';
import { cell, derived } from '../recipe.ts';
import type { Recipe } from '../recipe.ts';
import type { ReadRecord } from '../records.ts';
import { rootElement } from '../xml-items.ts';

const names = {
  id: derived('id'),
  title: derived('title'),
  text: derived('text'),
  url: derived('address'),
  language: derived('language'),
  published: derived('published'),
  changed: derived('changed'),
  basis: derived('basis'),
} as const;

const columns: Recipe['columns'] = {
  id: [names.id],
  title: [names.title],
  text: [names.text],
  url: [names.url],
  language: [names.language],
  published_at: [names.published],
  published_basis: [names.basis],
  first_seen_at: [names.changed],
};

/** The outermost element of an XML document; empty for other contents. */
function rootOf({ format, text }: Content): string {
  return format === 'xml' ? rootElement(text) : '';
}

/** The first of some columns that has a value. */
function first(fields: Readonly<Record<string, unknown>>, ...of: readonly string[]): string {
  for (const column of of) {
    const value = cell(fields, column);
    if (value !== '') return value;
  }
  return '';
}

/** RSS 0.9 to 2.0. */
export const rss: Recipe = {
  source: 'rss',
  format: 'xml',
  recognises: (content) => ['rss', 'rdf'].includes(rootOf(content)),
  columns: { ...columns, author: ['dc:creator', 'author'] },
  uses: ['guid', 'link', 'title', 'description', 'content:encoded', 'pubDate', 'dc:date'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { fields, within = {} } = record;
    const url = first(fields, 'link') || (/^https?:/.test(cell(fields, 'guid')) ? cell(fields, 'guid') : '');
    return [
      feedItem(record.place, fields, {
        id: first(fields, 'guid') || url,
        title: cell(fields, 'title'),
        text: first(fields, 'content:encoded', 'description'),
        url,
        language: first(fields, 'dc:language') || first(within, 'language', 'dc:language'),
        published: first(fields, 'pubDate', 'dc:date', 'pubdate'),
      }),
    ];
  },
};

/** Atom: `updated` is there always, `published` where the feed is careful. */
export const atom: Recipe = {
  source: 'atom',
  format: 'xml',
  recognises: (content) => rootOf(content) === 'feed',
  columns: { ...columns, author: ['author.name'] },
  uses: ['id', 'link', 'title', 'content', 'summary', 'published', 'updated'],
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { fields, within = {} } = record;
    return [
      feedItem(record.place, fields, {
        id: cell(fields, 'id'),
        title: cell(fields, 'title'),
        text: first(fields, 'content', 'summary'),
        url: cell(fields, 'link'),
        language: cell(within, 'language'),
        published: first(fields, 'published', 'issued'),
        changed: cell(fields, 'updated'),
      }),
    ];
  },
};

/** JSON Feed 1.0 and 1.1. */
export const jsonFeed: Recipe = {
  source: 'json-feed',
  format: 'json',
  records: [['items', '*']],
  recognises: ({ text, keys }) => /"version"\s*:\s*"https?:(?:\\?\/){2}jsonfeed\.org/.test(text) && keys.has('items'),
  columns: { ...columns, author: ['authors', 'author'] },
  uses: ['id', 'url', 'external_url', 'title', 'content_html', 'content_text', 'summary', 'date_published'].concat([
    'date_modified',
    'language',
  ]),
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { fields, within = {} } = record;
    const url = first(fields, 'url', 'external_url');
    return [
      feedItem(
        record.place,
        { ...fields, authors: authorNames(fields['authors'] ?? fields['author']), author: '' },
        {
          id: first(fields, 'id') || url,
          title: cell(fields, 'title'),
          text: first(fields, 'content_text', 'content_html', 'summary'),
          url,
          language: first(fields, 'language') || cell(within, 'language'),
          published: cell(fields, 'date_published'),
          changed: cell(fields, 'date_modified'),
        },
      ),
    ];
  },
};

function authorNames(value: unknown): string {
  return (Array.isArray(value) ? (value as unknown[]) : [value])
    .map((author) =>
      author !== null && typeof author === 'object'
        ? cell(author as Record<string, unknown>, 'name')
        : typeof author === 'string'
          ? author
          : '',
    )
    .filter((name) => name !== '')
    .join(', ');
}

/** Google News sitemaps. `lastmod` is no publication; an address without news has no title to import. */
export const newsSitemap: Recipe = {
  source: 'news-sitemap',
  format: 'xml',
  recognises: (content) => rootOf(content) === 'urlset',
  columns,
  uses: ['loc', 'lastmod'].concat(
    ['title', 'publication_date', 'publication.language', 'publication.name'].map((name) => `news:news.news:${name}`),
  ),
  convert: () => (record) => {
    if ('slug' in record) return [record];
    const { place, fields } = record;
    const news = (name: string): string => cell(fields, `news:news.news:${name}`);
    if (news('title') === '')
      return [
        { place, slug: 'not-news', detail: 'the address comes without a title: the sitemap has no news:news for it' },
      ];
    return [
      feedItem(
        place,
        fields,
        {
          id: cell(fields, 'loc'),
          title: news('title'),
          text: '',
          url: cell(fields, 'loc'),
          language: news('publication.news:language'),
          published: news('publication_date'),
        },
        'sitemap',
      ),
    ];
  },
};

interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly language: string;
  readonly published: string;
  readonly changed?: string;
}

function feedItem(
  place: string,
  fields: Readonly<Record<string, unknown>>,
  item: FeedItem,
  basis: 'feed' | 'sitemap' = 'feed',
): ReadRecord {
  return {
    place,
    fields: {
      ...fields,
      [names.id]: item.id,
      [names.title]: htmlText(item.title).replace(/\s+/g, ' '),
      [names.text]: htmlText(item.text),
      [names.url]: item.url,
      [names.language]: item.language,
      [names.published]: item.published,
      [names.changed]: item.published === '' ? (item.changed ?? '') : '',
      [names.basis]: basis,
    },
  };
}
