import type { Word } from '../label/journal.ts';
import type { Pair } from '../label/pairs.ts';

/** What is said where no pair is left. */
export const endText = '\nNo pair is left without a judgement, but for those you skipped.\n[b]ack  [q]uit';

/** A pair as an annotator sees it: nothing tells its score, its site or its ecosystem. */
export function pairText(
  { narrative, posts, title, passage }: Pair,
  before: Word | undefined,
  { judged, pairs }: { readonly judged: number; readonly pairs: number },
): string {
  const indented = (text: string): string => text.trim().replaceAll(/\s*\n\s*/gu, '\n  ');
  return [
    '',
    `──── ${judged} of ${pairs} judged ────`,
    '',
    `NARRATIVE  ${indented(narrative)}`,
    ...posts.filter((post) => post !== narrative).map((post) => `  • ${indented(post)}`),
    '',
    `ARTICLE  ${title === '' ? '(no title)' : indented(title)}`,
    `  ${indented(passage)}`,
    '',
    `Does the passage say the same thing as the narrative?${before === undefined ? '' : ` You said ${before}.`}`,
    '[y]es  [n]o  [u]nsure  [b]ack  [s]kip  [q]uit',
  ].join('\n');
}
