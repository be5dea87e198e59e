/**
 * Coverage of the intervals of share and association, and errors of the tests of the top two, on simulated
 * counts whose true values are known. Nothing is read: the data are drawn here, always the same.
 */
import { aheadByChance } from '../src/kernels/binomial.ts';
import { baselines, drawnValues } from '../src/kernels/association-draws.ts';
import { bootstrapP, expandedLevel, percentileInterval } from '../src/kernels/bootstrap.ts';
import { Random } from '../src/kernels/random.ts';
import { drawCounts } from '../src/stages/measure-draws.ts';
import type { Text } from '../src/stages/measure-texts.ts';
import { shareDraws } from '../src/kernels/share-draws.ts';
import type { Evaluator } from './report.ts';

const ecosystems = ['a', 'b', 'c', 'd'];
/** Sites of each ecosystem: many, some, and few. */
const sitesOf = [40, 20, 12, 7];
/** Articles of all narratives, beside which the one at hand is seen. */
const totals = Float64Array.of(20_000, 15_000, 6_000, 4_000);
/** How much the rates of sites differ: the shape of their gamma distribution; infinite: not at all. */
const shapes = { equal_sites: Infinity, unequal_sites: 1, very_unequal_sites: 0.3 };
const sizes = [10, 30, 100];
const draws = 499;

/** The simulations. */
export const intervals: Evaluator = {
  name: 'intervals',
  files: [],
  run({ say }) {
    const figures: Record<string, number> = {};
    for (const [name, shape] of Object.entries(shapes)) {
      for (const articles of sizes) {
        say(`  ${name}, ${articles} articles`);
        Object.assign(figures, ofNarratives(`intervals.${name}.${articles}`, shape, articles));
      }
    }
    Object.assign(figures, ofShares());
    return Promise.resolve({ figures });
  },
};

/** Narratives of given expected counts: coverage per baseline, apart for counts of 0, and errors of the tests. */
function ofNarratives(prefix: string, shape: number, articles: number): Record<string, number> {
  const random = new Random(11);
  const parts = [0.4, 0.4, 0.15, 0.05];
  const expected = parts.map((part) => part * articles);
  const tally = new Tally();
  for (let trial = 0; trial < 300; trial++) {
    const texts = textsOf(`${trial}`, expected, shape, random);
    const own = ecosystems.map((name) => texts.filter((text) => text.ecosystem === name).length);
    const drawn = drawCounts(texts, ecosystems, allSites, { draws, seed: 1 });
    if (drawn === undefined) continue;
    const surroundings = (counts: readonly number[]) => ({
      totals: totals.map((total, e) => total + counts[e]!),
      narratives: 500,
      smoothing: 0,
      reference: 3,
      prior: 500,
    });
    for (const baseline of baselines) {
      const truth = drawnValues(baseline, expected, Float64Array.from(expected), surroundings(expected));
      const values = drawnValues(baseline, own, Float64Array.from(own), surroundings(own));
      const replicates = drawnValues(baseline, own, drawn.counts.groups, surroundings(own));
      for (const [e, k] of own.entries()) {
        const found = percentileInterval(replicates.subarray(e * draws, (e + 1) * draws), drawn.levels[e])!;
        const low = k === 0 ? values[e]! : Math.min(found.low, values[e]!);
        const covers = low <= truth[e]! && truth[e]! <= Math.max(found.high, values[e]!);
        tally.add(k === 0 ? 'coverage_of_zeros' : `coverage.${baseline}`, covers);
      }
      // The first two are equal in truth: calling either ahead is an error. Under nPMI and log-odds they are
      // not equal, since their ecosystems are not; so the test is measured on raw values.
      if (baseline !== 'raw') continue;
      const [ahead, behind] = own[0]! >= own[1]! ? [0, 1] : [1, 0];
      const differences = Float64Array.from(
        { length: draws },
        (_, draw) => replicates[ahead * draws + draw]! - replicates[behind * draws + draw]!,
      );
      const level = Math.min(drawn.levels[ahead]!, drawn.levels[behind]!);
      const exact = aheadByChance(own[ahead]!, own[behind]!) <= 0.05;
      tally.add('false.exact', exact);
      tally.add('false.bootstrap', bootstrapP(differences) <= 0.05);
      tally.add('false.separable', exact && percentileInterval(differences, level)!.low > 0);
    }
  }
  return tally.figures(prefix);
}

