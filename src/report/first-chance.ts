/** First appearance against chance, and leads over the platform: as sentences, and as tables. */
import type { Told } from '../wording/en/report/chance.ts';
import type { Wording } from '../wording/wording.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ChanceRow } from './model.ts';
import { dataTable, partyMark } from './parts.ts';
import type { View } from './view.ts';

/** False discoveries that are put up with among the ecosystems. */
const ofEcosystems = 0.05;

/** The row of `first_leads` for the first of all ecosystems. */
const any = '(any)';

/** What the sentences are made of. */
type Known = Pick<View, 'parties' | 'wording'> & { readonly data: Pick<View['data'], 'chance' | 'leads' | 'movers'> };

/** What stands beside the counts of firsts. */
export function chanceSentences(view: Known): string[] {
  const { data, wording } = view;
  const { chance: words } = wording.report;
  const { tested, significant } = data.movers;
  return [
    ...againstChance(view),
    ...(tested === 0 ? [] : [significant === 0 ? words.noneTested(tested) : words.tested(significant, tested)]),
    ...leadSentence(view),
  ];
}

/** How many firsts may have been there before the collection began. */
export function startSentence({ data, wording }: Pick<Known, 'data' | 'wording'>): string {
  const { atOrBefore } = data.movers;
  return atOrBefore === 0 ? '' : wording.report.chance.start(atOrBefore);
}

function rowsOf(chance: readonly ChanceRow[], measure: ChanceRow['measure']): ChanceRow[] {
  return chance
    .filter((row) => row.measure === measure && row.counting === 'groups' && row.appearing > 0)
    .sort((a, b) => b.excess - a.excess || (a.source < b.source ? -1 : 1));
}

function againstChance({ data, parties, wording }: Known): string[] {
  const rows = rowsOf(data.chance, 'first');
  if (rows.every((row) => row.p_value === null)) return [];
  const told = (own: readonly ChanceRow[]): Told[] =>
    own.map(({ source, observed, expected, low, high }) => ({
      name: parties.of(source).name,
      observed,
      expected,
      low,
      high,
    }));
  const beyond = rows.filter((row) => row.q_value !== null && row.q_value <= ofEcosystems);
  return [
    wording.report.chance.first(
      rows[0]!.narratives,
      told(beyond.filter((row) => row.excess > 0)),
      told(beyond.filter((row) => row.excess < 0)),
      told(rows.filter((row) => !beyond.includes(row))),
    ),
  ];
}

function leadSentence({ data, parties, wording }: Known): string[] {
  const row = data.leads.find(({ source }) => source === any);
  if (row === undefined) return [];
  const { lead: words } = wording.report.chance;
  const { duration, sentences } = wording.formats;
  const platform = parties.platform.name;
  const { narratives, median_lead_hours: hours, median_from: from, median_to: to, low, high } = row;
  if (hours === null) return [words.unbounded(platform, narratives)];
  const bounded = low !== null && high !== null;
  // With dates only, the lead of the median narrative lies anywhere between its bounds.
  if (from === null || to === null || (from < 0 && to > 0))
    return [
      words.open(
        platform,
        narratives,
        hoursRange(from, to, wording),
        bounded ? hoursRange(low, high, wording) : undefined,
      ),
    ];
  // Told from the side of the one that came first.
  const isPost = hours < 0;
  const span = (least: number, most: number): string =>
    isPost ? hoursRange(-most, -least, wording) : hoursRange(least, most, wording);
  const said = words.told(
    platform,
    narratives,
    isPost,
    duration(Math.abs(hours)),
    bounded ? span(low, high) : undefined,
    to - from > 2 ? span(from, to) : undefined,
  );
  return [sentences(bounded && low < 0 && high > 0 ? [said, words.both] : [said])];
}

/** The tables of first appearance against chance, and of leads; nothing where there is none. */
export function chanceTables(view: View): Markup {
  const { data, wording } = view;
  return markup`${(['first', 'before_platform'] as const).map((measure) => chanceTable(view, measure))}
${data.leads.length > 0 && leadTable(view)}
${data.chance.length > 0 && markup`<p>${wording.report.chance.note}</p>`}`;
}

function chanceTable({ data, parties, links, wording }: View, measure: ChanceRow['measure']): Markup | false {
  const rows = rowsOf(data.chance, measure);
  if (rows.length === 0) return false;
  const { chance: words, shared } = wording.report;
  const { count, decimal, probability, signed, span, splitCount } = wording.formats;
  return dataTable(
    measure === 'first' ? words.tables.first : words.tables.before_platform(parties.platform.label),
    [
      { head: shared.ecosystem },
      { head: shared.narratives, figures: true },
      { head: words.heads.observed, figures: true },
      { head: words.heads.byChance, figures: true },
      { head: words.heads.difference, figures: true },
      { head: shared.interval, figures: true },
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
        signed(row.excess, 1),
        row.low === null || row.high === null ? '–' : span(signed(row.low, 1), signed(row.high, 1)),
        probability(row.p_value),
        probability(row.q_value),
      ];
    }),
  );
}

function leadTable({ data, parties, links, wording }: View): Markup {
  const { chance: words, shared } = wording.report;
  return dataTable(
    words.tables.leads(parties.platform.label),
    [
      { head: shared.ecosystem },
      { head: shared.narratives, figures: true },
      { head: words.heads.median, figures: true },
      { head: words.heads.open, figures: true },
      { head: shared.interval, figures: true },
    ],
    data.leads.map((row) => [
      row.source === any ? words.any : partyMark(parties.of(row.source), links.ecosystem(parties.of(row.source))),
      wording.formats.count(row.narratives),
      wording.formats.duration(row.median_lead_hours),
      hoursRange(row.median_from, row.median_to, wording),
      row.method.startsWith('no interval') ? '–' : hoursRange(row.low, row.high, wording),
    ]),
  );
}

/** From one length of time to another, either of which may be open. */
export function hoursRange(low: number | null, high: number | null, { formats, report }: Wording): string {
  const { range: words } = report.chance;
  if (low === null && high === null) return words.any;
  if (low === null) return words.upTo(formats.duration(high));
  return high === null
    ? words.orMore(formats.duration(low))
    : words.between(formats.duration(low), formats.duration(high));
}
