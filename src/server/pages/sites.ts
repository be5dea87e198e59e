/** The list of sites: filters, order, a page at a time. */
import { hoursRange } from '../../report/first-chance.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import type { Wording } from '../../wording/wording.ts';
import { dashboardLinks } from '../dashboard-links.ts';
import { csvLinks } from '../exports/csv-query.ts';
import { field, named, pager, partyChoices, select } from '../forms.ts';
import { listTable } from '../list-table.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { given } from '../query.ts';
import { siteAddress } from '../sites/address.ts';
import { siteMark } from '../sites/mark.ts';
import { findSites, siteOrders, siteQuery } from '../sites/query.ts';
import type { SiteQuery, SiteRow } from '../sites/query.ts';

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
      found.rows.map(({ ecosystem }) => ecosystem),
      wording,
    );
    const { sites: words } = wording;
    const asked = given(siteQuery, query, 'page');
    return {
      title: words.title,
      main: markup`<h1>${words.title}</h1>
<p>${words.intro} <a href="/ecosystems">${wording.ecosystems.title}</a></p>
${filters(wording, parties, query)}
<section id="found" data-part aria-live="polite">
<p class="found">${words.found(found.found)}</p>
${found.found === 0 ? markup`<p class="empty">${words.none}</p>` : table(wording, parties, found.rows)}
${pager(wording, path, asked, found.page, found.pages)}
${found.found > 0 && csvLinks(wording, 'sites', '/exports/csv/site-list', asked)}
</section>
<p class="more">${words.note}</p>
<p class="more">${words.files} ${['coverage', 'events', 'network_nodes'].map((name, place) => markup`${place > 0 && wording.formats.comma}<a href="${dashboardLinks.table(name, 'csv')}">${name}.csv</a>`)}</p>`,
    };
  },
});

function filters({ common, sites: words }: Wording, parties: Parties, query: SiteQuery): Markup {
  const amount = (value: number): string => (value === 0 ? '' : String(value));
  return markup`<form class="filters" method="get" action="${path}" data-live="found" data-search>
<div class="fields">
${field(words.contains, 'q', query.q, 'search', markup` maxlength="200"`)}
${select(words.ecosystem, 'ecosystem', [{ value: '', name: words.any }, ...partyChoices(parties.ecosystems)], query.ecosystem)}
${field(words.leastArticles, 'articles', amount(query.articles), 'number', markup` min="0"`)}
${field(words.leastNarratives, 'narratives', amount(query.narratives), 'number', markup` min="0"`)}
${select(words.sort, 'sort', named(siteOrders, words.sorts), query.sort)}
<p class="buttons"><button>${common.apply}</button> <a href="${path}">${common.clear}</a></p>
</div>
</form>`;
}

function table(wording: Wording, parties: Parties, sites: readonly SiteRow[]): Markup {
  const { sites: words } = wording;
  return listTable(
    words.title,
    [
      { head: words.site },
      ...[
        words.articles,
        words.matched,
        words.rate,
        words.narratives,
        words.order,
        words.lead,
        words.firsts,
        words.undated,
      ].map((head) => ({ head, figures: true })),
    ],
    sites.map((site) => row(wording, parties, site)),
    'sites',
  );
}

function row(wording: Wording, parties: Parties, site: SiteRow): Content[] {
  const { sites: words, formats } = wording;
  const { count, duration, percent } = formats;
  const ecosystem = ecosystemOf(site);
  const evidence = (figure: number, parameters: Readonly<Record<string, string>> = {}): Content => {
    const href = siteAddress(site.site, ecosystem, parameters);
    return href === undefined ? count(figure) : markup`<a href="${href}#evidence">${count(figure)}</a>`;
  };
  const beside = (text: string): Markup => markup`<span class="basis beside">${text}</span>`;
  return [
    siteMark(wording, parties.of(site.ecosystem), site.site, ecosystem),
    evidence(site.articles, { list: 'articles' }),
    evidence(site.matched, { list: 'articles', matched: '1' }),
    percent(site.rate),
    evidence(site.narratives),
    `${count(site.before)} – ${count(site.after)} – ${count(site.undecidable)}`,
    site.leads === 0 ? '–' : markup`${duration(site.lead)}${beside(leadNote(wording, site))}`,
    [evidence(site.firsts, { first: '1' }), site.unopposed > 0 && beside(words.unopposed(site.unopposed))],
    count(site.undated + site.bounded),
  ];
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
