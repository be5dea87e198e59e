/**
 * Influence against the branching matrix the labelled collection was made with: from the true stories, and
 * through the whole pipeline; with exact times, with all of them to the day, and with those of two
 * ecosystems to the day.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitIntervals } from '../src/kernels/hawkes-intervals.ts';
import type { TimedEvents } from '../src/kernels/hawkes-times.ts';
import { Random } from '../src/kernels/random.ts';
import { readCascades } from '../src/stages/influence-events.ts';
import { estimateContinuous, estimateDaily } from '../src/stages/influence-estimate.ts';
import type { EstimateRequest } from '../src/stages/influence-estimate.ts';
import { Database, parquet } from '../src/store/database.ts';
import { recordsOf } from './data.ts';
import { echoFiles, platform } from './echo-data.ts';
import { asShipped } from './echo-study.ts';
import { matrixErrors, mean } from './metrics/matrix.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';

/** The truth: names of the processes, the platform first, and the matrix in their order. */
interface Branching {
  readonly names: readonly string[];
  readonly matrix: readonly number[];
}

/** Which processes have their times coarsened to days. */
const coarsenings: Readonly<Record<string, readonly string[]>> = {
  exact: [],
  days: ['weibo', 'american', 'chinese', 'russian', 'ukrainian'],
  days_of_two: ['russian', 'ukrainian'],
};

/** The estimate of influence on the labelled collection. */
export const echoInfluence: Evaluator = {
  name: 'echo_influence',
  files: echoFiles,
  async run({ data, work, say }) {
    const { events, branching } = await labelled(data);
    const study = (await asShipped(data, work, say)).study;
    using database = await Database.open();
    const found = await readCascades(database, {
      rows: parquet(study.table('events')),
      platform,
      counting: 'groups',
      maxNarratives: Infinity,
      random: new Random(1),
    });
    const sets: Record<string, [TimedEvents, readonly string[]]> = {
      labels_385: [events, branching.names],
      labels_275: [withProcess(events, 0), branching.names],
      pipeline: [found.events, found.names],
    };
    const figures: Record<string, number> = {};
    for (const [set, [own, names]] of Object.entries(sets)) {
      for (const [coarsening, processes] of Object.entries(coarsenings)) {
        const coarse = coarsened(own, new Set(processes.map((name) => names.indexOf(name))));
        const figuresOfSet = await compared(coarse, names, branching);
        say(`  ${set}, ${coarsening}: ${JSON.stringify(figuresOfSet)}`);
        Object.assign(figures, prefixed(`echo_influence.${set}.${coarsening}`, figuresOfSet));
      }
    }
    return { figures, details: { narratives: found.narratives, events: found.events.kinds.length } };
  },
};

/** Errors of the shipped estimate, and of what it is chosen over. */
async function compared(
  events: TimedEvents,
  names: readonly string[],
  branching: Branching,
): Promise<Record<string, number>> {
  const truth = names.flatMap((source) =>
    names.map((target) => branching.matrix[branching.names.indexOf(source) * 5 + branching.names.indexOf(target)]!),
  );
  const request: EstimateRequest = {
    background: 'onset',
    times: 'model',
    imputations: 5,
    bootstrap: 200,
    random: new Random(1),
    onStep: async () => {},
  };
  const shipped = await estimateContinuous(events, request);
  const daily = await estimateDaily(events, 7, { ...request, bootstrap: 0 });
  const { low, high } = shipped.bounds!;
  const covered = truth.map((weight, i) => (low.weight[i]! <= weight && weight <= high.weight[i]! ? 1 : 0));
  const { mae, correlation } = matrixErrors(shipped.figures.weight, truth);
  const other = (background: 'onset' | 'steady', times: 'model' | 'even'): number => {
    const imputed = fitIntervals(events, { ...request, background, times, random: new Random(1) });
    const weights = truth.map((_, i) => mean(imputed.map(({ fit }) => fit.weights[i]!)));
    return matrixErrors(weights, truth).mae;
  };
  return {
    mae,
    correlation,
    covered: mean(covered),
    leader_right: leaderOf(shipped.figures.influence, names) === trueLeader(events, truth, names) ? 1 : 0,
    daily_leader_right: leaderOf(daily.figures.influence, names) === trueLeader(events, truth, names) ? 1 : 0,
    mae_steady: other('steady', 'model'),
    mae_even_times: other('onset', 'even'),
    mae_daily: matrixErrors(daily.figures.weight, truth).mae,
    spectral_radius: shipped.spectralRadius,
    ks_largest: Math.max(...shipped.residuals.map(({ distance }) => distance)),
  };
}

