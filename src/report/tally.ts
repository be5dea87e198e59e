/** Sums over the rows of the measures, from which the sentences, figures and tables are made. */
import { groupBy } from '../kernels/group-by.ts';
import type { Counting, FirstRow, Overview, ShareRow, Winners } from './model.ts';
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

/** Winners under a baseline that the report knows. */
export type StandingWinners = Winners & { readonly baseline: Baseline };

/** The winners of all narratives under one baseline; empty where the table has none. */
export function winnersOf(
  { association }: Pick<Overview, 'association'>,
  baseline: Baseline,
  counting: Counting,
): StandingWinners {
  const own = association.winners.find((winners) => winners.baseline === baseline && winners.counting === counting);
  return { ...(own ?? { counting, wins: [], decided: 0, tied: 0 }), baseline };
}

/** Ecosystems whose association was measured. */
export function associatedEcosystems({ association }: Pick<Overview, 'association'>): string[] {
  return [...new Set(association.winners.flatMap(({ wins }) => wins.map(({ ecosystem }) => ecosystem)))];
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
