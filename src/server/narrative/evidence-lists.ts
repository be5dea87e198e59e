/** The parts of the page of a narrative that change by themselves: matched passages, posts, near misses. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Wording } from '../../wording/wording.ts';
import type { Marks } from './aligner.ts';
import { field, named, pager, partyChoices, select } from '../forms.ts';
import { evidenceQuery, matchOrders, postOrders } from './evidence.ts';
import type { ShownMatch, ShownPost } from './cited-items.ts';
import type { EvidenceQuery, Found } from './evidence.ts';
import { matchList, postList } from './passages.ts';
import type { ItemView } from './passages.ts';
import { address, narrativeAddress } from '../page.ts';
import { given } from '../query.ts';

/** Sites and languages of the matched articles, for the filters. */
export interface Choices {
  readonly sites: readonly string[];
  readonly languages: readonly string[];
}

/** The filters of matched passages. */
export function evidenceForm(view: ItemView, query: EvidenceQuery, choices: Choices): Markup {
  const { wording, parties, narrative: id } = view;
  const { common, formats } = wording;
  const { evidence: words } = wording.narrative;
  const any = { value: '', name: words.any };
  const path = narrativeAddress(id);
  const type = (value: string): 'date' | 'text' => (value.length > 10 ? 'text' : 'date');
  return markup`<form class="filters" method="get" action="${path}" data-live="matches">
<div class="fields">
${select(words.ecosystem, 'ecosystem', [any, ...partyChoices(parties.ecosystems)], query.ecosystem)}
${select(words.site, 'site', [any, ...withChosen(choices.sites, query.site).map((value) => ({ value, name: value }))], query.site)}
${select(words.language, 'language', [any, ...withChosen(choices.languages, query.language).map((value) => ({ value, name: formats.languageName(value) }))], query.language)}
${field(words.from, 'from', query.from, type(query.from))}
${field(words.to, 'to', query.to, type(query.to))}
${select(words.sort, 'sort', named(matchOrders, words.sorts), query.sort)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}#matches">${common.clear}</a></p>
</div>
</form>`;
}

/** What can be chosen, and what was, even if nothing fits it. */
function withChosen(values: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || values.includes(chosen) ? values : [chosen, ...values];
}

/** Matched passages, a page of them; the script of the page asks for the marks that are missing. */
export function matchSection(
  view: ItemView,
  query: EvidenceQuery,
  found: Found<ShownMatch>,
  marks: Marks | undefined,
): Markup {
  const { wording, narrative: id } = view;
  const { evidence: words } = wording.narrative;
  const path = narrativeAddress(id);
  const parameters = given(evidenceQuery, { ...query, page: 1 });
  const alignment = address(`${path}/alignment`, { ...parameters, page: found.page > 1 ? found.page : '' });
  const isAsked = (marks === undefined || marks.missing === 'late') && found.rows.length > 0;
  return markup`<section id="matches" data-part aria-labelledby="matches-title"${isAsked && markup` data-alignment="${alignment}"`}>
<p class="found" id="matches-title">${words.found(found.found, found.of)}</p>
${found.of > 0 && found.found === 0 && markup`<p class="empty">${words.none}</p>`}
${found.rows.length > 0 && markup`<p class="meta" data-marks>${marksNote(wording, marks, alignment)}</p>`}
${matchList(view, 'm', found.rows, marks?.of)}
${pager(wording, path, parameters, found.page, found.pages)}
</section>`;
}

function marksNote(wording: Wording, marks: Marks | undefined, alignment: string): Content {
  const { evidence: words } = wording.narrative;
  if (marks === undefined) return markup`<a href="${alignment}">${words.mark}</a>`;
  if (marks.missing === 'none') return words.marked;
  if (marks.missing === 'unavailable') return words.unavailable;
  return markup`${words.marked} <a href="${alignment}">${words.late}</a>`;
}

/** Posts, a page of them. */
export function postSection(view: ItemView, query: EvidenceQuery, found: Found<ShownPost>): Markup {
  const { wording, narrative: id } = view;
  const { postList: words } = wording.narrative;
  const path = narrativeAddress(id);
  const parameters = given(evidenceQuery, { ...query, posts: 1 });
  const { order: _order, ...rest } = parameters;
  return markup`<section id="post-list" data-part aria-labelledby="post-title">
<h2 id="post-title">${words.heading}</h2>
<p class="found">${words.found(found.found, found.of)} ${spanNote(wording, id, query)}</p>
${
  found.found > 1 &&
  markup`<nav class="choices" aria-label="${words.orderBy}"><ul>${postOrders.map(
    (order) =>
      markup`<li><a data-live href="${address(path, { ...rest, order: order === 'time' ? '' : order })}"${order === query.order && markup` aria-current="true"`}>${words.orders[order]}</a></li>`,
  )}</ul></nav>`
}
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : postList(view, found.rows)}
${pager(wording, path, parameters, found.page, found.pages, 'posts')}
</section>`;
}

/** Says that only a span of time is shown, with the way back. */
function spanNote({ narrative: words }: Wording, id: string, { from, to }: EvidenceQuery): Content {
  if (from === '' && to === '') return '';
  return markup`${words.span(from === '' ? '…' : from, to === '' ? '…' : to)} <a href="${narrativeAddress(id)}#post-list">${words.allTimes}</a>`;
}

/** Near misses, closed until somebody asks for them. */
export function nearSection(view: ItemView, query: EvidenceQuery, found: Found<ShownMatch>): Content {
  if (found.of === 0) return '';
  const { wording, narrative: id } = view;
  const { near: words } = wording.narrative;
  const path = narrativeAddress(id);
  const parameters = given(evidenceQuery, { ...query, near: '1', nearPage: 1 });
  const isShown = query.near === '1';
  return markup`<section id="near" data-part aria-labelledby="near-title">
<h2 id="near-title">${words.heading(found.of)}</h2>
<p class="meta">${words.about}</p>
${isShown ? matchList(view, 'n', found.rows) : markup`<p><a data-live href="${address(path, parameters)}">${words.show}</a></p>`}
${isShown && pager(wording, path, parameters, found.page, found.pages, 'nearPage')}
</section>`;
}
