/**
 * The figures of the report as SVG files that stand alone: with their title, key and caption in the picture, and
 * with colours and fonts as attributes, since programs that draw SVG outside a browser know no style variables.
 */
import { parseHTML } from 'linkedom';
import { labelWidth } from '../report/figure.ts';
import { light, plainColour } from './palette.ts';
import { xmlText } from './xml.ts';

/** A figure as its own file. */
export interface PlotSvg {
  /** Id of the figure in the report, such as `plot-share`. */
  readonly id: string;
  readonly title: string;
  readonly svg: string;
}

/** A word of the caption, or a mark of the key. */
interface Token {
  readonly text: string;
  readonly colour: string;
  /** Whether no space stands before it, as between Chinese characters. */
  readonly isGlued?: boolean;
}

/** What a line may be broken between: a Chinese character with the marks that follow it, or a word. */
const unbroken = /\p{Script=Han}[\p{Pe}\p{Pf}。，、；：！？]*|[^\p{Script=Han}]+/gu;

const margin = 16;
const titleSize = 16;
const titleLine = 22;
const captionSize = 12;
const captionLine = 17;
const sans =
  'system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** What an address may be broken between. */
const addressParts = /[?&/]?[^?&/]+|[?&/]/gu;

/** What figure.ts writes: id, drawing and caption. */
const figures =
  /<figure id="([\w-]+)">\s*<div class="wide">(<svg\b[\s\S]*?<\/svg>)[\s\S]*?<figcaption>([\s\S]*?)<\/figcaption>/gu;

/** The figures of a page, in their order. */
export function plotsOfPage(page: string): PlotSvg[] {
  return [...page.matchAll(figures)].map(([, id, svg, caption]) => standAlone(id!, svg!, caption!, []));
}

/** The figure of this id on a page; `from` says below it where it was. Undefined where there is none. */
export function plotOfPage(page: string, wanted: string, from: readonly string[]): PlotSvg | undefined {
  const found = [...page.matchAll(figures)].find(([, id]) => id === wanted);
  return found && standAlone(wanted, found[2]!, found[3]!, from);
}

function standAlone(id: string, drawing: string, caption: string, from: readonly string[]): PlotSvg {
  const size = (name: string): number =>
    Number(new RegExp(String.raw`^<svg\b[^>]*\s${name}="([\d.]+)"`, 'u').exec(drawing)![1]);
  const [width, height] = [size('width'), size('height')];
  const title = contentOf(drawing, 'title');
  const description = contentOf(drawing, 'desc');
  const inner = drawing
    .replace(/^<svg\b[^>]*>/u, '')
    .replace(/<\/svg>$/u, '')
    .replace(/<(title|desc)\b[\s\S]*?<\/\1>/gu, '')
    // Links lead into the page, which is not here.
    .replaceAll(/<a\b[^>]*>/gu, '<g>')
    .replaceAll('</a>', '</g>')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('var(--link)', 'var(--ink)');
  const heads = wrapped(tokensOf(plainText(title), light['ink']!), width * (13 / titleSize));
  const lines = [captionTokens(caption, plainText(title)), sourceTokens(from)].flatMap((tokens) =>
    wrapped(tokens, width * (13 / captionSize)),
  );
  const top = margin + heads.length * titleLine + 10;
  const bottom = top + height + 22;
  const total = { width: width + 2 * margin, height: Math.ceil(bottom + lines.length * captionLine + margin) };
  return {
    id,
    title: plainText(title),
    svg: plainColour(`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" viewBox="0 0 ${total.width} ${total.height}" role="img" aria-labelledby="${id}-title ${id}-description" font-family="${xmlText(sans)}">
<title id="${id}-title">${title}</title>
<desc id="${id}-description">${description}</desc>
<rect width="100%" height="100%" fill="var(--paper)"/>
${heads.map((line, place) => textLine(line, margin + titleSize + place * titleLine, titleSize, 700)).join('\n')}
<svg x="${margin}" y="${top}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" overflow="visible" color="var(--soft)" fill="currentColor" text-anchor="middle" font-size="13">${inner}</svg>
${lines.map((line, place) => textLine(line, bottom + captionSize + place * captionLine, captionSize, 400)).join('\n')}
</svg>
`),
  };
}

