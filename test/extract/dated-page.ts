/** Pages written by hand: one invented report a language, with a date put where a site might put it. */
import type { Basis, Precision } from '../../src/formats/time.ts';

/** A way of writing a date, and what should be made of it. */
export interface DatedPage {
  readonly name: string;
  readonly url?: string;
  /** Within the head. */
  readonly head?: string;
  /** Between heading and text. */
  readonly under?: string;
  /** Before the heading. */
  readonly above?: string;
  /** After the text. */
  readonly after?: string;
  /** The whole time, or null where the page has none. */
  readonly published: string | null;
  readonly precision?: Precision;
  readonly basis?: Basis;
}

const reports = {
  zh: {
    title: '北港大桥提前通车',
    site: '北港晚报',
    text: [
      '经过三年施工，连接东西两岸的北港大桥比原计划提前两个月建成通车。当地居民清晨就聚集在桥头，等待第一辆公交车驶过。',
      '工程负责人介绍，大桥全长二千四百米，设有六条车道和两侧步道，可以承受十二级大风。施工期间没有发生重大事故。',
      '市民表示，过去绕行需要一个小时，现在只要十分钟。沿岸商户希望新的道路能够带来更多顾客和就业机会。',
    ],
  },
  ru: {
    title: 'Мост через залив открыли раньше срока',
    site: 'Вестник Северной гавани',
    text: [
      'Мост, соединивший два берега залива, открыли для движения на два месяца раньше срока. Жители собрались у въезда ещё до рассвета, чтобы увидеть первый автобус.',
      'По словам руководителя стройки, длина сооружения составляет две тысячи четыреста метров, на нём шесть полос и две пешеходные дорожки. Крупных аварий за время работ не было.',
      'Раньше объезд занимал около часа, теперь дорога отнимает десять минут. Владельцы лавок на набережной надеются, что покупателей станет больше.',
    ],
  },
  uk: {
    title: 'Міст через затоку відкрили раніше строку',
    site: 'Вісник Північної гавані',
    text: [
      'Міст, що з’єднав два береги затоки, відкрили для руху на два місяці раніше строку. Мешканці зібралися біля в’їзду ще до світанку, щоб побачити перший автобус.',
      'За словами керівника будівництва, довжина споруди становить дві тисячі чотириста метрів, на ній шість смуг і дві пішохідні доріжки. Великих аварій за час робіт не було.',
      'Раніше об’їзд займав близько години, тепер дорога забирає десять хвилин. Власники крамниць на набережній сподіваються, що покупців побільшає.',
    ],
  },
} as const;

/** Languages there are reports in. */
export type ReportLanguage = keyof typeof reports;

/** The invented report. */
export function report(language: ReportLanguage): { title: string; text: string } {
  const { title, text } = reports[language];
  return { title, text: text.join('\n') };
}

/** The HTML of a page with the report. */
export function pageHtml(
  language: ReportLanguage,
  { head = '', above = '', under = '', after = '' }: DatedPage,
): string {
  const { title, site, text } = reports[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} - ${site}</title>${head}</head>
<body><div class="top"><a href="/">${site}</a> <ul><li><a href="/a">1</a></li><li><a href="/b">2</a></li></ul></div>
<div class="page"><div class="main-column">${above}<h1>${title}</h1>${under}
<div class="text">${text.map((line) => `<p>${line}</p>`).join('\n')}</div>${after}</div></div>
<div class="footer">© 2009–2026 ${site}</div></body></html>`;
}

/** A JSON-LD script. */
export function jsonLd(thing: object): string {
  return `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...thing })}</script>`;
}
