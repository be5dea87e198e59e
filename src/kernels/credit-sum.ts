/**
 * Sums of independent credits, each 0 or 1/j with known chances, against their expectation: the number
 * of narratives a group was first in, where j tied in front count 1/j each. With whole credits this is
 * the Poisson binomial distribution (Hong, "On computing the distribution function for the Poisson
 * binomial distribution", Comput. Stat. Data Anal. 59, 2013).
 */
import { normalTail } from './normal.ts';

/** Once there are ties, credits are counted in parts of this many, so that 1/1 to 1/6 are whole numbers of parts. */
const tieParts = 60;
const mostTied = 6;

/** Up to this many credits the distribution of the sum is exact; beyond, it is taken as normal. */
const mostExact = 500;

/** What a sum says. */
export interface SumTest {
  /** Credits that were added. */
  readonly terms: number;
  readonly observed: number;
  readonly expected: number;
  /** Standard deviation of the sum under the null. */
  readonly deviation: number;
  /** Two-sided mid-p, 0 to 1; NaN where the sum cannot vary. */
  readonly p: number;
}

/** Adds credits one by one, in memory that does not grow with their number. */
export class CreditSum {
  /** P(sum − constant = i parts); undefined once it is no longer kept. */
  #chances: Float64Array | undefined = Float64Array.of(1);
  #parts = 1;
  #constant = 0;
  #terms = 0;
  #varying = 0;
  #observed = 0;
  #expected = 0;
  #variance = 0;

  /**
   * Adds a credit of 1/`tied`, or 0 where `tied` is 0. `chance[j]` is that of 1/j and `chance[0]` that of
   * nothing; they sum to 1.
   */
  add(tied: number, chance: ArrayLike<number>): void {
    let [expected, square, total] = [0, 0, 0];
    let possible = 0;
    let highest = 0;
    for (let j = 0; j < chance.length; j++) {
      const p = chance[j]!;
      if (!(p >= 0 && p <= 1 + 1e-9)) throw new RangeError(`${p} is not a chance`);
      total += p;
      if (p === 0) continue;
      possible += 1;
      if (j === 0) continue;
      highest = j;
      expected += p / j;
      square += p / j ** 2;
    }
    if (Math.abs(total - 1) > 1e-6) throw new RangeError(`chances sum to ${total}`);
    const credit = tied === 0 ? 0 : 1 / tied;
    this.#terms += 1;
    this.#observed += credit;
    this.#expected += expected;
    if (possible === 1) {
      this.#constant += credit;
      return;
    }
    this.#varying += 1;
    this.#variance += Math.max(0, square - expected ** 2);
    if (this.#varying > mostExact || highest > mostTied || tied > mostTied) this.#chances = undefined;
    if (this.#chances === undefined) return;
    if (this.#parts === 1 && highest > 1) {
      const finer = new Float64Array((this.#chances.length - 1) * tieParts + 1);
      for (let i = 0; i < this.#chances.length; i++) finer[i * tieParts] = this.#chances[i]!;
      [this.#parts, this.#chances] = [tieParts, finer];
    }
    this.#chances = convolved(this.#chances, chance, this.#parts);
  }

  test(): SumTest {
    const { observed, expected, deviation } = {
      observed: this.#observed,
      expected: this.#expected,
      deviation: Math.sqrt(this.#variance),
    };
    return { terms: this.#terms, observed, expected, deviation, p: this.#p(observed, expected, deviation) };
  }

  #p(observed: number, expected: number, deviation: number): number {
    if (this.#varying === 0) return Number.NaN;
    if (this.#chances === undefined) return Math.min(1, 2 * normalTail(Math.abs(observed - expected) / deviation));
    const at = Math.round((observed - this.#constant) * this.#parts);
    let [above, below] = [0, 0];
    for (let i = 0; i < this.#chances.length; i++) {
      if (i > at) above += this.#chances[i]!;
      else if (i < at) below += this.#chances[i]!;
    }
    const same = (this.#chances[at] ?? 0) / 2;
    return Math.min(1, 2 * Math.min(above + same, below + same));
  }
}

function convolved(sums: Float64Array, chance: ArrayLike<number>, parts: number): Float64Array {
  let most = 0;
  for (let j = 1; j < chance.length; j++) if (chance[j]! > 0) most = Math.max(most, parts / j);
  const result = new Float64Array(sums.length + most);
  for (let j = 0; j < chance.length; j++) {
    const p = chance[j]!;
    if (p === 0) continue;
    const step = j === 0 ? 0 : parts / j;
    for (let i = 0; i < sums.length; i++) result[i + step]! += p * sums[i]!;
  }
  return result;
}
