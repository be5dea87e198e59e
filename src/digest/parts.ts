/** Parts of a passage that an editor chose: each must be found in it word for word. */

/** White space as one space, none at the ends: line breaks of a page are no words of a source. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** The lines of a text that are not empty, without white space at their ends. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n\r\u2028\u2029]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A stretch of a text: UTF-16 units from `start` to before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with the part of this index. */
export interface PartTrouble {
  readonly part: number;
  readonly trouble: string;
}

const joined = /[\p{L}\p{N}\p{M}]/u;
/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const letterJoiner = /['’ʼ‐‑-]/u;
const digitJoiner = /[.,:/\u00a0\u202f]/u;
const digit = /\p{N}/u;

/**
 * Finds the parts in a text, one behind the other, white space being the same as any other. A part that is not
 * there, that stands before the one in front of it, or that begins or ends within a word or a number (`able`
 * in `unable`, `5` in `1.5`) is named with the reason.
 *
 * @returns stretches of {@link plainSpaces} of the text, or the first trouble.
 */
export function placeParts(text: string, parts: readonly string[]): Stretch[] | PartTrouble {
  const whole = plainSpaces(text);
  const placed: Stretch[] = [];
  let from = 0;
  for (const [part, given] of parts.entries()) {
    const wanted = plainSpaces(given);
    if (wanted === '') return { part, trouble: 'the part is empty' };
    const found = findWhole(whole, wanted, from);
    if (typeof found === 'number') {
      placed.push({ start: found, end: found + wanted.length });
      from = found + wanted.length;
      continue;
    }
    const shown = JSON.stringify(wanted.length > 60 ? `${wanted.slice(0, 60)}…` : wanted);
    if (found === 'cut') return { part, trouble: `${shown} begins or ends within a word of the passage` };
    return {
      part,
      trouble: whole.includes(wanted)
        ? `${shown} stands in the passage only before the part in front of it`
        : `${shown} does not stand in the passage: a quote is word for word`,
    };
  }
  return placed;
}

/**
 * The parts with one more stretch of {@link plainSpaces} of the text among them: grown to whole words, in the
 * order of the text, and one with those it touches. The parts as they are where the stretch holds nothing.
 */
export function partsWith(text: string, parts: readonly string[], { start, end }: Stretch): readonly string[] {
  const whole = plainSpaces(text);
  const placed = placeParts(text, parts);
  let [from, to] = [Math.max(0, start), Math.min(whole.length, end)];
  while (from < to && whole[from] === ' ') from++;
  while (from < to && whole[to - 1] === ' ') to--;
  if ('trouble' in placed || from >= to) return parts;
  // A character that is broken in half clings to the space beside it, and a part does not end with one.
  while (isWithinWord(whole, from) || (from > 0 && whole[from] === ' ')) from--;
  while (isWithinWord(whole, to) || (to < whole.length && whole[to - 1] === ' ')) to++;
  const joined: { start: number; end: number }[] = [];
  for (const stretch of [...placed, { start: from, end: to }].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || whole.slice(last.end, stretch.start).trim() !== '') joined.push({ ...stretch });
    else last.end = Math.max(last.end, stretch.end);
  }
  return joined.map((stretch) => whole.slice(stretch.start, stretch.end));
}

/** The first place from which the part cuts no word; `cut` where it always does, undefined where it is not there. */
function findWhole(text: string, part: string, from: number): number | 'cut' | undefined {
  let cut: 'cut' | undefined;
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!isWithinWord(text, at) && !isWithinWord(text, at + part.length)) return at;
    cut = 'cut';
  }
  return cut;
}

/** Whether the place between two characters lies within a word, a number or a character. */
function isWithinWord(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const [before, after] = [lastOf(text, at), firstOf(text, at)];
  // The low half of a pair, or a mark on the character before it.
  if (/^[\udc00-\udfff\p{M}\u200d]/u.test(after) || /^[\ud800-\udbff\u200d]$/u.test(before)) return true;
  if (joined.test(before) && joined.test(after)) return !(unspaced.test(before) || unspaced.test(after));
  return (
    isJoint(lastOf(text, at - before.length), before, after) || isJoint(before, after, firstOf(text, at + after.length))
  );
}

/** Whether the middle one joins its neighbours to one word (`don’t`, `anti-war`) or number (`1.5`, `12:30`). */
function isJoint(left: string, middle: string, right: string): boolean {
  if (letterJoiner.test(middle)) return joined.test(left) && joined.test(right);
  return digitJoiner.test(middle) && digit.test(left) && digit.test(right);
}

function lastOf(text: string, end: number): string {
  if (end <= 0) return '';
  const pair = text.slice(Math.max(0, end - 2), end);
  return (pair.codePointAt(0) ?? 0) > 0xff_ff ? pair : pair.slice(-1);
}

function firstOf(text: string, start: number): string {
  const code = text.codePointAt(start);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** A piece of a quote as it is shown: words of the source, or the mark of an omission. */
export type Piece = { readonly text: string } | { readonly omitted: true };

/**
 * What of a passage is shown: all of it, with its line breaks, where no part was chosen; else the parts, and
 * a mark wherever the passage says more. A RangeError where the parts are not in the text.
 */
export function piecesOf(text: string, parts: readonly string[]): Piece[] {
  if (parts.length === 0) return [{ text: text.trim() }];
  const placed = placeParts(text, parts);
  if ('trouble' in placed) throw new RangeError(placed.trouble);
  const whole = plainSpaces(text);
  const pieces: Piece[] = [];
  let shown = 0;
  for (const { start, end } of placed) {
    if (whole.slice(shown, start).trim() !== '') pieces.push({ omitted: true });
    pieces.push({ text: whole.slice(start, end) });
    shown = end;
  }
  if (whole.slice(shown).trim() !== '') pieces.push({ omitted: true });
  return pieces;
}