/** The content of the first element of a name, still escaped. */
function contentOf(drawing: string, name: string): string {
  return new RegExp(String.raw`<${name}\b[^>]*>([\s\S]*?)</${name}>`, 'u').exec(drawing)?.[1] ?? '';
}

/** Escaped text as text. */
export function plainText(escaped: string): string {
  return nodeOf(escaped).textContent ?? '';
}

/** What is used of the DOM; the project is compiled without its types. */
interface PlainNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PlainNode>;
  readonly className?: string;
}

function nodeOf(html: string): PlainNode {
  const { document } = parseHTML(`<html><body>${html}</body></html>`) as unknown as {
    document: { querySelector(selector: string): PlainNode };
  };
  return document.querySelector('body');
}

/** The words of a caption without its title, which stands above; marks of the key have their colours. */
function captionTokens(caption: string, title: string): Token[] {
  const tokens: Token[] = [];
  const walk = (node: PlainNode): void => {
    if (node.nodeType === 3) {
      tokens.push(...tokensOf(node.textContent ?? '', light['soft']!));
      return;
    }
    const [, party] = /^mark (?:e(\d+)|ep)$/u.exec(node.className ?? '') ?? [undefined, undefined];
    if ((node.className ?? '').startsWith('mark ')) {
      tokens.push({
        text: node.textContent ?? '',
        colour: party === undefined ? light['cp']! : light[`c${Number(party) % 6}`]!,
      });
      return;
    }
    for (const child of node.childNodes) walk(child);
  };
  walk(nodeOf(caption));
  let heading = '';
  for (const [place, token] of tokens.entries()) {
    heading += place === 0 || token.isGlued === true ? token.text : ` ${token.text}`;
    if (heading === `${title}.` || heading === `${title}。`) return tokens.slice(place + 1);
    if (heading.length > title.length) break;
  }
  return tokens;
}

/** Lines of at most `width` pixels at 13 px. */
function wrapped(tokens: readonly Token[], width: number): Token[][] {
  const lines: Token[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const token of tokens) {
    const needed = labelWidth(token.isGlued === true ? token.text : `${token.text} `);
    if (used + needed > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(token);
    used += needed;
  }
  return lines;
}

function textLine(tokens: readonly Token[], y: number, size: number, weight: number): string {
  const runs: Token[] = [];
  for (const token of tokens) {
    const last = runs.at(-1);
    if (last !== undefined && token.isGlued === true && last.colour === token.colour)
      runs[runs.length - 1] = { ...last, text: last.text + token.text };
    else runs.push(token);
  }
  const spans = runs.map(
    ({ text, colour, isGlued }, place) =>
      `${place === 0 || isGlued === true ? '' : ' '}<tspan fill="${colour}">${xmlText(text)}</tspan>`,
  );
  return `<text x="${margin}" y="${y}" font-size="${size}" font-weight="${weight}">${spans.join('')}</text>`;
}

/** Names and an address, a dot between two. */
function sourceTokens(from: readonly string[]): Token[] {
  return from.flatMap((part, place) =>
    tokensOf(`${place > 0 ? '· ' : ''}${part}`, light['soft']!, part.startsWith('/') ? addressParts : unbroken),
  );
}

/** A text in pieces between which a line may be broken. */
function tokensOf(text: string, colour: string, pieces = unbroken): Token[] {
  const words = text.split(/[ \n\t]+/u).filter((word) => word !== '');
  return words.flatMap((word) =>
    (word.match(pieces) ?? []).map((part, place) => ({ text: part, colour, isGlued: place > 0 })),
  );
}
