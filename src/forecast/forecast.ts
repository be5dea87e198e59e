/**
 * What a run will cost, from two trials of it: every stretch of work has something it grows with, its
 * seconds lie on the line through both trials, and that line is followed to the size of the study.
 */
import type { Records } from './sample.ts';
import type { Scout } from './scout.ts';
import type { Trial } from './trial.ts';

/** What is to be run, beside the trials of it. */
export interface Task {
  readonly records: Records;
  /** Stages whose stored result answers; they cost nothing. */
  readonly fresh: readonly string[];
  readonly workers: number;
  readonly memoryMegabytes: number;
  readonly exact: boolean;
}

/** What a run is expected to cost, or did. */
export interface Forecast {
  readonly rows: {
    readonly posts: number;
    readonly articles: number;
    readonly post_passages: number;
    readonly article_passages: number;
    /** Article passages that the study's embedder reads. */
    readonly read_passages: number;
    /** Narratives of the finest level. */
    readonly narratives: number;
  };
  readonly stages: readonly StageForecast[];
  readonly seconds: number;
  /** Peak of the resident set. */
  readonly megabytes: number;
  /** What the study folder grows by. */
  readonly disk_megabytes: number;
}

export interface StageForecast {
  readonly stage: string;
  readonly seconds: number;
}

/** Sizes of a run that costs grow with. */
export interface Size {
  readonly posts: number;
  readonly articles: number;
  readonly postPassages: number;
  readonly articlePassages: number;
  /** Article passages that the sketches alone let through, as a share. */
  readonly rate: number;
  readonly sampled: number;
  readonly read: number;
  readonly narratives: number;
}

/** Article passages of a language that are read whatever their sketch; see the stage `embed`. */
const sampleSize = 256;

/** The size of a trial. */
export function sizeOf({ records, stages }: Trial): Size {
  const passages = stages['passages']!.counts;
  const { sampled = 0 } = stages['embed']!.counts;
  const articlePassages = passages['of_articles']!;
  const rate = (stages['match']!.counts['candidate_passages'] ?? articlePassages) / Math.max(1, articlePassages);
  return {
    posts: records.post,
    articles: records.article,
    postPassages: passages['of_posts']!,
    articlePassages,
    rate,
    sampled,
    read: readOf(articlePassages, rate, sampled),
    narratives: stages['cluster']!.counts['narratives_level_0']!,
  };
}

/** Passages that are read: what the sketches let through, and what the sample adds. */
function readOf(passages: number, rate: number, sampled: number): number {
  return passages * rate + Math.min(sampled, passages) * (1 - rate);
}

/**
 * The size of the study. Between two scouts and beyond, narratives grow as a power of the posts, and the
 * share of passages near one of them with the logarithm of the posts.
 */
export function extrapolate(small: Scout, large: Scout, task: Task): Size {
  const { post: posts, article: articles } = task.records;
  const postPassages = (large.postPassages * posts) / large.records.post;
  const articlePassages = (large.articlePassages * articles) / large.records.article;
  const between = Math.log(large.postPassages / small.postPassages);
  const beyond = Math.log(postPassages / large.postPassages);
  const growth = between > 0 ? clamp(Math.log(large.narratives / small.narratives) / between, 0, 1) : 0;
  const slope = between > 0 ? Math.max(0, (large.rate - small.rate) / between) : 0;
  const rate = task.exact ? 1 : clamp(large.rate + slope * beyond, 0, 1);
  const times = articlePassages / Math.max(1, large.articlePassages);
  const sampled = task.exact
    ? 0
    : Object.values(large.languages).reduce((sum, count) => sum + Math.min(sampleSize, count * times), 0);
  return {
    posts,
    articles,
    postPassages,
    articlePassages,
    rate,
    sampled,
    read: readOf(articlePassages, rate, sampled),
    narratives: large.narratives * Math.exp(growth * beyond),
  };
}

/** What each stretch of work grows with; a stage's other time grows with all items. */
const drivers: Readonly<Record<string, { stage: string; of: (size: Size, exact: boolean) => number }>> = {
  embed: {
    stage: 'embed',
    of: ({ postPassages, articlePassages }, exact) => postPassages + (exact ? articlePassages : 0),
  },
  sketch: { stage: 'embed', of: ({ postPassages, articlePassages }) => postPassages + articlePassages },
  sample: { stage: 'embed', of: ({ sampled }) => sampled },
  'sketch sentences': { stage: 'match', of: ({ postPassages }) => postPassages },
  candidates: { stage: 'match', of: ({ read, articlePassages }) => read + articlePassages * sketchCost },
  sentences: { stage: 'match', of: ({ postPassages }) => postPassages },
  match: { stage: 'match', of: ({ read }) => read },
};

