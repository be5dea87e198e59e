import { describe, expect, it, test } from 'vitest';
import { firstAppearances } from '../../src/kernels/cascades.ts';
import type { Cascades } from '../../src/kernels/cascades.ts';
import { bootstrapEdges, chanceEdges, drawCounts, midPValue } from '../../src/kernels/netinf-checks.ts';
import { fitNetwork, fitRate } from '../../src/kernels/netinf-rate.ts';
import { inferNetwork, likelyParents, pairOrders, weightsOf } from '../../src/kernels/netinf.ts';
import { Random } from '../../src/kernels/random.ts';
import { drawNarratives, drawNetwork } from '../../eval/netinf-simulate.ts';

type Item = readonly [site: number, earliest: number, latest: number];

function itemsOf(sites: number, narratives: readonly (readonly Item[])[]) {
  const all = narratives.flat();
  let end = 0;
  return {
    sites,
    starts: Int32Array.from([0, ...narratives.map((own) => (end += own.length))]),
    site: Int32Array.from(all, ([site]) => site),
    earliest: Float64Array.from(all, ([, earliest]) => earliest),
    latest: Float64Array.from(all, ([, , latest]) => latest),
  };
}

function cascadesOf(sites: number, narratives: readonly (readonly Item[])[]): Cascades {
  return firstAppearances(itemsOf(sites, narratives));
}

function exhaust<Result>(work: Generator<void, Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
}

const edgesOf = ({ source, target }: { source: Int32Array; target: Int32Array }): [number, number][] =>
  Array.from(source, (from, edge) => [from, target[edge]!]);

/** Random narratives of few sites with times of all precisions. */
function randomNarratives(random: Random, sites: number, narratives: number): Item[][] {
  return Array.from({ length: narratives }, () =>
    Array.from({ length: sites }, (_, site) => site)
      .filter(() => random.uniform() < 0.6)
      .map((site): Item => {
        const length = [1 / 3600, 1, 24][random.below(3)]!;
        const earliest = Math.floor((random.uniform() * 120) / length) * length;
        return [site, earliest, earliest + length];
      }),
  );
}

describe('first appearances', () => {
  it('take the smallest of both bounds of a site, in the order of the upper ones', () => {
    const cascades = cascadesOf(2, [
      [
        [1, 5, 6],
        [0, 3, 20],
        [0, 8, 9],
      ],
    ]);
    expect([...cascades.site]).toEqual([1, 0]);
    expect([...cascades.earliest]).toEqual([5, 3]);
    expect([...cascades.latest]).toEqual([6, 9]);
  });

  test.each([
    ['empty', [[0, 1, 1]]],
    ['unbounded', [[0, -Infinity, 1]]],
    ['of no site', [[2, 0, 1]]],
  ] as const)('an item that is %s is refused', (_, narrative) => {
    expect(() => cascadesOf(2, [narrative])).toThrow(RangeError);
  });
});

describe('weights', () => {
  it('are the logarithm of the expected density over both intervals, against the background', () => {
    const transmission = { rate: 0.07, background: 0.001 };
    const [from, to] = [
      { start: 2, length: 24 },
      { start: 30, length: 6 },
    ];
    const cascades = cascadesOf(2, [
      [
        [0, from.start, from.start + from.length],
        [1, to.start, to.start + to.length],
      ],
    ]);
    const steps = 400;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < steps; j++) {
        const delay = to.start + ((j + 0.5) / steps) * to.length - from.start - ((i + 0.5) / steps) * from.length;
        sum += transmission.rate * Math.exp(-transmission.rate * delay);
      }
    }
    const { passed, taken } = weightsOf(cascades, transmission);
    expect(passed[0]! + taken[1]!).toBeCloseTo(Math.log(sum / steps ** 2 / transmission.background), 4);
  });
});