/** The ecosystem with most influence on the platform, which is the first process. */
function leaderOf(influence: Float64Array, names: readonly string[]): string {
  const others = names.map((name, source) => ({ name, influence: influence[source * names.length]! })).slice(1);
  return others.sort((a, b) => b.influence - a.influence)[0]!.name;
}

/** The one that set off most by the true matrix: its events times its weight on the platform. */
function trueLeader({ kinds }: TimedEvents, truth: readonly number[], names: readonly string[]): string {
  const expected = names.map(() => 0);
  for (const kind of kinds) expected[kind]! += truth[kind * names.length]!;
  return names.slice(1).sort((a, b) => expected[names.indexOf(b)]! - expected[names.indexOf(a)]!)[0]!;
}

/** The collection's items by their true stories. */
async function labelled(data: string): Promise<{ events: TimedEvents; branching: Branching }> {
  const truth = JSON.parse(await readFile(join(data, 'echo/stories.json'), 'utf8')) as {
    ecosystems: string[];
    branching: number[][];
    window: [string, string];
  };
  const begin = Date.parse(truth.window[0]);
  const dayOf = (time: string): number => (Date.parse(time) - begin) / 86_400_000;
  const items = new Map<string, { at: number; kind: number }>();
  for (const name of ['posts', 'articles']) {
    for (const item of await recordsOf<{ id: string; published_at: string; ecosystem?: string }>(
      join(data, `echo/${name}.ndjson`),
    ))
      items.set(item.id, { at: dayOf(item.published_at), kind: truth.ecosystems.indexOf(item.ecosystem ?? platform) });
  }
  const stories = new Map<string, { at: number; kind: number }[]>();
  for (const { id, story } of await recordsOf<{ id: string; story: string }>(join(data, 'echo/truth.ndjson'))) {
    const own = stories.get(story) ?? [];
    own.push(items.get(id)!);
    stories.set(story, own);
  }
  const starts = [0];
  const all = [...stories.values()].flatMap((own) => {
    starts.push(starts.at(-1)! + own.length);
    return own.sort((a, b) => a.at - b.at);
  });
  return {
    events: {
      processes: truth.ecosystems.length,
      starts: Int32Array.from(starts),
      kinds: Uint16Array.from(all, ({ kind }) => kind),
      earliest: Float64Array.from(all, ({ at }) => at),
      latest: Float64Array.from(all, ({ at }) => at),
      days: Math.ceil(Math.max(dayOf(truth.window[1]), ...all.map(({ at }) => at)) + 1e-6),
    },
    branching: { names: truth.ecosystems, matrix: truth.branching.flat() },
  };
}

/** The cascades that have an event of a process. */
function withProcess(events: TimedEvents, process: number): TimedEvents {
  const { starts, kinds, earliest, latest } = events;
  const kept: number[] = [];
  const from = [0];
  for (let n = 0; n + 1 < starts.length; n++) {
    if (!kinds.subarray(starts[n], starts[n + 1]).includes(process)) continue;
    for (let i = starts[n]!; i < starts[n + 1]!; i++) kept.push(i);
    from.push(kept.length);
  }
  return {
    ...events,
    starts: Int32Array.from(from),
    kinds: Uint16Array.from(kept, (i) => kinds[i]!),
    earliest: Float64Array.from(kept, (i) => earliest[i]!),
    latest: Float64Array.from(kept, (i) => latest[i]!),
  };
}

/** The same with the times of some processes known to the day only. */
function coarsened(events: TimedEvents, processes: ReadonlySet<number>): TimedEvents {
  const coarse = (i: number): boolean => processes.has(events.kinds[i]!);
  return {
    ...events,
    earliest: events.earliest.map((time, i) => (coarse(i) ? Math.floor(time) : time)),
    latest: events.latest.map((time, i) => (coarse(i) ? Math.floor(events.earliest[i]!) + 1 : time)),
    days: Math.ceil(events.days),
  };
}
