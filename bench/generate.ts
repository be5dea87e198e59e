/** Generates posts and articles that tell the same stories: the same seed gives the same bytes. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { anyFact, seededRandom, sentence } from './sentences.ts';
import type { Fact, Language } from './sentences.ts';

/** Sizes of what is generated. */
export interface Sizes {
  readonly posts: number;
  readonly articles: number;
  readonly seed: number;
}

const outlets: readonly { readonly ecosystem: string; readonly language: Language }[] = [
  { ecosystem: 'chinese', language: 'zh' },
  { ecosystem: 'russian', language: 'ru' },
  { ecosystem: 'ukrainian', language: 'uk' },
  { ecosystem: 'american', language: 'en' },
];

/** Facts of a story, and posts per story on average. */
const [factsPerStory, postsPerStory] = [6, 12];

/** Milliseconds of the window everything is published in. */
const [windowStart, windowLength] = [Date.UTC(2020, 0, 1), 90 * 86_400_000];

/** Writes `posts.ndjson` and `articles.ndjson` and gives their paths. */
export async function generate(
  { posts, articles, seed }: Sizes,
  folder: string,
): Promise<{ posts: string; articles: string }> {
  await mkdir(folder, { recursive: true });
  const random = seededRandom(seed);
  const stories = Array.from({ length: Math.max(1, Math.round(posts / postsPerStory)) }, () =>
    Array.from({ length: factsPerStory }, () => anyFact(random)),
  );
  const paths = { posts: join(folder, 'posts.ndjson'), articles: join(folder, 'articles.ndjson') };
  await pipeline(Readable.from(postLines(posts, stories, random)), createWriteStream(paths.posts));
  await pipeline(Readable.from(articleLines(articles, stories, random)), createWriteStream(paths.articles));
  return paths;
}

function* postLines(count: number, stories: readonly (readonly Fact[])[], random: () => number): Generator<string> {
  for (let number = 0; number < count; number++) {
    const facts = some(oneOf(stories, random), 1 + Math.floor(random() * 3), random);
    yield `${JSON.stringify({
      id: `p${number}`,
      platform: 'weibo',
      author: `u${Math.floor(random() * 500)}`,
      text: facts.map((fact) => sentence(fact, 'zh')).join(''),
      published_at: anyTime(random),
    })}\n`;
  }
}

function* articleLines(count: number, stories: readonly (readonly Fact[])[], random: () => number): Generator<string> {
  for (let number = 0; number < count; number++) {
    const { ecosystem, language } = oneOf(outlets, random);
    // Half of the articles tell a story of the posts; the others tell one of their own.
    const story =
      random() < 0.5 ? oneOf(stories, random) : Array.from({ length: factsPerStory }, () => anyFact(random));
    const paragraphs = Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
      [...some(story, 2, random), anyFact(random), anyFact(random)]
        .map((fact) => sentence(fact, language))
        .join(language === 'zh' ? '' : ' '),
    );
    yield `${JSON.stringify({
      id: `a${number}`,
      site: `outlet-${Math.floor(random() * 40)}.${ecosystem}.example`,
      ecosystem,
      language,
      title: sentence(story[0]!, language),
      text: paragraphs.join('\n'),
      published_at: anyTime(random),
    })}\n`;
  }
}

function anyTime(random: () => number): string {
  return new Date(windowStart + Math.floor(random() * windowLength)).toISOString();
}

function oneOf<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

function some<T>(list: readonly T[], count: number, random: () => number): T[] {
  const start = Math.floor(random() * list.length);
  return Array.from({ length: Math.min(count, list.length) }, (_, place) => list[(start + place) % list.length]!);
}
