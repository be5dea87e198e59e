/** The parents of one site: what each would be worth, and the greedy choice among them (see netinf.ts). */
import { placesOfSites } from './cascades.ts';
import type { Cascades, SitePlaces } from './cascades.ts';
import type { Weights } from './netinf.ts';
import { pop, push, sink } from './queue.ts';

/**
 * What each possible parent of one site is worth in each narrative, by parent. Made anew for one site after
 * the other in the same memory.
 */
export class Evidence {
  /** Narratives of the site, a row each. */
  rows = 0;
  /** Narrative of each row. */
  narrative = new Int32Array(0);
  /** Weights of parent s: from `starts[s]` to `starts[s + 1]` − 1. */
  readonly starts: Int32Array;
  row = new Int32Array(0);
  weight = new Float64Array(0);
  /** After {@link greedy}: the best parent of each row among those chosen, or −1. */
  parent = new Int32Array(0);
  readonly #cascades: Cascades;
  readonly #weights: Weights;
  readonly #places: SitePlaces;
  readonly #next: Int32Array;

  constructor(cascades: Cascades, weights: Weights) {
    this.#cascades = cascades;
    this.#weights = weights;
    this.#places = placesOfSites(cascades);
    this.starts = new Int32Array(cascades.sites + 1);
    this.#next = new Int32Array(cascades.sites);
  }

  /** Appearances of a site, in the order of the rows. */
  placesOf(site: number): Int32Array {
    const { starts, places } = this.#places;
    return places.subarray(starts[site], starts[site + 1]);
  }

  /** Collects the positive weights into `target`. */
  of(target: number): this {
    const { site, narrative } = this.#cascades;
    const places = this.placesOf(target);
    this.rows = places.length;
    this.narrative = Int32Array.from(places, (at) => narrative[at]!);
    const { starts } = this;
    starts.fill(0);
    this.#each(places, (from) => {
      starts[site[from]! + 1]! += 1;
    });
    for (let s = 1; s < starts.length; s++) starts[s]! += starts[s - 1]!;
    const entries = starts.at(-1)!;
    if (this.row.length < entries) {
      this.row = new Int32Array(Math.ceil(entries * 1.2));
      this.weight = new Float64Array(Math.ceil(entries * 1.2));
    }
    this.#next.set(starts.subarray(0, -1));
    this.#each(places, (from, row, weight) => {
      const entry = this.#next[site[from]!]!++;
      this.row[entry] = row;
      this.weight[entry] = weight;
    });
    return this;
  }

  #each(places: Int32Array, take: (from: number, row: number, weight: number) => void): void {
    const { starts, narrative, earliest, latest } = this.#cascades;
    const { passed, taken } = this.#weights;
    for (let row = 0; row < places.length; row++) {
      const at = places[row]!;
      const end = starts[narrative[at]! + 1]!;
      for (let from = starts[narrative[at]!]!; from < end; from++) {
        // In the order of `latest`: whatever follows comes too late as well.
        if (latest[from]! > earliest[at]!) break;
        const weight = passed[from]! + taken[at]!;
        if (weight > 0) take(from, row, weight);
      }
    }
  }

  /** What the site gains from all parents at once; `counts`: how often each narrative counts. */
  attainable(counts?: ArrayLike<number>): number {
    const best = new Float64Array(this.rows);
    for (let entry = 0; entry < this.starts.at(-1)!; entry++) {
      best[this.row[entry]!] = Math.max(best[this.row[entry]!]!, this.weight[entry]!);
    }
    return best.reduce((sum, weight, row) => sum + weight * (counts?.[this.narrative[row]!] ?? 1), 0);
  }

  /**
   * The parents of the site by falling gain, chosen greedily, as long as one adds at least `bar` and more
   * than nothing. `counts`: how often each narrative counts; default once.
   */
  greedy(take: (source: number, gain: number) => void, bar = 0, counts?: ArrayLike<number>): void {
    const current = new Float64Array(this.rows);
    this.parent = new Int32Array(this.rows).fill(-1);
    const gains = new Float64Array(this.starts.length - 1);
    const gainOf = (source: number): number => {
      let gain = 0;
      for (let entry = this.starts[source]!; entry < this.starts[source + 1]!; entry++) {
        const row = this.row[entry]!;
        const more = this.weight[entry]! - current[row]!;
        if (more > 0) gain += counts === undefined ? more : more * counts[this.narrative[row]!]!;
      }
      return gain;
    };
    const queue: number[] = [];
    const precedes = (a: number, b: number): boolean => gains[a]! > gains[b]! || (gains[a] === gains[b] && a < b);
    for (let source = 0; source < gains.length; source++) {
      gains[source] = gainOf(source);
      if (gains[source]! > 0 && gains[source]! >= bar) push(queue, source, precedes);
    }
    const checked = new Int32Array(gains.length);
    let round = 0;
    while (queue.length > 0) {
      const source = queue[0]!;
      if (checked[source] !== round) {
        // Gains only fall as edges come, so an old gain is a bound: evaluate again only what leads.
        gains[source] = gainOf(source);
        checked[source] = round;
        if (gains[source] > 0 && gains[source] >= bar) sink(queue, precedes);
        else pop(queue, precedes);
        continue;
      }
      pop(queue, precedes);
      take(source, gains[source]!);
      round += 1;
      for (let entry = this.starts[source]!; entry < this.starts[source + 1]!; entry++) {
        const row = this.row[entry]!;
        if (this.weight[entry]! <= current[row]!) continue;
        current[row] = this.weight[entry]!;
        this.parent[row] = source;
      }
    }
  }
}
