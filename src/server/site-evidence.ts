/** The evidence of a site: the narratives it took part in, and its articles. */
import { hoursRange } from '../report/first-chance.ts';
import { foreign, markup } from '../report/markup.ts';
import type { Content, Markup } from '../report/markup.ts';
import { timeNote } from '../report/parts.ts';
import type { Wording } from '../wording/wording.ts';
import { pager, select } from './forms.ts';
import { evidenceOf } from './network-view.ts';
import { itemAddress } from './page.ts';
import { oneSiteQuery, takenOrders } from './site-lists.ts';
import type { ListPage, OneSiteQuery, SiteArticle, TakenNarrative } from './site-lists.ts';
import { here, homeOf } from './site-view.ts';
import type { SiteView } from './site-view.ts';

/** The list that is shown: one of the two. */
export type Listed =
  | { readonly list: 'narratives'; readonly found: ListPage<TakenNarrative> }
  | { readonly list: 'articles'; readonly found: ListPage<SiteArticle> };

/** The parameters that differ from the default, for links; the ecosystem is in the address already. */
function given(query: OneSiteQuery): Record<string, string | number> {
  const defaults = oneSiteQuery.parse({}) as Record<string, string | number | undefined>;
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string | number] =>
        entry[1] !== defaults[entry[0]] && entry[0] !== 'page' && entry[0] !== 'ecosystem',
    ),
  );
}

/** The section with both lists, one of them open. */
export function evidenceSection(view: SiteView, query: OneSiteQuery, { list, found }: Listed): Markup {
  const { wording, site } = view;
  const { lists: words } = wording.sites.one;
  const tab = (name: OneSiteQuery['list'], text: string): Markup =>
    markup`<li><a data-live href="${here(view, { list: name === 'narratives' ? '' : name })}#evidence"${name === list && markup` aria-current="true"`}>${text}</a></li>`;
  return markup`<section id="evidence" data-part aria-labelledby="evidence-title">
<h2 id="evidence-title">${words.title}</h2>
<nav class="choices" aria-label="${words.title}"><ul>
${tab('narratives', words.narratives(site.narratives))}
${tab('articles', words.articles(site.articles))}
</ul></nav>
${filters(view, query)}
${found.found > 0 && markup`<p class="found">${list === 'narratives' ? wording.narratives.found(found.found) : wording.quality.items.found(found.found)}</p>`}
${found.found === 0 ? markup`<p class="empty">${list === 'narratives' ? words.noneTaken : words.noneArticles}</p>` : list === 'narratives' ? narratives(view, found.rows) : articles(wording, found.rows)}
${pager(wording, pathOf(view), { ...homeOf(view), ...given(query) }, found.page, found.pages)}
</section>`;
}

/** The address of the page without its parameters. */
function pathOf(view: SiteView): string {
  return here(view).replace(/\?.*$/su, '');
}

function filters(view: SiteView, query: OneSiteQuery): Markup {
  const { wording } = view;
  const { ecosystem } = homeOf(view);
  const { lists: words } = wording.sites.one;
  const check = (name: 'first' | 'matched', text: string): Markup =>
    markup`<label class="check"><input type="checkbox" name="${name}" value="1"${query[name] === '1' && markup` checked`}><span>${text}</span></label>`;
  return markup`<form class="filters" method="get" action="${pathOf(view)}#evidence" data-live="evidence">
${ecosystem !== undefined && markup`<input type="hidden" name="ecosystem" value="${ecosystem}">`}
${query.list === 'articles' && markup`<input type="hidden" name="list" value="articles">`}
<div class="fields">
${
  query.list === 'articles'
    ? check('matched', words.matched)
    : markup`${select(
        words.order,
        'order',
        [
          { value: '', name: words.any },
          ...(['before', 'after', 'undecidable'] as const).map((value) => ({ value, name: words.orders[value] })),
        ],
        query.order,
      )}
${select(
  words.sort,
  'sort',
  takenOrders.map((value) => ({ value, name: words.sorts[value] })),
  query.sort,
)}
${check('first', words.first)}`
}
<p class="buttons"><button>${wording.common.apply}</button></p>
</div>
</form>`;
}

function narratives({ wording, party, site }: SiteView, rows: readonly TakenNarrative[]): Markup {
  const { lists: words } = wording.sites.one;
  const { count } = wording.formats;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${words.narrative}">
<table class="list">
<thead><tr><th scope="col">${words.narrative}</th><th scope="col" class="figures">${words.posts}</th><th scope="col" class="figures">${words.own}</th><th scope="col">${words.lead}</th></tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>
<th scope="row"><a href="${evidenceOf(row.narrative_id, party, site.site)}">${row.label.trim() === '' ? words.noLabel : foreign(row.label, row.language, 140)}</a>${row.is_first ? markup` <span class="tag">${words.isFirst}</span>` : row.is_first_here && markup` <span class="tag">${words.isFirstHere}</span>`}</th>
<td class="figures" data-head="${words.posts}">${count(row.posts)}</td>
<td class="figures" data-head="${words.own}">${count(row.articles)}</td>
<td data-head="${words.lead}">${leadOf(wording, row)}</td>
</tr>
`,
)}
</tbody>
</table>
</div>`;
}

/** The lead of one narrative: its bounds, and which order they leave. */
function leadOf(wording: Wording, { standing, lead_low: low, lead_high: high }: TakenNarrative): Content {
  if (standing === null) return '–';
  const { lists: words } = wording.sites.one;
  return markup`${hoursRange(low, high, wording)} <span class="basis">${words.orders[standing]}</span>`;
}

function articles(wording: Wording, rows: readonly SiteArticle[]): Markup {
  const { lists: words } = wording.sites.one;
  const { count, languageName } = wording.formats;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${words.article}">
<table class="list">
<thead><tr><th scope="col">${words.article}</th><th scope="col">${words.time}</th><th scope="col">${words.language}</th><th scope="col" class="figures">${words.held}</th></tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr>
<th scope="row"><a href="${itemAddress(row.item_id)}">${row.title === null || row.title.trim() === '' ? words.noTitle : foreign(row.title, row.language, 140)}</a>${row.has_copies && markup` <span class="tag">${words.copy}</span>`}</th>
<td data-head="${words.time}">${timeNote(row, wording)}</td>
<td data-head="${words.language}">${languageName(row.language ?? 'und')}</td>
<td class="figures" data-head="${words.held}">${count(row.narratives)}</td>
</tr>
`,
)}
</tbody>
</table>
</div>`;
}
