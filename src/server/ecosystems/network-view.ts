/** The edges between sites as a list that can be narrowed down, and as the two lists of one site. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties, Party } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { field, named, pager, partyChoices, select } from '../forms.ts';
import { edgeChoices, edgeOrders, edgeQuery, isClear } from './network-query.ts';
import type { Edge, EdgeQuery } from './network-query.ts';
import { listTable } from '../list-table.ts';
import { labelOf } from '../narrative/label.ts';
import { narrativeAddress } from '../page.ts';
import type { Listed } from '../paging.ts';
import { given } from '../query.ts';
import { siteMark } from '../sites/mark.ts';

const path = '/ecosystems';

/** Longest name of a site that the page of a narrative takes for a filter. */
const filterCharacters = 300;

/** The part of the page with the edges: filters, list, pages. */
export function edgesPart(wording: Wording, parties: Parties, query: EdgeQuery, found: Listed<Edge>): Markup {
  const { common, ecosystems } = wording;
  const { edges: words } = ecosystems;
  const any = { value: '', name: words.any };
  const isPlain = query.edges === 'clear' && query.site === '' && query.from === '' && query.to === '';
  const none = isPlain ? wording.report.network.noneStands : words.none;
  const all = [any, ...partyChoices([...parties.ecosystems, parties.platform])];
  return markup`<form class="filters" method="get" action="${path}#edges" data-live="edges" data-search>
<div class="fields">
${select(words.show, 'edges', named(edgeChoices, words.choices), query.edges)}
${field(words.site, 'site', query.site, 'search', markup` maxlength="4000"`)}
${select(words.from, 'from', all, query.from)}
${select(words.to, 'to', all, query.to)}
${select(words.sort, 'sort', named(edgeOrders, words.sorts), query.sort)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}#edges">${common.clear}</a></p>
</div>
</form>
<section id="edges" data-part aria-live="polite" aria-label="${words.title}">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${none}</p>` : edgeList(wording, parties, found.rows, words.title)}
${pager(wording, path, given(edgeQuery, query, 'page'), found.page, found.pages)}
</section>`;
}

/** Edges, a row each, with the narratives behind them. */
export function edgeList(wording: Wording, parties: Parties, edges: readonly Edge[], caption: string): Markup {
  const { edges: words } = wording.ecosystems;
  return listTable(
    caption,
    [
      { head: words.edge },
      { head: words.copies },
      ...[words.delay, words.order, words.stability, words.chance].map((head) => ({ head, figures: true })),
    ],
    edges.map((edge) => edgeRow(wording, parties, edge)),
    'edges',
  );
}

function edgeRow(wording: Wording, parties: Parties, edge: Edge): Content[] {
  const { edges: words } = wording.ecosystems;
  const { count, duration, percent, probability } = wording.formats;
  return [
    markup`${siteMark(wording, parties.of(edge.source_ecosystem), edge.source)} <span class="arrow">→</span> ${siteMark(wording, parties.of(edge.target_ecosystem), edge.target)}${isClear(edge) && edge.p_value !== null && markup` <span class="tag">${words.clear}</span>`}${edge.is_thin && markup` <span class="tag">${words.thin}</span>`}`,
    passedOn(wording, parties, edge),
    duration(edge.median_delay_hours),
    `${count(edge.before)} – ${count(edge.after)} – ${count(edge.undecided)}`,
    percent(edge.support),
    edge.p_value === null ? words.unchecked : words.p(probability(edge.p_value)),
  ];
}

function passedOn(wording: Wording, parties: Parties, edge: Edge): Content {
  const { edges: words } = wording.ecosystems;
  const same = edge.syndicated > 0 && markup` <span class="basis">${words.sameText(edge.syndicated)}</span>`;
  if (edge.narratives.length === 0) return markup`${words.narratives(edge.copies)}${same}`;
  const target = parties.of(edge.target_ecosystem);
  const left = edge.copies - edge.narratives.length;
  return markup`<details><summary>${words.narratives(edge.copies)}${same}</summary>
<ul class="plain">${edge.narratives.map(
    (narrative) =>
      markup`<li><a href="${evidenceOf(narrative.id, target, edge.target)}">${labelOf(narrative, 90)}</a></li>`,
  )}${left > 0 && markup`<li class="basis">${words.more(left)}</li>`}</ul></details>`;
}

/** A narrative narrowed down to the articles of a site. */
export function evidenceOf(id: string, party: Party, site: string): string {
  if (party.id === 'ep') return narrativeAddress(id);
  return narrativeAddress(id, {
    ecosystem: party.key,
    site: site.length > filterCharacters ? undefined : site,
  });
}
