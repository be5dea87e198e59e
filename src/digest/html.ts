/** A digest as HTML: the article for a page of the dashboard or a feed, and a file that stands for itself. */
import { createHash } from 'node:crypto';
import { languageTag, markup, trusted } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import { clip } from '../report/visible.ts';
import { languageTags } from '../wording/languages.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Wording } from '../wording/wording.ts';
import { attributionOf } from './attribution.ts';
import type { Place } from './edit.ts';
import { datesLine, sourceFacts } from './frame.ts';
import { keyOf, quotesOf } from './model.ts';
import type { Digest, Quote, Quoted } from './model.ts';
import { linesOf, piecesOf, plainSpaces } from './parts.ts';
import { digestStyle } from './style.ts';
import { wordsHtml } from './words.ts';

/** How an article is set. */
export interface ArticleOptions {
  /** Level of its title, 1 to 3; headings of the editor's words follow below it. */
  readonly level?: 1 | 2 | 3;
  /** Whether the title and the byline are left out, where something around the article says them. */
  readonly withoutHead?: boolean;
  /** Puts a block, or a quote of a row, into what stands around it on a page. */
  readonly framed?: (shown: Markup, place: Place) => Markup;
}

/** Languages that are written from right to left. */
const rightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** `lang` and `dir` of a text from outside; where the language is not known, the text decides its direction. */
function spoken(language: string | null): Markup {
  const tag = languageTag(language);
  const direction = tag === '' ? 'auto' : rightToLeft.has(tag.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';
  // A text of Han characters has to be told which of them: the studies are of the mainland.
  return markup`lang="${tag === 'zh' ? languageTags.zh : tag}" dir="${direction}"`;
}

/** Numbers of quotes in the order of the digest, from 1. */
type Numbers = ReadonlyMap<Quote, number>;

/** The digest as an `article` element with the class `digest`; its style is {@link digestStyle}. */
export function digestArticle(digest: Digest, options: ArticleOptions = {}): Markup {
  const wording = wordingOf(digest.language);
  const level = options.level ?? 1;
  const numbers: Numbers = new Map(quotesOf(digest).map((quote, place) => [quote, place + 1]));
  const framed = options.framed ?? ((shown: Markup): Markup => shown);
  return markup`<article class="digest" lang="${languageTags[digest.language]}">
${options.withoutHead !== true && articleHead(digest, wording, level)}
${digest.blocks.map((block, place) => {
  if (block.kind === 'words')
    return framed(
      markup`<div class="words">
${wordsHtml(block.text, level + 1)}</div>
`,
      { block: place },
    );
  if (block.kind === 'quote') return framed(quoteFigure(block, digest, wording, numbers), { block: place });
  const quotes = block.quotes.map((one, quote) =>
    framed(quoteFigure(one, digest, wording, numbers), { block: place, quote }),
  );
  return framed(
    markup`<div class="row of-${block.quotes.length}">
${quotes}</div>
`,
    { block: place },
  );
})}
${sources(digest, wording, numbers, level + 1)}
</article>
`;
}

function articleHead(digest: Digest, wording: Wording, level: 1 | 2 | 3): Markup {
  const title = plainSpaces(digest.title);
  const heading =
    level === 1 ? markup`<h1>${title}</h1>` : level === 2 ? markup`<h2>${title}</h2>` : markup`<h3>${title}</h3>`;
  return markup`<header>
${heading}
<p class="byline">${digest.author !== '' && markup`<bdi>${wording.digest.by(digest.author)}</bdi> · `}<time datetime="${digest.updated_at}">${datesLine(digest, wording)}</time></p>
</header>`;
}

/** Anchors of a quote and of its source; they follow from the digest, so that two of them can share a page. */
function anchors(digest: Digest, number: number): { quote: string; source: string } {
  const own = digest.uuid.slice(0, 8);
  return { quote: `q${number}-${own}`, source: `s${number}-${own}` };
}

function quoteFigure(quote: Quote, digest: Digest, wording: Wording, numbers: Numbers): Markup {
  const { quoted, translation } = quote;
  const number = numbers.get(quote)!;
  const anchor = anchors(digest, number);
  const { source, where, languageName, time, machineTime, url } = attributionOf(quoted, wording);
  const when: Content = machineTime === '' ? time : markup`<time datetime="${machineTime}">${time}</time>`;
  return markup`<figure class="quote${translation !== null && ' translated'}" id="${anchor.quote}" data-quote="${keyOf(quoted)}">
<div class="texts">
<blockquote ${spoken(quoted.language)}${url !== undefined && markup` cite="${url.href}"`}>
${quotedHtml(quote, wording, digest.language)}</blockquote>
${
  translation !== null &&
  markup`<div class="translation">
<p class="label">${wording.digest.translation}</p>
<blockquote ${spoken(translation.language)}>
${paragraphs(translation.text)}</blockquote>
</div>
`
}</div>
<figcaption>
<span class="source"><bdi>${source}</bdi></span> <a class="number" href="#${anchor.source}" aria-label="${wording.digest.sources}: ${number}">${number}</a>${where !== '' && markup` <span class="where"><bdi>${where}</bdi></span>`}
<span class="facts"><bdi>${languageName}</bdi> · <span class="when">${when}</span>${url !== undefined && markup` · ${outward(url, wording.digest.original)}`}</span>
</figcaption>
</figure>
`;
}

function outward(url: URL, text: string): Markup {
  return markup`<a class="outward" href="${url.href}" rel="noopener noreferrer nofollow">${text}</a>`;
}

function paragraphs(text: string): Markup[] {
  return linesOf(text).map(
    (line) => markup`<p>${line}</p>
`,
  );
}

function quotedHtml({ quoted, parts }: Quote, { digest }: Wording, language: Digest['language']): Content {
  const pieces = piecesOf(quoted.text, parts);
  if (parts.length === 0) return pieces.map((piece) => 'text' in piece && paragraphs(piece.text));
  const omission = markup`<span class="omission" lang="${languageTags[language]}" title="${digest.omitted}">${digest.omission}</span>`;
  return markup`<p>${pieces.map((piece, place) => [place > 0 && ('text' in piece ? ' ' : '\u00a0'), 'text' in piece ? piece.text : omission])}</p>
`;
}

function sources(digest: Digest, wording: Wording, numbers: Numbers, level: number): Content {
  if (numbers.size === 0) return false;
  const { sources: title, sourcesNote } = wording.digest;
  return markup`<section class="sources">
${level === 2 ? markup`<h2>${title}</h2>` : level === 3 ? markup`<h3>${title}</h3>` : markup`<h4>${title}</h4>`}
<p class="note">${sourcesNote}</p>
<ol>
${[...numbers].map(([quote, number]) => sourceEntry(quote.quoted, digest, wording, number))}</ol>
</section>`;
}

function sourceEntry(quoted: Quoted, digest: Digest, wording: Wording, number: number): Markup {
  const { source, where, title, url, facts } = sourceFacts(quoted, wording);
  const anchor = anchors(digest, number);
  return markup`<li id="${anchor.source}"><a class="back" href="#${anchor.quote}" aria-label="↑ ${number}">↑</a> <b><bdi>${source}</bdi></b>${where !== '' && markup`, <bdi>${where}</bdi>`}${title !== '' && markup`: <cite ${spoken(quoted.language)}>${title}</cite>`}.
${url !== undefined && markup`<a class="address" href="${url.href}" rel="noopener noreferrer nofollow">${readable(url)}</a>`}
<span class="ids">${facts.map((fact, place) => [place > 0 && ' · ', markup`<bdi>${fact}</bdi>`])}</span></li>
`;
}

/** An address as people read it: letters in place of their bytes, cut where it is very long. */
function readable({ href }: URL): string {
  let read = href;
  try {
    read = decodeURI(href);
  } catch {
    // Bytes that are no UTF-8 stay as they are written.
  }
  const { text, left } = clip(read.replace(/^https?:\/\/(?:www\.)?/u, '').replace(/\/$/u, ''), 90);
  return left > 0 ? `${text}…` : text;
}

/** The page may show its own style, and load nothing from anywhere. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(digestStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The digest as a file of its own, without a script and without a request. The same digest gives the same text. */
export function digestPage(digest: Digest): string {
  return markup`<!doctype html>
<html lang="${languageTags[digest.language]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<meta name="generator" content="crosscurrent">
${digest.author !== '' && markup`<meta name="author" content="${digest.author}">`}
<link rel="icon" href="data:,">
<title>${plainSpaces(digest.title)}</title>
<style>${trusted(digestStyle)}</style>
</head>
<body>
<main>
${digestArticle(digest)}</main>
</body>
</html>
`.text;
}
