/** Precision, recall and their harmonic mean, each 0 to 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Harmonic mean of precision and recall; 0 where both are. */
export function scoresOf(precision: number, recall: number): Scores {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Scores of a set: 0 where nothing was predicted or nothing wanted. */
export function setScores(correct: number, predicted: number, wanted: number): Scores {
  return scoresOf(predicted === 0 ? 0 : correct / predicted, wanted === 0 ? 0 : correct / wanted);
}
