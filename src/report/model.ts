/** Everything the page shows, as plain rows. `read.ts` fills it from the tables; the rest renders it. */
import type { Curve } from '../store/sensitivity.ts';
import type { EcosystemCoverage } from '../store/coverage.ts';
import type { ItemTime } from './times.ts';

/** Copies: every article counts; groups: a syndication group counts once. */
export type Counting = 'copies' | 'groups';

/** A row of `share`. */
export interface ShareRow {
  readonly ecosystem: string;
  readonly counting: Counting;
  readonly articles: number;
  readonly matched: number;
  readonly share: number | null;
  readonly rate: number | null;
  /** Ends of the 95 % intervals; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly rate_low: number | null;
  readonly rate_high: number | null;
}

/** A row of `association`, counting copies. */
export interface AssociationRow {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly baseline: string;
  readonly articles: number;
  readonly value: number | null;
  readonly is_winner: boolean;
}

/** A row of `association_tests`, counting copies. */
export interface TestRow {
  readonly narrative_id: string;
  readonly baseline: string;
  /** Null where there was no test. */
  readonly separable: boolean | null;
}

/** Narratives an ecosystem wins under one baseline. */
export interface Wins {
  readonly ecosystem: string;
  /** Won alone. */
  readonly alone: number;
  /** Won together with others. */
  readonly tied: number;
  /** Won, a tie of n counting 1/n. */
  readonly split: number;
}

/** Winners of all narratives under one baseline. */
export interface Winners {
  readonly baseline: string;
  readonly counting: Counting;
  /** Highest first. */
  readonly wins: readonly Wins[];
  /** Narratives that have a winner. */
  readonly decided: number;
  readonly tied: number;
}

/** Narratives whose winner was compared between choices, and those where it is another. */
export interface Changes {
  readonly compared: number;
  readonly changed: number;
}

/** Tests of the leads under one baseline, over all narratives. */
export interface TestSums {
  readonly baseline: string;
  readonly tested: number;
  readonly separable: number;
  /** Narratives each ecosystem is ahead in beyond chance, most first. */
  readonly won: readonly { readonly ecosystem: string; readonly narratives: number }[];
}

/** Sums over the association of all narratives. */
export interface AssociationSums {
  /** One entry per baseline and counting of the table. */
  readonly winners: readonly Winners[];
  /** Between the baselines, counting copies. */
  readonly byBaseline: Changes;
  /** Between the countings, under any baseline. */
  readonly byCounting: Changes;
  /** Baselines of which a narrative was tested. */
  readonly tests: readonly TestSums[];
  /** Narratives with a lead beyond chance whose articles are of fewer than five sites. */
  readonly fewSites: number;
}

/** A row of `association_summary`. */
export interface SummaryRow {
  readonly baseline: string;
  readonly counting: Counting;
  readonly ecosystem: string;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly separable_won: number;
  readonly share_of_posts: number;
  readonly posts_low: number | null;
  readonly posts_high: number | null;
}

/** The words of an ecosystem in a narrative, in order: a row of `words` for each of them. */
export interface WordsRow {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly language: string;
  readonly compared_with: 'other_ecosystems' | 'other_narratives';
  readonly words: readonly string[];
}

/** A row of `first_appearance`, with the basis of its time. */
export interface FirstRow extends ItemTime {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly item_id: string | null;
  readonly undated: number;
  readonly outcome: string | null;
  readonly against_platform: string | null;
  readonly outcome_without_earliest: string | null;
}

/** Outcomes of one ecosystem over all narratives it appears in. */
export interface Outcomes {
  readonly ecosystem: string;
  readonly narratives: number;
  readonly first: number;
  /** Of these, the narratives in which no other ecosystem has a match. */
  readonly unopposed: number;
  readonly notFirst: number;
  readonly undecidable: number;
  /** Still first without the single earliest item. */
  readonly robust: number;
  readonly before: number;
  readonly after: number;
  readonly undecidableAgainst: number;
  readonly undated: number;
}

/** Sums over the first appearances of all narratives with a matched article. */
export interface FirstSums {
  readonly narratives: number;
  /** Narratives with a demonstrably first ecosystem. */
  readonly decided: number;
  /** Narratives by the order of the ecosystems taken together against the platform. */
  readonly against: { readonly before: number; readonly after: number; readonly undecidable: number };
  /** Most firsts first. */
  readonly outcomes: readonly Outcomes[];
  /** First times in ecosystems by how precisely they are known; open: no usable interval. */
  readonly precision: { readonly minute: number; readonly hour: number; readonly day: number; readonly open: number };
  /** Median distance between the first two ecosystems of a narrative in milliseconds; null where none has two. */
  readonly distance: number | null;
}

/** A row of `first_summary`. */
export interface ChanceRow {
  readonly source: string;
  readonly measure: 'first' | 'before_platform';
  readonly counting: Counting;
  readonly narratives: number;
  readonly appearing: number;
  readonly observed: number;
  readonly expected: number;
  readonly excess: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly p_value: number | null;
  readonly q_value: number | null;
}

/** A row of `first_leads`; hours. */
export interface LeadRow {
  readonly source: string;
  readonly narratives: number;
  readonly median_lead_hours: number | null;
  readonly median_from: number | null;
  readonly median_to: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string;
}

/** Sums over `first_movers`. */
export interface MoverCounts {
  /** Narratives whose lead was tested, and those where it holds with the false discovery rate at 10 %. */
  readonly tested: number;
  readonly significant: number;
  /** Winners that may have been collected too late. */
  readonly atOrBefore: number;
}

/** A row of `influence`. */
export interface InfluenceRow {
  readonly model: string;
  readonly source: string;
  readonly target: string;
  readonly influence: Ranged;
  readonly root: Ranged;
  readonly efficiency: Ranged;
  readonly reason: string | null;
}

/** A figure with its interval. */
export interface Ranged {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How well a model of influence describes a process; none for a model without waits. */
export interface InfluenceFitRow {
  readonly model: string;
  readonly process: string | null;
  readonly waits: number | null;
  readonly distance: number | null;
  readonly pValue: number | null;
  readonly spectralRadius: number;
  readonly delayDays: number | null;
}

/** A narrative of the measured level. */
export interface NarrativeRow {
  readonly narrative_id: string;
  readonly label: string;
  readonly language: string | null;
  /** JSON object: language to words. */
  readonly keywords: string;
  readonly posts: number;
  readonly passages: number;
  readonly first_post_at: number | null;
  readonly last_post_at: number | null;
  /** Distinct articles with a match. */
  readonly matched: number;
}

/** An item as the evidence shows it. */
export interface ItemRow extends ItemTime {
  readonly item_id: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly site: string | null;
  readonly language: string | null;
  /** The passage shown. */
  readonly text: string;
  readonly passage_id: string;
}

/** A post of a narrative. */
export interface PostEvidence extends ItemRow {
  readonly narrative_id: string;
  readonly author: string | null;
  readonly similarity: number | null;
}

/** A matched article of a narrative, with the nearest post passage. */
export interface MatchEvidence extends ItemRow {
  readonly narrative_id: string;
  readonly ecosystem: string;
  readonly score: number | null;
  readonly verified_score: number | null;
  readonly threshold: number | null;
  /** Articles of the same text, this one included; 1 where there is no other. */
  readonly copies: number;
  readonly post_id: string | null;
  readonly post_text: string | null;
  readonly post_language: string | null;
  readonly post_time: ItemTime;
  /** Matched articles of this narrative and ecosystem in all. */
  readonly of_ecosystem: number;
}

/** A count of items under some heading. */
export interface Tally {
  readonly kind: string;
  readonly items: number;
  readonly in_scope: number;
}

/** What a stage did, from `run.json`, without anything that differs between two equal runs. */
export interface StageNote {
  readonly name: string;
  readonly version: number;
  readonly seed: number;
  readonly options: unknown;
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: number;
  readonly notes: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

/** What a person changed about the narratives: a row of the table `edits`. */
export interface EditRow {
  readonly edit: number;
  readonly kind: 'merge' | 'rename' | 'exclude';
  readonly narratives: readonly string[];
  readonly to: string | null;
  readonly because: string | null;
}

/** An edge of the network that the page lists. */
export interface NetworkEdge {
  readonly source: string;
  readonly target: string;
  readonly source_ecosystem: string;
  readonly target_ecosystem: string;
  readonly copies: number;
  readonly syndicated: number;
  readonly before: number;
  readonly after: number;
  readonly undecided: number;
  readonly median_delay_hours: number | null;
  readonly support: number | null;
  readonly p_value: number | null;
  readonly narratives: readonly string[];
}

/** Who passes narratives on to whom. */
export interface NetworkData {
  readonly sites: number;
  readonly edges: number;
  /** Edges of too few narratives, and those of the others with p up to 0.05; edges with a p-value. */
  readonly thin: number;
  readonly distinct: number;
  readonly checked: number;
  readonly listed: readonly NetworkEdge[];
  /** Copies along all edges, by the ecosystems of both ends, and what chance gives. */
  readonly passed: readonly {
    readonly source: string;
    readonly target: string;
    readonly copies: number;
    readonly by_chance: number | null;
    readonly by_chance_low: number | null;
    readonly by_chance_high: number | null;
    readonly p_value: number | null;
  }[];
  readonly meanDelayHours: number | null;
  readonly edgesByChance: number | null;
  readonly minCopies: number | null;
}

/** What is known of some narratives before their evidence is read. */
export interface NarrativeRows {
  /** In the order of the page. */
  readonly narratives: readonly NarrativeRow[];
  readonly association: readonly AssociationRow[];
  readonly tests: readonly TestRow[];
  readonly first: readonly FirstRow[];
  /** Those whose winner changes with the baseline. */
  readonly changed: readonly string[];
}

/** The evidence of some narratives. */
export interface EvidenceRows {
  readonly words: readonly WordsRow[];
  /** Narrative to language to words of the matching articles. */
  readonly articleKeywords: ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;
  readonly posts: readonly PostEvidence[];
  readonly evidence: readonly MatchEvidence[];
}

/** Everything the page shows but evidence. */
export interface Overview {
  readonly title: string;
  readonly about: string;
  readonly platform: string;
  /** Declared days of the window, where there are any. */
  readonly from: string | null;
  readonly to: string | null;
  /** Earliest and latest time among the items in scope. */
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly firstSeenIsPublication: boolean;
  /** Every ecosystem with an article in the study. */
  readonly ecosystems: readonly string[];
  /** What each of them and the platform has in scope, week by week. */
  readonly coverage: readonly EcosystemCoverage[];
  readonly passages: number;
  readonly matches: number;
  readonly near: number;
  /** Level the figures are about, and how many narratives there are at it. */
  readonly level: number;
  readonly narrativesAtLevel: number;
  readonly minPosts: number | null;

