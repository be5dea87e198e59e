/** The list of sites: filters, order, a page at a time. */
import { hoursRange } from '../../report/first-chance.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { dashboardLinks } from '../dashboard-links.ts';
import { field, pager, select } from '../forms.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { siteAddress } from '../sites/address.ts';
import { siteMark } from '../sites/mark.ts';
import { findSites, siteOrders, siteQuery } from '../sites/query.ts';
import type { SitePage, SiteQuery, SiteRow } from '../sites/query.ts';

const path = '/sites';

/** Sites, fifty a page. */
export const sitesPage = definePage({
  name: 'ecosystems',
  path,
  query: siteQuery,
  async show({ reader, wording, signal }, query) {
    const found = await findSites(reader, query, signal);
    const parties = await partiesWith(
      reader,
      found.sites.map(({ ecosystem }) => ecosystem),
      wording,
    );
    const { sites: words } = wording;
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p>${words.intro} <a href="/ecosystems">${wording.ecosystems.title}</a></p>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, parties, found)}
${pager(wording, path, given(query), found.page, found.pages)}
</section>
<p class="more">${words.note}</p>
<p class="more">${words.files} ${['coverage', 'events', 'network_nodes'].map((name, place) => markup`${place > 0 && wording.formats.comma}<a href="${dashboardLinks.table(name, 'csv')}">${name}.csv</a>`)}</p>`,
    };
  },
});

/** The parameters that differ from the default, for links. */
function given(query: SiteQuery): Record<string, string | number> {
  const defaults = siteQuery.parse({}) as Record<string, string | number>;
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== defaults[name] && name !== 'page'),
  );
}

function filters({ common, sites: words }: Wording, parties: Parties, query: SiteQuery): Markup {
  const amount = (value: number): string => (value === 0 ? '' : String(value));
  return markup`<form class="filters" method="get" action="${path}" data-live="found" data-search>
<div class="fields">
${field(words.contains, 'q', query.q, 'search', markup` maxlength="200"`)}
${select(words.ecosystem, 'ecosystem', [{ value: '', name: words.any }, ...parties.ecosystems.map(({ key, label }) => ({ value: key, name: label }))], query.ecosystem)}
${field(words.leastArticles, 'articles', amount(query.articles), 'number', markup` min="0"`)}
${field(words.leastNarratives, 'narratives', amount(query.narratives), 'number', markup` min="0"`)}
${select(
  words.sort,
  'sort',
  siteOrders.map((value) => ({ value, name: words.sorts[value] })),
  query.sort,
)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}">${common.clear}</a></p>
</div>
</form>`;
}

function table(wording: Wording, parties: Parties, { sites }: SitePage): Markup {
  const { sites: words } = wording;
  const heads = [
    words.articles,
    words.matched,
    words.rate,
    words.narratives,
    words.order,
    words.lead,
    words.firsts,
    words.undated,
  ];
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${words.title}">
<table class="list sites">
<thead><tr><th scope="col">${words.site}</th>${heads.map((head) => markup`<th scope="col" class="figures">${head}</th>`)}</tr></thead>
<tbody>
${sites.map((site) => row(wording, parties, site))}
</tbody>
</table>
</div>`;
}

function row(wording: Wording, parties: Parties, site: SiteRow): Markup {
  const { sites: words, formats } = wording;
  const { count, duration, percent } = formats;
  const ecosystem = ecosystemOf(site);
  const cell = (
    head: string,
    figure: Content,
    parameters?: Readonly<Record<string, string>>,
    hash = '',
    more: Content = '',
  ): Markup => {
    const href = parameters === undefined ? undefined : siteAddress(site.site, ecosystem, parameters);
    return markup`<td class="figures" data-head="${head}">${href === undefined ? figure : markup`<a href="${href}${hash}">${figure}</a>`}${more}</td>`;
  };
  const beside = (text: string): Markup => markup`<span class="basis beside">${text}</span>`;
  const lead = site.leads === 0 ? '–' : markup`${duration(site.lead)}${beside(leadNote(wording, site))}`;
  return markup`<tr>
<th scope="row">${siteMark(wording, parties.of(site.ecosystem), site.site, ecosystem)}</th>
${cell(words.articles, count(site.articles), { list: 'articles' }, '#evidence')}
${cell(words.matched, count(site.matched), { list: 'articles', matched: '1' }, '#evidence')}
${cell(words.rate, percent(site.rate))}
${cell(words.narratives, count(site.narratives), {}, '#evidence')}
${cell(words.order, `${count(site.before)} – ${count(site.after)} – ${count(site.undecidable)}`)}
${cell(words.lead, lead)}
${cell(words.firsts, count(site.firsts), { first: '1' }, '#evidence', site.unopposed > 0 ? beside(words.unopposed(site.unopposed)) : '')}
${cell(words.undated, count(site.undated + site.bounded))}
</tr>
`;
}

/** Behind a median lead: of how many narratives it is, and what the precision of the times leaves open. */
function leadNote(wording: Wording, { leads, lead_from: from, lead_to: to }: SiteRow): string {
  const { sites: words, formats } = wording;
  const isOpen = formats.duration(from) !== formats.duration(to);
  return [words.ofNarratives(leads), ...(isOpen ? [hoursRange(from, to, wording)] : [])].join(formats.semicolon);
}

/** The ecosystem, where the address of a site must name it. */
function ecosystemOf({ homes, ecosystem }: SiteRow): string | undefined {
  return homes > 1 ? ecosystem : undefined;
}
