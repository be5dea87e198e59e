/** What is on a long page. */
import { markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import type { Wording } from '../wording/wording.ts';

/** Links to the parts of a page, and to pages that go with it. */
export function contentsOf({ common }: Wording, entries: readonly (readonly [href: string, name: Content])[]): Markup {
  return markup`<nav class="choices" aria-label="${common.contents}"><ul>${entries.map(
    ([href, name]) => markup`<li><a href="${href}">${name}</a></li>
`,
  )}</ul></nav>`;
}
