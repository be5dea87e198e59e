import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { continueCorpus, generate, storiesFor } from '../../bench/generate.ts';
import { inventMaterial, readMaterial } from '../../bench/material.ts';
import { languages } from '../../bench/sentences.ts';
import { passagesOf } from '../../src/kernels/passage.ts';

interface Article {
  id: string;
  title: string;
  text: string;
  language: string;
  ecosystem: string;
  site: string;
  published_at?: string;
}

interface Truth {
  item: string;
  story: string;
  passages?: number[];
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'crosscurrent-generate-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function read<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

const corpus = { posts: 600, articles: 3000, seed: 5, candidates: 0.1 };
const material = inventMaterial(storiesFor(corpus.posts), corpus.seed);

test('the same parameters give the same bytes, another seed others', async () => {
  const [first, second, other] = [folder(), folder(), folder()];
  await generate(corpus, material, first);
  await generate(corpus, inventMaterial(storiesFor(corpus.posts), corpus.seed), second);
  await generate({ ...corpus, seed: 6 }, material, other);
  for (const name of ['posts.ndjson', 'articles.ndjson', 'truth.ndjson']) {
    const bytes = readFileSync(join(first, name));
    expect(readFileSync(join(second, name)).equals(bytes)).toBe(true);
    expect(readFileSync(join(other, name)).equals(bytes)).toBe(false);
  }
});

test('further articles are those a larger corpus would have', async () => {
  const [part, whole] = [folder(), folder()];
  await continueCorpus(corpus, material, part, 200);
  await generate({ ...corpus, articles: 3200 }, material, whole);
  expect(read(join(part, 'articles-200.ndjson'))).toEqual(read(join(whole, 'articles.ndjson')).slice(3000));
});

test('sizes and rates are as asked', async () => {
  const out = folder();
  const paths = await generate(corpus, material, out);
  const articles = read<Article>(paths.articles);
  const truth = read<Truth>(paths.truth);
  const passages = articles.map(({ title, text, language }) => passagesOf(`${title}\n${text}`, language));
  const count = passages.reduce((sum, { length }) => sum + length, 0);
  expect(count / articles.length).toBeGreaterThan(2.7);
  expect(count / articles.length).toBeLessThan(3.3);
  const telling = truth.reduce((sum, { passages: told }) => sum + (told?.length ?? 0), 0);
  expect(telling / count).toBeGreaterThan(0.085);
  expect(telling / count).toBeLessThan(0.115);
  expect(new Set(articles.map(({ ecosystem }) => ecosystem)).size).toBe(4);
  expect(new Set(articles.map(({ site }) => site)).size).toBeGreaterThan(400);
  const copies = articles.length - new Set(articles.map(({ title, text }) => title + text)).size;
  expect(copies / articles.length).toBeGreaterThan(0.015);
  expect(copies / articles.length).toBeLessThan(0.05);
  expect(articles.filter(({ published_at }) => published_at === undefined).length).toBeGreaterThan(50);
});

test('the passages named in the truth hold facts of the story', async () => {
  const paths = await generate(corpus, material, folder());
  const byId = new Map(read<Article>(paths.articles).map((article) => [`article:${article.id}`, article]));
  const told = read<Truth>(paths.truth).filter(({ passages }) => passages !== undefined);
  expect(told.length).toBeGreaterThan(100);
  for (const { item, story, passages } of told) {
    const { text, language } = byId.get(item)!;
    const facts = material.stories[Number(story.slice(1))]!.map((fact) => fact[language as 'en']);
    for (const [place, paragraph] of text.split('\n').entries())
      expect(facts.some((fact) => paragraph.includes(fact))).toBe(passages!.includes(place));
  }
});

test('sentences and parallel segments can be read from files', async () => {
  const source = folder();
  for (const language of languages) {
    const lines = Array.from({ length: 400 }, (_, place) => `Line number ${place} of the language ${language}`);
    writeFileSync(join(source, `${language}.txt.gz`), gzipSync(lines.join('\n')));
  }
  const segments = Array.from({ length: 40 }, (_, id) =>
    JSON.stringify({ id, en: `Segment ${id}.`, zh: `第${id}段。`, ru: `Отрывок ${id}.`, uk: `Уривок ${id}.` }),
  );
  writeFileSync(join(source, 'parallel.jsonl'), segments.join('\n'));
  const given = await readMaterial(source, join(source, 'parallel.jsonl'), 50, 1);
  expect(given.stories.flat()).toHaveLength(40);
  expect(given.chatter).toHaveLength(50);
  expect(given.background.zh).toHaveLength(350);
  expect(given.background.en[0]).toBe('Line number 0 of the language en.');
  const paths = await generate({ posts: 50, articles: 200, seed: 1, candidates: 0.2 }, given, folder());
  expect(read(paths.articles)).toHaveLength(200);
});

test('a rate above the limit is refused', async () => {
  await expect(generate({ ...corpus, candidates: 0.5 }, material, folder())).rejects.toThrow(RangeError);
});
