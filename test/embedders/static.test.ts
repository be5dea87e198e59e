import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { createEmbedder, describeEmbedder, readCalibration, staticFolder } from '../../src/embedders/create.ts';
import { describeStatic, openStaticEmbedder } from '../../src/embedders/static.ts';
import { exitCodes, InterruptedError, UserError } from '../../src/errors.ts';
import { dotRows } from '../../src/kernels/vectors.ts';
import { writeNpyVector } from '../../src/store/npy.ts';
import { tinyColumns, tinyStaticModel } from '../support/static-model.ts';

async function userError(opening: Promise<unknown>): Promise<UserError> {
  const error: unknown = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).exitCode).toBe(exitCodes.input);
  return error as UserError;
}

const odd = ['', ' ', '\u0000', '\ud800', '<s>', '👍', '\u200b', 'ا', 'the '.repeat(4000), '海'.repeat(20_000)];

describe('a static model', () => {
  it('gives rows of unit length for anything', async () => {
    const embedder = await openStaticEmbedder({ folder: await tinyStaticModel() });
    const vectors = await embedder.embed(odd);
    expect(vectors).toHaveLength(odd.length * tinyColumns);
    odd.forEach((text, row) => {
      expect(dotRows(vectors, row, vectors, row, tinyColumns), JSON.stringify(text.slice(0, 9))).toBeCloseTo(1, 5);
    });
    expect(await embedder.embed([])).toHaveLength(0);
    await embedder.close();
  });

  it('gives a text without tokens the first unit vector', async () => {
    const embedder = await openStaticEmbedder({ folder: await tinyStaticModel() });
    expect([...(await embedder.embed([' \n']))]).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('gives a text the same bits in any batch', async () => {
    const folder = await tinyStaticModel();
    const embedder = await openStaticEmbedder({ folder });
    const texts = Array.from(
      { length: 1200 },
      (_, i) => `the ${'strait '.repeat(i % 7)}${'海峡,'.repeat(i % 5)}${i % 11}`,
    );
    const together = await embedder.embed(texts);
    const other = await openStaticEmbedder({ folder });
    for (const row of [0, 1, 511, 512, 513, 1199]) {
      const alone = await other.embed([texts[row]!]);
      expect([...together.subarray(row * tinyColumns, (row + 1) * tinyColumns)]).toEqual([...alone]);
    }
    const [a, b] = await Promise.all([embedder.embed(texts), embedder.embed(texts.toReversed())]);
    expect([...a]).toEqual([...together]);
    expect([...b.subarray(0, tinyColumns)]).toEqual([...together.subarray(-tinyColumns)]);
  });

  it('says what it is', async () => {
    const folder = await tinyStaticModel();
    const embedder = await openStaticEmbedder({ folder });
    expect(embedder).toMatchObject({ id: 'tiny-static@1', dimensions: tinyColumns, languages: ['en', 'zh'] });
    expect(await describeStatic({ folder })).toEqual({ id: embedder.id, hash: embedder.hash });
    expect(embedder.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await openStaticEmbedder({ folder, id: 'mine' })).id).toBe('mine');
    expect((await describeStatic({ folder, id: 'mine' })).id).toBe('mine');
  });

  it('stops where it is interrupted', async () => {
    const embedder = await openStaticEmbedder({ folder: await tinyStaticModel() });
    await expect(embedder.embed(['the'], AbortSignal.abort())).rejects.toThrow(InterruptedError);
    const controller = new AbortController();
    const stopped = embedder.embed(Array<string>(50_000).fill('the strait'), controller.signal);
    setImmediate(() => controller.abort());
    await expect(stopped).rejects.toThrow(InterruptedError);
  });
});

describe('what is wrong is named', () => {
  test.each(['embedder.json', 'tokenizer.json', 'vectors.npy', 'scales.npy', 'weights.npy'])(
    'a missing or broken %s',
    async (file) => {
      const folder = await tinyStaticModel();
      writeFileSync(join(folder, file), '{ cut off');
      expect((await userError(openStaticEmbedder({ folder }))).message).toContain(folder);
      rmSync(join(folder, file));
      expect((await userError(openStaticEmbedder({ folder }))).message).toContain(file);
    },
  );

  it('parts that do not fit each other', async () => {
    const folder = await tinyStaticModel();
    await writeNpyVector(join(folder, 'scales.npy'), new Float32Array(3));
    expect((await userError(openStaticEmbedder({ folder }))).message).toContain('3 scales');
    const path = join(folder, 'embedder.json');
    const card = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...card, dimensions: 7 }));
    expect((await userError(openStaticEmbedder({ folder }))).message).toContain('7 dimensions');
  });

  it('another type of tokenizer', async () => {
    const folder = await tinyStaticModel();
    writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({ model: { type: 'BPE', vocab: {} } }));
    expect((await userError(openStaticEmbedder({ folder }))).message).toContain('BPE');
  });
});

describe('the model that ships with the package', () => {
  const absent = !existsSync(join(staticFolder, 'embedder.json'));

  it('is said to be absent where it is', async ({ skip }) => {
    if (!absent) skip('models/static is there');
    expect((await userError(createEmbedder('static'))).message).toContain(staticFolder);
    await userError(describeEmbedder('static'));
  });

  it('is opened', async ({ skip }) => {
    if (absent) skip('models/static is not there');
    const embedder = await createEmbedder('static');
    expect(await describeEmbedder('static')).toEqual({ id: embedder.id, hash: embedder.hash });
    const vectors = await embedder.embed([
      'The lighthouse keeper found forty bottles of honey on the beach.',
      'Смотритель маяка нашёл на пляже сорок бутылок мёда.',
      'Городской совет вдвое снизил цену на автобусные билеты.',
      ...odd,
    ]);
    expect(vectors.every(Number.isFinite)).toBe(true);
    const [translation, another] = [1, 2].map((row) => dotRows(vectors, 0, vectors, row, embedder.dimensions));
    expect(translation).toBeGreaterThan(another!);
    expect((await readCalibration(embedder.id))?.embedder ?? embedder.id).toBe(embedder.id);
  });
});
