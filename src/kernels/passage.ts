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
const letter = /[\p{L}\p{N}\p{M}'’-]/u;
const content = /[\p{L}\p{N}]/u;
// Punctuation at its end belongs to the sentence around a link.
const links = /\b(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]*[\w\-~/#@$&*+=%]/giu;
const mentions = /(?:^|(?<=[\s\p{P}]))@[\p{L}\p{N}_·-]{1,30}(?:[:：])?/gu;
// Platform furniture that says nothing: link placeholders, "repost", "show full text", device notes.
const furniture =
  /网页链接|查看图片|展开全文|转发微博|O网页链接|\[[\p{Script=Han}a-zA-Z]{1,8}\](?=\s|$|\p{Script=Han})/gu;
// One alternative each: the ranges hold characters that combine with their neighbours.
const invisible = /\u00AD|[\u200B-\u200F\u202A-\u202E\u2060-\u2069]|[\uFE00-\uFE0F]|\uFEFF/gu;
// Pictures, flags, skin tones, and the marks of key caps and of regional flags.
const pictographs = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u20E3\u{E0020}-\u{E007F}]/gu;

/** A post's text without links, mentions, hash marks, emoji and platform furniture. */
export function cleanPost(text: string): string {
  // Links go first: an address may hold what looks like a mention.
  const bare = withoutLinks(text).replace(mentions, ' ').replace(furniture, ' ').replace(/[#＃]/gu, ' ');
  return clean(bare.replace(pictographs, ' '));
}

/** Runs of white space on a line that are not one space. */
const notSingleSpaces = /[^\S\n ][^\S\n]*| [^\S\n]+/gu;

/** A text without links and invisible characters; line breaks stay. */
export function clean(text: string): string {
  return withoutLinks(text).replace(invisible, '').replace(notSingleSpaces, ' ').trim();
}

function withoutLinks(text: string): string {
  // Most texts have none, and the expression is tried at every word.
  return text.includes('://') || /www\./i.test(text) ? text.replace(links, ' ') : text;
}

/** Characters of a run without a space that count as one word; a longer run counts as several. */
const longestWord = 24;

/** Classes of characters; 0 stands for one that was not looked up yet. */
const classes = { han: 1, letter: 2, space: 3, other: 4 } as const;

/** Classes of the characters that are one UTF-16 unit, as they are met. */
const knownClasses = new Uint8Array(0x10000);

function classOf(code: number): number {
  const known = knownClasses[code];
  if (known !== undefined && known > 0) return known;
  const character = String.fromCodePoint(code);
  const found = letter.test(character)
    ? han.test(character)
      ? classes.han
      : classes.letter
    : /\s/u.test(character)
      ? classes.space
      : classes.other;
  knownClasses[code] = found;
  return found;
}

/** Counts words character by character. */
class WordCount {
  readonly #limits: PassageLimits;
  #characters = 0;
  #words = 0;
  #run = 0;
  #before: number = classes.space;

  constructor(limits: PassageLimits) {
    this.#limits = limits;
  }

  /** Takes the next character, by its code point. */
  add(code: number): void {
    const now = classOf(code);
    if (now === classes.han) this.#characters += 1;
    this.#run = now === this.#before ? this.#run + 1 : 1;
    if (now === classes.letter && this.#run === 1) this.#words += 1;
    if (this.#run > longestWord) {
      if (now === classes.letter || now === classes.other) this.#words += 1;
      this.#run = 1;
    }
    this.#before = now;
  }

  get length(): number {
    return this.#words + (this.#characters * this.#limits.words) / this.#limits.characters;
  }
}

/**
 * Length of a text in words, a Chinese character counting for `words / characters` of one and a run
 * of more than 24 other characters for one word more with every 24.
 */
export function lengthInWords(text: string, limits: PassageLimits = defaultLimits): number {
  const count = new WordCount(limits);
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at)!;
    count.add(code);
    if (code > 0xffff) at += 1;
  }
  return count.length;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let found = segmenters.get(language);
  if (found === undefined) {
    found = new Intl.Segmenter(/^[a-z]{2,3}$/.test(language) && language !== 'und' ? language : 'en', {
      granularity: 'sentence',
    });
    segmenters.set(language, found);
  }
  return found;
}

/** Characters segmented at once: the time a segmenter takes grows with the square of a text. */
const windowLength = 2048;

/** The segments of a text, window by window; the last of a window begins the next one. */
function* segments(text: string, language: string): Generator<string> {
  let length = windowLength;
  for (let start = 0; start < text.length;) {
    const whole = start + length >= text.length;
    const found = Array.from(segmenter(language).segment(text.slice(start, start + length)), ({ segment }) => segment);
    if (!whole && found.length === 1) {
      length *= 2;
      continue;
    }
    if (!whole) found.pop();
    for (const segment of found) {
      yield segment;
      start += segment.length;
    }
    length = windowLength;
  }
}

// What ends in a full stop and yet does not end a sentence: initials and acronyms, titles, and the
// Russian and Ukrainian abbreviations that stand before a capital letter.
const initials = /(?<![\p{L}\p{N}.])(?!I\.)\p{Lu}\.\s*$/u;
const acronym = /(?<![\p{L}\p{N}])(?:\p{Lu}\.){2,}\s*$/u;
const abbreviation =
  /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|vs|No|г|гг|р|рр|ул|вул|м|пр|просп|пл|обл|им|ім|ст|стр|св|акад|проф|ген|тыс|тис|млн|млрд)\.\s*$/u;
/** A word longer than every abbreviation. */
const longWord = /^[\p{L}\p{N}]{6}\.$/u;
const opener =
  /^(?:The|A|An|In|On|At|It|Its|He|She|They|We|You|But|And|This|That|These|Those|If|When|While|For|As|However)\b/u;

/** Whether the segment after `text` goes on with its sentence. */
function goesOn(text: string, next: string): boolean {
  // Only the end can matter.
  const end = text.slice(-40);
  const last = end.trimEnd().slice(-7);
  if (!last.endsWith('.') || longWord.test(last)) return false;
  return initials.test(end) || abbreviation.test(end) || (acronym.test(end) && !opener.test(next));
}

/** Opening quotation marks and brackets a segmenter leaves behind the sentence before theirs. */
function danglingOpeners(text: string): string {
  const found = /[“‘«（(「『《【]+$/u.exec(text.slice(-8))?.[0] ?? '';
  // „…“ closes with the mark that opens elsewhere.
  return found.length === text.length || (found.includes('“') && text.includes('„')) ? '' : found;
}

/** The sentences of a text, trimmed, in order; fragments without a letter or digit join the one before. */
export function sentences(text: string, language: string): string[] {
  const found: string[] = [];
  const add = (sentence: string): void => {
    const trimmed = sentence.trim();
    if (trimmed === '') return;
    if (found.length > 0 && !content.test(trimmed)) found[found.length - 1] += trimmed;
    else found.push(trimmed);
  };
  let held = '';
  for (const segment of segments(text, language)) {
    if (held !== '' && goesOn(held, segment)) {
      held += segment;
      continue;
    }
    const openers = danglingOpeners(held);
    add(held.slice(0, held.length - openers.length));
    held = openers + segment;
  }
  add(held);
  return found;
}

/** The passages of a cleaned text, in order. A text without letters or digits has none. */
export function passagesOf(text: string, language: string, limits: PassageLimits = defaultLimits): string[] {
  const passages: string[] = [];
  for (const paragraph of joinTiny(paragraphsOf(text, language, limits), limits)) {
    for (const passage of cutEvenly(paragraph, limits)) if (content.test(passage)) passages.push(passage);
  }
  return passages;
}

interface Sentence {
  readonly text: string;
  readonly words: number;
}

function paragraphsOf(text: string, language: string, limits: PassageLimits): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  for (const paragraph of text.split(/\n+/u)) {
    if (!content.test(paragraph)) continue;
    paragraphs.push(sentences(paragraph, language).flatMap((sentence) => cutLong(sentence, limits)));
  }
  return paragraphs;
}

/** A sentence above the limit, cut behind clause marks or spaces into parts within the limit. */
function cutLong(sentence: string, limits: PassageLimits): Sentence[] {
  const total = lengthInWords(sentence, limits);
  const longest = limits.words * longestWord;
  if (total <= limits.words && sentence.length <= longest) return [{ text: sentence, words: total }];
  const pieces = sentence.split(/(?<=[,;:，；：、。\s])(?![,;:，；：、。\s])/u);
  const parts: string[] = [];
  let current = '';
  let words = 0;
  for (const piece of pieces.flatMap((long) => cutBare(long, limits))) {
    const length = lengthInWords(piece, limits);
    if (current !== '' && (words + length > limits.words || current.length + piece.length > longest)) {
      parts.push(current.trim());
      current = '';
      words = 0;
    }
    current += piece;
    words += length;
  }
  if (current.trim() !== '') parts.push(current.trim());
  return parts.map((text) => ({ text, words: lengthInWords(text, limits) }));
}

/** A run without any break, cut by characters. */
function cutBare(piece: string, limits: PassageLimits): string[] {
  const longest = limits.words * longestWord;
  if (lengthInWords(piece, limits) <= limits.words && piece.length <= longest) return [piece];
  const parts: string[] = [];
  let current = '';
  let count = new WordCount(limits);
  for (const character of piece) {
    count.add(character.codePointAt(0)!);
    const full = count.length > limits.words || current.length >= longest;
    if (full && current !== '') {
      parts.push(current);
      current = '';
      count = new WordCount(limits);
      count.add(character.codePointAt(0)!);
    }
    current += character;
  }
  parts.push(current);
  return parts;
}

/** Joins each tiny paragraph to the next one, or to the one before where it is the last. */
function joinTiny(paragraphs: Sentence[][], limits: PassageLimits): Sentence[][] {
  const joined: Sentence[][] = [];
  let held: Sentence[] = [];
  for (const paragraph of paragraphs) {
    held = held.concat(paragraph);
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
    const close =
      joined === '' ||
      (han.test(part[0] ?? '') && /[\p{Script=Han}\p{P}]$/u.test(joined)) ||
      (/^[“‘（「『《【]/u.test(part) && /[\p{Script=Han}。！？；：，、…][”’」』）]?$/u.test(joined));
    joined += close ? part : ` ${part}`;
  }
  return joined;
}
