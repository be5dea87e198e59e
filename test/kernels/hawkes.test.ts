import { describe, expect, it } from 'vitest';
import { likeAStudy, simulate } from '../../eval/hawkes-simulate.ts';
import { attribute } from '../../src/kernels/hawkes-attribution.ts';
import { onsetForm, steadyForm } from '../../src/kernels/hawkes-background.ts';
import { attributeDaily, dailyCounts, fitDaily } from '../../src/kernels/hawkes-daily.ts';
import { figuresOf, intervals, meanFigures, resample } from '../../src/kernels/hawkes-figures.ts';
import { fitIntervals } from '../../src/kernels/hawkes-intervals.ts';
import { exponentialFit, rescaledWaits, waitQuantiles } from '../../src/kernels/hawkes-residuals.ts';
import { cascadesAt, drawEvenly, TimeSampler } from '../../src/kernels/hawkes-times.ts';
import type { TimedEvents } from '../../src/kernels/hawkes-times.ts';
import { fitHawkes, logLikelihood, sinceFirst, spectralRadius } from '../../src/kernels/hawkes.ts';
import type { Cascades, HawkesModel } from '../../src/kernels/hawkes.ts';
import { Random } from '../../src/kernels/random.ts';

/** Two events of one process, a day apart, over ten days. */
const pair: Cascades = { processes: 1, starts: [0, 2], times: [0, 1], kinds: [0, 0], lengths: [10] };

/** Half a child each, after a day on average; two background events over the ten days. */
const half: HawkesModel = {
  weights: Float64Array.of(0.5),
  rate: 1,
  background: {
    form: steadyForm(10),
    densities: Float64Array.of(0.1),
    means: Float64Array.of(2),
    firsts: Float64Array.of(1),
  },
};

function exactCascades(cascades: number, seed: number, afterFirst = true): Cascades {
  const events = simulate(likeAStudy, cascades, new Random(seed));
  return cascadesAt(events, events.earliest, afterFirst);
}

describe('by hand', () => {
  // The second event: background 2 · 0.1, set off by the first 0.5 · e⁻¹.
  const set = 0.5 * Math.exp(-1);

  it('the likelihood of two events', () => {
    const compensator = 2 + 0.5 * (1 - Math.exp(-10)) + 0.5 * (1 - Math.exp(-9));
    expect(logLikelihood(pair, half)).toBeCloseTo(Math.log(0.2) + Math.log(0.2 + set) - compensator, 12);
  });

  it('who set off the second of two events', () => {
    const { direct, root, background, events } = attribute(pair, half);
    expect(direct[0]).toBeCloseTo(set / (0.2 + set), 12);
    expect(background[0]).toBeCloseTo(1 + 0.2 / (0.2 + set), 12);
    expect(root[0]).toBeCloseTo(2, 12);
    expect(events[0]).toBe(2);
  });

  it('the waits between them', () => {
    expect(rescaledWaits(pair, half)[0]).toEqual([0, expect.closeTo(0.2 + 0.5 * (1 - Math.exp(-1)), 12)]);
  });

  it('events of one instant are not parents of one another', () => {
    const { direct } = attribute({ ...pair, times: [1, 1] }, half);
    expect(direct[0]).toBe(0);
  });

  it('the roots of a chain go back through processes', () => {
    // One event of each of three processes, each the only possible parent of the next.
    const chain: Cascades = { processes: 3, starts: [0, 3], times: [0, 1, 2], kinds: [0, 1, 2], lengths: [5] };
    const weights = Float64Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0);
    const { direct, root } = attribute(chain, {
      weights,
      rate: 1,
      background: {
        form: steadyForm(5),
        densities: Float64Array.of(0.2),
        means: Float64Array.of(1, 0, 0),
        firsts: Float64Array.of(1),
      },
    });
    expect([...direct]).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0]);
    expect([...root]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0]);
  });
});

