import { expect, test } from 'vitest';
import { marksOf, tellingWords, unit, wordsOfQuery } from '../../src/search/words.ts';

const marked = (text: string, query: string, frequencies: Readonly<Record<string, number>>): string[] => {
  const words = wordsOfQuery(query);
  const weights = new Map(
    [...words.exact.keys()].map((term) => [term, Math.log(1 / (frequencies[term] ?? 0.01)) / unit]),
  );
  return marksOf(text, tellingWords(words, weights)).map(({ start, end }) => text.slice(start, end));
};

test('particles and words of every fifth passage are not marked beside rarer ones', () => {
  const text = 'The strait is mined by the navy.';
  expect(marked(text, 'the strait is mined', { the: 0.15, is: 0.08, strait: 0.1 })).toEqual(['strait', 'mined']);
  expect(marked(text, 'strait mined', { strait: 0.3 })).toEqual(['mined']);
});

test('short words that are rare, and all words where none is rare, are marked', () => {
  expect(marked('oil and gas', 'oil and gas', { and: 0.4 })).toEqual(['oil', 'gas']);
  expect(marked('to be', 'to be', { to: 0.5, be: 0.5 })).toEqual(['to', 'be']);
});

test('Chinese pairs are never short words', () => {
  expect(marked('海峡已关闭', '海峡', { 海峡: 0.1 })).toEqual(['海峡']);
});
