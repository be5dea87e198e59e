/**
 * Generates corpora of any size: posts and articles that tell the same stories, and beside them which
 * tells which. The same parameters give the same bytes; every article follows from its number alone,
 * so that a corpus can be continued.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLines } from './lines.ts';
import type { Material } from './material.ts';
import { seededRandom } from './sentences.ts';
import type { Language } from './sentences.ts';

/** What is generated. */
export interface Corpus {
  readonly posts: number;
  readonly articles: number;
  readonly seed: number;
  /** Share of article passages that tell a story of the posts, 0 to 0.4. */
  readonly candidates: number;
}

/** Where it was written. */
export interface Generated {
  readonly posts: string;
  readonly articles: string;
  /** JSON lines: item, story, and of articles the passages that tell it. Items that tell none are not in it. */
  readonly truth: string;
}

interface Outlets {
  readonly ecosystem: string;
  readonly language: Language;
  /** Language of every third site. */
  readonly alsoIn?: Language;
  /** Share of all articles. */
  readonly share: number;
  /** Zone of its times. */
  readonly offset: string;
  readonly offsetHours: number;
}

/** The ecosystems, the most prolific first. */
const ecosystems: readonly Outlets[] = [
  { ecosystem: 'russian', language: 'ru', share: 0.32, offset: '+03:00', offsetHours: 3 },
  { ecosystem: 'american', language: 'en', share: 0.28, offset: '-05:00', offsetHours: -5 },
  { ecosystem: 'chinese', language: 'zh', share: 0.22, offset: '+08:00', offsetHours: 8 },
  { ecosystem: 'ukrainian', language: 'uk', alsoIn: 'ru', share: 0.18, offset: '+02:00', offsetHours: 2 },
];
const sitesPerEcosystem = 300;

/** Characters a word takes in a passage; a Chinese character counts for 1/1.6 of a word. */
const charactersPerWord: Readonly<Record<Language, number>> = { en: 6, zh: 1.6, ru: 7.2, uk: 7 };

/** Longest passage in words, below the limit of the passages stage so that a paragraph stays one passage. */
const longestPassage = 94;

/** Posts per story on average, and posts that tell none. */
const [postsPerStory, chatterShare] = [12, 0.2];

/** Articles that copy one of the fifty before them. */
const [copyShare, copyReach] = [0.03, 50];

/** Articles without a time, with a date only, and with a minute; the others are to the second. */
const [undated, dayOnly, toTheMinute] = [0.04, 0.3, 0.5];

const [hour, day] = [3_600_000, 86_400_000];

/** Days everything is published in. */
const [windowStart, windowDays] = [Date.UTC(2022, 0, 1), 120];

/** Stories a corpus of so many posts has. */
export function storiesFor(posts: number): number {
  return Math.max(1, Math.round(posts / postsPerStory));
}

/** Writes posts.ndjson, articles.ndjson and truth.ndjson below `folder`. */
export async function generate(corpus: Corpus, material: Material, folder: string): Promise<Generated> {
  await mkdir(folder, { recursive: true });
  const paths = pathsOf(folder, '');
  const write = tellerOf(corpus, material);
  await using posts = await openLines(paths.posts);
  await using articles = await openLines(paths.articles);
  await using truth = await openLines(paths.truth);
  for (let number = 0; number < corpus.posts; number++) {
    const { record, told } = write.post(number);
    await posts.add(record);
    if (told !== undefined) await truth.add(told);
  }
  for (let number = 0; number < corpus.articles; number++) {
    const { record, told } = write.article(number);
    await articles.add(record);
    if (told !== undefined) await truth.add(told);
  }
  return paths;
}

/** Writes the `count` articles that follow those of the corpus, to articles-N.ndjson and truth-N.ndjson. */
export async function continueCorpus(
  corpus: Corpus,
  material: Material,
  folder: string,
  count: number,
): Promise<Omit<Generated, 'posts'>> {
  await mkdir(folder, { recursive: true });
  const paths = pathsOf(folder, `-${count}`);
  const write = tellerOf(corpus, material);
  await using articles = await openLines(paths.articles);
  await using truth = await openLines(paths.truth);
  for (let number = corpus.articles; number < corpus.articles + count; number++) {
    const { record, told } = write.article(number);
    await articles.add(record);
    if (told !== undefined) await truth.add(told);
  }
  return { articles: paths.articles, truth: paths.truth };
}

