import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { formatsOf } from '../../src/wording/formats.ts';
import { interfaceLanguages } from '../../src/wording/languages.ts';
import { wordingOf } from '../../src/wording/wording.ts';
import { englishIn } from './english.ts';
import { literalsOf } from './literals.ts';

const others = interfaceLanguages.filter((language) => language !== 'en');

/** Every message of a catalogue with its path. */
function leaves(value: unknown, path = ''): [path: string, value: unknown][] {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, own]) => leaves(own, `${path}.${name}`))
    : [[path, value]];
}

function messages(language: (typeof interfaceLanguages)[number]): [path: string, value: unknown][] {
  const { formats: _formats, ...catalogue } = wordingOf(language);
  return leaves(catalogue);
}

test.each(others)('the catalogue of %s has the messages of the English one, and no others', (language) => {
  const shape = (all: [string, unknown][]): string[] => all.map(([path, value]) => `${path} ${typeof value}`).sort();
  expect(shape(messages(language))).toEqual(shape(messages('en')));
});

test.each(others)('no message of %s is the English one, or empty', (language) => {
  const english = new Map(messages('en'));
  // Names, symbols and words that the languages have in common.
  const common =
    /^[\s\d\p{P}\p{S}]*$|^(?:crosscurrent|SHA-256|F1|p|Weibo|Telegram|VK|X|Twitter|Bluesky|Mastodon|CSV|GEXF|PNG|Parquet|CooRTweet|4CAT|BERTopic)$/u;
  const same = messages(language).filter(
    ([path, value]) => value === english.get(path) || (typeof value === 'string' && value.trim() === ''),
  );
  expect(same.filter(([, value]) => typeof value === 'function' || !common.test(String(value)))).toEqual([]);
});

test('a text is found between its marks, with what is put in left out', () => {
  expect(
    literalsOf("const a = { b: (n) => `one ${n > 1 ? 'two' : c({ d: `three ${n}` })} four`, e: 'it\\'s' };"),
  ).toEqual(['one … four', 'two', 'three …', "it's"]);
  expect(englishIn('нарратив has no label')).toEqual(['has no label']);
  expect(englishIn('модель bundled-e5-small, Leskovec и Krause')).toEqual([]);
});

test.each(others)('no source of %s holds a run of English words', (language) => {
  const folder = join(packageRoot, 'src/wording', language);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const found = literalsOf(readFileSync(join(folder, file), 'utf8'));
    expect(found.flatMap(englishIn), file).toEqual([]);
    if (file !== 'index.ts' && file !== 'report/index.ts') expect(found.length, file).toBeGreaterThan(0);
  }
});

test('nouns take the form of their number', () => {
  const of = (language: 'uk' | 'ru', noun: 'narratives' | 'posts' | 'matchedArticles' | 'others'): string[] =>
    [1, 2, 5, 11, 21, 22, 112].map((n) => wordingOf(language).report.nouns[noun](n));
  expect(of('ru', 'narratives').join(', ')).toBe(
    '1 нарратив, 2 нарратива, 5 нарративов, 11 нарративов, 21 нарратив, 22 нарратива, 112 нарративов',
  );
  expect(of('ru', 'matchedArticles').slice(0, 3).join(', ')).toBe(
    '1 совпавшая статья, 2 совпавшие статьи, 5 совпавших статей',
  );
  expect(of('uk', 'posts').join(', ')).toBe(
    '1 допис, 2 дописи, 5 дописів, 11 дописів, 21 допис, 22 дописи, 112 дописів',
  );
  expect(of('uk', 'others').slice(0, 3).join(', ')).toBe('ще 1 інший, ще 2 інші, ще 5 інших');
  expect([1, 2].map((n) => wordingOf('en').report.nouns.posts(n))).toEqual(['1 post', '2 posts']);
  expect([1, 21].map((n) => wordingOf('zh').report.nouns.posts(n))).toEqual(['1 条帖子', '21 条帖子']);
});

