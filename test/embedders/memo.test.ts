import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Embedder } from '../../src/embedders/embedder.ts';
import { memoFiles, VectorMemo } from '../../src/embedders/memo.ts';
import { normaliseRows } from '../../src/kernels/vectors.ts';

let folder: string;
let asked: string[];
/** Turns the first letters of a text into a vector, and remembers what it was asked. */
const embedder: Embedder = {
  id: 'letters',
  hash: 'letters',
  dimensions: 3,
  languages: [],
  maxTokens: 100,
  async embed(texts) {
    asked.push(...texts);
    return normaliseRows(
      Float32Array.from(texts.flatMap((text) => [0, 1, 2].map((at) => text.charCodeAt(at) - 96))),
      3,
    );
  },
  async close() {},
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crosscurrent-'));
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('embeds each text once, and gives the same vectors before and after it was saved', async () => {
  const path = join(folder, 'memo.npy');
  const memo = await VectorMemo.open(path, embedder);
  const first = await memo.vectorsOf(['abc', 'cab', 'abc']);
  expect(asked).toEqual(['abc', 'cab']);
  expect(first.data.slice(0, 3)).toEqual(first.data.slice(6, 9));
  await memo.save();
  const again = await VectorMemo.open(path, embedder);
  expect(await again.vectorsOf(['abc', 'cab', 'abc'])).toEqual(first);
  expect(again.added).toBe(0);
  expect((await again.vectorsOf(['cab', 'bca'])).data.slice(0, 3)).toEqual(first.data.slice(3, 6));
  expect(asked).toEqual(['abc', 'cab', 'bca']);
});

it('is empty where its files do not belong together', async () => {
  const path = join(folder, 'memo.npy');
  const memo = await VectorMemo.open(path, embedder);
  await memo.vectorsOf(['abc']);
  await memo.save();
  const older = await VectorMemo.open(path, embedder);
  await older.vectorsOf(['bca']);
  await older.save();
  rmSync(memoFiles(path)[1]!);
  const fresh = await VectorMemo.open(path, embedder);
  asked = [];
  await fresh.vectorsOf(['abc']);
  expect(asked).toEqual(['abc']);
});

it('gives no rows for no texts', async () => {
  const memo = await VectorMemo.open(join(folder, 'memo.npy'), embedder);
  expect((await memo.vectorsOf([])).rows).toBe(0);
});

it('takes from another memo what it does not know', async () => {
  const source = await VectorMemo.open(join(folder, 'source.npy'), embedder);
  const known = await source.vectorsOf(['abc']);
  asked = [];
  const memo = await VectorMemo.open(join(folder, 'memo.npy'), embedder, source);
  expect((await memo.vectorsOf(['cab', 'abc'])).data.slice(3)).toEqual(known.data);
  expect(asked).toEqual(['cab']);
});
