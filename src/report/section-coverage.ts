/** What the data can carry, before any answer: per ecosystem items, weeks, times, languages, copies. */
import type { Wide } from '../wording/en/report/coverage.ts';
import type { Stretch } from '../kernels/coverage.ts';
import type { Covered } from './coverage.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Parties, Party } from './names.ts';
import { ratio } from './numbers.ts';
import { csvLink, dataTable, partyMark } from './parts.ts';
import { coveragePlot, daysInWords } from './plot-coverage.ts';
import type { View } from './view.ts';

/** Gaps of an ecosystem that are named; the others are counted. */
const namedGaps = 2;

/** Shares from which a sentence says what they limit. */
const limits = { undated: 0.1, copies: 0.2, items: 30 } as const;

/** What an ecosystem has, and which it is. */
export interface CoveredParty {
  readonly covered: Covered;
  readonly party: Party;
}

/** The section: sentences, the strips of weeks, and a table. */
export function coverageSection(view: View): Markup {
  const { parties, coverage } = view;
  const { coverage: words, page } = view.wording.report;
  const order = [parties.platform, ...parties.ecosystems];
  const rows = coverage.parties
    .map((covered) => ({ covered, party: partyOf(covered, parties) }))
    .sort((a, b) => order.indexOf(a.party) - order.indexOf(b.party));
  const said = [
    ...absentSentence(view),
    ...fewSentence(rows, view),
    ...rows.flatMap((row) => limitsOf(row, view)),
    ...timeSentences(view),
  ];
  return markup`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">${page.sections.coverage}</h2>
${
  rows.length === 0
    ? markup`<p class="empty">${words.none}</p>`
    : markup`${
        said.length === 0
          ? markup`<p>${words.nothing}</p>`
          : markup`<ul class="limits">${said.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`
      }
${coverage.weeks !== undefined && coveragePlot(rows, coverage.weeks, view)}
${itemsTable(rows, view)}
${timesTable(rows, view)}
${note(view)}`
}
</section>`;
}

function note(view: View): Markup {
  const { coverage: words } = view.wording.report;
  const method = (text: string): Markup => markup`<a href="${view.links.section('method')}">${text}</a>`;
  return markup`<p class="more">${words.note(csvLink(view, 'coverage'))}${view.data.sites > 0 && markup`${view.wording.formats.space}${words.more(method)}`}</p>`;
}

function itemsTable(rows: readonly CoveredParty[], { coverage, wording }: View): Markup {
  const { coverage: words, shared } = wording.report;
  const { count, percent } = wording.formats;
  return dataTable(
    words.table,
    [
      { head: shared.ecosystem },
      ...[shared.items, shared.sites, words.heads.weeks, words.heads.copies].map((head) => ({ head, figures: true })),
      { head: words.heads.languages },
    ],
    rows.map(({ covered, party }) => [
      partyMark(party),
      count(covered.items),
      covered.kind === 'post' ? '–' : count(covered.sites),
      weeksOf(covered, coverage.weeks, wording),
      covered.kind === 'post' ? '–' : percent(ratio(covered.syndicated_characters, covered.characters)),
      markup`<span class="mix">${languageMix(covered, wording)}</span>`,
    ]),
  );
}

function timesTable(rows: readonly CoveredParty[], { wording }: View): Markup {
  const { coverage: words, shared } = wording.report;
  const classes = ['to_hour', 'to_day', 'coarser', 'bounded', 'undated'] as const;
  return dataTable(
    words.timesTable,
    [{ head: shared.ecosystem }, ...classes.map((name) => ({ head: words.classes[name], figures: true }))],
    rows.map(({ covered, party }) => [
      partyMark(party),
      ...classes.map((name) => wording.formats.percent(ratio(covered[name], covered.items))),
    ]),
  );
}

function partyOf({ kind, ecosystem }: Covered, parties: Parties): Party {
  return kind === 'post' ? parties.platform : parties.of(ecosystem);
}

function weeksOf({ weeksCovered }: Covered, weeks: Stretch | undefined, { report }: View['wording']): string {
  return weeks === undefined ? '–' : report.shared.ofNoun(weeksCovered, weeks.last - weeks.first + 1);
}

/** The three languages with most items, and how many others there are. */
function languageMix({ languages, items }: Covered, { formats, report }: View['wording']): string {
  const named = languages.slice(0, 3).map((row) => [formats.languageName(row.language), row.items / items] as const);
  return report.coverage.languages(named, languages.length - named.length);
}

function absentSentence({ data, parties, coverage, wording }: View): string[] {
  const absent = data.ecosystems.filter(
    (key) => !coverage.parties.some(({ kind, ecosystem }) => kind === 'article' && ecosystem === key),
  );
  return absent.length === 0 ? [] : [wording.report.coverage.absent(absent.map((key) => parties.of(key).name))];
}

/** Ecosystems of few articles, in one sentence. */
function fewSentence(rows: readonly CoveredParty[], { wording }: View): string[] {
  const few = rows.filter(({ covered }) => covered.kind === 'article' && covered.items < limits.items);
  return few.length === 0
    ? []
    : [wording.report.coverage.few(few.map(({ covered, party }) => [party.name, covered.items] as const))];
}

/** What limits the figures of one ecosystem, in sentences. */
function limitsOf({ covered, party: { name } }: CoveredParty, { data, wording }: View): string[] {
  const { coverage: words } = wording.report;
  const { kind, items, telling } = covered;
  const said: string[] = [];
  if (telling.length > 0) {
    const named = telling.slice(0, namedGaps).map((gap) => daysInWords(gap, data, wording));
    const expected = telling.reduce((sum, gap) => sum + gap.expected, 0);
    said.push(words.gap(kind, name, named, telling.length - named.length, expected));
  }
  if (kind === 'article' && covered.sites === 1) said.push(words.oneSite(name, items));
  const timeless = covered.undated + (data.firstSeenIsPublication ? 0 : covered.bounded);
  if (timeless / items >= limits.undated) said.push(words.timeless(kind, name, timeless / items));
  const copies = ratio(covered.syndicated_characters, covered.characters);
  if (copies >= limits.copies) said.push(words.copies(kind, name, copies));
  return said;
}

/** Which ecosystems have times that cannot tell who was first, where there are any. */
export function timeSentences({ times: { standings, distance }, parties, wording }: View): string[] {
  const { coverage: words } = wording.report;
  const of = (carries: string): Wide[] =>
    standings
      .filter((row) => row.carries === carries)
      .map((row) => [parties.of(row.ecosystem).name, Number.isFinite(row.tooWide) ? row.tooWide : null]);
  const [lacking, impaired] = [of('no'), of('partly')];
  const hours = distance === null ? null : distance / 3_600_000;
  return [
    ...(lacking.length > 0 ? [words.lacking(lacking, hours)] : []),
    ...(impaired.length === 0
      ? []
      : [lacking.length > 0 ? words.impairedToo(impaired) : words.impaired(impaired, hours)]),
  ];
}
