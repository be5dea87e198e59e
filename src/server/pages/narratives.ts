/** The list of narratives: search, filters, order, a page at a time. */
import { foreign, markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { baselines } from '../../report/names.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { field, pager, select } from '../forms.ts';
import { findNarratives, narrativeQuery, orders } from '../narrative-query.ts';
import type { ListedNarrative, NarrativePage, NarrativeQuery } from '../narrative-query.ts';
import { address, definePage, evidenceAddress, narrativeAddress } from '../page.ts';
import { partiesOf } from '../parties.ts';

const path = '/narratives';

/** Narratives, fifty a page. */
export const narrativesPage = definePage({
  name: 'narratives',
  path,
  query: narrativeQuery,
  async show({ reader, wording, signal }, query) {
    const [parties, found] = await Promise.all([partiesOf(reader, wording), findNarratives(reader, query, signal)]);
    const { narratives: words } = wording;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, parties, found)}
${pager(wording, path, given(query), found.page, found.pages)}
${found.found > 0 && markup`<p><a href="${address('/exports/csv/narrative-list', given(query))}" download>${wording.exports.list}</a></p>`}
</section>`,
    };
  },
});

/** The parameters that differ from the default, for links. */
function given(query: NarrativeQuery): Record<string, string | number> {
  const defaults = narrativeQuery.parse({}) as Record<string, string | number>;
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== defaults[name] && name !== 'page'),
  );
}

function filters({ common, narratives: words }: Wording, parties: Parties, query: NarrativeQuery): Markup {
  const any = { value: '', name: words.any };
  const ecosystems = [any, ...parties.ecosystems.map(({ key, label }) => ({ value: key, name: label }))];
  const { q: _text, sort: _sort, ...rarer } = given(query);
  return markup`<form class="filters" method="get" action="${path}" data-live="found" data-search>
<div class="fields">
${field(words.contains, 'q', query.q, 'search', markup` maxlength="200"`)}
${select(
  words.sort,
  'sort',
  orders.map((value) => ({ value, name: words.sorts[value] })),
  query.sort,
)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}">${common.clear}</a></p>
</div>
<details${Object.keys(rarer).length > 0 && markup` open`}><summary>${words.more}</summary>
<div class="fields">
${select(words.matchedIn, 'ecosystem', ecosystems, query.ecosystem)}
${select(words.winner, 'winner', ecosystems, query.winner)}
${select(
  words.baseline,
  'baseline',
  baselines.map((value) => ({ value, name: words.baselines[value] })),
  query.baseline,
)}
<label class="check"><input type="checkbox" name="separable" value="1"${query.separable === '1' && markup` checked`}><span>${words.onlySeparable}</span></label>
${select(words.first, 'first', ecosystems, query.first)}
${select(words.earlier, 'earlier', ecosystems, query.earlier)}
${select(
  words.order,
  'order',
  [any, ...(['before', 'after', 'undecidable'] as const).map((value) => ({ value, name: words.orders[value] }))],
  query.order,
)}
${field(words.from, 'from', query.from, 'date')}
${field(words.to, 'to', query.to, 'date')}
${field(words.least, 'posts', query.posts === 0 ? '' : String(query.posts), 'number', markup` min="0"`)}
<label class="check"><input type="checkbox" name="small" value="1"${query.small === '1' && markup` checked`}><span>${words.small}</span></label>
</div>
</details>
</form>`;
}

function table(wording: Wording, parties: Parties, { narratives }: NarrativePage): Markup {
  const { narratives: words } = wording;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${words.title}">
<table class="list">
<thead><tr>
<th scope="col">${words.narrative}</th><th scope="col" class="figures">${words.postsHead}</th>
<th scope="col">${words.articlesHead}</th><th scope="col">${words.winner}</th><th scope="col">${words.first}</th><th scope="col">${words.time}</th>
</tr></thead>
<tbody>
${narratives.map(
  (narrative) => markup`<tr>
<th scope="row"><a href="${narrativeAddress(narrative.narrative_id)}">${narrative.label.trim() === '' ? narrative.narrative_id : foreign(narrative.label, narrative.language, 160)}</a>${!narrative.is_measured && markup` <span class="tag">${words.notMeasured}</span>`}</th>
<td class="figures" data-head="${words.postsHead}"><a href="${evidenceAddress(narrative.narrative_id)}">${wording.formats.count(narrative.posts)}</a></td>
<td data-head="${words.articlesHead}">${counts(wording, parties, narrative)}</td>
<td data-head="${words.winner}">${narrative.winners.map((key) => markup`${partyMark(parties.of(key))} `)}${narrative.separable && markup`<span class="tag">${words.separable}</span>`}</td>
<td data-head="${words.first}">${firstOf(wording, parties, narrative)}</td>
<td data-head="${words.time}">${span(wording, narrative)}</td>
</tr>
`,
)}
</tbody>
</table>
</div>`;
}

function counts({ formats }: Wording, parties: Parties, { narrative_id, counts: by }: ListedNarrative): Content {
  return parties.ecosystems
    .filter(({ key }) => (by.get(key) ?? 0) > 0)
    .map(
      (party) =>
        markup`<a class="chip" href="${evidenceAddress(narrative_id, party.key)}">${partyMark(party)} ${formats.count(by.get(party.key)!)}</a> `,
    );
}

function firstOf({ narratives: words }: Wording, parties: Parties, narrative: ListedNarrative): Content {
  const { first_ecosystem: first, against_platform: against } = narrative;
  const order = against === 'before' || against === 'after' || against === 'undecidable' ? words.orders[against] : '';
  return markup`${first !== null && partyMark(parties.of(first))} ${order !== '' && markup`<span class="basis">${order}</span>`}`;
}

function span({ formats }: Wording, { first_post_at: from, last_post_at: to }: ListedNarrative): Content {
  if (from === null) return '–';
  const first = formats.day(from);
  const last = to === null ? first : formats.day(to);
  return first === last ? first : `${first} – ${last}`;
}
