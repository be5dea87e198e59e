/**
 * The language of an item: as its file says, in ISO 639-1, or identified from the text by its script,
 * by letters only one of two close languages has, and by n-grams (Nito-ELD).
 */

/** Names and codes other tools write, beside ISO 639-1 itself. */
const names: Readonly<Record<string, string>> = {
  eng: 'en',
  english: 'en',
  英语: 'en',
  英文: 'en',
  английский: 'en',
  англійська: 'en',
  zho: 'zh',
  chi: 'zh',
  cmn: 'zh',
  cn: 'zh',
  chinese: 'zh',
  mandarin: 'zh',
  中文: 'zh',
  汉语: 'zh',
  китайский: 'zh',
  китайська: 'zh',
  rus: 'ru',
  russian: 'ru',
  俄语: 'ru',
  русский: 'ru',
  російська: 'ru',
  ukr: 'uk',
  ua: 'uk',
  ukrainian: 'uk',
  乌克兰语: 'uk',
  украинский: 'uk',
  українська: 'uk',
  bel: 'be',
  belarusian: 'be',
  deu: 'de',
  ger: 'de',
  german: 'de',
  fra: 'fr',
  fre: 'fr',
  french: 'fr',
  spa: 'es',
  spanish: 'es',
  ita: 'it',
  italian: 'it',
  pol: 'pl',
  polish: 'pl',
  por: 'pt',
  portuguese: 'pt',
  jpn: 'ja',
  jp: 'ja',
  japanese: 'ja',
  kor: 'ko',
  korean: 'ko',
  ara: 'ar',
  arabic: 'ar',
  tur: 'tr',
  turkish: 'tr',
  bul: 'bg',
  bulgarian: 'bg',
  srp: 'sr',
  serbian: 'sr',
};

/** The ISO 639-1 code of a language as written (`zh-CN`, `chinese`, `ua`, `eng`); undefined where it is not known. */
export function languageCode(value: string): string | undefined {
  const text = value.trim().toLowerCase();
  const named = names[text] ?? englishNames().get(text);
  if (named !== undefined) return named;
  const primary = /^([a-z]{2,3})(?:[-_][a-z0-9]+)*$/.exec(text)?.[1];
  if (primary === undefined || primary === 'und') return undefined;
  return names[primary] ?? (primary.length === 2 ? primary : undefined);
}

let english: Map<string, string> | undefined;

/** English names of the languages with a code of two letters, in lower case. */
function englishNames(): ReadonlyMap<string, string> {
  if (english !== undefined) return english;
  english = new Map();
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (const code of letters.flatMap((one) => letters.map((other) => one + other))) {
    const name = display.of(code)?.toLowerCase();
    // Where a code is out of use, the name stands for the one that took its place.
    if (name !== undefined && new Intl.Locale(code).language === code) english.set(name, code);
  }
  return english;
}

/** Identifies the language of a text: an ISO 639-1 code, or `und` where it is not clear. */
export type DetectLanguage = (text: string) => string;

/** Characters at the head of a text that are looked at; more cost time and change nothing. */
const looked = 400;

/** Letters below which a text in a script of several languages is not clear. */
const fewestLetters = 4;

/** Latin letters below which only English is believed: so short, n-grams confuse all its neighbours. */
const fewestLatin = 12;

/**
 * How much lower than the best language's the score of an expected one may be: n-gram scores of close
 * languages differ by less on a sentence, and a study's texts are far more often in one of these.
 */
const lead: Readonly<Record<string, number>> = { ru: 0.03, uk: 0.03, en: 0.05 };

/** Loads the n-gram tables (about 100 MB of memory, half a second). */
export async function openLanguageDetector(): Promise<DetectLanguage> {
  const { eld } = await import('eld/small');
  const scores = (text: string): Record<string, number> => eld.detect(text).getScores();
  return (text) => detect(text.slice(0, looked), scores);
}

function detect(text: string, scores: (text: string) => Record<string, number>): string {
  // Addresses and account names are no evidence.
  const bare = text.replace(/https?:\/\/\S+|[@#][\w.]+/g, ' ');
  const count = (letters: RegExp): number => bare.match(letters)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const other = count(/\p{L}/gu) - han - kana - hangul - cyrillic - latin;
  // A Han character says about as much as two and a half letters.
  const east = 2.5 * (han + kana + hangul);
  const most = Math.max(east, cyrillic, latin, other);
  if (most === 0) return 'und';
  if (most === east) {
    if (hangul > han + kana) return 'ko';
    return kana > 0.1 * (han + kana) ? 'ja' : 'zh';
  }
  if (most < fewestLetters) return 'und';
  if (most === cyrillic) return cyrillicLanguage(bare, count, scores);
  const best = leading(scores(bare), most === latin ? ['en'] : []);
  return most === latin && latin < fewestLatin && best !== 'en' ? 'und' : best;
}

function cyrillicLanguage(
  text: string,
  count: (letters: RegExp) => number,
  scores: (text: string) => Record<string, number>,
): string {
  const ukrainian = count(/[іїєґ]/giu);
  const russian = count(/[ыэъё]/giu);
  const elsewhere = count(/[ђћџљњјѓќѕәғқңөұүһ]/giu);
  if (elsewhere === 0) {
    // Belarusian has letters of both kinds, but no и; in the others a quotation leaves those of the other language.
    if ((count(/ў/giu) > 0 || (ukrainian > 0 && russian > 0)) && count(/и/giu) === 0) return 'be';
    if (count(/[їєґ]/giu) > 0 && russian === 0) return 'uk';
    if (count(/[ыэё]/giu) > 0 && ukrainian === 0) return 'ru';
    if (ukrainian > 4 * russian && russian > 0) return 'uk';
    if (russian > 4 * ukrainian && ukrainian > 0) return 'ru';
  }
  return leading(scores(text), ['ru', 'uk']);
}

function leading(scores: Record<string, number>, expected: readonly string[]): string {
  let best = 'und';
  let bestScore = 0;
  for (const [language, score] of Object.entries(scores)) {
    const weighed = score + (expected.includes(language) ? (lead[language] ?? 0) : 0);
    if (weighed > bestScore) {
      bestScore = weighed;
      best = language;
    }
  }
  return best;
}
