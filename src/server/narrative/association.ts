/** How strongly a narrative is associated with each ecosystem, by every baseline, and whether the strongest is ahead. */
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import { baselines } from '../../report/names.ts';
import type { Baseline, Parties } from '../../report/names.ts';
import { dataTable, partyMark } from '../../report/parts.ts';
import type { Wording } from '../../wording/wording.ts';
import type { AssociationFact, NarrativeFacts, TestFact } from './facts.ts';
import { sourceMark } from '../parties.ts';

/** The values with their intervals, the tests of the highest against the next, and the same counting texts once. */
export function associationTables(wording: Wording, parties: Parties, { association, tests }: NarrativeFacts): Markup {
  const { narrative: words, narratives: listWords } = wording;
  return markup`${associationTable('copies', words.association)}
${association.some(({ value, low }) => value !== null && low === null) && markup`<p class="more">${words.noIntervals}</p>`}
${tests.length > 0 && testTable(wording, parties, tests)}
<details><summary>${words.associationOfTexts}</summary>${associationTable('groups', words.associationOfTexts)}</details>`;

  function associationTable(counting: AssociationFact['counting'], caption: string): Markup {
    const own = association.filter((row) => row.counting === counting);
    const shown = parties.ecosystems.filter(({ key }) => own.some(({ ecosystem }) => ecosystem === key));
    const cell = (ecosystem: string, baseline: Baseline): Content => {
      const row = own.find((of) => of.ecosystem === ecosystem && of.baseline === baseline);
      return row === undefined ? '–' : valueCell(wording, row);
    };
    return dataTable(
      caption,
      [
        { head: words.ecosystem },
        ...baselines.map((baseline) => ({ head: listWords.baselines[baseline], figures: true })),
      ],
      shown.map((party) => [partyMark(party), ...baselines.map((baseline) => cell(party.key, baseline))]),
    );
  }
}

function valueCell(wording: Wording, row: AssociationFact): Markup {
  const said = valueOf(wording, row.baseline, row.value);
  return markup`${row.is_winner ? markup`<strong>${said}</strong> <span class="tag">${wording.narrative.highest}</span>` : said}${intervalOf(wording, row)}`;
}

/** A value of a baseline: a proportion, or a number. */
function valueOf({ formats }: Wording, baseline: Baseline, value: number | null): string {
  return baseline === 'raw' ? formats.percent(value) : formats.decimal(value, 2);
}

/** The interval of a value, on a line of its own. */
function intervalOf(
  { formats }: Wording,
  { baseline, low, high }: Pick<AssociationFact, 'baseline' | 'low' | 'high'>,
): Content {
  if (low === null || high === null) return '';
  const said =
    baseline === 'raw'
      ? formats.percentRange(low, high)
      : formats.span(formats.decimal(low, 2), formats.decimal(high, 2));
  return markup`<br><span class="basis">${said}</span>`;
}

function testTable(wording: Wording, parties: Parties, tests: readonly TestFact[]): Markup {
  const { narrative: words, narratives: listWords, formats } = wording;
  return dataTable(
    words.tests,
    [
      { head: words.baseline },
      { head: words.leader },
      { head: words.next },
      { head: words.difference, figures: true },
      { head: words.pValue, figures: true },
      { head: words.beyond },
    ],
    baselines.flatMap((baseline) => {
      const test = tests.find((of) => of.baseline === baseline);
      if (test === undefined) return [];
      return [
        [
          listWords.baselines[baseline],
          sourceMark(parties, test.winner),
          test.runner_up === null ? '–' : sourceMark(parties, test.runner_up),
          markup`${valueOf(wording, baseline, test.difference)}${intervalOf(wording, test)}`,
          formats.probability(test.p_adjusted),
          test.separable === null ? words.untested : test.separable ? words.yes : words.no,
        ],
      ];
    }),
    'tests',
  );
}
