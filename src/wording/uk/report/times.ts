import type { times as english } from '../../en/report/times.ts';

export const times: typeof english = {
  bases: {
    weibo_mid: 'ідентифікатор допису',
    scraper_field: 'поле зібраних даних',
    jsonld: 'метадані сторінки',
    meta: 'метадані сторінки',
    time_tag: 'елемент часу на сторінці',
    url: 'адреса',
    text: 'текст сторінки',
    feed: 'стрічка новин',
    sitemap: 'карта сайту',
    first_seen: 'коли запис уперше помітили',
    fetch: 'коли запис завантажили',
  },
  noBasis: 'без джерела',
  precisions: { second: 'секунда', minute: 'хвилина', hour: 'година', day: 'день', unknown: 'невідомо' },
  from: (basis) => `джерело: ${basis}`,
  hourOnly: (date, from, to) => `${date}, ${from}–${to}\u00a0UTC (відома лише година)`,
  dayOnly: (date) => `${date} (відомий лише день)`,
  notAfter: (moment) => `не пізніше ніж ${moment}`,
  notBefore: (moment) => `не раніше ніж ${moment}`,
  between: (from, to) => `від ${from} до ${to}`,
  unknown: 'час невідомий',
};
