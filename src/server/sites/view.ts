/** One site: what there is of it, how early it was, with whom it shares texts, who follows whom. */
import { studyWeeks, sumOfWeeks } from '../../kernels/coverage.ts';
import { hoursRange } from '../../report/first-chance.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { LeadRow, ShareRow } from '../../report/model.ts';
import type { Parties, Party } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { leadPlot } from './lead-plot.ts';
import type { Edge } from '../ecosystems/network-query.ts';
import { edgeList } from '../ecosystems/network-view.ts';
import { address } from '../page.ts';
import { siteAddress } from './address.ts';
import type { SiteFacts } from './facts.ts';
import { siteMark } from './mark.ts';
import type { SiteRow } from './query.ts';
import { weeklyPlot } from '../ecosystems/weekly-plot.ts';

/** What the parts of the page are made of. */
export interface SiteView {
  readonly wording: Wording;
  readonly parties: Parties;
  readonly site: SiteRow;
  readonly party: Party;
  /** The site in every ecosystem it is in, itself included. */
  readonly homes: readonly SiteRow[];
  readonly facts: SiteFacts;
  /** What all sites of its ecosystem have. */
  readonly share: ShareRow | undefined;
  readonly leads: LeadRow | undefined;
}

/** Languages that are named. */
const namedLanguages = 6;

/** The parameters that name the site that is shown among those of its name. */
export function homeOf({ site, homes }: Pick<SiteView, 'site' | 'homes'>): { readonly ecosystem?: string } {
  // One without an ecosystem is shown only where it is the largest, which needs no name.
  return homes.length > 1 && site.ecosystem !== '' ? { ecosystem: site.ecosystem } : {};
}

/** An address of the page that is shown, with other parameters. */
export function here(
  view: Pick<SiteView, 'site' | 'homes'>,
  parameters: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return siteAddress(view.site.site, undefined, { ...homeOf(view), ...parameters }) ?? '';
}

/** Where the same name stands in other ecosystems. */
export function otherHomes({ wording, parties, site, homes }: SiteView): Content {
  const others = homes.filter((home) => home !== site);
  if (others.length === 0) return '';
  const { one: words } = wording.sites;
  return markup`<p>${words.alsoIn} ${others.map((home) => {
    const href = siteAddress(home.site, home.ecosystem);
    const text = markup`${partyMark(parties.of(home.ecosystem))} ${words.articlesIn(home.articles)}`;
    return markup`${href === undefined ? text : markup`<a class="chip" href="${href}">${text}</a>`} `;
  })}</p>`;
}

/** Articles per week. */
export function volumeSection({ wording, party, facts }: SiteView): Markup {
  const { one: words } = wording.sites;
  const weeks = studyWeeks(sumOfWeeks([facts.weekly, facts.matched]), null, null);
  return markup`<section id="volume" aria-labelledby="volume-title">
<h2 id="volume-title">${words.volume}</h2>
${
  weeks === undefined
    ? markup`<p class="empty">${words.noWeek}</p>`
    : weeklyPlot(wording, {
        id: 'plot-volume',
        rows: [{ party, label: party.label, items: facts.weekly, matched: facts.matched }],
        weeks,
        caption: words.volumeCaption,
      })
}
</section>`;
}

/** Every figure with what stands beside it, and the leads. */
export function factsSection(view: SiteView): Markup {
  const { wording, party, facts } = view;
  const { one: words } = wording.sites;
  const rows = [...volumeFacts(view), ...matchFacts(view), ...leadFacts(view), ...networkFacts(view)];
  return markup`<section id="facts" aria-labelledby="facts-title">
<h2 id="facts-title">${words.how}</h2>
<dl class="facts">
${rows.map(([head, figure]) => markup`<div><dt>${head}</dt><dd>${figure}</dd></div>\n`)}
</dl>
${facts.leadClasses.length > 0 && leadPlot(wording, party, facts.leadClasses)}
<p class="more">${words.caveat}</p>
</section>`;
}

type Fact = readonly [head: string, figure: Content];

function volumeFacts(view: SiteView): Fact[] {
  const { wording, site, facts } = view;
  const { count, languageName, percent, listed } = wording.formats;
  const { facts: words } = wording.sites.one;
  const part = (items: number): string => percent(site.articles === 0 ? null : items / site.articles);
  const times = [
    site.to_hour > 0 && words.toHour(part(site.to_hour)),
    site.to_day > 0 && words.toDay(part(site.to_day)),
    site.coarser > 0 && words.coarser(part(site.coarser)),
    site.bounded > 0 && words.bounded(part(site.bounded)),
    site.undated > 0 && words.undated(part(site.undated)),
  ].filter((text) => text !== false);
  const languages = facts.languages
    .slice(0, namedLanguages)
    .map(({ language, items }) => `${languageName(language)} ${part(items)}`);
  return [
    [words.articles, markup`<a href="${here(view, { list: 'articles' })}#evidence">${count(site.articles)}</a>`],
    [words.languages, languages.length === 0 ? '–' : listed(languages)],
    [words.times, times.length === 0 ? '–' : listed(times)],
    [
      words.copies,
      site.syndicated === 0
        ? count(0)
        : markup`<a href="#shared">${count(site.syndicated)}</a> · <span class="basis">${part(site.syndicated)}</span>`,
    ],
  ];
}

