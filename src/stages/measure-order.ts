/** In which order one narrative appeared: among the ecosystems, and against the platform. */
import { firstOf, orderOf, outcomes } from '../kernels/first-appearance.ts';
import type { Span } from '../kernels/first-appearance.ts';
import { leadOf } from '../kernels/leads.ts';
import type { Cell } from '../store/database.ts';
import { isAtOrBefore } from './measure-covered.ts';
import type { Covered } from './measure-covered.ts';

/** One narrative in one ecosystem or on the platform (null); times are milliseconds since 1970 UTC. */
export interface Appearance {
  readonly narrative_id: string;
  readonly ecosystem: string | null;
  readonly first_at: number | null;
  readonly precision: string | null;
  readonly item_id: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly undated: number;
  /** Items left without the single earliest of the narrative, and the bounds of those. */
  readonly rest: number;
  readonly rest_low: number | null;
  readonly rest_high: number | null;
}

/** What is known of the order of one narrative. */
export interface NarrativeOrder {
  /** Rows of `first_appearance`. */
  readonly appearances: readonly Record<string, Cell>[];
  /** Its row of `first_movers`, but for what chance says. */
  readonly mover: Readonly<Record<string, Cell>>;
  /** First appearance per ecosystem, and on the platform where there is any. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly platform: Span | undefined;
  /** The ecosystem that precedes all others, and whether it does so without the single earliest item. */
  readonly first: string | undefined;
  readonly keepsFirst: boolean;
}

/** What an order is told by. */
export interface OrderRules {
  /** Milliseconds that must lie between two times for one to precede the other. */
  readonly gap: number;
  /** The platform's own name. */
  readonly platform: string;
  readonly covered: ReadonlyMap<string | null, Covered>;
}

const hour = 3_600_000;

/** Puts the appearances of one narrative in order. */
export function orderOfNarrative(rows: readonly Appearance[], { gap, platform, covered }: OrderRules): NarrativeOrder {
  const posted = rows.find((row) => row.ecosystem === null);
  const ecosystems = rows.filter((row): row is Appearance & { ecosystem: string } => row.ecosystem !== null);
  const spans = ecosystems.map((row) => spanOf(row.low, row.high));
  const ofPlatform = posted === undefined ? undefined : spanOf(posted.low, posted.high);
  const standing = outcomes(spans, gap);
  const remaining = ecosystems.filter((row) => row.rest > 0);
  const restSpans = remaining.map((row) => spanOf(row.rest_low, row.rest_high));
  const restStanding = outcomes(restSpans, gap);
  const without = new Map(restStanding.map((outcome, place) => [remaining[place], outcome]));
  const first = ecosystems[standing.indexOf('first')];

  const winner = winnerOf(ecosystems, spans, posted, gap);
  const still = winnerOf(remaining, restSpans, posted, gap);
  const anywhere = spans.length === 0 ? undefined : firstOf(spans);
  const lead = anywhere === undefined || ofPlatform === undefined ? undefined : leadOf(anywhere, ofPlatform);
  const candidates = ecosystems.filter((_, place) => standing[place] !== 'not_first').map((row) => row.ecosystem);
  return {
    appearances: [
      ...(posted === undefined ? [] : [{ ...cellsOf(posted, covered), ecosystem: platform }]),
      ...ecosystems.map((row, place) => ({
        ...cellsOf(row, covered),
        ecosystem: row.ecosystem,
        outcome: standing[place],
        against_platform: ofPlatform === undefined ? 'undecidable' : orderOf(spans[place]!, ofPlatform, gap),
        outcome_without_earliest: without.get(row),
      })),
    ],
    mover: {
      narrative_id: rows[0]!.narrative_id,
      winner: winner === undefined ? null : (winner.ecosystem ?? platform),
      decidable: winner !== undefined,
      order: anywhere === undefined || ofPlatform === undefined ? 'undecidable' : orderOf(anywhere, ofPlatform, gap),
      lead_hours: winner === undefined ? null : winner === posted ? 0 : hoursOf(lead && (lead.low + lead.high) / 2),
      ecosystem_lead_low: hoursOf(lead?.low),
      ecosystem_lead_high: hoursOf(lead?.high),
      ecosystems: ecosystems.length,
      first_ecosystem: first?.ecosystem,
      candidates: candidates.length,
      candidate_names: candidates,
      at_or_before: winner === undefined ? null : isAtOrBefore(covered.get(winner.ecosystem), winner.low),
      winner_without_earliest: still === undefined ? null : (still.ecosystem ?? platform),
    },
    spans: new Map(ecosystems.map((row, place) => [row.ecosystem, spans[place]!])),
    platform: ofPlatform,
    first: first?.ecosystem,
    keepsFirst: first !== undefined && without.get(first) === 'first',
  };
}

/** Whichever precedes all others, the platform included. */
function winnerOf(
  ecosystems: readonly Appearance[],
  spans: readonly Span[],
  posted: Appearance | undefined,
  gap: number,
): Appearance | undefined {
  const parties = posted === undefined ? ecosystems : [...ecosystems, posted];
  const all = posted === undefined ? spans : [...spans, spanOf(posted.low, posted.high)];
  return parties[outcomes(all, gap).indexOf('first')];
}

function cellsOf(row: Appearance, covered: ReadonlyMap<string | null, Covered>): Record<string, Cell> {
  const { narrative_id, first_at, precision, item_id, low, high, undated } = row;
  return {
    narrative_id,
    first_at,
    precision,
    item_id,
    first_at_low: low,
    first_at_high: high,
    at_or_before: isAtOrBefore(covered.get(row.ecosystem), low),
    undated,
  };
}

function spanOf(low: number | null, high: number | null): Span {
  return { earliest: low ?? -Infinity, latest: high ?? Infinity };
}

function hoursOf(milliseconds: number | undefined): number | null {
  return milliseconds === undefined || !Number.isFinite(milliseconds) ? null : milliseconds / hour;
}