function pathsOf(folder: string, suffix: string): Generated {
  const path = (name: string): string => join(folder, `${name}${suffix}.ndjson`);
  return { posts: path('posts'), articles: path('articles'), truth: path('truth') };
}

interface Written {
  readonly record: unknown;
  readonly told?: unknown;
}

interface Content {
  readonly outlets: Outlets;
  readonly site: number;
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  readonly story?: number | undefined;
  readonly passages: readonly number[];
}

/** Gives posts and articles by their number. */
function tellerOf(
  { seed, candidates }: Corpus,
  { stories, background, topicLength, chatter }: Material,
): { post(number: number): Written; article(number: number): Written } {
  if (!(candidates >= 0 && candidates <= 0.4)) throw new RangeError('candidates must be 0 to 0.4');
  // An article that tells a story tells it in 1.47 of its three passages on average.
  const tellers = (candidates * 3) / 1.47;

  const post = (number: number): Written => {
    const random = randomOf(seed, number, 'post');
    const loose = random() < chatterShare;
    const story = zipf(stories.length, random);
    const start = loose ? windowStart + random() * windowDays * day : startOf(seed, story);
    const facts = loose
      ? [oneOf(chatter, random)]
      : some(stories[story]!, 1 + Math.floor(random() * 3), random).map(({ zh }) => zh);
    if (random() < 0.25) facts.push(oneOf(chatter, random));
    return {
      record: {
        id: `p${number}`,
        platform: 'weibo',
        author: `u${zipf(50_000, random)}`,
        text: facts.slice(0, 3).join(''),
        published_at: written(start + wait(3 * day, random), '+08:00', 8, 'second'),
        engagement: { likes: zipf(10_000, random) },
      },
      ...(loose ? {} : { told: { item: `weibo:p${number}`, story: `s${story}` } }),
    };
  };

  /** What an article would say if it were no copy. */
  const content = (number: number): Content => {
    const random = randomOf(seed, number, 'content');
    const home = Math.min(ecosystems.length - 1, shareOf(random()));
    const outlets = ecosystems[home]!;
    const site = zipf(sitesPerEcosystem, random);
    const language = site % 3 === 2 ? (outlets.alsoIn ?? outlets.language) : outlets.language;
    const length = 2 + oneOf([0, 0, 0, 1, 1, 1, 1, 2, 2, 2], random);
    const telling = random() < tellers ? Math.min(length, oneOf([1, 1, 1, 1, 1, 1, 2, 2, 2, 3], random)) : 0;
    const story = telling === 0 ? undefined : storyOf(home, random);
    // Stories mostly stand at the head of an article.
    const first = random() < 0.7 ? 0 : length - telling;
    const another = drawer(background[language], topicLength, random);
    const facts = story === undefined ? [] : some(stories[story]!, 3 * telling, random).map((told) => told[language]);
    const title = headline(telling > 0 && first === 0 ? facts[0]! : another(), language);
    const passages: number[] = [];
    const paragraphs = Array.from({ length }, (_, place) => {
      const tells = place >= first && place < first + telling;
      if (tells) passages.push(place);
      const own = (place - first) * 3;
      const begin = tells ? Array.from({ length: 3 }, (__, fact) => facts[(own + fact) % facts.length]!) : [];
      return paragraph([...new Set(begin)], another, language, place === 0 ? title.length : 0, random);
    });
    const start = story === undefined ? windowStart + random() * windowDays * day : startOf(seed, story);
    // Those at home in a story are early, the others may be weeks late; some are before the first post.
    const delay = story !== undefined && story % ecosystems.length === home ? 2 * day : 6 * day;
    const at = start - 2 * day + wait(delay, random);
    return { outlets, site, language, title, text: paragraphs.join('\n'), at, story, passages };
  };

  const article = (number: number): Written => {
    const random = randomOf(seed, number, 'article');
    const copies = number > copyReach && random() < copyShare;
    const { outlets, site, language, title, text, at, story, passages } = content(
      copies ? number - 1 - Math.floor(random() * copyReach) : number,
    );
    const own = copies ? (site + 3 * (1 + zipf(sitesPerEcosystem / 3, random))) % sitesPerEcosystem : site;
    const time = copies ? at + random() * 12 * hour : at;
    const sharpness = random();
    const precision = sharpness < dayOnly ? 'day' : sharpness < dayOnly + toTheMinute ? 'minute' : 'second';
    const host = `outlet-${own}.${outlets.ecosystem}.example`;
    return {
      record: {
        id: `a${number}`,
        url: `https://${host}/${number}`,
        site: host,
        ecosystem: outlets.ecosystem,
        language,
        title,
        text,
        ...(random() < undated ? {} : { published_at: written(time, outlets.offset, outlets.offsetHours, precision) }),
      },
      ...(story === undefined ? {} : { told: { item: `article:a${number}`, story: `s${story}`, passages } }),
    };
  };

  /** A story, drawn again where another ecosystem is at home in it. */
  const storyOf = (home: number, random: () => number): number => {
    const story = zipf(stories.length, random);
    return story % ecosystems.length === home || random() < 0.4 ? story : zipf(stories.length, random);
  };
  return { post, article };
}

