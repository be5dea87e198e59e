/** The sections of share, association and first appearance: figures, and the tables behind them. */
import { chanceTables, startSentence } from './first-chance.ts';
import { foreign, markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Counting, FirstSums } from './model.ts';
import { baselineNames, baselines } from './names.ts';
import { count, counted, decimal, listed, percent, percentRange, ratio, splitCount } from './numbers.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { firstPlot, placeable } from './plot-first.ts';
import { sharePlot, winnersPlot } from './plots.ts';
import { shareStanding, winnersOf } from './tally.ts';
import { labelOf } from './view.ts';
import type { View } from './view.ts';

const countings: readonly Counting[] = ['copies', 'groups'];
const countingNames: Readonly<Record<Counting, string>> = { copies: 'each article', groups: 'each text once' };

/** Share: two bar figures and both countings. */
export function shareSection(view: View): Markup {
  const { data, parties, links } = view;
  const rows = countings.flatMap((counting) => shareStanding(data.share, counting).rows);
  return markup`<section id="share" aria-labelledby="share-title">
<h2 id="share-title">Share</h2>
<p>Articles that match any narrative, each once. The share compares ecosystems with each other; the rate compares each with all it published.</p>
${
  rows.length === 0
    ? markup`<p class="empty">There are no figures: nothing was measured.</p>`
    : markup`<div class="pair">
${sharePlot(data.share, parties, { id: 'plot-share', title: 'Share of the matching articles', description: 'Share of all matching articles per ecosystem:', value: (row) => row.share, range: (row) => [row.low, row.high] })}
${sharePlot(data.share, parties, { id: 'plot-rate', title: 'Rate among all articles of the ecosystem', description: 'Proportion of the articles of each ecosystem that match:', value: (row) => row.rate, range: (row) => [row.rate_low, row.rate_high] })}
</div>
${dataTable(
  'Matching articles by ecosystem, counting each article, or each text once however many sites carry it',
  [
    { head: 'Ecosystem' },
    { head: 'Counting' },
    { head: 'Articles', figures: true },
    { head: 'Matching', figures: true },
    { head: 'Share', figures: true },
    { head: '95 % interval', figures: true },
    { head: 'Rate', figures: true },
    { head: '95 % interval', figures: true },
  ],
  rows.map((row) => {
    const party = parties.of(row.ecosystem);
    return [
      partyMark(party, links.ecosystem(party)),
      countingNames[row.counting],
      count(row.articles),
      count(row.matched),
      percent(row.share),
      percentRange(row.low, row.high) || '–',
      percent(row.rate),
      percentRange(row.rate_low, row.rate_high) || '–',
    ];
  }),
)}`
}
<p class="more">All values: ${csvLink(view, 'share')}. The matches behind them: ${csvLink(view, 'matches')}.</p>
</section>`;
}

/** Association: winners per baseline, and the values of each narrative. */
export function associationSection(view: View): Markup {
  const { data, parties, links } = view;
  const all = countings.flatMap((counting) => baselines.map((baseline) => winnersOf(data, baseline, counting)));
  const drawn = all.filter((winners) => winners.counting === 'copies' && winners.decided > 0);
  const order = drawn[0]?.wins.map((win) => win.ecosystem) ?? [];
  const rows = countings.flatMap((counting) =>
    order.map((ecosystem): Content[] => {
      const party = parties.of(ecosystem);
      const cells = baselines.map((baseline) => {
        const winners = all.find((entry) => entry.baseline === baseline && entry.counting === counting)!;
        const win = winners.wins.find((entry) => entry.ecosystem === ecosystem);
        if (win === undefined || winners.decided === 0) return '–';
        const sum = data.summary.find(
          (one) => one.baseline === baseline && one.counting === counting && one.ecosystem === ecosystem,
        );
        const range = percentRange(sum?.low, sum?.high);
        return `${splitCount(win.split)} (${percent(win.split / winners.decided)}${range === '' ? '' : `; ${range}`})${win.tied > 0 ? `, ${count(win.tied)} tied` : ''}${sum === undefined || sum.separable_won === 0 ? '' : `, ${count(sum.separable_won)} beyond chance`}`;
      });
      return [partyMark(party, links.ecosystem(party)), countingNames[counting], ...cells];
    }),
  );
  const { changed, compared } = data.association.byBaseline;
  return markup`<section id="association" aria-labelledby="association-title">
<h2 id="association-title">Association</h2>
<p>For each narrative the ecosystem with the highest value, by four baselines: the raw share of its matched articles; normalised PMI with each ecosystem’s own total; normalised PMI in the released variant; and log-odds with an informative Dirichlet prior, in standard deviations.</p>
${
  drawn.length === 0
    ? markup`<p class="empty">There are no figures: no narrative has a matched article.</p>`
    : markup`${winnersPlot(drawn, data.summary, parties)}
<p id="changed">${changed === 0 ? 'No narrative changes' : `${counted(changed, 'narrative')} ${changed === 1 ? 'changes' : 'change'}`} the winner with the baseline, of ${count(compared)} compared${changedLinks(view, changed)}.</p>
${dataTable(
  'Narratives won by each ecosystem, by baseline and counting; ties split; in brackets the part of all and its 95 % interval',
  [
    { head: 'Ecosystem' },
    { head: 'Counting' },
    ...baselines.map((baseline) => ({ head: baselineNames[baseline].name, figures: true })),
  ],
  rows,
)}
${fewSites(view)}
${valuesTable(view)}`
}
<p class="more">All values with their intervals: ${csvLink(view, 'association')}. Tests: ${csvLink(view, 'association_tests')}. Sums: ${csvLink(view, 'association_summary')}.</p>
</section>`;
}