it('the likelihood equals a sum over all pairs', () => {
  const cascades = exactCascades(30, 5);
  const model = fitHawkes(cascades, onsetForm(cascades), { maxIterations: 6 });
  const { starts, times, kinds, lengths, processes: K } = cascades;
  const { edges } = model.background.form;
  let sum = 0;
  for (let n = 0; n < 30; n++) {
    const home = kinds[starts[n]!]!;
    for (let i = starts[n]!; i < starts[n + 1]!; i++) {
      for (let k = 0; k < K; k++)
        sum -= model.weights[kinds[i]! * K + k]! * (1 - Math.exp(-model.rate * (lengths[n]! - times[i]!)));
      if (i === starts[n]) continue;
      const bin = edges.findLastIndex((edge) => times[i]! >= edge);
      let intensity = model.background.means[home * K + kinds[i]!]! * model.background.densities[bin]!;
      for (let j = starts[n]!; j < i; j++) {
        if (times[j]! < times[i]!)
          intensity +=
            model.weights[kinds[j]! * K + kinds[i]!]! * model.rate * Math.exp(-model.rate * (times[i]! - times[j]!));
      }
      sum += Math.log(intensity);
    }
    for (let k = 0; k < K; k++)
      for (let bin = 0; bin + 1 < edges.length; bin++)
        sum -=
          model.background.means[home * K + k]! *
          model.background.densities[bin]! *
          Math.max(0, Math.min(edges[bin + 1]!, lengths[n]!) - edges[bin]!);
  }
  expect(logLikelihood(cascades, model)).toBeCloseTo(sum, 6);
});

it('direct and background add up to the events, and so do the roots', () => {
  const cascades = exactCascades(200, 6);
  const { direct, root, background, events } = attribute(cascades, fitHawkes(cascades, onsetForm(cascades)));
  for (let k = 0; k < 5; k++) {
    let [own, roots] = [background[k]!, 0];
    for (let s = 0; s < 5; s++) {
      own += direct[s * 5 + k]!;
      roots += root[s * 5 + k]!;
    }
    expect(own).toBeCloseTo(events[k]!, 6);
    expect(roots).toBeCloseTo(events[k]!, 6);
  }
});

describe('fitting', () => {
  const cascades = exactCascades(2000, 7);
  const form = onsetForm(cascades);
  const fit = fitHawkes(cascades, form);

  it('finds the truth that was drawn from', () => {
    expect(fit.converged).toBe(true);
    for (const [i, weight] of likeAStudy.weights.entries())
      expect(Math.abs(fit.weights[i]! - weight)).toBeLessThan(0.05);
    expect(1 / fit.rate).toBeCloseTo(likeAStudy.delayDays, 1);
  });

  it('never lowers the likelihood by more than the prior of the background explains', () => {
    let last = -Infinity;
    for (const maxIterations of [3, 6, 12, 24]) {
      const at = logLikelihood(cascades, fitHawkes(cascades, form, { maxIterations, tolerance: 0 }));
      expect(at).toBeGreaterThan(last - 0.5);
      last = at;
    }
  });

  it('a cascade that counts twice is a cascade that is there twice', () => {
    const few = exactCascades(40, 8);
    const fewForm = onsetForm(few);
    const counts = Float64Array.from({ length: 40 }, (_, n) => n % 3);
    const places = [...counts].flatMap((count, n) => Array.from({ length: count }, () => n));
    const pick = (of: ArrayLike<number>): number[] =>
      places.flatMap((n) =>
        Array.from({ length: few.starts[n + 1]! - few.starts[n]! }, (_, i) => of[few.starts[n]! + i]!),
      );
    const starts = [0];
    for (const n of places) starts.push(starts.at(-1)! + few.starts[n + 1]! - few.starts[n]!);
    const twice: Cascades = {
      processes: 5,
      starts,
      times: pick(few.times),
      kinds: pick(few.kinds),
      lengths: places.map((n) => few.lengths[n]!),
    };
    const from = fitHawkes(few, fewForm, { maxIterations: 3 });
    const a = fitHawkes(few, fewForm, { counts, from, maxIterations: 9 });
    const b = fitHawkes(twice, fewForm, { from, maxIterations: 9 });
    for (const [i, weight] of a.weights.entries()) expect(weight).toBeCloseTo(b.weights[i]!, 9);
  });

  it('refuses events that are out of order or out of their window', () => {
    expect(() => fitHawkes({ ...pair, times: [2, 1] }, steadyForm(10))).toThrow(RangeError);
    expect(() => fitHawkes({ ...pair, times: [2, 11] }, steadyForm(10))).toThrow(RangeError);
    expect(() => fitHawkes({ ...pair, kinds: [0, 1] }, steadyForm(10))).toThrow(RangeError);
  });
});

