/**
 * An article from the HTML of its page: what kind of page it is, title, text, author, language, and
 * when it was published with everything that speaks for it.
 */
import { openLanguageDetector, languageCode } from '../formats/language.ts';
import type { DetectLanguage } from '../formats/language.ts';
import type { Basis, Precision } from '../formats/time.ts';
import { blocksOf, weightOf } from './blocks.ts';
import { bodyOf } from './body.ts';
import { dateOfAddress, datesOfMarkup, datesOfMeta, datesOfThings } from './date-candidates.ts';
import type { DateCandidate } from './date-candidates.ts';
import { datesOfLines } from './date-lines.ts';
import { publicationOf } from './dates.ts';
import { furnitureName } from './furniture.ts';
import { kindOf } from './kind.ts';
import type { PageKind } from './kind.ts';
import { decodePage } from './page-encoding.ts';
import { isArticle, metaOf, thingsOf } from './structured-data.ts';
import type { Thing } from './structured-data.ts';
import { authorOf, titleOf } from './title.ts';
import { firstOf, parsePage } from './tree.ts';
import type { Element } from './tree.ts';

/** What a page says, as far as it says it. */
export interface Article {
  readonly kind: PageKind;
  readonly title: string | null;
  /** The main text, a paragraph a line; of pages that are no articles whatever reads most like it. */
  readonly text: string;
  /** Names, joined with commas. */
  readonly author: string | null;
  /** ISO 639-1, or null where it is not clear. */
  readonly language: string | null;
  /**
   * ISO 8601, as precise as it is known: `2022-03-01`, `2022-03-01T12:30+02:00`. Without an offset it is
   * a wall clock whose zone the page does not say, which readers must widen or take from the outlet.
   */
  readonly publishedAt: string | null;
  readonly publishedPrecision: Precision;
  readonly publishedBasis: Basis | null;
  /** Every date seen, best first. */
  readonly dateCandidates: readonly DateCandidate[];
}

/** What is known about a page beside its HTML. */
export interface ArticleOptions {
  /** Its address; dates in it count. */
  readonly url?: string | undefined;
  /** The charset of the HTTP header, where the HTML is given as bytes. */
  readonly charset?: string | undefined;
  /** When it was read: no page was published later. Default: now. */
  readonly now?: Date | undefined;
}

let detector: Promise<DetectLanguage> | undefined;

/** Extracts the article of a page. Any input gives a result; nothing is fetched. */
export async function extractArticle(html: Uint8Array | string, options: ArticleOptions = {}): Promise<Article> {
  detector ??= openLanguageDetector();
  return articleOf(html, options, await detector);
}

/** {@link extractArticle} with a language detector at hand. */
export function articleOf(
  html: Uint8Array | string,
  { url, charset, now = new Date() }: ArticleOptions,
  detect: DetectLanguage,
): Article {
  const page = parsePage((typeof html === 'string' ? html : decodePage(html, charset)).slice(0, longestPage));
  const meta = metaOf(page.root);
  const things = thingsOf(page);
  const title = titleOf(page.root, meta, things);
  const text = bodyOf(blocksOf(page.root), { title });
  const lines = blocksOf(page.root, { everything: true });
  const language = languageOf(page.root, title, text, detect);
  const monthFirst = monthOrder(page.root, meta, language);
  const paragraphs = text.split('\n');
  const address = dateOfAddress(url ?? canonicalOf(page.root, meta));
  const candidates = [
    ...datesOfThings(things, title),
    ...datesOfMeta(meta, monthFirst),
    ...datesOfMarkup(page.root, isCommentary, monthFirst),
    ...(address === undefined ? [] : [address]),
    ...datesOfLines(lines, { title, firstText: paragraphs[0] ?? '', lastText: paragraphs.at(-1) ?? '', monthFirst }),
  ];
  return {
    kind: kindOf({
      page,
      title,
      body: text,
      bodyWeight: weightOf(text),
      lines,
      url,
      declaredArticle: isDeclaredArticle(meta, things),
    }),
    title,
    text,
    author: authorOf(page.root, meta, things),
    language,
    ...publicationOf(candidates, now),
  };
}

/** Characters of a page that are read: 5 MiB, as crawls keep. */
const longestPage = 5 * 1024 * 1024;

function isDeclaredArticle(meta: ReadonlyMap<string, readonly string[]>, things: readonly Thing[]): boolean {
  return (
    /article/i.test(meta.get('og:type')?.[0] ?? '') ||
    meta.has('article:published_time') ||
    things.filter((thing) => isArticle(thing) && thing['datePublished'] !== undefined).length === 1
  );
}

/** The language of the text; where that is not clear, the one the page declares. */
function languageOf(root: Element, title: string | null, text: string, detect: DetectLanguage): string | null {
  const found = detect(text.length >= 40 ? text : `${title ?? ''} ${text}`);
  if (found !== 'und') return found;
  return languageCode(firstOf(root, 'html')?.attributes['lang'] ?? '') ?? null;
}

/** Whether `03/04/2022` is the fourth of March: in American pages it is, in English ones elsewhere it is not, and often nothing tells. */
function monthOrder(
  root: Element,
  meta: ReadonlyMap<string, readonly string[]>,
  language: string | null,
): boolean | undefined {
  const locale = (meta.get('og:locale')?.[0] ?? firstOf(root, 'html')?.attributes['lang'] ?? '').toLowerCase();
  if (/^en[-_]us/.test(locale)) return true;
  if (/^en[-_](?:gb|au|nz|ie|in|za)/.test(locale)) return false;
  return language === null || language === 'en' ? undefined : false;
}

function canonicalOf(root: Element, meta: ReadonlyMap<string, readonly string[]>): string | undefined {
  const head = firstOf(root, 'head') ?? root;
  for (const child of head.children) {
    if (typeof child !== 'string' && child.tag === 'link' && /\bcanonical\b/i.test(child.attributes['rel'] ?? '')) {
      return child.attributes['href'];
    }
  }
  return meta.get('og:url')?.[0];
}

/** Whether an element is part of other people's words or of pointers elsewhere. */
function isCommentary(element: Element): boolean {
  for (let at: Element | null = element; at !== null && at.tag !== 'body'; at = at.parent) {
    if (furnitureName(at) === 'certain') return true;
    if (
      /(?:^|[^a-z])(?:related|recommended|sidebar|widget|comments?)(?![a-z])/i.test(
        `${at.attributes['class'] ?? ''} ${at.attributes['id'] ?? ''}`.slice(0, 300),
      )
    )
      return true;
  }
  return false;
}
