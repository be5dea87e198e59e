/** What a reader can do with a passage: take it into a digest. */
import { markup } from '../report/markup.ts';
import type { Markup } from '../report/markup.ts';
import type { Visit } from './page.ts';

/** A passage that may be quoted. */
export interface Quotable {
  readonly passage_id: string;
  /** The narrative it is quoted for; null: none. */
  readonly narrative_id: string | null;
}

/** A button that quotes a passage in a digest and comes back to the same page. */
export function quoteTools({ wording, url }: Pick<Visit, 'wording' | 'url'>, quotable: Quotable): Markup {
  return markup`<form class="quote-tools" method="post" action="/digests/quote">
<input type="hidden" name="passage_id" value="${quotable.passage_id}"><input type="hidden" name="narrative_id" value="${quotable.narrative_id}"><input type="hidden" name="back" value="${url.pathname + url.search}">
<button>${wording.narrative.quote}</button>
</form>`;
}
