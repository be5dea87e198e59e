/** What the data can carry, before any answer: per ecosystem items, weeks, times, languages, copies. */
import type { Stretch } from '../kernels/coverage.ts';
import type { Covered, TimeNeeds } from './coverage.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { languageName } from './names.ts';
import type { Parties, Party } from './names.ts';
import { capitalised, count, counted, decimal, listed, percent, ratio } from './numbers.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { coveragePlot, daysInWords } from './plot-coverage.ts';
import type { View } from './view.ts';

/** Gaps of an ecosystem that are named; the others are counted. */
const namedGaps = 2;

/** Shares from which a sentence says what they limit. */
const limits = { undated: 0.1, copies: 0.2, items: 30 } as const;

/** The section: sentences, the strips of weeks, and a table. */
export function coverageSection(view: View): Markup {
  const { data, parties, coverage } = view;
  const order = [parties.platform, ...parties.ecosystems];
  const rows = coverage.parties
    .map((covered) => ({ covered, party: partyOf(covered, parties) }))
    .sort((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
  const sentences = [
    ...absentSentence(view),
    ...fewSentence(rows),
    ...rows.flatMap(({ covered, party }) => limitsOf(covered, party, view)),
    ...timeSentences(view.times, parties),
  ];
  return markup`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">What the data can carry</h2>
${
  rows.length === 0
    ? markup`<p class="empty">The study holds no item in scope.</p>`
    : markup`${
        sentences.length === 0
          ? markup`<p>No gap, lack of times or mass of copies stands out. What was never collected cannot be seen here.</p>`
          : markup`<ul class="limits">${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`
      }
${coverage.weeks !== undefined && coveragePlot(rows, coverage.weeks)}
${dataTable(
  'Items in scope',
  [
    { head: 'Ecosystem' },
    ...['Items', 'Sites', 'Weeks with items', 'Text in copies'].map((head) => ({ head, figures: true })),
    { head: 'Languages' },
  ],
  rows.map(({ covered, party }) => [
    partyMark(party),
    count(covered.items),
    covered.kind === 'post' ? '–' : count(covered.sites),
    weeksOf(covered, coverage.weeks),
    covered.kind === 'post' ? '–' : percent(ratio(covered.syndicated_characters, covered.characters)),
    markup`<span class="mix">${languageMix(covered)}</span>`,
  ]),
)}
${dataTable(
  'How sharply times of publication are known',
  [
    { head: 'Ecosystem' },
    ...['To the hour', 'To the day', 'Coarser', 'One bound', 'No time'].map((head) => ({ head, figures: true })),
  ],
  rows.map(({ covered, party }) => [
    partyMark(party),
    ...[covered.to_hour, covered.to_day, covered.coarser, covered.bounded, covered.undated].map((items) =>
      percent(ratio(items, covered.items)),
    ),
  ]),
)}
<p class="more">Times are sorted by the width of what is known: an hour, a day, more, one bound only (such as when an item was first seen), nothing. Text in copies: characters in articles of a syndication group. By site, language and week: ${csvLink(view, 'coverage')}.${data.sites > 0 && markup` More in <a href="${view.links.section('method')}">data and method</a>.`}</p>`
}
</section>`;
}

function partyOf({ kind, ecosystem }: Covered, parties: Parties): Party {
  return kind === 'post' ? parties.platform : parties.of(ecosystem);
}

function weeksOf({ weeksCovered }: Covered, weeks: Stretch | undefined): string {
  return weeks === undefined ? '–' : `${count(weeksCovered)} of ${count(weeks.last - weeks.first + 1)}`;
}

/** The three languages with most items, and how many others there are. */
function languageMix({ languages, items }: Covered): string {
  const named = languages.slice(0, 3).map((row) => `${languageName(row.language)} ${percent(row.items / items)}`);
  return languages.length > 3 ? `${named.join(', ')}, ${counted(languages.length - 3, 'other')}` : named.join(', ');
}

function absentSentence({ data, parties, coverage }: View): string[] {
  const absent = data.ecosystems.filter(
    (key) => !coverage.parties.some(({ kind, ecosystem }) => kind === 'article' && ecosystem === key),
  );
  return absent.length === 0
    ? []
    : [
        `No article of ${listed(absent.map((key) => parties.of(key).name))} is in scope: nothing on this page says anything about it.`,
      ];
}

/** Ecosystems of few articles, in one sentence. */
function fewSentence(rows: readonly { covered: Covered; party: Party }[]): string[] {
  const few = rows.filter(({ covered }) => covered.kind === 'article' && covered.items < limits.items);
  if (few.length === 0) return [];
  const said = few.map(
    ({ covered, party }, place) =>
      `${place === 0 ? counted(covered.items, 'article') : count(covered.items)} from ${party.name}`,
  );
  const one = few.length === 1 && few[0]!.covered.items === 1;
  return [`Only ${listed(said)} ${one ? 'is' : 'are'} in scope: a few more or fewer would change the figures.`];
}

/** What limits the figures of one ecosystem, in sentences. */
function limitsOf(covered: Covered, party: Party, { data }: View): string[] {
  const [noun, source] = covered.kind === 'post' ? ['post', `on ${party.name}`] : ['article', `from ${party.name}`];
  const sentences: string[] = [];
  if (covered.telling.length > 0) sentences.push(gapSentence(covered, party, noun, data));
  if (covered.kind === 'article' && covered.sites === 1)
    sentences.push(
      `${covered.items === 1 ? 'The only article' : 'All articles'} ${source} ${covered.items === 1 ? 'is' : 'are'} of one site: what is said of ${party.name} here is said of that site.`,
    );
  const timeless = covered.undated + (data.firstSeenIsPublication ? 0 : covered.bounded);
  if (timeless / covered.items >= limits.undated)
    sentences.push(
      `${percent(timeless / covered.items)} of the ${noun}s ${source} have no time of publication: they count in share and association, and hardly say who was first.`,
    );
  const copies = ratio(covered.syndicated_characters, covered.characters);
  if (copies >= limits.copies)
    sentences.push(
      `${percent(copies)} of the text ${source} is in copies of the same text: compare the figures in which copies count once.`,
    );
  return sentences;
}

function gapSentence({ telling }: Covered, party: Party, noun: string, { from, to }: View['data']): string {
  const named = telling.slice(0, namedGaps).map((gap) => daysInWords(gap, from, to));
  const rest = telling.length - named.length;
  const stretches = listed(rest > 0 ? [...named, counted(rest, 'further stretch', 'further stretches')] : named);
  const expected = telling.reduce((sum, gap) => sum + gap.expected, 0);
  return `${capitalised(party.name)} has no ${noun} from ${stretches}, where its usual rate would give about ${count(expected)}: either it published nothing on the subject then or that was not collected.`;
}

/** Which ecosystems have times that cannot tell who was first, where there are any. */
export function timeSentences({ standings, distance }: TimeNeeds, parties: Parties): string[] {
  const usual =
    distance === null
      ? 'too coarsely to put two ecosystems in order on one day'
      : `less sharply than ${durationInWords(distance)}, the usual distance between the first two ecosystems of a narrative`;
  const said = (carries: string): string =>
    listed(
      standings
        .filter((row) => row.carries === carries)
        .map(
          (row) =>
            `${parties.of(row.ecosystem).name}${Number.isFinite(row.tooWide) ? ` (${percent(row.tooWide)})` : ''}`,
        ),
    );
  const [lacking, impaired] = [said('no'), said('partly')];
  return [
    ...(lacking === ''
      ? []
      : [
          `First appearance needs sharper times than most articles from ${lacking} have: they are dated ${usual}. Where ${standings.filter((row) => row.carries === 'no').length === 1 ? 'it takes' : 'they take'} part, take “cannot be told” for a lack of data, not for a tie.`,
        ]),
    ...(impaired === ''
      ? []
      : [
          `Some articles from ${impaired} are dated ${lacking === '' ? usual : 'as coarsely'}, so some first appearances there cannot be told.`,
        ]),
  ];
}

/** A length of time in words: hours, or days from two days on. */
function durationInWords(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  if (hours <= 1) return 'an hour';
  return hours < 48
    ? `${decimal(hours, hours < 10 ? 1 : 0)} hours`.replace('.0 ', ' ')
    : `${decimal(hours / 24, 1)} days`.replace('.0 ', ' ');
}
