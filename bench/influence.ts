/**
 * Influence: seconds and memory of the stage as cascades grow in number, and the same fit by tick (Bacry et
 * al. 2018), where a Python with it is given, on the same cascades and the same model.
 */
import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { likeAStudy, simulate } from '../eval/hawkes-simulate.ts';
import { steadyForm } from '../src/kernels/hawkes-background.ts';
import { cascadesAt } from '../src/kernels/hawkes-times.ts';
import type { TimedEvents } from '../src/kernels/hawkes-times.ts';
import { fitHawkes } from '../src/kernels/hawkes.ts';
import { Random } from '../src/kernels/random.ts';
import { Database } from '../src/store/database.ts';
import { Study } from '../src/store/study.ts';
import { tables } from '../src/store/tables.ts';
import { startPeer } from './peer.ts';
import { summary } from './summary.ts';
import type { Summary } from './summary.ts';

/** What the stage took over some cascades. */
export interface InfluenceTime {
  readonly cascades: number;
  readonly events: number;
  /** Whether all times are exact, or known to the day. */
  readonly times: 'exact' | 'day';
  readonly seconds: number;
  readonly peak_rss_megabytes: number;
}

/** Runs the stage in a process of its own over simulated cascades, with exact times and with days. */
export async function benchInfluence(
  cascades: number,
  folder: string,
  seed: number,
  workers: number,
): Promise<InfluenceTime[]> {
  const found: InfluenceTime[] = [];
  for (const times of ['exact', 'day'] as const) {
    const coarse = new Set(times === 'day' ? [0, 1, 2, 3, 4] : []);
    const events = simulate(likeAStudy, cascades, new Random(seed), coarse);
    const study = new Study(join(folder, `influence-${times}`));
    await writeStudy(study, events);
    const { seconds, peak_rss_megabytes } = await runAlone([study.folder, 'influence', String(workers)]);
    found.push({ cascades, events: events.kinds.length, times, seconds, peak_rss_megabytes });
    await rm(study.folder, { recursive: true, force: true });
  }
  return found;
}

const names = ['weibo', 'american', 'chinese', 'russian', 'ukrainian'] as const;

/** A study that holds nothing but events. */
async function writeStudy(study: Study, { starts, kinds, earliest, latest }: TimedEvents): Promise<void> {
  await mkdir(study.folder, { recursive: true });
  await writeFile(study.configPath, 'name: Simulated\n');
  using database = await Database.open();
  const writer = await database.table(tables.events.columns);
  for (let n = 0; n + 1 < starts.length; n++)
    for (let i = starts[n]!; i < starts[n + 1]!; i++)
      writer.append({
        narrative_id: `n${String(n).padStart(7, '0')}`,
        item_id: `i${String(i).padStart(8, '0')}`,
        source: names[kinds[i]!]!,
        precision: earliest[i] === latest[i] ? 'second' : 'day',
        earliest: earliest[i]! * 86_400_000,
        latest: latest[i]! * 86_400_000,
      });
  await writer.write(study.artefact('events'), 'narrative_id, item_id');
}

function runAlone(parameters: readonly string[]): Promise<{ seconds: number; peak_rss_megabytes: number }> {
  const script = fileURLToPath(new URL('./stage.js', import.meta.url));
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as { seconds: number; peak_rss_megabytes: number });
      else reject(new Error(`stage ${parameters[1]} ended with code ${code}`));
    });
  });
}

/** The same model fitted by both to the same cascades. */
export interface HawkesPeer {
  readonly cascades: number;
  readonly events: number;
  readonly ours: Summary;
  readonly tick: Summary;
  readonly times_faster: number;
  /** Greatest differences of a weight, and of a background in events a cascade. */
  readonly weights_differ: number;
  readonly backgrounds_differ: number;
  readonly version: string;
}

/** Fits a constant background and one rate; tick, which does not estimate the rate, is given ours. */
export async function benchHawkesPeer(
  cascades: number,
  folder: string,
  seed: number,
  runs: number,
  python: string,
): Promise<HawkesPeer> {
  const events = simulate({ ...likeAStudy, kind: 'steady' }, cascades, new Random(seed));
  const exact = cascadesAt(events, events.earliest, false);
  const fit = () => fitHawkes(exact, steadyForm(events.days), { tolerance: 1e-7, maxIterations: 5000 });
  const path = join(folder, 'cascades.json');
  await writeFile(
    path,
    JSON.stringify({ processes: events.processes, days: events.days, decay: fit().rate, cascades: byProcess(events) }),
  );
  const peer = startPeer<{ seconds: number; weights: number[]; background: number[]; version: string }>(
    python,
    'tick_hawkes',
    [path],
  );
  const [ours, theirs]: [number[], number[]] = [[], []];
  let differ = { weights: 0, backgrounds: 0, version: '' };
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const found = fit();
    ours.push((performance.now() - started) / 1000);
    const answer = await peer.ask();
    theirs.push(answer.seconds);
    differ = {
      weights: greatestDifference(found.weights, answer.weights),
      backgrounds: greatestDifference(
        found.background.means,
        answer.background.map((rate) => rate * events.days),
      ),
      version: answer.version,
    };
  }
  await peer.close();
  const [own, other] = [summary(ours), summary(theirs)];
  return {
    cascades,
    events: events.kinds.length,
    ours: own,
    tick: other,
    times_faster: other.min / own.min,
    weights_differ: differ.weights,
    backgrounds_differ: differ.backgrounds,
    version: differ.version,
  };
}

function byProcess({ processes, starts, kinds, earliest }: TimedEvents): number[][][] {
  return Array.from({ length: starts.length - 1 }, (_, n) => {
    const times: number[][] = Array.from({ length: processes }, () => []);
    for (let i = starts[n]!; i < starts[n + 1]!; i++) times[kinds[i]!]!.push(earliest[i]!);
    return times;
  });
}

function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}
