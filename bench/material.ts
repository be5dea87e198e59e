/** The sentences a corpus is put together from: stories in every language, and background per language. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { anyFact, anyTopic, languages, seededRandom, sentence } from './sentences.ts';
import type { Language } from './sentences.ts';

/** A fact of a story in every language. */
export type Told = Readonly<Record<Language, string>>;

/** What posts and articles are made of. All of it is held in memory; what is made of it is not. */
export interface Material {
  /** Facts of each story. */
  readonly stories: readonly (readonly Told[])[];
  /** Sentences of articles that tell no story. */
  readonly background: Readonly<Record<Language, readonly string[]>>;
  /** So many neighbours in the background are of one topic; infinite where topics are not known. */
  readonly topicLength: number;
  /** Chinese sentences of posts that tell no story; none of them is in `background`. */
  readonly chatter: readonly string[];
}

/** Topics of the invented background, for articles and for posts, and the sentences of one. */
const [backgroundTopics, chatterTopics, topicLength] = [400, 100, 100];

/** Facts of an invented story. */
const factsPerStory = 6;

/** Every eighth Chinese line is left to posts. */
const chatterEvery = 8;

/** Shortest and longest line that is taken, in characters. */
const [shortestLine, longestLine] = [12, 400];

/** Invented stories and background. */
export function inventMaterial(stories: number, seed: number): Material {
  const random = seededRandom(seed);
  const facts = (topics: number, language: Language): string[] =>
    Array.from({ length: topics }, () => anyTopic(random)).flatMap((topic) =>
      Array.from({ length: topicLength }, () => sentence(anyFact(random, topic), language)),
    );
  return {
    stories: Array.from({ length: stories }, () => {
      const topic = anyTopic(random);
      return Array.from({ length: factsPerStory }, () => {
        const fact = anyFact(random, topic);
        return Object.fromEntries(languages.map((language) => [language, sentence(fact, language)])) as unknown as Told;
      });
    }),
    background: Object.fromEntries(
      languages.map((language) => [language, facts(backgroundTopics, language)]),
    ) as unknown as Material['background'],
    topicLength,
    chatter: facts(chatterTopics, 'zh'),
  };
}

/**
 * Stories of one to three neighbouring segments of a file of parallel sentences (JSON lines with en,
 * zh, ru, uk), at most `stories`, and background from the lines of `{en,zh,ru,uk}.txt.gz` of a folder.
 */
export async function readMaterial(folder: string, parallel: string, stories: number, seed: number): Promise<Material> {
  const random = seededRandom(seed);
  const segments = (await readFile(parallel, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Told)
    .map(
      (told) =>
        Object.fromEntries(languages.map((language) => [language, ended(told[language], language)])) as unknown as Told,
    );
  const found: Told[][] = [];
  for (let start = 0; start < segments.length;) {
    const length = 1 + Math.floor(random() * 3);
    found.push(segments.slice(start, start + length));
    start += length;
  }
  const lines = {} as Record<Language, string[]>;
  for (const language of languages) lines[language] = await readSentences(join(folder, `${language}.txt.gz`), language);
  return {
    stories: shuffled(found, random).slice(0, stories),
    background: { ...lines, zh: lines.zh.filter((_, place) => place % chatterEvery !== 0) },
    topicLength: Infinity,
    chatter: lines.zh.filter((_, place) => place % chatterEvery === 0),
  };
}

async function readSentences(path: string, language: Language): Promise<string[]> {
  const found: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    if (line.length >= shortestLine && line.length <= longestLine) found.push(ended(line, language));
  }
  return found;
}

/** A sentence ends with a mark, so that the next one begins where it should. */
function ended(text: string, language: Language): string {
  const trimmed = text.replace(/\s+/g, ' ').replace(/[\s;；,，:：]+$/u, '');
  return /[.!?。！？…]["”»’）)]?$/u.test(trimmed) ? trimmed : `${trimmed}${language === 'zh' ? '。' : '.'}`;
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