function matchFacts(view: SiteView): Fact[] {
  const { wording, site, party, share } = view;
  const { count, percent } = wording.formats;
  const { facts: words } = wording.sites.one;
  return [
    [
      words.matched,
      markup`<a href="${here(view, { list: 'articles', matched: '1' })}#evidence">${count(site.matched)}</a> · <span class="basis">${percent(site.rate)}${wording.formats.semicolon}${words.texts(site.texts)}${share !== undefined && share.rate !== null && markup`${wording.formats.semicolon}${words.ofEcosystem(party.label, percent(share.rate))}`}</span>`,
    ],
    [words.narratives, markup`<a href="${here(view)}#evidence">${count(site.narratives)}</a>`],
  ];
}

function leadFacts(view: SiteView): Fact[] {
  const { wording, parties, site, party, facts, leads } = view;
  const { count, duration, semicolon } = wording.formats;
  const { facts: words } = wording.sites.one;
  const orders = (['before', 'after', 'undecidable'] as const)
    .filter((order) => site[order] > 0)
    .map((order) => markup`<a href="${here(view, { order })}#evidence">${words[order](site[order])}</a>`);
  const unknown = site.narratives - site.leads;
  const interval = facts.leadInterval;
  return [
    [
      words.order(parties.platform.label),
      markup`${orders.map((order, place) => markup`${place > 0 && wording.formats.comma}${order}`)}${orders.length === 0 && '–'}${unknown > 0 && markup` · <span class="basis">${words.unknown(unknown)}</span>`}`,
    ],
    [
      words.lead,
      site.leads === 0
        ? '–'
        : markup`${duration(site.lead)} · <span class="basis">${[
            words.open(hoursRange(site.lead_from, site.lead_to, wording)),
            interval === undefined
              ? words.noInterval
              : words.interval(hoursRange(interval.low, interval.high, wording)),
            ...(leads === undefined ? [] : [words.ofEcosystem(party.label, duration(leads.median_lead_hours))]),
          ].join(semicolon)}</span>`,
    ],
    [
      words.firsts,
      site.firsts === 0
        ? count(0)
        : markup`<a href="${here(view, { first: '1' })}#evidence">${count(site.firsts)}</a>${site.unopposed > 0 && markup` · <span class="basis">${words.unopposed(site.unopposed)}</span>`}`,
    ],
  ];
}

function networkFacts({ wording, site, homes }: SiteView): Fact[] {
  const { facts: words } = wording.sites.one;
  if (site.in_network === null)
    return [[words.network, homes.some((home) => home.in_network !== null) ? words.nodeElsewhere : words.noNode]];
  return [
    [
      words.network,
      markup`<a href="#network">${words.node(site.in_network, site.node_first ?? 0, site.told ?? 0, site.alone ?? 0)}</a>`,
    ],
  ];
}

/** Sites that carry the same texts. */
export function sharedSection({ wording, parties, facts }: SiteView): Markup {
  const { shared: words } = wording.sites.one;
  const { count } = wording.formats;
  const left = facts.sharing - facts.shared.length;
  return markup`<section id="shared" aria-labelledby="shared-title">
<h2 id="shared-title">${words.title}</h2>
${
  facts.shared.length === 0
    ? markup`<p class="empty">${words.none}</p>`
    : markup`${dataTable(
        words.caption,
        [
          { head: wording.sites.site },
          { head: words.texts, figures: true },
          { head: words.before, figures: true },
          { head: words.after, figures: true },
          { head: words.undecided, figures: true },
        ],
        facts.shared.map((row) => [
          siteMark(wording, parties.of(row.ecosystem), row.site, row.ecosystem),
          count(row.texts),
          count(row.before),
          count(row.after),
          count(row.undecided),
        ]),
      )}
<p class="more">${left > 0 && `${words.left(left)} `}${words.note}</p>`
}
</section>`;
}

/** The edges into the site and out of it. */
export function edgesSection(
  { wording, parties, site, homes }: SiteView,
  { into, out }: { readonly into: readonly Edge[]; readonly out: readonly Edge[] },
): Markup {
  const { edges: words } = wording.sites.one;
  const list = (edges: readonly Edge[], title: string, none: string): Markup =>
    markup`<h3>${title}</h3>
${edges.length === 0 ? markup`<p class="empty">${none}</p>` : edgeList(wording, parties, edges, title)}`;
  return markup`<section id="network" aria-labelledby="network-title">
<h2 id="network-title">${words.title}</h2>
${homes.length > 1 && markup`<p>${words.whole}</p>`}
${list(into, words.into, words.noneInto)}
${list(out, words.out, words.noneOut)}
${into.length + out.length > 0 && markup`<p class="more"><a href="${address('/ecosystems', { edges: 'all', site: site.site })}#edges">${words.all}</a> · ${wording.report.network.note}</p>`}
</section>`;
}