describe('the network', () => {
  it('of a case worked by hand', () => {
    // α = 0.1, ε = 0.001: a delay of d hours is worth ln 100 − d/10. Lengths of a millisecond do not matter.
    const at = (site: number, hour: number): Item => [site, hour, hour + 1e-6];
    const cascades = cascadesOf(3, [
      [at(0, 0), at(1, 10), at(2, 12)],
      [at(0, 0), at(1, 10)],
      [at(1, 0), at(2, 5)],
      [at(0, 0), at(2, 100)], // worth less than nothing
    ]);
    const network = inferNetwork(cascades, { rate: 0.1, background: 0.001 }, { share: 1, maxEdges: 99 });
    const best = Math.log(100);
    // 1 → 2: delays of 2 and 5 hours; 0 → 1: 10 twice; then 0 → 2 has nothing to add.
    expect(edgesOf(network)).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(network.gain[0]).toBeCloseTo(2 * best - 0.7, 6);
    expect(network.gain[1]).toBeCloseTo(2 * best - 2, 6);
    expect(network.attainable).toBeCloseTo(4 * best - 2.7, 6);
  });

  it('ends with the edge that reaches the share, or at the most edges', () => {
    const at = (site: number, hour: number): Item => [site, hour, hour + 1e-6];
    const narratives = [
      [at(0, 0), at(1, 1)],
      [at(0, 0), at(1, 1)],
      [at(2, 0), at(3, 1)],
    ];
    const transmission = { rate: 0.1, background: 0.001 };
    const until = (share: number, maxEdges: number) =>
      edgesOf(inferNetwork(cascadesOf(4, narratives), transmission, { share, maxEdges })).length;
    expect([until(0, 9), until(0.6, 9), until(0.67, 9), until(1, 9), until(1, 1)]).toEqual([0, 1, 2, 2, 1]);
  });

  it('takes of equal edges the lower source, then the lower target', () => {
    const at = (site: number, hour: number): Item => [site, hour, hour + 1e-6];
    const cascades = cascadesOf(4, [
      [at(1, 0), at(3, 4)],
      [at(1, 0), at(2, 4)],
      [at(0, 0), at(3, 4)],
    ]);
    expect(edgesOf(inferNetwork(cascades, { rate: 0.1, background: 0.001 }, { share: 1, maxEdges: 9 }))).toEqual([
      [0, 3],
      [1, 2],
      [1, 3],
    ]);
  });

  it('joins no items of one interval, and those of two days in a row', () => {
    const limits = { share: 1, maxEdges: 9 };
    const transmission = { rate: 0.1, background: 0.001 };
    const same = cascadesOf(2, [
      [
        [0, 0, 24],
        [1, 0, 24],
      ],
      [
        [0, 0, 24],
        [1, 23, 23.5],
      ],
    ]);
    expect(edgesOf(inferNetwork(same, transmission, limits))).toEqual([]);
    const next = cascadesOf(2, [
      [
        [0, 0, 24],
        [1, 24, 48],
      ],
    ]);
    expect(edgesOf(inferNetwork(next, transmission, limits))).toEqual([[0, 1]]);
  });

  /** Greedy by the definition: every pair, the gain of the whole network from scratch, no laziness. */
  function greedyByDefinition(
    narratives: readonly (readonly Item[])[],
    sites: number,
    rate: number,
    background: number,
  ) {
    const weight = ([, a, b]: Item, [, c, d]: Item): number => {
      const shc = (length: number) => Math.sinh((rate * length) / 2) / ((rate * length) / 2);
      const density = rate * Math.exp(-rate * ((c + d) / 2 - (a + b) / 2)) * shc(b - a) * shc(d - c);
      return Math.max(0, Math.log(density / background));
    };
    const value = (edges: ReadonlySet<number>): number => {
      let sum = 0;
      for (const own of narratives) {
        for (const to of own) {
          const weights = own
            .filter((from) => from[2] <= to[1] && edges.has(from[0] * sites + to[0]))
            .map((from) => weight(from, to));
          sum += Math.max(0, ...weights);
        }
      }
      return sum;
    };
    const edges = new Set<number>();
    const found: { edge: [number, number]; gain: number }[] = [];
    for (;;) {
      const before = value(edges);
      let best = { edge: -1, gain: 1e-9 };
      for (let edge = 0; edge < sites * sites; edge++) {
        if (edges.has(edge)) continue;
        const gain = value(new Set([...edges, edge])) - before;
        if (gain > best.gain + 1e-9) best = { edge, gain };
      }
      if (best.edge < 0)
        return { found, all: value(new Set(Array.from({ length: sites * sites }, (_, edge) => edge))) };
      edges.add(best.edge);
      found.push({ edge: [Math.floor(best.edge / sites), best.edge % sites], gain: best.gain });
    }
  }

  test.each([1, 2, 3, 4, 5])('is that of the definition, edge by edge (seed %i)', (seed) => {
    const narratives = randomNarratives(new Random(seed), 6, 12);
    const [rate, background] = [0.05, 0.004];
    const expected = greedyByDefinition(narratives, 6, rate, background);
    const network = inferNetwork(cascadesOf(6, narratives), { rate, background }, { share: 1, maxEdges: 99 });
    expect(expected.found.length).toBeGreaterThan(10);
    // The last edges may differ by less than rounding.
    expect(edgesOf(network).slice(0, expected.found.length)).toEqual(expected.found.map(({ edge }) => edge));
    for (const [place, { gain }] of expected.found.entries()) expect(network.gain[place]).toBeCloseTo(gain, 8);
    expect(network.attainable).toBeCloseTo(expected.all, 8);
  });

  it('gives every appearance its best parent, and counts the orders of a pair', () => {
    const narratives = randomNarratives(new Random(9), 6, 30);
    const cascades = cascadesOf(6, narratives);
    const transmission = { rate: 0.05, background: 0.004 };
    const network = inferNetwork(cascades, transmission, { share: 1, maxEdges: 99 });
    const { edge, from } = likelyParents(cascades, transmission, network);
    const { passed, taken } = weightsOf(cascades, transmission);
    let gained = 0;
    for (const [at, parent] of from.entries()) {
      if (parent < 0) continue;
      expect([cascades.site[parent], cascades.site[at]]).toEqual(edgesOf(network)[edge[at]!]);
      expect(cascades.latest[parent]).toBeLessThanOrEqual(cascades.earliest[at]!);
      gained += passed[parent]! + taken[at]!;
    }
    expect(gained).toBeCloseTo(network.attainable, 8);
    const { before, after, undecided } = pairOrders(cascades, network);
    for (const [place, [source, target]] of edgesOf(network).entries()) {
      const both = narratives.filter((own) => [source, target].every((site) => own.some((item) => item[0] === site)));
      expect(before[place]! + after[place]! + undecided[place]!).toBe(both.length);
    }
  });
});

