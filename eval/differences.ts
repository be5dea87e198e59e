/**
 * Coverage of the interval of a difference between two windows, and how often a difference is found where
 * there is none, on simulated narratives whose true shares are known. Nothing is read: the data are drawn
 * here, always the same.
 */
import { drawnDifference } from '../src/kernels/difference.ts';
import { Random } from '../src/kernels/random.ts';
import { shareDraws, unseenOf } from '../src/kernels/share-draws.ts';
import type { Evaluator } from './report.ts';

const ecosystems = ['common', 'middle', 'rare'];
const columns = ecosystems.length;
const articles = ecosystems.map(() => 1e9);
const draws = 499;
const trials = 300;

/** How the second window differs: what the rates of each ecosystem are multiplied with. */
const changes = { same: [1, 1, 1], moved: [0.6, 1.5, 2] };

/** The simulations. */
export const differences: Evaluator = {
  name: 'differences',
  files: [],
  run({ say }) {
    const figures: Record<string, number> = {};
    for (const [name, change] of Object.entries(changes)) {
      for (const narratives of [12, 40, 150]) {
        for (const carried of [0, 0.5]) {
          say(`  ${name}, ${narratives} narratives, ${carried} of them in both windows`);
          const prefix = `differences.${name}.${narratives}_narratives.${carried === 0 ? 'apart' : 'half_shared'}`;
          Object.assign(figures, simulate(prefix, narratives, carried, change));
        }
      }
    }
    return Promise.resolve({ figures });
  },
};

function simulate(
  prefix: string,
  narratives: number,
  carried: number,
  change: readonly number[],
): Record<string, number> {
  const random = new Random(31);
  const large = collection(200_000, carried, change, random).map(sharesOf);
  const truth = ecosystems.map((_, e) => large[1]![e]! - large[0]![e]!);
  const covered = ecosystems.map(() => 0);
  const found = ecosystems.map(() => 0);
  const tested = ecosystems.map(() => 0);
  for (let trial = 0; trial < trials; trial++) {
    const homes = collection(narratives, carried, change, random);
    const units = Math.min(...homes.map((home) => unitsOf(home)));
    const unseen = unseenOf(homes, columns);
    const drawn = shareDraws(
      homes.map((home) => ({ home, articles, unseen })),
      columns,
      { draws, seed: trial },
    );
    for (let e = 0; e < columns; e++) {
      if (homes.every((home) => sharesOf(home)[e] === 0)) continue;
      const difference = drawnDifference(drawn[0]!.share[e]!, drawn[1]!.share[e]!, units);
      if (difference === undefined) continue;
      tested[e]! += 1;
      if (difference.low <= truth[e]! && truth[e]! <= difference.high) covered[e]! += 1;
      if (difference.p <= 0.05) found[e]! += 1;
    }
  }
  return Object.fromEntries(
    ecosystems.flatMap((name, e) => [
      [`${prefix}.${name}.coverage`, covered[e]! / tested[e]!],
      [`${prefix}.${name}.found`, found[e]! / tested[e]!],
    ]),
  );
}

/**
 * Narratives that lean to an ecosystem and differ in size, the rare ecosystem in few of them; the part
 * `carried` of them goes on in the second window with the same leaning, the others live in one window.
 */
function collection(
  narratives: number,
  carried: number,
  change: readonly number[],
  random: Random,
): [Float64Array, Float64Array] {
  const homes: [Float64Array, Float64Array] = [
    new Float64Array(narratives * columns),
    new Float64Array(narratives * columns),
  ];
  for (let n = 0; n < narratives; n++) {
    const size = 8 * random.exponential() * random.exponential();
    const leans = random.uniform() < 0.6 ? 0 : 1;
    const hasRare = random.uniform() < 0.08;
    const only = random.uniform() < carried ? undefined : random.below(2);
    for (const side of [0, 1] as const) {
      if (only === 1 - side) continue;
      const parts = [leans === 0 ? 0.7 : 0.2, leans === 0 ? 0.2 : 0.7, hasRare ? 0.3 : 0];
      for (let e = 0; e < columns; e++)
        homes[side][n * columns + e] = random.poisson(size * parts[e]! * (side === 0 ? 1 : change[e]!));
    }
  }
  return homes;
}

function sharesOf(home: Float64Array): number[] {
  const sums = ecosystems.map(() => 0);
  for (let place = 0; place < home.length; place++) sums[place % columns]! += home[place]!;
  const total = sums.reduce((sum, k) => sum + k, 0);
  return sums.map((k) => (total === 0 ? 0 : k / total));
}

function unitsOf(home: Float64Array): number {
  let units = 0;
  for (let start = 0; start < home.length; start += columns)
    if (home.subarray(start, start + columns).some((k) => k > 0)) units += 1;
  return units;
}
