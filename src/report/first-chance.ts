/** First appearance against chance, and leads over the platform: as sentences, and as tables. */
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ChanceRow, LeadRow, Overview } from './model.ts';
import type { Parties } from './names.ts';
import { count, counted, decimal, listed, partOf, duration, splitCount, probability } from './numbers.ts';
import { dataTable, partyMark } from './parts.ts';
import type { View } from './view.ts';

/** False discoveries that are put up with among the ecosystems. */
const ofEcosystems = 0.05;

/** The row of `first_leads` for the first of all ecosystems. */
const any = '(any)';

/** What stands beside the counts of firsts. */
export function chanceSentences({ chance, leads, movers }: Overview, parties: Parties): string[] {
  return [
    ...againstChance(chance, parties),
    ...(movers.tested === 0
      ? []
      : [
          movers.significant === 0
            ? `Taken one by one, the lead of the first ecosystem is longer than chance explains in none of ${counted(movers.tested, 'narrative')}.`
            : `Taken one by one, the lead of the first ecosystem is longer than chance explains in ${partOf(movers.significant, movers.tested, 'narrative')}, with at most one in ten of these expected to be false.`,
        ]),
    ...leadSentence(leads, parties),
  ];
}

/** How many firsts may have been there before the collection began. */
export function startSentence({ movers: { atOrBefore } }: Overview): string {
  return atOrBefore === 0
    ? ''
    : `${counted(atOrBefore, 'first appearance')} ${atOrBefore === 1 ? 'lies' : 'lie'} within three days of the start of what was collected from that source, so the true one may be earlier: read “at or before”.`;
}

function rowsOf(chance: readonly ChanceRow[], measure: ChanceRow['measure']): ChanceRow[] {
  return chance
    .filter((row) => row.measure === measure && row.counting === 'groups' && row.appearing > 0)
    .sort((a, b) => b.excess - a.excess || (a.source < b.source ? -1 : 1));
}

function againstChance(chance: readonly ChanceRow[], parties: Parties): string[] {
  const rows = rowsOf(chance, 'first');
  if (rows.every((row) => row.p_value === null)) return [];
  const told = (row: ChanceRow): string =>
    `${parties.of(row.source).name} (${splitCount(row.observed)}, by chance ${decimal(row.expected, 1)}${row.low === null || row.high === null ? '' : `, difference ${signed(row.low)} to ${signed(row.high)} with 95 % confidence`})`;
  const beyond = rows.filter((row) => row.q_value !== null && row.q_value <= ofEcosystems);
  const [more, less] = [beyond.filter((row) => row.excess > 0), beyond.filter((row) => row.excess < 0)];
  const within = rows.filter((row) => !beyond.includes(row));
  const parts = [
    more.length > 0 &&
      `${listed(more.map(told))} ${more.length === 1 ? 'was' : 'were'} first more often than chance explains`,
    less.length > 0 && `${listed(less.map(told))} less often`,
    within.length > 0 &&
      (beyond.length === 0
        ? `none was first more or less often than chance explains: ${listed(within.map(told))}`
        : `for ${listed(within.map(told))} chance is enough`),
  ].filter((part) => part !== false);
  return [
    `Who publishes more is first more often by chance. Of ${counted(rows[0]!.narratives, 'narrative')} with dated articles of two ecosystems or more, ties split: ${parts.join('; ')}.`,
  ];
}

function leadSentence(leads: readonly LeadRow[], parties: Parties): string[] {
  const row = leads.find(({ source }) => source === any);
  if (row === undefined) return [];
  const { platform } = parties;
  const start = `Between the first article and the first post on ${platform.name} of ${counted(row.narratives, 'narrative')}`;
  if (row.median_lead_hours === null) return [`${start} the median lead is not bounded by the times there are.`];
  const { median_lead_hours: hours, median_from: from, median_to: to, low, high } = row;
  const bounded = low !== null && high !== null;
  const both = bounded && low < 0 && high > 0 ? ' The interval includes both orders.' : '';
  // With dates only, the lead of the median narrative lies anywhere between its bounds.
  if (from === null || to === null || (from < 0 && to > 0))
    return [
      `${start}, the times cannot tell which came first in the middle narrative: they leave open a lead of the article of ${range(from, to)}${bounded ? ` (95 % interval ${range(low, high)})` : ''}; below zero the post came first.`,
    ];
  // Told from the side of the one that came first.
  const isPost = hours < 0;
  const span = (least: number, most: number): string => (isPost ? range(-most, -least) : range(least, most));
  const interval = bounded ? ` (95 % interval ${span(low, high)})` : '';
  const open = to - from > 2 ? `; the precision of the times leaves open anything from ${span(from, to)}` : '';
  return [
    `${start}, the ${isPost ? 'post' : 'article'} came first, with a median lead of ${duration(Math.abs(hours))}${interval}${open}.${both}`,
  ];
}

function signed(value: number): string {
  return value > 0 ? `+${decimal(value, 1)}` : decimal(value, 1);
}

/** The tables of first appearance against chance, and of leads; nothing where there is none. */
export function chanceTables({ data: { chance, leads }, parties, links }: View): Markup {
  const captions = {
    first: 'First among the ecosystems, against chance (ties split, copies of a text counted once)',
    before_platform: `Before the first post on ${parties.platform.label}, against chance`,
  } as const;
  return markup`${(['first', 'before_platform'] as const).map((measure) => {
    const rows = rowsOf(chance, measure);
    return (
      rows.length > 0 &&
      dataTable(
        captions[measure],
        [
          { head: 'Ecosystem' },
          { head: 'Narratives', figures: true },
          { head: 'Observed', figures: true },
          { head: 'By chance', figures: true },
          { head: 'Difference', figures: true },
          { head: '95 % interval', figures: true },
          { head: 'p', figures: true },
          { head: 'q', figures: true },
        ],
        rows.map((row) => {
          const party = parties.of(row.source);
          return [
            partyMark(party, links.ecosystem(party)),
            count(row.appearing),
            splitCount(row.observed),
            decimal(row.expected, 1),
            signed(row.excess),
            row.low === null || row.high === null ? '–' : `${signed(row.low)} to ${signed(row.high)}`,
            probability(row.p_value),
            probability(row.q_value),
          ];
        }),
      )
    );
  })}
${
  leads.length > 0 &&
  dataTable(
    `Lead over the first post on ${parties.platform.label}: below zero the post came first`,
    [
      { head: 'Ecosystem' },
      { head: 'Narratives', figures: true },
      { head: 'Median', figures: true },
      { head: 'what the times leave open', figures: true },
      { head: '95 % interval', figures: true },
    ],
    leads.map((row) => [
      row.source === any ? 'first of all' : partyMark(parties.of(row.source), links.ecosystem(parties.of(row.source))),
      count(row.narratives),
      row.median_lead_hours === null ? '–' : duration(row.median_lead_hours),
      range(row.median_from, row.median_to),
      row.method.startsWith('no interval') ? '–' : range(row.low, row.high),
    ]),
  )
}
${
  chance.length > 0 &&
  markup`<p>By chance: the expectation where the ecosystems of each narrative’s articles are permuted, its times kept, and only among ecosystems that cover the day. P and q are two-sided; q controls the false discovery rate over the ecosystems of a table. The intervals resample narratives.</p>`
}`;
}

function range(low: number | null, high: number | null): string {
  if (low === null && high === null) return 'anything';
  if (low === null) return `up to ${duration(high)}`;
  return high === null ? `${duration(low)} or more` : `${duration(low)} to ${duration(high)}`;
}
