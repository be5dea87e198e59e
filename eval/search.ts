/**
 * Known-item retrieval through the search that people use: by meaning, by words and merged.
 *
 * - `wmt`: a sentence in one language, and its translation to be found among all of another. Chinese
 *   sentences are posts (vectors of the embedder), the others articles (sketches). Within a language the
 *   first half of a sentence is to find the sentence.
 * - `echo`: the title of an article, and another item of the same story to be found among those of a
 *   language, or the narrative most of whose posts are of the story.
 *
 * Ranks are looked for among the first 50 of each list.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../src/config.ts';
import { describeEmbedder } from '../src/embedders/create.ts';
import { importFiles } from '../src/imports.ts';
import { runPipeline, stages } from '../src/pipeline.ts';
import { silentReporter } from '../src/reporter.ts';
import { nearOf } from '../src/search/near.ts';
import { openSearch } from '../src/search/open.ts';
import type { Search, SearchResult } from '../src/search/types.ts';
import { runStage } from '../src/stage.ts';
import { indexStage } from '../src/stages/index.ts';
import { sha256OfJson } from '../src/store/atomic.ts';
import { Database, parquet } from '../src/store/database.ts';
import { Study } from '../src/store/study.ts';
import { hashesOf, recordsOf } from './data.ts';
import { echoFiles, readEcho } from './echo-data.ts';
import { workers } from './machine.ts';
import { meanDifference, rankScores } from './metrics/ranks.ts';
import { fourWay, firstOccurrences } from './retrieval.ts';
import type { Evaluator } from './report.ts';

/** Queries of a language pair. */
const queries = 60;

/** Ranks that are looked at: what is among the first of a list is among the first hundred of the merged one. */
const deepest = 50;

const ways = ['meaning', 'words', 'merged'] as const;
type Way = (typeof ways)[number];
type Ranks = Record<Way, (number | undefined)[]>;

export const search: Evaluator = {
  name: 'search',
  files: ['wmt22.4way.jsonl', ...echoFiles],
  async run({ data, work, say }) {
    const pairs = new Map<string, Ranks>();
    const wmt = await readWmt(data);
    const onWmt = await opened(await wmtStudy(data, work, wmt, say));
    for (const one of fourWay)
      for (const other of fourWay) {
        const ranks = emptyRanks();
        for (const row of spread(wmt.rows, queries)) {
          const text = one === other ? firstHalf(row[one]!) : row[one]!;
          const found = await onWmt.query({ text, queryLanguage: one, language: other, limit: 100 });
          add(ranks, found.passages, ({ item_id }) => item_id.endsWith(`:${other}-${row['id']}`));
        }
        pairs.set(`wmt.${one}-${other}`, ranks);
        say(
          `  ${one}-${other}: ${ways
            .map((way) =>
              Object.values(rankScores(ranks[way]))
                .map((value) => value.toFixed(3))
                .join(' '),
            )
            .join(', ')}`,
        );
      }
    await onWmt.close();
    const echo = await onEcho(data, work, say);
    for (const [name, ranks] of echo.pairs) pairs.set(name, ranks);
    return { figures: { ...figuresOf(pairs), ...figuresOfShown(echo.shown) } };
  },
};

