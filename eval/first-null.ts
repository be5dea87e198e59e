/**
 * First appearance on simulated narratives: are p-values those of chance where nothing is going on, does a
 * true leader show, and do the intervals hold what they should. Volumes are unequal, one ecosystem is
 * collected late, texts are copied within ecosystems, and in one setting two ecosystems give the day only.
 */
import { leadTest } from '../src/kernels/label-permutation.ts';
import { medianLead } from '../src/kernels/leads.ts';
import { benjaminiHochberg } from '../src/kernels/multiple-testing.ts';
import { Random } from '../src/kernels/random.ts';
import { FirstChance, labelledUnits, tickOf } from '../src/stages/measure-chance.ts';
import type { Unit } from '../src/stages/measure-chance.ts';
import type { Covered } from '../src/stages/measure-covered.ts';
import type { Evaluator } from './report.ts';

const day = 86_400_000;
const second = 1000;

const ecosystems = ['a', 'b', 'c', 'd'];
const volumes = [0.5, 0.3, 0.15, 0.05];
/** Days of the study; `c` is collected from day 20 on. */
const days = 80;
const covered = new Map<string | null, Covered>(
  ecosystems.map((name) => [name, { firstDay: name === 'c' ? 20 : 0, lastDay: days + 60, gaps: [] }]),
);

/** What is simulated. */
interface Setting {
  /** Ecosystems whose times are known to the day only. */
  readonly coarse: readonly number[];
  /** Days by which articles of the leader are early. */
  readonly early: number;
  readonly leader: number;
  /** Mean of the days that articles follow the start of a narrative. */
  readonly spread: number;
}

const nothing: Setting = { coarse: [], early: 0, leader: 3, spread: 3 };

/** P-values, power and coverage of first appearance. */
export const firstNull: Evaluator = {
  name: 'first-null',
  files: [],
  run({ say }) {
    const figures: Record<string, number> = {};
    const settings = {
      exact: nothing,
      two_as_days: { ...nothing, coarse: [1, 3] },
      dense_days: { ...nothing, coarse: [0, 1, 2, 3], spread: 1 },
    };
    for (const [name, setting] of Object.entries(settings)) {
      Object.assign(figures, named(`first_null.${name}`, narrativeFigures(setting, 4000)));
      Object.assign(figures, named(`first_null.${name}`, studyFigures(setting, 400, 40)));
      say(`  ${name}`);
    }
    for (const leader of [1, 3]) {
      for (const early of [1, 3]) {
        const setting = { ...nothing, early, leader };
        const prefix = `first_power.${volumes[leader]! * 100}_percent_of_volume_${early}_days_early`;
        const found = narrativeFigures(setting, 2000);
        figures[`${prefix}.narratives_at_5_percent`] = found['below_5_percent']!;
        figures[`${prefix}.narratives_at_fdr_10_percent`] = found['found_at_fdr_10_percent']!;
        figures[`${prefix}.studies_of_40_at_5_percent`] = studyFigures(setting, 100, 40)['leader_below_5_percent']!;
        say(`  ${prefix}`);
      }
    }
    Object.assign(figures, named('first_leads', leadFigures(2000)));
    return Promise.resolve({ figures });
  },
};

