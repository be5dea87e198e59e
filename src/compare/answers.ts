/**
 * The answers of two sides next to each other, with their difference: its interval and test from narratives
 * (or families of them) that are drawn whole and for both sides at once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Baseline } from '../kernels/association-draws.ts';
import { expandedLevel, percentileInterval } from '../kernels/bootstrap.ts';
import { drawnDifference } from '../kernels/difference.ts';
import { wonNarratives } from '../kernels/drawn-winners.ts';
import { holm } from '../kernels/multiple-testing.ts';
import { sharesByDraw, unseenOf } from '../kernels/share-draws.ts';
import { winnersByDraw } from '../kernels/winner-draws.ts';
import type { Cell, Counting, Start, Volume } from './counts.ts';

/** What one side brings. */
export interface ComparedSide {
  readonly volumes: readonly Omit<Volume, 'place'>[];
  readonly cells: readonly Omit<Cell, 'place'>[];
  /** Narratives that began on this side. */
  readonly starts: readonly Omit<Start, 'place'>[];
  /** What a narrative is drawn with: the same key on both sides is one unit. */
  readonly unitOf: (narrative: string) => string;
  /** Of the association: added to counts, the reference ecosystem, and the weight of the prior. */
  readonly smoothing: number;
  readonly reference: string | undefined;
  readonly prior: number | undefined;
}

/** A figure of one side. */
export interface Figure {
  /** What was counted, and out of how much. */
  readonly count: number;
  readonly of: number;
  /** count / of, 0 to 1; null where there is nothing to divide by, or the side has no such ecosystem. */
  readonly value: number | null;
  /** Interval of level 95 %; the value lies inside. Null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
}

/** One ecosystem on both sides. */
export interface ComparedRow {
  readonly ecosystem: string;
  readonly first: Figure;
  readonly second: Figure;
  /** Second − first, with its interval of level 95 %; null where it cannot be taken. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, that there is no difference; and the same after Holm over the ecosystems of the answer. */
  readonly p: number | null;
  readonly p_adjusted: number | null;
  /** Whether p_adjusted is at most 0.05; null where there is no test. */
  readonly beyond_chance: boolean | null;
  /** Why there is no difference or interval. */
  readonly note: 'few_narratives' | 'absent' | 'nothing' | null;
}

/** One answer on both sides. */
export interface ComparedAnswer {
  readonly question: 'share' | 'rate' | 'association' | 'first_appearance';
  readonly counting: Counting | null;
  readonly baseline: Baseline | null;
  /** In the order of the names. */
  readonly rows: readonly ComparedRow[];
  /** Narratives, or families of them, that have anything on each side. */
  readonly units: readonly [number, number];
}

/** What is asked. */
export interface AnswersRequest {
  readonly countings: readonly Counting[];
  readonly baselines: readonly Baseline[];
  readonly draws: number;
  readonly seed: number;
  /** Whether both sides were made of the same data, so that what neither has seen is the same for both. */
  readonly together: boolean;
}

/** With fewer narratives than this nothing is drawn. */
const fewestUnits = 5;

/** Part of the tests that may call a difference by chance alone. */
const alpha = 0.05;

/** Ecosystems of either side, by name. */
function ecosystemsOf(both: readonly ComparedSide[]): string[] {
  return [
    ...new Set(
      both.flatMap(({ volumes }) => volumes.filter(({ kind }) => kind === 'article').map((row) => row.source)),
    ),
  ].sort();
}

/** Compares the answers of two sides; others have their turn meanwhile, since each takes a while. */
export async function compareAnswers(
  both: readonly [ComparedSide, ComparedSide],
  request: AnswersRequest,
): Promise<ComparedAnswer[]> {
  const ecosystems = ecosystemsOf(both);
  if (ecosystems.length === 0) return [];
  const answers: ComparedAnswer[] = [];
  for (const counting of request.countings) answers.push(...(await compareShares(both, ecosystems, counting, request)));
  for (const counting of request.countings) {
    for (const baseline of request.baselines) {
      await nextTurn();
      answers.push(await compareWinners(both, ecosystems, counting, baseline, request));
    }
  }
  await nextTurn();
  answers.push(await compareFirsts(both, ecosystems, request));
  return answers;
}

/** Milliseconds of drawing after which others have their turn. */
const turnMilliseconds = 20;

/** What a stepwise computation gives; between its steps others have their turn. */
async function inTurns<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begun < turnMilliseconds) continue;
    await nextTurn();
    begun = performance.now();
  }
}

/** Numbers of keys in the order they come. */
class Numbers {
  readonly #known = new Map<string, number>();

