/** Sensitivity: the four answers under every choice that could have been made otherwise. */
import type { Curve } from '../store/sensitivity.ts';
import { winnerOf } from '../store/sensitivity.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { csvLink, dataTable, sentences } from './parts.ts';
import { specificationPlot } from './plot-sensitivity.ts';
import { choiceInWords } from './sensitivity-words.ts';
import type { View } from './view.ts';

/** The section; it says so where there is nothing to vary. */
export function sensitivitySection(view: View): Markup {
  const { sensitivity: words, page } = view.wording.report;
  const curves = view.data.sensitivity.filter(isAnswered);
  return markup`<section id="sensitivity" aria-labelledby="sensitivity-title">
<h2 id="sensitivity-title">${page.sections.sensitivity}</h2>
${
  curves.length === 0
    ? markup`<p>${words.none}</p>`
    : markup`<p>${sentences(view, [words.intro, curves.some(({ question }) => question === 'influence') && words.influenceOnce])}</p>
${answersTable(curves, view)}
${curves.map((curve) => specificationPlot(curve, view))}
<p class="more">${words.files(csvLink(view, 'sensitivity'))}</p>`
}
</section>`;
}

/** The leader of each answer, how far its value moves, and what alone changes the leader. */
export function answersTable(curves: readonly Curve[], view: Pick<View, 'parties' | 'wording'>): Markup {
  const { sensitivity: words } = view.wording.report;
  return dataTable(
    words.table,
    [
      { head: words.heads.answer },
      { head: words.heads.leader },
      { head: words.heads.value, figures: true },
      { head: words.heads.range, figures: true },
      { head: words.heads.leads },
      { head: words.heads.changes },
    ],
    curves.map((curve) => rowOf(curve, view)),
  );
}

/** Whether the study itself has an answer: with too few events for influence only other choices may have one. */
export function isAnswered({ study }: Curve): boolean {
  return study.is_study && study.winners.length > 0;
}

function rowOf(
  { question, specifications, study, winners, range, changes }: Curve,
  { parties, wording }: Pick<View, 'parties' | 'wording'>,
): Markup[] {
  const { sensitivity: words, shared } = wording.report;
  const { listed, percent, span } = wording.formats;
  const sources = new Map(specifications.map((specification) => [winnerOf(specification), specification.winners]));
  const named = (winner: string): string =>
    listed(sources.get(winner)!.map((key) => parties.of(key).label)) || shared.noEcosystem;
  const alone = changes.map(
    ({ choice, value, winner }) =>
      markup`<li>${words.change(words.choices[choice], choiceInWords(choice, value, wording), named(winner))}</li>`,
  );
  const leading = winners.slice(0, 3).map(({ winner, specifications: sets }) => [named(winner), sets] as const);
  return [
    markup`${words.titles[question]}`,
    markup`${named(winnerOf(study))}`,
    markup`${percent(study.values[study.winners[0]!])}`,
    markup`${span(percent(range!.low), percent(range!.high))}`,
    markup`${words.leads(leading, specifications.length)}`,
    alone.length === 0 ? markup`${words.nothing}` : markup`<ul class="plain">${alone}</ul>`,
  ];
}

/** The sentence that stands beside an answer. */
export function sensitivitySentence(
  curve: Curve | undefined,
  { parties, wording }: Pick<View, 'parties' | 'wording'>,
): string | undefined {
  if (curve === undefined || !isAnswered(curve)) return undefined;
  const { sensitivity: words } = wording.report;
  const { percent, sentences } = wording.formats;
  const own = winnerOf(curve.study);
  const same = curve.specifications.filter((specification) => winnerOf(specification) === own).length;
  const all = curve.specifications.length;
  const names = curve.study.winners.map((key) => parties.of(key).name);
  const [low, high] = [percent(curve.range!.low), percent(curve.range!.high)];
  return sentences([
    same === all ? words.always(names, all, low, high) : words.often(names, same, all, low, high),
    // Of influence each estimate takes a while: it has one draw of the times and a sample of many narratives.
    ...(curve.question === 'influence' ? [words.rough] : []),
  ]);
}