/** `begin`, then background: one or two sentences where the paragraph tells a story, else until it is full. */
function paragraph(
  begin: readonly string[],
  another: () => string,
  language: Language,
  before: number,
  random: () => number,
): string {
  const most = longestPassage * charactersPerWord[language];
  const parts: string[] = [];
  let length = before;
  for (const part of begin) {
    if (parts.length > 0 && length + part.length > most) break;
    parts.push(part);
    length += part.length + 1;
  }
  const wanted = begin.length > 0 ? parts.length + 1 + Math.floor(random() * 2) : 40;
  while (parts.length < wanted) {
    const next = another();
    if (parts.length > 0 && length + next.length > most) break;
    parts.push(next);
    length += next.length + 1;
  }
  return parts.join(language === 'zh' ? '' : ' ');
}

/** Draws sentences of one topic, none twice. */
function drawer(lines: readonly string[], topicLength: number, random: () => number): () => string {
  const length = Math.min(topicLength, lines.length);
  const topic = Math.floor((random() * lines.length) / length) * length;
  const used: number[] = [];
  return () => {
    let place = topic;
    do place = (topic + Math.floor(random() * length)) % lines.length;
    while (used.includes(place));
    used.push(place);
    return lines[place]!;
  };
}

/** The head of a sentence, without its last mark: so short that it joins the first paragraph. */
function headline(text: string, language: Language): string {
  const longest = 9 * charactersPerWord[language];
  if (text.length <= longest) return text.replace(/[.。!！?？…]+$/u, '');
  const end = language === 'zh' ? longest : text.lastIndexOf(' ', longest);
  return text.slice(0, end > 0 ? end : longest).replace(/[,，;；:：]$/u, '');
}

/** A time as an outlet writes it. */
function written(time: number, offset: string, offsetHours: number, precision: 'day' | 'minute' | 'second'): string {
  const text = new Date(time + offsetHours * hour).toISOString();
  if (precision === 'day') return text.slice(0, 10);
  return `${text.slice(0, precision === 'minute' ? 16 : 19)}${offset}`;
}

function startOf(seed: number, story: number): number {
  return windowStart + randomOf(seed, story, 'story')() * (windowDays - 20) * day;
}

/** A waiting time, exponential with this mean. */
function wait(mean: number, random: () => number): number {
  return -mean * Math.log(1 - random());
}

function shareOf(point: number): number {
  let sum = 0;
  return ecosystems.findIndex(({ share }) => (sum += share) > point);
}

const purposes = { post: 0x1b873593, content: 0x85ebca6b, article: 0xc2b2ae35, story: 0x27d4eb2f } as const;

/** Numbers of one post, article or story. */
function randomOf(seed: number, number: number, purpose: keyof typeof purposes): () => number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, purposes[purpose]);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  return seededRandom(mixed ^ (mixed >>> 15) ^ purposes[purpose]);
}

/** 0 to `limit` - 1, each in inverse proportion to its place. */
function zipf(limit: number, random: () => number): number {
  return Math.min(limit - 1, Math.floor(Math.exp(random() * Math.log(limit + 1))) - 1);
}

function oneOf<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

function some<T>(list: readonly T[], count: number, random: () => number): T[] {
  const start = Math.floor(random() * list.length);
  return Array.from({ length: Math.min(count, list.length) }, (_, place) => list[(start + place) % list.length]!);
}