/** Where the test of a lead takes texts of one site as independent. */
function fewSites({ data }: View): Markup | string {
  const { fewSites: few } = data.association;
  return few === 0
    ? ''
    : markup`<p>In ${counted(few, 'narrative')} where one ecosystem is ahead beyond chance the articles are of fewer than five sites: they are then counted as if each had been written independently of the others, and one busy site can decide.</p>`;
}

function changedLinks(view: View, changed: number): Markup | string {
  const linked = view.shown.filter(({ changes }) => changes).slice(0, 24);
  if (linked.length === 0) return '';
  return markup`: ${linked.map((narrative, index) => markup`${index > 0 && ', '}<a href="${view.links.narrative(narrative.row.narrative_id)}" aria-label="narrative ${narrative.number}">${narrative.number}</a>`)}${changed > linked.length && markup` and ${counted(changed - linked.length, 'other')}`}`;
}

/** Narratives × ecosystems; a winner is bold and marked. */
function valuesTable(view: View): Markup {
  const { parties, shown, left, links } = view;
  const listedNarratives = shown.filter((narrative) => narrative.articles.size > 0);
  return markup`<details id="values">
<summary>Values of ${counted(listedNarratives.length, 'narrative')} by ecosystem and baseline</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Values by narrative">
<table class="values">
<caption><span>Association of each narrative with each ecosystem, counting each article; ▸ marks the highest value</span></caption>
<thead>
<tr><th scope="col" rowspan="2">Narrative</th><th scope="colgroup" colspan="${parties.ecosystems.length}">matched articles</th>${baselines.map((baseline) => markup`<th scope="colgroup" colspan="${parties.ecosystems.length}">${baselineNames[baseline].name}</th>`)}</tr>
<tr>${['articles', ...baselines].map(() => parties.ecosystems.map((party) => markup`<th scope="col" class="figures"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${party.label}</th>`))}</tr>
</thead>
<tbody>
${listedNarratives.map(
  ({
    row,
    number,
    articles,
    values,
  }) => markup`<tr><th scope="row"><a href="${links.narrative(row.narrative_id)}">${number} ${foreign(labelOf(row), row.language, 24)}</a></th>${parties.ecosystems.map((party) => markup`<td class="figures">${articles.has(party.key) ? markup`<a href="${links.evidence(row.narrative_id, party)}">${count(articles.get(party.key)!)}</a>` : '0'}</td>`)}${baselines.map(
    (baseline) =>
      parties.ecosystems.map((party) => {
        const cell = values.find((value) => value.baseline === baseline && value.ecosystem === party.key);
        if (cell === undefined) return markup`<td class="figures">–</td>`;
        const value = baseline === 'raw' ? percent(cell.value) : decimal(cell.value, 2);
        return cell.is_winner
          ? markup`<td class="figures winner"><span aria-hidden="true">▸</span><span class="unseen">highest: </span>${value}</td>`
          : markup`<td class="figures">${value}</td>`;
      }),
  )}</tr>
`,
)}
</tbody>
</table>
</div>
${left > 0 && markup`<p class="more">${counted(left, 'further narrative')} in ${csvLink(view, 'association')}.</p>`}
</details>`;
}

