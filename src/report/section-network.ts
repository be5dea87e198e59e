/** The section on the network of sites: who passes narratives on to whom, and what that cannot say. */
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { NetworkEdge } from './model.ts';
import type { Party } from './names.ts';
import { count, counted, decimal, duration, partOf, percent, probability } from './numbers.ts';
import { standsOut } from './read-network.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import type { View } from './view.ts';

/** Narratives that are linked per edge. */
const linkedNarratives = 6;

/** Who passes narratives on to whom. */
export function networkSection(view: View): Markup {
  const { network } = view.data;
  return markup`<section id="network" aria-labelledby="network-title">
<h2 id="network-title">Network of sites</h2>
<p>Who passes narratives on to whom: sites whose narratives regularly turn up on another site soon afterwards (NETINF, Gomez-Rodriguez, Leskovec and Krause 2010). An edge says that one followed the other, not that it copied: both may draw on a source that is not in the data. Appearances on the same day, where only the day is known, are never taken as following each other.</p>
${network.edges === 0 ? markup`<p class="empty">There is no edge: too few sites share narratives whose order is known.</p>` : found(view)}
<p class="more">All edges, with the narratives behind each: ${csvLink(view, 'network')}. The table above: ${csvLink(view, 'network_ecosystems')}. All sites: ${csvLink(view, 'network_nodes')}.</p>
</section>`;
}

function found(view: View): Markup {
  const { network } = view.data;
  return markup`<p>${counted(network.edges, 'edge')} among ${counted(network.sites, 'site')} ${network.edges === 1 ? 'explains' : 'explain'} the order in which narratives appeared${network.meanDelayHours !== null && markup`, with a mean delay of ${duration(network.meanDelayHours)}`}. ${chanceSentence(view)}</p>
${
  network.listed.length === 0
    ? markup`<p class="empty">No edge stands out: each either rests on too few narratives, or is what the number of items of its sites would give in any order.</p>`
    : markup`${dataTable(
        network.checked > 0
          ? 'The strongest edges that the order of items by chance would seldom give'
          : 'The strongest edges; they were not compared with chance',
        [
          { head: 'From' },
          { head: 'To' },
          { head: 'Narratives passed on', figures: true },
          { head: 'Median delay', figures: true },
          { head: 'Before – after – unclear', figures: true },
          { head: 'Stability', figures: true },
          { head: 'By chance (p)', figures: true },
          { head: 'Narratives' },
        ],
        network.listed.map((edge) => edgeRow(view, edge)),
      )}
<p>Passed on: narratives that the second site most likely has from the first, among all sites with an edge to it. Before, after, unclear: the order of the two in all narratives they share. Stability: how often the edge is chosen again when the narratives are drawn anew. By chance: how often the pair gains as much when the times of the items of each narrative are dealt out anew; since edges are chosen for what they gain, it is on the small side.</p>`
}
${passedTable(view)}`;
}

/** What is said of the edges beside the list. */
function chanceSentence({ data: { network } }: View): string {
  if (network.checked === 0) return 'They were not compared with chance (network.replicates is 0).';
  const thin =
    network.minCopies === null
      ? ''
      : ` ${partOf(network.thin, network.edges)} ${network.thin === 1 ? 'rests' : 'rest'} on fewer than ${network.minCopies} narratives.`;
  const chance =
    network.edgesByChance === null
      ? ''
      : ` Where the order of items means nothing, the same procedure finds ${count(network.edgesByChance)} on average.`;
  const enough = network.edges - network.thin;
  const told =
    enough === 0
      ? 'None has enough narratives to be told from chance.'
      : `${partOf(network.distinct, enough)} with enough narratives ${network.distinct === 1 ? 'stands' : 'stand'} out from chance (p up to ${standsOut}; where nothing is going on, up to one in twelve would).`;
  return `${told}${thin}${chance}`;
}

function edgeRow(view: View, edge: NetworkEdge): Content[] {
  const { parties } = view;
  const places = view.shown.filter(({ row }) => edge.narratives.includes(row.narrative_id)).slice(0, linkedNarratives);
  const left = edge.copies - places.length;
  return [
    siteMark(parties.of(edge.source_ecosystem), edge.source),
    siteMark(parties.of(edge.target_ecosystem), edge.target),
    `${count(edge.copies)}${edge.syndicated > 0 ? ` (${count(edge.syndicated)} as the same text)` : ''}`,
    duration(edge.median_delay_hours),
    `${count(edge.before)} – ${count(edge.after)} – ${count(edge.undecided)}`,
    edge.support === null ? '–' : percent(edge.support),
    probability(edge.p_value),
    markup`${places.map((narrative, index) => markup`${index > 0 && ', '}<a href="${view.links.narrative(narrative.row.narrative_id)}" aria-label="narrative ${narrative.number}">${narrative.number}</a>`)}${left > 0 && `${places.length > 0 ? ' and ' : ''}${counted(left, 'other')}`}`,
  ];
}

/** A site with the mark of its ecosystem; the platform by its name. */
function siteMark(party: Party, site: string): Markup {
  if (party.key === site) return partyMark(party);
  return markup`<span class="party"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> <bdi>${site}</bdi><span class="unseen"> (${party.label})</span></span>`;
}

/** Ecosystems × ecosystems: narratives passed on along all edges, and what chance gives. */
function passedTable({ data: { network }, parties }: View): Markup {
  const all = [parties.platform, ...parties.ecosystems].filter((party) =>
    network.passed.some(({ source }) => source === party.key),
  );
  const cell = (source: Party, target: Party): Content => {
    const own = network.passed.find((row) => row.source === source.key && row.target === target.key);
    if (own === undefined) return '–';
    if (own.by_chance === null) return count(own.copies);
    const stands = own.p_value !== null && own.p_value <= standsOut;
    return markup`${stands && markup`<span aria-hidden="true">▸</span><span class="unseen">more than chance: </span>`}${count(own.copies)} <span class="basis">(${decimal(own.by_chance, 0)})</span>`;
  };
  return markup`${dataTable(
    `Narratives passed on along all edges, from the row to the column; in brackets what the same items give in any order; ▸ marks more than that (p up to ${standsOut})`,
    [{ head: 'From' }, ...all.map((party) => ({ head: partyMark(party), figures: true }))],
    all.map((source) => [partyMark(source), ...all.map((target) => cell(source, target))]),
  )}
<p>A number at or below the one in brackets is no sign of influence, however large: who publishes more is more often the one before.</p>`;
}
