/**
 * Cascades drawn from a known Hawkes process, by branching: independent starts first, then the children of
 * every event, a Poisson number with exponential delays. Seeded.
 */
import type { TimedEvents } from '../src/kernels/hawkes-times.ts';
import type { Random } from '../src/kernels/random.ts';

/**
 * Where independent starts come from.
 *
 * - `steady`: at any time, in any process; `uneven`: many more in some cascades than in others
 * - `burst`: soon after the cascade begins, in any process
 * - `home`: soon after it begins, in the process it began in; `home_steady`: in that process, at any time
 * - `mixed`: most as in `burst`, unevenly, some as in `steady`
 */
export const startKinds = ['steady', 'uneven', 'burst', 'home', 'home_steady', 'mixed'] as const;

/** A process to draw from. */
export interface Truth {
  /** Row-major: children in each process of an event of each process. */
  readonly weights: readonly number[];
  /** Mean number of independent starts of each process in a cascade. */
  readonly starts: readonly number[];
  readonly kind: (typeof startKinds)[number];
  readonly delayDays: number;
  /** Mean time from the beginning of a cascade to a start that comes soon. */
  readonly onsetDays: number;
  readonly days: number;
}

/** A process like that of a study: a platform and four ecosystems, of which the third matters most to the platform. */
export const likeAStudy: Truth = {
  weights: [
    [0.3, 0.05, 0, 0, 0],
    [0.25, 0.15, 0.02, 0, 0.03],
    [0.55, 0.15, 0.35, 0.1, 0.05],
    [0.1, 0.03, 0.15, 0.35, 0.15],
    [0.12, 0.08, 0.06, 0.12, 0.3],
  ].flat(),
  starts: [0.3, 0.25, 0.7, 0.4, 0.45],
  kind: 'home',
  delayDays: 0.8,
  onsetDays: 0.7,
  days: 90,
};

/** Draws cascades of at least one event; times of the processes in `dayPrecise` are known to the day only. */
export function simulate(
  truth: Truth,
  cascades: number,
  random: Random,
  dayPrecise: ReadonlySet<number> = new Set(),
): TimedEvents {
  const K = truth.starts.length;
  const [starts, kinds, times]: [number[], number[], number[]] = [[0], [], []];
  while (starts.length <= cascades) {
    const events = drawStarts(truth, random);
    for (let i = 0; i < events.length; i++) {
      const [at, source] = events[i]!;
      for (let k = 0; k < K; k++)
        for (let left = random.poisson(truth.weights[source * K + k]!); left > 0; left--)
          events.push([at + truth.delayDays * random.exponential(), k]);
    }
    const seen = events.filter(([at]) => at < truth.days);
    if (seen.length === 0) continue;
    for (const [at, kind] of seen.sort((a, b) => a[0] - b[0])) {
      times.push(at);
      kinds.push(kind);
    }
    starts.push(times.length);
  }
  const coarse = (place: number): boolean => dayPrecise.has(kinds[place]!);
  return {
    processes: K,
    starts: Int32Array.from(starts),
    kinds: Uint16Array.from(kinds),
    earliest: Float64Array.from(times, (time, place) => (coarse(place) ? Math.floor(time) : time)),
    latest: Float64Array.from(times, (time, place) => (coarse(place) ? Math.floor(time) + 1 : time)),
    days: truth.days,
  };
}

function drawStarts({ starts, kind, onsetDays, days }: Truth, random: Random): [number, number][] {
  const events: [number, number][] = [];
  const begin = (2 / 3) * days * random.uniform();
  const soon = (): number => begin + onsetDays * random.exponential();
  const draw = (mean: number, process: number, at: () => number): void => {
    for (let left = random.poisson(mean); left > 0; left--) events.push([at(), process]);
  };
  if (kind === 'home' || kind === 'home_steady') {
    const total = starts.reduce((sum, mean) => sum + mean, 0);
    let [home, left] = [0, random.uniform() * total];
    while (home < starts.length - 1 && left > starts[home]!) left -= starts[home++]!;
    const at = kind === 'home' ? soon : () => days * random.uniform();
    events.push([kind === 'home' ? begin : at(), home]);
    draw(0.75 * total, home, at);
    return events;
  }
  for (const [process, mean] of starts.entries()) {
    if (kind === 'steady') draw(mean, process, () => days * random.uniform());
    if (kind === 'uneven') draw(mean * uneven(random), process, () => days * random.uniform());
    if (kind === 'burst') draw(mean, process, soon);
    if (kind === 'mixed') {
      draw(0.6 * mean * uneven(random), process, soon);
      draw(0.4 * mean, process, () => begin + (days - begin) * random.uniform());
    }
  }
  return events;
}

/** A number with mean 1 and variance 2 that is often near 0: the square of a normal one. */
function uneven(random: Random): number {
  return 2 * random.exponential() * Math.cos(2 * Math.PI * random.uniform()) ** 2;
}
