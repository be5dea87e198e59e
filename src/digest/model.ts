/**
 * What a digest is: words of an editor, and quotes of sources between them. A quote holds what it quotes by
 * value, so that no later run changes what was quoted; the texts carry their hash, and a part that is shown
 * must be found in the text, so that no file makes a source say what it did not.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sha256OfJson } from '../store/atomic.ts';
import { interfaceLanguages } from '../wording/languages.ts';
import { placeParts } from './parts.ts';

/** How large things may be, in UTF-16 units where they are texts. */
export const limits = {
  title: 300,
  author: 200,
  /** Words of one block: a long article. Parsing grows faster than the text where markup is piled up. */
  words: 20_000,
  /** Words of all blocks together. */
  allWords: 200_000,
  translation: 20_000,
  /** A passage is a few sentences; one that is longer is an accident of the collection. */
  quoted: 20_000,
  parts: 20,
  /** Quotes side by side. */
  row: 6,
  blocks: 500,
  /** Bytes of a saved revision. */
  file: 8_000_000,
} as const;

/** SHA-256 of a text in UTF-8, hexadecimal. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const instant = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const optionalText = (length: number) => z.string().max(length).nullable();

/** What is known of a publication time, as the table `items` has it; instants in ISO 8601, UTC. */
const timeSchema = z.strictObject({
  at: instant.nullable(),
  precision: optionalText(40),
  basis: optionalText(40),
  earliest: instant.nullable(),
  latest: instant.nullable(),
});

/** What was quoted, as it stood in the study at that moment. */
const quotedSchema = z
  .strictObject({
    passage_id: z.string().max(2000),
    item_id: z.string().max(2000),
    narrative_id: optionalText(200),
    kind: z.enum(['post', 'article']),
    text: z.string().regex(/\S/u, 'the passage is empty').max(limits.quoted),
    text_sha256: hash,
    title: optionalText(10_000),
    author: optionalText(10_000),
    site: optionalText(10_000),
    platform: optionalText(10_000),
    ecosystem: optionalText(10_000),
    language: optionalText(100),
    url: optionalText(100_000),
    time: timeSchema,
    quoted_at: instant,
  })
  .refine(({ text, text_sha256 }) => sha256OfText(text) === text_sha256, {
    message: 'the text is not the one that was quoted: its SHA-256 is another',
    path: ['text'],
  });

/** A text in another language that the editor wrote beside a quote. */
const translationSchema = z.strictObject({
  text: z.string().regex(/\S/u, 'the translation is empty').max(limits.translation),
  language: z.enum(interfaceLanguages),
});

const partsSchema = z.array(z.string().min(1).max(limits.quoted)).max(limits.parts);

const quoteSchema = z
  .strictObject({
    kind: z.literal('quote'),
    quoted: quotedSchema,
    /** What of the text is shown, in its order; none: all of it. */
    parts: partsSchema,
    translation: translationSchema.nullable(),
  })
  .superRefine(({ quoted, parts }, context) => {
    const placed = placeParts(quoted.text, parts);
    if ('trouble' in placed)
      context.addIssue({ code: 'custom', path: ['parts', placed.part], message: placed.trouble });
  });

/** A line that opens a dozen lists one in the other: no text, and very slow to parse. */
const piledLists = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){12}/mu;

/** What keeps words from being a block: nothing in them, too long, or lists piled up. */
export type WordsFault = 'empty' | 'long' | 'lists';

/** What is wrong with an editor's words; undefined where nothing is. */
export function wordsFault(text: string): WordsFault | undefined {
  if (text.trim() === '') return 'empty';
  if (text.length > limits.words) return 'long';
  return piledLists.test(text) ? 'lists' : undefined;
}

const wordsSchema = z.strictObject({
  kind: z.literal('words'),
  text: z
    .string()
    .max(limits.words)
    .refine((text) => !piledLists.test(text), 'a line opens more than eleven lists, one within the other'),
});

/** Whether the words of all blocks together are within the limit. */
function hasFewWords(blocks: readonly { readonly kind: string; readonly text?: string }[]): boolean {
  return blocks.reduce((sum, { text = '' }) => sum + text.length, 0) <= limits.allWords;
}

const tooManyWords = `the words of all blocks have more than ${limits.allWords} characters together`;

const rowSchema = z.strictObject({ kind: z.literal('row'), quotes: z.array(quoteSchema).min(2).max(limits.row) });

const headFields = {
  title: z.string().trim().min(1).max(limits.title),
  language: z.enum(interfaceLanguages),
  author: z.string().trim().max(limits.author),
};

/** A digest as a file holds it. */
export const digestSchema = z.strictObject({
  /** Version of this format. */
  format: z.literal(1),
  id: z.string(),
  /** Names the digest in feeds, for good. */
  uuid: z.uuid(),
  /** 1 for the first; each save makes the next. */
  revision: z.number().int().positive(),
  ...headFields,
  created_at: instant,
  updated_at: instant,
  blocks: z
    .array(z.discriminatedUnion('kind', [wordsSchema, quoteSchema, rowSchema]))
    .max(limits.blocks)
    .refine(hasFewWords, tooManyWords),
});

export type Digest = z.infer<typeof digestSchema>;
export type Block = Digest['blocks'][number];
export type Quote = z.infer<typeof quoteSchema>;
export type Quoted = z.infer<typeof quotedSchema>;
export type QuotedTime = z.infer<typeof timeSchema>;

/** Names what was quoted: 16 hexadecimal digits that follow from all of it. */
export function keyOf(quoted: Quoted): string {
  return sha256OfJson(quoted).slice(0, 16);
}

/** Every quote of a digest in its order, those of rows one by one. */
export function quotesOf({ blocks }: Pick<Digest, 'blocks'>): Quote[] {
  return blocks.flatMap((block) => (block.kind === 'quote' ? [block] : block.kind === 'row' ? block.quotes : []));
}

/** A quote of the whole passage without a translation. */
export function wholeQuote(quoted: Quoted): Quote {
  return { kind: 'quote', quoted, parts: [], translation: null };
}

/** What a schema found wrong, as `blocks.2.text: message; …`, three at most. */
export function troubleOf(error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the digest'}: ${message}`);
  const more = error.issues.length - said.length;
  return said.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
