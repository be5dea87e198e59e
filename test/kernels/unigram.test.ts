import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { bundledFolder } from '../../src/embedders/create.ts';
import { openTokenizer } from '../../src/embedders/onnx.ts';
import type { TextTokenizer } from '../../src/embedders/onnx.ts';
import { normaliseText, unigram } from '../../src/kernels/unigram.ts';
import type { Unigram, Vocabulary } from '../../src/kernels/unigram.ts';
import { seeded } from '../support/random.ts';
import { tinyVocabulary } from '../support/static-model.ts';

const data = resolve('../shared/data');

const { model } = JSON.parse(readFileSync(join(bundledFolder, 'tokenizer.json'), 'utf8')) as {
  model: { vocab: Vocabulary; unk_id: number };
};
let ours: Unigram;
let theirs: TextTokenizer;
beforeAll(async () => {
  ours = unigram(model.vocab, model.unk_id);
  theirs = await openTokenizer(bundledFolder);
});

/** Texts to which the library gives other ids, the markers of beginning and end aside. */
function different(texts: Iterable<string>): string[] {
  return [...texts].filter((text) => ours.encode(text).join() !== theirs.encode(text).slice(1, -1).join());
}

describe('the same ids as @huggingface/tokenizers', () => {
  test.each([
    ['nothing', ['', ' ', '\n\t', '\u0000', '\u0001', '\u200B', '\uFEFF']],
    ['spaces', ['a b', ' a  b ', 'a\u00A0b\u3000c', 'a\u000Bb', 'a\u0085b', '▁', 'a▁b', '▁▁ ▁a', 'x\u2028y']],
    ['special tokens', ['<s>', '<s> a </s>', '<unk> ', '<pad> <mask>', 'a<s>b']],
    ['what NFKC changes', ['ﬁre', '，。：！', 'ＡＢＣ１２３', '①②', '¨', '´a', '㎏', 'é', 'ё', 'й', '…', '½']],
    ['the wide tilde', ['～', 'a～～b', '１～２', 'e～\u0301', '～ ～']],
    ['scripts without pieces', ['かな', '한국어 단어', 'العربية', '海かな峡', 'a ㍿ b', 'ｶﾞ', '中한中한한']],
    ['surrogate pairs', ['👍', '👍👍🏻', 'a👨‍👩‍👧b', '🇺🇦', '𠮷野家', '🦩🦩', '\u{10FFFF}']],
    ['broken pairs', ['\uD83D', '\uDC4D', 'a\uD83Db', '\uDC4D\uD83D', '\uD83D\uD83D\uDC4D']],
    [
      'words',
      ['The strait is closed.', '海峡已对船只关闭。', 'Пролив закрыт для судов.', 'Протоку закрито для суден.'],
    ],
    ['signs', ['https://example.org/a?b=c&d=1', '#тег @user 1,234.56 %', '"quoted" — ‘so’ «так»', 'C++/C#']],
  ])('for %s', (_, texts) => {
    expect(different(texts)).toEqual([]);
  });

  it('for runs of one character, whose segmentations tie', () => {
    const signs = [...'.!-=_*哈啊a1o0?—…а🙂👍～笑ㅋ'];
    expect(different(signs.flatMap((sign) => Array.from({ length: 70 }, (_, i) => sign.repeat(i + 1))))).toEqual([]);
  });

  it('for every character of the first two planes', () => {
    const texts = Array.from({ length: 0x2_0000 / 64 }, (_, line) =>
      Array.from({ length: 64 }, (_, i) => String.fromCodePoint(line * 64 + i))
        .map((character) => `${character}a${character}${character}`)
        .join(' '),
    );
    expect(different(texts)).toEqual([]);
  });

  it('for pieces and characters in any order', () => {
    const piece = fc.nat(model.vocab.length - 1).map((id) => model.vocab[id]![0]);
    const part = fc.oneof(
      { weight: 5, arbitrary: piece },
      { weight: 2, arbitrary: piece.map((text) => text.slice(1)) },
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(' ', '\n', '～', '\u0301', '\u200D', '<s>'),
      fc.tuple(piece, fc.integer({ min: 2, max: 6 })).map(([text, times]) => text.repeat(times)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(different([parts.join('')])).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('for sentences', ({ skip }) => {
    const random = seeded(3);
    for (const language of ['en', 'zh', 'ru', 'uk']) {
      const file = join(data, 'sentences', `${language}.txt.gz`);
      if (!existsSync(file)) skip(`${file} is not there: sentences are only compared where the reference data lies`);
      const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
      const some = Array.from({ length: 1500 }, () => lines[Math.floor(random() * lines.length)]!);
      expect(different(some)).toEqual([]);
    }
  }, 120_000);
});

describe('any vocabulary', () => {
  /** The best sum of scores over all segmentations of a word, by recursion. */
  function bestSum(word: readonly string[], scores: ReadonlyMap<string, number>, unknown: number, from = 0): number {
    if (from === word.length) return 0;
    let best = -Infinity;
    for (let end = from + 1; end <= word.length; end++) {
      const score = scores.get(word.slice(from, end).join('')) ?? (end === from + 1 ? unknown : undefined);
      if (score !== undefined) best = Math.max(best, score + bestSum(word, scores, unknown, end));
    }
    return best;
  }

  it('is cut into the pieces with the best sum', () => {
    const letters = fc.constantFrom('a', 'b', '海', '👍', 'q');
    const pieces = fc.uniqueArray(
      fc.array(fc.constantFrom('a', 'b', '海', '👍', '▁'), { minLength: 1, maxLength: 3 }).map((part) => part.join('')),
      { minLength: 1, maxLength: 15 },
    );
    fc.assert(
      fc.property(
        pieces,
        fc.array(letters, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: -9, max: -1 })),
        (found, word, scores) => {
          const vocabulary: [string, number][] = [['<unk> ', 0]];
          for (const piece of found) vocabulary.push([piece, scores.next().value as number]);
          const lowest = Math.min(...vocabulary.map(([, score]) => score)) - 10;
          const ids = [...unigram(vocabulary, 0).encode(word.join(''))];
          const best = bestSum(['▁', ...word], new Map(vocabulary.slice(1)), lowest);
          // A run of unknown characters is one id: the rest is a whole number of the lowest score.
          const known = ids.filter((id) => id !== 0).reduce((sum, id) => sum + vocabulary[id]![1], 0);
          const unknowns = (best - known) / lowest;
          expect(Math.abs(unknowns - Math.round(unknowns))).toBe(0);
          expect(unknowns >= ids.filter((id) => id === 0).length).toBe(true);
          ids.forEach((id, place) => expect(id === 0 && ids[place + 1] === 0).toBe(false));
        },
      ),
    );
  });

  it('gives known ids', () => {
    const { encode } = unigram(tinyVocabulary, 2);
    expect([...encode('the straits')]).toEqual([4, 5, 6]);
    expect([...encode('海峡,海x海')]).toEqual([3, 8, 10, 7, 2, 7]);
    expect([...encode('xyz q')]).toEqual([3, 2, 3, 2]);
    expect([...encode('')]).toEqual([]);
  });

  it('takes long words and texts, and gives the same again', () => {
    const { encode } = unigram(tinyVocabulary, 2);
    expect(encode('海峡'.repeat(200_000))).toHaveLength(200_001);
    expect(encode('s s '.repeat(100_000))).toHaveLength(400_000);
    expect(encode('x'.repeat(300_000))).toHaveLength(2);
    const texts = ['the straits', '海峡,海x海', 'the', 's'.repeat(29), 's'.repeat(30), 's'.repeat(31), 'x,'.repeat(9)];
    const first = texts.map((text) => encode(text).join());
    expect(texts.map((text) => encode(text).join())).toEqual(first);
    expect(texts.map((text) => unigram(tinyVocabulary, 2).encode(text).join())).toEqual(first);
  });

  it('has the piece for the unknown', () => {
    expect(() => unigram(tinyVocabulary, 99)).toThrow(RangeError);
  });

  it('does not have too many characters', () => {
    const many: Vocabulary = Array.from({ length: 1 << 14 }, (_, i) => [String.fromCharCode(0x4e00 + i), -1]);
    expect(() => unigram(many, 0)).toThrow(RangeError);
  });
});

describe('a normalised text', () => {
  it('has no space but the plain one, and no ▁', () => {
    const every = Array.from({ length: 0x11_0000 }, (_, point) => String.fromCodePoint(point));
    expect(every.filter((character) => /[\s▁]/u.test(normaliseText(character).replaceAll(' ', '')))).toEqual([]);
  });
});
