/**
 * One step of editing: what becomes of a digest when a block is written, moved, joined, cut down. Quotes are
 * named by their place, so that no step can put words into a source's mouth.
 */
import { UserError } from '../errors.ts';
import { canonicalJson } from '../store/atomic.ts';
import type { InterfaceLanguage } from '../wording/languages.ts';
import { limits, wordsFault } from './model.ts';
import type { Block, Digest, Quote } from './model.ts';
import { partsWith, placeParts, plainSpaces } from './parts.ts';

/** A block, or one of the quotes of a row, from 0. */
export interface Place {
  readonly block: number;
  /** Of a row; undefined: the block itself. */
  readonly quote?: number | undefined;
}

/** A step. */
export type Edit =
  | {
      readonly operation: 'head';
      readonly title: string;
      readonly author: string;
      readonly language: InterfaceLanguage;
    }
  /** New words, before the block of this number. */
  | { readonly operation: 'write'; readonly at: number; readonly text: string }
  | { readonly operation: 'reword'; readonly block: number; readonly text: string }
  /** To the place it then has: of a block among the blocks, of a quote in its row. */
  | ({ readonly operation: 'move'; readonly to: number } & Place)
  | ({ readonly operation: 'delete' } & Place)
  /** A quote or row, to the end of the quote or row before it. */
  | { readonly operation: 'join'; readonly block: number }
  /** A quote out of its row, or all of them. */
  | ({ readonly operation: 'part' } & Place)
  /** One more stretch of the passage is shown, and nothing else of it that was not before. */
  | ({ readonly operation: 'keep'; readonly start: number; readonly end: number } & Place)
  /** These parts alone are shown; none: all of it. */
  | ({ readonly operation: 'parts'; readonly parts: readonly string[] } & Place)
  /** No text: no translation. */
  | ({ readonly operation: 'translate'; readonly text: string; readonly language: InterfaceLanguage } & Place);

/** Why a step is not to be had. */
export type EditFaultCode =
  | 'no-place'
  | 'no-title'
  | 'long-title'
  | 'empty'
  | 'long'
  | 'lists'
  | 'nothing-beside'
  | 'full-row'
  | 'part'
  | 'nothing-chosen'
  | 'many-parts'
  | 'many-blocks';

/** Thrown where a step is not to be had; nothing has changed. */
export class EditFault extends UserError {
  readonly code: EditFaultCode;

  constructor(code: EditFaultCode) {
    super(`the digest cannot be changed in this way: ${code}`);
    this.code = code;
  }
}

/** The digest after a step. */
export function edited(digest: Digest, edit: Edit): Digest {
  switch (edit.operation) {
    case 'head':
      return withHead(digest, edit);
    case 'write':
      return withBlocks(digest, inserted(digest.blocks, edit.at, wordsOf(edit.text)));
    case 'reword': {
      if (blockAt(digest, edit.block).kind !== 'words') throw new EditFault('no-place');
      return withBlocks(digest, replaced(digest.blocks, edit.block, [wordsOf(edit.text)]));
    }
    case 'move':
      return moved(digest, edit, edit.to);
    case 'delete':
      return without(digest, edit);
    case 'join':
      return joined(digest, edit.block);
    case 'part':
      return parted(digest, edit);
    case 'keep':
      return withQuote(digest, edit, (quote) => {
        if (edit.end <= edit.start) throw new EditFault('nothing-chosen');
        return withParts(quote, partsWith(quote.quoted.text, quote.parts, edit));
      });
    case 'parts':
      return withQuote(digest, edit, (quote) => withParts(quote, edit.parts));
    default:
      return withQuote(digest, edit, (quote) => {
        if (edit.text.length > limits.translation) throw new EditFault('long');
        const { text, language } = edit;
        return { ...quote, translation: text.trim() === '' ? null : { text, language } };
      });
  }
}

/** The digest with one more quote at its end. */
export function withQuoteAdded(digest: Digest, quote: Quote): Digest {
  return withBlocks(digest, [...digest.blocks, quote]);
}

/**
 * The same step in a later version of the digest: what it names is looked for there as it was. Undefined where
 * it is there no more, or more than once.
 */
export function rebased(edit: Edit, base: Digest, last: Digest): Edit | undefined {
  if (edit.operation === 'head') return edit;
  if (edit.operation === 'write') {
    if (edit.at <= 0) return edit;
    const before = sameBlock(base.blocks[edit.at - 1], last);
    return before === undefined ? undefined : { ...edit, at: before + 1 };
  }
  const block = sameBlock(base.blocks[edit.block], last);
  if (block === undefined) return undefined;
  const ofBlocks = edit.operation === 'move' && edit.quote === undefined;
  return ofBlocks ? { ...edit, block, to: edit.to + block - edit.block } : { ...edit, block };
}

function sameBlock(block: Block | undefined, { blocks }: Digest): number | undefined {
  if (block === undefined) return undefined;
  const wanted = canonicalJson(block);
  const found = blocks.flatMap((other, place) => (canonicalJson(other) === wanted ? [place] : []));
  return found.length === 1 ? found[0] : undefined;
}

