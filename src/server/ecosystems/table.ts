/** The ecosystems and the platform side by side: one table of every figure with what stands beside it. */
import { backgroundSource, onPlatform } from '../../report/answer-influence.ts';
import { hoursRange } from '../../report/first-chance.ts';
import { markup } from '../../report/markup.ts';
import type { Content, Markup } from '../../report/markup.ts';
import type { ChanceRow, InfluenceRow, Ranged } from '../../report/model.ts';
import type { Parties, Party } from '../../report/names.ts';
import { csvLink, partyMark } from '../../report/parts.ts';
import type { View } from '../../report/view.ts';
import { address } from '../page.ts';
import { itemsAddress } from '../quality/links.ts';

/** The baseline of association that the dashboard shows where none is chosen. */
const baseline = 'npmi_own';

/** A figure of every party. */
interface FigureRow {
  readonly head: Content;
  /** Undefined: the party has no such figure. */
  readonly cell: (party: Party) => Content | undefined;
}

interface RowGroup {
  readonly title: string;
  readonly note?: string;
  readonly files: readonly string[];
  readonly rows: readonly FigureRow[];
}

/** Counts that no shared table has: matched narratives by the ecosystem. */
export type ReachedCounts = ReadonlyMap<string, number>;

/** The table; the platform is its last column. */
export function ecosystemTable(view: View, reached: ReachedCounts): Markup {
  const { parties, wording } = view;
  const { table: words } = wording.ecosystems;
  const columns = [...parties.ecosystems, parties.platform];
  const groups = [
    volumeRows(view),
    shareRows(view),
    associationRows(view, reached),
    firstRows(view),
    influenceRows(view),
  ];
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${words.caption}">
<table class="abreast">
<caption><span>${words.caption}</span></caption>
<thead><tr><th scope="col">${words.figure}</th>${columns.map((party) => markup`<th scope="col" class="figures">${partyMark(party)}</th>`)}</tr></thead>
${groups.map(
  (group) => markup`<tbody>
<tr><th scope="rowgroup" colspan="${columns.length + 1}"><span class="group">${group.title}</span> <span class="basis">${group.note !== undefined && markup`${group.note} `}${words.files} ${group.files.map((file, place) => markup`${place > 0 && wording.formats.comma}${csvLink(view, file)}`)}</span></th></tr>
${group.rows.map(
  (row) =>
    markup`<tr><th scope="row">${row.head}</th>${columns.map((party) => markup`<td class="figures">${row.cell(party) ?? '–'}</td>`)}</tr>
`,
)}</tbody>
`,
)}</table>
</div>`;
}

/** A figure, a link where it has evidence, and what stands beside it on a line of its own. */
function figureCell(figure: string, href: string | undefined, ...beside: (string | false | undefined)[]): Markup {
  const lines = beside.filter((line) => line !== undefined && line !== false && line !== '');
  return markup`${href === undefined ? figure : markup`<a href="${href}">${figure}</a>`}${lines.map((line) => markup`<span class="basis beside">${line}</span>`)}`;
}

/** The items of a party in scope. */
function ofParty(party: Party, { platform }: Parties): Parameters<typeof itemsAddress>[0] {
  return party === platform
    ? { kind: 'post', scope: 'in' }
    : { kind: 'article', scope: 'in', ...(party.key === '' ? { without: 'ecosystem' } : { ecosystem: party.key }) };
}

function volumeRows({ coverage, parties, wording }: View): RowGroup {
  const { table: words } = wording.ecosystems;
  const { count, percent } = wording.formats;
  const of = (party: Party) => coverage.parties.find(({ ecosystem }) => ecosystem === party.key);
  const weeks = coverage.weeks === undefined ? 0 : coverage.weeks.last - coverage.weeks.first + 1;
  const itemsOf = (party: Party, more: Parameters<typeof itemsAddress>[0] = {}): string =>
    itemsAddress({ ...ofParty(party, parties), ...more });
  const sites = (party: Party, kind: string): string | undefined =>
    kind === 'article' ? address('/sites', { ecosystem: party.key }) : undefined;
  const row = (head: string, cell: (own: NonNullable<ReturnType<typeof of>>, party: Party) => Content): FigureRow => ({
    head,
    cell: (party) => {
      const own = of(party);
      return own && cell(own, party);
    },
  });
  return {
    title: words.groups.volume,
    files: ['coverage'],
    rows: [
      row(words.items, (own, party) => figureCell(count(own.items), itemsOf(party))),
      row(words.sites, (own, party) =>
        own.kind === 'post' ? '–' : figureCell(count(own.sites), sites(party, own.kind)),
      ),
      row(words.weeks, (own) => figureCell(count(own.weeksCovered), '/quality#coverage', words.of(count(weeks)))),
      row(words.toHour, (own, party) =>
        figureCell(percent(own.to_hour / own.items), itemsOf(party, { time: 'to_hour' })),
      ),
      row(words.untimed, (own) => figureCell(percent((own.bounded + own.undated) / own.items), '/quality#times')),
      row(words.copies, (own) =>
        figureCell(own.characters === 0 ? '–' : percent(own.syndicated_characters / own.characters), undefined),
      ),
    ],
  };
}

function shareRows({ data, parties, wording }: View): RowGroup {
  const { table: words } = wording.ecosystems;
  const { count, percent, percentRange } = wording.formats;
  const of = (party: Party, counting: 'copies' | 'groups') =>
    data.share.find((row) => row.ecosystem === party.key && row.counting === counting);
  const matchedOf = (party: Party): string => itemsAddress({ ...ofParty(party, parties), matched: '1' });
  const matched = (counting: 'copies' | 'groups') => (party: Party) => {
    const row = of(party, counting);
    return row && figureCell(count(row.matched), matchedOf(party));
  };
  const range = (low: number | null, high: number | null): string | false => {
    const text = percentRange(low, high);
    return text !== '' && words.interval(text);
  };
  return {
    title: words.groups.share,
    note: words.notes.share,
    files: ['share', 'matches'],
    rows: [
      { head: words.matched, cell: matched('copies') },
      { head: words.texts, cell: matched('groups') },
      {
        head: words.rate,
        cell(party) {
          const row = of(party, 'copies');
          return row && figureCell(percent(row.rate), matchedOf(party), range(row.rate_low, row.rate_high));
        },
      },
      {
        head: words.share,
        cell(party) {
          const row = of(party, 'copies');
          return row && figureCell(percent(row.share), matchedOf(party), range(row.low, row.high));
        },
      },
    ],
  };
}

function associationRows({ data, links, parties, wording }: View, reached: ReachedCounts): RowGroup {
  const { table: words } = wording.ecosystems;
  const { count, percent, percentRange, splitCount } = wording.formats;
  const winners = data.association.winners.find((one) => one.baseline === baseline && one.counting === 'copies');
  const summary = (party: Party) =>
    data.summary.find((row) => row.baseline === baseline && row.counting === 'copies' && row.ecosystem === party.key);
  const won = (party: Party, separable = false): string =>
    address('/narratives', { winner: party.key, baseline, separable: separable ? 1 : '' });
  return {
    title: words.groups.association,
    note: words.notes.association,
    files: ['association', 'association_summary', 'association_tests'],
    rows: [
      {
        head: words.reached,
        cell: (party) =>
          party === parties.platform
            ? figureCell(count(data.narratives), '/narratives')
            : figureCell(count(reached.get(party.key) ?? 0), links.ecosystem(party)),
      },
      {
        head: words.won(wording.narratives.baselines[baseline]),
        cell(party) {
          const split = winners?.wins.find(({ ecosystem }) => ecosystem === party.key)?.split;
          const row = summary(party);
          if (winners === undefined || party === parties.platform) return undefined;
          const range = row === undefined ? '' : percentRange(row.low, row.high);
          return figureCell(
            splitCount(split ?? 0),
            won(party),
            winners.decided > 0 && percent((split ?? 0) / winners.decided),
            range !== '' && words.interval(range),
          );
        },
      },
      {
        head: words.separable,
        cell(party) {
          const row = summary(party);
          return row && figureCell(count(row.separable_won), won(party, true));
        },
      },
    ],
  };
}

function firstRows(view: View): RowGroup {
  const { data, parties, wording } = view;
  const { table: words } = wording.ecosystems;
  const { count, decimal, duration, probability, splitCount } = wording.formats;
  const platform = parties.platform.label;
  const outcomes = (party: Party) => data.first.outcomes.find(({ ecosystem }) => ecosystem === party.key);
  const chance = (measure: ChanceRow['measure']) => (party: Party) => {
    const row = data.chance.find(
      (one) => one.measure === measure && one.counting === 'groups' && one.source === party.key,
    );
    return (
      row &&
      figureCell(
        splitCount(row.observed),
        undefined,
        words.of(count(row.appearing)),
        words.byChance(decimal(row.expected, 1)),
        row.p_value !== null && `p ${probability(row.p_value)}`,
      )
    );
  };
  return {
    title: words.groups.first,
    note: words.notes.first,
    files: ['first_appearance', 'first_summary', 'first_leads', 'first_movers'],
    rows: [
      {
        head: words.first,
        cell(party) {
          const row = outcomes(party);
          const href = address('/narratives', { first: party.key });
          return (
            row &&
            figureCell(
              count(row.first),
              href,
              words.narratives(row.narratives),
              row.unopposed > 0 && words.unopposed(row.unopposed),
            )
          );
        },
      },
      { head: words.firstByChance, cell: chance('first') },
      {
        head: words.before(platform),
        cell(party) {
          const row = outcomes(party);
          const href = address('/narratives', { earlier: party.key, sort: 'lead' });
          return row && figureCell(count(row.before), href, words.narratives(row.narratives));
        },
      },
      { head: words.beforeByChance, cell: chance('before_platform') },
      {
        head: words.lead(platform),
        cell(party) {
          const row = data.leads.find(({ source }) => source === party.key);
          if (row === undefined) return undefined;
          return figureCell(
            duration(row.median_lead_hours),
            address('/narratives', { ecosystem: party.key, sort: 'lead' }),
            words.narratives(row.narratives),
            duration(row.median_from) !== duration(row.median_to) &&
              words.open(hoursRange(row.median_from, row.median_to, wording)),
            !row.method.startsWith('no interval') && words.interval(hoursRange(row.low, row.high, wording)),
          );
        },
      },
    ],
  };
}

function influenceRows({ data, wording }: View): RowGroup {
  const { table: words } = wording.ecosystems;
  const { percent, percentRange } = wording.formats;
  const { ecosystems, itself } = onPlatform(data);
  const rows = [...ecosystems, ...(itself === undefined ? [] : [itself])];
  const row = (head: string, of: (row: InfluenceRow) => Ranged): FigureRow => ({
    head,
    cell(party) {
      const own = rows.find(({ source }) => source === party.key && source !== backgroundSource);
      if (own === undefined || of(own).value === null) return undefined;
      const range = percentRange(of(own).low, of(own).high);
      return figureCell(percent(of(own).value), '#influence', range !== '' && words.interval(range));
    },
  });
  return {
    title: words.groups.influence,
    note: words.notes.influence,
    files: ['influence', 'influence_fit'],
    rows: [row(words.direct, ({ influence }) => influence), row(words.root, ({ root }) => root)],
  };
}
