/** The table `association_summary`: how many narratives, and posts, each ecosystem wins. */
import type { Surroundings } from '../kernels/association-draws.ts';
import { highestRateOfNone } from '../kernels/binomial.ts';
import { expandedLevel, percentileInterval, seedFor } from '../kernels/bootstrap.ts';
import type { Interval } from '../kernels/bootstrap.ts';
import { addWins, drawTimes } from '../kernels/drawn-winners.ts';
import { Random } from '../kernels/random.ts';
import type { StageContext } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Measured, MeasuredCounting } from './measure-baselines.ts';
import { countings } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { NarrativeTest } from './measure-tests.ts';
import type { MeasureOptions } from './measure.ts';

/** With fewer narratives than this nothing is drawn. */
const fewestNarratives = 5;

/** Part of the narratives, or posts, that each ecosystem wins. */
interface Parts {
  readonly won: Float64Array;
  readonly shares: Float64Array;
  /** Per ecosystem; undefined where there is no interval. */
  readonly intervals: readonly (Interval | undefined)[];
}

/** Writes the table; intervals draw narratives whole, and every draw has its own winners. */
export async function writeSummary(
  database: Database,
  { narratives, ecosystems, k }: Counts,
  measured: Readonly<Record<Counting, MeasuredCounting>> | undefined,
  separable: readonly NarrativeTest[],
  { options, seed, output }: StageContext<MeasureOptions>,
): Promise<void> {
  const writer = await database.table(tables.association_summary.columns);
  const rows = [...narratives.keys()].filter((row) => narratives[row]!.matched);
  const columns = ecosystems.length;
  const once = new Float64Array(rows.length).fill(1);
  const posts = Float64Array.from(rows, (row) => narratives[row]!.posts);
  for (const counting of measured === undefined ? [] : countings) {
    const counts = Float64Array.from(
      { length: rows.length * columns },
      (_, place) => k[counting][rows[Math.floor(place / columns)]! * columns + (place % columns)]!,
    );
    const { surroundings, baselines } = measured![counting];
    for (const { baseline, values } of baselines) {
      if (values === undefined || rows.length === 0) continue;
      const given = { baseline, counts, surroundings, columns, draws: options.draws, seed };
      const ofNarratives = partsOf(given, once);
      const ofPosts = partsOf(given, posts);
      for (const [column, ecosystem] of ecosystems.entries()) {
        writer.append({
          baseline,
          counting,
          ecosystem,
          narratives_won: ofNarratives.won[column],
          narratives: rows.length,
          share: ofNarratives.shares[column],
          separable_won: separable.filter(
            (test) => test.counting === counting && test.baseline === baseline && test.winner === column,
          ).length,
          share_of_posts: ofPosts.shares[column],
          posts_low: ofPosts.intervals[column]?.low,
          posts_high: ofPosts.intervals[column]?.high,
          ...shareCells(ofNarratives, column, rows.length),
        });
      }
    }
  }
  await writer.write(output('association_summary'), 'baseline, counting, ecosystem');
}

interface Given {
  readonly baseline: Measured['baseline'];
  readonly counts: Float64Array;
  readonly surroundings: Surroundings;
  readonly columns: number;
  readonly draws: number;
  readonly seed: number;
}

function partsOf({ baseline, counts, surroundings, columns, draws, seed }: Given, weights: Float64Array): Parts {
  const won = new Float64Array(columns);
  const times = new Uint16Array(weights.length).fill(1);
  addWins(won, baseline, counts, times, weights, surroundings);
  const total = (of: Float64Array): number => of.reduce((sum, part) => sum + part, 0);
  const shares = won.map((part) => part / total(won));
  if (weights.length < fewestNarratives) return { won, shares, intervals: [] };
  // The same narratives are drawn for every baseline, so that these differ by the baseline alone.
  const random = new Random(seedFor(seed, 'narratives of the summary'));
  const drawn = Array.from({ length: columns }, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    const own = new Float64Array(columns);
    drawTimes(times, random);
    addWins(own, baseline, counts, times, weights, surroundings);
    for (const [column, part] of own.entries()) drawn[column]![draw] = part / total(own);
  }
  const level = expandedLevel(weights.length);
  const intervals = drawn.map((values, column) => {
    const found = percentileInterval(values, level);
    // Drawing cannot vary what all narratives have in common.
    const varies = won[column]! > 0 && shares[column]! < 1;
    return found === undefined || !varies
      ? undefined
      : { low: Math.min(found.low, shares[column]!), high: Math.max(found.high, shares[column]!) };
  });
  return { won, shares, intervals };
}

function shareCells(
  { won, shares, intervals }: Parts,
  column: number,
  narratives: number,
): { low?: number; high?: number; interval_method?: string; interval_note?: string } {
  if (narratives < fewestNarratives) return { interval_note: 'fewer than five narratives have a match' };
  const found = intervals[column];
  if (found !== undefined) return { ...found, interval_method: 'expanded percentile bootstrap of narratives' };
  const bound = highestRateOfNone(narratives);
  return won[column] === 0
    ? { low: 0, high: bound, interval_method: 'exact bound (Clopper–Pearson)', interval_note: 'it wins none' }
    : {
        low: Math.max(0, shares[column]! - bound),
        high: shares[column],
        interval_method: 'exact bound (Clopper–Pearson)',
        interval_note: 'it wins all',
      };
}