it('time counts from the first event', () => {
  const shifted = sinceFirst({ processes: 1, starts: [0, 2, 3], times: [2, 5, 4], kinds: [0, 0, 0], lengths: [9, 9] });
  expect([...(shifted.times as Float64Array)]).toEqual([0, 3, 0]);
  expect([...(shifted.lengths as Float64Array)]).toEqual([7, 5]);
});

it('the spectral radius of known matrices', () => {
  expect(spectralRadius([0, 1, 1, 0], 2)).toBeCloseTo(1, 9);
  // λ² − 0.8 λ + 0.13 = 0
  expect(spectralRadius([0.5, 0.2, 0.1, 0.3], 2)).toBeCloseTo(0.4 + Math.sqrt(0.03), 9);
  expect(spectralRadius([0, 0, 0, 0], 2)).toBeCloseTo(0, 9);
});

describe('residuals', () => {
  it('of the model that was drawn from are exponential, of another they are not', () => {
    const cascades = exactCascades(500, 9);
    const fit = fitHawkes(cascades, onsetForm(cascades));
    const waits = rescaledWaits(cascades, fit)[2]!;
    expect(exponentialFit(waits).pValue).toBeGreaterThan(0.01);
    const wrong = rescaledWaits(cascades, { ...fit, weights: new Float64Array(25) })[2]!;
    expect(exponentialFit(wrong).pValue).toBeLessThan(1e-6);
  });

  it('the distance and the quantiles of known waits', () => {
    const wait = (probability: number): number => -Math.log1p(-probability);
    const waits = [0.125, 0.375, 0.625, 0.875].map(wait);
    expect(exponentialFit(waits).distance).toBeCloseTo(0.125, 12);
    expect(exponentialFit(waits).pValue).toBeCloseTo(1, 3);
    expect(waitQuantiles(waits, [0.5])[0]!.expected).toBeCloseTo(Math.LN2, 12);
    expect(exponentialFit([]).distance).toBeNaN();
  });
});

describe('times that are intervals', () => {
  const days = new Set([0, 1, 2, 3, 4]);

  it('stay within them, and chains keep their order', () => {
    const events = simulate(likeAStudy, 100, new Random(10), days);
    const times = drawEvenly(events, new Random(11));
    const cascades = cascadesAt(events, times, true);
    const fit = fitHawkes(cascades, onsetForm(cascades));
    const sampler = new TimeSampler(events, times, new Random(12));
    const before = sampler.times.slice();
    sampler.sweep(fit, 5);
    let moved = 0;
    for (const [i, at] of sampler.times.entries()) {
      expect(at).toBeGreaterThanOrEqual(events.earliest[i]!);
      expect(at).toBeLessThanOrEqual(events.latest[i]!);
      if (at !== before[i]) moved += 1;
    }
    expect(moved).toBeGreaterThan(0.9 * before.length);
  });

  it('drawn given the model they are nearer to what exact times give than drawn evenly', () => {
    const estimate = (events: TimedEvents, times: 'model' | 'even'): number[] => {
      const imputed = fitIntervals(events, { background: 'onset', times, imputations: 5, random: new Random(13) });
      return likeAStudy.weights.map((_, i) =>
        imputed.reduce((sum, { fit }) => sum + fit.weights[i]! / imputed.length, 0),
      );
    };
    const exact = estimate(simulate(likeAStudy, 1000, new Random(14)), 'model');
    const coarse = simulate(likeAStudy, 1000, new Random(14), new Set([2, 3]));
    const away = (weights: number[]): number =>
      weights.reduce((sum, weight, i) => sum + Math.abs(weight - exact[i]!) / 25, 0);
    expect(away(estimate(coarse, 'model'))).toBeLessThan(0.006);
    expect(away(estimate(coarse, 'even'))).toBeGreaterThan(0.008);
  });

  it('exact times need one imputation, and the same seed gives the same fit', () => {
    const events = simulate(likeAStudy, 100, new Random(15));
    const run = (): ReturnType<typeof fitIntervals> =>
      fitIntervals(events, { background: 'onset', times: 'model', imputations: 5, random: new Random(16) });
    expect(run()).toHaveLength(1);
    expect(run()[0]!.fit).toEqual(run()[0]!.fit);
  });
});