test('verbs and cases follow the number too', () => {
  const { report: ru } = wordingOf('ru');
  const { report: uk } = wordingOf('uk');
  const told = [1, 2, 5, 21].map((n) =>
    ru.first.told(n + 20, n, [['Россия', n]], 0).replaceAll(/[\u00a0\u202f]/gu, ' '),
  );
  expect(told).toEqual([
    'Из 21 нарратива с совпадением доказанно первая медиасистема есть у 1 (4,8 %): Россия – 1.',
    'Из 22 нарративов с совпадением доказанно первая медиасистема есть у 2 (9,1 %): Россия – 2.',
    'Из 25 нарративов с совпадением доказанно первая медиасистема есть у 5 (20,0 %): Россия – 5.',
    'Из 41 нарратива с совпадением доказанно первая медиасистема есть у 21 (51,2 %): Россия – 21.',
  ]);
  expect([1, 2, 5, 21].map((n) => uk.network.found(n, n, undefined))).toEqual([
    'Порядок, у якому з’являлися наративи, пояснює 1 ребро між 1 сайтом.',
    'Порядок, у якому з’являлися наративи, пояснюють 2 ребра між 2 сайтами.',
    'Порядок, у якому з’являлися наративи, пояснюють 5 ребер між 5 сайтами.',
    'Порядок, у якому з’являлися наративи, пояснює 21 ребро між 21 сайтом.',
  ]);
  expect([1, 2, 5, 21].map((n) => ru.share.few(n).split(':')[0])).toEqual([
    'Совпала лишь 1 статья',
    'Совпали лишь 2 статьи',
    'Совпали лишь 5 статей',
    'Совпала лишь 21 статья',
  ]);
  expect([1.5, 5, 26, 49, 504].map((n) => ru.coverage.impaired([['США', null]], n).split(' – ')[0])).toEqual([
    'Часть статей датирована грубее чем до 1,5 часа',
    'Часть статей датирована грубее чем до 5 часов',
    'Часть статей датирована грубее чем до 26 часов',
    'Часть статей датирована грубее чем до 2 дней',
    'Часть статей датирована грубее чем до 21 дня',
  ]);
});

test('names of ecosystems stand in the right case, and unknown ones as they are', () => {
  const { share: ru, influence } = wordingOf('ru').report;
  const { share: uk, association } = wordingOf('uk').report;
  expect(ru.most('Украина', 2, 3)).toContain('опубликовала медиасистема Украины: 2 из 3');
  expect(ru.most('bloggers', 2, 3)).toContain('опубликовала медиасистема «bloggers»: 2 из 3');
  expect(influence.near(['Китай', 'США'])).toContain('интервалы медиасистем Китая и США');
  expect(uk.only('Росія')).toContain('опублікувала медіасистема Росії');
  expect(association.equal(['Китай', 'Україна'], [], false)).toContain('з медіасистемами Китаю і України');
});

test('sizes have the unit that needs the fewest digits', () => {
  const size = (language: 'en' | 'ru', bytes: number): string =>
    formatsOf(language).size(bytes).replaceAll('\u00a0', ' ');
  expect([0, 1, 199, 999, 5230, 12_345_678].map((bytes) => size('en', bytes))).toEqual([
    '0 bytes',
    '1 byte',
    '199 bytes',
    '999 bytes',
    '5.23 kB',
    '12.3 MB',
  ]);
  expect(size('ru', 199)).toBe('199 байт');
});

test('lengths of time are never in the wrong case', () => {
  expect([0.35, 14.2, 84].map((hours) => formatsOf('ru').duration(hours))).toEqual(['21 мин', '14,2 ч', '3,5 дня']);
  expect([0.35, 14.2, 84].map((hours) => formatsOf('uk').duration(hours))).toEqual(['21 хв', '14,2 год', '3,5 дня']);
  expect(wordingOf('ru').report.chance.range.between('21 мин', '3,5 дня')).toBe('от 21 мин до 3,5 дня');
});
