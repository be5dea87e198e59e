import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { bundledFolder, createEmbedder, describeEmbedder } from '../../src/embedders/create.ts';
import { batchesByLength, withoutSpecialTokens } from '../../src/embedders/onnx.ts';
import { exitCodes, UserError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/folder.ts';

/** A folder in the layout of transformers.js, with the bundled model. */
function modelFolder(): string {
  const folder = join(temporaryFolder(), 'model');
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(bundledFolder, file), join(folder, file));
  symlinkSync(join(bundledFolder, 'onnx/model_quantized.onnx'), join(folder, 'onnx/model_quantized.onnx'));
  return folder;
}

async function userError(opening: Promise<unknown>): Promise<UserError> {
  const error: unknown = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).exitCode).toBe(exitCodes.input);
  return error as UserError;
}

describe('a folder with a model', () => {
  it('is opened, and does what the bundled one does', async () => {
    const folder = modelFolder();
    const embedder = await createEmbedder({ onnx: folder, prefix: 'query: ' });
    const bundled = await createEmbedder('bundled');
    const text = 'The strait is closed to ships.';
    expect([...(await embedder.embed([text]))]).toEqual([...(await bundled.embed([text]))]);
    expect(await describeEmbedder({ onnx: folder, prefix: 'query: ' })).toEqual({
      id: embedder.id,
      hash: embedder.hash,
    });
    expect(embedder.id).toMatch(/^onnx-[0-9a-f]{12}-[0-9a-f]{6}$/);
    await Promise.all([embedder.close(), bundled.close()]);
  });

  it('is found beside the study', async () => {
    const folder = modelFolder();
    const { hash } = await describeEmbedder({ onnx: 'model' }, join(folder, '..'));
    expect(hash).toBe((await describeEmbedder({ onnx: folder })).hash);
  });

  it('has another id where texts are put to it in another way', async () => {
    const folder = modelFolder();
    const ids = await Promise.all(
      [{}, { prefix: 'query: ' }, { pooling: 'cls' as const }, { maxTokens: 128 }].map(
        async (options) => (await describeEmbedder({ onnx: folder, ...options })).id,
      ),
    );
    expect(new Set(ids).size).toBe(4);
  });

  it('may hold its model where it likes', async () => {
    const folder = modelFolder();
    renameSync(join(folder, 'onnx/model_quantized.onnx'), join(folder, 'small.onnx'));
    rmSync(join(folder, 'onnx'), { recursive: true });
    const embedder = await createEmbedder({ onnx: folder });
    expect(embedder.dimensions).toBe(384);
    await embedder.close();
    expect((await userError(createEmbedder({ onnx: folder, file: 'other.onnx' }))).message).toContain(
      join(folder, 'other.onnx'),
    );
  });
});

describe('what is missing is named', () => {
  it('the tokenizer', async () => {
    const folder = modelFolder();
    rmSync(join(folder, 'tokenizer.json'));
    expect((await userError(createEmbedder({ onnx: folder }))).message).toContain(join(folder, 'tokenizer.json'));
  });

  it('the model', async () => {
    const folder = modelFolder();
    rmSync(join(folder, 'onnx/model_quantized.onnx'));
    const error = await userError(createEmbedder({ onnx: folder }));
    expect(error.message).toContain(folder);
    expect(error.hint).toContain('onnx/model.onnx');
    await userError(describeEmbedder({ onnx: folder }));
  });

  it('the folder', async () => {
    const folder = join(temporaryFolder(), 'nowhere');
    expect((await userError(createEmbedder({ onnx: folder }))).message).toContain(folder);
  });

  test.each(['tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
    'a %s that cannot be read',
    async (file) => {
      const folder = modelFolder();
      rmSync(join(folder, file));
      writeFileSync(join(folder, file), '{ cut off');
      expect((await userError(createEmbedder({ onnx: folder }))).message).toContain(join(folder, file));
    },
  );
});

describe('texts', () => {
  it('cannot speak to the model', async () => {
    const folder = modelFolder();
    const path = join(folder, 'tokenizer.json');
    const definition = JSON.parse(readFileSync(path, 'utf8')) as object;
    const special = ['<s>', '</s>'].map((content, place) => ({
      id: place * 2,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    }));
    writeFileSync(path, JSON.stringify({ ...definition, added_tokens: special }));
    const embedder = await createEmbedder({ onnx: folder });
    const [said, split] = [
      await embedder.embed(['the <s> strait</s>']),
      await embedder.embed(['the < s> strait< /s>']),
    ];
    expect([...said]).toEqual([...split]);
    await embedder.close();
  });
});

describe('pieces', () => {
  it('batches by length, whatever the order', () => {
    const lengths = [500, 3, 4, 500, 500, 500, 500, 1, ...Array<number>(40).fill(10)];
    const batches = batchesByLength(
      lengths.map((length) => Array<number>(length).fill(0)),
      9000,
    );
    expect(batches.flat().sort((a, b) => a - b)).toEqual([...lengths.keys()]);
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(32);
      expect(batch.length * Math.max(...batch.map((row) => lengths[row]!))).toBeLessThanOrEqual(2048);
    }
    expect(batchesByLength([], 512)).toEqual([]);
    expect(batchesByLength([Array<number>(9000).fill(0)], 9000)).toEqual([[0]]);
  });

  it('breaks special tokens', () => {
    const special = ['<s>', '</s>', '<mask>', '[CLS]', 'x'];
    expect(withoutSpecialTokens('a <s> b </s><mask> [CLS] x', special)).toBe('a < s> b < /s>< mask> [ CLS] x');
    for (const text of ['<<s>s>', '<<mask>mask>']) {
      const safe = withoutSpecialTokens(text, special);
      for (const token of special.slice(0, 4)) expect(safe).not.toContain(token);
    }
  });
});
