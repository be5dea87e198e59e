/**
 * The network of sites on simulated narratives, where every edge is known: 200 sites, 400 edges, of four
 * kinds; narratives spread as independent cascades with exponential delays.
 *
 * - `precision`, `recall`: at the true number of edges, or of all where fewer were found; at the fitted rate
 * - `kept`: precision and recall of what a study shows: 90 % of the gain, edges of three narratives or more
 * - `clear`: the same of those of them with a p-value up to 0.01 (of the first seed)
 * - `rate`: fitted mean delay / true mean delay
 *
 * Over: the number of narratives; times to the second or to the day; sites that take narratives up by
 * themselves (one for every two that were told), or none.
 *
 * `null`: narratives in which order means nothing. The edges that are found against those found on average when
 * the times are dealt out anew, and the share of edges of three narratives or more with p up to 0.01.
 */
import { firstAppearances } from '../src/kernels/cascades.ts';
import type { DatedItems } from '../src/kernels/cascades.ts';
import { chanceEdges, midPValue } from '../src/kernels/netinf-checks.ts';
import { copiesOf, fitNetwork } from '../src/kernels/netinf-rate.ts';
import { inferNetwork, likelyParents } from '../src/kernels/netinf.ts';
import type { Network, Transmission } from '../src/kernels/netinf.ts';
import { Random } from '../src/kernels/random.ts';
import { drawNarratives, drawNetwork, drawUnordered, networkKinds } from './netinf-simulate.ts';
import type { NetworkKind, TrueNetwork } from './netinf-simulate.ts';
import type { Evaluator } from './report.ts';

const sites = 200;
const edges = 400;
const windowHours = 2160;
const seeds = [1, 2, 3];
/** As the defaults of the stage. */
const [minCopies, replicates, standsOut] = [3, 100, 0.01];

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
  /** Undefined where no edge is left. */
  readonly kept_precision: number | undefined;
  readonly kept_recall: number;
  readonly rate: number;
  readonly clear_precision?: number | undefined;
  readonly clear_recall?: number;
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
          const values = all.flatMap((outcome) => outcome[figure] ?? []);
          if (values.length > 0) figures[`netinf.${world.name}.${count}.${figure}`] = mean(values);
        }
        details[`${world.name}.${count}`] = Object.fromEntries(
          networkKinds.map((kind, place) => [kind, outcomes[place]]),
        );
        say(`${world.name}, ${count} narratives`);
      }
    }
    Object.assign(figures, nothingGoingOn());
    return { figures, details };
  },
};

function outcomeOf(kind: NetworkKind, world: (typeof worlds)[number], count: number, seed: number): Outcome {
  const truth = drawNetwork(kind, sites, edges, new Random(seed));
  const spread = { probability: 0.25, windowHours, aloneHours: 20 * world.meanDelayHours, ...world };
  const items = drawNarratives(truth, count, spread, new Random(1000 + seed));
  const cascades = firstAppearances(items);
  const request = { background: 1 / windowHours, share: 0.9, maxEdges: 100_000, minCopies };
  const fitted = fitNetwork(cascades, request);
  if (fitted === undefined) throw new Error('no simulated site precedes another');
  const { network, transmission } = fitted;
  const found = inferNetwork(cascades, transmission, { share: 1, maxEdges: edges });
  const copies = copiesOf(likelyParents(cascades, transmission, network).edge, network.source.length);
  const hits = rightEdges(found, truth);
  const kept = [...copies.keys()].filter((edge) => copies[edge]! >= minCopies);
  const precisionOf = (own: readonly number[]): [number | undefined, number] => {
    const right = own.filter((edge) => isRight(network, edge, truth)).length;
    return [own.length === 0 ? undefined : right / own.length, right / edges];
  };
  const [keptPrecision, keptRecall] = precisionOf(kept);
  return {
    precision: hits / Math.max(1, found.source.length),
    recall: hits / edges,
    kept_precision: keptPrecision,
    kept_recall: keptRecall,
    rate: 1 / transmission.rate / world.meanDelayHours,
    ...(seed === 1 ? clearFigures() : {}),
  };

  function clearFigures() {
    const { p } = againstChance(items, transmission, network, seed);
    const [precision, recall] = precisionOf(kept.filter((edge) => p[edge]! <= standsOut));
    return { clear_precision: precision, clear_recall: recall };
  }
}

/** P-values of the edges, and how many edges are found on average where times are dealt out anew. */
function againstChance(items: DatedItems, transmission: Transmission, network: Network, seed: number) {
  const work = chanceEdges(items, new Int32Array(items.sites), transmission, network, replicates, new Random(seed));
  for (let step = work.next(); ; step = work.next()) {
    if (step.done !== true) continue;
    const { above, equal, edges: found } = step.value;
    return { p: Array.from(above, (count, edge) => midPValue(count, equal[edge]!, replicates)), found: mean(found) };
  }
}

function nothingGoingOn(): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const [siteCount, count] of [
    [20, 100],
    [20, 400],
    [60, 100],
    [60, 400],
  ] as const) {
    let [found, expected, tested, low] = [0, 0, 0, 0];
    for (const seed of seeds) {
      const items = drawUnordered(siteCount, count, new Random(seed));
      const cascades = firstAppearances(items);
      const fitted = fitNetwork(cascades, { background: 1 / windowHours, share: 0.9, maxEdges: 100_000, minCopies });
      if (fitted === undefined) throw new Error('no simulated site precedes another');
      const { network, transmission } = fitted;
      const chance = againstChance(items, transmission, network, seed);
      const copies = copiesOf(likelyParents(cascades, transmission, network).edge, network.source.length);
      const kept = [...copies.keys()].filter((edge) => copies[edge]! >= minCopies);
      found += network.source.length;
      expected += chance.found;
      tested += kept.length;
      low += kept.filter((edge) => chance.p[edge]! <= standsOut).length;
    }
    figures[`netinf.null.${siteCount}x${count}.found_to_chance`] = found / expected;
    figures[`netinf.null.${siteCount}x${count}.clear`] = low / tested;
  }
  return figures;
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
