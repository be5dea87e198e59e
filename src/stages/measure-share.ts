/** The table `share`: which part of the matching articles each ecosystem has, with intervals over narratives. */
import { expandedLevel, percentileInterval } from '../kernels/bootstrap.ts';
import type { Interval } from '../kernels/bootstrap.ts';
import { shareDraws } from '../kernels/share-draws.ts';
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
        : intervalsOf(await articlesAtHome(database, counts, counting), columns, articles, {
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
        interval_method:
          found && 'expanded percentile bootstrap of narratives, each article with the one it matches best',
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
 * The matching articles of each narrative and ecosystem, row-major, each article (or text) in one narrative
 * only: that which it matches best, by the margin above the threshold, of several the first by id. So they
 * add up to the articles, each once, and a narrative can be drawn whole. Splitting an article over its
 * narratives would add up too, but narratives that share articles would look more alike than they are, and
 * intervals be too short (eval/intervals.ts: 0.87 of them around the truth).
 */
async function articlesAtHome(database: Database, counts: Counts, counting: Counting): Promise<Float64Array> {
  const { narratives, ecosystems } = counts;
  const unit = counting === 'copies' ? 'item_id' : 'coalesce(syndication_group, item_id)';
  const rows = await database.rows<{ narrative_id: string; ecosystem: string; articles: number }>(`
    WITH homes AS (
      SELECT source AS ecosystem, arg_min(narrative_id, (-margin, narrative_id)) AS narrative_id
      FROM events WHERE kind = 'article' GROUP BY source, ${unit})
    SELECT narrative_id, ecosystem, count(*) AS articles FROM homes GROUP BY ALL`);
  const rowOf = new Map(narratives.map(({ id }, row) => [id, row]));
  const columnOf = new Map(ecosystems.map((name, column) => [name, column]));
  const found = new Float64Array(narratives.length * ecosystems.length);
  for (const { narrative_id, ecosystem, articles } of rows)
    found[rowOf.get(narrative_id)! * ecosystems.length + columnOf.get(ecosystem)!] = articles;
  return found;
}

/** Intervals of share and rate per ecosystem, over narratives drawn with replacement. */
function intervalsOf(
  home: Float64Array,
  columns: number,
  articles: readonly number[],
  { narratives, draws, seed }: { readonly narratives: number; readonly draws: number; readonly seed: number },
): { readonly share: Interval; readonly rate: Interval }[] {
  const { share, rate } = shareDraws([{ home, articles }], columns, { draws, seed })[0]!;
  const level = expandedLevel(narratives);
  const none = { low: Number.NaN, high: Number.NaN };
  return share.map((values, e) => ({
    share: percentileInterval(values, level) ?? none,
    rate: percentileInterval(rate[e]!, level) ?? none,
  }));
}
