import { describe, expect, it } from 'vitest';
import { verifiedScore } from '../../../src/stages/match-shard.ts';
import { thresholdOf } from '../../../src/stages/match-thresholds.ts';
import { match } from '../../../src/stages/match.ts';

describe('thresholds', () => {
  const thresholds = { 'zh-zh': 0.53, 'zh-ru': 0.4, same: 0.53, cross: 0.41, default: 0.42 };

  it('are those of the language pair, or of pairs like it', () => {
    expect(thresholdOf(thresholds, 'zh', 'ru')).toBe(0.4);
    expect(thresholdOf(thresholds, 'ru', 'ru')).toBe(0.53);
    expect(thresholdOf(thresholds, 'ru', 'uk')).toBe(0.41);
  });

  it('are the default where nothing else is known', () => {
    expect(thresholdOf({ default: 0.3 }, 'zh', 'zh')).toBe(0.3);
    expect(thresholdOf({ default: 0.3, 'zh-zh': 0.5 }, 'zh', 'zh')).toBe(0.5);
  });

  it('refuse a name that is no language pair', () => {
    expect(match.options.safeParse({ thresholds: { 'zh-ru': 0.4, same: 0.5, default: 0.4 } }).success).toBe(true);
    expect(match.options.safeParse({ thresholds: { chinese: 0.4 } }).success).toBe(false);
  });
});

it('a verified score is the mean of the cosine to the centre and the alignment', () => {
  expect(verifiedScore(0.5, 0.3)).toBeCloseTo(0.4, 12);
});
