/** The section of association: winners by baseline, and the values of each narrative. */
import { foreign, markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { baselines } from './names.ts';
import { csvLink, dataTable, narrativeLinks, partyMark } from './parts.ts';
import { winnersPlot } from './plots.ts';
import { countings } from './section-share.ts';
import { winnersOf } from './tally.ts';
import { labelOf } from './view.ts';
import type { ShownNarrative, View } from './view.ts';

/** Narratives that are linked where the winner changes. */
const linkedNarratives = 24;

/** Association: winners per baseline, and the values of each narrative. */
export function associationSection(view: View): Markup {
  const { association: words, page, shared } = view.wording.report;
  const drawn = baselines
    .map((baseline) => winnersOf(view.data, baseline, 'copies'))
    .filter(({ decided }) => decided > 0);
  return markup`<section id="association" aria-labelledby="association-title">
<h2 id="association-title">${page.sections.association}</h2>
<p>${words.intro}</p>
${
  drawn.length === 0
    ? markup`<p class="empty">${shared.noMatchFigures}</p>`
    : markup`${winnersPlot(drawn, view)}
<p id="changed">${changes(view)}</p>
${winnersTable(
  view,
  drawn[0]!.wins.map((win) => win.ecosystem),
)}
${fewSites(view)}
${valuesTable(view)}`
}
<p class="more">${words.files(csvLink(view, 'association'), csvLink(view, 'association_tests'), csvLink(view, 'association_summary'))}</p>
</section>`;
}

function winnersTable(view: View, order: readonly string[]): Markup {
  const { data, parties, links, wording } = view;
  const { association: words, shared } = wording.report;
  return dataTable(
    words.table,
    [
      { head: shared.ecosystem },
      { head: shared.counting },
      ...baselines.map((baseline) => ({ head: shared.baselines[baseline], figures: true })),
    ],
    countings.flatMap((counting) =>
      order.map((ecosystem): Content[] => {
        const party = parties.of(ecosystem);
        const cells = baselines.map((baseline) => {
          const { wins, decided } = winnersOf(data, baseline, counting);
          const win = wins.find((entry) => entry.ecosystem === ecosystem);
          if (win === undefined || decided === 0) return '–';
          const sum = data.summary.find(
            (one) => one.baseline === baseline && one.counting === counting && one.ecosystem === ecosystem,
          );
          const range = wording.formats.percentRange(sum?.low, sum?.high);
          return words.cell(win.split, win.split / decided, range, win.tied, sum?.separable_won ?? 0);
        });
        return [partyMark(party, links.ecosystem(party)), shared.countings[counting], ...cells];
      }),
    ),
  );
}

/** In how many narratives the baseline decides, with links to some of them. */
function changes(view: View): Content {
  const { association: words } = view.wording.report;
  const { changed, compared } = view.data.association.byBaseline;
  if (changed === 0) return words.noChanges(compared);
  const linked = view.shown.filter((narrative) => narrative.changes).slice(0, linkedNarratives);
  const href = ({ row }: ShownNarrative): string => view.links.narrative(row.narrative_id);
  return words.changes<Content>(
    changed,
    compared,
    linked.length === 0 ? undefined : narrativeLinks(view, linked, href, changed - linked.length),
  );
}

/** Where the test of a lead takes texts of one site as independent. */
function fewSites({ data, wording }: View): Markup | string {
  const { fewSites: few } = data.association;
  return few === 0 ? '' : markup`<p>${wording.report.association.fewSites(few)}</p>`;
}

/** Narratives × ecosystems; a winner is bold and marked. */
function valuesTable(view: View): Markup {
  const { parties, shown, left, wording } = view;
  const { association: words, shared } = wording.report;
  const listed = shown.filter((narrative) => narrative.articles.size > 0);
  const span = parties.ecosystems.length;
  return markup`<details id="values">
<summary>${words.valuesSummary(listed.length)}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="${words.valuesRegion}">
<table class="values">
<caption><span>${words.valuesTable}</span></caption>
<thead>
<tr><th scope="col" rowspan="2">${words.narrative}</th><th scope="colgroup" colspan="${span}">${words.matchedArticles}</th>${baselines.map((baseline) => markup`<th scope="colgroup" colspan="${span}">${shared.baselines[baseline]}</th>`)}</tr>
<tr>${['articles', ...baselines].map(() => parties.ecosystems.map((party) => markup`<th scope="col" class="figures"><span class="mark ${party.id}" aria-hidden="true">${party.mark}</span> ${party.label}</th>`))}</tr>
</thead>
<tbody>
${listed.map((narrative) => valuesRow(view, narrative))}
</tbody>
</table>
</div>
${left > 0 && markup`<p class="more">${words.further(left, csvLink(view, 'association'))}</p>`}
</details>`;
}

function valuesRow(view: View, { row, number, articles, values }: ShownNarrative): Markup {
  const { parties, links, wording } = view;
  const { count, decimal, percent } = wording.formats;
  const { highest } = wording.report.association;
  const id = row.narrative_id;
  return markup`<tr><th scope="row"><a href="${links.narrative(id)}">${number} ${foreign(labelOf(view, row), row.language, 24)}</a></th>${parties.ecosystems.map((party) => markup`<td class="figures">${articles.has(party.key) ? markup`<a href="${links.evidence(id, party)}">${count(articles.get(party.key)!)}</a>` : '0'}</td>`)}${baselines.map(
    (baseline) =>
      parties.ecosystems.map((party) => {
        const cell = values.find((value) => value.baseline === baseline && value.ecosystem === party.key);
        if (cell === undefined) return markup`<td class="figures">–</td>`;
        const value = baseline === 'raw' ? percent(cell.value) : decimal(cell.value, 2);
        return cell.is_winner
          ? markup`<td class="figures winner"><span aria-hidden="true">▸</span><span class="unseen">${highest}</span>${value}</td>`
          : markup`<td class="figures">${value}</td>`;
      }),
  )}</tr>
`;
}
