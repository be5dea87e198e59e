/** One site: how early, how often, from whom it takes, who takes from it, and how sure that is. */
import { markup } from '../../report/markup.ts';
import { partyMark } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import { contentsOf } from '../contents.ts';
import { edgesOf } from '../ecosystems/network-query.ts';
import { definePage } from '../page.ts';
import { partiesWith } from '../parties.ts';
import { evidenceSection } from '../sites/evidence.ts';
import type { Evidence } from '../sites/evidence.ts';
import { readSiteFacts } from '../sites/facts.ts';
import { findArticles, findTaken, oneSiteQuery } from '../sites/lists.ts';
import { siteName } from '../sites/mark.ts';
import { withSiteEvents } from '../sites/leads.ts';
import { sitesNamed } from '../sites/query.ts';
import { figuresOf } from '../overview-figures.ts';
import { edgesSection, factsSection, otherHomes, sharedSection, volumeSection } from '../sites/view.ts';

/** Everything about one site in one ecosystem. */
export const sitePage = definePage({
  name: 'ecosystems',
  path: '/sites/:site',
  query: oneSiteQuery,
  async show({ reader, wording, signal }, query, { site: name = '' }) {
    const homes = await sitesNamed(reader, name, signal);
    const site =
      query.ecosystem === undefined ? homes[0] : homes.find(({ ecosystem }) => ecosystem === query.ecosystem);
    if (site === undefined) return undefined;
    const [[facts, listed], edges, { data }] = await Promise.all([
      withSiteEvents(reader, site, signal, async (ask) =>
        Promise.all([
          readSiteFacts(reader, site, ask),
          query.list === 'articles'
            ? findArticles(reader, site, query, ask).then((found): Evidence => ({ list: 'articles', found }))
            : findTaken(reader, query, ask).then((found): Evidence => ({ list: 'narratives', found })),
        ]),
      ),
      edgesOf(reader, name, signal),
      figuresOf(reader, wording),
    ]);
    const parties = await partiesWith(
      reader,
      [
        ...homes.map(({ ecosystem }) => ecosystem),
        ...facts.shared.map(({ ecosystem }) => ecosystem),
        ...[...edges.into, ...edges.out].flatMap((edge) => [edge.source_ecosystem, edge.target_ecosystem]),
      ],
      wording,
    );
    const party = parties.of(site.ecosystem);
    const view = {
      wording,
      parties,
      site,
      party,
      homes,
      facts,
      share: data.share.find((row) => row.ecosystem === site.ecosystem && row.counting === 'copies'),
      leads: data.leads.find(({ source }) => source === site.ecosystem),
    };
    const { one: words } = wording.sites;
    return {
      title: clip(name, 120).text,
      main: markup`<p class="kicker">${words.kicker} · ${partyMark(party)}</p>
<h1>${siteName(name, wording)}</h1>
${otherHomes(view)}
${contentsOf(wording, [
  ['#volume', words.volume],
  ['#facts', words.how],
  ['#shared', words.shared.title],
  ['#network', words.edges.title],
  ['#evidence', words.lists.title],
  ['/sites', wording.sites.title],
])}
${volumeSection(view)}
${factsSection(view)}
${sharedSection(view)}
${edgesSection(view, edges)}
${evidenceSection(view, query, listed)}`,
    };
  },
});
