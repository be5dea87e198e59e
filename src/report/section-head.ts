/** The head of the page and the four answers. */
import { answers } from './answers.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { count, counted, listed, percent, ratio } from './numbers.ts';
import { day } from './times.ts';
import type { View } from './view.ts';

/** Title, what the study says of itself, and its data in a line. */
export function headSection({ data, parties }: View): Markup {
  return markup`<header>
<p class="kicker">crosscurrent report</p>
<h1 dir="auto">${data.title}</h1>
${
  data.about.trim() !== '' &&
  markup`<aside class="about" aria-label="About this study">${data.about
    .trim()
    .split(/\n{2,}/u)
    .map((paragraph) => markup`<p dir="auto">${paragraph}</p>`)}</aside>`
}
<p class="data">${dataLine(
    data,
    parties.platform.name,
    parties.ecosystems.map((party) => party.name),
  )}</p>
</header>`;
}

function dataLine(data: View['data'], platform: string, ecosystems: readonly string[]): string {
  const of = (kind: string): number =>
    data.byEcosystem.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.in_scope, 0);
  const languages = new Set(
    data.byLanguage.filter((row) => row.in_scope > 0 && row.language !== 'und').map((row) => row.language),
  ).size;
  const times = (precisions: readonly string[]): number =>
    data.byTime.filter((row) => precisions.includes(row.precision)).reduce((sum, row) => sum + row.in_scope, 0);
  const all = of('post') + of('article');
  const mix = [
    [times(['second', 'minute']), 'to the minute or better'],
    [times(['hour']), 'to the hour'],
    [times(['day']), 'to the day only'],
    [times(['unknown']), 'not at all'],
  ] as const;
  const said = mix.filter(([items]) => items > 0).map(([items, how]) => `${percent(ratio(items, all))} ${how}`);
  const sentences = [
    `${windowInWords(data)}: ${counted(of('post'), 'post')} on ${platform}, ${counted(of('article'), 'article')} from ${ecosystems.length === 0 ? 'no ecosystem' : `${counted(ecosystems.length, 'ecosystem')} (${listed(ecosystems)})`}, in ${counted(languages, 'language')}.`,
    said.length > 0 && `Times of publication are known ${listed(said)}.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

function windowInWords(data: View['data']): string {
  const instant = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  const from = data.from === null ? data.earliest : instant(data.from);
  const to = data.to === null ? data.latest : instant(data.to);
  if (from === null && to === null) return 'No times are known';
  if (from === null) return `Until ${day(to!)}`;
  if (to === null) return `From ${day(from)}`;
  return day(from) === day(to) ? day(from) : `${day(from)} to ${day(to)}`;
}

/** The four questions, each with the sentence that answers it. */
export function answersSection(view: View): Markup {
  return markup`<section id="answers" aria-labelledby="answers-title">
<h2 id="answers-title">The four answers</h2>
<p>A match says that an article says the same thing as a narrative, not that one was taken from the other. Every accepted match is taken as right: errors of matching are in no figure, and in no interval.</p>
<ol class="answers">
${answers(view).map(
  (answer) => markup`<li id="answer-${answer.id}" class="answer">
<h3>${answer.question}</h3>
<p class="sentence">${answer.answer}</p>
${answer.support.map((sentence) => markup`<p>${sentence}</p>`)}
${answer.caveats.length > 0 && markup`<p class="caveat"><strong>Mind:</strong> ${answer.caveats.join(' ')}</p>`}
${answer.links.length > 0 && markup`<p class="links">See: ${answer.links.map((link, index) => markup`${index > 0 && ' · '}<a href="${link.href}">${link.text}</a>`)}</p>`}
</li>
`,
)}
</ol>
<p class="caveat">Figures are about ${levelInWords(view)}</p>
</section>`;
}

function levelInWords({ data }: View): string {
  const floor = data.minPosts === null ? '' : ` of at least ${counted(data.minPosts, 'post')}`;
  const measured = data.isMeasured ? data.narratives : 0;
  return `${counted(measured, 'narrative')}${floor}, at level ${count(data.level)}; the clustering found ${count(data.narrativesAtLevel)} at that level in all.`;
}
