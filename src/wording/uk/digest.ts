import type { digest as english } from '../en/digest.ts';
import { formatsOf } from '../formats.ts';

const { counted } = formatsOf('uk');

export const digest: typeof english = {
  by: (author) => `Упорядкування: ${author}`,
  written: (day) => day,
  updated: (day) => `оновлено ${day}`,
  quotes: (n) => counted(n, { one: 'цитата', few: 'цитати', many: 'цитат', other: 'цитати' }),
  original: 'Оригінал',
  inLanguage: (language) => `мова: ${language}`,
  translation: 'Переклад упорядника',
  omission: '[…]',
  omitted: 'пропущено упорядником',
  unnamedSource: 'джерело без назви',
  sources: 'Джерела',
  sourcesNote:
    'Кожну цитату наведено дослівно, якою вона була в джерелі під час збирання; змінено лише розриви рядків. Час подано з тією точністю, з якою він відомий.',
  quotedOn: (day) => `процитовано ${day}`,
  passage: 'уривок',
  narrative: 'наратив',
  fingerprint: 'SHA-256',
  noWebAddress: 'без вебадреси',
  feedTitle: (study) => `${study}: дайджести`,
  ecosystems: { cn: 'Китай', ru: 'Росія', ua: 'Україна', us: 'США' },
  platforms: { weibo: 'Weibo' },
  time: {
    utc: (clock) => `${clock}\u00a0UTC`,
    dayKnown: (day) => `${day} (відомо лише день)`,
    hourKnown: (day, from, to) => `${day}, ${from}–${to}\u00a0UTC (відомо лише годину)`,
    dayAndClock: (day, clock) => `${day}, ${clock}`,
    notAfter: (time) => `не пізніше ніж ${time}`,
    notBefore: (time) => `не раніше ніж ${time}`,
    between: (from, to) => `від ${from} до ${to}`,
    unknown: 'час невідомий',
  },
  basis: {
    weibo_mid: 'час з ідентифікатора допису',
    scraper_field: 'час із зібраних даних',
    jsonld: 'час із метаданих сторінки',
    meta: 'час із метаданих сторінки',
    time_tag: 'час з елемента часу на сторінці',
    url: 'час з адреси',
    text: 'час із тексту сторінки',
    feed: 'час зі стрічки',
    sitemap: 'час із карти сайту',
    first_seen: 'час, коли це вперше побачено',
    fetch: 'час, коли це завантажено',
  },
};