/** Titles of articles against the items of their stories, and against narratives. */
async function onEcho(
  data: string,
  work: string,
  say: (line: string) => void,
): Promise<{ readonly pairs: Map<string, Ranks>; readonly shown: readonly Shown[] }> {
  const truth = await readEcho(data);
  const study = await echoStudy(data, work, say);
  const narratives = await storiesOfNarratives(study, truth.storyOf);
  const articles = (
    await recordsOf<{ id: string; title: string; language: string }>(join(data, 'echo/articles.ndjson'))
  ).filter(({ id, title }) => truth.storyOf.has(`article:${id}`) && title.trim() !== '');
  const items = new Map<string, Set<string>>();
  for (const [item, story] of truth.storyOf) {
    const key = `${story} ${truth.articles.get(item)?.language ?? 'zh'}`;
    items.set(key, (items.get(key) ?? new Set()).add(item));
  }
  const searching = await opened(study);
  const pairs = new Map<string, Ranks>();
  const shown: Shown[] = [];
  for (const one of fourWay) {
    const ofNarratives = emptyRanks();
    for (const other of fourWay) {
      const ranks = emptyRanks();
      const answerable = articles.filter(({ id, language }) => {
        const right = items.get(`${truth.storyOf.get(`article:${id}`)!} ${other}`);
        return language === one && right !== undefined && [...right].some((item) => item !== `article:${id}`);
      });
      for (const { id, title } of spread(answerable, queries)) {
        const story = truth.storyOf.get(`article:${id}`)!;
        const right = items.get(`${story} ${other}`)!;
        const found = await searching.query({ text: title, queryLanguage: one, language: other, limit: 100 });
        add(
          ranks,
          found.passages.filter(({ item_id }) => item_id !== `article:${id}`),
          ({ item_id }) => right.has(item_id),
        );
        if (other === one) {
          const wanted = [...narratives].some(([, own]) => own === story);
          const unmeasured = { unmeasured: true, limit: 100 } as const;
          const near = wanted ? await searching.query({ text: title, queryLanguage: one, ...unmeasured }) : undefined;
          const isRight = (hit: SearchResult['narratives'][number]): boolean =>
            narratives.get(hit.narrative_id) === story;
          if (near !== undefined) {
            add(ofNarratives, near.narratives, isRight);
            shown.push(shownOf(near.narratives.slice(0, onPage), isRight));
          }
        }
      }
      pairs.set(`echo.${one}-${other}`, ranks);
      say(
        `  echo ${one}-${other}: ${ranks.merged.length} titles, ${ways
          .map((way) =>
            Object.values(rankScores(ranks[way]))
              .map((value) => value.toFixed(3))
              .join(' '),
          )
          .join(', ')}`,
      );
    }
    pairs.set(`echo_narratives.${one}`, ofNarratives);
  }
  await searching.close();
  return { pairs, shown };
}

/** What a page of 20 narratives shows and folds. */
interface Shown {
  /** Narratives that are near (near.ts). */
  readonly near: number;
  /** Whether the first right one is among these; undefined where none of the 20 is right. */
  readonly hasRight: boolean | undefined;
}

const onPage = 20;

function shownOf<H extends SearchResult['narratives'][number]>(
  hits: readonly H[],
  isRight: (hit: H) => boolean,
): Shown {
  const near = nearOf(hits);
  const place = hits.findIndex(isRight);
  return { near, hasRight: place < 0 ? undefined : place < near };
}

function figuresOfShown(shown: readonly Shown[]): Record<string, number> {
  const right = shown.filter(({ hasRight }) => hasRight !== undefined);
  return {
    'search.echo_narratives.near.right': right.filter(({ hasRight }) => hasRight === true).length / right.length,
    'search.echo_narratives.near.shown': shown.reduce((sum, { near }) => sum + near, 0) / shown.length,
  };
}

const emptyRanks = (): Ranks => ({ meaning: [], words: [], merged: [] });

type Hit = SearchResult['passages'][number] | SearchResult['narratives'][number];

