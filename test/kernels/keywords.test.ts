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
});

describe('keywords', () => {
  it('orders by PMI with counts smoothed by one', () => {
    // Group 0: 3 passages of 5. log2((c + 1)(5 + 1) / ((all + 1)(3 + 1))):
    // strait 3/3 → log2(6·4/(4·4)) = 0.585, the 3/5 → log2(24/24) = 0, mine 2/2 → log2(18/12) = 0.585.
    const words = sets('the strait mine', 'the strait mine', 'the strait', 'the cable', 'the cable');
    expect(keywords(words, [0, 0, 0, 1, 1], 2, 10)).toEqual([
      ['strait', 'mine', 'the'], // equal PMI: the higher count first
      ['cable', 'the'],
    ]);
  });

  it('breaks ties by count, then by code unit', () => {
    expect(keywords(sets('b a', 'b a', 'c d', 'd c'), [0, 0, 1, 1], 2, 10)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('asks for two passages, and a fifth of them, where there are as many', () => {
    const twelve = Array.from({ length: 12 }, (_, i) => `all${i < 3 ? ' three' : ''}${i < 2 ? ' two' : ''}${i < 1 ? ' one' : ''}`);
    const [found, single] = keywords(sets(...twelve, 'lonely'), [...Array<number>(12).fill(0), 1], 2, 10);
    expect(found).toEqual(['all', 'three']); // 2 < 12 / 5
    expect(single).toEqual(['lonely']);
  });

  it('keeps the limit, and gives an empty group nothing', () => {
    expect(keywords(sets('a b c', 'a b c'), [1, 1], 3, 2)).toEqual([[], ['a', 'b'], []]);
    expect(keywords([], [], 2, 5)).toEqual([[], []]);
    expect(keywords(sets('a'), [0], 1, 0)).toEqual([[]]);
  });

  it('does not depend on the order of the passages', () => {
    const words = sets('a b', 'a c', 'b c d', 'd e', 'e a', 'e d');
    const labels = [0, 0, 1, 1, 0, 1];
    const order = [5, 2, 0, 4, 1, 3];
    expect(keywords(order.map((i) => words[i]!), order.map((i) => labels[i]!), 2, 9)).toEqual(keywords(words, labels, 2, 9));
  });

  it('throws a RangeError where labels do not fit', () => {
    expect(() => keywords(sets('a'), [0, 1], 2, 5)).toThrow(RangeError);
    expect(() => keywords(sets('a'), [2], 2, 5)).toThrow(RangeError);
    expect(() => keywords(sets('a'), [-1], 2, 5)).toThrow(RangeError);
  });
});