/** Finding the narratives near a sketch, in times of embedding a passage. */
const sketchCost = 1 / 100;

/** What the run will cost. */
export function forecastOf(
  [small, large]: readonly [Trial, Trial],
  scouts: readonly [Scout, Scout],
  task: Task,
): Forecast {
  const [from, to] = [sizeOf(small), sizeOf(large)];
  const whole = extrapolate(...scouts, task);
  const stages = Object.keys(large.stages).map((stage) => ({
    stage,
    seconds: task.fresh.includes(stage)
      ? 0
      : stage === 'cluster'
        ? clusterSeconds(scouts, whole)
        : stageSeconds(stage, [small, large], [from, to], whole, task),
  }));
  return {
    rows: {
      posts: whole.posts,
      articles: whole.articles,
      post_passages: Math.round(whole.postPassages),
      article_passages: Math.round(whole.articlePassages),
      read_passages: Math.round(whole.read),
      narratives: Math.round(whole.narratives),
    },
    stages,
    seconds: stages.reduce((sum, { seconds }) => sum + seconds, 0),
    megabytes: megabytesOf(large, to, whole, task),
    disk_megabytes: diskOf(large, to, whole),
  };
}

/** Clustering compares posts with narratives, and the scouts have clustered. */
function clusterSeconds(scouts: readonly [Scout, Scout], whole: Size): number {
  const pairs = ({ postPassages, narratives }: { postPassages: number; narratives: number }): number =>
    postPassages * narratives;
  return onLine(
    scouts.map(pairs),
    scouts.map((scout) => scout.clusterSeconds),
    pairs(whole),
  );
}

function stageSeconds(
  stage: string,
  trials: readonly [Trial, Trial],
  sizes: readonly [Size, Size],
  whole: Size,
  { exact }: Task,
): number {
  let seconds = 0;
  const rest = trials.map((trial) => trial.stages[stage]!.seconds);
  for (const [label, driver] of Object.entries(drivers)) {
    if (driver.stage !== stage) continue;
    const times = trials.map(({ phases }) => phases.find((phase) => phase.label === label)?.seconds ?? 0);
    times.forEach((time, place) => (rest[place]! -= time));
    seconds += onLine(
      sizes.map((size) => driver.of(size, exact)),
      times,
      driver.of(whole, exact),
    );
  }
  const items = ({ postPassages, articlePassages }: Size): number => postPassages + articlePassages;
  return seconds + onLine(sizes.map(items), rest, items(whole));
}

/** Seconds at `x` on the line through two measurements, which never falls. */
function onLine(xs: readonly number[], seconds: readonly number[], x: number): number {
  const [x1, x2] = xs as [number, number];
  const [s1, s2] = seconds.map((value) => Math.max(0, value)) as [number, number];
  const slope = x2 > x1 ? Math.max(0, (s2 - s1) / (x2 - x1)) : 0;
  return Math.max(0, s2 + slope * (x - x2));
}

/** What a post, a narrative and a worker hold in memory, beside what a trial holds. */
function megabytesOf({ stages }: Trial, trial: Size, whole: Size, { workers, memoryMegabytes }: Task): number {
  const peak = Math.max(...Object.values(stages).map((stage) => stage.peak_rss_megabytes));
  const vectorBytes = (384 + 256) * 4;
  const posts = ((whole.postPassages - trial.postPassages) * (vectorBytes + 1000)) / 1e6;
  const narratives = ((whole.narratives - trial.narratives) * vectorBytes * (workers + 1)) / 1e6;
  // Tables are sorted and joined within the memory that DuckDB is given.
  const tables =
    ((whole.postPassages + whole.articlePassages - trial.postPassages - trial.articlePassages) * 600) / 1e6;
  return peak + Math.max(0, posts + narratives, Math.min(memoryMegabytes, tables));
}

function diskOf({ bytes }: Trial, trial: Size, whole: Size): number {
  const passages = ({ postPassages, articlePassages }: Size): number => postPassages + articlePassages;
  return (
    ((bytes.post * whole.postPassages) / trial.postPassages +
      (bytes.article * whole.articlePassages) / Math.max(1, trial.articlePassages) +
      (bytes.both * passages(whole)) / passages(trial)) /
    1e6
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Number.isFinite(value) ? value : least));
}