/** The quotes of a block: itself, those of a row, none of words. */
export function quotesIn(block: Block): readonly Quote[] {
  return block.kind === 'quote' ? [block] : block.kind === 'row' ? block.quotes : [];
}

/** The quote at a place; undefined where there is none. */
export function quoteAt({ blocks }: Pick<Digest, 'blocks'>, { block, quote = 0 }: Place): Quote | undefined {
  const found = blocks[block];
  return found === undefined ? undefined : quotesIn(found)[quote];
}

function withBlocks(digest: Digest, blocks: readonly Block[]): Digest {
  if (blocks.length > limits.blocks) throw new EditFault('many-blocks');
  return { ...digest, blocks: [...blocks] };
}

function withHead(digest: Digest, { title, author, language }: Extract<Edit, { operation: 'head' }>): Digest {
  if (title.trim() === '') throw new EditFault('no-title');
  if (title.trim().length > limits.title || author.trim().length > limits.author) throw new EditFault('long-title');
  return { ...digest, title: title.trim(), author: author.trim(), language };
}

function wordsOf(text: string): Block {
  const fault = wordsFault(text);
  if (fault !== undefined) throw new EditFault(fault);
  return { kind: 'words', text };
}

function blockAt({ blocks }: Digest, place: number): Block {
  const block = blocks[place];
  if (block === undefined) throw new EditFault('no-place');
  return block;
}

function inserted<T>(list: readonly T[], at: number, item: T): T[] {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

function replaced<T>(list: readonly T[], at: number, items: readonly T[]): T[] {
  return [...list.slice(0, at), ...items, ...list.slice(at + 1)];
}

function movedIn<T>(list: readonly T[], from: number, to: number): T[] {
  return inserted(replaced(list, from, []), Math.max(0, Math.min(list.length - 1, to)), list[from]!);
}

/** One quote is no row. */
function asBlock(quotes: readonly Quote[]): Block {
  return quotes.length === 1 ? quotes[0]! : { kind: 'row', quotes: [...quotes] };
}

function rowAt(digest: Digest, place: number, quote: number): readonly Quote[] {
  const block = blockAt(digest, place);
  if (block.kind !== 'row' || block.quotes[quote] === undefined) throw new EditFault('no-place');
  return block.quotes;
}

function moved(digest: Digest, { block, quote }: Place, to: number): Digest {
  if (quote === undefined) {
    blockAt(digest, block);
    return withBlocks(digest, movedIn(digest.blocks, block, to));
  }
  const quotes = movedIn(rowAt(digest, block, quote), quote, to);
  return withBlocks(digest, replaced(digest.blocks, block, [asBlock(quotes)]));
}

function without(digest: Digest, { block, quote }: Place): Digest {
  if (quote === undefined) {
    blockAt(digest, block);
    return withBlocks(digest, replaced(digest.blocks, block, []));
  }
  const rest = replaced(rowAt(digest, block, quote), quote, []);
  return withBlocks(digest, replaced(digest.blocks, block, [asBlock(rest)]));
}

function joined(digest: Digest, place: number): Digest {
  const own = quotesIn(blockAt(digest, place));
  const before = quotesIn(digest.blocks[place - 1] ?? { kind: 'words', text: '' });
  if (own.length === 0 || before.length === 0) throw new EditFault('nothing-beside');
  if (own.length + before.length > limits.row) throw new EditFault('full-row');
  const blocks = replaced(digest.blocks, place, []);
  return withBlocks(digest, replaced(blocks, place - 1, [asBlock([...before, ...own])]));
}

function parted(digest: Digest, { block, quote }: Place): Digest {
  if (quote === undefined) return withBlocks(digest, replaced(digest.blocks, block, rowAt(digest, block, 0)));
  const quotes = rowAt(digest, block, quote);
  const rest = asBlock(replaced(quotes, quote, []));
  // The first one stands before what is left of its row, any other behind it.
  const apart = quote === 0 ? [quotes[0]!, rest] : [rest, quotes[quote]!];
  return withBlocks(digest, replaced(digest.blocks, block, apart));
}

function withQuote(digest: Digest, place: Place, change: (quote: Quote) => Quote): Digest {
  const quote = quoteAt(digest, place);
  if (quote === undefined) throw new EditFault('no-place');
  const block = blockAt(digest, place.block);
  const changed = change(quote);
  const next: Block =
    block.kind === 'row' ? { kind: 'row', quotes: replaced(block.quotes, place.quote ?? 0, [changed]) } : changed;
  return withBlocks(digest, replaced(digest.blocks, place.block, [next]));
}

function withParts(quote: Quote, parts: readonly string[]): Quote {
  if (parts.length > limits.parts) throw new EditFault('many-parts');
  if ('trouble' in placeParts(quote.quoted.text, parts)) throw new EditFault('part');
  // All of it is shown as it is, with its line breaks.
  const isWhole = parts.length === 1 && plainSpaces(parts[0]!) === plainSpaces(quote.quoted.text);
  return { ...quote, parts: isWhole ? [] : [...parts] };
}
