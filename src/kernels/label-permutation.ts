/**
 * The chance that a group is first, where only its volume makes it so: labels are permuted among units
 * whose times stay as they are (a permutation test, Fisher 1935; Good, "Permutation, Parametric and
 * Bootstrap Tests of Hypotheses", 2005). A stratum is a part of the units among which labels may change
 * places; they never leave it.
 *
 * Which labels the earliest units have depends on draws without replacement from the labels of a
 * stratum, so every probability here is a product of hypergeometric ones and no permutation is made.
 * Only the ways in which more than {@link mostLabels} labels share the front are drawn at random.
 */
import type { Random } from './random.ts';

/** Units of one narrative in the order of their times. */
export interface LabelledUnits {
  /** Times in any one unit, not descending. */
  readonly times: ArrayLike<number>;
  /** Label of each unit, 0 … `labelCount` − 1. */
  readonly labels: ArrayLike<number>;
  /** Stratum of each unit, 0 … `stratumCount` − 1. */
  readonly strata: ArrayLike<number>;
  readonly units: number;
  readonly labelCount: number;
  readonly stratumCount: number;
}

/** Units of each label in each stratum. */
interface Margins {
  /** Stratum × label, row-major. */
  readonly counts: Int32Array;
  readonly sizes: Int32Array;
}

/** Up to this many labels, all sets of them are gone through; beyond, sets are drawn. */
export const mostLabels = 12;

/** Draws of the front where there are more labels. */
const drawnFronts = 4000;

/** Lead of one label over all others. */
export interface LeadTest {
  /** From the earliest unit to the earliest with another label, in the unit of the times; 0 where they tie. */
  readonly lead: number;
  /** Units before the earliest with another label; 0 where they tie. */
  readonly run: number;
  /** Chance of a lead that is more of a surprise; NaN as `p`. */
  readonly beyond: number;
  /** Mid-p: that chance, and half the chance of an equal surprise; NaN where labels cannot change places. */
  readonly p: number;
}

/** Chances are equal that differ by less than this part of themselves: they come from products. */
const equal = 1e-9;

/**
 * Tests the lead of the first label over the next. Label e leads by ℓ or more where all units before the
 * time ℓ after the first are its own, so with r_s units of stratum s among them
 *
 *     P(e leads by ℓ or more) = Π_s C(k_es, r_s) / C(N_s, r_s).
 *
 * The smaller this chance for the label that leads and its lead, the more of a surprise: a short lead of a
 * small group may be more of one than a long lead of a large group. The p-value is the chance of such a
 * surprise from any label, since the one that leads was chosen after the fact; only one can lead, so it is
 * a sum over the labels. (The plain length of the lead, whoever leads, is nearly blind to small groups:
 * large ones lead by as much too often.) Undefined with fewer than two labels.
 */
export function leadTest(given: LabelledUnits): LeadTest | undefined {
  const { times, labels, units, labelCount } = given;
  const margins = marginsOf(given);
  let next = 1;
  while (next < units && labels[next] === labels[0]) next += 1;
  if (next >= units) return undefined;
  const until = times[next]!;
  let run = 0;
  while (times[run]! < until) run += 1;
  const lead = until - times[0]!;
  if (!movable(margins, given)) return { lead, run, beyond: Number.NaN, p: Number.NaN };
  const surprise = run === 0 ? 1 : leadChances(given, margins, labels[0]!, (_, upTo) => upTo >= run);
  let [atMost, below] = [0, 0];
  for (let e = 0; e < labelCount; e++) {
    atMost += leadChances(given, margins, e, (chance) => chance <= surprise * (1 + equal));
    below += leadChances(given, margins, e, (chance) => chance < surprise * (1 - equal));
  }
  if (surprise > 1 - equal) atMost = 1;
  return { lead, run, beyond: below, p: Math.min(1, (atMost + below) / 2) };
}

/**
 * The chance that all of the earliest units have the label, for the first number of units `upTo` that is
 * enough; units of one time count together. 0 where none is.
 */
function leadChances(
  { times, strata, units, labelCount, stratumCount }: LabelledUnits,
  { counts, sizes }: Margins,
  label: number,
  isEnough: (chance: number, upTo: number) => boolean,
): number {
  const taken = new Int32Array(stratumCount);
  let chance = 1;
  for (let i = 0; i < units; i++) {
    const s = strata[i]!;
    chance *= (counts[s * labelCount + label]! - taken[s]!) / (sizes[s]! - taken[s]!);
    if (chance <= 0) return 0;
    taken[s]! += 1;
    if (times[i + 1] !== times[i] && isEnough(chance, i + 1)) return chance;
  }
  return 0;
}

/** Credits for being first, a tie of j labels counting 1/j for each. */
export interface FirstCredits {
  /** Labels at the front; each has the credit 1/tied. */
  readonly first: Uint8Array;
  readonly tied: number;
  /** Chance that label e is among j at the front: `chance[e × (labelCount + 1) + j]`, and at j = 0 that it is not. */
  readonly chance: Float64Array;
}

/**
 * Who is first, and how likely each label was to be: the front is every unit earlier than `width` after
 * the first (times that are equal where it is 0). The labels of the front are drawn without replacement from
 * those of its strata; the chance that exactly the set S appears follows from the chances that none
 * outside of S does, by inclusion and exclusion.
 */
export function firstCredits(given: LabelledUnits, width: number, random: Random): FirstCredits {
  if (!(width >= 0)) throw new RangeError(`a width of ${width}`);
  if (given.units === 0) throw new RangeError('no units');
  const start = given.times[0]!;
  const isFront = (time: number): boolean => time <= start || time < start + width;
  const front = frontOf(given, isFront);
  const first = new Uint8Array(given.labelCount);
  for (let i = 0; i < sum(front); i++) first[given.labels[i]!] = 1;
  const margins = marginsOf(given);
  const chance =
    given.labelCount <= mostLabels ? enumerated(margins, front, given) : drawn(margins, front, given, random);
  return { first, tied: sum(first), chance };
}

