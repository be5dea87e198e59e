/** The network of sites from simulated narratives: seconds and memory. */
import { drawNarratives, drawNetwork } from '../eval/netinf-simulate.ts';
import { firstAppearances } from '../src/kernels/cascades.ts';
import { bootstrapEdges, chanceEdges, drawCounts } from '../src/kernels/netinf-checks.ts';
import { fitNetwork } from '../src/kernels/netinf-rate.ts';
import { Random } from '../src/kernels/random.ts';

export interface NetworkTimes {
  readonly narratives: number;
  readonly sites: number;
  /** First appearances, and pairs of them in one narrative. */
  readonly appearances: number;
  readonly pairs: number;
  readonly edges: number;
  /** Turns of network and rate. */
  readonly turns: number;
  /** Seconds of processor time: the network with its rate, and a replicate of each check. */
  readonly fit_seconds: number;
  readonly bootstrap_seconds: number;
  readonly chance_seconds: number;
  /** What the process had reached before, and in all. */
  readonly rss_megabytes_before: number;
  readonly peak_rss_megabytes: number;
}

/** Replicates of the checks that are timed. */
const replicates = 3;

/** Times the kernels on so many narratives among so many sites. */
export function benchNetwork(narratives: number, sites: number, seed: number): NetworkTimes {
  const random = new Random(seed);
  const network = drawNetwork('preferential', sites, 2 * sites, random);
  const spread = { probability: 0.5, meanDelayHours: 10, windowHours: 2160, alone: 0.5, aloneHours: 200 };
  const items = drawNarratives(network, narratives, { ...spread, precisionHours: 1 / 3600 }, random);
  const cascades = firstAppearances(items);
  const before = process.resourceUsage().maxRSS / 1000;
  const request = { background: 1 / 2160, share: 0.9, maxEdges: 10_000, minCopies: 3 };
  const [fitted, fitSeconds] = timed(() => fitNetwork(cascades, request)!);
  const { transmission, network: found } = fitted;
  const [, bootstrapSeconds] = timed(() => {
    const counts = drawCounts(narratives, replicates, random);
    exhaust(bootstrapEdges(cascades, transmission, found, counts));
  });
  const [, chanceSeconds] = timed(() =>
    exhaust(chanceEdges(items, new Int32Array(sites), transmission, found, replicates, random)),
  );
  let pairs = 0;
  for (let c = 0; c < narratives; c++) {
    const size = cascades.starts[c + 1]! - cascades.starts[c]!;
    pairs += (size * (size - 1)) / 2;
  }
  return {
    narratives,
    sites,
    appearances: cascades.site.length,
    pairs,
    edges: found.source.length,
    turns: fitted.turns,
    fit_seconds: fitSeconds,
    bootstrap_seconds: bootstrapSeconds / replicates,
    chance_seconds: chanceSeconds / replicates,
    rss_megabytes_before: Math.round(before),
    peak_rss_megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
}

/** Processor time, so that other work on the machine counts little. */
function timed<Result>(work: () => Result): [Result, number] {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return [result, (user + system) / 1e6];
}

function exhaust<Result>(work: Generator<void, Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}
