/** Sensitivity: the four answers under every choice that could have been made otherwise. */
import type { Curve } from '../store/sensitivity.ts';
import { winnerOf } from '../store/sensitivity.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Parties } from './names.ts';
import { capitalised, count, counted, listed, percent } from './numbers.ts';
import { csvLink, dataTable } from './parts.ts';
import { specificationPlot } from './plot-sensitivity.ts';
import { choiceInWords, choiceNames } from './sensitivity-words.ts';
import type { View } from './view.ts';

const titles: Readonly<Record<Curve['question'], string>> = {
  share: 'Share of the matching articles',
  association: 'Narratives most associated with each ecosystem',
  first_appearance: 'Narratives each ecosystem is first in',
  influence: 'Posts that each ecosystem set off',
};

/** The section; it says so where there is nothing to vary. */
export function sensitivitySection(view: View): Markup {
  const { data, parties } = view;
  const curves = data.sensitivity.filter(isAnswered);
  return markup`<section id="sensitivity" aria-labelledby="sensitivity-title">
<h2 id="sensitivity-title">Sensitivity</h2>
${
  curves.length === 0
    ? markup`<p>No answer was found, so there is none to vary.</p>`
    : markup`<p>Would the answers change? Some choices could have been made otherwise with as good a reason, so the answers were taken again under every combination of them, without embedding or matching anew. A leader that holds under all of them does not hang on a choice; that does not make it right, since all of them rest on the same posts, articles and scores.${curves.some(({ question }) => question === 'influence') && ' Influence is taken again at the measured level; of each other level there is one estimate.'}</p>
${dataTable(
  'The answers over all choices',
  [
    { head: 'Answer' },
    { head: 'Leads in the study' },
    { head: 'Its value', figures: true },
    { head: 'Lowest to highest', figures: true },
    { head: 'Leads in' },
    { head: 'What alone changes the leader' },
  ],
  curves.map((curve) => rowOf(curve, parties)),
)}
${curves.map((curve) => specificationPlot(curve, titles[curve.question], parties))}
<p class="more">All answers: ${csvLink(view, 'sensitivity')}.</p>`
}
</section>`;
}

/** Whether the study itself has an answer: with too few events for influence only other choices may have one. */
function isAnswered({ study }: Curve): boolean {
  return study.is_study && study.winners.length > 0;
}

function rowOf({ question, specifications, study, winners, range, changes }: Curve, parties: Parties): Markup[] {
  const sources = new Map(specifications.map((specification) => [winnerOf(specification), specification.winners]));
  const named = (winner: string): string =>
    listed(sources.get(winner)!.map((key) => parties.of(key).label)) || 'no ecosystem';
  const alone = changes.map(
    ({ choice, value, winner }) =>
      markup`<li>${choiceNames[choice]}: ${choiceInWords(choice, value)} (${named(winner)})</li>`,
  );
  return [
    markup`${titles[question]}`,
    markup`${named(winnerOf(study))}`,
    markup`${percent(study.values[study.winners[0]!])}`,
    markup`${percent(range!.low)} to ${percent(range!.high)}`,
    markup`${listed(winners.slice(0, 3).map(({ winner, specifications: times }) => `${named(winner)} ${count(times)}`))} of ${counted(specifications.length, 'set')}`,
    alone.length === 0 ? markup`nothing` : markup`<ul class="plain">${alone}</ul>`,
  ];
}

/** The sentence that stands beside an answer. */
export function sensitivitySentence(curve: Curve | undefined, parties: Parties): string | undefined {
  if (curve === undefined || !isAnswered(curve)) return undefined;
  const own = winnerOf(curve.study);
  const same = curve.specifications.filter((specification) => winnerOf(specification) === own).length;
  const all = curve.specifications.length;
  const named = capitalised(listed(curve.study.winners.map((key) => parties.of(key).name)));
  const leader = `${named} ${curve.study.winners.length === 1 ? 'leads' : 'lead together'}`;
  const reach = `from ${percent(curve.range!.low)} to ${percent(curve.range!.high)}`;
  // Of influence each estimate takes a while: it has one draw of the times and a sample of many narratives.
  const anew =
    curve.question === 'influence'
      ? ' Each is estimated more roughly than the figure above, from one draw of the times, so it may differ from it.'
      : '';
  return same === all
    ? `${leader} under every one of ${count(all)} sets of choices (${reach}).${anew}`
    : `${leader} under ${count(same)} of ${count(all)} sets of choices (${reach}).${anew}`;
}
