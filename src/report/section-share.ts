/** The section of share: two bar figures, and the table behind them. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Counting } from './model.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { sharePlot } from './plots.ts';
import { shareStanding } from './tally.ts';
import type { View } from './view.ts';

/** Both countings, in the order of the tables. */
export const countings: readonly Counting[] = ['copies', 'groups'];

/** Share: two bar figures and both countings. */
export function shareSection(view: View): Markup {
  const { data, parties, links, wording } = view;
  const { share: words, shared, page } = wording.report;
  const { count, percent, percentRange } = wording.formats;
  const rows = countings.flatMap((counting) => shareStanding(data.share, counting).rows);
  return markup`<section id="share" aria-labelledby="share-title">
<h2 id="share-title">${page.sections.share}</h2>
<p>${words.intro}</p>
${
  rows.length === 0
    ? markup`<p class="empty">${shared.noFigures}</p>`
    : markup`<div class="pair">
${sharePlot(view, { id: 'plot-share', title: words.plot.share, describe: words.plot.shareOf, value: (row) => row.share, range: (row) => [row.low, row.high] })}
${sharePlot(view, { id: 'plot-rate', title: words.plot.rate, describe: words.plot.rateOf, value: (row) => row.rate, range: (row) => [row.rate_low, row.rate_high] })}
</div>
${dataTable(
  words.table,
  [
    { head: shared.ecosystem },
    { head: shared.counting },
    { head: words.heads.articles, figures: true },
    { head: words.heads.matching, figures: true },
    { head: words.heads.share, figures: true },
    { head: shared.interval, figures: true },
    { head: words.heads.rate, figures: true },
    { head: shared.interval, figures: true },
  ],
  rows.map((row) => {
    const party = parties.of(row.ecosystem);
    return [
      partyMark(party, links.ecosystem(party)),
      shared.countings[row.counting],
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
<p class="more">${words.files(csvLink(view, 'share'), csvLink(view, 'matches'))}</p>
</section>`;
}
