import { expect, test } from 'vitest';
import { stem } from '../../src/kernels/stem.ts';

test.each([
  ['Russian nouns', ['лаборатория', 'лаборатории', 'лабораторию', 'лабораторией', 'лабораториями', 'лабораторий']],
  ['Russian adjectives', ['военный', 'военного', 'военному', 'военным', 'военных', 'военная']],
  ['Ukrainian nouns', ['лабораторія', 'лабораторії', 'лабораторію', 'лабораторією', 'лабораторіями', 'лабораторій']],
  ['Ukrainian adjectives', ['український', 'українського', 'українському', 'українським', 'українських']],
  ['Ukrainian adjectives in -ов-', ['торговий', 'торгового', 'торгові', 'торгових', 'торговими']],
  ['Ukrainian abstract nouns', ['незалежність', 'незалежності', 'незалежністю']],
  ['names', ['путин', 'путина', 'путину', 'путиным', 'путине']],
  ['short words', ['буча', 'бучі', 'бучу', 'буче']],
])('%s have one stem', (_, forms) => {
  expect(new Set(forms.map(stem)).size).toBe(1);
});

test('English words lose their plural only', () => {
  expect(['labs', 'countries', 'places', 'sanctions', 'crisis', 'us', 'press', 'gas'].map(stem)).toEqual([
    'lab',
    'country',
    'place',
    'sanction',
    'crisi',
    'us',
    'press',
    'gas',
  ]);
});

test('nothing is taken off numbers, mixed words and other scripts, and three letters stay', () => {
  expect(['16', 'f16s', 'день1', '北约', 'مدينة', 'ось', 'ая'].map(stem)).toEqual([
    '16',
    'f16s',
    'день1',
    '北约',
    'مدينة',
    'ось',
    'ая',
  ]);
});
