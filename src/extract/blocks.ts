/** A page as its lines of text, each with what is known about where it stands. */
import { furnitureName, isEmbeddedPost, isFurnitureTag, isHidden } from './furniture.ts';
import { collapse, firstOf, isBlock, textOf } from './tree.ts';
import type { Element } from './tree.ts';

/** A line of text: what stands between the beginnings and ends of block elements and line breaks. */
export interface Block {
  readonly text: string;
  /** Characters of it within links. */
  readonly linked: number;
  /** The innermost block element around it. */
  readonly element: Element;
  /** Its length in Latin letters ({@link weightOf}). */
  readonly weight: number;
  /** Whether the element, or one around it, is furniture by its names: for certain, likely or not. */
  furniture: 'certain' | 'likely' | 'none';
}

/** Length of a text in Latin letters: a Han, kana or Hangul character says about as much as two and a half. */
export function weightOf(text: string): number {
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return text.length + 1.5 * wide;
}

/** Weight from which a line reads as running text rather than as a label. */
export const runningText = 80;

/** Share of the page's running text from which a name is not believed: layouts are called `with-sidebar`, too. */
const mostInFurniture = 0.4;

/** The same for elements that are called an article or the main part by their tag. */
const mostInArticle = 0.15;

/** Characters up to which an inline element with the name of furniture is left out of its line: a button, a credit. */
const longestAside = 100;

function isAside(element: Element): boolean {
  return furnitureName(element) !== 'none' && textOf(element, longestAside).length <= longestAside;
}

/**
 * The blocks of a page in order. Hidden elements and those that never hold an article's text are left
 * out, unless everything is asked for: dates and names of authors stand in footers and asides, too.
 */
export function blocksOf(root: Element, { everything = false } = {}): Block[] {
  const blocks: Block[] = [];
  let text: string[] = [];
  let linked = 0;
  let holder = root;

  const flush = (): void => {
    if (text.length > 0) {
      const whole = collapse(text.join(''));
      if (whole !== '') {
        blocks.push({ text: whole, linked, element: holder, weight: weightOf(whole), furniture: 'none' });
      }
    }
    text = [];
    linked = 0;
  };
  const walk = (element: Element, inLink: boolean): void => {
    for (const child of element.children) {
      if (typeof child === 'string') {
        text.push(child);
        if (inLink) linked += collapse(child).length;
        continue;
      }
      if (child.tag === 'br' || child.tag === 'hr') flush();
      else if (isBlock(child.tag)) {
        flush();
        if (child.tag === 'head' || (!everything && (isFurnitureTag(child) || isHidden(child)))) continue;
        const outer = holder;
        holder = child;
        walk(child, inLink);
        flush();
        holder = outer;
      } else if (everything || (!isFurnitureTag(child) && !isHidden(child) && !isAside(child))) {
        walk(child, inLink || child.tag === 'a');
      }
    }
  };
  walk(root, false);
  flush();
  markFurniture(root, blocks);
  return blocks;
}

/** Finds the blocks that stand in elements with names of furniture. */
function markFurniture(root: Element, blocks: readonly Block[]): void {
  const heading = firstOf(root, 'h1');
  const aroundHeading = new Set<Element>();
  for (let at = heading?.parent ?? null; at !== null; at = at.parent) aroundHeading.add(at);

  const certain = remembered(
    (element: Element, outer: boolean) =>
      outer || (!aroundHeading.has(element) && furnitureName(element) === 'certain'),
  );
  const running = new Map<Element, number>();
  let total = 0;
  for (const { weight, linked, text, element } of blocks) {
    if (weight < runningText || linked > 0.5 * text.length || certain(element)) continue;
    total += weight;
    for (let at: Element | null = element; at !== null; at = at.parent)
      running.set(at, (running.get(at) ?? 0) + weight);
  }
  const cards = cardsOf(blocks);
  const likely = remembered(
    (element, outer) =>
      (outer && !isEmbeddedPost(element)) ||
      (cards.has(element) && !aroundHeading.has(element) && (running.get(element) ?? 0) < longestTeaser) ||
      (!aroundHeading.has(element) &&
        furnitureName(element) === 'likely' &&
        (running.get(element) ?? 0) < shareOf(element) * total),
  );
  for (const block of blocks)
    block.furniture = certain(block.element) ? 'certain' : likely(block.element) ? 'likely' : 'none';
}

/** Weight of running text from which a card is more than a teaser. */
const longestTeaser = 500;

/** Cards in a row from which they are a list of pointers, and how far above its headline a card is looked for. */
const [fewestCards, highestCard] = [4, 4];

/** Elements that stand in a row with others of the same tag and class, each with a headline that is a link. */
function cardsOf(blocks: readonly Block[]): Set<Element> {
  const rows = new Map<Element, Map<string, Set<Element>>>();
  for (const { text, linked, weight, element } of blocks) {
    if (linked <= 0.8 * text.length || weight < 20) continue;
    let at = element;
    for (let height = 0; height < highestCard && at.parent !== null; height++, at = at.parent) {
      const row = rows.get(at.parent) ?? new Map<string, Set<Element>>();
      const kind = `${at.tag} ${at.attributes['class'] ?? ''}`;
      row.set(kind, (row.get(kind) ?? new Set<Element>()).add(at));
      rows.set(at.parent, row);
    }
  }
  const cards = [...rows.values()].flatMap((row) => [...row.values()].filter(({ size }) => size >= fewestCards));
  return new Set(cards.flatMap((row) => [...row]));
}

function shareOf({ tag }: Element): number {
  return tag === 'article' || tag === 'main' ? mostInArticle : mostInFurniture;
}

/** A property that elements hand down, computed once for each; `outer` is what the parent has. */
function remembered(property: (element: Element, outer: boolean) => boolean): (element: Element) => boolean {
  const known = new Map<Element, boolean>();
  const find = (element: Element): boolean => {
    if (element.parent === null || element.tag === 'body' || element.tag === 'html') return false;
    let found = known.get(element);
    if (found === undefined) {
      found = property(element, find(element.parent));
      known.set(element, found);
    }
    return found;
  };
  return find;
}
