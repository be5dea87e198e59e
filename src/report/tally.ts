/** Sums over the rows of the measures, from which the sentences, figures and tables are made. */
import { groupBy } from '../kernels/group-by.ts';
import type { AssociationRow, Counting, FirstRow, ShareRow } from './model.ts';
import { baselines } from './names.ts';
import type { Baseline } from './names.ts';

/** One counting of the share, highest first. */
export interface ShareStanding {
  readonly rows: readonly ShareRow[];
  readonly matched: number;
  readonly articles: number;
}

/** Sorts one counting of the share by matched articles. */
export function shareStanding(rows: readonly ShareRow[], counting: Counting): ShareStanding {
  const own = rows
    .filter((row) => row.counting === counting)
    .sort((a, b) => b.matched - a.matched || (a.ecosystem < b.ecosystem ? -1 : 1));
  return {
    rows: own,
    matched: own.reduce((sum, row) => sum + row.matched, 0),
    articles: own.reduce((sum, row) => sum + row.articles, 0),
  };
}

/** The rows with the highest value; several where tied, none where there is no value. */
export function leaders<Row>(rows: readonly Row[], value: (row: Row) => number | null): Row[] {
  let best: number | null = null;
  for (const row of rows) {
    const own = value(row);
    if (own !== null && Number.isFinite(own) && (best === null || own > best)) best = own;
  }
  return best === null ? [] : rows.filter((row) => value(row) === best);
}

/** Narratives an ecosystem wins under one baseline. */
export interface Wins {
  readonly ecosystem: string;
  /** Won alone. */
  readonly alone: number;
  /** Won together with others. */
  readonly tied: number;
  /** Won, a tie of n counting 1/n. */
  readonly split: number;
}

/** Winners of all narratives under one baseline. */
export interface Winners {
  readonly baseline: Baseline;
  readonly counting: Counting;
  /** Highest first. */
  readonly wins: readonly Wins[];
  /** Narratives that have a winner. */
  readonly decided: number;
  readonly tied: number;
}

/** Winners of each narrative: narrative → ecosystems, in the order of the rows. */
export function winnersByNarrative(
  rows: readonly AssociationRow[],
  baseline: string,
  counting: Counting,
): Map<string, string[]> {
  const winners = rows.filter((row) => row.baseline === baseline && row.counting === counting && row.is_winner);
  const groups = groupBy(winners, ({ narrative_id }) => narrative_id);
  return new Map([...groups].map(([narrative, own]) => [narrative, own.map(({ ecosystem }) => ecosystem)]));
}

/** Counts the winners under one baseline. */
export function countWinners(rows: readonly AssociationRow[], baseline: Baseline, counting: Counting): Winners {
  const byNarrative = winnersByNarrative(rows, baseline, counting);
  const ecosystems = [
    ...new Set(
      rows.filter((row) => row.baseline === baseline && row.counting === counting).map((row) => row.ecosystem),
    ),
  ];
  const wins = ecosystems.map((ecosystem) => {
    const own = [...byNarrative.values()].filter((winners) => winners.includes(ecosystem));
    const alone = own.filter((winners) => winners.length === 1).length;
    return {
      ecosystem,
      alone,
      tied: own.length - alone,
      split: own.reduce((sum, winners) => sum + 1 / winners.length, 0),
    };
  });
  wins.sort((a, b) => b.split - a.split || (a.ecosystem < b.ecosystem ? -1 : 1));
  const tied = [...byNarrative.values()].filter((winners) => winners.length > 1).length;
  return { baseline, counting, wins, decided: byNarrative.size, tied };
}

/** Narratives with a winner under every baseline, and those whose winners are not the same under all of them. */
export function changedWinners(
  rows: readonly AssociationRow[],
  counting: Counting,
): { changed: Set<string>; compared: number } {
  const maps = baselines.map((baseline) => winnersByNarrative(rows, baseline, counting)).filter((map) => map.size > 0);
  const changed = new Set<string>();
  let compared = 0;
  for (const [narrative, winners] of maps[0] ?? []) {
    const others = maps.slice(1).map((map) => map.get(narrative)?.join('\u0000'));
    if (others.length === 0 || others.includes(undefined)) continue;
    compared += 1;
    if (others.some((other) => other !== winners.join('\u0000'))) changed.add(narrative);
  }
  return { changed, compared };
}

