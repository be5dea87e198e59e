/** Two studies next to each other: how they were made, what went in, their narratives and answers. */
import { countings } from '../../compare/counts.ts';
import type { ComparedStudies, StudyCurve } from '../../compare/compare-studies.ts';
import { familyKinds } from '../../compare/families.ts';
import type { FamilyMember } from '../../compare/families.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import { clip } from '../../report/visible.ts';
import type { Wording } from '../../wording/wording.ts';
import { answersView } from './view.ts';
import { narrativeAddress } from '../page.ts';
import { sourceMark } from '../parties.ts';

const sides = ['first', 'second'] as const;

/** Families, and narratives of a family, that are listed. */
const shownFamilies = 100;
const shownMembers = 6;

/** Characters of a value of the configuration. */
const shownValue = 300;

/** The whole comparison. Answers are shown in the counting by articles, and by the study's own baseline of totals. */
export function studiesView(wording: Wording, parties: Parties, found: ComparedStudies): Markup {
  const { compare: words } = wording;
  const answers = found.answers.filter(
    ({ counting, baseline }) =>
      (counting === null || counting === countings[0]) && (baseline === null || baseline === 'npmi_own'),
  );
  return markup`<p class="found">${sides.map((side) => markup`${words.study(words.sides[side])} <bdi>${found.names[side]}</bdi>. `)}</p>
${answersView(wording, parties, answers, found)}
${influence(wording, parties, found)}
${sensitivity(wording, parties, found)}
${configuration(wording, found)}
${inputs(wording, parties, found)}
${narratives(wording, found)}`;
}

function section(id: string, title: string, body: Content): Markup {
  return markup`<section aria-labelledby="title-${id}"><h2 id="title-${id}">${title}</h2>
${body}
</section>`;
}

function configuration({ compare: words }: Wording, { configuration: rows }: ComparedStudies): Markup {
  const value = (text: string): Content =>
    text === '' ? markup`<span class="basis">${words.empty}</span>` : markup`<bdi>${cut(text, shownValue)}</bdi>`;
  return section(
    'configuration',
    words.configuration,
    rows.length === 0
      ? markup`<p>${words.nothingDiffers}</p>`
      : dataTable(
          words.what,
          [{ head: words.what }, { head: words.sides.first }, { head: words.sides.second }],
          rows.map((row) => [
            markup`${words.differenceOf[row.of]} <code>${cut(row.stage === '' ? row.key : `${row.stage}.${row.key}`, 80)}</code>`,
            value(row.first),
            value(row.second),
          ]),
        ),
  );
}

function cut(text: string, characters: number): string {
  const { text: kept, left } = clip(text, characters);
  return left > 0 ? `${kept}…` : kept;
}

function inputs({ compare: words, formats }: Wording, parties: Parties, { items }: ComparedStudies): Markup {
  return section(
    'inputs',
    words.inputs,
    markup`${dataTable(
      words.inputs,
      [
        { head: words.source },
        { head: words.sides.first, figures: true },
        { head: words.sides.second, figures: true },
        { head: words.both, figures: true },
        { head: words.only(words.sides.first), figures: true },
        { head: words.only(words.sides.second), figures: true },
        { head: words.changed, figures: true },
        { head: words.byText, figures: true },
      ],
      items.map((row) => [
        markup`${partyMark(parties.of(row.source))}, ${words.kinds[row.kind]}`,
        ...[row.first, row.second, row.both, row.only_first, row.only_second, row.changed].map(formats.count),
        words.fromTo(formats.count(row.first_by_text), formats.count(row.second_by_text)),
      ]),
    )}<p class="more">${words.inputsNote}</p>`,
  );
}

