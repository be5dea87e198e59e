import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { defaultLimits, lengthInWords, passagesOf, sentences } from '../../src/kernels/passage.ts';
import type { PassageLimits } from '../../src/kernels/passage.ts';

const sentence = {
  en: 'The ferry to the island left the harbour late again.',
  ru: 'Паром на остров снова вышел из гавани с большим опозданием.',
  uk: 'Пором на острів знову вийшов із гавані з великим запізненням.',
  zh: '开往岛上的渡轮今天又晚点离开了港口。',
};
const languages = ['en', 'ru', 'uk', 'zh'] as const;

/** Letters and digits of a text, in order. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

describe('sentences', () => {
  test.each([
    ['en', 'It cost 3.5 million. Nobody paid.', ['It cost 3.5 million.', 'Nobody paid.']],
    ['en', 'He met U.S. officials. They left.', ['He met U.S. officials.', 'They left.']],
    ['en', 'The U.S. Navy sailed. It rained.', ['The U.S. Navy sailed.', 'It rained.']],
    ['en', 'She lives in the U.S. The house is old.', ['She lives in the U.S.', 'The house is old.']],
    ['en', 'Mr. Smith and J. R. Jones met Gov. Brown.', ['Mr. Smith and J. R. Jones met Gov. Brown.']],
    ['en', 'So did I. Then we left.', ['So did I.', 'Then we left.']],
    ['en', '“Yes.” “No!” he said.', ['“Yes.”', '“No!”', 'he said.']],
    ['ru', 'В 2021 г. Москва закрыла ул. Ленина. Шёл снег.', ['В 2021 г. Москва закрыла ул. Ленина.', 'Шёл снег.']],
    ['ru', 'Ущерб 3,5 млн. Рублей нет. А. С. Пушкин.', ['Ущерб 3,5 млн. Рублей нет.', 'А. С. Пушкин.']],
    ['ru', 'Он сказал: «Да». Она ушла.', ['Он сказал: «Да».', 'Она ушла.']],
    ['uk', 'Він мовив: „Так.“ Потім пішов.', ['Він мовив: „Так.“', 'Потім пішов.']],
    ['uk', 'Це вул. Шевченка у м. Києві. Йде дощ.', ['Це вул. Шевченка у м. Києві.', 'Йде дощ.']],
    ['zh', '他说：“好。”然后走了。', ['他说：“好。”', '然后走了。']],
    ['zh', '他走了。“真的吗？”她问。', ['他走了。', '“真的吗？”', '她问。']],
    ['zh', '价格是3.5元！！！没人买？', ['价格是3.5元！！！', '没人买？']],
  ])('%s: %s', (language, text, expected) => {
    expect(sentences(text, language)).toEqual(expected);
  });

  it('joins a fragment without a letter or digit to the sentence before', () => {
    expect(sentences('It is over. … ! Go home.', 'en').map(letters)).toEqual(['Itisover', 'Gohome']);
  });

  it('finds the same sentences in a text of many windows as in each of its parts', () => {
    const parts = Array.from({ length: 900 }, (_, i) => `${sentence.en.slice(0, 10 + (i % 40))} ${i}!`);
    expect(sentences(parts.join(' '), 'en')).toEqual(parts);
  });

  it('knows no language tag it must fail on', () => {
    for (const language of ['und', '', 'x', 'zh-Hans', '??', 'qqq'])
      expect(sentences('One. Two.', language)).toEqual(['One.', 'Two.']);
  });
});

describe('lengthInWords', () => {
  it('counts words, and a Chinese character for a part of one', () => {
    expect(lengthInWords("It's a well-known fact, isn’t it?")).toBe(6);
    expect(lengthInWords('中'.repeat(160))).toBe(100);
    expect(lengthInWords('GDP增长5%')).toBe(2 + (2 * 100) / 160);
    expect(lengthInWords(' … — !')).toBe(0);
  });

  it('counts a run without a space as several words', () => {
    expect(lengthInWords('a'.repeat(24))).toBe(1);
    expect(lengthInWords('a'.repeat(25))).toBe(2);
    expect(lengthInWords('!'.repeat(49))).toBe(2);
    expect(lengthInWords(' '.repeat(500))).toBe(0);
  });
});

describe('passagesOf', () => {
  test.each(languages)('%s: keeps sentences whole and within the limit', (language) => {
    const all = Array.from({ length: 60 }, () => sentence[language]);
    const passages = passagesOf(all.join(language === 'zh' ? '' : ' '), language);
    expect(passages.length).toBeGreaterThan(2);
    for (const passage of passages) {
      expect(lengthInWords(passage)).toBeLessThanOrEqual(defaultLimits.words);
      expect(new Set(sentences(passage, language))).toEqual(new Set([sentence[language]]));
    }
    expect(passages.flatMap((passage) => sentences(passage, language))).toEqual(all);
  });

  it('cuts a long paragraph into the fewest parts, equal in length', () => {
    const ten = 'One two three four five six seven eight nine ten.';
    const text = Array.from({ length: 11 }, () => ten).join(' ');
    expect(passagesOf(text, 'en').map((passage) => lengthInWords(passage))).toEqual([60, 50]);
  });

  it('never crosses paragraphs that are long enough', () => {
    const paragraph = `${sentence.en} ${sentence.en}`;
    expect(passagesOf(`${paragraph}\n${paragraph}\n\n${paragraph}`, 'en')).toEqual([paragraph, paragraph, paragraph]);
  });

  it('joins a tiny paragraph to the next one, and a last one to the one before', () => {
    const paragraph = `${sentence.en} ${sentence.en}`;
    expect(passagesOf(`Breaking\n${paragraph}\nRead more`, 'en')).toEqual([`Breaking ${paragraph} Read more`]);
    expect(passagesOf('One\nTwo', 'en')).toEqual(['One Two']);
    expect(passagesOf(`Breaking\n${paragraph}`, 'en', { ...defaultLimits, tinyWords: 0 })).toEqual([
      'Breaking',
      paragraph,
    ]);
  });

  it('joins Chinese sentences without a space', () => {
    const text = '渡轮今天又晚点了。“真的吗？”她问。';
    expect(passagesOf(text, 'zh')).toEqual([text]);
  });

  it('gives nothing for a text without letters or digits', () => {
    for (const text of ['', ' \n ', '!!!\n…\n👍👍', '。'.repeat(5000)]) expect(passagesOf(text, 'en')).toEqual([]);
  });

  it('cuts a sentence above the limit behind marks or spaces', () => {
    const words = Array.from({ length: 250 }, (_, i) => `word${i}`);
    const passages = passagesOf(`${words.join(' ')}.`, 'en');
    expect(passages.flatMap((passage) => passage.replace('.', '').split(' '))).toEqual(words);
    const clauses = Array.from({ length: 40 }, () => '渡轮今天又晚点了');
    for (const passage of passagesOf(`${clauses.join('，')}。`, 'zh')) expect(passage).toMatch(/[，。]$/u);
  });
});

describe('nothing is lost and no limit is broken', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        'Б',
        '中',
        '々',
        ' ',
        '\n',
        '.',
        '。',
        '，',
        ',',
        '“',
        '”',
        '3',
        '́',
        '👍',
        '\u{1f1fa}',
        '\ud800',
        '\u0000',
        '#',
        '-',
        'I',
        'г',
      ),
      maxLength: 300,
    }),
    fc.constantFrom(
      ...Object.values(sentence),
      'U.S. ',
      'г. ',
      '3.5',
      'a'.repeat(700),
      '中'.repeat(400),
      'a中'.repeat(200),
    ),
  );
  const text = fc.array(odd, { maxLength: 8 }).map((parts) => parts.join(''));
  const limits: fc.Arbitrary<PassageLimits> = fc.record({
    words: fc.integer({ min: 10, max: 300 }),
    characters: fc.integer({ min: 16, max: 480 }),
    tinyWords: fc.integer({ min: 0, max: 100 }),
  });

  it.each(languages)('%s', (language) => {
    fc.assert(
      fc.property(text, limits, (value, limit) => {
        const passages = passagesOf(value, language, limit);
        expect(letters(passages.join(''))).toBe(letters(value));
        for (const passage of passages) {
          expect(passage.trim()).not.toBe('');
          expect(letters(passage)).not.toBe('');
          expect(lengthInWords(passage, limit)).toBeLessThanOrEqual(limit.words + 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a megabyte on one line takes seconds at most', () => {
  const megabyte = (unit: string): string => unit.repeat(Math.ceil(1e6 / unit.length));
  test.each([
    ['without a break', megabyte('a')],
    ['Chinese without a mark', megabyte('中')],
    ['alternating scripts', megabyte('a中')],
    ['words', megabyte('word ')],
    ['clauses', megabyte('中国，')],
    ['short sentences', megabyte('It ends. ')],
    ['numbered points', megabyte('1. ')],
    ['Chinese sentences', megabyte('中国。')],
    ['questions', megabyte('a? ')],
    ['marks', `a${megabyte('!')}`],
    ['commas', `a${megabyte(',')}`],
  ])('%s', (_, text) => {
    const started = performance.now();
    const passages = passagesOf(text, 'en');
    // Around half a second; the machine may be busy.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(letters(passages.join('')).length).toBe(letters(text).length);
    for (const passage of passages) expect(passage.length).toBeLessThan(3000);
  });
});
