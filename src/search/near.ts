/**
 * Where a list of narratives stops being about the text. Search always finds its nearest ones, be they near or not;
 * for most texts all but a few are about something else.
 */
import type { NarrativeHit } from './types.ts';

/** Centred cosine to the centre below which a match, too, does not consider a narrative (the default of `match.floor`). */
const nearCosine = 0.3;

/** How much of the text the words of a narrative hold that is near by words. */
const nearHeld = 0.3;

/** Narratives that are near whatever their figures. */
const fewest = 3;

/**
 * How many narratives, from the first, reach to the last that is near by meaning or by words, 3 at least. On titles of
 * the labelled collection (eval/search.ts) the right narrative is among them in 96 % of the cases in which it is
 * among the first 20, and they are 6 of these. Cosines of sketches are on another scale: all of those are near.
 */
export function nearOf(narratives: readonly Pick<NarrativeHit, 'meaning' | 'words'>[]): number {
  const last = narratives.findLastIndex(
    ({ meaning, words }) =>
      (meaning !== undefined && (meaning.space === 'sketch' || meaning.cosine >= nearCosine)) ||
      (words !== undefined && words.held >= nearHeld),
  );
  return Math.min(narratives.length, Math.max(fewest, last + 1));
}
