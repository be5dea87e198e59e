/** What a reader can do with a passage: take it into a digest. */
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { hidden } from '../forms.ts';
import type { Visit } from '../page.ts';

/** Where a passage is posted to that is to be quoted. */
export const quotePath = '/digests/quote';

/** A passage that may be quoted. */
export interface Quotable {
  readonly passage_id: string;
  /** The narrative it is quoted for; null: the one it is nearest to. */
  readonly narrative_id: string | null;
}

/** A button that quotes a passage in the digest the visitor works on, and comes back to the same page. */
export function quoteTools(
  { wording, url }: Pick<Visit, 'wording' | 'url'>,
  { passage_id, narrative_id }: Quotable,
): Markup {
  const { quote } = wording.digests;
  return markup`<form class="quote-tools" method="post" action="${quotePath}" data-quote="${quote.done}">
${hidden({ passage_id, narrative_id: narrative_id ?? '', back: url.pathname + url.search })}
<button title="${quote.hint}">❝ ${quote.button}</button>
</form>`;
}
