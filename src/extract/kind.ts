/** What a page is: an article, or one of the things that stand in an article's place. */
import { runningText, weightOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { elementsOf, textOf } from './tree.ts';
import type { Page } from './tree.ts';

/**
 * `article`; `index`: a front page or section that points to articles; `blocked`: refused by law, region
 * or access rules; `captcha`: wants proof that a person reads; `consent`: asks for consent first; `login`:
 * asks for an account or payment; `error`: not found or broken; `shell`: a script would have to fill it;
 * `empty`: no text.
 */
export type PageKind = 'article' | 'index' | 'blocked' | 'captcha' | 'consent' | 'login' | 'error' | 'shell' | 'empty';

/** What the kind is told from. */
export interface KindEvidence {
  readonly page: Page;
  readonly title: string | null;
  /** The text chosen as the article's. */
  readonly body: string;
  readonly bodyWeight: number;
  /** All lines of the page. */
  readonly lines: readonly Block[];
  readonly url: string | undefined;
  /** Whether structured data or meta elements call the page an article. */
  readonly declaredArticle: boolean;
}

/** Weight of the whole page's text below which a notice can be all there is; articles beside navigation have more. */
const noticeWeight = 2500;

/** Weights of a body from which a page is never a notice, and from which what stands around it does not count. */
const [longestNotice, shortText] = [600, 250];

/** Weight of text below which a page with scripts is a shell. */
const shellWeight = 200;

type Notice = Exclude<PageKind, 'article' | 'index' | 'shell' | 'empty'>;

/** What notices say, the first that fits decides. */
const notices: readonly (readonly [Notice, RegExp])[] = [
  [
    'captcha',
    /captcha|verify(?:ing)? (?:that )?you(?:'re| are) (?:a )?human|are you (?:a |not a )?(?:ro)?bot|not a robot|checking (?:your browser|if the site connection is secure)|just a moment\.\.\.|attention required|ddos protection|unusual traffic|вы не робот|не робот|подтвердите, что вы (?:не робот|человек)|проверка браузера|ви не робот|перевірка браузера|(?:安全|滑动|人机|身份)验证|请输入验证码|ich bin kein roboter/i,
  ],
  [
    'blocked',
    /\b451\b|unavailable (?:for|due to) legal reasons|(?:not|un)\s?available in (?:your|this) (?:region|country|location)|access (?:to this (?:page|site|resource) )?(?:is |has been )?(?:denied|restricted|blocked)|you have been blocked|request blocked|european economic area|403 forbidden|доступ (?:к .{0,60})?(?:ограничен|запрещ[её]н|заблокирован|закрыт)|ресурс заблокирован|недоступ(?:ен|на) в вашем регионе|доступ (?:до .{0,60})?(?:обмежено|заборонено|заблоковано)|недоступн(?:ий|а) у вашому регіоні|访问(?:被拒绝|受限)|无法访问此(?:网站|页面)|根据(?:相关)?法律法规|nicht verfügbar in ihrem land|zugriff verweigert/i,
  ],
  [
    'error',
    /(?:^|\n|\s)(?:error )?(?:404|410|500|502|503|504)(?:\s|[:：.,–—-]|\n|$)|page (?:was |could )?not (?:be )?found|not found|no longer available|internal server error|bad gateway|service (?:temporarily )?unavailable|seite (?:wurde )?nicht gefunden|страниц[аы] не (?:найдена|существует)|ничего не найдено|ошибка (?:404|сервера)|сторінк[аиу] не (?:знайдено|існує)|помилка (?:404|сервера)|页面(?:不存在|未找到|找不到|已删除)|找不到(?:该|您|网页|页面)|(?:文章|内容|网页)(?:不存在|已(?:被)?删除)/i,
  ],
  [
    'consent',
    /before you continue|we value your privacy|(?:we|and our \d* ?partners) (?:use|store).{0,60}cookies|cookie (?:consent|settings|preferences)|accept all(?: cookies)?|zustimmen und weiter|mit werbung weiterlesen|ihre einwilligung|мы используем (?:файлы )?cookie|согласие на обработку|ми використовуємо (?:файли )?cookie|згод[аиу] на обробку|隐私(?:政策|设置).{0,20}同意|同意并继续/i,
  ],
  [
    'login',
    /(?:log|sign) ?in to (?:continue|read|your account|access)|please (?:log|sign) in|subscribe to (?:continue|read)|subscribers only|already a subscriber|create (?:a free |an )?account|bitte melden sie sich an|jetzt anmelden und weiterlesen|войдите,? чтобы|авторизуйтесь|только для подписчиков|увійдіть,? щоб|авторизуйтеся|лише для передплатників|请(?:先)?登录|登录后(?:查看|阅读)/i,
  ],
];

/** What a page is. */
export function kindOf(evidence: KindEvidence): PageKind {
  const { page, title, body, bodyWeight, lines, declaredArticle } = evidence;
  const whole = lines.reduce((sum, line) => sum + line.weight, 0);
  if (bodyWeight < longestNotice && !declaredArticle) {
    // Beside a text of some length, only it and the title count, and in a page with much else only the title.
    const notice = whole < noticeWeight ? body.slice(0, 1500) : '';
    const around = whole < noticeWeight && bodyWeight < shortText ? headOf(lines) : '';
    const says = `${title ?? ''}\n${notice}\n${around}`;
    const found = notices.find(([, words]) => words.test(says));
    if (found !== undefined) return found[0];
    if (bodyWeight < shortText && hasPassword(page)) return 'login';
  }
  if (whole < shellWeight) {
    if (page.scripts > 0 && (hasMount(page) || page.scripts > 1 || asksForScripts(page))) return 'shell';
    if (bodyWeight < 40) return 'empty';
  }
  if (bodyWeight < 40 && !declaredArticle) return whole < 40 ? 'empty' : 'index';
  return isIndex(evidence) ? 'index' : 'article';
}

/** The first lines of a page. */
function headOf(lines: readonly Block[]): string {
  return lines
    .slice(0, 40)
    .map((line) => line.text.slice(0, 500))
    .join('\n')
    .slice(0, 3000);
}

function hasPassword(page: Page): boolean {
  for (const { tag, attributes } of elementsOf(page.root)) {
    if (tag === 'input' && attributes['type'] === 'password') return true;
  }
  return false;
}

/** Whether there is an element that applications are mounted in, and nothing in it. */
function hasMount(page: Page): boolean {
  for (const element of elementsOf(page.root)) {
    if (
      /^(?:root|app|__next|__nuxt|main-app|react-root)$/.test(element.attributes['id'] ?? '') ||
      element.tag === 'app-root'
    ) {
      return textOf(element, 300).length < shellWeight;
    }
  }
  return false;
}

function asksForScripts(page: Page): boolean {
  for (const element of elementsOf(page.root)) {
    if (element.tag === 'noscript' && /javascript|скрипт|脚本/i.test(textOf(element, 500))) return true;
  }
  return false;
}

/** Links that read like headlines, the share of the page's text within links, and the body tell a page of teasers. */
function isIndex({ lines, body, bodyWeight, url, declaredArticle }: KindEvidence): boolean {
  const headlines = lines.filter(isHeadline).length;
  const path = url === undefined ? undefined : /^[a-z]+:\/\/[^/?#]+([^?#]*)/i.exec(url)?.[1];
  const isFront = path !== undefined && /^\/?(?:index\.\w+|[a-z]{2}\/?)?$/i.test(path);
  if (isFront) return headlines >= 5 || bodyWeight < 1000;
  if (declaredArticle || headlines < 8) return false;
  const texts = body.split('\n');
  const first = lines.findIndex((line) => line.text === texts[0]);
  const last = lines.findLastIndex((line) => line.text === texts.at(-1));
  const within = lines.slice(first + 1, last).filter(isHeadline).length;
  const paragraphs = texts.filter((line) => weightOf(line) >= runningText).length;
  // Headlines among the paragraphs make them teasers.
  return bodyWeight < 250 || within >= 0.8 * paragraphs;
}

/** Whether a line is a link that is long enough for a headline. */
function isHeadline({ text, linked, weight }: Block): boolean {
  return linked > 0.8 * text.length && weight >= 30;
}
