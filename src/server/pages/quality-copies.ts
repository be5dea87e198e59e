/** Texts that several articles carry, a page at a time. */
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { check, named, pager, partyChoices, select } from '../forms.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { given } from '../query.ts';
import { copiesQuery, copyOrders, listCopies } from '../quality/copies.ts';
import type { CopiesQuery } from '../quality/copies.ts';
import { copiesPath, qualityPath } from '../quality/links.ts';
import { copiesTable } from '../quality/tables.ts';

/** Texts with copies, fifty a page. */
export const qualityCopiesPage = definePage<CopiesQuery>({
  name: 'quality',
  path: copiesPath,
  query: copiesQuery,
  async show({ reader, wording, signal }, query) {
    const found = await listCopies(reader, query, signal);
    const parties = await partiesWith(
      reader,
      found.rows.flatMap(({ ecosystems }) => ecosystems),
      wording,
    );
    const { quality } = wording;
    const words = quality.copies;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p><a href="${qualityPath}#copies">${quality.items.back}</a></p>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.noneFits}</p>` : copiesTable(wording, parties, found.rows, words.title)}
${pager(wording, copiesPath, given(copiesQuery, query, 'page'), found.page, found.pages)}
</section>`,
    };
  },
});

function filters({ common, quality }: Wording, parties: Parties, query: CopiesQuery): Markup {
  const words = quality.copies;
  return markup`<form class="filters" method="get" action="${copiesPath}" data-live="found">
<div class="fields">
${select(words.sort, 'sort', named(copyOrders, words.sorts), query.sort)}
${select(
  quality.times.ecosystem,
  'ecosystem',
  [{ value: '', name: quality.items.any }, ...partyChoices(parties.ecosystems)],
  query.ecosystem,
)}
${check(words.across, 'across', query.across === '1')}
<p class="buttons"><button>${common.apply}</button> <a href="${copiesPath}">${common.clear}</a></p>
</div>
</form>`;
}
