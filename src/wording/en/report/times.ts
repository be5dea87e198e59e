/** Times, never more precise than they are known. */
export const times = {
  bases: {
    weibo_mid: 'the id of the post',
    scraper_field: 'a field of the collection',
    jsonld: 'the metadata of the page',
    meta: 'the metadata of the page',
    time_tag: 'a time element of the page',
    url: 'the address',
    text: 'the text of the page',
    feed: 'the feed',
    sitemap: 'the sitemap',
    first_seen: 'when it was first seen',
    fetch: 'when it was fetched',
  } as Readonly<Record<string, string>>,
  noBasis: 'no source',
  precisions: { second: 'second', minute: 'minute', hour: 'hour', day: 'day', unknown: 'unknown' } as Readonly<
    Record<string, string>
  >,
  from: (basis: string) => `from ${basis}`,
  hourOnly: (date: string, from: string, to: string) => `${date}, ${from}–${to}\u00a0UTC (hour only)`,
  dayOnly: (date: string) => `${date} (day only)`,
  notAfter: (moment: string) => `not after ${moment}`,
  notBefore: (moment: string) => `not before ${moment}`,
  between: (from: string, to: string) => `between ${from} and ${to}`,
  unknown: 'time unknown',
};
