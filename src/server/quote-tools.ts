/** What a reader can do with a quote. */
import { markup } from '../report/markup.ts';
import type { Markup } from '../report/markup.ts';

/** Tools beside a quoted passage, such as taking it into a digest; none so far. */
export function quoteTools(_passage: string | null): Markup {
  return markup``;
}
