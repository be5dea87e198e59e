/** A text of the study with stretches of it marked, cut to what a list can show. */
import { languageTag, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { clip } from '../../report/visible.ts';

/** A stretch of a text: first UTF-16 code unit, and one past the last. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units that are shown before the first mark where a text is cut. */
const lead = 80;

/**
 * At most `length` UTF-16 units of a text, from a little before its first mark where that lies beyond them.
 * Marks are in order and apart from each other.
 */
export function marked(text: string, marks: readonly Stretch[], language: string | null, length: number): Markup {
  const first = marks[0];
  const begin = first === undefined || first.end <= length ? 0 : cutBefore(text, Math.max(0, first.start - lead));
  const { text: window, left } = clip(text.slice(begin), length);
  const end = begin + window.length;
  const parts: Content[] = [];
  let at = begin;
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue;
    parts.push(text.slice(at, mark.start), markup`<mark>${text.slice(mark.start, mark.end)}</mark>`);
    at = mark.end;
  }
  parts.push(text.slice(at, end));
  return markup`<bdi lang="${languageTag(language)}">${begin > 0 && '…'}${parts}${left > 0 && '…'}</bdi>`;
}

/** A place at or before `at` that is not inside a surrogate pair. */
function cutBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
