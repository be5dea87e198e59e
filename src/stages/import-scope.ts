/** The scope of a study as SQL over items. */
import type { Settings } from '../config.ts';
import { messageOf, UserError } from '../errors.ts';
import { defaultLimits } from '../kernels/passage.ts';
import { languageCode } from '../formats/language.ts';
import { sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';

/** The words of one kind of items: per language, and `any` for all. */
export type Keywords = Settings['scope']['posts']['keywords'];

/**
 * Whether an item's interval of publication and the window have an instant in common; an item that is
 * not bounded on one side overlaps from there. SQL over published_earliest and published_latest.
 */
export function windowSql({ scope }: Settings): string {
  const day = 86_400_000;
  const conditions = ['true'];
  // `to` is included; `published_latest` is not.
  if (scope.to !== undefined)
    conditions.push(`coalesce(published_earliest < ${instantSql(Date.parse(scope.to) + day)}, true)`);
  if (scope.from !== undefined)
    conditions.push(`coalesce(published_latest > ${instantSql(Date.parse(scope.from))}, true)`);
  return conditions.join(' AND ');
}

function instantSql(milliseconds: number): string {
  return `TIMESTAMPTZ ${sqlText(new Date(milliseconds).toISOString())}`;
}

/**
 * Whether an item's title or text has one of the words of its language or of `any`. Without any words
 * everything has; with words for some languages only, items of the others have not.
 */
export function keywordsSql(keywords: Keywords): string {
  const patterns = Object.entries(keywords).filter(([, words]) => words.length > 0);
  if (patterns.length === 0) return 'true';
  return `(${patterns
    .map(([language, words]) => {
      const test = `regexp_matches(concat_ws(chr(10), title, text), ${sqlText(words.map(patternOf).join('|'))}, 'i')`;
      return language === 'any' ? test : `(language = ${sqlText(languageCode(language) ?? language)} AND ${test})`;
    })
    .join(' OR ')})`;
}

/** Whether an item's title and text have so many words, Chinese characters counted as in passages. */
export function lengthSql(words: number): string {
  if (words === 0) return 'true';
  const text = "concat_ws(' ', title, text)";
  const { words: perPassage, characters } = defaultLimits;
  return `(len(regexp_extract_all(regexp_replace(${text}, '\\p{Han}', ' ', 'g'), '[\\p{L}\\p{N}]+'))
    + length(regexp_replace(${text}, '[^\\p{Han}]', '', 'g')) * ${perPassage / characters} >= ${words})`;
}

/** Throws a UserError where a keyword is no regular expression of RE2. */
export async function checkKeywords(database: Database, keywords: Keywords, place: string): Promise<void> {
  for (const word of Object.values(keywords).flat()) {
    try {
      await database.rows(`SELECT regexp_matches('', ${sqlText(patternOf(word))}, 'i')`);
    } catch (error) {
      throw new UserError(`${place}: ${JSON.stringify(word)} is not a regular expression: ${messageOf(error)}`, {
        hint: 'the syntax is that of RE2: no look-around, no back-references',
      });
    }
  }
}

/** `/…/` is a regular expression, anything else is matched as it stands. */
function patternOf(word: string): string {
  const found = /^\/(.+)\/$/s.exec(word);
  return `(?:${found === null ? word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : found[1]!})`;
}
