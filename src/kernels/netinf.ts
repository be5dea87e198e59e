/**
 * NETINF: the network of sites along which narratives most likely spread (Gomez-Rodriguez, Leskovec &
 * Krause, "Inferring networks of diffusion and influence", KDD 2010).
 *
 * A narrative is a cascade: the first appearance of each site. Site j got it from one of the sites that had
 * it before and have an edge to j, after a delay that is exponential with one rate α, or from nobody in the
 * data (the ε edge of the paper). The weight of a parent i in a narrative is w(i, j) = ln p(delay) − ln ε,
 * zero where that is negative; the gain of a network is the sum over narratives and sites of the best weight
 * (the most likely tree; F_C in the paper), in nats. Edges are taken one by one, each time the one
 * that adds most, which comes within 1 − 1/e of the best network of that size (the gain is submodular).
 *
 * What we do otherwise:
 *
 * - Times are intervals. i can be a parent of j only where i's latest ≤ j's earliest, so that items of one
 *   interval never are. The density of the delay is its expectation over both intervals, each uniform:
 *   E[α e^(−α(t_j − t_i))] = α e^(−α(m_j − m_i)) · shc(α l_i / 2) · shc(α l_j / 2), with middles m, lengths l
 *   and shc(x) = sinh(x)/x. It is a product of a factor of i and one of j.
 * - ε is a density, per hour, so that "nobody" is a time that is as likely anywhere in the span of the study;
 *   a delay of more than ln(α/ε)/α is then better told without a parent. (The paper's ε is a small constant.)
 * - An edge into j changes the gain of no edge into another site (the paper's localised update). So
 *   the parents of each site are chosen by themselves, by lazy evaluation on a priority queue (Leskovec et
 *   al. 2007), and the orders of all sites are merged by gain. The edges and gains are those of one queue
 *   over all pairs; only the pairs of one site are in memory at a time.
 *
 * Ties: the edge with the lower source, then the lower target.
 */
import { placesOfSites } from './cascades.ts';
import type { Cascades } from './cascades.ts';
import { Evidence } from './netinf-evidence.ts';

/** How narratives pass from site to site; both are per hour. */
export interface Transmission {
  /** α: one over the mean delay. */
  readonly rate: number;
  /** ε: the density of appearing without a parent. */
  readonly background: number;
}

/** The factors of the weight of a pair in logarithms: w(i, j) = `passed[i]` + `taken[j]`. */
export interface Weights {
  readonly passed: Float64Array;
  readonly taken: Float64Array;
}

/** Edges in the order in which they were taken. */
export interface Network {
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** What each edge added, in nats. */
  readonly gain: Float64Array;
  /** What the complete graph gains: every site has its best possible parent in every narrative. */
  readonly attainable: number;
}

/** ln(sinh(x)/x) for x ≥ 0. */
function logShc(x: number): number {
  return x < 1e-4 ? (x * x) / 6 : x + Math.log1p(-Math.exp(-2 * x)) - Math.log(2 * x);
}

/** The factors for each appearance; times count from the start of the narrative, so that nothing cancels. */
export function weightsOf(cascades: Cascades, { rate, background }: Transmission): Weights {
  if (!(rate > 0 && background > 0 && Number.isFinite(rate / background)))
    throw new RangeError('rate and background must be above zero');
  const { earliest, latest, starts, narrative } = cascades;
  const passed = new Float64Array(earliest.length);
  const taken = new Float64Array(earliest.length);
  const level = Math.log(rate / background);
  for (let at = 0; at < earliest.length; at++) {
    const origin = latest[starts[narrative[at]!]!]!;
    const delay = rate * ((earliest[at]! + latest[at]!) / 2 - origin);
    const spread = logShc((rate * (latest[at]! - earliest[at]!)) / 2);
    passed[at] = delay + spread;
    taken[at] = level - delay + spread;
  }
  return { passed, taken };
}

/** How far the network grows. */
export interface NetworkLimits {
  /** Share of the attainable gain at which it ends, 0 to 1; the edge that reaches it is the last. */
  readonly share: number;
  readonly maxEdges: number;
}

