/**
 * The labelled collection: posts, articles, and the story each item was made from. Ids here are those
 * of the study (`weibo:p1`, `article:a1`).
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordsOf } from './data.ts';

/** Files of the collection below the data folder. */
export const echoFiles: readonly string[] = [
  'echo/posts.ndjson',
  'echo/articles.ndjson',
  'echo/truth.ndjson',
  'echo/stories.json',
];

/** One story as `stories.json` describes it. */
export interface Story {
  /** Number of the document its sentences are of; stories of one document resemble each other. */
  readonly document: number;
  /** Where its first item is: an ecosystem or the platform. */
  readonly first: string;
  /** Items per ecosystem and on the platform. */
  readonly counts: Readonly<Record<string, number>>;
  /** Time of the first item per ecosystem and on the platform; null where there is none. */
  readonly first_at: Readonly<Record<string, string | null>>;
}

/** The truth about the collection. */
export interface Echo {
  readonly stories: ReadonlyMap<string, Story>;
  /** Story of each labelled item. */
  readonly storyOf: ReadonlyMap<string, string>;
  /** Language and ecosystem of each article. */
  readonly articles: ReadonlyMap<string, { readonly language: string; readonly ecosystem: string }>;
  /** Half of the collection an item belongs to; items of one document share theirs. */
  half(item: string): 0 | 1;
}

/** Name of the platform in the collection. */
export const platform = 'weibo';

/** Reads the truth. */
export async function readEcho(data: string): Promise<Echo> {
  const file = JSON.parse(await readFile(join(data, 'echo/stories.json'), 'utf8')) as {
    stories: Record<string, Story>;
  };
  const stories = new Map(Object.entries(file.stories));
  const articles = new Map(
    (await recordsOf<{ id: string; language: string; ecosystem: string }>(join(data, 'echo/articles.ndjson'))).map(
      ({ id, language, ecosystem }) => [`article:${id}`, { language, ecosystem }],
    ),
  );
  const storyOf = new Map(
    (await recordsOf<{ id: string; story: string }>(join(data, 'echo/truth.ndjson'))).map(({ id, story }) => [
      articles.has(`article:${id}`) ? `article:${id}` : `${platform}:${id}`,
      story,
    ]),
  );
  return {
    stories,
    storyOf,
    articles,
    half(item) {
      const story = storyOf.get(item);
      return halfOf(story === undefined ? item.slice(item.indexOf(':') + 1) : `doc${stories.get(story)!.document}`);
    },
  };
}

/** Half of a key: the lowest bit of the first 32 of its SHA-256. */
export function halfOf(key: string): 0 | 1 {
  return (createHash('sha256').update(key).digest().readUInt32BE(0) & 1) as 0 | 1;
}
