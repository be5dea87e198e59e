/** The table `share`: which part of the matching articles each ecosystem has, with intervals over narratives. */
import { expandedLevel, percentileInterval, seedFor } from '../kernels/bootstrap.ts';
import type { Interval } from '../kernels/bootstrap.ts';
import { drawTimes } from '../kernels/drawn-winners.ts';
import { Random } from '../kernels/random.ts';
import { shares } from '../kernels/share.ts';
import type { StageContext } from '../stage.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { countings } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { MeasureOptions } from './measure.ts';

/** With fewer narratives than this nothing is drawn. */
const fewestNarratives = 5;

/** Writes the table: an ecosystem without a match has a row too. */
export async function writeShare(
  database: Database,
  counts: Counts,
  { options, seed, output }: StageContext<MeasureOptions>,
): Promise<void> {
  const writer = await database.table(tables.share.columns);
  const columns = counts.ecosystems.length;
  const narratives = counts.narratives.filter((narrative) => narrative.matched).length;
  for (const counting of countings) {
    const matched = counts.matched[counting];
    const articles = counts.articles[counting];
    const intervals =
      narratives < fewestNarratives
        ? []
        : intervalsOf(await splitArticles(database, counts, counting), columns, articles, {
            narratives,
            draws: options.draws,
            seed,
          });
    for (const [place, ratios] of shares(matched, articles).entries()) {
      const found = matched[place] === 0 ? undefined : intervals[place];
      writer.append({
        ecosystem: counts.ecosystems[place],
        counting,
        articles: articles[place],
        matched: matched[place],
        ...ratios,
        low: found?.share.low,
        high: found?.share.high,
        rate_low: found?.rate.low,
        rate_high: found?.rate.high,
        interval_method: found && 'expanded percentile bootstrap of narratives, articles split over their narratives',
        interval_note:
          found !== undefined
            ? undefined
            : narratives < fewestNarratives
              ? 'fewer than five narratives have a match'
              : 'no article of the ecosystem matches',
      });
    }
  }
  await writer.write(output('share'), 'counting, ecosystem');
}

/**
 * The matching articles of each narrative and ecosystem, row-major, an article (or text) of m narratives
 * counting 1/m in each: so they add up to the articles, each once, and a narrative can be drawn whole.
 */
async function splitArticles(database: Database, counts: Counts, counting: Counting): Promise<Float64Array> {
  const { narratives, ecosystems } = counts;
  const unit = counting === 'copies' ? 'item_id' : 'coalesce(syndication_group, item_id)';
  // Counted per m and divided here: sums of fractions would depend on the order in which they are added.
  const rows = await database.rows<{ narrative_id: string; ecosystem: string; m: number; articles: number }>(`
    WITH units AS (SELECT DISTINCT narrative_id, ecosystem, ${unit} AS unit FROM matched),
    shared AS (SELECT narrative_id, ecosystem, count(*) OVER (PARTITION BY ecosystem, unit) AS m FROM units)
    SELECT narrative_id, ecosystem, m, count(*) AS articles FROM shared GROUP BY ALL ORDER BY ALL`);
  const rowOf = new Map(narratives.map(({ id }, row) => [id, row]));
  const columnOf = new Map(ecosystems.map((name, column) => [name, column]));
  const split = new Float64Array(narratives.length * ecosystems.length);
  for (const { narrative_id, ecosystem, m, articles } of rows)
    split[rowOf.get(narrative_id)! * ecosystems.length + columnOf.get(ecosystem)!]! += articles / m;
  return split;
}

/** Intervals of share and rate per ecosystem, over narratives drawn with replacement. */
function intervalsOf(
  split: Float64Array,
  columns: number,
  articles: readonly number[],
  { narratives, draws, seed }: { readonly narratives: number; readonly draws: number; readonly seed: number },
): { readonly share: Interval; readonly rate: Interval }[] {
  const random = new Random(seedFor(seed, 'narratives of the share'));
  const times = new Uint16Array(split.length / columns);
  const share = Array.from({ length: columns }, () => new Float64Array(draws));
  const rate = Array.from({ length: columns }, () => new Float64Array(draws));
  const sums = new Float64Array(columns);
  for (let draw = 0; draw < draws; draw++) {
    drawTimes(times, random);
    sums.fill(0);
    for (let row = 0; row < times.length; row++) {
      if (times[row] === 0) continue;
      for (let e = 0; e < columns; e++) sums[e]! += times[row]! * split[row * columns + e]!;
    }
    const total = sums.reduce((sum, of) => sum + of, 0);
    for (let e = 0; e < columns; e++) {
      share[e]![draw] = sums[e]! / total;
      rate[e]![draw] = Math.min(1, sums[e]! / articles[e]!);
    }
  }
  const level = expandedLevel(narratives);
  return share.map((values, e) => {
    const none = { low: Number.NaN, high: Number.NaN };
    return { share: percentileInterval(values, level) ?? none, rate: percentileInterval(rate[e]!, level) ?? none };
  });
}
