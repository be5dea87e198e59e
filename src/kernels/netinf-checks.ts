/**
 * How far the edges of a network can be trusted. Two questions, two resamplings:
 *
 * - Would an edge be chosen from other narratives of the same kind? The bootstrap draws narratives anew, with
 *   replacement and whole, and chooses again.
 * - Would an edge be chosen if order meant nothing? The null deals the times of a narrative's items out anew
 *   among them, so that every site keeps its number of items in every narrative (who publishes more is
 *   earlier by chance) and their precision, and chooses again.
 *
 * Both choose at the price of the network: an edge is taken as long as it gains at least `bar`, the gain of
 * the last edge of the network. So the parents of each site are chosen by themselves, and work and memory
 * are those of one site at a time. The rate stays as fitted.
 */
import { firstAppearances } from './cascades.ts';
import type { Cascades, DatedItems } from './cascades.ts';
import { Evidence } from './netinf-evidence.ts';
import { weightsOf } from './netinf.ts';
import type { Network, Transmission } from './netinf.ts';
import type { Random } from './random.ts';

/** Resampled narratives: how often each counts, per replicate. */
export function drawCounts(narratives: number, replicates: number, random: Random): Uint16Array[] {
  return Array.from({ length: replicates }, () => {
    const counts = new Uint16Array(narratives);
    for (let draw = 0; draw < narratives; draw++) counts[random.below(narratives)]! += 1;
    return counts;
  });
}

/** Edges into each site: source to the place of the edge in the network. */
function edgesInto(sites: number, { source, target }: Network): ReadonlyMap<number, number>[] {
  const into = Array.from({ length: sites }, () => new Map<number, number>());
  for (const [edge, to] of target.entries()) into[to]!.set(source[edge]!, edge);
  return into;
}

/** In how many bootstrap replicates each edge of the network is chosen; yields after the edges into each site. */
export function* bootstrapEdges(
  cascades: Cascades,
  transmission: Transmission,
  network: Network,
  counts: readonly ArrayLike<number>[],
): Generator<void, Int32Array> {
  const chosen = new Int32Array(network.source.length);
  const bar = barOf(network);
  const evidence = new Evidence(cascades, weightsOf(cascades, transmission));
  for (const [target, edges] of edgesInto(cascades.sites, network).entries()) {
    if (edges.size === 0) continue;
    evidence.of(target);
    for (const own of counts) {
      evidence.greedy(
        (source) => {
          const edge = edges.get(source);
          if (edge !== undefined) chosen[edge]! += 1;
        },
        bar,
        own,
      );
    }
    yield;
  }
  return chosen;
}

/** Gain of the last edge; an edge that gains as much would still be taken. */
function barOf({ gain }: Network): number {
  // A grain less, since a sum in another order may differ in its last digit.
  return (gain.at(-1) ?? Infinity) * (1 - 1e-9);
}

/** What was found among items whose times were dealt out anew. */
export interface ChanceFound {
  /** Edges that were chosen at the price of the network, one for each replicate. */
  readonly edges: number[];
  /** Narratives that came along these edges, from each group of sites (row) to each (column), one matrix a replicate. */
  readonly copies: Float64Array[];
  /** Per edge of the network: replicates in which the pair alone would have gained more, and as much. */
  readonly above: Int32Array;
  readonly equal: Int32Array;
}

/**
 * Deals out the times of each narrative's items `replicates` times; yields after each.
 *
 * @param groups group of each site, from 0, in which copies are counted.
 */
export function* chanceEdges(
  items: DatedItems,
  groups: Int32Array,
  transmission: Transmission,
  network: Network,
  replicates: number,
  random: Random,
): Generator<void, ChanceFound> {
  const edges = network.source.length;
  const bar = barOf(network);
  const into = edgesInto(items.sites, network);
  const observed = new Float64Array(edges);
  const gains = new Float64Array(edges);
  const columns = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const found: ChanceFound = { edges: [], copies: [], above: new Int32Array(edges), equal: new Int32Array(edges) };
  eachAlone(new Evidence(...prepared(firstAppearances(items), transmission)), into, observed);
  const lengths = items.latest.map((latest, item) => latest - items.earliest[item]!);
  const middles = items.latest.map((latest, item) => (latest + items.earliest[item]!) / 2);
  for (let replicate = 0; replicate < replicates; replicate++) {
    dealAnew(middles, items.starts, random);
    const earliest = middles.map((middle, item) => middle - lengths[item]! / 2);
    const latest = middles.map((middle, item) => middle + lengths[item]! / 2);
    const evidence = new Evidence(...prepared(firstAppearances({ ...items, earliest, latest }), transmission));
    let count = 0;
    const copies = new Float64Array(columns * columns);
    eachAlone(evidence, into, gains, (target) => {
      evidence.greedy(() => {
        count += 1;
      }, bar);
      for (const source of evidence.parent) {
        if (source >= 0) copies[groups[source]! * columns + groups[target]!]! += 1;
      }
    });
    found.edges.push(count);
    found.copies.push(copies);
    for (let edge = 0; edge < edges; edge++) {
      const difference = gains[edge]! - observed[edge]!;
      if (Math.abs(difference) <= 1e-9 * observed[edge]!) found.equal[edge]! += 1;
      else if (difference > 0) found.above[edge]! += 1;
    }
    yield;
  }
  return found;
}

function prepared(cascades: Cascades, transmission: Transmission): [Cascades, ReturnType<typeof weightsOf>] {
  return [cascades, weightsOf(cascades, transmission)];
}

/** Writes what each edge of the network would gain as the only one. */
function eachAlone(
  evidence: Evidence,
  into: readonly ReadonlyMap<number, number>[],
  gains: Float64Array,
  also?: (target: number) => void,
): void {
  for (const [target, edges] of into.entries()) {
    if (edges.size === 0 && also === undefined) continue;
    const { starts, weight } = evidence.of(target);
    for (const [source, edge] of edges) {
      let gain = 0;
      for (let entry = starts[source]!; entry < starts[source + 1]!; entry++) gain += weight[entry]!;
      gains[edge] = gain;
    }
    also?.(target);
  }
}

/** Shuffles within each narrative (Fisher-Yates). */
function dealAnew(times: Float64Array, starts: Int32Array, random: Random): void {
  for (let c = 0; c + 1 < starts.length; c++) {
    const start = starts[c]!;
    for (let left = starts[c + 1]! - start; left > 1; left--) {
      const [a, b] = [start + left - 1, start + random.below(left)];
      const held = times[a]!;
      times[a] = times[b]!;
      times[b] = held;
    }
  }
}

/**
 * Mid-p values from counts of a null: the share of replicates that reach further, half of those that reach as
 * far, and the observation itself counted among the latter.
 */
export function midPValue(above: number, equal: number, replicates: number): number {
  return (above + (equal + 1) / 2) / (replicates + 1);
}
