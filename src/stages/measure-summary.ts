/** The table `association_summary`: how many narratives, and posts, each ecosystem wins. */
import type { Baseline, Surroundings } from '../kernels/association-draws.ts';
import { highestRateOfNone } from '../kernels/binomial.ts';
import { expandedLevel, percentileInterval, seedFor } from '../kernels/bootstrap.ts';
import type { Interval } from '../kernels/bootstrap.ts';
import { addWins, drawTimes, wonNarratives } from '../kernels/drawn-winners.ts';
import type { WonNarratives } from '../kernels/drawn-winners.ts';
import { Random } from '../kernels/random.ts';
import type { StageContext } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { MeasuredCounting } from './measure-baselines.ts';
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
    const won = wonNarratives(counts, columns, options.smoothing);
    for (const { baseline, values } of baselines) {
      if (values === undefined || rows.length === 0) continue;
      const [ofNarratives, ofPosts] = partsOf(won, baseline, [once, posts], surroundings, {
        draws: options.draws,
        seed,
      }) as [Parts, Parts];
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

/** What each ecosystem wins under each way to weight the narratives, and intervals over the narratives. */
function partsOf(
  narratives: WonNarratives,
  baseline: Baseline,
  weights: readonly Float64Array[],
  surroundings: Surroundings,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): Parts[] {
  const { columns, sums } = narratives;
  const times = new Uint16Array(sums.length).fill(1);
  const win = (): Float64Array[] => {
    const won = weights.map(() => new Float64Array(columns));
    addWins(won, baseline, narratives, times, weights, surroundings);
    return won;
  };
  const found = win();
  const drawn = weights.map(() => Array.from({ length: columns }, () => new Float64Array(draws)));
  if (sums.length >= fewestNarratives) {
    // The same narratives are drawn for every baseline, so that these differ by the baseline alone.
    const random = new Random(seedFor(seed, 'narratives of the summary'));
    for (let draw = 0; draw < draws; draw++) {
      drawTimes(times, random);
      for (const [w, won] of win().entries())
        for (const [column, share] of sharesOf(won).entries()) drawn[w]![column]![draw] = share;
    }
  }
  return found.map((won, w) => {
    const shares = sharesOf(won);
    return {
      won,
      shares,
      intervals: drawn[w]!.map((values, column) => {
        // Drawing cannot vary what all narratives have in common.
        if (sums.length < fewestNarratives || won[column] === 0 || shares[column]! >= 1) return undefined;
        const interval = percentileInterval(values, expandedLevel(sums.length));
        return (
          interval && {
            low: Math.min(interval.low, shares[column]!),
            high: Math.max(interval.high, shares[column]!),
          }
        );
      }),
    };
  });
}

function sharesOf(won: Float64Array): Float64Array {
  const total = won.reduce((sum, part) => sum + part, 0);
  return won.map((part) => part / total);
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
