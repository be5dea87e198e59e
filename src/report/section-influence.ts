/** The section of influence: the figure, everyone on everyone, and how well the model fits. */
import { backgroundSource, onPlatform, rangedNumber, rangedPercent, reasonInWords } from './answer-influence.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { influencePlot } from './plot-influence.ts';
import type { View } from './view.ts';

/** Influence: figure, matrix, fit, and the daily form for replication. */
export function influenceSection(view: View): Markup {
  const { data } = view;
  const { influence: words, page } = view.wording.report;
  const plot = influencePlot(view);
  const missing = [...new Set(data.influence.map((row) => row.reason).filter((reason) => reason !== null))].map(
    (reason) => reasonInWords(reason, view),
  );
  const daily = pairs(view, 'hawkes_daily');
  return markup`<section id="influence" aria-labelledby="influence-title">
<h2 id="influence-title">${page.sections.influence}</h2>
<p>${words.intro}</p>
${
  plot === undefined
    ? markup`<p class="empty">${words.noFigures(missing)}</p>`
    : markup`${plot}
${efficiencies(view)}
${missing.length > 0 && markup`<p>${words.without(missing)}</p>`}
${influencePairs(view)}
${fitTable(view)}
${
  daily.length > 0 &&
  markup`<details id="influence-daily">
<summary>${words.daily}</summary>
<p>${words.dailyIntro}</p>
${dataTable(words.dailyTable, columns(view), daily)}
</details>`
}`
}
<p class="more">${words.files(csvLink(view, 'influence'), csvLink(view, 'influence_fit'))}</p>
</section>`;
}

/** Everyone on everyone by the main model, with intervals: a table that opens. */
export function influencePairs(view: View): Markup {
  const { influence: words } = view.wording.report;
  return markup`<details id="influence-pairs">
<summary>${words.pairs}</summary>
${dataTable(words.pairsTable, columns(view), pairs(view, 'hawkes'))}
</details>`;
}

/** How many posts one article set off, highest first. */
function efficiencies({ data, parties, wording }: View): Markup | string {
  const known = onPlatform(data)
    .ecosystems.filter((row) => row.efficiency.value !== null)
    .sort((a, b) => b.efficiency.value! - a.efficiency.value!);
  const figures = known.map((row) => `${parties.of(row.source).name} ${rangedNumber(row.efficiency, wording)}`);
  return known.length === 0 ? '' : markup`<p>${wording.report.influence.efficiencies(figures)}</p>`;
}

function columns({ wording }: View): { head: string; figures?: true }[] {
  const { heads } = wording.report.influence;
  return [
    { head: heads.source },
    { head: heads.target },
    { head: heads.direct, figures: true },
    { head: heads.root, figures: true },
    { head: heads.efficiency, figures: true },
  ];
}

/** Every source on every target, by one model. */
function pairs({ data, parties, wording }: View, model: string): Content[][] {
  const source = (name: string): Content =>
    name === backgroundSource ? wording.report.shared.background : partyMark(parties.of(name));
  return data.influence
    .filter((row) => row.influence.value !== null && row.model === model)
    .map((row) => [
      source(row.source),
      partyMark(parties.of(row.target)),
      rangedPercent(row.influence, wording),
      rangedPercent(row.root, wording),
      rangedNumber(row.efficiency, wording),
    ]);
}

/** How well the main model fits. */
export function fitTable({ data, parties, wording }: View): Markup | false {
  const { influence: words } = wording.report;
  const { count, percent, probability } = wording.formats;
  const known = new Set<string | null>([...parties.ecosystems, parties.platform].map(({ key }) => key));
  const fits = data.influenceFit.filter((row) => row.model === 'hawkes' && known.has(row.process));
  return (
    fits.length > 0 &&
    markup`<p>${words.delay(24 * (fits[0]!.delayDays ?? Number.NaN), fits[0]!.spectralRadius)}</p>
${dataTable(
  words.fit,
  [
    { head: words.heads.process },
    { head: words.heads.waits, figures: true },
    { head: words.heads.distance, figures: true },
    { head: 'p', figures: true },
  ],
  fits.map((row) => [
    partyMark(parties.of(row.process!)),
    count(row.waits ?? 0),
    percent(row.distance),
    probability(row.pValue),
  ]),
)}`
  );
}