  of(key: string): number {
    const known = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, known);
    return known;
  }

  get size(): number {
    return this.#known.size;
  }
}

/** Counts per unit and ecosystem of both sides, row-major, over the units that have any. */
function matrices(
  both: readonly ComparedSide[],
  ecosystems: readonly string[],
  entries: (side: ComparedSide) => Iterable<readonly [narrative: string, ecosystem: string, count: number]>,
): { homes: Float64Array[]; units: [number, number] } {
  const column = new Map(ecosystems.map((name, place) => [name, place]));
  const numbers = new Numbers();
  const found = both.map((side) =>
    [...entries(side)].flatMap(([narrative, ecosystem, count]) => {
      const place = column.get(ecosystem);
      return count === 0 || place === undefined ? [] : [[numbers.of(side.unitOf(narrative)), place, count] as const];
    }),
  );
  const homes = found.map((rows) => {
    const home = new Float64Array(numbers.size * ecosystems.length);
    for (const [unit, place, count] of rows) home[unit * ecosystems.length + place]! += count;
    return home;
  });
  const units = found.map((rows) => new Set(rows.map(([unit]) => unit)).size);
  return { homes, units: [units[0]!, units[1]!] };
}

async function compareShares(
  both: readonly [ComparedSide, ComparedSide],
  ecosystems: readonly string[],
  counting: Counting,
  { draws, seed, together }: AnswersRequest,
): Promise<ComparedAnswer[]> {
  const field = counting === 'copies' ? 'home_copies' : 'home_groups';
  const { homes, units } = matrices(both, ecosystems, (side) =>
    side.cells.map((cell) => [cell.narrative_id, cell.ecosystem, cell[field]] as const),
  );
  const articles = both.map(({ volumes }) =>
    ecosystems.map((name) => volumes.find((row) => row.kind === 'article' && row.source === name)?.[counting] ?? 0),
  );
  const unseen = unseenOf(homes, ecosystems.length);
  const present = (side: number, e: number): boolean => articles[side]![e]! > 0;
  const drawn = await inTurns(
    sharesByDraw(
      homes.map((home, side) => ({
        home,
        articles: articles[side]!,
        unseen: unseen.map((size, e) => (present(side, e) ? size : 0)),
      })),
      ecosystems.length,
      { draws, seed, together },
    ),
  );
  const counts = homes.map((home) => columnSums(home, ecosystems.length));
  const totals = counts.map((own) => own.reduce((sum, k) => sum + k, 0));
  const answer = (question: 'share' | 'rate'): ComparedAnswer => ({
    question,
    counting,
    baseline: null,
    units,
    rows: rowsOf(ecosystems, units, (side, e) => ({
      count: counts[side]![e]!,
      of: question === 'share' ? totals[side]! : articles[side]![e]!,
      present: present(side, e),
      drawn: drawn[side]![question][e]!,
    })),
  });
  return [answer('share'), answer('rate')];
}

async function compareWinners(
  both: readonly [ComparedSide, ComparedSide],
  ecosystems: readonly string[],
  counting: Counting,
  baseline: Baseline,
  { draws, seed, together }: AnswersRequest,
): Promise<ComparedAnswer> {
  const columns = ecosystems.length;
  const column = new Map(ecosystems.map((name, place) => [name, place]));
  const units = new Numbers();
  const prepared = both.map((side) => {
    const rows = new Numbers();
    const unit: number[] = [];
    const placed = side.cells.flatMap((cell) => {
      const place = column.get(cell.ecosystem);
      if (place === undefined) return [];
      const row = rows.of(cell.narrative_id);
      unit[row] ??= units.of(side.unitOf(cell.narrative_id));
      return [[row, place, cell[counting]] as const];
    });
    const counts = new Float64Array(rows.size * columns);
    for (const [row, place, count] of placed) counts[row * columns + place] = count;
    return {
      narratives: wonNarratives(counts, columns, side.smoothing),
      unit,
      surroundings: {
        smoothing: side.smoothing,
        reference: Math.max(0, column.get(side.reference ?? '') ?? 0),
        prior: side.prior ?? Math.max(1, rows.size),
      },
    };
  });
  const sizes = prepared.map(({ unit }) => new Set(unit).size) as [number, number];
  const present = presentOf(both);
  const drawn = await inTurns(
    winnersByDraw(
      prepared.map((side, place) => ({
        ...side,
        unseen: ecosystems.map((name) => (present[place]!.has(name) ? 1 : 0)),
      })),
      baseline,
      { units: units.size, draws, seed, together },
    ),
  );
  return {
    question: 'association',
    counting,
    baseline,
    units: sizes,
    rows: rowsOf(ecosystems, sizes, (side, e) => {
      const share = drawn[side]!.shares[e]!;
      const of = Number.isNaN(share) ? 0 : prepared[side]!.unit.length;
      return {
        count: of === 0 ? 0 : share * of,
        of,
        present: present[side]!.has(ecosystems[e]!),
        drawn: drawn[side]!.drawn[e]!,
      };
    }),
  };
}

