import { describe, expect, it, test } from 'vitest';
import { keywords, wordsOf } from '../../src/kernels/keywords.ts';

const sets = (...texts: string[]): Set<string>[] => texts.map((text) => new Set(text.split(' ').filter(Boolean)));

describe('wordsOf', () => {
  test.each([
    ['en', "The STRAIT's closed, the strait’s shut — a 42nd x", ["strait's", 'strait’s', 'the', 'closed', 'shut']],
    ['ru', 'Пролив закрыт. Ёлка в 2022 году', ['пролив', 'закрыт', 'ёлка', 'году']],
    ['uk', 'Об’єкт і під’їзд', ['об’єкт', 'під’їзд']],
    ['zh', '海峡已经关闭，海峡很窄', ['海峡', '已经', '关闭']],
    ['und', 'One two', ['one', 'two']],
  ])('%s: %s', (language, text, expected) => {
    expect([...wordsOf(text, language)].sort()).toEqual([...expected].sort());
  });

  it('takes full-width forms for the plain ones', () => {
    expect([...wordsOf('ＮＡＴＯ', 'en')]).toEqual(['nato']);
  });

  it('takes what is no language for English', () => {
    expect([...wordsOf('a strait', '"><x')]).toEqual(['strait']);
  });
});

describe('keywords', () => {
  it('orders by PMI with counts smoothed by one, and asks for one bit', () => {
    // Group 0: three passages of eight. log2((count + 1)(8 + 1) / ((overall + 1)(3 + 1))):
    // strait 3 of 3 and mine 2 of 2 → log2(9 / 4) = 1.17; wide 2 of 3 → log2(27 / 16) = 0.75; the → 0.
    const others = Array.from({ length: 5 }, (_, i) => `the cable${i === 0 ? ' wide' : ''}`);
    const words = sets('the strait mine', 'the strait mine wide', 'the strait wide', ...others);
    // Equal PMI: the higher count first. cable 5 of 5 → log2(54 / 36) = 0.58.
    expect(keywords(words, [0, 0, 0, 1, 1, 1, 1, 1], 2, 10)).toEqual([['strait', 'mine'], []]);
    // Seven passages instead of eight: log2(4 · 8 / (4 · 4)) is 1, just enough.
    expect(keywords(words.slice(0, 7), [0, 0, 0, 1, 1, 1, 1], 2, 1)).toEqual([['strait'], []]);
    expect(keywords(words.slice(0, 6), [0, 0, 0, 1, 1, 1], 2, 1)).toEqual([[], []]);
  });

  it('breaks ties by count, then by code unit', () => {
    const rest = ['e', 'f', 'g', 'h', 'i', 'j'];
    const words = sets('b a', 'b a', 'c d', 'd c', ...rest);
    expect(keywords(words, [0, 0, 1, 1, ...rest.map((_, i) => i + 2)], 8, 10).slice(0, 2)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('asks for two passages, and a fifth of them, where there are as many', () => {
    const twelve = Array.from(
      { length: 12 },
      (_, i) => `all${i < 3 ? ' three' : ''}${i < 2 ? ' two' : ''}${i < 1 ? ' one' : ''}`,
    );
    const rest = Array.from({ length: 30 }, (_, i) => `lonely${i}`);
    const labels = [...Array<number>(12).fill(0), ...rest.map((_, i) => i + 1)];
    const [found, single] = keywords(sets(...twelve, ...rest), labels, 31, 10);
    expect(found).toEqual(['all', 'three']); // two stands in less than 12 / 5
    expect(single).toEqual(['lonely0']);
  });

  it('keeps the limit, and gives an empty group nothing', () => {
    const words = sets('a b c', 'a b c', 'd', 'e', 'f', 'g');
    expect(keywords(words, [1, 1, 2, 2, 2, 2], 3, 2)).toEqual([[], ['a', 'b'], []]);
    expect(keywords([], [], 2, 5)).toEqual([[], []]);
    expect(keywords(words, [1, 1, 2, 2, 2, 2], 3, 0)).toEqual([[], [], []]);
  });

  it('does not depend on the order of the passages', () => {
    const words = sets('a b', 'a c', 'b c d', 'd e', 'e a', 'e d');
    const labels = [0, 0, 1, 1, 0, 1];
    const order = [5, 2, 0, 4, 1, 3];
    expect(
      keywords(
        order.map((i) => words[i]!),
        order.map((i) => labels[i]!),
        2,
        9,
      ),
    ).toEqual(keywords(words, labels, 2, 9));
  });

  it('throws a RangeError where labels do not fit', () => {
    expect(() => keywords(sets('a'), [0, 1], 2, 5)).toThrow(RangeError);
    expect(() => keywords(sets('a'), [2], 2, 5)).toThrow(RangeError);
    expect(() => keywords(sets('a'), [-1], 2, 5)).toThrow(RangeError);
  });
});
