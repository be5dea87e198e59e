/**
 * The rate of transmission by maximum likelihood, in turns with the network (Gomez-Rodriguez et al. take the
 * rate as given).
 *
 * Given a network, an appearance of j at t has the density ε + Σ_i E[α e^(−α(t − t_i))] over the parents i of
 * j that had the narrative before. The rate is fitted by expectation-maximisation: each parent is responsible
 * in proportion to its term, ε too, and α is the sum of the responsibilities over the sum of the delays they
 * expect. The network is then chosen anew at the new rate, until the rate changes by less than a thousandth.
 *
 * - Only edges that several narratives support are fitted: in simulations with sites that take narratives up
 *   by themselves, edges of one narrative made the mean delay up to twice as long (eval/netinf.ts).
 * - A delay that ends within the interval of the source is never seen, since the order cannot be told. So
 *   delays count from the first instant at which it can: what remains of an exponential delay after any
 *   instant is as long as the whole. Without this a mean delay of 10 hours came out as 24 from daily times.
 * - ε is given. Fitted along, as the share of appearances without a parent, it grew until nothing was left
 *   where narratives were few.
 * - That a site may be told by several parents, and only the first shows, is left out: delays come out
 *   somewhat short where parents are many.
 */
import type { Cascades } from './cascades.ts';
import { eachUse, inferNetwork, likelyParents, weightsOf } from './netinf.ts';
import type { Network, NetworkLimits, Transmission } from './netinf.ts';

/** Turns of network and rate at most. */
const maxTurns = 20;
/** Steps of expectation-maximisation per turn at most. */
const maxSteps = 100;
/** The rate has settled where it changes by less than this share. */
const settled = 1e-3;

/** A network with the rate it was inferred at. */
export interface FittedNetwork {
  readonly network: Network;
  readonly transmission: Transmission;
  /** Turns it took; {@link maxTurns} where the rate had not settled. */
  readonly turns: number;
}

/** What is fitted, and to what. */
export interface FitRequest extends NetworkLimits {
  /** Density of appearing without a parent, per hour. */
  readonly background: number;
  /** The rate is fitted to edges along which so many narratives came; to all where there is no such edge. */
  readonly minCopies: number;
  /** The rate, where it is given: then only the network is inferred. */
  readonly rate?: number | undefined;
}

/** Fits the rate and the network in turns. Undefined where in no narrative one site precedes another. */
export function fitNetwork(cascades: Cascades, request: FitRequest): FittedNetwork | undefined {
  const { background } = request;
  let rate = firstRate(cascades);
  if (rate === undefined) return undefined;
  rate = request.rate ?? rate;
  for (let turns = 1; ; turns++) {
    const transmission = { rate, background };
    const network = inferNetwork(cascades, transmission, request);
    if (turns === maxTurns || request.rate !== undefined) return { network, transmission, turns };
    const next = fitRate(cascades, supported(cascades, transmission, network, request.minCopies), transmission);
    if (Math.abs(next - rate) < settled * rate) return { network, transmission, turns };
    rate = next;
  }
}

/** The edges along which so many narratives came; all where there is no such edge. */
function supported(
  cascades: Cascades,
  transmission: Transmission,
  network: Network,
  minCopies: number,
): Pick<Network, 'source' | 'target'> {
  const copies = copiesOf(likelyParents(cascades, transmission, network).edge, network.source.length);
  const kept = Int32Array.from(copies.keys()).filter((edge) => copies[edge]! >= minCopies);
  if (kept.length === 0) return network;
  return {
    source: Int32Array.from(kept, (edge) => network.source[edge]!),
    target: Int32Array.from(kept, (edge) => network.target[edge]!),
  };
}

/** Narratives that came along each edge. */
export function copiesOf(edgeOfAppearance: Int32Array, edges: number): Int32Array {
  const copies = new Int32Array(edges);
  for (const edge of edgeOfAppearance) if (edge >= 0) copies[edge]! += 1;
  return copies;
}

/**
 * One over the mean delay, middle to middle, behind the last site that came before; undefined where none did.
 * It comes from below where times are coarse, as it should: from a rate far too high
 * expectation-maximisation does not return, since every delay may then end at the start of its interval.
 */
function firstRate({ starts, narrative, earliest, latest }: Cascades): number | undefined {
  let [pairs, hours] = [0, 0];
  for (let at = 0; at < earliest.length; at++) {
    let nearest = Infinity;
    for (let from = starts[narrative[at]!]!; latest[from]! <= earliest[at]!; from++) {
      nearest = Math.min(nearest, (earliest[at]! + latest[at]! - earliest[from]! - latest[from]!) / 2);
    }
    if (nearest === Infinity) continue;
    pairs += 1;
    hours += nearest;
  }
  return pairs === 0 ? undefined : pairs / hours;
}

/** The rate that fits the edges of a network best, from the rate given; the background stays. */
export function fitRate(
  cascades: Cascades,
  network: Pick<Network, 'source' | 'target'>,
  { rate: from, background }: Transmission,
): number {
  let rate = from;
  for (let step = 0; step < maxSteps; step++) {
    const next = improvedRate(cascades, network, { rate, background });
    const change = Math.abs(next - rate) / rate;
    rate = next;
    if (change < settled / 10) break;
  }
  return rate;
}

/** One step of expectation-maximisation. */
function improvedRate(
  cascades: Cascades,
  network: Pick<Network, 'source' | 'target'>,
  transmission: Transmission,
): number {
  const { earliest, latest } = cascades;
  const { rate } = transmission;
  const { passed, taken } = weightsOf(cascades, transmission);
  // The background has the weight e⁰ in every sum.
  const sums = new Float64Array(earliest.length).fill(1);
  eachUse(cascades, network, (at, parent) => {
    sums[at]! += Math.exp(passed[parent]! + taken[at]!);
  });
  let [responsible, hours] = [0, 0];
  eachUse(cascades, network, (at, parent) => {
    const share = Math.exp(passed[parent]! + taken[at]!) / sums[at]!;
    responsible += share;
    hours += share * expectedDelay(rate, latest[parent]!, earliest[at]!, latest[at]!);
  });
  return responsible > 0 ? responsible / hours : rate;
}

/**
 * Mean time in hours between the first instant at which the target could be told to come after its source
 * and its appearance, where delays are exponential. Delays that end within the interval of the source are
 * never seen, and of an exponential delay what remains after any instant is as long as the whole.
 */
function expectedDelay(rate: number, sourceLatest: number, earliest: number, latest: number): number {
  const length = latest - earliest;
  const gap = Math.floor((earliest - sourceLatest) / length) * length;
  const x = (rate * length) / 2;
  const shortening = x < 1e-3 ? x / 3 : 1 / Math.tanh(x) - 1 / x;
  return gap + (length / 2) * (1 - shortening);
}