describe('the rate', () => {
  const spread = { probability: 0.4, meanDelayHours: 30, windowHours: 2000, alone: 0, aloneHours: 1 };
  const truth = drawNetwork('erdos_renyi', 30, 60, new Random(3));
  const edges = {
    source: Int32Array.from(truth.out.flatMap((own, site) => own.map(() => site))),
    target: Int32Array.from(truth.out.flat()),
  };

  test.each([1 / 3600, 24])('is found where the network is known, from times to %f hours', (precisionHours) => {
    const items = drawNarratives(truth, 1500, { ...spread, precisionHours }, new Random(4));
    const rate = fitRate(firstAppearances(items), edges, { rate: 0.01, background: 1e-5 });
    expect(1 / rate / 30).toBeGreaterThan(0.9);
    expect(1 / rate / 30).toBeLessThan(1.1);
  });

  it('is found with the network', () => {
    const items = drawNarratives(truth, 1500, { ...spread, precisionHours: 1 / 3600 }, new Random(4));
    const request = { background: 1 / 2000, share: 0.9, maxEdges: 999, minCopies: 3 };
    const { network, transmission } = fitNetwork(firstAppearances(items), request)!;
    expect(1 / transmission.rate / 30).toBeGreaterThan(0.8);
    expect(1 / transmission.rate / 30).toBeLessThan(1.1);
    const right = edgesOf(network).filter(([source, target]) => truth.out[source]!.includes(target));
    expect(right.length).toBeGreaterThan(40);
  });

  it('is undefined where nothing precedes anything', () => {
    const request = { background: 1 / 2000, share: 0.9, maxEdges: 999, minCopies: 3 };
    expect(
      fitNetwork(
        cascadesOf(2, [
          [
            [0, 0, 24],
            [1, 0, 24],
          ],
        ]),
        request,
      ),
    ).toBeUndefined();
    expect(fitNetwork(cascadesOf(0, []), request)).toBeUndefined();
  });
});

