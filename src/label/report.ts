/** Everything the judgements of a study say, and the tables that hold it. */
import { moveIntoPlace, temporaryFor } from '../store/atomic.ts';
import { Database } from '../store/database.ts';
import type { Cell } from '../store/database.ts';
import { labelTables } from '../store/label-tables.ts';
import type { LabelTableName } from '../store/label-tables.ts';
import type { Study } from '../store/study.ts';
import { agreements } from './agreement.ts';
import type { AgreementOfTwo } from './agreement.ts';
import { correctedShares, curves, judgedPairs, method, recommended, unjudgedStrata } from './figures.ts';
import type { CorrectedShare, CurvePoint, Recommended } from './figures.ts';
import { readJudgements, standing, words } from './journal.ts';
import type { Judgement, Word } from './journal.ts';
import { readPairs } from './pairs.ts';
import type { Pair } from './pairs.ts';
import { byPair, resolve } from './resolve.ts';
import { requireSample, sampledTables } from './take-sample.ts';
import type { SampleRecord } from './take-sample.ts';

/** What the judgements say. */
export interface LabelReport {
  readonly sample: SampleRecord;
  /** Whether the tables the sample was drawn from have changed since. */
  readonly isStale: boolean;
  readonly pairs: number;
  /** Pairs of the sample with a judgement, and what stands of them. */
  readonly judged: number;
  readonly words: Readonly<Record<Word, number>>;
  /** Pairs of the sample that each annotator judged. */
  readonly annotators: Readonly<Record<string, number>>;
  /** Judged pairs that are not in the sample any more. */
  readonly outside: number;
  /** Pairs of which annotators said different things and no majority decided. */
  readonly open: number;
  readonly agreement: readonly AgreementOfTwo[];
  readonly curve: readonly CurvePoint[];
  readonly thresholds: readonly (Recommended & { readonly threshold: number | null; readonly pairs: number })[];
  readonly shares: readonly CorrectedShare[];
  readonly strata: number;
  /** Strata of which nothing was judged. */
  readonly unjudged: readonly string[];
}

/** Computes the figures and writes the tables; a UserError where no sample was drawn. */
export async function writeLabelReport(
  database: Database,
  study: Study,
  { precision }: { readonly precision: number },
): Promise<LabelReport> {
  const sample = await requireSample(study);
  const pairs = await readPairs(database, study.artefact('label_pairs'));
  const judgements = await readJudgements(study);
  const report = labelReport(pairs, judgements, sample, precision);
  await writeTables(database, study, pairs, judgements, report);
  return { ...report, isStale: sampledTables(study) !== sample.tables };
}

/** The figures, without a look at the study. */
export function labelReport(
  pairs: readonly Pair[],
  judgements: ReadonlyMap<string, readonly Judgement[]>,
  sample: SampleRecord,
  precision: number,
): Omit<LabelReport, 'isStale'> {
  const drawn = new Set(pairs.map(({ pair_id }) => pair_id));
  const said = byPair(judgements);
  const inSample = new Map([...said].filter(([pair]) => drawn.has(pair)));
  const resolved = new Map([...inSample].map(([pair, by]) => [pair, resolve([...by.values()])]));
  const judged = judgedPairs(pairs, resolved);
  const curve = judged.pairs.length === 0 ? [] : curves(judged, sample.floor);
  const count = (word: Word): number => [...resolved.values()].filter((one) => one === word).length;
  return {
    sample,
    pairs: pairs.length,
    judged: resolved.size,
    words: { yes: count('yes'), no: count('no'), unsure: count('unsure') },
    annotators: Object.fromEntries(
      [...judgements.keys()].map((name) => [name, [...inSample.values()].filter((by) => by.has(name)).length]),
    ),
    outside: said.size - inSample.size,
    open: [...inSample].filter(([pair, by]) => new Set(by.values()).size > 1 && resolved.get(pair) === 'unsure').length,
    agreement: agreements(inSample.values()),
    curve,
    thresholds: recommended(curve, precision).map((row) => ({
      ...row,
      threshold: thresholdFor(pairs, row),
      pairs: judged.pairs.filter(({ languages }) => row.languages === 'all' || row.languages === languages).length,
    })),
    shares: correctedShares(judged, sample.found),
    strata: judged.strata.length,
    unjudged: unjudgedStrata(judged),
  };
}

/** The threshold of a language pair that a shift leads to; null for all, and where the rule led to none. */
function thresholdFor(pairs: readonly Pair[], { languages, shift }: Recommended): number | null {
  const applied = pairs.find((pair) => pair.languages === languages)?.threshold;
  return applied === undefined || shift === null ? null : Number((applied + shift).toFixed(4));
}

type Rows = Iterable<Readonly<Record<string, Cell>>>;

async function writeTables(
  database: Database,
  study: Study,
  pairs: readonly Pair[],
  judgements: ReadonlyMap<string, readonly Judgement[]>,
  report: Omit<LabelReport, 'isStale'>,
): Promise<void> {
  const write = (name: LabelTableName, rows: Rows): Promise<void> => writeTable(database, study, name, rows);
  await write('judgements', judgementRows(pairs, judgements));
  await write('label_agreement', report.agreement.map(agreementRow));
  await write(
    'label_curve',
    report.curve.map((point) => ({
      ...point,
      threshold: thresholdFor(pairs, { ...point, rule: 'f1', wanted: null }),
      method,
    })),
  );
  await write(
    'label_thresholds',
    report.thresholds.map((row) => ({ ...row })),
  );
  await write(
    'label_share',
    report.shares.map(({ precision, share, ...row }) => ({
      ...row,
      precision: precision.value,
      precision_low: precision.low,
      precision_high: precision.high,
      articles: row.found * precision.value,
      share: share?.value,
      share_low: share?.low,
      share_high: share?.high,
      method,
    })),
  );
}

async function writeTable(database: Database, study: Study, name: LabelTableName, rows: Rows): Promise<void> {
  const path = study.artefact(name);
  const writer = await database.table(labelTables[name].columns);
  for (const row of rows) writer.append(row);
  await writer.write(temporaryFor(path));
  await moveIntoPlace(temporaryFor(path), path);
}

/** Writes the table of judgements from the journals. */
export async function writeJudgements(study: Study, pairs: readonly Pair[]): Promise<void> {
  using database = await Database.open();
  await writeTable(database, study, 'judgements', judgementRows(pairs, await readJudgements(study)));
}

function* judgementRows(pairs: readonly Pair[], judgements: ReadonlyMap<string, readonly Judgement[]>): Rows {
  const drawn = new Set(pairs.map(({ pair_id }) => pair_id));
  for (const [annotator, given] of judgements) {
    const current = standing(given);
    for (const entry of given) {
      yield {
        ...entry,
        annotator,
        judged_at: Date.parse(entry.judged_at),
        is_current: current.get(entry.pair_id) === entry,
        in_sample: drawn.has(entry.pair_id),
      };
    }
  }
}

function agreementRow({
  annotator,
  other,
  pairs,
  confusion,
  agreement,
  low,
  high,
}: AgreementOfTwo): Record<string, Cell> {
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    annotator,
    other,
    pairs,
    agreement: agreement.observed,
    agreement_low: low,
    agreement_high: high,
    kappa: known(agreement.kappa),
    kappa_low: known(agreement.low),
    kappa_high: known(agreement.high),
    ...Object.fromEntries(
      words.flatMap((first, row) =>
        words.map((second, column) => [`${first}_${second}`, confusion[row * words.length + column]!]),
      ),
    ),
  };
}
