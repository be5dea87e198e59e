import type { times as english } from '../../en/report/times.ts';

export const times: typeof english = {
  bases: {
    weibo_mid: 'идентификатор поста',
    scraper_field: 'поле собранных данных',
    jsonld: 'метаданные страницы',
    meta: 'метаданные страницы',
    time_tag: 'элемент времени на странице',
    url: 'адрес',
    text: 'текст страницы',
    feed: 'лента новостей',
    sitemap: 'карта сайта',
    first_seen: 'когда запись впервые заметили',
    fetch: 'когда запись загрузили',
  },
  noBasis: 'без источника',
  precisions: { second: 'секунда', minute: 'минута', hour: 'час', day: 'день', unknown: 'неизвестно' },
  from: (basis) => `источник: ${basis}`,
  hourOnly: (date, from, to) => `${date}, ${from}–${to}\u00a0UTC (известен только час)`,
  dayOnly: (date) => `${date} (известен только день)`,
  notAfter: (moment) => `не позднее чем ${moment}`,
  notBefore: (moment) => `не ранее чем ${moment}`,
  between: (from, to) => `от ${from} до ${to}`,
  unknown: 'время неизвестно',
};