describe('the checks', () => {
  const transmission = { rate: 0.1, background: 0.001 };
  const limits = { share: 0.9, maxEdges: 99 };

  it('choose the same edges from the same narratives, and none from narratives that do not hold them', () => {
    const narratives = randomNarratives(new Random(5), 6, 40);
    const cascades = cascadesOf(6, narratives);
    const network = inferNetwork(cascades, transmission, limits);
    const counts = [new Uint16Array(40).fill(1), new Uint16Array(40)];
    expect([...exhaust(bootstrapEdges(cascades, transmission, network, counts))]).toEqual(
      Array.from(network.source, () => 1),
    );
  });

  it('draw as many narratives as there are', () => {
    for (const counts of drawCounts(17, 3, new Random(1))) {
      expect(counts).toHaveLength(17);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(17);
    }
  });

  it('tell a site that always comes first from one that only publishes more', () => {
    const random = new Random(6);
    const at = (site: number, hour: number): Item => [site, hour, hour + 1e-3];
    // 0 tells 1 within an hour or so; 2 has ten items at any time, and so is before 3.
    const narratives = Array.from({ length: 120 }, (_, narrative): Item[] =>
      narrative % 2 === 0
        ? [at(0, 0), at(1, random.exponential())]
        : [...Array.from({ length: 10 }, () => at(2, random.uniform() * 100)), at(3, random.uniform() * 100)],
    );
    const items = itemsOf(4, narratives);
    const network = inferNetwork(firstAppearances(items), transmission, { share: 1, maxEdges: 99 });
    const places = new Map(edgesOf(network).map(([source, target], place) => [`${source}-${target}`, place]));
    const { above, equal } = exhaust(chanceEdges(items, new Int32Array(4), transmission, network, 99, new Random(7)));
    const p = (edge: string) => midPValue(above[places.get(edge)!]!, equal[places.get(edge)!]!, 99);
    expect(p('0-1')).toBe(0.005);
    expect(p('2-3')).toBeGreaterThan(0.05);
  });

  it('find as many edges by chance where all are by chance', () => {
    const random = new Random(8);
    const narratives = Array.from({ length: 200 }, () =>
      Array.from({ length: 8 }, (_, site): Item => {
        const hour = random.uniform() * 100;
        return [site, hour, hour + 1e-3];
      }),
    );
    const items = itemsOf(8, narratives);
    const network = inferNetwork(firstAppearances(items), transmission, limits);
    const groups = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
    const { edges, copies } = exhaust(chanceEdges(items, groups, transmission, network, 20, new Random(2)));
    const mean = edges.reduce((sum, count) => sum + count, 0) / 20;
    expect(mean / network.source.length).toBeGreaterThan(0.8);
    expect(mean / network.source.length).toBeLessThan(1.2);
    // As many narratives within a group as between two, but for the pairs of a site with itself: 3 to 4.
    const sum = copies.reduce((all, own) => all.map((value, cell) => value + own[cell]!), new Float64Array(4));
    expect((sum[0]! + sum[3]!) / (sum[1]! + sum[2]!)).toBeCloseTo(3 / 4, 1);
  });
});