/** First appearance: the figure, and the outcomes per ecosystem. */
export function firstSection(view: View): Markup {
  const { data, parties, shown, options, links } = view;
  const candidates = placeable(
    shown.flatMap(({ row, first: own }) => (own === undefined ? [] : [{ narrative: row, first: own }])),
  );
  const plotted = candidates.slice(0, options.maxPlotted);
  const { outcomes } = data.first;
  return markup`<section id="first" aria-labelledby="first-title">
<h2 id="first-title">First appearance</h2>
<p>When each narrative was first published in each ecosystem. ${orderInWords(view)} All times are UTC.</p>
${
  outcomes.length === 0
    ? markup`<p class="empty">There are no figures: no narrative has a matched article.</p>`
    : markup`${plotted.length > 0 ? firstPlot(plotted, data.first.narratives - plotted.length, view) : markup`<p class="empty">No narrative can be drawn: either its first post or every matched article is without a time.</p>`}
${dataTable(
  'Outcomes among the ecosystems',
  [
    { head: 'Ecosystem' },
    { head: 'Narratives', figures: true },
    { head: 'First', figures: true },
    { head: 'of these unopposed', figures: true },
    { head: 'of these still first without the earliest item', figures: true },
    { head: 'Not first', figures: true },
    { head: 'Undecidable', figures: true },
    { head: 'Undated articles', figures: true },
  ],
  outcomes.map((row) => {
    const party = parties.of(row.ecosystem);
    return [
      partyMark(party, links.ecosystem(party)),
      count(row.narratives),
      count(row.first),
      count(row.unopposed),
      count(row.robust),
      count(row.notFirst),
      count(row.undecidable),
      count(row.undated),
    ];
  }),
)}
${dataTable(
  `First appearance in each ecosystem against the first post on ${parties.platform.label}`,
  [
    { head: 'Ecosystem' },
    { head: 'Narratives', figures: true },
    { head: 'Before', figures: true },
    { head: 'After', figures: true },
    { head: 'Undecidable', figures: true },
  ],
  outcomes.map((row) => {
    const party = parties.of(row.ecosystem);
    return [
      partyMark(party, links.ecosystem(party)),
      count(row.narratives),
      count(row.before),
      count(row.after),
      count(row.undecidableAgainst),
    ];
  }),
)}
<p>Unopposed: no other ecosystem has a match. ${precisionSentence(data.first)} ${startSentence(view.data)}</p>
${chanceTables(view)}
${firstLinks(view)}`
}
<p class="more">All values: ${csvLink(view, 'first_appearance')}, ${csvLink(view, 'first_movers')}, ${csvLink(view, 'first_summary')}, ${csvLink(view, 'first_leads')}.</p>
</section>`;
}

/** When one time precedes another, by the option the study was measured with. */
function orderInWords({ data }: View): string {
  const options = data.stages.find(({ name }) => name === 'measure')?.options as
    | { firstResolution?: string }
    | undefined;
  if (options?.firstResolution === 'day')
    return 'Times are compared by whole days: different days are in order, equal days tie.';
  return options?.firstResolution === 'one_day'
    ? 'Times are intervals: one precedes another only if at least 24 hours lie between them for certain.'
    : 'Times are intervals: one precedes another only where the intervals do not overlap.';
}

/** How sharply the first times in the ecosystems are known. */
function precisionSentence({ precision: mix }: FirstSums): string {
  const all = mix.minute + mix.hour + mix.day + mix.open;
  const parts = [
    [mix.minute, 'to the minute or better'],
    [mix.hour, 'to the hour'],
    [mix.day, 'to the day only'],
    [mix.open, 'with no or only one bound'],
  ] as const;
  const said = parts.filter(([times]) => times > 0);
  return `Precision of the ${counted(all, 'first time')} in ecosystems: ${listed(said.map(([times, how]) => `${count(times)} (${percent(ratio(times, all))}) ${how}`))}.`;
}

/** Which narratives each ecosystem was first in. */
function firstLinks(view: View): Markup | string {
  const { parties, shown, links } = view;
  const lists = parties.ecosystems.map((party) => {
    const own = shown.filter((narrative) => narrative.first?.first?.ecosystem === party.key);
    if (own.length === 0) return '';
    const linked = own.slice(0, 24);
    return markup`<li>${partyMark(party)}: ${linked.map((narrative, index) => markup`${index > 0 && ', '}<a href="${links.evidence(narrative.row.narrative_id, party)}" aria-label="narrative ${narrative.number}">${narrative.number}</a>`)}${own.length > linked.length && ` and ${counted(own.length - linked.length, 'other')}`}</li>`;
  });
  return lists.every((list) => list === '')
    ? ''
    : markup`<p>Narratives each ecosystem was demonstrably first in:</p><ul class="plain">${lists}</ul>`;
}
