import { assert, array, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { sentences } from '../../src/kernels/passage.ts';
import { Places } from '../../src/server/item/sentence-places.ts';

const spaceless = (text: string): string => text.replaceAll(/\s+/gu, '');

test('a piece is found whatever white space lies in it, and the next one behind it', () => {
  const text = 'One.  Two\nthree. One. ';
  const found = new Places(text).ofAll(['One.', 'Two three.', 'One.', 'Four.']);
  expect(found.map((place) => place && text.slice(place.from, place.to))).toEqual([
    'One.',
    'Two\nthree.',
    'One.',
    undefined,
  ]);
  expect(found[2]?.from).toBe(17);
  expect(new Places('a').of(' ')).toBeUndefined();
});

test('every sentence of a passage stands in it, in order and apart', () => {
  const parts = array(
    constantFrom(
      'Мост закрыт',
      ' ',
      '.',
      '！',
      '\n',
      '桥梁关闭。',
      'Mr. Smith said “no”. ',
      '…',
      'U.S. ',
      '😀',
      '\u3000',
    ),
    { maxLength: 30 },
  );
  assert(
    property(parts, constantFrom('zh', 'ru', 'en', 'und'), (found, language) => {
      const text = found.join('');
      const pieces = sentences(text, language);
      let end = 0;
      new Places(text).ofAll(pieces).forEach((place, index) => {
        expect(place).toBeDefined();
        expect(place!.from).toBeGreaterThanOrEqual(end);
        expect(spaceless(text.slice(place!.from, place!.to))).toBe(spaceless(pieces[index]!));
        end = place!.to;
      });
    }),
  );
});