/** Infers the network. An empty one where no weight is positive. */
export function inferNetwork(cascades: Cascades, transmission: Transmission, limits: NetworkLimits): Network {
  const { share, maxEdges } = limits;
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}, not 0 to 1`);
  const evidence = new Evidence(cascades, weightsOf(cascades, transmission));
  const [sources, targets, gains]: [number[], number[], number[]] = [[], [], []];
  let attainable = 0;
  for (let target = 0; target < cascades.sites; target++) {
    attainable += evidence.of(target).attainable();
    evidence.greedy((source, gain) => {
      sources.push(source);
      targets.push(target);
      gains.push(gain);
    });
  }
  const order = Int32Array.from(gains.keys()).sort(
    (a, b) => gains[b]! - gains[a]! || sources[a]! - sources[b]! || targets[a]! - targets[b]!,
  );
  let [edges, gained] = [0, 0];
  while (edges < Math.min(order.length, maxEdges) && gained < share * attainable) gained += gains[order[edges++]!]!;
  const taken = order.subarray(0, edges);
  return {
    source: Int32Array.from(taken, (edge) => sources[edge]!),
    target: Int32Array.from(taken, (edge) => targets[edge]!),
    gain: Float64Array.from(taken, (edge) => gains[edge]!),
    attainable,
  };
}

/**
 * Who follows whom in the most likely trees of a network: per appearance the edge along which it came, or −1
 * (nobody in the data), and the appearance it came from, or −1. Of equal parents the one whose edge was
 * taken first.
 */
export function likelyParents(
  cascades: Cascades,
  transmission: Transmission,
  network: Pick<Network, 'source' | 'target'>,
): { readonly edge: Int32Array; readonly from: Int32Array } {
  const { passed, taken } = weightsOf(cascades, transmission);
  const edges = new Int32Array(cascades.site.length).fill(-1);
  const parents = new Int32Array(cascades.site.length).fill(-1);
  eachUse(cascades, network, (at, from, edge) => {
    if (passed[from]! + taken[at]! <= 0) return;
    const held = parents[at]!;
    const better = held < 0 ? Infinity : passed[from]! - passed[held]!;
    if (better < 0 || (better === 0 && edge > edges[at]!)) return;
    parents[at] = from;
    edges[at] = edge;
  });
  return { edge: edges, from: parents };
}

/** Every pair of appearances in one narrative that an edge may join: `from` ended before `at` began. */
export function eachUse(
  cascades: Cascades,
  { source, target }: Pick<Network, 'source' | 'target'>,
  visit: (at: number, from: number, edge: number) => void,
): void {
  const { site, starts, narrative, earliest, latest, sites } = cascades;
  const into = Array.from({ length: sites }, (): number[] => []);
  for (const [edge, to] of target.entries()) into[to]!.push(edge);
  const { starts: placed, places } = placesOfSites(cascades);
  const edgeFrom = new Int32Array(sites);
  for (let to = 0; to < sites; to++) {
    if (into[to]!.length === 0) continue;
    edgeFrom.fill(-1);
    for (const edge of into[to]!) edgeFrom[source[edge]!] = edge;
    for (let place = placed[to]!; place < placed[to + 1]!; place++) {
      const at = places[place]!;
      const end = starts[narrative[at]! + 1]!;
      for (let from = starts[narrative[at]!]!; from < end && latest[from]! <= earliest[at]!; from++) {
        const edge = edgeFrom[site[from]!]!;
        if (edge >= 0) visit(at, from, edge);
      }
    }
  }
}

/** In how many narratives the source of each edge came before its target, after it, and at times that cannot be told apart. */
export function pairOrders(
  cascades: Cascades,
  { source, target }: Pick<Network, 'source' | 'target'>,
): { readonly before: Int32Array; readonly after: Int32Array; readonly undecided: Int32Array } {
  const { site, starts, earliest, latest } = cascades;
  const [before, after, undecided] = [0, 1, 2].map(() => new Int32Array(source.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const place = new Int32Array(cascades.sites);
  for (let c = 0; c + 1 < starts.length; c++) {
    place.fill(-1);
    for (let at = starts[c]!; at < starts[c + 1]!; at++) place[site[at]!] = at;
    if (starts[c + 1]! - starts[c]! < 2) continue;
    for (let edge = 0; edge < source.length; edge++) {
      const [from, to] = [place[source[edge]!]!, place[target[edge]!]!];
      if (from < 0 || to < 0) continue;
      const order = latest[from]! <= earliest[to]! ? before : latest[to]! <= earliest[from]! ? after : undecided;
      order[edge]! += 1;
    }
  }
  return { before, after, undecided };
}
