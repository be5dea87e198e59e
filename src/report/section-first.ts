/** The section of first appearance: the figure, and the outcomes per ecosystem. */
import { chanceTables, startSentence } from './first-chance.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { csvLink, dataTable, narrativeLinks, partyMark, sentences } from './parts.ts';
import { firstPlot, placeable } from './plot-first.ts';
import type { View } from './view.ts';

/** Narratives that are linked per ecosystem. */
const linkedNarratives = 24;

/** First appearance: the figure, and the outcomes per ecosystem. */
export function firstSection(view: View): Markup {
  const { data, shown, options } = view;
  const { first: words, page, shared } = view.wording.report;
  const candidates = placeable(
    shown.flatMap(({ row, first: own }) => (own === undefined ? [] : [{ narrative: row, first: own }])),
  );
  const plotted = candidates.slice(0, options.maxPlotted);
  return markup`<section id="first" aria-labelledby="first-title">
<h2 id="first-title">${page.sections.first}</h2>
<p>${words.intro(orderInWords(view))}</p>
${
  data.first.outcomes.length === 0
    ? markup`<p class="empty">${shared.noMatchFigures}</p>`
    : markup`${plotted.length > 0 ? firstPlot(plotted, data.first.narratives - plotted.length, view) : markup`<p class="empty">${words.notDrawn}</p>`}
${outcomesTables(view)}
<p>${sentences(view, [words.unopposed, precisionSentence(view), startSentence(view)])}</p>
${chanceTables(view)}
${firstLinks(view)}`
}
<p class="more">${words.files(csvLink(view, 'first_appearance'), csvLink(view, 'first_movers'), csvLink(view, 'first_summary'), csvLink(view, 'first_leads'))}</p>
</section>`;
}

function outcomesTables({ data, parties, links, wording }: View): Markup {
  const {
    first: { outcomes: words, againstTable },
    shared,
  } = wording.report;
  const { count } = wording.formats;
  const figures = (heads: readonly string[]): { head: string; figures: true }[] =>
    heads.map((head) => ({ head, figures: true }));
  const rows = (cells: (row: View['data']['first']['outcomes'][number]) => readonly number[]) =>
    data.first.outcomes.map((row) => {
      const party = parties.of(row.ecosystem);
      return [partyMark(party, links.ecosystem(party)), ...cells(row).map(count)];
    });
  return markup`${dataTable(
    words.title,
    [
      { head: shared.ecosystem },
      ...figures([
        shared.narratives,
        words.first,
        words.unopposed,
        words.robust,
        words.notFirst,
        words.undecidable,
        words.undated,
      ]),
    ],
    rows((row) => [row.narratives, row.first, row.unopposed, row.robust, row.notFirst, row.undecidable, row.undated]),
  )}
${dataTable(
  againstTable.title(parties.platform.label),
  [
    { head: shared.ecosystem },
    ...figures([shared.narratives, againstTable.before, againstTable.after, againstTable.undecidable]),
  ],
  rows((row) => [row.narratives, row.before, row.after, row.undecidableAgainst]),
)}`;
}

/** When one time precedes another, by the option the study was measured with. */
function orderInWords({ data, wording }: View): string {
  const { orders } = wording.report.first;
  const options = data.stages.find(({ name }) => name === 'measure')?.options as
    | { firstResolution?: string }
    | undefined;
  const order = options?.firstResolution;
  return order === 'day' || order === 'one_day' ? orders[order] : orders.interval;
}

/** How sharply the first times in the ecosystems are known. */
function precisionSentence({ data, wording }: View): string {
  const { precision } = data.first;
  const all = precision.minute + precision.hour + precision.day + precision.open;
  const parts = (['minute', 'hour', 'day', 'open'] as const).map((name) => [name, precision[name]] as const);
  return wording.report.first.precision(
    all,
    parts.filter(([, times]) => times > 0),
  );
}

/** Which narratives each ecosystem was first in. */
function firstLinks(view: View): Markup | string {
  const { parties, shown, links, wording } = view;
  const lists = parties.ecosystems.map((party) => {
    const own = shown.filter((narrative) => narrative.first?.first?.ecosystem === party.key);
    if (own.length === 0) return '';
    const linked = own.slice(0, linkedNarratives);
    return markup`<li>${partyMark(party)}${wording.formats.colon}${narrativeLinks(view, linked, ({ row }) => links.evidence(row.narrative_id, party), own.length - linked.length)}</li>`;
  });
  return lists.every((list) => list === '')
    ? ''
    : markup`<p>${wording.report.first.firstIn}</p><ul class="plain">${lists}</ul>`;
}
