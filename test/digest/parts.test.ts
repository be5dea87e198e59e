import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, placeParts, plainSpaces } from '../../src/digest/parts.ts';

const text =
  'The minister is unable to say\nwhether 1.5 million left. “Don’t ask,” he said — anti-war voices too. 他不同意这个说法。';

test.each([
  ['unable to say whether'],
  ['is unable\tto   say'],
  ['1.5 million'],
  ['Don’t ask'],
  ['anti-war'],
  ['不同意'],
  ['The minister'],
  ['这个说法。'],
  ['voices too.'],
])('%j is a part', (part) => {
  expect(placeParts(text, [part])).toHaveLength(1);
});

test.each([
  ['able to say', /within a word/],
  ['5 million', /within a word/],
  ['1.', /within a word/],
  ['Don', /within a word/],
  ['war voices', /within a word/],
  ['t ask', /within a word/],
  ['is able to say', /does not stand in the passage/],
  ['Is unable', /does not stand in the passage/],
  ['   ', /is empty/],
])('%j is none', (part, why) => {
  expect(placeParts(text, [part])).toEqual({ part: 0, trouble: expect.stringMatching(why) });
});

test('parts stand in the order of the passage, and what lies between them is marked', () => {
  expect(placeParts(text, ['voices too', 'The minister'])).toMatchObject({ part: 1, trouble: /only before/ });
  expect(piecesOf(text, ['The minister is unable', 'he said'])).toEqual([
    { text: 'The minister is unable' },
    { omitted: true },
    { text: 'he said' },
    { omitted: true },
  ]);
  expect(piecesOf(text, [])).toEqual([{ text }]);
  expect(piecesOf(text, [text])).toEqual([{ text: plainSpaces(text) }]);
  expect(() => piecesOf(text, ['nothing of it'])).toThrow(RangeError);
});

test('the second place counts where the first cuts a word', () => {
  expect(placeParts('disable or able', ['able'])).toEqual([{ start: 11, end: 15 }]);
});

test('no part cuts a character in two', () => {
  expect(placeParts('a 👩‍👧 b', ['👩'])).toMatchObject({ trouble: /within/ });
  expect(placeParts('a 😀 b', ['\ud83d'])).toMatchObject({ trouble: /within/ });
  expect(placeParts('cafe\u0301 x', ['cafe'])).toMatchObject({ trouble: /within/ });
});

test('whole words of a text are always a part of it, and pieces are always its words', () => {
  const words = fc.array(fc.stringMatching(/^[a-zа-яё一-龥]{1,6}$/u), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), fc.constantFrom(' ', '\n', ' \t '), (list, a, b, space) => {
      const [from, to] = [a % list.length, b % list.length].sort((x, y) => x - y) as [number, number];
      const part = list.slice(from, to + 1).join(space);
      const pieces = piecesOf(list.join(' '), [part]);
      expect(pieces.flatMap((piece) => ('text' in piece ? [piece.text] : []))).toEqual([plainSpaces(part)]);
    }),
  );
});

test('what is placed is found there, letter for letter', () => {
  let placedOnes = 0;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(), fc.nat(), (whole, a, b) => {
      const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
      const part = whole.slice(from, to);
      const placed = placeParts(whole, [part]);
      if ('trouble' in placed) return;
      placedOnes += 1;
      const [{ start, end }] = placed as [{ start: number; end: number }];
      expect(plainSpaces(whole).slice(start, end)).toBe(plainSpaces(part));
    }),
    { numRuns: 1000 },
  );
  expect(placedOnes).toBeGreaterThan(100);
});
