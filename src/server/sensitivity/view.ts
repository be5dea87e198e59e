/** What the page of sensitivity shows: the controls, and the answer to each question beside that of the study. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { partyMark } from '../../report/parts.ts';
import type { Choice, Curve, Specification } from '../../store/sensitivity.ts';
import { capitalised } from '../../wording/rich.ts';
import type { Wording } from '../../wording/wording.ts';
import { select } from '../forms.ts';
import { address } from '../page.ts';
import {
  chosenOf,
  differing,
  leaderInWords,
  nearestTo,
  nearestWithAnother,
  studyValue,
  valueInWords,
  valueOf,
  wantedBy,
} from './grid.ts';
import type { Asked, Chosen, Control } from './grid.ts';

/** Where the answers under other choices are. */
export const sensitivityPath = '/sensitivity';

/** Sets of choices with another leader that are named. */
const namedTurns = 5;

/** Sets of choices that are offered in place of one that was not computed. */
const namedNearest = 3;

/** What the pieces of the page look up. */
export interface Tried {
  readonly wording: Wording;
  readonly parties: Parties;
  readonly curves: readonly Curve[];
  readonly controls: readonly Control[];
  readonly asked: Asked;
}

/** The address of the answers under these choices. */
export function choicesAddress(asked: Asked): string {
  return address(sensitivityPath, Object.fromEntries(asked));
}

/** The choices of one set, and of what plays no part in its question those that were asked for. */
export function choicesOfPoint(
  { controls, asked }: Pick<Tried, 'controls' | 'asked'>,
  curve: Curve,
  point: Specification,
): Asked {
  const chosen = new Map(asked);
  for (const [choice, value] of wantedBy(curve, point)) {
    const control = controls.find((one) => one.choice === choice);
    if (control === undefined || studyValue(control) === value) chosen.delete(choice);
    else chosen.set(choice, value);
  }
  return chosen;
}

/** One list a choice; each change shows other answers at once (web/sensitivity.ts), or with the button. */
export function choicesForm({ wording, controls, asked }: Tried): Content {
  if (controls.length === 0) return '';
  const { common, compare, report, sensitivity: words } = wording;
  return markup`<form class="filters" method="get" action="${sensitivityPath}" autocomplete="off" data-choices aria-label="${words.controls}">
<div class="fields">
${controls.map((control) => {
  const { choice, values, questions } = control;
  const own = studyValue(control);
  const name = (value: string): string => valueInWords(choice, value, wording);
  const options = values.map((value) =>
    value === own ? { value: '', name: words.ofStudy(name(value)) } : { value, name: name(value) },
  );
  const all = own === undefined ? [{ value: '', name: words.asStudy }, ...options] : options;
  return markup`<div>${select(capitalised(report.sensitivity.choices[choice]), choice, all, asked.get(choice) ?? '')}
<span class="basis">${words.bears(questions.map(({ question }) => compare.answers[question]))}</span></div>
`;
})}
<p class="buttons"><button>${common.apply}</button> <a href="${sensitivityPath}" data-choose>${words.back}</a></p>
</div>
</form>`;
}

/** The answers under what was asked for: the part of the page that changes. */
export function answersPart(tried: Tried, untried: readonly (readonly [choice: Choice, value: string])[]): Markup {
  const { wording, curves, asked } = tried;
  const { report, sensitivity: words } = wording;
  const questions = ['share', 'association', 'first_appearance', 'influence'] as const;
  return markup`<div id="answers" data-part>
<p class="found" data-standing>${asked.size === 0 ? words.asChosen : words.changed(asked.size)}</p>
${untried.map(([choice, value]) => markup`<p class="caveat">${words.untried(report.sensitivity.choices[choice], value.slice(0, 80))}</p>`)}
<ul class="answers">
${questions.map((question) => {
  const curve = curves.find((one) => one.question === question);
  return curve === undefined
    ? markup`<li class="answer"><h3>${words.questions[question]}</h3><p class="empty">${words.absent[question === 'influence' ? 'influence' : 'other']}</p></li>`
    : answerCard(tried, chosenOf(curve, asked));
})}
</ul>
</div>`;
}

function answerCard(tried: Tried, chosen: Chosen): Markup {
  const { sensitivity: words } = tried.wording;
  const { curve, point } = chosen;
  const body = point === undefined ? missing(tried, chosen) : answer(tried, curve, point);
  return markup`<li class="answer" id="answer-${curve.question}" data-question="${curve.question}"${point !== undefined && markup` data-chosen="${point.specification}"`}>
<h3>${words.questions[curve.question]}</h3>
${body}
${curve.question === 'influence' && markup`<p class="caveat">${words.rough}</p>`}
</li>
`;
}

function answer(tried: Tried, curve: Curve, point: Specification): Markup {
  const { wording, parties } = tried;
  return markup`<p class="sentence">${leadSentence(wording, parties, curve.question, point)}</p>
<p>${studySentence(wording, parties, curve, point)}</p>
${bars(tried, curve, point)}
${turns(tried, curve, point)}
`;
}

