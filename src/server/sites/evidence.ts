/** The evidence of a site: the narratives it took part in, and its articles. */
import { hoursRange } from '../../report/first-chance.ts';
import { foreign, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { timeNote } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { check, hidden, named, pager, select } from '../forms.ts';
import { evidenceOf } from '../ecosystems/network-view.ts';
import { listTable } from '../list-table.ts';
import { labelOf } from '../narrative/label.ts';
import { itemAddress } from '../page.ts';
import type { Listed } from '../paging.ts';
import { given } from '../query.ts';
import { oneSiteQuery, takenOrders } from './lists.ts';
import type { OneSiteQuery, SiteArticle, TakenNarrative } from './lists.ts';
import { here, homeOf } from './view.ts';
import type { SiteView } from './view.ts';

/** The list that is shown: one of the two. */
export type Evidence =
  | { readonly list: 'narratives'; readonly found: Listed<TakenNarrative> }
  | { readonly list: 'articles'; readonly found: Listed<SiteArticle> };

/** The section with both lists, one of them open. */
export function evidenceSection(view: SiteView, query: OneSiteQuery, { list, found }: Evidence): Markup {
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
${pager(wording, pathOf(view), { ...homeOf(view), ...given(oneSiteQuery, query, 'page', 'ecosystem') }, found.page, found.pages)}
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
  return markup`<form class="filters" method="get" action="${pathOf(view)}#evidence" data-live="evidence">
${hidden({ ecosystem, list: query.list === 'articles' ? query.list : undefined })}
<div class="fields">
${
  query.list === 'articles'
    ? check(words.matched, 'matched', query.matched === '1')
    : markup`${select(
        words.order,
        'order',
        [{ value: '', name: words.any }, ...named(['before', 'after', 'undecidable'], words.orders)],
        query.order,
      )}
${select(words.sort, 'sort', named(takenOrders, words.sorts), query.sort)}
${check(words.first, 'first', query.first === '1')}`
}
<p class="buttons"><button>${wording.common.apply}</button></p>
</div>
</form>`;
}

function narratives({ wording, party, site }: SiteView, rows: readonly TakenNarrative[]): Markup {
  const { lists: words } = wording.sites.one;
  const { count } = wording.formats;
  return listTable(
    words.narrative,
    [
      { head: words.narrative },
      { head: words.posts, figures: true },
      { head: words.own, figures: true },
      { head: words.lead },
    ],
    rows.map((row) => [
      markup`<a href="${evidenceOf(row.narrative_id, party, site.site)}">${labelOf({ ...row, id: row.narrative_id }, 140)}</a>${row.is_first ? markup` <span class="tag">${words.isFirst}</span>` : row.is_first_here && markup` <span class="tag">${words.isFirstHere}</span>`}`,
      count(row.posts),
      count(row.articles),
      leadOf(wording, row),
    ]),
  );
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
  return listTable(
    words.article,
    [{ head: words.article }, { head: words.time }, { head: words.language }, { head: words.held, figures: true }],
    rows.map((row) => [
      markup`<a href="${itemAddress(row.item_id)}">${row.title === null || row.title.trim() === '' ? words.noTitle : foreign(row.title, row.language, 140)}</a>${row.has_copies && markup` <span class="tag">${words.copy}</span>`}`,
      timeNote(row, wording),
      languageName(row.language ?? 'und'),
      count(row.narratives),
    ]),
  );
}
