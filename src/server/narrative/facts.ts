/** The figures of one narrative: counts, association with its tests, first appearances, words. */
import type { Baseline } from '../../report/names.ts';
import type { ItemTime } from '../../report/times.ts';
import { readEdits } from '../../stages/measure-edits.ts';
import { UserError } from '../../errors.ts';
import { timed } from '../item/times.ts';
import type { Entries } from './entries.ts';
import type { Subject } from './subject.ts';
import type { StudyReader } from '../study-reader.ts';

/** Items of a narrative from the platform or an ecosystem. */
export interface SourceCount {
  readonly source: string;
  readonly items: number;
  /** Copies of one text counted once. */
  readonly groups: number;
  readonly sites: number;
  /** Without any bound in time. */
  readonly undated: number;
  /** Earliest and latest bound of their times, and the widest interval, in milliseconds; null: none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly widest: number | null;
}

/** A value of association with its interval. */
export interface AssociationFact {
  readonly ecosystem: string;
  readonly baseline: Baseline;
  readonly counting: 'copies' | 'groups';
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly is_winner: boolean;
}

/** Whether the winner of a baseline is ahead beyond chance; copies counted. */
export interface TestFact {
  readonly baseline: Baseline;
  readonly winner: string;
  readonly runner_up: string | null;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p_adjusted: number | null;
  readonly separable: boolean | null;
}

/** The first appearance in a source. */
export interface FirstFact {
  readonly source: string;
  readonly item_id: string | null;
  readonly time: ItemTime;
  readonly at_or_before: boolean | null;
  readonly outcome: string | null;
  readonly against_platform: string | null;
}

/** Who was first, against the platform and against chance. */
export interface MoverFact {
  readonly winner: string | null;
  readonly order: string | null;
  readonly lead_hours: number | null;
  readonly ecosystems: number;
  readonly first_ecosystem: string | null;
  readonly candidate_names: readonly string[];
  readonly units: number | null;
  readonly run: number | null;
  readonly p_value: number | null;
  readonly q_value: number | null;
}

/** Words of an ecosystem, in order. */
export interface WordsFact {
  readonly ecosystem: string;
  readonly language: string;
  readonly compared_with: 'other_ecosystems' | 'other_narratives';
  readonly words: readonly string[];
}

/** What the measures say of a narrative. */
export interface Measures {
  readonly association: readonly AssociationFact[];
  readonly tests: readonly TestFact[];
  readonly first: readonly FirstFact[];
  readonly mover: MoverFact | undefined;
  readonly words: readonly WordsFact[];
}

/** Everything the head of the page says. */
export interface NarrativeFacts extends Measures {
  readonly counts: readonly SourceCount[];
}

/** Words shown of each list. */
const wordsShown = 10;

/** The items of a narrative by where they were published. */
export async function readCounts(entries: Entries): Promise<SourceCount[]> {
  return entries<SourceCount>(
    `SELECT source, count(*) AS items, count(DISTINCT coalesce(syndication_group, item_id)) AS groups,
       count(DISTINCT site) AS sites, count(*) FILTER (middle IS NULL) AS undated,
       min(coalesce(earliest, middle)) AS low, max(coalesce(latest, middle)) AS high, max(latest - earliest) AS widest
     FROM entries GROUP BY 1 ORDER BY 1`,
  );
}

/** The measures of a narrative; they are empty where it is not measured. */
export async function readMeasures(reader: StudyReader, subject: Subject, signal: AbortSignal): Promise<Measures> {
  const ask = async <T>(sql: string): Promise<T[]> =>
    subject.standing === 'measured' ? reader.rows<T>(sql, [subject.id], signal) : [];
  const [association, tests, first, movers, words] = await Promise.all([
    ask<AssociationFact>(
      `SELECT ecosystem, baseline, counting, value, low, high, is_winner FROM association
       WHERE narrative_id = $1 ORDER BY ecosystem, baseline, counting`,
    ),
    ask<TestFact>(
      `SELECT baseline, winner, runner_up, difference, low, high, p_adjusted, separable FROM association_tests
       WHERE narrative_id = $1 AND counting = 'copies' ORDER BY baseline`,
    ),
    ask<Record<string, unknown>>(
      `SELECT f.ecosystem AS source, f.item_id, at_or_before, outcome, against_platform, epoch_ms(first_at) AS at, precision,
         published_basis AS basis, epoch_ms(first_at_low) AS earliest, epoch_ms(first_at_high) AS latest
       FROM (SELECT * FROM first_appearance WHERE narrative_id = $1) f LEFT JOIN items i ON i.item_id = f.item_id
       ORDER BY f.ecosystem`,
    ),
    ask<MoverFact>(`SELECT * EXCLUDE (narrative_id) FROM first_movers WHERE narrative_id = $1`),
    ask<WordsFact>(
      `SELECT ecosystem, language, compared_with, list(word ORDER BY rank) AS words FROM words
       WHERE narrative_id = $1 AND rank <= ${wordsShown} GROUP BY 1, 2, 3 ORDER BY compared_with, ecosystem, language`,
    ),
  ]);
  return {
    association,
    tests,
    first: first.map((row) => timed(row) as FirstFact),
    mover: movers[0],
    words,
  };
}

/** Least posts of a narrative that is measured; null where that is not known. */
export function leastPosts({ manifest }: StudyReader): number | null {
  const options = manifest.stages.measure?.options as { readonly minPosts?: number } | undefined;
  return options?.minPosts ?? null;
}

/** Whether `edits.yaml` has been changed since the narratives were measured. */
export async function editsDiffer(reader: StudyReader, signal: AbortSignal): Promise<boolean> {
  if (reader.manifest.stages.measure === undefined) return false;
  const done = await reader.rows<{ kind: string; narratives: string[]; to: string | null; because: string | null }>(
    'SELECT kind, narratives, "to", because FROM edits ORDER BY edit',
    [],
    signal,
  );
  let wanted: typeof done;
  try {
    wanted = readEdits(reader.study).map((edit) => ({
      ...('merge' in edit
        ? { kind: 'merge', narratives: edit.merge, to: edit.into }
        : 'rename' in edit
          ? { kind: 'rename', narratives: [edit.rename], to: edit.to }
          : { kind: 'exclude', narratives: [edit.exclude], to: null }),
      because: edit.because ?? null,
    }));
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
  return JSON.stringify(done) !== JSON.stringify(wanted);
}