async function compareFirsts(
  both: readonly [ComparedSide, ComparedSide],
  ecosystems: readonly string[],
  { draws, seed, together }: AnswersRequest,
): Promise<ComparedAnswer> {
  const { homes, units } = matrices(both, ecosystems, (side) =>
    side.starts.flatMap((start) =>
      start.first_ecosystem === null ? [] : [[start.narrative_id, start.first_ecosystem, 1] as const],
    ),
  );
  const nothing = ecosystems.map(() => 0);
  const present = presentOf(both);
  const drawn = await inTurns(
    sharesByDraw(
      homes.map((home, side) => ({
        home,
        articles: nothing,
        unseen: ecosystems.map((name) => (present[side]!.has(name) ? 1 : 0)),
      })),
      ecosystems.length,
      { draws, seed, together },
    ),
  );
  const counts = homes.map((home) => columnSums(home, ecosystems.length));
  const totals = counts.map((own) => own.reduce((sum, k) => sum + k, 0));
  return {
    question: 'first_appearance',
    counting: null,
    baseline: null,
    units,
    rows: rowsOf(ecosystems, units, (side, e) => ({
      count: counts[side]![e]!,
      of: totals[side]!,
      present: present[side]!.has(ecosystems[e]!),
      drawn: drawn[side]!.share[e]!,
    })),
  };
}

/** The ecosystems each side has articles of. */
function presentOf(both: readonly ComparedSide[]): Set<string>[] {
  return both.map(
    ({ volumes }) => new Set(volumes.filter(({ kind }) => kind === 'article').map(({ source }) => source)),
  );
}

function columnSums(home: Float64Array, columns: number): number[] {
  const sums = Array.from({ length: columns }, () => 0);
  for (let place = 0; place < home.length; place++) sums[place % columns]! += home[place]!;
  return sums;
}

/** What a side has of one ecosystem. */
interface Drawn {
  readonly count: number;
  readonly of: number;
  readonly present: boolean;
  readonly drawn: Float64Array;
}

/** Rows with intervals, tests, and Holm over those that were tested. */
function rowsOf(
  ecosystems: readonly string[],
  units: readonly [number, number],
  drawnOf: (side: 0 | 1, column: number) => Drawn,
): ComparedRow[] {
  const fewest = Math.min(...units);
  const rows = ecosystems.map((ecosystem, e): ComparedRow => {
    const own = [drawnOf(0, e), drawnOf(1, e)] as const;
    const first = figureOf(own[0], units[0]);
    const second = figureOf(own[1], units[1]);
    const difference = first.value === null || second.value === null ? null : second.value - first.value;
    const isNothing = own[0].count === 0 && own[1].count === 0;
    const found = difference === null || isNothing ? undefined : drawnDifference(own[0].drawn, own[1].drawn, fewest);
    return {
      ecosystem,
      first,
      second,
      difference,
      low: found?.low ?? null,
      high: found?.high ?? null,
      p: found?.p ?? null,
      p_adjusted: null,
      beyond_chance: null,
      note:
        !own[0].present || !own[1].present
          ? 'absent'
          : difference === null || isNothing
            ? 'nothing'
            : found === undefined
              ? 'few_narratives'
              : null,
    };
  });
  const adjusted = holm(rows.map(({ p }) => p ?? Number.NaN));
  return rows.map((row, place) =>
    row.p === null ? row : { ...row, p_adjusted: adjusted[place]!, beyond_chance: adjusted[place]! <= alpha },
  );
}

function figureOf({ count, of, present, drawn }: Drawn, units: number): Figure {
  if (!present || of === 0) return { count, of, value: null, low: null, high: null };
  const value = count / of;
  const interval = count === 0 || units < fewestUnits ? undefined : percentileInterval(drawn, expandedLevel(units));
  if (interval === undefined) return { count, of, value, low: null, high: null };
  // What was not seen moves every draw away from 1, and a share of 1 out of its interval.
  return { count, of, value, low: Math.min(interval.low, value), high: Math.max(interval.high, value) };
}