/** Narratives with a winner in both countings, and those whose winners differ between them under some baseline. */
export function changedByCounting(rows: readonly AssociationRow[]): { changed: Set<string>; compared: number } {
  const changed = new Set<string>();
  const compared = new Set<string>();
  for (const baseline of baselines) {
    const groups = winnersByNarrative(rows, baseline, 'groups');
    for (const [narrative, winners] of winnersByNarrative(rows, baseline, 'copies')) {
      const others = groups.get(narrative);
      if (others === undefined) continue;
      compared.add(narrative);
      if (winners.join('\u0000') !== others.join('\u0000')) changed.add(narrative);
    }
  }
  return { changed, compared: compared.size };
}

/** The first appearances of one narrative. */
export interface FirstOfNarrative {
  readonly narrative_id: string;
  readonly ecosystems: readonly FirstRow[];
  readonly platform: FirstRow | undefined;
  /** The ecosystem that demonstrably precedes all others with a match. */
  readonly first: FirstRow | undefined;
  /** Order of the ecosystems taken together against the platform. */
  readonly against: 'before' | 'after' | 'undecidable';
}

/** Groups the first appearances by narrative; narratives without a matched article are left out. */
export function firstByNarrative(rows: readonly FirstRow[], platform: string): FirstOfNarrative[] {
  const groups = groupBy(rows, ({ narrative_id }) => narrative_id);
  const result: FirstOfNarrative[] = [];
  for (const [narrative_id, own] of groups) {
    const ecosystems = own.filter((row) => row.ecosystem !== platform);
    if (ecosystems.length === 0) continue;
    const firsts = ecosystems.filter((row) => row.outcome === 'first');
    const against = ecosystems.some((row) => row.against_platform === 'before')
      ? 'before'
      : ecosystems.every((row) => row.against_platform === 'after')
        ? 'after'
        : 'undecidable';
    result.push({
      narrative_id,
      ecosystems,
      platform: own.find((row) => row.ecosystem === platform),
      first: firsts.length === 1 ? firsts[0] : undefined,
      against,
    });
  }
  return result;
}

/** Outcomes of one ecosystem over all narratives it appears in. */
export interface Outcomes {
  readonly ecosystem: string;
  readonly narratives: number;
  readonly first: number;
  /** Of these, the narratives in which no other ecosystem has a match. */
  readonly unopposed: number;
  readonly notFirst: number;
  readonly undecidable: number;
  /** Still first without the single earliest item. */
  readonly robust: number;
  readonly before: number;
  readonly after: number;
  readonly undecidableAgainst: number;
  readonly undated: number;
}

/** Counts the outcomes per ecosystem, most firsts first. */
export function countOutcomes(narratives: readonly FirstOfNarrative[]): Outcomes[] {
  const ecosystems = [...new Set(narratives.flatMap((narrative) => narrative.ecosystems.map((row) => row.ecosystem)))];
  const outcomes = ecosystems.map((ecosystem) => {
    const own = narratives.flatMap((narrative) =>
      narrative.ecosystems
        .filter((row) => row.ecosystem === ecosystem)
        .map((row) => ({ row, alone: narrative.ecosystems.length === 1, won: narrative.first === row })),
    );
    const of = (test: (entry: (typeof own)[number]) => boolean): number => own.filter(test).length;
    const first = of(({ won }) => won);
    const notFirst = of(({ row }) => row.outcome === 'not_first');
    const before = of(({ row }) => row.against_platform === 'before');
    const after = of(({ row }) => row.against_platform === 'after');
    return {
      ecosystem,
      narratives: own.length,
      first,
      unopposed: of(({ won, alone }) => won && alone),
      notFirst,
      undecidable: own.length - first - notFirst,
      robust: of(({ row, won }) => won && row.outcome_without_earliest === 'first'),
      before,
      after,
      undecidableAgainst: own.length - before - after,
      undated: own.reduce((sum, { row }) => sum + row.undated, 0),
    };
  });
  return outcomes.sort(
    (a, b) => b.first - a.first || b.narratives - a.narratives || (a.ecosystem < b.ecosystem ? -1 : 1),
  );
}

/** How precisely the first times are known: minute or better, hour, day, and no usable interval. */
export function precisionMix(
  rows: readonly {
    readonly precision: string | null;
    readonly earliest: number | null;
    readonly latest: number | null;
  }[],
): {
  minute: number;
  hour: number;
  day: number;
  open: number;
} {
  const mix = { minute: 0, hour: 0, day: 0, open: 0 };
  for (const row of rows) {
    if (row.earliest === null || row.latest === null || row.precision === null || row.precision === 'unknown')
      mix.open += 1;
    else if (row.precision === 'day') mix.day += 1;
    else if (row.precision === 'hour') mix.hour += 1;
    else mix.minute += 1;
  }
  return mix;
}
