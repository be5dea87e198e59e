/** The dashboard under load and under harm: start, walk, first load, interactions, hostile requests, memory. */
import { pages } from '../src/server/pages/pages.ts';
import { writeHostileStudy } from '../test/support/hostile-study.ts';
import { firstLoads, interactions } from './dashboard.ts';
import type { FirstLoad, Interaction } from './dashboard.ts';
import { fuzzAddresses, fuzzForms } from './dashboard-fuzz.ts';
import type { Fuzzed } from './dashboard-fuzz.ts';
import { walk } from './dashboard-walk.ts';
import type { KindOfPage } from './dashboard-walk.ts';
import { startServed } from './served.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** Megabytes of the server beyond which the bench fails: 1,024 for DuckDB, and what is kept beside. */
const mostMegabytes = 2048;

/** Seconds of hostile requests of each kind. */
const fuzzSeconds = 240;

export interface DashboardOptions {
  readonly study: string;
  /** Hostile requests of each kind. */
  readonly requests: number;
  readonly runs: number;
  readonly seed: number;
  /** Whether forms may be posted: they change the study. */
  readonly mayChange: boolean;
  readonly say: (line: string) => void;
}

export interface DashboardTimes {
  /** From the start of the process to the line that it listens, and to the first page. */
  readonly start_milliseconds: Summary;
  readonly first_page_milliseconds: Summary;
  readonly kinds: readonly KindOfPage[];
  readonly broken: readonly string[];
  readonly loads: readonly FirstLoad[];
  readonly interactions: readonly Interaction[];
  readonly addresses: Fuzzed;
  readonly forms: Fuzzed | undefined;
  /** Megabytes of the server, after each part. */
  readonly rss_megabytes: Readonly<Record<string, number>>;
  readonly peak_rss_megabytes: number;
  /** Why the bench fails; empty where it does not. */
  readonly faults: readonly string[];
}

/** Writes the study that means harm into a folder. */
export async function makeHostileStudy(folder: string, narratives: number): Promise<void> {
  await writeHostileStudy(folder, { narratives, longestWord: 1_000_000 });
}

/** Serves a study and does to it what visitors do, and what nobody should do. */
export async function benchDashboard({
  study,
  requests,
  runs,
  seed,
  mayChange,
  say,
}: DashboardOptions): Promise<DashboardTimes> {
  const starts: number[] = [];
  const firsts: number[] = [];
  for (let run = 1; run < runs; run++) {
    await using once = await startServed(study);
    starts.push(once.startMilliseconds);
    firsts.push(await firstPage(once.origin));
  }
  await using served = await startServed(study);
  const { origin } = served;
  const rss: Record<string, number> = { start: served.megabytes() };
  starts.push(served.startMilliseconds);
  firsts.push(await firstPage(origin));
  rss['first_page'] = served.megabytes();
  say(`listens after ${starts.map(Math.round).join(', ')} ms, first page ${firsts.map(Math.round).join(', ')} ms`);

  const plain = pages.map(({ path }) => path).filter((path) => !path.includes(':'));
  const { kinds, broken, addresses, forms } = await walk(origin, {
    from: plain,
    perKind: 5,
    processor: () => served.processorMilliseconds(),
  });
  rss['walk'] = served.megabytes();
  for (const {
    kind,
    pages: opened,
    first_milliseconds,
    least_milliseconds,
    median_milliseconds,
    processor_milliseconds,
    most_kilobytes,
  } of kinds)
    say(
      `${kind}: ${opened} pages, first ${first_milliseconds.toFixed(0)} ms, least ${least_milliseconds.toFixed(0)}, median ${median_milliseconds.toFixed(0)}, processor ${processor_milliseconds.toFixed(0)}, ${most_kilobytes.toFixed(0)} kB`,
    );

  const shown = [
    ...plain,
    ...onePerPath(
      pages.map(({ path }) => path).filter((path) => path.includes(':')),
      addresses,
    ),
  ];
  const loads = await firstLoads(origin, shown, runs);
  for (const { address, first_paint, loaded, kilobytes } of loads)
    say(
      `load ${address}: first paint ${inWords(first_paint)}, loaded ${inWords(loaded)} ms, ${kilobytes.toFixed(0)} kB`,
    );
  const waits = await interactions(origin, shown, runs);
  for (const { address, what, next_paint, shown: swapped } of waits)
    say(
      `${what} on ${address}: next paint ${inWords(next_paint)}${swapped === undefined ? '' : `, shown ${inWords(swapped)}`} ms`,
    );
  rss['browser'] = served.megabytes();

  const fuzzed = await fuzzAddresses(origin, addresses, { requests, seed, seconds: fuzzSeconds });
  rss['hostile_addresses'] = served.megabytes();
  const again = await fuzzAddresses(origin, addresses, { requests, seed: seed + 1, seconds: fuzzSeconds });
  rss['hostile_addresses_again'] = served.megabytes();
  const posted =
    mayChange && forms.length > 0
      ? await fuzzForms(origin, forms, { requests, seed, seconds: fuzzSeconds })
      : undefined;
  rss['hostile_forms'] = served.megabytes();
  const peak = served.peakMegabytes();
  for (const one of [fuzzed, again, posted])
    if (one !== undefined)
      say(
        `${one.requests} hostile requests in ${one.seconds.toFixed(0)} s: ${JSON.stringify(one.statuses)}, median ${one.median_milliseconds.toFixed(0)}, most ${one.most_milliseconds.toFixed(0)} ms`,
      );
  say(`memory: ${JSON.stringify(rss)}, ${peak.toFixed(0)} MB at most`);

  const faults = [
    ...broken.map((line) => `broken: ${line}`),
    ...[fuzzed, again, posted].flatMap((one) => one?.failures ?? []).map((line) => `failed: ${line}`),
    ...(peak > mostMegabytes ? [`the server held ${peak.toFixed(0)} MB`] : []),
    ...(served.isAlive() ? [] : ['the server ended']),
  ];
  return {
    start_milliseconds: summary(starts),
    first_page_milliseconds: summary(firsts),
    kinds,
    broken,
    loads,
    interactions: waits,
    addresses: fuzzed,
    forms: posted,
    rss_megabytes: rss,
    peak_rss_megabytes: peak,
    faults,
  };
}

async function firstPage(origin: string): Promise<number> {
  const started = performance.now();
  await (await fetch(`${origin}/`)).text();
  return performance.now() - started;
}

/** One known address of each page whose path has parameters. */
function onePerPath(paths: readonly string[], known: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const pattern = new RegExp(`^${path.replaceAll(/:[a-z]+(\{[^}]*\})?/gu, '[^/?]+')}$`, 'u');
    return known.filter((address) => pattern.test(address)).slice(0, 1);
  });
}

function inWords({ min, median }: Summary): string {
  return `${min.toFixed(0)} least, ${median.toFixed(0)} median`;
}
