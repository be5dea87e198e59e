/** Items by what is known of them: the rows behind the figures of data quality. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark, timeNote } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { check, field, named, pager, partyChoices, select } from '../forms.ts';
import { listTable } from '../list-table.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { given } from '../query.ts';
import { itemsQuery, listItems, timeClasses } from '../quality/items.ts';
import type { ItemsQuery, ListedItem } from '../quality/items.ts';
import { itemsPath, qualityPath } from '../quality/links.ts';
import { outsideReasons } from '../quality/scope.ts';
import { itemLink, plainName } from '../quality/tables.ts';

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
${pager(wording, itemsPath, given(itemsQuery, query, 'page'), found.page, found.pages)}
</section>`,
    };
  },
});

function filters({ common, quality, sites, formats }: Wording, parties: Parties, query: ItemsQuery): Markup {
  const words = quality.items;
  const any = { value: '', name: words.any };
  const all = partyChoices([...parties.ecosystems, parties.platform]);
  const isListed = query.ecosystem === '' || all.some(({ value }) => value === query.ecosystem);
  return markup`<form class="filters" method="get" action="${itemsPath}" data-live="found" data-search>
<div class="fields">
${select(quality.languages.kind, 'kind', [any, ...named(['post', 'article'], quality.languages.kinds)], query.kind)}
${select(words.time, 'time', [any, ...named(timeClasses, quality.times.classes)], query.time)}
${select(words.scope, 'scope', [any, ...named(['in', 'out'], words.scopes)], query.scope)}
${select(
  quality.times.ecosystem,
  'ecosystem',
  [any, ...all, ...(isListed ? [] : [{ value: query.ecosystem, name: query.ecosystem.slice(0, 60) }])],
  query.ecosystem,
)}
${field(words.site, 'site', query.site, 'search', markup` maxlength="500"`)}
${query.group !== '' && check(words.onlyGroup, 'group', true, query.group)}
<p class="buttons"><button>${common.apply}</button> <a href="${itemsPath}">${common.clear}</a></p>
</div>
<details${[query.reason, query.language, query.basis, query.without, query.matched].some((value) => value !== '') && markup` open`}><summary>${common.moreFilters}</summary>
<div class="fields">
${select(quality.scope.reason, 'reason', [any, ...named(outsideReasons, quality.scope.reasons)], query.reason)}
${field(quality.languages.language, 'language', query.language, 'search', markup` maxlength="100" placeholder="zh"`)}
${select(
  words.basis,
  'basis',
  [any, ...named(['field', 'detected'], quality.languages.bases), { value: 'other', name: quality.languages.other }],
  query.basis,
)}
${select(
  words.without,
  'without',
  [
    any,
    ...named(['ecosystem', 'site'], words.withouts),
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
  return listTable(
    caption,
    [words.item, quality.times.ecosystem, words.site, quality.languages.language, words.published, words.scope].map(
      (head) => ({ head }),
    ),
    rows.map((row) => [
      itemLink(row, wording),
      source(row),
      plainName(row.site),
      languageOf(wording, row),
      timeNote(row, wording),
      row.in_scope
        ? words.scopes.in
        : markup`${words.scopes.out}${row.reason !== null && formats.bracketed(quality.scope.reasons[row.reason])}`,
    ]),
  );
}

function languageOf({ quality, formats }: Wording, { language, language_basis: basis }: ListedItem): Markup {
  const name = markup`<bdi>${formats.languageName(language ?? 'und').slice(0, 60)}</bdi>`;
  return basis === 'field' || basis === 'detected'
    ? markup`${name}<span class="basis">${formats.bracketed(quality.languages.bases[basis])}</span>`
    : name;
}