  readonly share: readonly ShareRow[];
  readonly association: AssociationSums;
  readonly summary: readonly SummaryRow[];
  readonly first: FirstSums;
  readonly chance: readonly ChanceRow[];
  readonly leads: readonly LeadRow[];
  readonly movers: MoverCounts;
  readonly influence: readonly InfluenceRow[];
  readonly influenceFit: readonly InfluenceFitRow[];
  /** Measured narratives; those of the level where nothing was measured. */
  readonly narratives: number;
  /** Whether any table of measures by narrative has a row. */
  readonly isMeasured: boolean;
  /** The narratives that have a place on the page: those with matches first, then by posts. */
  readonly shown: NarrativeRows;
  readonly network: NetworkData;

  /** The answers under every set of choices. */
  readonly sensitivity: readonly Curve[];
  /** What a person changed about the narratives, in order. */
  readonly edits: readonly EditRow[];

  readonly byEcosystem: readonly (Tally & { ecosystem: string; sites: number; dated: number })[];
  readonly bySite: readonly (Tally & { ecosystem: string; site: string })[];
  readonly sites: number;
  readonly byLanguage: readonly (Tally & { language: string })[];
  readonly byTime: readonly (Tally & { precision: string; basis: string })[];
  readonly rejects: readonly { stage: string; slug: string; records: number; example: string }[];
  readonly thresholds: readonly {
    post_language: string;
    article_language: string;
    threshold: number;
    matches: number;
    near: number;
  }[];
  readonly embedders: readonly string[];
  readonly stages: readonly StageNote[];
  /** Tables that are beside the page as Parquet only. */
  readonly parquetOnly: readonly string[];
}

/** How much the page shows. */
export interface PageOptions {
  readonly maxNarratives: number;
  readonly maxEvidence: number;
  readonly maxPosts: number;
  readonly maxPlotted: number;
  readonly maxMegabytes: number;
  readonly published: 'none' | 'pnas2025';
}
