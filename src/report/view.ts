/** The model of the page with everything the sections look up. */
import { groupBy } from '../kernels/group-by.ts';
import { studyCoverage, timeNeeds } from './coverage.ts';
import type { StudyCoverage, TimeNeeds } from './coverage.ts';
import type { Wording } from '../wording/wording.ts';
import type { Links } from './links.ts';
import type {
  AssociationRow,
  EvidenceRows,
  FirstRow,
  MatchEvidence,
  NarrativeRow,
  NarrativeRows,
  Overview,
  PageOptions,
  PostEvidence,
  TestRow,
  WordsRow,
} from './model.ts';
import { baselines, namedParties } from './names.ts';
import type { Baseline, Parties, Party } from './names.ts';
import { firstByNarrative } from './tally.ts';
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
  /** Whether another baseline has another winner. */
  readonly changes: boolean;
  /** Values by baseline and ecosystem, counting copies. */
  readonly values: readonly AssociationRow[];
  readonly words: readonly WordsRow[];
  /** Words of the matching articles, per language. */
  readonly articleKeywords: Readonly<Record<string, readonly string[]>>;
}

/** The model, and what the sections look up. */
export interface View {
  readonly data: Overview;
  readonly options: PageOptions;
  readonly links: Links;
  readonly wording: Wording;
  readonly parties: Parties;
  readonly shown: readonly ShownNarrative[];
  /** Narratives that are only in the tables. */
  readonly left: number;
  readonly coverage: StudyCoverage;
  /** Whether times are sharp enough to say who was first. */
  readonly times: TimeNeeds;
}

function byNarrative<Row extends { readonly narrative_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, ({ narrative_id }) => narrative_id);
}

/** Anchor of the evidence of a narrative from one ecosystem, or of its posts. */
export function evidenceAnchor({ anchor }: ShownNarrative, { id }: Party): string {
  return `${anchor}-${id}`;
}

/** Anchor of the narrative at a place of those that are shown. */
function anchorOf(place: number): string {
  return `n${place + 1}`;
}

/** The links of the static page: places of the page, and files beside it. */
export function pageLinks({ narratives }: NarrativeRows): Links {
  const anchors = new Map(narratives.map(({ narrative_id }, place) => [narrative_id, anchorOf(place)]));
  return {
    section: (id) => `#${id}`,
    table: (name, format) => `tables/${name}.${format}`,
    ecosystem: ({ id }) => `#by-${id}`,
    narrative: (id) => `#${anchors.get(id) ?? 'narratives'}`,
    evidence: (id, party) => `#${anchors.get(id) ?? 'narratives'}-${party.id}`,
  };
}

/** The label of a narrative, or what stands for one. */
export function labelOf({ wording }: View, row: NarrativeRow): string {
  return row.label.trim() === '' ? wording.report.shared.noLabel : row.label;
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

/** What a view is made of beside the overview. */
export interface ViewRequest {
  readonly options: PageOptions;
  readonly links: Links;
  readonly wording: Wording;
  /** Narratives to show in place of those of the overview. */
  readonly narratives?: NarrativeRows;
  /** The evidence of the narratives; without it they have none. */
  readonly evidence?: EvidenceRows;
}

/** Prepares the model for the sections. */
export function viewOf(
  data: Overview,
  { options, links, wording, narratives = data.shown, evidence }: ViewRequest,
): View {
  const coverage = studyCoverage(data.coverage, data);
  const shown = shownNarratives(narratives, evidence, data.platform);
  return {
    data,
    options,
    links,
    wording,
    parties: namedParties(data.ecosystems, data.platform, wording),
    shown,
    left: data.narratives - shown.length,
    coverage,
    times: timeNeeds(coverage, data.first.distance, data.firstSeenIsPublication),
  };
}

function shownNarratives(rows: NarrativeRows, more: EvidenceRows | undefined, platform: string): ShownNarrative[] {
  const firstOf = new Map(firstByNarrative(rows.first, platform).map((entry) => [entry.narrative_id, entry]));
  const platformFirst = new Map(
    rows.first.filter((row) => row.ecosystem === platform).map((row) => [row.narrative_id, row]),
  );
  const posts = byNarrative(more?.posts ?? []);
  const evidence = byNarrative(more?.evidence ?? []);
  const association = byNarrative(rows.association);
  const tests = byNarrative(rows.tests);
  const words = byNarrative(more?.words ?? []);
  const changed = new Set(rows.changed);
  return rows.narratives.map((row, index): ShownNarrative => {
    const id = row.narrative_id;
    const values = association.get(id) ?? [];
    const winners = Object.fromEntries(
      baselines.map((baseline) => [
        baseline,
        values.filter((value) => value.baseline === baseline && value.is_winner).map(({ ecosystem }) => ecosystem),
      ]),
    );
    return {
      row,
      number: index + 1,
      anchor: anchorOf(index),
      first: firstOf.get(id),
      platformFirst: platformFirst.get(id),
      posts: posts.get(id) ?? [],
      evidence: evidence.get(id) ?? [],
      articles: new Map(
        values
          .filter((entry) => entry.baseline === 'raw' && entry.articles > 0)
          .map((entry) => [entry.ecosystem, entry.articles]),
      ),
      winners: winners as Record<Baseline, string[]>,
      separable: separableOf(tests.get(id) ?? []),
      changes: changed.has(id),
      values,
      words: words.get(id) ?? [],
      articleKeywords: more?.articleKeywords.get(id) ?? {},
    };
  });
}