/** Articles, one a text, of the sites of every ecosystem. */
function textsOf(id: string, expected: readonly number[], shape: number, random: Random): Text[] {
  return ecosystems.flatMap((ecosystem, e) =>
    Array.from({ length: sitesOf[e]! }, (_, site) => {
      const rate = (expected[e]! / sitesOf[e]!) * (shape === Infinity ? 1 : gamma(shape, random) / shape);
      const text = { narrative_id: id, ecosystem, site: `${e}.${site}`, copies: 1 };
      return Array.from({ length: random.poisson(rate) }, () => text);
    }).flat(),
  );
}

const allSites = new Map(
  ecosystems.map((name, e) => [
    name,
    new Map(Array.from({ length: sitesOf[e]! }, (_, site): [string, number] => [`${e}.${site}`, 100])),
  ]),
);

/**
 * Shares over narratives of unequal size, of which neighbours have some articles in common: the truth is the
 * mean share over many collections of as many narratives.
 */
function ofShares(): Record<string, number> {
  const tally = new Tally();
  const random = new Random(12);
  for (const narratives of [20, 100]) {
    const reference = Array.from({ length: 2000 }, () => sharesOf(collection(narratives, random)));
    const truth = ecosystems.map((_, e) => reference.reduce((sum, shares) => sum + shares[e]!, 0) / reference.length);
    for (let trial = 0; trial < 300; trial++) {
      const found = collection(narratives, random);
      const { share } = shareDraws(
        [{ home: homesOf(found, narratives), articles: [1e9, 1e9, 1e9, 1e9] }],
        ecosystems.length,
        { draws, seed: trial },
      )[0]!;
      for (const [e, values] of share.entries()) {
        const { low, high } = percentileInterval(values, expandedLevel(narratives))!;
        tally.add(`share.${narratives}_narratives.coverage`, low <= truth[e]! && truth[e]! <= high);
      }
    }
  }
  return tally.figures('intervals');
}

/** An article: its ecosystem, and the narrative it matches best. */
type Article = readonly [ecosystem: number, home: number];

/**
 * Narratives lean to an ecosystem and differ in size; an article in three also matches the next narrative,
 * and that better in one of four cases.
 */
function collection(narratives: number, random: Random): Article[] {
  return Array.from({ length: narratives }, (_, n) => {
    const size = 8 * gamma(0.7, random);
    const leans = random.below(ecosystems.length);
    return ecosystems.flatMap((_name, e) =>
      Array.from({ length: random.poisson(size * (e === leans ? 2 : 0.7) * (4 - e) * 0.4) }, (): Article => [
        e,
        random.uniform() < 1 / 12 ? (n + 1) % narratives : n,
      ]),
    );
  }).flat();
}

function homesOf(articles: readonly Article[], narratives: number): Float64Array {
  const homes = new Float64Array(narratives * ecosystems.length);
  for (const [e, n] of articles) homes[n * ecosystems.length + e]! += 1;
  return homes;
}

function sharesOf(articles: readonly Article[]): number[] {
  return ecosystems.map((_, e) => articles.filter(([of]) => of === e).length / articles.length);
}

/** Counts how often things are so. */
class Tally {
  readonly #counts = new Map<string, { yes: number; all: number }>();

  add(name: string, yes: boolean): void {
    const count = this.#counts.get(name) ?? { yes: 0, all: 0 };
    this.#counts.set(name, { yes: count.yes + (yes ? 1 : 0), all: count.all + 1 });
  }

  figures(prefix: string): Record<string, number> {
    return Object.fromEntries([...this.#counts].map(([name, { yes, all }]) => [`${prefix}.${name}`, yes / all]));
  }
}

/** A gamma number of mean `shape` (Marsaglia & Tsang, ACM TOMS 26, 2000). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = Math.sqrt(2 * random.exponential()) * Math.cos(2 * Math.PI * random.uniform());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
