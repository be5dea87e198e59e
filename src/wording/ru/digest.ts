import type { digest as english } from '../en/digest.ts';
import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('ru');

export const digest: typeof english = {
  by: (author) => `Составление: ${author}`,
  written: (day) => day,
  updated: (day) => `обновлено ${day}`,
  quotes: (n) => counted(n, { one: 'цитата', few: 'цитаты', many: 'цитат', other: 'цитаты' }),
  original: 'Оригинал',
  inLanguage: (language) => `язык: ${language}`,
  translation: 'Перевод составителя',
  omission: '[…]',
  omitted: 'пропущено составителем',
  unnamedSource: 'источник без названия',
  sources: 'Источники',
  sourcesNote:
    'Каждая цитата приведена дословно, какой она была в источнике при сборе; изменены только переносы строк. Время указано с той точностью, с какой оно известно.',
  quotedOn: (day) => `процитировано ${day}`,
  passage: 'отрывок',
  narrative: 'нарратив',
  fingerprint: 'SHA-256',
  noWebAddress: 'без веб-адреса',
  feedTitle: (study) => `${study}: дайджесты`,
  ecosystems: { cn: 'Китай', ru: 'Россия', ua: 'Украина', us: 'США' },
  platforms: { weibo: 'Weibo' },
  time: {
    utc: (clock) => `${clock}\u00a0UTC`,
    dayKnown: (day) => `${day} (известен только день)`,
    hourKnown: (day, from, to) => `${day}, ${from}–${to}\u00a0UTC (известен только час)`,
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    notAfter: (time) => `не позднее чем ${time}`,
    notBefore: (time) => `не ранее чем ${time}`,
    between: (from, to) => `от ${from} до ${to}`,
    unknown: 'время неизвестно',
  },
  basis: {
    weibo_mid: 'время из идентификатора поста',
    scraper_field: 'время из собранных данных',
    jsonld: 'время из метаданных страницы',
    meta: 'время из метаданных страницы',
    time_tag: 'время из элемента времени на странице',
    url: 'время из адреса',
    text: 'время из текста страницы',
    feed: 'время из ленты',
    sitemap: 'время из карты сайта',
    first_seen: 'время, когда это впервые увидели',
    fetch: 'время, когда это загрузили',
  },
};
