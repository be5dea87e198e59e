/**
 * A digest as CommonMark 0.31. The document is built as a tree and written by a library that escapes every
 * text, so that no quote, name or title can become markup or a link. Quotes of a row stand one below the other,
 * since CommonMark has nothing that stands side by side.
 */
import type { BlockContent, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Unsafe } from 'mdast-util-to-markdown';
import { visible } from '../report/visible.ts';
import { wordingOf } from '../wording/wording.ts';
import type { Wording } from '../wording/wording.ts';
import { attributionOf } from './attribution.ts';
import { quotesOf } from './model.ts';
import type { Digest, Quote } from './model.ts';
import { linesOf, piecesOf, plainSpaces } from './parts.ts';
import { datesLine, sourceFacts } from './frame.ts';
import { safeTree } from './words.ts';

/**
 * What other dialects of Markdown would take for more than text: strikethrough, tables, formulas, directives,
 * mentions and bare addresses (GFM and its kin). Their backslashes mean nothing in CommonMark.
 */
const dialects: readonly Unsafe[] = (
  [
    { character: '~' },
    { character: '|' },
    { character: '$' },
    { character: '{' },
    { character: '=', before: '=' },
    { character: '@', before: '[+\\-.\\w]', after: '[\\-.\\w]' },
    { character: ':', before: '[A-Za-z]', after: '/' },
    { character: '.', before: '[Ww]', after: '[\\-.\\w]' },
  ] satisfies Unsafe[]
).map((pattern) => ({
  ...pattern,
  inConstruct: 'phrasing',
  notInConstruct: ['autolink', 'destinationLiteral', 'destinationRaw'],
}));

/** The whole document; ends with a line break. The same digest gives the same text. */
export function digestMarkdown(digest: Digest): string {
  const wording = wordingOf(digest.language);
  const byline = [digest.author === '' ? '' : wording.digest.by(digest.author), datesLine(digest, wording)].filter(
    (part) => part !== '',
  );
  const blocks: RootContent[] = [
    { type: 'heading', depth: 1, children: [textNode(plainSpaces(digest.title))] },
    paragraph(textNode(byline.join(' · '))),
  ];
  let number = 0;
  for (const block of digest.blocks) {
    if (block.kind === 'words') blocks.push(...safeTree(block.text).children);
    else
      for (const quote of block.kind === 'quote' ? [block] : block.quotes)
        blocks.push(...quoteBlocks(quote, ++number, wording));
  }
  return toMarkdown(
    { type: 'root', children: [...blocks, ...sourceList(digest, wording)] },
    { bullet: '-', unsafe: [...dialects] },
  );
}

/** A text with everything visible; line breaks of it are kept as white space only. */
function textNode(value: string): PhrasingContent {
  return { type: 'text', value: visible(value).replaceAll(/\s+/gu, ' ') };
}

function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

/** Paragraphs of a text: its line breaks end them, since a passage has no other. */
function paragraphs(text: string): Paragraph[] {
  return linesOf(text).map((line) => paragraph(textNode(line)));
}

/** The quote, its attribution outside of it so that no source can write one, and its translation. */
function quoteBlocks(quote: Quote, number: number, wording: Wording): RootContent[] {
  const { source, where, languageName, time, url } = attributionOf(quote.quoted, wording);
  const { original, translation } = wording.digest;
  const facts = [where, languageName, time].filter((fact) => fact !== '').join(' · ');
  const line = paragraph(
    textNode('— '),
    { type: 'strong', children: [textNode(source)] },
    textNode(` · ${facts} · `),
    ...(url === undefined ? [] : [link(url, original), textNode(' ')]),
    textNode(`[${number}]`),
  );
  return [
    { type: 'blockquote', children: quotedContent(quote, wording) },
    line,
    ...(quote.translation === null
      ? []
      : ([
          paragraph({ type: 'emphasis', children: [textNode(translation)] }),
          { type: 'blockquote', children: paragraphs(quote.translation.text) },
        ] as const)),
  ];
}

function link(url: URL, text: string): PhrasingContent {
  return { type: 'link', url: url.href, children: [textNode(text)] };
}

function quotedContent({ quoted, parts }: Quote, { digest }: Wording): BlockContent[] {
  const pieces = piecesOf(quoted.text, parts);
  if (parts.length === 0) return paragraphs(pieces.map((piece) => ('text' in piece ? piece.text : '')).join(''));
  return [paragraph(textNode(pieces.map((piece) => ('text' in piece ? piece.text : digest.omission)).join(' ')))];
}

function sourceList(digest: Digest, wording: Wording): RootContent[] {
  const quotes = quotesOf(digest);
  if (quotes.length === 0) return [];
  return [
    { type: 'heading', depth: 2, children: [textNode(wording.digest.sources)] },
    {
      type: 'list',
      ordered: true,
      start: 1,
      spread: false,
      children: quotes.map(({ quoted }) => {
        const { source, where, title, url, facts } = sourceFacts(quoted, wording);
        const head = [source, where, title].filter((part) => part !== '').join(' · ');
        return {
          type: 'listItem',
          spread: false,
          children: [
            paragraph(
              textNode(`${head} · `),
              ...(url === undefined ? [] : [link(url, url.href), textNode(' · ')]),
              textNode(facts.join(' · ')),
            ),
          ],
        };
      }),
    },
    paragraph({ type: 'emphasis', children: [textNode(wording.digest.sourcesNote)] }),
  ];
}