/** Whether each label has a unit before an instant, and how likely it was to have one. */
export interface BeforeChances {
  readonly before: Uint8Array;
  /** 1 − Π_s C(N_s − k_es, b_s) / C(N_s, b_s) with b_s units of stratum s before the instant. */
  readonly chance: Float64Array;
}

/** Which labels come before an instant, in the unit of the times, and with what chance. */
export function beforeChances(given: LabelledUnits, instant: number): BeforeChances {
  const { labelCount } = given;
  const front = frontOf(given, (time) => time < instant);
  const before = new Uint8Array(labelCount);
  for (let i = 0; i < sum(front); i++) before[given.labels[i]!] = 1;
  const margins = marginsOf(given);
  const chance = new Float64Array(labelCount);
  for (let e = 0; e < labelCount; e++) {
    let none = 1;
    for (let s = 0; s < front.length; s++) {
      const size = margins.sizes[s]!;
      none *= ratio(size - margins.counts[s * labelCount + e]!, size, front[s]!);
    }
    chance[e] = 1 - none;
  }
  return { before, chance };
}

function marginsOf({ labels, strata, units, times, labelCount, stratumCount }: LabelledUnits): Margins {
  const counts = new Int32Array(stratumCount * labelCount);
  const sizes = new Int32Array(stratumCount);
  for (let i = 0; i < units; i++) {
    if (i > 0 && !(times[i]! >= times[i - 1]!)) throw new RangeError('the times descend');
    counts[strata[i]! * labelCount + labels[i]!]! += 1;
    sizes[strata[i]!]! += 1;
  }
  return { counts, sizes };
}

/** Whether some stratum has two labels, so that a permutation changes something. */
function movable({ counts, sizes }: Margins, { labelCount }: LabelledUnits): boolean {
  return sizes.some((size, s) => {
    for (let e = 0; e < labelCount; e++) if (counts[s * labelCount + e] === size) return false;
    return size > 0;
  });
}

/** Units per stratum from the first on, as long as their times pass. */
function frontOf({ times, strata, units, stratumCount }: LabelledUnits, passes: (time: number) => boolean): Int32Array {
  const front = new Int32Array(stratumCount);
  for (let i = 0; i < units && passes(times[i]!); i++) front[strata[i]!]! += 1;
  return front;
}

/** C(part, draws) / C(whole, draws): the chance that draws without replacement all hit the part. */
function ratio(part: number, whole: number, draws: number): number {
  if (draws > part) return 0;
  let product = 1;
  for (let i = 0; i < draws; i++) product *= (part - i) / (whole - i);
  return product;
}

function enumerated(
  { counts, sizes }: Margins,
  front: Int32Array,
  { labelCount, stratumCount }: LabelledUnits,
): Float64Array {
  const sets = 2 ** labelCount;
  // First the chance that no label outside of the set appears, then (Möbius) that exactly the set does.
  const exactly = new Float64Array(sets);
  for (let set = 1; set < sets; set++) {
    let within = 1;
    for (let s = 0; s < stratumCount && within > 0; s++) {
      if (front[s] === 0) continue;
      let part = 0;
      for (let e = 0; e < labelCount; e++) if ((set >> e) & 1) part += counts[s * labelCount + e]!;
      within *= ratio(part, sizes[s]!, front[s]!);
    }
    exactly[set] = within;
  }
  for (let e = 0; e < labelCount; e++) {
    for (let set = 0; set < sets; set++) if ((set >> e) & 1) exactly[set]! -= exactly[set ^ (1 << e)]!;
  }
  const chance = new Float64Array(labelCount * (labelCount + 1));
  const draws = sum(front);
  for (let set = 1; set < sets; set++) {
    const size = bitsOf(set);
    // Differences that should be 0 are not quite, so sets that cannot appear are left out by their size.
    if (size > draws || exactly[set]! < 1e-14) continue;
    for (let e = 0; e < labelCount; e++) if ((set >> e) & 1) chance[e * (labelCount + 1) + size]! += exactly[set]!;
  }
  return withNone(chance, labelCount);
}

function drawn(
  { counts, sizes }: Margins,
  front: Int32Array,
  { labelCount, stratumCount }: LabelledUnits,
  random: Random,
): Float64Array {
  const chance = new Float64Array(labelCount * (labelCount + 1));
  const seen = new Uint8Array(labelCount);
  const left = new Int32Array(counts.length);
  for (let draw = 0; draw < drawnFronts; draw++) {
    seen.fill(0);
    left.set(counts);
    for (let s = 0; s < stratumCount; s++) {
      for (let taken = 0; taken < front[s]!; taken++) {
        let at = random.below(sizes[s]! - taken);
        let e = 0;
        while (at >= left[s * labelCount + e]!) at -= left[s * labelCount + e++]!;
        left[s * labelCount + e]! -= 1;
        seen[e] = 1;
      }
    }
    const size = sum(seen);
    for (let e = 0; e < labelCount; e++) if (seen[e] === 1) chance[e * (labelCount + 1) + size]! += 1 / drawnFronts;
  }
  return withNone(chance, labelCount);
}

function withNone(chance: Float64Array, labelCount: number): Float64Array {
  for (let e = 0; e < labelCount; e++) {
    let some = 0;
    for (let j = 1; j <= labelCount; j++) some += chance[e * (labelCount + 1) + j]!;
    chance[e * (labelCount + 1)] = Math.max(0, 1 - some);
  }
  return chance;
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
}

function sum(values: Int32Array | Uint8Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