function narratives(wording: Wording, { narratives: found }: ComparedStudies): Markup {
  const { compare: words, formats } = wording;
  const listed = found.families.filter(({ kind }) => kind !== 'kept').slice(0, shownFamilies);
  const members = (own: readonly FamilyMember[], isServed: boolean): Content =>
    own.length === 0
      ? '–'
      : markup`${own.slice(0, shownMembers).map(({ narrative_id, label, posts, articles }) => {
          const name = markup`<bdi>${cut(label.trim() === '' ? narrative_id : label, 80)}</bdi>`;
          return markup`<div>${isServed ? markup`<a href="${narrativeAddress(narrative_id)}">${name}</a>` : name} <span class="basis">${wording.common.posts(posts)}, ${wording.common.articles(articles)}</span></div>`;
        })}${own.length > shownMembers && markup`<div class="basis">${words.more(own.length - shownMembers)}</div>`}`;
  return section(
    'narratives',
    words.narratives,
    markup`<p>${words.agreement(found.shared_posts, found.adjusted_rand)}</p>
<p class="found">${familyKinds.map((kind) => markup`<span class="key">${words.familyKinds[kind]}: ${formats.count(found.kinds[kind])}</span> `)}</p>
${
  listed.length > 0 &&
  dataTable(
    words.families,
    [
      { head: words.kind },
      { head: words.sides.first },
      { head: words.sides.second },
      { head: words.jaccard, figures: true },
    ],
    listed.map((family) => [
      words.familyKinds[family.kind],
      members(family.first, true),
      members(family.second, false),
      formats.decimal(family.jaccard, 2),
    ]),
  )
}
<p class="more">${words.familiesNote}</p>`,
  );
}

function influence(wording: Wording, parties: Parties, { influence: found }: ComparedStudies): Markup {
  const { compare: words, formats } = wording;
  const most = (source: string): number =>
    Math.max(...sides.flatMap((side) => found[side].map((row) => (row.source === source ? (row.influence ?? 0) : 0))));
  const sources = [...new Set(sides.flatMap((side) => found[side].map(({ source }) => source)))].sort(
    (a, b) => most(b) - most(a),
  );
  return section(
    'influence',
    words.influence,
    sources.length === 0
      ? markup`<p>${words.notEstimated}</p>`
      : markup`${dataTable(
          words.influence,
          [
            { head: words.source },
            { head: words.sides.first, figures: true },
            { head: words.sides.second, figures: true },
          ],
          sources.map((source) => [
            source === 'background' ? words.background : sourceMark(parties, source),
            ...sides.map((side): Content => {
              if (found[side].length === 0) return words.notEstimated;
              const row = found[side].find((one) => one.source === source);
              if (row === undefined) return '–';
              return row.low === null || row.high === null
                ? formats.percent(row.influence)
                : `${formats.percent(row.influence)} (${words.range(formats.decimal(100 * row.low, 1), formats.decimal(100 * row.high, 1))})`;
            }),
          ]),
        )}<p class="more">${words.influenceNote}</p>`,
  );
}

function sensitivity(wording: Wording, parties: Parties, { sensitivity: found }: ComparedStudies): Content {
  const { compare: words } = wording;
  const questions = [...new Set(sides.flatMap((side) => found[side].map(({ question }) => question)))];
  if (questions.length === 0) return '';
  const known = new Map(parties.ecosystems.map(({ key, label }) => [key, label]));
  const named = (winner: string): string =>
    winner === 'none'
      ? words.noWinner
      : winner
          .split(' and ')
          .map((key) => known.get(key) ?? key)
          .join(', ');
  const cell = (curve: StudyCurve | undefined): Content =>
    curve === undefined
      ? words.notEstimated
      : curve.won.map(
          ({ winner, specifications }) =>
            markup`<div>${words.wins(named(winner), specifications, curve.specifications)}</div>`,
        );
  return section(
    'sensitivity',
    words.sensitivity,
    dataTable(
      words.sensitivity,
      [{ head: words.question }, { head: words.sides.first }, { head: words.sides.second }],
      questions.map((question) => [
        words.answers[question],
        ...sides.map((side) => cell(found[side].find((curve) => curve.question === question))),
      ]),
    ),
  );
}
