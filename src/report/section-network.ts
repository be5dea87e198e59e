/** The section on the network of sites: who passes narratives on to whom, and what that cannot say. */
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { NetworkEdge } from './model.ts';
import type { Party } from './names.ts';
import { standsOut } from './read-network.ts';
import { csvLink, dataTable, narrativeLinks, partyMark, sentences } from './parts.ts';
import type { View } from './view.ts';

/** Narratives that are linked per edge. */
const linkedNarratives = 6;

/** Who passes narratives on to whom. */
export function networkSection(view: View): Markup {
  const { network: words, page } = view.wording.report;
  return markup`<section id="network" aria-labelledby="network-title">
<h2 id="network-title">${page.sections.network}</h2>
<p>${words.intro}</p>
${view.data.network.edges === 0 ? markup`<p class="empty">${words.none}</p>` : found(view)}
<p class="more">${words.files(csvLink(view, 'network'), csvLink(view, 'network_ecosystems'), csvLink(view, 'network_nodes'))}</p>
</section>`;
}

function found(view: View): Markup {
  const { network } = view.data;
  const { network: words, shared } = view.wording.report;
  const { meanDelayHours: delay } = network;
  return markup`<p>${sentences(view, [words.found(network.edges, network.sites, delay === null ? undefined : view.wording.formats.duration(delay)), ...chanceSentences(view)])}</p>
${
  network.listed.length === 0
    ? markup`<p class="empty">${words.noneStands}</p>`
    : markup`${dataTable(
        network.checked > 0 ? words.table : words.uncheckedTable,
        [
          { head: words.heads.from },
          { head: words.heads.to },
          { head: words.heads.copies, figures: true },
          { head: words.heads.delay, figures: true },
          { head: words.heads.order, figures: true },
          { head: words.heads.stability, figures: true },
          { head: words.heads.chance, figures: true },
          { head: shared.narratives },
        ],
        network.listed.map((edge) => edgeRow(view, edge)),
      )}
<p>${words.note}</p>`
}
${passedTable(view)}`;
}

/** What is said of the edges beside the list. */
export function chanceSentences({ data: { network }, wording }: View): string[] {
  const { network: words } = wording.report;
  if (network.checked === 0) return [words.unchecked];
  const enough = network.edges - network.thin;
  return [
    enough === 0 ? words.noneEnough : words.standOut(network.distinct, enough, standsOut),
    network.minCopies === null ? '' : words.thin(network.thin, network.edges, network.minCopies),
    network.edgesByChance === null ? '' : words.byChance(network.edgesByChance),
  ];
}

function edgeRow(view: View, edge: NetworkEdge): Content[] {
  const { parties, links, wording } = view;
  const { count, duration, percent, probability } = wording.formats;
  const places = view.shown.filter(({ row }) => edge.narratives.includes(row.narrative_id)).slice(0, linkedNarratives);
  return [
    siteMark(parties.of(edge.source_ecosystem), edge.source, view),
    siteMark(parties.of(edge.target_ecosystem), edge.target, view),
    wording.report.network.copies(edge.copies, edge.syndicated),
    duration(edge.median_delay_hours),
    `${count(edge.before)} – ${count(edge.after)} – ${count(edge.undecided)}`,
    percent(edge.support),
    probability(edge.p_value),
    narrativeLinks(view, places, ({ row }) => links.narrative(row.narrative_id), edge.copies - places.length),
  ];
}

/** A site with the mark of its ecosystem; the platform by its name. */
function siteMark(party: Party, site: string, { wording }: View): Markup {
  if (party.key === site) return partyMark(party);
  return markup`<span class="party"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> <bdi>${site}</bdi><span class="unseen">${wording.formats.bracketed(party.label)}</span></span>`;
}

/** Ecosystems × ecosystems: narratives passed on along all edges, and what chance gives. */
export function passedTable({ data: { network }, parties, wording }: View): Markup {
  const { network: words } = wording.report;
  const { count, decimal } = wording.formats;
  const all = [parties.platform, ...parties.ecosystems].filter((party) =>
    network.passed.some(({ source }) => source === party.key),
  );
  const cell = (source: Party, target: Party): Content => {
    const own = network.passed.find((row) => row.source === source.key && row.target === target.key);
    if (own === undefined) return '–';
    if (own.by_chance === null) return count(own.copies);
    const stands = own.p_value !== null && own.p_value <= standsOut;
    return markup`${stands && markup`<span aria-hidden="true">▸</span><span class="unseen">${words.moreThanChance}</span>`}${count(own.copies)} <span class="basis">(${decimal(own.by_chance, 0)})</span>`;
  };
  return markup`${dataTable(
    words.passedTable(standsOut),
    [{ head: words.heads.from }, ...all.map((party) => ({ head: partyMark(party), figures: true }))],
    all.map((source) => [partyMark(source), ...all.map((target) => cell(source, target))]),
  )}
<p>${words.passedNote}</p>`;
}
