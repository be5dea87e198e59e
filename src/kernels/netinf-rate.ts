/**
 * The rate of transmission by maximum likelihood, in turns with the network (Gomez-Rodriguez et al. take the
 * rate as given).
 *
 * Given a network, an appearance of j at t has the density ε + Σ_i E[α e^(−α(t − t_i))] over the parents i of
 * j that had the narrative before; where a site appeared at first is given. The rate is fitted by
 * expectation-maximisation: each parent is responsible in proportion to its term, ε too, and α is the sum of
 * the responsibilities over the sum of the delays they expect. The network is then chosen anew at the new
 * rate, until the rate changes by less than a thousandth.
 *
 * That a site may be told by several parents and only the first shows is left out, so delays come out
 * somewhat short where parents are many; eval/netinf.ts measures by how much.
 */
import type { Cascades } from './cascades.ts';
import { eachUse, inferNetwork, weightsOf } from './netinf.ts';
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

/**
 * Fits the rate and the network in turns. Undefined where in no narrative one site precedes another.
 *
 * @param background density of appearing without a parent, per hour.
 */
export function fitNetwork(cascades: Cascades, background: number, limits: NetworkLimits): FittedNetwork | undefined {
  let rate = firstRate(cascades);
  if (rate === undefined) return undefined;
  for (let turns = 1; ; turns++) {
    const transmission = { rate, background };
    const network = inferNetwork(cascades, transmission, limits);
    if (turns === maxTurns) return { network, transmission, turns };
    const next: number = network.source.length === 0 ? rate : fitRate(cascades, network, transmission);
    if (Math.abs(next - rate) < settled * rate) return { network, transmission, turns };
    rate = next;
  }
}

/** One over the mean delay, middle to middle, behind the last site that came before; undefined where none did. */
export function firstRate({ starts, narrative, earliest, latest }: Cascades): number | undefined {
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
    hours += share * expectedDelay(rate, earliest[parent]!, latest[parent]!, earliest[at]!, latest[at]!);
  });
  return responsible > 0 ? responsible / hours : rate;
}

/**
 * Mean delay in hours between two intervals where delays are exponential: −d/dα ln E[e^(−α delay)], which is
 * the distance of the middles less ½ l L(α l / 2) for both lengths l, with L(x) = coth x − 1/x.
 */
export function expectedDelay(rate: number, from: number, fromEnd: number, to: number, toEnd: number): number {
  const middles = (to + toEnd - from - fromEnd) / 2;
  return middles - shortening(rate, fromEnd - from) - shortening(rate, toEnd - to);
}

function shortening(rate: number, length: number): number {
  const x = (rate * length) / 2;
  return (length / 2) * (x < 1e-3 ? x / 3 : 1 / Math.tanh(x) - 1 / x);
}
