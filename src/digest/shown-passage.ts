/** The text of a passage as an editor chooses parts of it, and places in it as places of the text that is kept. */
import { visible } from '../report/visible.ts';
import { placeParts, plainSpaces } from './parts.ts';
import type { Stretch } from './parts.ts';

/** The passage in one line, with everything visible. */
export function shownPassage(text: string): string {
  return visible(plainSpaces(text));
}

/** A stretch of the shown passage as one of `plainSpaces` of its text. */
export function keptStretch(text: string, { start, end }: Stretch): Stretch {
  const whole = plainSpaces(text);
  const kept = { start: whole.length, end: whole.length };
  let at = 0;
  let shown = 0;
  for (const character of whole) {
    if (shown <= start) kept.start = at;
    if (shown >= end) {
      kept.end = at;
      break;
    }
    at += character.length;
    shown += visible(character).length;
  }
  return shown <= start ? { start: whole.length, end: whole.length } : kept;
}

/** Parts that were copied out of the shown passage, as the text has them; as they are where they do not stand there. */
export function keptParts(text: string, parts: readonly string[]): readonly string[] {
  const placed = placeParts(shownPassage(text), parts);
  if ('trouble' in placed) return parts;
  const whole = plainSpaces(text);
  return placed.map((stretch) => {
    const { start, end } = keptStretch(text, stretch);
    return whole.slice(start, end);
  });
}