/** Who leads, in a sentence. */
function leadSentence(wording: Wording, parties: Parties, question: Curve['question'], point: Specification): string {
  const { sensitivity: words, formats } = wording;
  if (point.winners.length === 0) return words.nobody;
  return words.leads[question](
    point.winners.map((source) => parties.of(source).name),
    formats.percent(valueOf(point, point.winners[0]!)),
    point.weighting === 'posts' ? 'posts' : 'narratives',
  );
}

function studySentence(
  { sensitivity: words, formats }: Wording,
  parties: Parties,
  { study }: Curve,
  point: Specification,
): string {
  if (!study.is_study) return words.study.none;
  if (study === point) return words.study.isThis;
  const leader = study.winners[0];
  if (leader === undefined) return words.study.nobody;
  const names = study.winners.map((source) => parties.of(source).name);
  const value = formats.percent(valueOf(study, leader));
  return study.winners.join('\n') === point.winners.join('\n')
    ? words.study.same(names, value)
    : words.study.other(names, value);
}

/** Pixels of a bar as it is drawn; the style stretches it. */
const barWidth = 100;

/** A bar for every ecosystem, on one scale for all sets of choices of the question. */
function bars({ wording, parties }: Tried, curve: Curve, point: Specification): Markup {
  const { sensitivity: words, formats } = wording;
  const sources = new Set(curve.specifications.flatMap(({ values }) => Object.keys(values)));
  const shown = parties.ecosystems.filter(({ key }) => sources.has(key));
  const highest = curve.specifications.reduce((most, { values }) => Math.max(most, ...Object.values(values)), 0.0001);
  const along = (value: number): string => ((value / highest) * barWidth).toFixed(1);
  return markup`<table class="bars">
<caption class="unseen">${words.questions[curve.question]}</caption>
<thead><tr><th scope="col"><span class="unseen">${words.heads.ecosystem}</span></th><th scope="col">${words.heads.bar(formats.percent(highest))}</th><th scope="col" class="figures">${words.heads.here}</th><th scope="col" class="figures">${words.heads.study}</th></tr></thead>
<tbody>
${shown.map((party) => {
  const [here, study] = [valueOf(point, party.key), valueOf(curve.study, party.key)];
  return markup`<tr data-source="${party.id}"><th scope="row">${partyMark(party)}</th>
<td><svg viewBox="0 0 ${barWidth} 14" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="${barWidth}" height="10" y="2"/><rect fill="${party.colour}" width="${along(here)}" height="10" y="2"/>${curve.study.is_study && markup`<path d="M${along(study)} 0V14"/>`}</svg></td>
<td class="figures${point.winners.includes(party.key) && ' winner'}" data-here>${formats.percent(here)}</td><td class="figures">${curve.study.is_study ? formats.percent(study) : '–'}</td></tr>
`;
})}
</tbody>
</table>
${curve.study.is_study && markup`<p class="basis">${words.barsNote}</p>`}`;
}

/** The nearest sets of choices with another leader. */
function turns(tried: Tried, curve: Curve, point: Specification): Markup {
  const { wording, parties } = tried;
  const { sensitivity: words, formats } = wording;
  const apart = nearestWithAnother(curve, point);
  const own = wantedBy(curve, point);
  return markup`<h4>${words.otherwise}</h4>
${
  apart === undefined
    ? markup`<p>${words.never}</p>`
    : markup`<p>${apart.differing === 1 ? words.one : words.several(apart.differing)}</p>
<ul class="plain">${apart.specifications.slice(0, namedTurns).map((other) => {
        const changed = differing(other, own).map((choice) => valueInWords(choice, String(other[choice]), wording));
        const value = other.winners.length === 0 ? '' : ` ${formats.percent(valueOf(other, other.winners[0]!))}`;
        return markup`<li>${pointLink(tried, curve, other, words.turn(changed, `${leaderInWords(wording, parties, other)}${value}`))}</li>`;
      })}${apart.specifications.length > namedTurns && markup`<li>${words.further(apart.specifications.length - namedTurns)}</li>`}</ul>`
}`;
}

/** What stands in place of an answer that was not computed. */
function missing(tried: Tried, chosen: Chosen): Markup {
  const { wording, controls } = tried;
  const { sensitivity: words } = wording;
  const { curve, wanted } = chosen;
  const named = [...wanted]
    .filter(([choice]) => controls.some((control) => control.choice === choice))
    .map(([choice, value]) => valueInWords(choice, value, wording));
  const nearest = nearestTo(chosen);
  return markup`<p class="sentence missing">${words.missing(named)}</p>
${curve.question === 'influence' && markup`<p>${words.whyInfluence}</p>`}
<p>${words.nearest}</p>
<ul class="plain">${nearest.specifications.slice(0, namedNearest).map((other) => {
    const changed = differing(other, wanted).map((choice) => valueInWords(choice, String(other[choice]), wording));
    return markup`<li>${pointLink(tried, curve, other, wording.formats.listed(changed))}</li>`;
  })}</ul>`;
}

function pointLink(tried: Tried, curve: Curve, point: Specification, text: string): Markup {
  return markup`<a href="${choicesAddress(choicesOfPoint(tried, curve, point))}" data-choose>${text}</a>`;
}
