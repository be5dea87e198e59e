/** The edges between sites as a list that can be narrowed down, and as the two lists of one site. */
import { foreign, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties, Party } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { field, pager, select } from '../forms.ts';
import { edgeChoices, edgeOrders, edgeQuery, isClear } from './network-query.ts';
import type { Edge, EdgePage, EdgeQuery } from './network-query.ts';
import { narrativeAddress } from '../page.ts';
import { siteMark } from '../sites/mark.ts';

const path = '/ecosystems';

/** Longest name of a site that the page of a narrative takes for a filter. */
const filterCharacters = 300;

/** The part of the page with the edges: filters, list, pages. */
export function edgesPart(wording: Wording, parties: Parties, query: EdgeQuery, found: EdgePage): Markup {
  const { common, ecosystems } = wording;
  const { edges: words } = ecosystems;
  const any = { value: '', name: words.any };
  const isPlain = query.edges === 'clear' && query.site === '' && query.from === '' && query.to === '';
  const none = isPlain ? wording.report.network.noneStands : words.none;
  const all = [
    any,
    ...[...parties.ecosystems, parties.platform].map(({ key, label }) => ({ value: key, name: label })),
  ];
  return markup`<form class="filters" method="get" action="${path}#edges" data-live="edges" data-search>
<div class="fields">
${select(
  words.show,
  'edges',
  edgeChoices.map((value) => ({ value, name: words.choices[value] })),
  query.edges,
)}
${field(words.site, 'site', query.site, 'search', markup` maxlength="4000"`)}
${select(words.from, 'from', all, query.from)}
${select(words.to, 'to', all, query.to)}
${select(
  words.sort,
  'sort',
  edgeOrders.map((value) => ({ value, name: words.sorts[value] })),
  query.sort,
)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}#edges">${common.clear}</a></p>
</div>
</form>
<section id="edges" data-part aria-live="polite" aria-label="${words.title}">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${none}</p>` : edgeList(wording, parties, found.edges, words.title)}
${pager(wording, path, given(query), found.page, found.pages)}
</section>`;
}

/** The parameters that differ from the default, for links. */
function given(query: EdgeQuery): Record<string, string | number> {
  const defaults = edgeQuery.parse({}) as Record<string, string | number>;
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== defaults[name] && name !== 'page'),
  );
}

/** Edges, a row each, with the narratives behind them. */
export function edgeList(wording: Wording, parties: Parties, edges: readonly Edge[], caption: string): Markup {
  const { edges: words } = wording.ecosystems;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table class="list edges">
<thead><tr><th scope="col">${words.edge}</th><th scope="col">${words.copies}</th><th scope="col" class="figures">${words.delay}</th><th scope="col" class="figures">${words.order}</th><th scope="col" class="figures">${words.stability}</th><th scope="col" class="figures">${words.chance}</th></tr></thead>
<tbody>
${edges.map((edge) => edgeRow(wording, parties, edge))}
</tbody>
</table>
</div>`;
}

function edgeRow(wording: Wording, parties: Parties, edge: Edge): Markup {
  const { edges: words } = wording.ecosystems;
  const { count, duration, percent, probability } = wording.formats;
  return markup`<tr>
<th scope="row">${siteMark(wording, parties.of(edge.source_ecosystem), edge.source)} <span class="arrow">→</span> ${siteMark(wording, parties.of(edge.target_ecosystem), edge.target)}${isClear(edge) && edge.p_value !== null && markup` <span class="tag">${words.clear}</span>`}${edge.is_thin && markup` <span class="tag">${words.thin}</span>`}</th>
<td data-head="${words.copies}">${passedOn(wording, parties, edge)}</td>
<td class="figures" data-head="${words.delay}">${duration(edge.median_delay_hours)}</td>
<td class="figures" data-head="${words.order}">${count(edge.before)} – ${count(edge.after)} – ${count(edge.undecided)}</td>
<td class="figures" data-head="${words.stability}">${percent(edge.support)}</td>
<td class="figures" data-head="${words.chance}">${edge.p_value === null ? words.unchecked : words.p(probability(edge.p_value))}</td>
</tr>
`;
}

function passedOn(wording: Wording, parties: Parties, edge: Edge): Content {
  const { edges: words } = wording.ecosystems;
  const same = edge.syndicated > 0 && markup` <span class="basis">${words.sameText(edge.syndicated)}</span>`;
  if (edge.narratives.length === 0) return markup`${words.narratives(edge.copies)}${same}`;
  const target = parties.of(edge.target_ecosystem);
  const left = edge.copies - edge.narratives.length;
  return markup`<details><summary>${words.narratives(edge.copies)}${same}</summary>
<ul class="plain">${edge.narratives.map(
    ({ id, label, language }) =>
      markup`<li><a href="${evidenceOf(id, target, edge.target)}">${label.trim() === '' ? id : foreign(label, language, 90)}</a></li>`,
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
