/**
 * The terms by which a text is found, and where they stand in it. A word of an alphabet is one term: folded
 * and stemmed. Chinese and Japanese are not cut into words, since a segmenter that cuts the text and the
 * query at different places loses the match: every pair of neighbouring characters is a term (Nie, Gao,
 * Zhang & Zhou, "On the Use of Words and N-grams for Chinese Information Retrieval", IRAL 2000), and so is
 * the last character of a run. A single character is then found as the beginning of terms: each of its
 * occurrences begins a pair or ends a run.
 *
 * What a term is follows from the characters alone, never from the language a text is said to be in.
 */
import { stem } from './stem.ts';

/** A term of a text. */
export interface Term {
  readonly term: string;
  /** First UTF-16 code unit in the text, and one past the last; never inside a character. */
  readonly start: number;
  readonly end: number;
}

/** A term of a query. */
export interface QueryTerm extends Term {
  /** Whether every term that begins with it is meant: a single Chinese or Japanese character. */
  readonly isPrefix: boolean;
}

/** Longest term, in UTF-16 code units; the rest of a longer word plays no part. */
export const longestTerm = 40;

/**
 * Words: letters, marks and digits, an apostrophe between letters, and what is invisible between them (soft
 * hyphens, joiners), by which words are sometimes hidden.
 */
const words = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]|['’ʼ](?=\p{L}))*/gu;

/** Runs of characters that are not written in words. */
const unspaced =
  /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー][\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]*)+/gu;

/** Every term of a text, in the order in which they begin. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const piece of pieces(text)) {
    if (piece.characters === undefined) terms.push(piece.term);
    else {
      const { characters } = piece;
      characters.forEach((one, place) => terms.push(joined(one, characters[place + 1])));
    }
  }
  return terms;
}

/** The terms that a query asks for: as those of a text, but a single character asks for all that begin with it. */
export function queryTermsOf(query: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  for (const piece of pieces(query)) {
    if (piece.characters === undefined) terms.push({ ...piece.term, isPrefix: false });
    else {
      const { characters } = piece;
      if (characters.length === 1) terms.push({ ...characters[0]!, isPrefix: true });
      for (let place = 0; place + 1 < characters.length; place++)
        terms.push({ ...joined(characters[place]!, characters[place + 1]), isPrefix: false });
    }
  }
  return terms;
}

type Piece =
  | { readonly term: Term; readonly characters?: undefined }
  | { readonly characters: readonly Term[]; readonly term?: undefined };

/** The words of a text, and its runs of unspaced characters. */
function* pieces(text: string): Generator<Piece> {
  for (const { 0: word, index } of text.matchAll(words)) {
    let at = 0;
    for (const run of word.matchAll(unspaced)) {
      yield* wordIn(word.slice(at, run.index), index + at);
      yield { characters: charactersOf(run[0], index + run.index) };
      at = run.index + run[0].length;
    }
    yield* wordIn(at === 0 ? word : word.slice(at), index + at);
  }
}

function* wordIn(word: string, start: number): Generator<Piece> {
  if (word === '') return;
  const folded = fold(word);
  if (folded !== '') yield { term: { term: cut(stem(folded)), start, end: start + word.length } };
}

function charactersOf(run: string, start: number): Term[] {
  const characters: Term[] = [];
  let at = start;
  for (const character of run) {
    const end = at + character.length;
    const term = fold(character);
    if (term !== '') characters.push({ term, start: at, end });
    at = end;
  }
  return characters;
}

function joined(one: Term, next: Term | undefined): Term {
  return next === undefined ? one : { term: one.term + next.term, start: one.start, end: next.end };
}

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]/gu;

/**
 * A word as it is compared: compatibility forms as ordinary ones (NFKC), lower case, without invisible
 * characters, accents of Latin letters, stress marks and apostrophes; ё as е, ґ as г.
 */
export function fold(word: string): string {
  if (/^[a-z0-9]+$/u.test(word)) return word;
  const lower = word.replace(invisible, '').normalize('NFKC').toLowerCase();
  if (/^[а-яіїє]+$/u.test(lower)) return lower;
  return lower
    .replace(/[\u0300\u0301'’ʼ]/gu, '')
    .replaceAll('ё', 'е')
    .replaceAll('ґ', 'г')
    .replace(/[\p{Script=Latin}]\p{M}*/gu, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .normalize('NFC');
}

function cut(term: string): string {
  return term.length <= longestTerm ? term : term.slice(0, longestTerm).toWellFormed();
}
