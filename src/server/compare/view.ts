/** What both comparisons show: the answers of two sides next to each other. */
import type { ComparedAnswer, ComparedRow } from '../../compare/answers.ts';
import type { Beginnings } from '../../compare/compare-windows.ts';
import type { Side } from '../../compare/windows.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import { answerPlot, points } from './plots.ts';

/** The answers: what is beyond chance in words, then a figure and a table for each. */
export function answersView(
  wording: Wording,
  parties: Parties,
  found: readonly ComparedAnswer[],
  {
    draws,
    beginnings,
    names,
  }: {
    readonly draws: number;
    readonly beginnings: Readonly<Record<Side, Beginnings>>;
    /** What each side is called. */
    readonly names: Readonly<Record<Side, string>>;
  },
): Markup {
  const { compare: words } = wording;
  const answers = found.map((answer) => ({ ...answer, rows: answer.rows.toSorted(byValue) }));
  const beyond = answers.flatMap((answer) =>
    answer.rows.flatMap((row) => (row.beyond_chance === true ? [{ answer, row }] : [])),
  );
  return markup`
${
  beyond.length === 0
    ? markup`<p class="verdict">${words.none}</p>`
    : markup`<p class="verdict">${words.some(beyond.length)}</p><ul class="plain">${beyond.map(
        ({ answer, row }) =>
          markup`<li>${words.questions[answer.question]}, ${partyMark(parties.of(row.ecosystem))}: ${words.fromTo(wording.formats.percent(row.first.value), wording.formats.percent(row.second.value))}, ${points(wording, row.difference)}${wording.formats.bracketed(rangeOf(wording, row))}</li>`,
      )}</ul>`
}
${answers.map(
  (answer) => markup`<section aria-labelledby="title-${answer.question}">
<h2 id="title-${answer.question}">${words.questions[answer.question]}</h2>
${answerPlot(wording, parties, answer, names)}
${answerTable(wording, parties, answer)}
${
  answer.question === 'first_appearance' &&
  (['first', 'second'] as const).map((side) => {
    const { narratives, appearing, before, after } = beginnings[side];
    return markup`<p>${words.beginnings(words.sides[side], narratives, appearing, before, after)}</p>`;
  })
}
</section>`,
)}
<p class="more">${words.method(draws)}</p>`;
}

/** The largest of the second side first, those without a value last. */
function byValue(a: ComparedRow, b: ComparedRow): number {
  return (b.second.value ?? -1) - (a.second.value ?? -1) || (b.first.value ?? -1) - (a.first.value ?? -1);
}

function answerTable(wording: Wording, parties: Parties, answer: ComparedAnswer): Markup {
  const { compare: words, formats } = wording;
  const figure = ({ value, count, of, low, high }: ComparedRow['first']): Content =>
    value === null
      ? '–'
      : markup`${formats.percent(value)}${low !== null && high !== null && markup`<span class="basis">${formats.bracketed(words.range(formats.decimal(100 * low, 1), formats.decimal(100 * high, 1)))}</span>`}<br><span class="basis">${words.partOf(formats.decimal(count, Math.abs(count - Math.round(count)) < 1e-9 ? 0 : 1), of)}</span>`;
  return dataTable(
    words.questions[answer.question],
    [
      { head: words.ecosystem },
      { head: words.sides.first, figures: true },
      { head: words.sides.second, figures: true },
      { head: words.difference, figures: true },
      { head: words.interval, figures: true },
      { head: words.p, figures: true },
      { head: words.verdict },
    ],
    answer.rows.map((row) => [
      partyMark(parties.of(row.ecosystem)),
      figure(row.first),
      figure(row.second),
      points(wording, row.difference),
      row.low === null ? '–' : rangeOf(wording, row),
      formats.probability(row.p_adjusted),
      row.note !== null
        ? words.notes[row.note]
        : row.beyond_chance === true
          ? markup`<strong>${words.yes}</strong>`
          : words.no,
    ]),
  );
}

function rangeOf(wording: Wording, { low, high }: ComparedRow): string {
  return wording.compare.range(points(wording, low), points(wording, high));
}
