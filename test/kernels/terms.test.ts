import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, longestTerm, queryTermsOf, termsOf } from '../../src/kernels/terms.ts';

const found = (text: string): string[] => termsOf(text).map(({ term }) => term);

test('words of alphabets are folded and stemmed, whatever the language of the text', () => {
  expect(found('The Straits’ closing, café F-16s')).toEqual(['the', 'strait', 'closing', 'cafe', 'f', '16s']);
  expect(found('Войны войной ВОЙНЕ война́')).toEqual(['войн', 'войн', 'войн', 'войн']);
  expect(found('ёлка елка ґанок ганок')).toEqual(['елк', 'елк', 'ганок', 'ганок']);
  expect(found("м'ясо м’ясо мʼясо")).toEqual(['мяс', 'мяс', 'мяс']);
});

test('Chinese becomes pairs of characters, and the last character of a run', () => {
  expect(found('北约东扩')).toEqual(['北约', '约东', '东扩', '扩']);
  expect(found('俄')).toEqual(['俄']);
  expect(found('在NATO说5G')).toEqual(['在', 'nato', '说', '5g']);
});

test('a single character of a query asks for everything that begins with it, and finds each occurrence once', () => {
  expect(queryTermsOf('俄 NATO 北约').map(({ term, isPrefix }) => [term, isPrefix])).toEqual([
    ['俄', true],
    ['nato', false],
    ['北约', false],
  ]);
  const text = '俄罗斯说俄';
  const prefixed = termsOf(text).filter(({ term }) => term.startsWith('俄'));
  expect(prefixed.map(({ start }) => start)).toEqual([0, 4]);
});

test('invisible characters inside a word do not hide it', () => {
  expect(found('bio\u200blab\u00ads')).toEqual(['biolab']);
  expect(found('北\u200b约')).toEqual(['北约', '约']);
});

test('compatibility forms are ordinary ones', () => {
  expect(fold('ＮＡＴＯ')).toBe('nato');
  expect(fold('ﬁnal')).toBe('final');
});

test('a word without end is cut, never inside a character', () => {
  const [term] = found('𝒳'.repeat(10_000));
  expect(term!.length).toBeLessThanOrEqual(longestTerm);
  expect(term!.isWellFormed()).toBe(true);
  expect(found('𠀀'.repeat(100))).toHaveLength(100);
});

test('terms stand where they say, in order, for any text', () => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('俄', '北', 'ж', 'ё', 'й', 'a', 's', "'", '\u200b', '\ud83d\ude00', '\0', '<', ' ', '𠀀'),
  );
  fc.assert(
    fc.property(fc.array(character, { maxLength: 60 }), (characters) => {
      const text = characters.join('');
      let last = 0;
      for (const { term, start, end } of termsOf(text)) {
        expect(term).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        // No end of a stretch cuts a character in two.
        if (text.isWellFormed()) expect(text.slice(start, end).isWellFormed()).toBe(true);
        last = start;
      }
    }),
    { numRuns: 500 },
  );
});

test('what a text holds, a query of it finds', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[а-яёіїєґ俄罗斯北约a-z0-9 .,’-]{1,60}$/u), (text) => {
      const held = new Set(found(text));
      for (const { term, isPrefix } of queryTermsOf(text)) {
        expect(held.has(term) || (isPrefix && [...held].some((one) => one.startsWith(term)))).toBe(true);
      }
    }),
  );
});
