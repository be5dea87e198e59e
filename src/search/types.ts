/** What search is asked and what it answers. Nothing here knows of HTTP. */

/** By what is searched. */
export type SearchBy = 'meaning' | 'words' | 'both';

/** Which items may be found. Items outside the scope of the study never are. */
export interface SearchFilter {
  readonly kind?: 'post' | 'article' | undefined;
  /** Media ecosystem of articles, or the platform for posts. */
  readonly ecosystem?: string | undefined;
  /** ISO 639-1 code of the item. */
  readonly language?: string | undefined;
  /**
   * Window in time, milliseconds since 1970; `until` is exclusive. Kept are items whose time may lie in it,
   * and none without both bounds.
   */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Passages of this narrative alone: of its posts, and those that match it. */
  readonly narrative?: string | undefined;
}

export interface SearchRequest extends SearchFilter {
  readonly text: string;
  /** Default: both. */
  readonly by?: SearchBy | undefined;
  /** Language of the text (ISO 639-1); detected where it is not given. */
  readonly queryLanguage?: string | undefined;
  /** Narratives and passages of each answer, 1 to 100; default 10. */
  readonly limit?: number | undefined;
  /** Whether narratives are found that are not measured: too small, or excluded. */
  readonly unmeasured?: boolean | undefined;
}

/** Why something was found by meaning. */
export interface ByMeaning {
  /** Place among what was found by meaning, from 1. */
  readonly rank: number;
  /** Centred cosine, -1 to 1. Those of the two spaces are not on one scale. */
  readonly cosine: number;
  /** Whose vectors were compared: those of the study's embedder, or sketches. */
  readonly space: 'embedder' | 'sketch';
}

/** Why something was found by words. */
export interface ByWords {
  /** Place among what was found by words, from 1. */
  readonly rank: number;
  /** BM25. */
  readonly score: number;
  /** How much of the query was found, 0 to 1: by it the rank counts in the merged list. */
  readonly held: number;
}

/** A stretch of a text: first UTF-16 code unit, and one past the last. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

export interface PassageHit {
  readonly passage_id: string;
  readonly item_id: string;
  readonly kind: 'post' | 'article';
  /** Ecosystem of an article, the platform for a post. */
  readonly ecosystem: string | null;
  readonly site: string | null;
  readonly language: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly published_at: Date | null;
  readonly published_precision: string;
  readonly text: string;
  /** Narrative of the measured level it belongs to or matches, if any. */
  readonly narrative_id: string | null;
  /** Sum of 1 / (60 + rank) by meaning, and of held / (60 + rank) by words. */
  readonly score: number;
  readonly meaning?: ByMeaning | undefined;
  readonly words?: ByWords | undefined;
  /** Where words of the query stand in `text`, in order, apart from each other. */
  readonly marks: readonly Mark[];
}

export interface NarrativeHit {
  readonly narrative_id: string;
  readonly level: number;
  readonly label: string;
  readonly posts: number;
  /** Whether it has figures of its own. */
  readonly measured: boolean;
  readonly first_post_at: Date | null;
  readonly last_post_at: Date | null;
  /** Articles that match it, per ecosystem, most first. */
  readonly articles: readonly { readonly ecosystem: string; readonly articles: number }[];
  readonly score: number;
  /** `finest`: the narrative of level 0, part of this one, whose centre is nearest. */
  readonly meaning?: (ByMeaning & { readonly finest: string }) | undefined;
  /** Rank and score are those of its best passage, or of the name that people gave it. */
  readonly words?: ByWords | undefined;
  readonly marks: readonly Mark[];
  /** The passage that is best by words, the nearest post and the nearest article: up to three. */
  readonly passages: readonly PassageHit[];
}

/** What the asker should know of an answer. */
export type SearchNote =
  | { readonly code: 'empty' }
  | { readonly code: 'cut'; readonly characters: number }
  /** The text has no letters and no digits. */
  | { readonly code: 'no_words' }
  /** Words so frequent that they were not looked up. */
  | { readonly code: 'frequent_words'; readonly words: readonly string[] }
  | { readonly code: 'no_index' | 'old_index' }
  /** Meaning cannot be compared at all. */
  | { readonly code: 'no_meaning'; readonly reason: string }
  /** The study's embedder cannot be used; meaning is compared by sketches alone. */
  | { readonly code: 'sketches_only'; readonly reason: string }
  | { readonly code: 'no_narratives' }
  /** No narrative has the id that was given. */
  | { readonly code: 'unknown_narrative' };

export interface SearchResult {
  /** The text that was searched: without blanks at its ends, perhaps cut. */
  readonly text: string;
  /** Its language, or `und`. */
  readonly language: string;
  readonly language_basis: 'given' | 'detected';
  readonly narratives: readonly NarrativeHit[];
  /** Narratives, from the first, worth looking at: what follows is far from the text, by meaning and by words (near.ts). */
  readonly near: number;
  readonly passages: readonly PassageHit[];
  readonly notes: readonly SearchNote[];
  readonly milliseconds: number;
}

/** A study opened for search: its models, vectors and places stay in memory until it is closed. */
export interface Search {
  /** Answers a request; several may run at once. A RangeError where a number of it is out of range. */
  query(request: SearchRequest, signal?: AbortSignal): Promise<SearchResult>;
  close(): Promise<void>;
}
