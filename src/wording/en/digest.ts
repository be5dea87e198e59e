import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('en');

/** The frame of a digest: everything that is neither its editor's nor its sources'. */
export const digest = {
  by: (author: string) => `By ${author}`,
  written: (day: string) => day,
  updated: (day: string) => `updated ${day}`,
  quotes: (n: number) => counted(n, { one: 'quote', other: 'quotes' }),
  original: 'Original',
  /** Behind the name of the language a quote is in. */
  inLanguage: (language: string) => `in ${language}`,
  translation: 'Translated by the editor',
  omission: '[…]',
  omitted: 'omitted by the editor',
  unnamedSource: 'unnamed source',
  sources: 'Sources',
  sourcesNote:
    'Every quote is word for word, as the source stood when it was collected; line breaks apart. Times are given as precisely as they are known.',
  quotedOn: (day: string) => `quoted ${day}`,
  passage: 'passage',
  narrative: 'narrative',
  fingerprint: 'SHA-256',
  noWebAddress: 'no web address',
  feedTitle: (study: string) => `${study}: digests`,
  ecosystems: { cn: 'China', ru: 'Russia', ua: 'Ukraine', us: 'United States' },
  platforms: { weibo: 'Weibo' },
  time: {
    utc: (clock: string) => `${clock}\u00a0UTC`,
    dayKnown: (day: string) => `${day} (day known)`,
    hourKnown: (day: string, from: string, to: string) => `${day}, ${from}–${to}\u00a0UTC (hour known)`,
    dayAndClock: (day: string, clock: string) => `${day}, ${clock}`,
    notAfter: (time: string) => `not after ${time}`,
    notBefore: (time: string) => `not before ${time}`,
    between: (from: string, to: string) => `between ${from} and ${to}`,
    unknown: 'time unknown',
  },
  basis: {
    weibo_mid: 'time from the id of the post',
    scraper_field: 'time as collected',
    jsonld: 'time from the metadata of the page',
    meta: 'time from the metadata of the page',
    time_tag: 'time from a time element of the page',
    url: 'time from the address',
    text: 'time from the text of the page',
    feed: 'time from the feed',
    sitemap: 'time from the sitemap',
    first_seen: 'time when it was first seen',
    fetch: 'time when it was fetched',
  },
};
