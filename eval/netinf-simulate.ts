/** Simulated networks of sites and narratives that spread along them, with everything known. */
import type { DatedItems } from '../src/kernels/cascades.ts';
import type { Random } from '../src/kernels/random.ts';

/** A directed network: `out[i]` holds the sites that i passes narratives on to. */
export interface TrueNetwork {
  readonly sites: number;
  readonly out: readonly (readonly number[])[];
  readonly edges: number;
}

/** Kinds of networks, as in the paper, and random ones. */
export const networkKinds = ['erdos_renyi', 'preferential', 'core_periphery', 'hierarchical'] as const;

/** One of them. */
export type NetworkKind = (typeof networkKinds)[number];

/** Initiator matrices of the Kronecker networks. */
const initiators = {
  core_periphery: [0.9, 0.5, 0.5, 0.3],
  hierarchical: [0.9, 0.1, 0.1, 0.9],
} as const;

/** A network of so many sites and distinct edges, none from a site to itself. */
export function drawNetwork(kind: NetworkKind, sites: number, edges: number, random: Random): TrueNetwork {
  const out = Array.from({ length: sites }, () => new Set<number>());
  const inward = new Float64Array(sites);
  for (let count = 0; count < edges;) {
    const [source, target] = drawPair(kind, sites, inward, random);
    if (source === target || source >= sites || target >= sites || out[source]!.has(target)) continue;
    out[source]!.add(target);
    inward[target]! += 1;
    count += 1;
  }
  return { sites, out: out.map((set) => [...set].sort((a, b) => a - b)), edges };
}

function drawPair(kind: NetworkKind, sites: number, inward: Float64Array, random: Random): [number, number] {
  if (kind === 'erdos_renyi') return [random.below(sites), random.below(sites)];
  if (kind === 'preferential') {
    // A target by one plus the edges it has; the sums are short.
    let left = random.uniform() * (sites + inward.reduce((sum, edges) => sum + edges, 0));
    let target = 0;
    while (target < sites - 1 && (left -= 1 + inward[target]!) > 0) target += 1;
    return [random.below(sites), target];
  }
  // An edge of a Kronecker network, a quadrant a level.
  const cells = initiators[kind];
  const total = cells[0] + cells[1] + cells[2] + cells[3];
  let [source, target] = [0, 0];
  for (let size = 1; size < sites; size *= 2) {
    let left = random.uniform() * total;
    let cell = 0;
    while (cell < 3 && (left -= cells[cell]!) > 0) cell += 1;
    source = 2 * source + (cell >> 1);
    target = 2 * target + (cell & 1);
  }
  return [source, target];
}

/** How narratives spread. */
export interface Spread {
  /** Probability that a site passes a narrative on along an edge. */
  readonly probability: number;
  /** Mean of the exponential delay, hours. */
  readonly meanDelayHours: number;
  /** Narratives begin at any time in a window of so many hours. */
  readonly windowHours: number;
  /** Sites that take up a narrative by themselves, per site that was told, at any time in `aloneHours` from its start. */
  readonly alone: number;
  readonly aloneHours: number;
  /** Times are known to so many hours: 1/3600 for seconds, 24 for days. */
  readonly precisionHours: number;
}

/**
 * Narratives by the independent cascade model in continuous time: each begins at a random site, and a site
 * that has it passes it on along each edge with a probability, after an exponential delay; the earliest
 * counts. Narratives of a single site are drawn anew, as in the paper.
 */
export function drawNarratives(network: TrueNetwork, count: number, spread: Spread, random: Random): DatedItems {
  const starts = new Int32Array(count + 1);
  const [site, earliest]: [number[], number[]] = [[], []];
  for (let narrative = 0; narrative < count;) {
    const times = drawTimes(network, spread, random);
    if (times.size < 2) continue;
    addLonely(times, network.sites, spread, random);
    for (const [own, time] of times) {
      site.push(own);
      earliest.push(Math.floor(time / spread.precisionHours) * spread.precisionHours);
    }
    starts[++narrative] = site.length;
  }
  return {
    sites: network.sites,
    starts,
    site: Int32Array.from(site),
    earliest: Float64Array.from(earliest),
    latest: Float64Array.from(earliest, (time) => time + spread.precisionHours),
  };
}

/** Hours at which the sites of one narrative had it. */
function drawTimes({ sites, out }: TrueNetwork, spread: Spread, random: Random): Map<number, number> {
  const reached = new Map<number, number>();
  const waiting = new Map([[random.below(sites), random.uniform() * spread.windowHours]]);
  while (waiting.size > 0) {
    let [next, time] = [-1, Infinity];
    for (const [site, at] of waiting) if (at < time) [next, time] = [site, at];
    waiting.delete(next);
    reached.set(next, time);
    for (const to of out[next]!) {
      if (random.uniform() >= spread.probability) continue;
      const at = time + spread.meanDelayHours * random.exponential();
      if (!reached.has(to) && at < (waiting.get(to) ?? Infinity)) waiting.set(to, at);
    }
  }
  return reached;
}

/** Adds sites that take the narrative up by themselves. */
function addLonely(times: Map<number, number>, sites: number, spread: Spread, random: Random): void {
  const start = Math.min(...times.values());
  for (let count = random.poisson(spread.alone * times.size); count > 0; count--) {
    const site = random.below(sites);
    const at = start + spread.aloneHours * random.uniform();
    times.set(site, Math.min(at, times.get(site) ?? Infinity));
  }
}

/**
 * Narratives in which order means nothing: each site takes one up with a probability of a quarter, and has one
 * item or more, by its own volume, each with an exponential delay from the start.
 */
export function drawUnordered(sites: number, count: number, random: Random): DatedItems {
  const volumes = Array.from({ length: sites }, () => 0.3 + 2 * random.uniform() ** 3);
  const starts = new Int32Array(count + 1);
  const [site, earliest]: [number[], number[]] = [[], []];
  for (let narrative = 0; narrative < count; narrative++) {
    const start = random.uniform() * 2160;
    for (const [own, volume] of volumes.entries()) {
      const items = random.uniform() < 0.25 ? 1 + random.poisson(volume) : 0;
      for (let item = 0; item < items; item++) {
        site.push(own);
        earliest.push(start + 100 * random.exponential());
      }
    }
    starts[narrative + 1] = site.length;
  }
  return {
    sites,
    starts,
    site: Int32Array.from(site),
    earliest: Float64Array.from(earliest),
    latest: Float64Array.from(earliest, (time) => time + 1 / 3600),
  };
}
