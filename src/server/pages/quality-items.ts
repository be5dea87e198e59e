/** Items by what is known of them: the rows behind the figures of data quality. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark, timeNote } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { field, pager, select } from '../forms.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { itemsQuery, listItems, timeClasses } from '../quality-items.ts';
import type { ItemsQuery, ListedItem } from '../quality-items.ts';
import { itemsPath, qualityPath } from '../quality-links.ts';
import { itemLink, plainName } from '../quality-tables.ts';

/** Items, fifty a page. */
export const qualityItemsPage = definePage<ItemsQuery>({
  name: 'quality',
  path: itemsPath,
  query: itemsQuery,
  async show({ reader, wording, signal }, query) {
    const found = await listItems(reader, query, signal);
    const parties = await partiesWith(
      reader,
      found.rows.flatMap(({ ecosystem }) => (ecosystem === null ? [] : [ecosystem])),
      wording,
    );
    const words = wording.quality.items;
    const title = query.group === '' ? words.title : words.group;
    return {
      title,
      main: markup`<h1>${title}</h1>
<p><a href="${qualityPath}">${words.back}</a></p>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, parties, found.rows, title)}
${pager(wording, itemsPath, given(query), found.page, found.pages)}
</section>`,
    };
  },
});

/** The parameters that lead back to what is shown. */
function given({ page: _page, ...query }: ItemsQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

function filters({ common, quality, sites, formats }: Wording, parties: Parties, query: ItemsQuery): Markup {
  const words = quality.items;
  const any = { value: '', name: words.any };
  const all = [...parties.ecosystems, parties.platform].map(({ key, label }) => ({ value: key, name: label }));
  const isListed = query.ecosystem === '' || all.some(({ value }) => value === query.ecosystem);
  return markup`<form class="filters" method="get" action="${itemsPath}" data-live="found" data-search>
<div class="fields">
${select(
  quality.languages.kind,
  'kind',
  [any, ...(['post', 'article'] as const).map((value) => ({ value, name: quality.languages.kinds[value] }))],
  query.kind,
)}
${select(
  words.time,
  'time',
  [any, ...timeClasses.map((value) => ({ value, name: quality.times.classes[value] }))],
  query.time,
)}
${select(
  words.scope,
  'scope',
  [any, ...(['in', 'out'] as const).map((value) => ({ value, name: words.scopes[value] }))],
  query.scope,
)}
${select(
  quality.times.ecosystem,
  'ecosystem',
  [any, ...all, ...(isListed ? [] : [{ value: query.ecosystem, name: query.ecosystem.slice(0, 60) }])],
  query.ecosystem,
)}
${field(words.site, 'site', query.site, 'search', markup` maxlength="500"`)}
${query.group !== '' && markup`<label class="check"><input type="checkbox" name="group" value="${query.group}" checked><span>${words.onlyGroup}</span></label>`}
<p class="buttons"><button>${common.apply}</button> <a href="${itemsPath}">${common.clear}</a></p>
</div>
<details${[query.reason, query.language, query.basis, query.without, query.matched].some((value) => value !== '') && markup` open`}><summary>${words.more}</summary>
<div class="fields">
${select(
  quality.scope.reason,
  'reason',
  [
    any,
    ...(['ecosystem', 'window', 'site', 'text', 'unknown'] as const).map((value) => ({
      value,
      name: quality.scope.reasons[value],
    })),
  ],
  query.reason,
)}
${field(quality.languages.language, 'language', query.language, 'search', markup` maxlength="100" placeholder="zh"`)}
${select(
  words.basis,
  'basis',
  [
    any,
    ...(['field', 'detected'] as const).map((value) => ({ value, name: quality.languages.bases[value] })),
    { value: 'other', name: quality.languages.other },
  ],
  query.basis,
)}
${select(
  words.without,
  'without',
  [
    any,
    ...(['ecosystem', 'site'] as const).map((value) => ({ value, name: words.withouts[value] })),
    { value: 'both', name: formats.listed(Object.values(words.withouts)) },
  ],
  query.without,
)}
<label class="check"><input type="checkbox" name="matched" value="1"${query.matched === '1' && markup` checked`}><span>${sites.one.lists.matched}</span></label>
</div>
</details>
</form>`;
}

function table(wording: Wording, parties: Parties, rows: readonly ListedItem[], caption: string): Markup {
  const { quality, formats } = wording;
  const words = quality.items;
  const source = ({ kind, ecosystem }: ListedItem): Content =>
    kind === 'post' ? partyMark(parties.platform) : ecosystem === null ? '–' : partyMark(parties.of(ecosystem));
  const heads = [
    words.item,
    quality.times.ecosystem,
    words.site,
    quality.languages.language,
    words.published,
    words.scope,
  ];
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table class="list">
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => {
  const cells = [
    source(row),
    plainName(row.site),
    languageOf(wording, row),
    timeNote(row, wording),
    row.in_scope
      ? words.scopes.in
      : markup`${words.scopes.out}${row.reason !== null && formats.bracketed(quality.scope.reasons[row.reason])}`,
  ];
  return markup`<tr><th scope="row">${itemLink(row, wording)}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
})}
</tbody>
</table>
</div>`;
}

function languageOf({ quality, formats }: Wording, { language, language_basis: basis }: ListedItem): Markup {
  const name = markup`<bdi>${formats.languageName(language ?? 'und').slice(0, 60)}</bdi>`;
  return basis === 'field' || basis === 'detected'
    ? markup`${name}<span class="basis">${formats.bracketed(quality.languages.bases[basis])}</span>`
    : name;
}
