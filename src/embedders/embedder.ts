/** What every embedder is: texts in, unit vectors out. */
export interface Embedder {
  /** Names the vector space; tables and shards carry it, and stages refuse to mix two. */
  readonly id: string;
  /** Hash of the model, or whatever pins it; part of the fingerprint of everything embedded. */
  readonly hash: string;
  /** Columns of a vector. */
  readonly dimensions: number;
  /** ISO 639-1 codes the model was made for; empty where unknown. */
  readonly languages: readonly string[];
  /** Longest text in tokens; longer ones are cut. */
  readonly maxTokens: number;
  /**
   * Vectors of the texts: row-major `texts.length × dimensions`, each row of unit length. A text
   * without any content gives a row like any other; never NaN.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array>;
  /** Frees the model. */
  close(): Promise<void>;
}
