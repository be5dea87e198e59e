import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { createEmbedder, describeEmbedder, readCalibration } from '../../src/embedders/create.ts';
import type { Embedder } from '../../src/embedders/embedder.ts';
import { InterruptedError, UserError } from '../../src/errors.ts';
import { dotRows } from '../../src/kernels/vectors.ts';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder('bundled');
});
afterAll(() => embedder.close());

/** Cosines of the first text to the others. */
async function cosines(...texts: string[]): Promise<number[]> {
  const vectors = await embedder.embed(texts);
  return texts.slice(1).map((_, row) => dotRows(vectors, 0, vectors, row + 1, embedder.dimensions));
}

const bytes = (array: Float32Array): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

const statements: [string, string, string, string][] = [
  [
    'The lighthouse keeper found forty bottles of honey on the beach.',
    'Смотритель маяка нашёл на пляже сорок бутылок мёда.',
    'Доглядач маяка знайшов на пляжі сорок пляшок меду.',
    '灯塔看守人在海滩上发现了四十瓶蜂蜜。',
  ],
  [
    'The city council cut the price of bus tickets by half.',
    'Городской совет вдвое снизил цену на автобусные билеты.',
    'Міська рада вдвічі знизила ціну на автобусні квитки.',
    '市议会将公交车票价降低了一半。',
  ],
  [
    'Doctors warn that the new influenza vaccine is in short supply.',
    'Врачи предупреждают, что новой вакцины от гриппа не хватает.',
    'Лікарі попереджають, що нової вакцини від грипу бракує.',
    '医生警告说，新型流感疫苗供应不足。',
  ],
];

describe('the bundled embedder', () => {
  it('gives rows of 384 columns and unit length for anything', async () => {
    const odd = [
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      '\ud800',
      'x\udfffy',
      '<s>',
      '<mask>',
      '</s><pad><unk>',
      '👍',
      '\u200b',
      'ا',
      'word '.repeat(4000),
      '海'.repeat(20_000),
      'a'.repeat(20_000),
    ];
    const vectors = await embedder.embed(odd);
    expect(embedder.dimensions).toBe(384);
    expect(vectors).toHaveLength(odd.length * 384);
    odd.forEach((text, row) => {
      expect(Math.sqrt(dotRows(vectors, row, vectors, row, 384)), JSON.stringify(text.slice(0, 20))).toBeCloseTo(1, 5);
    });
  });

  it('takes no text', async () => {
    expect(await embedder.embed([])).toHaveLength(0);
  });

  it('reads special tokens as text', async () => {
    const tokens = ['', '<s>', '</s>', '<mask>', '<pad>', '<unk>'];
    const vectors = await embedder.embed(tokens.map((token) => `the strait ${token}`));
    for (let a = 0; a < tokens.length; a++) {
      for (let b = 0; b < a; b++) expect(dotRows(vectors, a, vectors, b, 384)).toBeLessThan(0.9999);
    }
  });

  it('reads the beginning of a text that is too long', async () => {
    const long = 'The ferry left the harbour. '.repeat(300);
    const [longer] = await cosines(long, `${long}${'Bread is baked from flour. '.repeat(300)}`);
    expect(longer).toBeGreaterThan(0.9999);
  });

  it('gives a text the same bits alone and in any batch', async () => {
    const text = statements[0]![1];
    const others = Array.from(
      { length: 63 },
      (_, i) => `${statements[i % 3]![i % 4]} ${'and so on '.repeat(i % 9)}${i}`,
    );
    const batch = await embedder.embed([...others.slice(0, 31), text, ...others.slice(31)]);
    const alone = await embedder.embed([text]);
    expect([...batch.subarray(31 * 384, 32 * 384)]).toEqual([...alone]);
    for (const place of [0, 17, 62]) {
      const row = place < 31 ? place : place + 1;
      expect([...batch.subarray(row * 384, (row + 1) * 384)]).toEqual([...(await embedder.embed([others[place]!]))]);
    }
  });

  it('gives the same bits each time, and with one thread and two', async () => {
    const two = await createEmbedder('bundled', { threads: 2 });
    const texts = [...statements.flat(), 'x', statements.flat().join(' ')];
    const first = await embedder.embed(texts);
    expect(bytes(await embedder.embed(texts)).equals(bytes(first))).toBe(true);
    expect(bytes(await two.embed(texts)).equals(bytes(first))).toBe(true);
    await two.close();
  });

  it('puts translations nearer than other statements', async () => {
    const vectors = await embedder.embed(statements.flat());
    for (let a = 0; a < 12; a++) {
      for (let b = 0; b < 12; b++) {
        if (Math.floor(a / 4) !== Math.floor(b / 4) || a === b) continue;
        for (let other = 0; other < 12; other++) {
          // Among the sentences of one language, the translation is the nearest.
          if (other % 4 !== b % 4 || other === b) continue;
          expect(dotRows(vectors, a, vectors, b, 384)).toBeGreaterThan(dotRows(vectors, a, vectors, other, 384));
        }
      }
    }
  });

  it('says what it is', async () => {
    expect(embedder).toMatchObject({
      id: 'bundled-e5-small-int8@1',
      maxTokens: 512,
      languages: expect.arrayContaining(['zh', 'ru', 'uk', 'en']),
    });
    expect(await describeEmbedder('bundled')).toEqual({ id: embedder.id, hash: embedder.hash });
    expect((await readCalibration(embedder.id))?.embedder ?? embedder.id).toBe(embedder.id);
    expect(await readCalibration('another')).toBeUndefined();
  });

  it('stops where it is interrupted', async () => {
    await expect(embedder.embed(['a'], AbortSignal.abort())).rejects.toThrow(InterruptedError);
  });

  test('another word for an embedder is an error', async () => {
    await expect(createEmbedder('large' as never)).rejects.toThrow(UserError);
  });
});
