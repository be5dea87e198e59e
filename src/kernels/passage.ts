/**
 * Passages: runs of whole sentences, about 100 words (a Chinese character counts for 100/160 of a
 * word), never across paragraphs unless a paragraph is tiny.
 *
 * The unit follows Hanley, Kumar & Durumeric, "Specious Sites" (IEEE S&P 2024), passages of up to 100
 * words inside paragraphs. Ours differ in that sentences stay whole and that a paragraph above the
 * limit is cut into parts of about equal length instead of one full part and a rest.
 */

export interface PassageLimits {
  /** Longest passage in words. */
  readonly words: number;
  /** Longest Chinese passage in characters. */
  readonly characters: number;
  /** A paragraph below this many words joins its neighbour. */
  readonly tinyWords: number;
}

export const defaultLimits: PassageLimits = { words: 100, characters: 160, tinyWords: 12 };

const han = /\p{Script=Han}/u;
const links = /\b(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]+/giu;
const mentions = /(?:^|(?<=[\s\p{P}]))@[\p{L}\p{N}_·-]{1,30}(?:[:：])?/gu;
// Platform furniture that says nothing: link placeholders, "repost", "show full text", device notes.
const furniture = /网页链接|查看图片|展开全文|转发微博|O网页链接|\[[\p{Script=Han}a-zA-Z]{1,8}\](?=\s|$|\p{Script=Han})/gu;
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF]/gu;
const pictographs = /\p{Extended_Pictographic}/gu;

/** A post's text without links, mentions, hash marks, emoji and platform furniture. */
export function cleanPost(text: string): string {
  return clean(text.replace(mentions, ' ').replace(furniture, ' ').replace(/[#＃]/gu, ' ').replace(pictographs, ' '));
}

/** A text without links and invisible characters; line breaks stay. */
export function clean(text: string): string {
  return text
    .replace(links, ' ')
    .replace(invisible, '')
    .replace(/[^\S\n]+/gu, ' ')
    .trim();
}

/** Length of a text in words, a Chinese character counting for `words / characters` of one. */
export function lengthInWords(text: string, limits: PassageLimits = defaultLimits): number {
  let characters = 0;
  let words = 0;
  let inWord = false;
  for (const character of text) {
    if (han.test(character)) {
      characters += 1;
      inWord = false;
    } else {
      const letter = /[\p{L}\p{N}\p{M}'’-]/u.test(character);
      if (letter && !inWord) words += 1;
      inWord = letter;
    }
  }
  return words + (characters * limits.words) / limits.characters;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language);
  if (found === undefined) {
    found = new Intl.Segmenter(/^[a-z]{2,3}$/.test(language) && language !== 'und' ? language : 'en', { granularity: 'sentence' });
    segmenters.set(language, found);
  }
  return found;
}

/** The sentences of a text, trimmed, in order; fragments without a letter or digit join the one before. */
export function sentences(text: string, language: string): string[] {
  const found: string[] = [];
  for (const { segment } of segmenter(language).segment(text)) {
    const sentence = segment.trim();
    if (sentence === '') continue;
    const previous = found.at(-1);
    if (previous !== undefined && !/[\p{L}\p{N}]/u.test(sentence)) found[found.length - 1] = `${previous}${sentence}`;
    else found.push(sentence);
  }
  return found;
}

/** The passages of a cleaned text, in order. A text without letters or digits has none. */
export function passagesOf(text: string, language: string, limits: PassageLimits = defaultLimits): string[] {
  const passages: string[] = [];
  for (const paragraph of joinTiny(paragraphsOf(text, language, limits), limits)) passages.push(...cutEvenly(paragraph, limits));
  return passages;
}

interface Sentence {
  readonly text: string;
  readonly words: number;
}

function paragraphsOf(text: string, language: string, limits: PassageLimits): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  for (const paragraph of text.split(/\n+/u)) {
    if (!/[\p{L}\p{N}]/u.test(paragraph)) continue;
    const parts = sentences(paragraph, language).flatMap((sentence) => cutLong(sentence, limits));
    paragraphs.push(parts.map((part) => ({ text: part, words: lengthInWords(part, limits) })));
  }
  return paragraphs;
}

/** A sentence above the limit, cut behind clause marks or spaces into parts within the limit. */
function cutLong(sentence: string, limits: PassageLimits): string[] {
  const total = lengthInWords(sentence, limits);
  if (total <= limits.words) return [sentence];
  const pieces = sentence.match(/[^,;:，；：、。\s]+[,;:，；：、。]*\s*/gu) ?? [sentence];
  const parts: string[] = [];
  let current = '';
  let words = 0;
  for (const piece of pieces.flatMap((long) => cutBare(long, limits))) {
    const length = lengthInWords(piece, limits);
    if (current !== '' && words + length > limits.words) {
      parts.push(current.trim());
      current = '';
      words = 0;
    }
    current += piece;
    words += length;
  }
  if (current.trim() !== '') parts.push(current.trim());
  return parts;
}

/** A run without any break, cut by characters. */
function cutBare(piece: string, limits: PassageLimits): string[] {
  const characters = [...piece];
  const longest = limits.characters * 2;
  if (characters.length <= limits.characters) return [piece];
  const step = lengthInWords(piece, limits) > limits.words ? limits.characters : longest;
  const parts: string[] = [];
  for (let start = 0; start < characters.length; start += step) parts.push(characters.slice(start, start + step).join(''));
  return parts;
}

/** Joins each tiny paragraph to the next one, or to the one before where it is the last. */
function joinTiny(paragraphs: Sentence[][], limits: PassageLimits): Sentence[][] {
  const joined: Sentence[][] = [];
  let held: Sentence[] = [];
  for (const paragraph of paragraphs) {
    held = [...held, ...paragraph];
    if (wordsOf(held) >= limits.tinyWords) {
      joined.push(held);
      held = [];
    }
  }
  if (held.length > 0) {
    const last = joined.at(-1);
    if (last !== undefined && wordsOf(last) + wordsOf(held) <= limits.words) last.push(...held);
    else joined.push(held);
  }
  return joined;
}

function wordsOf(sentencesOf: readonly Sentence[]): number {
  return sentencesOf.reduce((sum, sentence) => sum + sentence.words, 0);
}

/** Cuts a paragraph into the fewest parts within the limit, as equal in length as sentences allow. */
function cutEvenly(paragraph: readonly Sentence[], limits: PassageLimits): string[] {
  const total = wordsOf(paragraph);
  const target = total / Math.max(1, Math.ceil(total / limits.words));
  const parts: string[] = [];
  let current: string[] = [];
  let words = 0;
  for (const sentence of paragraph) {
    const overshoots = words + sentence.words > limits.words;
    // Close the part where adding the sentence would leave it further from the target than stopping.
    if (words > 0 && (overshoots || words + sentence.words / 2 > target + 1e-9)) {
      parts.push(joinSentences(current));
      current = [];
      words = 0;
    }
    current.push(sentence.text);
    words += sentence.words;
  }
  if (current.length > 0) parts.push(joinSentences(current));
  return parts;
}

function joinSentences(parts: readonly string[]): string {
  let joined = '';
  for (const part of parts) {
    const close = joined === '' || (han.test(part[0] ?? '') && /[\p{Script=Han}\p{P}]$/u.test(joined));
    joined += close ? part : ` ${part}`;
  }
  return joined;
}