describe('the daily form', () => {
  /** In every cascade one event of A, and one of B the next day. */
  const events: TimedEvents = {
    processes: 2,
    starts: Int32Array.from({ length: 51 }, (_, n) => 2 * n),
    kinds: Uint16Array.from({ length: 100 }, (_, i) => i % 2),
    earliest: Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 2) + (i % 2)),
    latest: Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 2) + (i % 2) + 1),
    days: 60,
  };

  it('finds who always comes a day later', () => {
    const daily = dailyCounts(events);
    expect([...daily.day.subarray(0, 4)]).toEqual([0, 1, 1, 2]);
    const fit = fitDaily(daily, 3);
    expect(fit.weights[1]).toBeGreaterThan(0.95);
    expect(fit.weights[2]).toBeLessThan(0.01);
    expect(fit.delays[1 * 3]).toBeGreaterThan(0.95);
    const { direct, background, root, events: counted } = attributeDaily(daily, fit);
    expect(direct[1]! + direct[3]! + background[1]!).toBeCloseTo(counted[1]!, 9);
    expect(root[1]! + root[3]!).toBeCloseTo(counted[1]!, 9);
    expect(direct[1]).toBeGreaterThan(47);
  });

  it('events of one day are not parents of one another', () => {
    const together: TimedEvents = { ...events, earliest: new Float64Array(100), latest: new Float64Array(100).fill(1) };
    const { direct } = attributeDaily(dailyCounts(together), fitDaily(dailyCounts(together), 3));
    expect([...direct]).toEqual([0, 0, 0, 0]);
  });

  it('needs a lag', () => {
    expect(() => fitDaily(dailyCounts(events), 0)).toThrow(RangeError);
  });
});

describe('figures', () => {
  const attribution = {
    direct: Float64Array.of(1, 2, 3, 4),
    root: Float64Array.of(4, 4, 4, 4),
    background: Float64Array.of(4, 2),
    events: Float64Array.of(8, 8),
  };

  it('influence is per event of the target, efficiency per event of the source', () => {
    const figures = figuresOf(Float64Array.of(0, 0, 0, 0), { ...attribution, events: Float64Array.of(8, 4) });
    expect([...figures.influence]).toEqual([1 / 8, 2 / 4, 3 / 8, 4 / 4]);
    expect([...figures.efficiency]).toEqual([1 / 8, 2 / 8, 3 / 4, 4 / 4]);
    expect([...figures.background]).toEqual([4 / 8, 2 / 4]);
  });

  it('intervals are percentiles, scaled where resamples are smaller, and never below 0', () => {
    const of = (weight: number) => figuresOf(Float64Array.of(weight, 0, 0, 0), attribution);
    const replicates = Array.from({ length: 101 }, (_, i) => of(i / 100));
    const { low, high } = intervals(of(0.5), replicates, 1);
    expect(low.weight[0]).toBeCloseTo(0.025, 12);
    expect(high.weight[0]).toBeCloseTo(0.975, 12);
    const narrow = intervals(of(0.5), replicates, 0.1);
    expect(narrow.low.weight[0]).toBeCloseTo(0.4525, 12);
    expect(intervals(of(0.01), replicates, 2).low.weight[0]).toBeGreaterThanOrEqual(0);
    // A weight of 0 has replicates on one side only.
    expect(intervals(of(0), replicates, 1).low.weight[0]).toBe(0);
    expect(intervals(of(2), replicates, 1).high.weight[0]).toBe(2);
    expect(meanFigures([of(0), of(1)]).weight[0]).toBe(0.5);
  });

  it('a resample draws as many as it is asked for', () => {
    const counts = resample(10, 25, new Random(1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
  });
});
