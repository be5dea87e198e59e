/** The list of narratives: search, filters, order, a page at a time. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { baselines } from '../../report/names.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { csvLinks } from '../exports/csv-query.ts';
import { check, field, named, pager, partyChoices, select } from '../forms.ts';
import { listTable } from '../list-table.ts';
import { labelOf } from '../narrative/label.ts';
import { findNarratives, narrativeQuery, orders } from '../narrative/list-query.ts';
import type { ListedNarrative, NarrativeQuery } from '../narrative/list-query.ts';
import { definePage, evidenceAddress, narrativeAddress } from '../page.ts';
import { partiesOf } from '../parties.ts';
import { given } from '../query.ts';

const path = '/narratives';

/** Narratives, fifty a page. */
export const narrativesPage = definePage({
  name: 'narratives',
  path,
  query: narrativeQuery,
  async show({ reader, wording, signal }, query) {
    const [parties, found] = await Promise.all([partiesOf(reader, wording), findNarratives(reader, query, signal)]);
    const { narratives: words } = wording;
    const asked = given(narrativeQuery, query, 'page');
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, parties, found.rows)}
${pager(wording, path, asked, found.page, found.pages)}
${found.found > 0 && csvLinks(wording, 'narratives', '/exports/csv/narrative-list', asked)}
</section>`,
    };
  },
});

function filters({ common, narratives: words }: Wording, parties: Parties, query: NarrativeQuery): Markup {
  const any = { value: '', name: words.any };
  const ecosystems = [any, ...partyChoices(parties.ecosystems)];
  const { q: _text, sort: _sort, ...rarer } = given(narrativeQuery, query, 'page');
  return markup`<form class="filters" method="get" action="${path}" data-live="found" data-search>
<div class="fields">
${field(words.contains, 'q', query.q, 'search', markup` maxlength="200"`)}
${select(words.sort, 'sort', named(orders, words.sorts), query.sort)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}">${common.clear}</a></p>
</div>
<details${Object.keys(rarer).length > 0 && markup` open`}><summary>${common.moreFilters}</summary>
<div class="fields">
${select(words.matchedIn, 'ecosystem', ecosystems, query.ecosystem)}
${select(words.winner, 'winner', ecosystems, query.winner)}
${select(words.baseline, 'baseline', named(baselines, words.baselines), query.baseline)}
<label class="check"><input type="checkbox" name="separable" value="1"${query.separable === '1' && markup` checked`}><span>${words.onlySeparable}</span></label>
${select(words.first, 'first', ecosystems, query.first)}
${select(words.earlier, 'earlier', ecosystems, query.earlier)}
${select(words.order, 'order', [any, ...named(['before', 'after', 'undecidable'], words.orders)], query.order)}
${field(words.from, 'from', query.from, 'date')}
${field(words.to, 'to', query.to, 'date')}
${field(words.least, 'posts', query.posts === 0 ? '' : String(query.posts), 'number', markup` min="0"`)}
${check(words.small, 'small', query.small === '1')}
</div>
</details>
</form>`;
}

function table(wording: Wording, parties: Parties, narratives: readonly ListedNarrative[]): Markup {
  const { narratives: words } = wording;
  return listTable(
    words.title,
    [
      { head: words.narrative },
      { head: words.postsHead, figures: true },
      { head: words.articlesHead },
      { head: words.winner },
      { head: words.first },
      { head: words.time },
    ],
    narratives.map((narrative) => [
      markup`<a href="${narrativeAddress(narrative.narrative_id)}">${labelOf({ ...narrative, id: narrative.narrative_id }, 160)}</a>${!narrative.is_measured && markup` <span class="tag">${words.notMeasured}</span>`}`,
      markup`<a href="${evidenceAddress(narrative.narrative_id)}">${wording.formats.count(narrative.posts)}</a>`,
      counts(wording, parties, narrative),
      markup`${narrative.winners.map((key) => markup`${partyMark(parties.of(key))} `)}${narrative.separable && markup`<span class="tag">${words.separable}</span>`}`,
      firstOf(wording, parties, narrative),
      span(wording, narrative),
    ]),
  );
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
