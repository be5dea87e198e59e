/** What the table `sensitivity` says in short, for the command and the report. */
import { groupBy } from '../kernels/group-by.ts';
import { parquet } from './database.ts';
import type { Database } from './database.ts';

/** Choices of a specification, by the names of their columns; null: it plays no part in the answer. */
export interface SpecificationChoices {
  readonly level: number;
  readonly lambda: number;
  readonly margin: number;
  readonly counting: string | null;
  readonly baseline: string | null;
  readonly times: string | null;
  readonly weighting: string | null;
  readonly background: string | null;
}

/** One answer under one set of choices. */
export interface Specification extends SpecificationChoices {
  readonly specification: number;
  readonly is_study: boolean;
  /** Value per source, 0 to 1. */
  readonly values: Readonly<Record<string, number>>;
  readonly winners: readonly string[];
}

/** Every answer to one question. */
export interface Curve {
  readonly question: 'share' | 'association' | 'first_appearance' | 'influence';
  /** In order of their numbers. */
  readonly specifications: readonly Specification[];
  /** That of the study. */
  readonly study: Specification;
  /** Winners and in how many specifications they win, most often first; `none` where nothing was found. */
  readonly winners: readonly { readonly winner: string; readonly specifications: number }[];
  /** Range of the value of the study's winner over all specifications; null where it has none. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** Specifications that differ from the study's in one choice only and have another winner. */
  readonly changes: readonly { readonly choice: Choice; readonly value: string; readonly winner: string }[];
}

/** A choice that can be made otherwise. */
export type Choice = (typeof choices)[number];

/** Every choice that is varied, by the names of their columns. */
export const choices = ['lambda', 'margin', 'counting', 'baseline', 'times', 'weighting', 'background'] as const;

/** Reads the curves of a table, in the order of the questions. */
export async function readCurves(database: Database, path: string): Promise<Curve[]> {
  return curvesIn(database, parquet(path));
}

/** The same of a table expression, such as the name of a view. */
export async function curvesIn(database: Database, table: string): Promise<Curve[]> {
  const rows = await database.rows<
    SpecificationChoices & {
      question: Curve['question'];
      specification: number;
      is_study: boolean;
      source: string;
      value: number;
      is_winner: boolean;
    }
  >(
    `SELECT * FROM ${table} ORDER BY list_position(['share', 'association', 'first_appearance', 'influence'], question), specification, source`,
  );
  return [...groupBy(rows, ({ question }) => question)].map(([question, own]) =>
    curveOf(
      question,
      [...groupBy(own, ({ specification }) => specification).values()].map((sources) => {
        const { question: _question, source: _source, value: _value, is_winner: _winner, ...rest } = sources[0]!;
        return {
          ...rest,
          values: Object.fromEntries(sources.map(({ source, value }) => [source, value])),
          winners: sources.filter(({ is_winner }) => is_winner).map(({ source }) => source),
        };
      }),
    ),
  );
}

function curveOf(question: Curve['question'], specifications: readonly Specification[]): Curve {
  // Where the study has no answer of its own (too few events), the first stands for it.
  const study = specifications.find(({ is_study }) => is_study) ?? specifications[0]!;
  const won = groupBy(specifications, winnerOf);
  const winner = study.winners[0];
  const values = winner === undefined ? [] : specifications.map(({ values: all }) => all[winner] ?? 0);
  return {
    question,
    specifications,
    study,
    winners: [...won]
      .map(([name, own]) => ({ winner: name, specifications: own.length }))
      .sort((a, b) => b.specifications - a.specifications || (a.winner < b.winner ? -1 : 1)),
    range: values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) },
    changes: specifications.flatMap((specification) => {
      const other = choices.filter((choice) => specification[choice] !== study[choice]);
      return other.length === 1 && winnerOf(specification) !== winnerOf(study)
        ? [{ choice: other[0]!, value: String(specification[other[0]!]), winner: winnerOf(specification) }]
        : [];
    }),
  };
}

/** Winners of a specification in one word, so that ties are a winner of their own. */
export function winnerOf({ winners }: Pick<Specification, 'winners'>): string {
  return winners.length === 0 ? 'none' : winners.join(' and ');
}