function named(prefix: string, figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}.${name}`, value]));
}

/** A narrative: 4 to 40 texts, a fifth of them copied, and a first post. */
function narrative(random: Random, { coarse, early, leader, spread }: Setting): Unit[] {
  const start = random.uniform() * days;
  const units: Unit[] = [];
  const texts = 4 + random.below(37);
  while (units.filter((unit) => unit.leads).length < texts) {
    const label = pick(random, volumes);
    const at = Math.max(0, start + spread * random.exponential() - (label === leader ? early : 0));
    // What came before an ecosystem was collected nobody has.
    if (at < covered.get(ecosystems[label]!)!.firstDay) continue;
    const copies = random.uniform() < 0.2 ? 1 + random.below(4) : 0;
    for (let copy = 0; copy <= copies; copy++) {
      const when = at + (copy === 0 ? 0 : 0.2 * random.exponential());
      units.push({ label, ...known(when, coarse.includes(label)), leads: copy === 0 });
    }
  }
  units.push({ label: -1, ...known(start + spread * random.exponential(), false), leads: true });
  return units.sort((a, b) => a.middle - b.middle || a.label - b.label);
}

function known(at: number, toDay: boolean): Pick<Unit, 'middle' | 'width'> {
  const width = toDay ? day : second;
  return { middle: (Math.floor((at * day) / width) + 0.5) * width, width };
}

function pick(random: Random, weights: readonly number[]): number {
  let left = random.uniform();
  for (const [place, weight] of weights.entries()) if ((left -= weight) < 0) return place;
  return weights.length - 1;
}

/**
 * P-values of single narratives. They are discrete, so mid-p itself is not uniform; drawn uniformly between
 * the chance of more and that of as much or more it is, and `ks` is the largest distance of that from the
 * uniform distribution (1.36/√n at 5 %).
 */
function narrativeFigures(setting: Setting, narratives: number): Record<string, number> {
  const random = new Random(11);
  const [mid, spread]: [number[], number[]] = [[], []];
  for (let n = 0; n < narratives; n++) {
    const units = narrative(random, setting);
    const own = units.filter((unit) => unit.label >= 0 && unit.leads);
    const present = [...new Set(own.map((unit) => unit.label))].sort((a, b) => a - b);
    const found = leadTest(
      labelledUnits(
        own,
        present,
        tickOf(units),
        ecosystems.map((name) => covered.get(name)),
      ),
    );
    if (found === undefined || Number.isNaN(found.p)) continue;
    mid.push(found.p);
    spread.push(found.beyond + random.uniform() * 2 * (found.p - found.beyond));
  }
  const q = benjaminiHochberg(mid);
  return {
    tested: mid.length,
    mean_mid_p: mean(mid),
    below_5_percent: mean(mid.map((p) => Number(p <= 0.05))),
    below_20_percent: mean(mid.map((p) => Number(p <= 0.2))),
    found_at_fdr_10_percent: mean([...q].map((value) => Number(value <= 0.1))),
    ks: kolmogorov(spread),
    ks_at_5_percent: 1.36 / Math.sqrt(spread.length),
  };
}

/** P-values and intervals of the sums over studies of several narratives. */
function studyFigures(setting: Setting, studies: number, narratives: number): Record<string, number> {
  const p: number[] = [];
  const leader: number[] = [];
  const excesses = new Map<string, { excess: number; low: number; high: number }[]>();
  for (let study = 0; study < studies; study++) {
    const random = new Random(1000 + study);
    const chance = new FirstChance(ecosystems, { wholeDays: false, gap: 0, seed: study, covered });
    for (let n = 0; n < narratives; n++) chance.add(`n${n}`, narrative(random, setting));
    for (const row of chance.summary()) {
      if (row.counting !== 'groups') continue;
      if (typeof row.p_value === 'number') p.push(row.p_value);
      if (row.source === ecosystems[setting.leader] && row.measure === 'first')
        leader.push(Number((row.p_value as number) <= 0.05));
      const key = `${row.measure as string} ${row.source as string}`;
      const own = excesses.get(key) ?? [];
      own.push({ excess: row.excess as number, low: row.low as number, high: row.high as number });
      excesses.set(key, own);
    }
  }
  // The truth of an interval is what the excess is on average over the studies.
  const held = [...excesses.values()].map((rows) => {
    const truth = mean(rows.map((row) => row.excess));
    return mean(rows.map(({ low, high }) => Number(low <= truth && truth <= high)));
  });
  return {
    study_p_below_5_percent: mean(p.map((value) => Number(value <= 0.05))),
    study_ks: kolmogorov(p),
    study_interval_coverage: mean(held),
    study_interval_coverage_least: Math.min(...held),
    leader_below_5_percent: mean(leader),
  };
}

/** Coverage and width of the interval of the median lead, the truth being 6 hours. */
function leadFigures(studies: number): Record<string, number> {
  const random = new Random(5);
  const figures: Record<string, number> = {};
  for (const n of [10, 40, 200]) {
    for (const [name, own, other] of [
      ['exact', 0, 0],
      ['ecosystem_as_day', 24, 0],
      ['both_as_days', 24, 24],
    ] as const) {
      let [held, bounded] = [0, 0];
      for (let study = 0; study < studies; study++) {
        const [lows, highs] = [new Float64Array(n), new Float64Array(n)];
        for (let i = 0; i < n; i++) {
          const at = 24 * 90 * random.uniform();
          // Skewed around a median of 6 hours: the difference of an exponential and a constant.
          const post = at + 6 + 48 * (random.exponential() - Math.LN2);
          const [a, b] = [interval(at, own), interval(post, other)];
          lows[i] = b[0] - a[1];
          highs[i] = b[1] - a[0];
        }
        const { low, high, from, to } = medianLead(lows, highs);
        if (low <= 6 && 6 <= high) held += 1;
        if (from <= 6 && 6 <= to) bounded += 1;
      }
      figures[`coverage.${name}.${n}`] = held / studies;
      figures[`bounds_alone.${name}.${n}`] = bounded / studies;
    }
  }
  return figures;
}

function interval(at: number, width: number): [number, number] {
  if (width === 0) return [at, at + 1 / 3600];
  const start = Math.floor(at / width) * width;
  return [start, start + width];
}

/** Largest distance of the empirical distribution from the uniform one. */
function kolmogorov(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.reduce(
    (largest, value, i) => Math.max(largest, value - i / sorted.length, (i + 1) / sorted.length - value),
    0,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
