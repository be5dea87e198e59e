/** The section of influence: the figure, everyone on everyone, and how well the model fits. */
import { backgroundSource, onPlatform, rangedNumber, rangedPercent } from './answer-influence.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { count, decimal, listed, percent, probability } from './numbers.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { influencePlot } from './plot-influence.ts';
import type { View } from './view.ts';

/** How many posts one article set off, highest first. */
function efficiencies({ data, parties }: View): Markup | string {
  const known = onPlatform(data)
    .ecosystems.filter((row) => row.efficiency.value !== null)
    .sort((a, b) => b.efficiency.value! - a.efficiency.value!);
  return known.length === 0
    ? ''
    : markup`<p>Posts set off by one article, on average: ${listed(known.map((row) => `${parties.of(row.source).name} ${rangedNumber(row.efficiency)}`))}.</p>`;
}

/** Influence: figure, matrix, fit, and the daily form for replication. */
export function influenceSection(view: View): Markup {
  const { data, parties } = view;
  const plot = influencePlot(data, parties);
  const source = (name: string): Content =>
    name === backgroundSource ? 'nowhere in the data' : partyMark(parties.of(name));
  const rows = data.influence.filter((row) => row.influence.value !== null);
  const pairs = (model: string): Content[][] =>
    rows
      .filter((row) => row.model === model)
      .map((row) => [
        source(row.source),
        partyMark(parties.of(row.target)),
        rangedPercent(row.influence),
        row.root.value === null ? '–' : rangedPercent(row.root),
        row.efficiency.value === null ? '–' : rangedNumber(row.efficiency),
      ]);
  const columns = [
    { head: 'Source' },
    { head: 'Target' },
    { head: 'Set off directly', figures: true },
    { head: 'Chain began there', figures: true },
    { head: 'Set off per item of the source', figures: true },
  ];
  const fits = data.influenceFit.filter((row) => row.model === 'hawkes' && row.process !== null);
  const missing = [...new Set(data.influence.map((row) => row.reason).filter((reason) => reason !== null))].map(
    // The table names sources as the data do.
    (reason) =>
      data.ecosystems.reduce((text, key) => text.replace(` of ${key} (`, ` from ${parties.of(key).name} (`), reason),
  );
  return markup`<section id="influence" aria-labelledby="influence-title">
<h2 id="influence-title">Influence</h2>
<p>Posts and matched articles of a narrative as events in time, fitted by multivariate Hawkes processes: each event may set off others, on the platform and in the ecosystems, and some come from nowhere in the data. Influence is the part of the target’s items that the source set off; the second column follows each chain back to where it began.</p>
${
  plot === undefined
    ? markup`<p class="empty">There are no figures${missing.length > 0 && markup`: ${missing.join('; ')}`}.</p>`
    : markup`${plot}
${efficiencies(view)}
${missing.length > 0 && markup`<p>Without figures: ${missing.join('; ')}.</p>`}
<details id="influence-pairs">
<summary>Everyone on everyone</summary>
${dataTable('Influence of each source on each target, with 95 % intervals', columns, pairs('hawkes'))}
</details>
${
  fits.length > 0 &&
  markup`<p>A set-off item follows after ${decimal(24 * (fits[0]!.delayDays ?? Number.NaN), 1)} hours on average. The weights have a spectral radius of ${decimal(fits[0]!.spectralRadius, 2)}: below 1 what an item sets off dies out.</p>
${dataTable(
  'How well the model describes the times of each process: distance between the waits and what it expects (Kolmogorov–Smirnov)',
  [
    { head: 'Process' },
    { head: 'Waits', figures: true },
    { head: 'Distance', figures: true },
    { head: 'p', figures: true },
  ],
  fits.map((row) => [
    partyMark(parties.of(row.process!)),
    count(row.waits ?? 0),
    percent(row.distance),
    probability(row.pValue),
  ]),
)}`
}
${
  pairs('hawkes_daily').length > 0 &&
  markup`<details id="influence-daily">
<summary>The same by days, for replication</summary>
<p>Earlier studies count events per day and leave out what happens within one. These figures are for comparison with theirs; the ones above are the answer.</p>
${dataTable('Influence by the daily form, with 95 % intervals', columns, pairs('hawkes_daily'))}
</details>`
}`
}
<p class="more">All values: ${csvLink(view, 'influence')}; quantiles of the waits: ${csvLink(view, 'influence_fit')}.</p>
</section>`;
}
