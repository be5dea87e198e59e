/** Who is first against chance: the null of permuted labels per narrative, and its sum per ecosystem. */
import { resampledSums, seedFor } from '../kernels/bootstrap.ts';
import { beforeChances, firstCredits, leadTest } from '../kernels/label-permutation.ts';
import type { LabelledUnits } from '../kernels/label-permutation.ts';
import { CreditSum } from '../kernels/credit-sum.ts';
import { benjaminiHochberg } from '../kernels/multiple-testing.ts';
import { z } from '../kernels/normal.ts';
import { Random } from '../kernels/random.ts';
import type { Cell, Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { covers } from './measure-covered.ts';
import type { Covered } from './measure-covered.ts';
import { countings } from './measure-counts.ts';
import type { Counting } from './measure-counts.ts';

/** An article of a narrative with its time in milliseconds, or its first post (label −1). */
export interface Unit {
  readonly label: number;
  /** Middle of the interval in which it was published, and its width. */
  readonly middle: number;
  readonly width: number;
  /** First of its syndication group in its ecosystem. */
  readonly leads: boolean;
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** What is summed per ecosystem. */
export const chanceMeasures = ['first', 'before_platform'] as const;

/** Draws of the bootstrap, and the fewest narratives it is made from. */
const draws = 2000;
const fewest = 10;

/** How times are compared in the null. */
export interface ChanceRules {
  /** Compare days, whatever the precision. */
  readonly wholeDays: boolean;
  /** Milliseconds that must lie between two times for one to precede the other. */
  readonly gap: number;
  readonly seed: number;
  readonly covered: ReadonlyMap<string | null, Covered>;
}

/** What chance says of one narrative. */
export type ChanceCells = Readonly<Record<'units' | 'run' | 'lead_over_next_hours' | 'p_value', number | null>>;

/** Sums of one measure in one counting: per ecosystem the test, and per narrative the excess of each. */
interface Sums {
  readonly tests: readonly CreditSum[];
  /** Narrative × ecosystem, row-major: credit minus its expectation. */
  readonly excess: number[];
}

/**
 * Collects the null of every narrative.
 *
 * Times are brought to the coarsest precision among the articles of a narrative and its first post
 * (second, minute, hour or day) before labels change places. Otherwise an ecosystem whose outlets give the
 * hour would differ from one whose outlets give the day by that alone. Labels change places only among
 * units whose days are covered by the same ecosystems of the narrative.
 */
export class FirstChance {
  readonly #ecosystems: readonly string[];
  readonly #rules: ChanceRules;
  readonly #covered: readonly (Covered | undefined)[];
  readonly #sums: Readonly<Record<Counting, Readonly<Record<(typeof chanceMeasures)[number], Sums>>>>;

  constructor(ecosystems: readonly string[], rules: ChanceRules) {
    this.#ecosystems = ecosystems;
    this.#rules = rules;
    this.#covered = ecosystems.map((name) => rules.covered.get(name));
    const sums = (): Sums => ({ tests: ecosystems.map(() => new CreditSum()), excess: [] });
    const both = (): Record<(typeof chanceMeasures)[number], Sums> => ({ first: sums(), before_platform: sums() });
    this.#sums = { copies: both(), groups: both() };
  }

  /** Adds a narrative: its articles with a time, and its first post, in the order of their times. */
  add(narrative: string, units: readonly Unit[]): ChanceCells {
    const tick = this.#rules.wholeDays ? day : tickOf(units);
    const platform = units.find((unit) => unit.label < 0);
    const articles = units.filter((unit) => unit.label >= 0);
    const groups = articles.filter((unit) => unit.leads);
    const present = [...new Set(groups.map((unit) => unit.label))].sort((a, b) => a - b);
    if (present.length < 2) return { units: groups.length, run: null, lead_over_next_hours: null, p_value: null };
    for (const [counting, own] of [
      ['copies', articles],
      ['groups', groups],
    ] as const) {
      const given = labelledUnits(own, present, tick, this.#covered);
      this.#addFirst(this.#sums[counting].first, given, present, narrative);
      // Whole ticks, as the times of the articles.
      if (platform !== undefined)
        this.#addBefore(this.#sums[counting].before_platform, given, present, [
          Math.floor(platform.middle / tick) * tick,
          tick,
        ]);
    }
    const { lead, run, p } = leadTest(labelledUnits(groups, present, tick, this.#covered))!;
    return { units: groups.length, run, lead_over_next_hours: lead / hour, p_value: nullable(p) };
  }

  #addFirst({ tests, excess }: Sums, given: LabelledUnits, present: readonly number[], narrative: string): void {
    const random = new Random(seedFor(this.#rules.seed, narrative));
    const { first, tied, chance } = firstCredits(given, this.#rules.gap, random);
    const columns = present.length + 1;
    const row = new Float64Array(this.#ecosystems.length);
    for (const [at, label] of present.entries()) {
      const own = chance.subarray(at * columns, (at + 1) * columns);
      tests[label]!.add(first[at] === 1 ? tied : 0, own);
      row[label] = (first[at] === 1 ? 1 / tied : 0) - expectationOf(own);
    }
    excess.push(...row);
  }

  #addBefore(
    { tests, excess }: Sums,
    given: LabelledUnits,
    present: readonly number[],
    [post, tick]: readonly [number, number],
  ): void {
    const { gap } = this.#rules;
    // `t + gap ≤ post` on whole ticks is `t < post − gap + tick`; without a gap it is `t < post`.
    const { before, chance } = beforeChances(given, gap === 0 ? post : post - gap + tick);
    const row = new Float64Array(this.#ecosystems.length);
    for (const [at, label] of present.entries()) {
      const p = Math.min(1, Math.max(0, chance[at]!));
      tests[label]!.add(before[at]!, [1 - p, p]);
      row[label] = before[at]! - p;
    }
    excess.push(...row);
  }

  /** Writes `first_summary`. */
  async write(database: Database, path: string): Promise<void> {
    const writer = await database.table(tables.first_summary.columns);
    for (const row of this.summary()) writer.append(row);
    await writer.write(path, 'measure, counting, source');
  }

  /** Its rows: per counting, measure and ecosystem. */
  summary(): Record<string, Cell>[] {
    return countings.flatMap((counting) => chanceMeasures.flatMap((measure) => this.#rows(counting, measure)));
  }

  /**
   * An ecosystem that is rarely first has sums of few narratives, in which a bootstrap sees less than there
   * is, and nothing where there is none: so the interval is at least that of the deviation under the null.
   */
  #rows(counting: Counting, measure: (typeof chanceMeasures)[number]): Record<string, Cell>[] {
    const { tests, excess } = this.#sums[counting][measure];
    const width = this.#ecosystems.length;
    const narratives = width === 0 ? 0 : excess.length / width;
    const results = tests.map((test) => test.test());
    const q = benjaminiHochberg(results.map((result) => result.p));
    const intervals =
      narratives < fewest
        ? undefined
        : resampledSums(Float64Array.from(excess), width, draws, new Random(this.#rules.seed));
    return results.map(({ terms, observed, expected, deviation, p }, label) => ({
      source: this.#ecosystems[label],
      measure,
      counting,
      narratives,
      appearing: terms,
      observed,
      expected,
      excess: observed - expected,
      low: intervals && Math.min(intervals[label]!.low, observed - expected - z * deviation),
      high: intervals && Math.max(intervals[label]!.high, observed - expected + z * deviation),
      method:
        intervals === undefined
          ? `no interval: fewer than ${fewest} narratives`
          : `percentiles of a bootstrap of narratives, ${draws} draws, and at least what chance alone varies, 95 %`,
      p_value: nullable(p),
      q_value: nullable(q[label]!),
    }));
  }
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function expectationOf(chance: ArrayLike<number>): number {
  let expected = 0;
  for (let j = 1; j < chance.length; j++) expected += chance[j]! / j;
  return expected;
}

/**
 * Units for the null: times on whole ticks, labels counted anew among those present, and as strata the
 * sets of these that cover the day.
 */
export function labelledUnits(
  units: readonly Unit[],
  present: readonly number[],
  tick: number,
  covered: readonly (Covered | undefined)[],
): LabelledUnits {
  const at = new Map(present.map((label, place) => [label, place]));
  const keys = new Map<string, number>();
  const ofDay = new Map<number, number>();
  const times = new Float64Array(units.length);
  const labels = new Int32Array(units.length);
  const strata = new Int32Array(units.length);
  for (const [i, unit] of units.entries()) {
    times[i] = Math.floor(unit.middle / tick) * tick;
    labels[i] = at.get(unit.label)!;
    const date = Math.floor(unit.middle / day);
    let stratum = ofDay.get(date);
    if (stratum === undefined) {
      const key = present.map((label) => (covers(covered[label]!, date) ? '1' : '0')).join('');
      stratum = keys.get(key) ?? keys.size;
      keys.set(key, stratum);
      ofDay.set(date, stratum);
    }
    strata[i] = stratum;
  }
  return { times, labels, strata, units: units.length, labelCount: present.length, stratumCount: keys.size };
}

/** The coarsest precision among the units: a second, a minute, an hour or a day, in milliseconds. */
export function tickOf(units: readonly Unit[]): number {
  let widest = 0;
  for (const unit of units) widest = Math.max(widest, unit.width);
  return widest <= second ? second : widest <= minute ? minute : widest <= hour ? hour : day;
}
