/**
 * Light stemmers, by the script of a word alone: they take endings of inflection off and leave the rest, so
 * that a word is found in its other forms.
 *
 * Cyrillic: the light stemmer for Russian of Dolamic & Savoy, "Indexing and Searching Strategies for the
 * Russian Language" (JASIST 60(12), 2009), its endings joined by the Ukrainian ones in the same places. One
 * stemmer serves both languages, since the language of a query of one or two words cannot be known. Of vowels
 * that change inside a word only those of -ість, -ості are brought together, not those of Київ, Києва.
 *
 * Latin: the S-stemmer of Harman, "How Effective Is Suffixing?" (JASIS 42(1), 1991), which takes plurals off
 * English words only.
 */

/** Endings to take off by their length, longest first; each leaves at least three letters. */
const cyrillicEndings: readonly (readonly [length: number, endings: ReadonlySet<string>])[] = [
  [4, wordsIn('иями оями ьому')],
  [3, wordsIn('иям иях оях ями оям оев ами его ему ери ими ого ому ыми ией іям іях ією єму ьою')],
  [
    2,
    wordsIn(`
      ая яя ях юю ах ею их ия ию ие ии ий ою ую ям ых ея ам ем ей ев им ое ой ом ов ые ый ым ми ье ья ью ьи
      ію ія ії ій єю єм ів їв іх їх їм їй ої єї`),
  ],
  [1, wordsIn('а е и о у ы ь ю я й і ї є')],
];

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** Takes the ending off a lower-case Cyrillic word (ё as е, ґ as г). */
function cyrillicStem(word: string): string {
  let stem = word;
  for (const [length, endings] of cyrillicEndings) {
    if (word.length >= length + 3 && endings.has(word.slice(-length))) {
      stem = word.slice(0, -length);
      break;
    }
  }
  if (stem.length > 3 && /[иьії]$/u.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 3 && stem.endsWith('нн')) stem = stem.slice(0, -1);
  // незалежність, незалежності
  return stem.length > 4 && stem.endsWith('іст') ? `${stem.slice(0, -3)}ост` : stem;
}

/** Takes the plural off a lower-case English word. */
function latinStem(word: string): string {
  if (word.length > 4 && word.endsWith('ies') && !/[ae]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('es') && !/[aeo]es$/u.test(word)) return word.slice(0, -1);
  if (word.length > 3 && word.endsWith('s') && !/[us]s$/u.test(word)) return word.slice(0, -1);
  return word;
}

/** The stem of a folded word (`fold` of terms.ts): Cyrillic and Latin words lose endings, all others stay. */
export function stem(word: string): string {
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return cyrillicStem(word);
  return /^[a-z]+$/u.test(word) ? latinStem(word) : word;
}
