import type { Calibration } from '../embedders/create.ts';

/** Threshold where nothing was calibrated: about the mean of those of the bundled embedder. */
export const uncalibrated = 0.42;

/**
 * Threshold per language pair, with `same` and `cross` for pairs that were not calibrated: the means of
 * those that were, within a language and across. What the user gives goes first, and a `default` of
 * theirs stands for every pair they do not name.
 */
export function chooseThresholds(
  calibration: Calibration | undefined,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const calibrated = Object.entries(calibration?.pairs ?? {}).map(([pair, { threshold }]) => ({ pair, threshold }));
  if (given['default'] !== undefined || calibrated.length === 0) return { default: uncalibrated, ...given };
  const isSame = (pair: string): boolean => pair.split('-')[0] === pair.split('-')[1];
  const mean = (found: readonly { threshold: number }[]): number =>
    found.length === 0 ? uncalibrated : found.reduce((sum, { threshold }) => sum + threshold, 0) / found.length;
  return {
    same: mean(calibrated.filter(({ pair }) => isSame(pair))),
    cross: mean(calibrated.filter(({ pair }) => !isSame(pair))),
    default: uncalibrated,
    ...Object.fromEntries(calibrated.map(({ pair, threshold }) => [pair, threshold])),
    ...given,
  };
}

/** How far the thresholds for articles of a language lie below the calibrated ones, 0 or more. */
export function loweredBy(
  calibration: Calibration | undefined,
  thresholds: Readonly<Record<string, number>>,
  language: string,
): number {
  let lowered = 0;
  for (const [pair, { threshold }] of Object.entries(calibration?.pairs ?? {})) {
    const [post, article] = pair.split('-') as [string, string];
    if (article === language || language === 'default') {
      lowered = Math.max(lowered, threshold - thresholdOf(thresholds, post, article));
    }
  }
  return lowered;
}

/** The threshold of a language pair: its own, or that of pairs like it, or the default. */
export function thresholdOf(thresholds: Readonly<Record<string, number>>, post: string, article: string): number {
  return thresholds[`${post}-${article}`] ?? thresholds[post === article ? 'same' : 'cross'] ?? thresholds['default']!;
}
