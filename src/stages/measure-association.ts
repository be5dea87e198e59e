/**
 * The tables `association` (every measured narrative × ecosystem × baseline × counting, with intervals),
 * `association_tests` and `association_summary`.
 */
import { throwIfAborted } from '../errors.ts';
import { drawnValues } from '../kernels/association-draws.ts';
import { percentileInterval } from '../kernels/bootstrap.ts';
import type { Interval } from '../kernels/bootstrap.ts';
import { changedRows } from '../kernels/winners.ts';
import type { StageContext } from '../stage.ts';
import type { Database, TableWriter } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import { measureBaselines } from './measure-baselines.ts';
import type { Measured, MeasuredCounting } from './measure-baselines.ts';
import { countings } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import { drawCounts } from './measure-draws.ts';
import type { CountDraws } from './measure-draws.ts';
import { writeSummary } from './measure-summary.ts';
import { testNarrative, writeTests } from './measure-tests.ts';
import type { NarrativeTest } from './measure-tests.ts';
import { findTexts, textsOfNarratives } from './measure-texts.ts';
import type { Text } from './measure-texts.ts';
import type { MeasureOptions } from './measure.ts';

export interface AssociationResult {
  /** Under names for `run.json`, counting copies: narratives whose winners change, and are separable. */
  readonly counts: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

const methods = {
  sites: 'expanded percentile bootstrap of sites',
  texts: 'expanded percentile bootstrap of sites; of texts where an ecosystem has fewer than five sites',
} as const;

const noInterval = {
  unmatched: 'no article matches the narrative',
  fewSites: 'its articles are of fewer than five sites',
  undefined: 'the baseline has no value',
} as const;

/** Writes the tables and says in how many narratives the winner depends on the baseline. */
export async function writeAssociation(
  database: Database,
  counts: Counts,
  context: StageContext<MeasureOptions>,
): Promise<AssociationResult> {
  const { options } = context;
  const { narratives, ecosystems } = counts;
  const writer = await database.table(tables.association.columns);
  const tests: NarrativeTest[] = [];
  const measured =
    ecosystems.length === 0
      ? undefined
      : {
          copies: measureBaselines(counts, 'copies', options),
          groups: measureBaselines(counts, 'groups', options),
        };
  if (measured !== undefined) {
    const sites = await findTexts(database, context);
    const writing: Writing = {
      writer,
      counts,
      measured,
      buffer: new Float64Array(ecosystems.length * options.draws),
      draw: (texts, draws) => drawCounts(texts, ecosystems, sites, { draws, seed: context.seed }),
      draws: options.draws,
    };
    let next = 0;
    for await (const { row, texts } of textsOfNarratives(database, counts)) {
      for (; next < row; next++) writeNarrative(writing, next, []);
      tests.push(...writeNarrative(writing, row, texts));
      next = row + 1;
      if (row % 256 === 0) throwIfAborted(context.signal);
    }
    for (; next < narratives.length; next++) writeNarrative(writing, next, []);
  }
  await writer.write(context.output('association'), 'narrative_id, ecosystem, baseline, counting');
  const separable = await writeTests(database, tests, counts, options, context.output('association_tests'));
  await writeSummary(database, counts, measured, separable, context);
  return { counts: countsOf(counts, measured, separable), notes: notesOf(counts, measured) };
}

/** What every narrative is written with. */
interface Writing {
  readonly writer: TableWriter;
  readonly counts: Counts;
  readonly measured: Readonly<Record<Counting, MeasuredCounting>>;
  /** Room for the values of one baseline under all draws. */
  readonly buffer: Float64Array;
  readonly draw: (texts: readonly Text[], draws: number) => CountDraws | undefined;
  readonly draws: number;
}

/** Writes all rows of a narrative, and tests it. */
function writeNarrative(
  { writer, counts: { narratives, ecosystems, k }, measured, buffer, draw, draws: wanted }: Writing,
  row: number,
  texts: readonly Text[],
): NarrativeTest[] {
  const { id, matched } = narratives[row]!;
  const columns = ecosystems.length;
  const start = row * columns;
  const draws = texts.length === 0 ? undefined : draw(texts, wanted);
  let finer: CountDraws | undefined;
  const tests: NarrativeTest[] = [];
  const cut = (values: Float64Array): Float64Array => values.subarray(start, start + columns);
  for (const counting of countings) {
    const own = cut(k[counting]);
    const { surroundings, baselines } = measured[counting];
    for (const one of baselines) {
      const values = one.values === undefined ? undefined : cut(one.values);
      const drawn =
        draws === undefined || values === undefined
          ? undefined
          : drawnValues(one.baseline, own, draws.counts[counting], surroundings, buffer);
      for (const [column, ecosystem] of ecosystems.entries()) {
        const value = values === undefined ? (own[column] === 0 ? -1 : null) : values[column]!;
        writer.append({
          narrative_id: id,
          ecosystem,
          baseline: one.baseline,
          counting,
          articles: own[column],
          value,
          is_winner: one.winners[start + column] === 1,
          ...intervalCells(drawn, draws, column, { value, matched, none: own[column] === 0 }),
        });
      }
      if (matched && values !== undefined && columns > 1) {
        const drawFiner = (): Float64Array => {
          finer ??= draw(texts, wanted * 10)!;
          return drawnValues(one.baseline, own, finer.counts[counting], surroundings);
        };
        tests.push(
          testNarrative({ row, counting, measured: one, values, groups: cut(k.groups), drawn, draws, drawFiner }),
        );
      }
    }
  }
  return tests;
}

/** Interval, method and note of one value. The value itself always lies inside. */
function intervalCells(
  drawn: Float64Array | undefined,
  draws: CountDraws | undefined,
  column: number,
  { value, matched, none }: { value: number | null; matched: boolean; none: boolean },
): { low?: number; high?: number; interval_method?: string; interval_note?: string } {
  if (!matched) return { interval_note: noInterval.unmatched };
  if (value === null) return { interval_note: noInterval.undefined };
  if (draws === undefined) return { interval_note: noInterval.fewSites };
  const found = drawn && intervalOfColumn(drawn, draws, column);
  if (found === undefined) return { interval_note: noInterval.undefined };
  return {
    low: none ? value : Math.min(found.low, value),
    high: Math.max(found.high, value),
    interval_method: draws.ofTexts ? methods.texts : methods.sites,
    ...(none ? { interval_note: 'no article of the ecosystem matches: the lower end is the value itself' } : {}),
  };
}

function intervalOfColumn(drawn: Float64Array, { levels }: CountDraws, column: number): Interval | undefined {
  const draws = drawn.length / levels.length;
  return percentileInterval(drawn.subarray(column * draws, (column + 1) * draws), levels[column]);
}

function countsOf(
  { ecosystems }: Counts,
  measured: Readonly<Record<Counting, MeasuredCounting>> | undefined,
  separable: readonly NarrativeTest[],
): Record<string, number> {
  const found: Record<string, number> = {};
  const [raw, ...others] = measured?.copies.baselines ?? [];
  for (const { baseline, values, winners } of others) {
    if (values !== undefined) found[`changed_${baseline}`] = changedRows(raw!.winners, winners, ecosystems.length);
  }
  for (const { baseline, values } of measured?.copies.baselines ?? []) {
    if (values !== undefined)
      found[`separable_${baseline}`] = separable.filter(
        (test) => test.counting === 'copies' && test.baseline === baseline,
      ).length;
  }
  return found;
}

function notesOf(
  { ecosystems, narratives }: Counts,
  measured: Readonly<Record<Counting, MeasuredCounting>> | undefined,
): string[] {
  if (measured === undefined || !narratives.some(({ matched }) => matched)) return [];
  const { baselines, surroundings } = measured.copies;
  const without = (one: Measured): boolean => one.values === undefined;
  return baselines.some(without)
    ? [`npmi_released has no values: its reference ecosystem, ${ecosystems[surroundings.reference]}, has no match`]
    : [];
}
