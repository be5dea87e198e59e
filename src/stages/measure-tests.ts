/** The table `association_tests`: is the winner of a narrative ahead of every other beyond chance? */
import type { Baseline } from '../kernels/association-draws.ts';
import { aheadByChance } from '../kernels/binomial.ts';
import { bootstrapP, percentileInterval } from '../kernels/bootstrap.ts';
import { benjaminiHochberg, benjaminiYekutieli, holm } from '../kernels/multiple-testing.ts';
import type { Database } from '../store/database.ts';
import { tables } from '../store/tables.ts';
import type { Measured } from './measure-baselines.ts';
import { countings } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { CountDraws } from './measure-draws.ts';
import type { MeasureOptions } from './measure.ts';

/** The test of one narrative by one baseline and counting. */
export interface NarrativeTest {
  /** Place of the narrative among the measured ones. */
  readonly row: number;
  readonly baseline: Baseline;
  readonly counting: Counting;
  /** Columns of the ecosystem with the highest value, and of that which comes next. */
  readonly winner: number;
  readonly runnerUp: number;
  readonly difference: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** NaN where there is none. */
  readonly p: number;
  readonly note: string | undefined;
}

interface Given {
  readonly row: number;
  readonly counting: Counting;
  readonly measured: Measured;
  /** Of the narrative, per ecosystem: values of the baseline, and texts. */
  readonly values: Float64Array;
  readonly groups: Float64Array;
  /** Values per draw, and what they were drawn by; undefined where the sites are too few. */
  readonly drawn: Float64Array | undefined;
  readonly draws: CountDraws | undefined;
  /** Values under ten times as many draws. */
  readonly drawFiner: () => Float64Array;
}

/**
 * Tests the ecosystem with the highest value against each other one: by raw share the exact test of two
 * counts of texts, by the other baselines the bootstrap of the difference; then Holm. The p-value is the
 * largest of these: small only where the winner is ahead of all. Of tied ecosystems the first by name is
 * tested, and the p-value is 1.
 */
export function testNarrative({
  row,
  counting,
  measured,
  values,
  groups,
  drawn,
  draws,
  drawFiner,
}: Given): NarrativeTest {
  const { baseline } = measured;
  const columns = values.length;
  const winner = measured.winners.subarray(row * columns, (row + 1) * columns).indexOf(1);
  const rivals = [...values.keys()]
    .filter((column) => column !== winner)
    .sort((a, b) => values[b]! - values[a]! || groups[b]! - groups[a]! || a - b);
  const runnerUp = rivals[0]!;
  const difference = values[winner]! - values[runnerUp]!;
  const byBootstrap = (of: Float64Array): number =>
    Math.max(...holm(rivals.map((rival) => bootstrapP(differencesOf(of, columns, winner, rival)))));
  let p: number;
  if (baseline === 'raw') p = Math.max(...holm(rivals.map((rival) => aheadByChance(groups[winner]!, groups[rival]!))));
  else p = drawn === undefined ? Number.NaN : byBootstrap(drawn);
  // The p-value of a bootstrap is no finer than its draws, and control of false discovery needs small ones.
  if (baseline !== 'raw' && p <= 0.02) p = byBootstrap(drawFiner());
  if (difference <= 0 && !Number.isNaN(p)) p = 1;
  const interval =
    drawn === undefined || draws === undefined
      ? undefined
      : percentileInterval(
          differencesOf(drawn, columns, winner, runnerUp),
          Math.min(draws.levels[winner]!, draws.levels[runnerUp]!),
        );
  return {
    row,
    baseline,
    counting,
    winner,
    runnerUp,
    difference,
    low: interval && Math.min(interval.low, difference),
    high: interval && Math.max(interval.high, difference),
    p,
    note:
      drawn !== undefined
        ? undefined
        : baseline === 'raw'
          ? 'fewer than five sites: no interval, and the test takes texts of one site as independent'
          : 'fewer than five sites: no test',
  };
}

function differencesOf(drawn: Float64Array, columns: number, one: number, other: number): Float64Array {
  const draws = drawn.length / columns;
  const differences = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++)
    differences[draw] = drawn[one * draws + draw]! - drawn[other * draws + draw]!;
  return differences;
}

const methods: Readonly<Record<Baseline, string>> = {
  raw: 'exact binomial test of the counts of texts',
  npmi_own: 'bootstrap of the difference',
  npmi_released: 'bootstrap of the difference',
  log_odds: 'bootstrap of the difference',
};

/** Controls false discovery within each baseline and counting, writes the table, and gives the separable ones. */
export async function writeTests(
  database: Database,
  tests: readonly NarrativeTest[],
  { narratives, ecosystems }: Counts,
  { discovery, discoveryRate }: MeasureOptions,
  path: string,
): Promise<NarrativeTest[]> {
  const writer = await database.table(tables.association_tests.columns);
  const separable: NarrativeTest[] = [];
  const adjust = discovery === 'yekutieli' ? benjaminiYekutieli : benjaminiHochberg;
  for (const counting of countings) {
    for (const baseline of Object.keys(methods)) {
      const own = tests.filter((test) => test.counting === counting && test.baseline === baseline);
      const adjusted = adjust(own.map(({ p }) => p));
      for (const [place, test] of own.entries()) {
        const tested = !Number.isNaN(test.p);
        // An interval around 0 says that the sites differ too much for what their texts alone would show.
        const holds = tested && adjusted[place]! <= discoveryRate && (test.low === undefined || test.low > 0);
        if (holds) separable.push(test);
        writer.append({
          narrative_id: narratives[test.row]!.id,
          baseline,
          counting,
          winner: ecosystems[test.winner],
          runner_up: ecosystems[test.runnerUp],
          difference: test.difference,
          low: test.low,
          high: test.high,
          p_value: tested ? test.p : null,
          p_adjusted: tested ? adjusted[place]! : null,
          separable: tested ? holds : null,
          method: methods[test.baseline],
          note: test.note,
        });
      }
    }
  }
  await writer.write(path, 'narrative_id, baseline, counting');
  return separable;
}
