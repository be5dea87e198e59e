/** What the last `label report` computed, read from its tables. */
import { existsSync, statSync } from 'node:fs';
import { parquet } from '../../store/database.ts';
import type { LabelTableName } from '../../store/label-tables.ts';
import type { StudyReader } from '../study-reader.ts';

/** Agreement of two annotators. */
export interface AgreementRow {
  readonly annotator: string;
  readonly other: string;
  readonly pairs: number;
  readonly agreement: number;
  readonly agreement_low: number;
  readonly agreement_high: number;
  readonly kappa: number | null;
  readonly kappa_low: number | null;
  readonly kappa_high: number | null;
}

/** A figure at a threshold, with unsure pairs counted one way. */
export interface CurveRow {
  readonly languages: string;
  readonly shift: number;
  readonly threshold: number | null;
  readonly figure: 'precision' | 'recall' | 'f1';
  readonly unsure: 'lowest' | 'highest';
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/** A recommended threshold. */
export interface ThresholdRow {
  readonly languages: string;
  readonly rule: 'f1' | 'precision';
  readonly wanted: number | null;
  readonly shift: number | null;
  readonly threshold: number | null;
  readonly pairs: number;
}

/** The share of an ecosystem in the right articles. */
export interface ShareRow {
  readonly ecosystem: string;
  readonly above: 'threshold' | 'floor';
  readonly unsure: 'lowest' | 'highest';
  readonly found: number;
  readonly found_share: number;
  readonly precision: number;
  readonly precision_low: number;
  readonly precision_high: number;
  readonly share: number | null;
  readonly share_low: number | null;
  readonly share_high: number | null;
  readonly pairs: number;
}

/** Everything that was computed. */
export interface LabelFigures {
  /** When, as milliseconds since 1970. */
  readonly computedAt: number;
  /** Judgements it was computed from. */
  readonly judgements: number;
  readonly agreement: readonly AgreementRow[];
  readonly curve: readonly CurveRow[];
  readonly thresholds: readonly ThresholdRow[];
  /** Copies counted each. */
  readonly shares: readonly ShareRow[];
}

const needed: readonly LabelTableName[] = [
  'judgements',
  'label_agreement',
  'label_curve',
  'label_thresholds',
  'label_share',
];

/** The figures; undefined where none have been computed. */
export async function labelFigures(reader: StudyReader, signal: AbortSignal): Promise<LabelFigures | undefined> {
  const { study } = reader;
  const paths = needed.map((name) => study.artefact(name));
  if (!paths.every((path) => existsSync(path))) return undefined;
  const rows = async <T>(name: LabelTableName, rest: string): Promise<T[]> =>
    reader.rows<T>(`SELECT * FROM ${parquet(study.artefact(name))} ${rest}`, [], signal);
  const [agreement, curve, thresholds, shares, counted] = await Promise.all([
    rows<AgreementRow>('label_agreement', 'ORDER BY annotator, other'),
    rows<CurveRow>('label_curve', "ORDER BY languages <> 'all', languages, shift, figure, unsure DESC"),
    rows<ThresholdRow>('label_thresholds', "ORDER BY languages <> 'all', languages, rule"),
    rows<ShareRow>('label_share', "WHERE counting = 'copies' ORDER BY above DESC, ecosystem, unsure DESC"),
    reader.row<{ judgements: number }>(
      `SELECT count(*) AS judgements FROM ${parquet(study.artefact('judgements'))}`,
      [],
      signal,
    ),
  ]);
  const computedAt = statSync(study.artefact('label_share')).mtimeMs;
  return { computedAt, judgements: counted!.judgements, agreement, curve, thresholds, shares };
}
