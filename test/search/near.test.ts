import { expect, test } from 'vitest';
import { nearOf } from '../../src/search/near.ts';
import type { NarrativeHit } from '../../src/search/types.ts';

type Hit = Pick<NarrativeHit, 'meaning' | 'words'>;

const meant = (cosine: number, space: 'embedder' | 'sketch' = 'embedder'): Hit => ({
  meaning: { rank: 1, cosine, space, finest: '' },
});
const worded = (held: number): Hit => ({ words: { rank: 1, score: 1, held } });

test('near reaches to the last that is near by meaning or by words, and holds three at least', () => {
  expect(nearOf([])).toBe(0);
  expect(nearOf([meant(0.1)])).toBe(1);
  expect(nearOf([meant(0.2), meant(0.1), worded(0.1), meant(0.29), worded(0.29)])).toBe(3);
  expect(nearOf([meant(0.2), meant(0.1), worded(0.1), meant(0.3), worded(0.1)])).toBe(4);
  expect(nearOf([meant(0.2), meant(0.1), worded(0.1), meant(0.1), worded(0.3), meant(0.1)])).toBe(5);
});

test('cosines of sketches are on another scale: all are near', () => {
  expect(nearOf([1, 2, 3, 4, 5].map(() => meant(0.05, 'sketch')))).toBe(5);
});
