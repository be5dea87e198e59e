/**
 * The network of sites on simulated narratives, where every edge is known: 200 sites, 400 edges, of four
 * kinds; narratives spread as independent cascades with exponential delays.
 *
 * - `edges`: precision at the true number of edges (recall is the same wherever so many edges were found, and
 *   is given where not), at the fitted rate
 * - `kept`: precision and recall of what a study shows: 90 % of the gain, edges of three narratives or more
 * - `rate`: fitted mean delay / true mean delay
 *
 * Over: the number of narratives; times to the second or to the day; sites that take narratives up by
 * themselves (one for every two that were told), or none.
 */
import { firstAppearances } from '../src/kernels/cascades.ts';
import { copiesOf, fitNetwork } from '../src/kernels/netinf-rate.ts';
import { inferNetwork, likelyParents } from '../src/kernels/netinf.ts';
import type { Network } from '../src/kernels/netinf.ts';
import { Random } from '../src/kernels/random.ts';
import { drawNarratives, drawNetwork, networkKinds } from './netinf-simulate.ts';
import type { NetworkKind, TrueNetwork } from './netinf-simulate.ts';
import type { Evaluator } from './report.ts';

const sites = 200;
const edges = 400;
const windowHours = 2160;
const seeds = [1, 2, 3];

/** What is simulated: mean delays are about as long as half a day, or two days. */
const worlds = [
  { name: 'second', precisionHours: 1 / 3600, meanDelayHours: 12, alone: 0 },
  { name: 'second_alone', precisionHours: 1 / 3600, meanDelayHours: 12, alone: 0.5 },
  { name: 'day', precisionHours: 24, meanDelayHours: 48, alone: 0 },
  { name: 'day_alone', precisionHours: 24, meanDelayHours: 48, alone: 0.5 },
  { name: 'day_short', precisionHours: 24, meanDelayHours: 12, alone: 0 },
] as const;

/** Narratives there are; those of the first are the first of the second, and so on. */
const counts = [50, 200, 1000, 5000];

interface Outcome {
  readonly precision: number;
  readonly recall: number;
  readonly kept_precision: number;
  readonly kept_recall: number;
  readonly rate: number;
}

/** NETINF on simulated networks. */
export const netinf: Evaluator = {
  name: 'netinf',
  files: [],
  async run({ say }) {
    const figures: Record<string, number> = {};
    const details: Record<string, unknown> = {};
    for (const world of worlds) {
      for (const count of counts) {
        // A fit to 5,000 narratives takes seconds.
        const used = count === 5000 ? seeds.slice(0, 1) : seeds;
        const outcomes = networkKinds.map((kind) => used.map((seed) => outcomeOf(kind, world, count, seed)));
        const all = outcomes.flat();
        for (const figure of Object.keys(all[0]!) as (keyof Outcome)[]) {
          figures[`netinf.${world.name}.${count}.${figure}`] = mean(all.map((outcome) => outcome[figure]));
        }
        details[`${world.name}.${count}`] = Object.fromEntries(
          networkKinds.map((kind, place) => [kind, outcomes[place]]),
        );
        say(`${world.name}, ${count} narratives`);
      }
    }
    return { figures, details };
  },
};

function outcomeOf(kind: NetworkKind, world: (typeof worlds)[number], count: number, seed: number): Outcome {
  const truth = drawNetwork(kind, sites, edges, new Random(seed));
  const spread = { probability: 0.25, windowHours, aloneHours: 20 * world.meanDelayHours, ...world };
  const cascades = firstAppearances(drawNarratives(truth, count, spread, new Random(1000 + seed)));
  const request = { background: 1 / windowHours, share: 0.9, maxEdges: 100_000, minCopies: 3 };
  const fitted = fitNetwork(cascades, request);
  if (fitted === undefined) throw new Error('no simulated site precedes another');
  const { network, transmission } = fitted;
  const found = inferNetwork(cascades, transmission, { share: 1, maxEdges: edges });
  const copies = copiesOf(likelyParents(cascades, transmission, network).edge, network.source.length);
  const hits = rightEdges(found, truth);
  const kept = [...copies.keys()].filter((edge) => copies[edge]! >= 3);
  const right = kept.filter((edge) => isRight(network, edge, truth)).length;
  return {
    precision: hits / Math.max(1, found.source.length),
    recall: hits / edges,
    kept_precision: right / Math.max(1, kept.length),
    kept_recall: right / edges,
    rate: 1 / transmission.rate / world.meanDelayHours,
  };
}

function isRight({ source, target }: Network, edge: number, truth: TrueNetwork): boolean {
  return truth.out[source[edge]!]!.includes(target[edge]!);
}

function rightEdges(network: Network, truth: TrueNetwork): number {
  let right = 0;
  for (let edge = 0; edge < network.source.length; edge++) right += isRight(network, edge, truth) ? 1 : 0;
  return right;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
