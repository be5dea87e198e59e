/** The model of the page with everything the sections look up. */
import { groupBy } from '../kernels/group-by.ts';
import { studyCoverage, timeNeeds } from './coverage.ts';
import type { StudyCoverage, TimeNeeds } from './coverage.ts';
import type {
  FirstRow,
  MatchEvidence,
  NarrativeRow,
  PageOptions,
  PostEvidence,
  ReportData,
  TestRow,
  WordsRow,
} from './model.ts';
import { baselines, namedParties } from './names.ts';
import type { Baseline, Parties, Party } from './names.ts';
import { firstByNarrative, winnersByNarrative } from './tally.ts';
import type { FirstOfNarrative } from './tally.ts';

/** A narrative that has a place on the page. */
export interface ShownNarrative {
  readonly row: NarrativeRow;
  /** Its number on the page, from 1. */
  readonly number: number;
  readonly anchor: string;
  readonly first: FirstOfNarrative | undefined;
  readonly platformFirst: FirstRow | undefined;
  readonly posts: readonly PostEvidence[];
  readonly evidence: readonly MatchEvidence[];
  /** Ecosystem to k(n,e), copies; ecosystems without a match are left out. */
  readonly articles: ReadonlyMap<string, number>;
  /** Baseline to the ecosystems that win. */
  readonly winners: Readonly<Record<Baseline, readonly string[]>>;
  /** Baselines by which the winner is ahead of every other beyond chance; undefined where none was tested. */
  readonly separable: readonly Baseline[] | undefined;
  readonly words: readonly WordsRow[];
}

/** The model, and what the sections look up. */
export interface View {
  readonly data: ReportData;
  readonly options: PageOptions;
  readonly parties: Parties;
  readonly shown: readonly ShownNarrative[];
  /** Narratives that are only in the tables. */
  readonly left: number;
  readonly first: readonly FirstOfNarrative[];
  readonly coverage: StudyCoverage;
  /** Whether times are sharp enough to say who was first. */
  readonly times: TimeNeeds;
}

function byNarrative<Row extends { readonly narrative_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, ({ narrative_id }) => narrative_id);
}

/** Anchor of the evidence of a narrative from one ecosystem. */
export function evidenceAnchor(view: View, narrative: ShownNarrative, ecosystem: string): string {
  return `${narrative.anchor}-${view.parties.of(ecosystem).id}`;
}

/** The label of a narrative, or what stands for one. */
export function labelOf(row: NarrativeRow): string {
  return row.label.trim() === '' ? '(no label)' : row.label;
}

/** Ecosystems with a match to the narrative, in the order of their labels. */
export function ecosystemsOf({ parties }: View, { articles, evidence, first }: ShownNarrative): Party[] {
  const keys = new Set([
    ...articles.keys(),
    ...evidence.map((row) => row.ecosystem),
    ...(first?.ecosystems ?? []).map((row) => row.ecosystem),
  ]);
  return parties.ecosystems.filter((party) => keys.has(party.key));
}

function separableOf(tests: readonly TestRow[]): Baseline[] | undefined {
  return tests.some((test) => test.separable !== null)
    ? baselines.filter((baseline) => tests.some((test) => test.baseline === baseline && test.separable === true))
    : undefined;
}

/** Prepares the model for the sections. */
export function viewOf(data: ReportData, options: PageOptions): View {
  const first = firstByNarrative(data.first, data.platform);
  const firstOf = new Map(first.map((entry) => [entry.narrative_id, entry]));
  const platformFirst = new Map(
    data.first.filter((row) => row.ecosystem === data.platform).map((row) => [row.narrative_id, row]),
  );
  const coverage = studyCoverage(data.coverage, data);
  const posts = byNarrative(data.posts);
  const evidence = byNarrative(data.evidence);
  const association = byNarrative(data.association);
  const tests = byNarrative(data.tests);
  const words = byNarrative(data.words);
  const shown = data.narratives.slice(0, options.maxNarratives).map((row, index): ShownNarrative => {
    const own = association.get(row.narrative_id) ?? [];
    const winners = Object.fromEntries(
      baselines.map((baseline) => [baseline, winnersByNarrative(own, baseline, 'copies').get(row.narrative_id) ?? []]),
    );
    return {
      row,
      number: index + 1,
      anchor: `n${index + 1}`,
      first: firstOf.get(row.narrative_id),
      platformFirst: platformFirst.get(row.narrative_id),
      posts: posts.get(row.narrative_id) ?? [],
      evidence: evidence.get(row.narrative_id) ?? [],
      articles: new Map(
        own
          .filter((entry) => entry.baseline === 'raw' && entry.counting === 'copies' && entry.articles > 0)
          .map((entry) => [entry.ecosystem, entry.articles]),
      ),
      winners: winners as Record<Baseline, string[]>,
      separable: separableOf(tests.get(row.narrative_id) ?? []),
      words: words.get(row.narrative_id) ?? [],
    };
  });
  return {
    data,
    options,
    parties: namedParties(data.ecosystems, data.platform),
    shown,
    left: data.narratives.length - shown.length,
    first,
    coverage,
    times: timeNeeds(coverage, data.first, data.platform, data.firstSeenIsPublication),
  };
}
