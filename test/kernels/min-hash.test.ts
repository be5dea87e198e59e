import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areSimilar,
  bandCount,
  bandLength,
  DisjointSets,
  minHash,
  signatureLength,
  similarity,
} from '../../src/kernels/min-hash.ts';

/** Words that never repeat, from a number. */
const words = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `word${from + i}`);

describe('the signature of a text', () => {
  it('does not see case, punctuation, spaces', () => {
    const text = words(0, 60).join(' ');
    expect(minHash(`${text.toUpperCase().replaceAll(' ', ', \n')}!`)).toEqual(minHash(text));
  });

  it('estimates the Jaccard index of shingles of three words', () => {
    // 400 words each, of which the first 300 are the same: 298 of 498 shingles.
    const common = words(0, 300);
    const estimates = Array.from({ length: 30 }, (_, i) => {
      const head = common.map((word) => `${word}x${i}`);
      const [a, b] = [10_000, 20_000].map((from) => minHash([...head, ...words(from, 100)].join(' '))!);
      return similarity(a!, b!);
    });
    const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
    expect(mean).toBeCloseTo(298 / 498, 1);
    for (const estimate of estimates) expect(Math.abs(estimate - 298 / 498)).toBeLessThan(0.2);
  });

  it('takes five characters at a time where words are not spaced', () => {
    const characters = Array.from({ length: 120 }, (_, i) => String.fromCharCode(0x4e00 + i * 7));
    const text = characters.join('');
    expect(
      similarity(minHash(text)!, minHash(`${characters.slice(0, 60).join('')}，${characters.slice(60).join('')}。`)!),
    ).toBe(1);
    const swapped = [...characters.slice(60), ...characters.slice(0, 60)].join('');
    expect(similarity(minHash(text)!, minHash(swapped)!)).toBeGreaterThan(0.8);
    expect(similarity(minHash(text)!, minHash([...characters].reverse().join(''))!)).toBeLessThan(0.1);
  });

  it('is missing where the text is too short', () => {
    expect(minHash('')).toBeUndefined();
    expect(minHash(words(0, 25).join(' '))).toBeUndefined();
    expect(minHash(words(0, 26).join(' '))).toHaveLength(signatureLength);
  });

  it('of unlike texts is unlike', () => {
    expect(similarity(minHash(words(0, 200).join(' '))!, minHash(words(1000, 200).join(' '))!)).toBeLessThan(0.05);
  });

  it('exists for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const signature = minHash(text);
        expect(minHash(text)).toEqual(signature);
        if (signature !== undefined) expect(similarity(signature, signature)).toBe(1);
      }),
    );
  });

  it('is cut into whole bands', () => {
    expect(bandCount * bandLength).toBeLessThanOrEqual(signatureLength);
    expect(() => similarity(new Uint16Array(3), new Uint16Array(3))).toThrow(RangeError);
  });
});

it('sets grow together under their least member', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 40 }), (joins) => {
      const sets = new DisjointSets(20);
      let groups = Array.from({ length: 20 }, (_, member) => [member]);
      for (const [a, b] of joins) {
        sets.join(a, b);
        const [first, second] = [a, b].map((member) => groups.find((group) => group.includes(member))!);
        if (first === second) continue;
        groups = [...groups.filter((group) => group !== first && group !== second), [...first!, ...second!]];
      }
      for (const group of groups) for (const member of group) expect(sets.find(member)).toBe(Math.min(...group));
    }),
  );
});

it('signatures are similar exactly where their similarity is large enough', () => {
  const value = fc.uint8Array({ minLength: signatureLength, maxLength: signatureLength, max: 1 });
  fc.assert(
    fc.property(value, value, fc.integer({ min: 0, max: signatureLength }), (a, b, equal) => {
      const both = Uint16Array.from([...a, ...b]);
      const found = similarity(Uint16Array.from(a), Uint16Array.from(b));
      expect(areSimilar(both, 0, 1, found)).toBe(true);
      expect(areSimilar(both, 1, 0, found + 0.5 / signatureLength)).toBe(false);
      expect(areSimilar(both, 0, 1, equal / signatureLength)).toBe(found >= equal / signatureLength);
    }),
  );
});