/** Adds the ranks of the first right answer of a query. */
function add<H extends Hit>(ranks: Ranks, hits: readonly H[], isRight: (hit: H) => boolean): void {
  const least = (found: readonly (number | undefined)[]): number | undefined => {
    const known = found.filter((rank) => rank !== undefined && rank <= deepest) as number[];
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const right = hits.filter(isRight);
  ranks.meaning.push(least(right.map(({ meaning }) => meaning?.rank)));
  ranks.words.push(least(right.map(({ words }) => words?.rank)));
  const place = hits.findIndex(isRight);
  ranks.merged.push(place < 0 || place >= deepest ? undefined : place + 1);
}

/** Figures per pair, their means, and the share of pairs where merging is no worse than its better part by more than noise. */
function figuresOf(pairs: ReadonlyMap<string, Ranks>): Record<string, number> {
  const figures: Record<string, number> = {};
  const sums: Record<string, number[]> = {};
  let notWorse = 0;
  for (const [name, ranks] of pairs) {
    for (const way of ways)
      for (const [figure, value] of Object.entries(rankScores(ranks[way]))) {
        figures[`search.${name}.${way}.${figure}`] = value;
        (sums[`search.${name.split('.')[0]!}.mean.${way}.${figure}`] ??= []).push(value);
      }
    const found = (way: Way): number[] => ranks[way].map((rank) => (rank !== undefined && rank <= 10 ? 1 : 0));
    const differences = (['meaning', 'words'] as const).map((way) => meanDifference(found('merged'), found(way)));
    const worst = differences.reduce((a, b) => (a.mean < b.mean ? a : b));
    figures[`search.${name}.merged_above_better`] = worst.mean;
    figures[`search.${name}.merged_above_better_margin`] = worst.margin;
    if (worst.mean + worst.margin >= 0) notWorse += 1;
  }
  for (const [name, values] of Object.entries(sums))
    figures[name] = values.reduce((sum, value) => sum + value, 0) / values.length;
  figures['search.merged_not_worse'] = notWorse / pairs.size;
  return figures;
}

/** `count` of the entries, evenly spread. */
function spread<T>(entries: readonly T[], count: number): T[] {
  if (entries.length <= count) return [...entries];
  return Array.from({ length: count }, (_, place) => entries[Math.floor((place * entries.length) / count)]!);
}

/** The first half of a sentence: of its words, or of its characters where it has no blanks. */
function firstHalf(sentence: string): string {
  const words = sentence.split(' ');
  if (words.length < 4) return sentence.slice(0, Math.ceil(sentence.length / 2));
  return words.slice(0, Math.ceil(words.length / 2)).join(' ');
}

async function opened(study: Study): Promise<Search> {
  return openSearch(study, { embedder: 'bundled', threads: workers });
}

interface Wmt {
  readonly rows: readonly Record<string, string>[];
}

async function readWmt(data: string): Promise<Wmt> {
  const rows = await recordsOf<Record<string, string>>(join(data, 'wmt22.4way.jsonl'));
  return { rows: firstOccurrences(rows).map((place) => rows[place]!) };
}

async function wmtStudy(data: string, work: string, { rows }: Wmt, say: (line: string) => void): Promise<Study> {
  const folder = await folderFor(work, 'search-wmt', await hashesOf(data, ['wmt22.4way.jsonl']));
  const line = (row: Record<string, string>, language: string): string =>
    JSON.stringify({ id: `${language}-${row['id']}`, language, text: row[language], ecosystem: language });
  const files = { posts: `${folder}-posts.ndjson`, articles: `${folder}-articles.ndjson` };
  await writeFile(files.posts, `${rows.map((row) => line(row, 'zh')).join('\n')}\n`);
  const others = fourWay.filter((language) => language !== 'zh');
  await writeFile(files.articles, `${rows.flatMap((row) => others.map((other) => line(row, other))).join('\n')}\n`);
  return finished(folder, files, 'embed', say);
}

async function echoStudy(data: string, work: string, say: (line: string) => void): Promise<Study> {
  const folder = await folderFor(work, 'search-echo', await hashesOf(data, echoFiles));
  const files = { posts: join(data, 'echo/posts.ndjson'), articles: join(data, 'echo/articles.ndjson') };
  return finished(folder, files, 'measure', say);
}

/** A folder in the work folder, named after everything that decides its vectors. */
async function folderFor(work: string, name: string, files: object): Promise<string> {
  await mkdir(work, { recursive: true });
  const embedders = [await describeEmbedder('bundled'), await describeEmbedder('static')];
  const versions = stages.map(({ name: stage, version }) => [stage, version]);
  return join(work, `${name}-${sha256OfJson({ files, embedders, versions }).slice(0, 8)}`);
}

/** A study of these files up to a stage, and its index. */
async function finished(
  folder: string,
  files: { readonly posts: string; readonly articles: string },
  last: string,
  say: (line: string) => void,
): Promise<Study> {
  const study = new Study(folder);
  const { settings, options } = parseConfig({ name: 'Search' }, 'the configuration of the evaluation');
  const request = {
    study,
    settings,
    options,
    seed: settings.seed,
    resources: { workers, memoryMegabytes: 1024 },
    report: silentReporter,
    signal: new AbortController().signal,
  };
  if (!existsSync(study.configPath)) {
    await mkdir(folder, { recursive: true });
    await writeFile(study.configPath, 'name: Search\n');
    await importFiles({ ...request, kind: 'post', files: [files.posts] });
    await importFiles({ ...request, kind: 'article', files: [files.articles] });
  }
  for (const { stage, record } of await runPipeline(request, last)) say(`  ${stage}: ${record.seconds.toFixed(1)} s`);
  await runStage(indexStage, { ...request, options: {} });
  return study;
}

/** The story of most posts of each narrative of level 0. */
async function storiesOfNarratives(
  study: Study,
  storyOf: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  using database = await Database.open();
  const rows = await database.rows<{ narrative_id: string; item_id: string }>(
    `SELECT DISTINCT narrative_id, item_id FROM ${parquet(study.artefact('members'))} WHERE level = 0 ORDER BY ALL`,
  );
  const counts = new Map<string, Map<string, number>>();
  for (const { narrative_id, item_id } of rows) {
    const story = storyOf.get(item_id);
    if (story === undefined) continue;
    const own = counts.get(narrative_id) ?? new Map<string, number>();
    counts.set(narrative_id, own.set(story, (own.get(story) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([id, own]) => [id, [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0]]),
  );
}
