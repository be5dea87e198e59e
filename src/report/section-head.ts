/** The head of the page and the four answers. */
import { answers } from './answers.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { ratio } from './numbers.ts';
import type { View } from './view.ts';

/** Title, what the study says of itself, and its data in a line. */
export function headSection(view: View): Markup {
  const { data, wording } = view;
  const { page: words } = wording.report;
  return markup`<header>
<p class="kicker">${words.kicker}</p>
<h1 dir="auto">${data.title}</h1>
${
  data.about.trim() !== '' &&
  markup`<aside class="about" aria-label="${words.about}">${data.about
    .trim()
    .split(/\n{2,}/u)
    .map((paragraph) => markup`<p dir="auto">${paragraph}</p>`)}</aside>`
}
<p class="data">${dataLine(view)}</p>
</header>`;
}

/** Window, items, ecosystems, languages and times of the data, in sentences. */
export function dataLine({ data, parties, wording }: View): string {
  const { page: words } = wording.report;
  const of = (kind: string): number =>
    data.byEcosystem.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.in_scope, 0);
  const languages = new Set(
    data.byLanguage.filter((row) => row.in_scope > 0 && row.language !== 'und').map((row) => row.language),
  ).size;
  const times = (precisions: readonly string[]): number =>
    data.byTime.filter((row) => precisions.includes(row.precision)).reduce((sum, row) => sum + row.in_scope, 0);
  const all = of('post') + of('article');
  const mix = [
    ['minute', times(['second', 'minute'])],
    ['hour', times(['hour'])],
    ['day', times(['day'])],
    ['unknown', times(['unknown'])],
  ] as const;
  const said = mix
    .filter(([, items]) => items > 0)
    .map(([precision, items]) => [precision, wording.formats.percent(ratio(items, all))] as const);
  const ecosystems = parties.ecosystems.map((party) => party.name);
  return wording.formats.sentences([
    words.data(windowInWords(data, words), of('post'), parties.platform.name, of('article'), ecosystems, languages),
    ...(said.length > 0 ? [words.times(said)] : []),
  ]);
}

function windowInWords(data: View['data'], { window }: View['wording']['report']['page']): string {
  const instant = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  const from = data.from === null ? data.earliest : instant(data.from);
  const to = data.to === null ? data.latest : instant(data.to);
  if (from === null && to === null) return window.unknown;
  if (from === null) return window.until(to!);
  if (to === null) return window.from(from);
  return window.span(from, to);
}

/** The four questions, each with the sentence that answers it. */
export function answersSection(view: View): Markup {
  const { data, wording } = view;
  const { page: words, shared } = wording.report;
  return markup`<section id="answers" aria-labelledby="answers-title">
<h2 id="answers-title">${words.sections.answers}</h2>
<p>${words.answersIntro}</p>
<ol class="answers">
${answers(view).map(
  (answer) => markup`<li id="answer-${answer.id}" class="answer">
<h3>${answer.question}</h3>
<p class="sentence">${answer.answer}</p>
${answer.support.map((sentence) => markup`<p>${sentence}</p>`)}
${answer.caveats.length > 0 && markup`<p class="caveat"><strong>${shared.mind}</strong> ${wording.formats.sentences(answer.caveats)}</p>`}
${answer.links.length > 0 && markup`<p class="links">${shared.see} ${answer.links.map((link, index) => markup`${index > 0 && ' · '}<a href="${link.href}">${link.text}</a>`)}</p>`}
</li>
`,
)}
</ol>
<p class="caveat">${words.level(data.isMeasured ? data.narratives : 0, data.minPosts, data.level, data.narrativesAtLevel)}</p>
</section>`;
}
