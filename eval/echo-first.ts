/**
 * Who was first in the labelled collection, the platform included, per story: through the whole pipeline and
 * from the true stories, with times as they are, as days, and as days in two ecosystems only.
 */
import { mkdir, mkdtemp, cp, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { firstOf, outcomes } from '../src/kernels/first-appearance.ts';
import type { Span } from '../src/kernels/first-appearance.ts';
import { runStage } from '../src/stage.ts';
import { measure } from '../src/stages/measure.ts';
import { Database, parquet, sqlText } from '../src/store/database.ts';
import { Study } from '../src/store/study.ts';
import { tables } from '../src/store/tables.ts';
import { echoFiles, platform, readEcho } from './echo-data.ts';
import type { Echo } from './echo-data.ts';
import { readOutcome } from './echo-outcome.ts';
import { asCascade, asShipped, requestFor } from './echo-study.ts';
import { prefixed } from './report.ts';
import type { Evaluator } from './report.ts';

/** Which sources have their times cut to days; NULL: none. */
const coarsenings = {
  exact: [],
  days: ['weibo', 'american', 'chinese', 'russian', 'ukrainian'],
  two_as_days: ['russian', 'american'],
} as const;

/** First appearance per story. */
export const echoFirst: Evaluator = {
  name: 'echo-first',
  files: echoFiles,
  async run({ data, work, say }) {
    const echo = await readEcho(data);
    const stories = [...echo.stories].filter(([, { counts }]) => counts[platform]! > 0 && sourcesOf(counts) >= 2);
    const asked = new Map(stories.map(([story, { first }]) => [story, first]));
    const figures: Record<string, number> = { 'echo_first.stories': asked.size };
    const details: Record<string, unknown> = {};
    const shipped = (await asShipped(data, work, say)).study;
    const inputs = [
      ['exact', shipped, (await readOutcome(shipped, echo)).majority],
      ['cascade', ...(await cascade(data, work, echo, say))],
      ['truth', shipped, undefined],
    ] as const;
    for (const [name, study, majority] of inputs) {
      for (const [times, coarse] of Object.entries(coarsenings)) {
        const found = await storiesOf(study, echo, majority, coarse);
        const scores = scoresOf(found, asked);
        Object.assign(figures, prefixed(`echo_first.${name}.${times}`, scores.figures));
        details[`${name}.${times}`] = scores.wrong;
        say(`  ${name}, ${times}: ${JSON.stringify(scores.figures)}`);
      }
    }
    return { figures, details };
  },
};

function sourcesOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).filter((count) => count > 0).length;
}

async function cascade(
  data: string,
  work: string,
  echo: Echo,
  say: (line: string) => void,
): Promise<[Study, ReadonlyMap<string, string>]> {
  const { study } = await asCascade(data, work, say);
  return [study, (await readOutcome(study, echo)).majority];
}

/** Per story the first appearance in each source, over all narratives whose majority story it is. */
type Firsts = Map<string, Map<string, Span>>;

/**
 * Measures a copy of a study with `minPosts` 1. Several narratives may tell one story: its first appearance
 * in a source is the first over them all. Without majority stories the true ones make the narratives.
 */
async function storiesOf(
  from: Study,
  echo: Echo,
  majority: ReadonlyMap<string, string> | undefined,
  coarse: readonly string[],
): Promise<Firsts> {
  const folder = await mkdtemp(`${from.folder}-first-`);
  try {
    const study = new Study(folder);
    await copyTables(from, study, coarse);
    if (majority === undefined) await writeTrueMatches(study, echo);
    const options = measure.options.parse({ minPosts: 1, ...(majority === undefined ? { firstMargin: 0 } : {}) });
    await runStage(measure, { ...requestFor(study), options });
    using database = await Database.open();
    const rows = await database.rows<{ narrative_id: string; ecosystem: string; low: number; high: number }>(
      `SELECT narrative_id, ecosystem, epoch_ms(first_at_low) AS low, epoch_ms(first_at_high) AS high FROM ${parquet(study.artefact('first_appearance'))}`,
    );
    const firsts: Firsts = new Map();
    for (const { narrative_id, ecosystem, low, high } of rows) {
      const story = majority === undefined ? narrative_id : majority.get(narrative_id);
      if (story === undefined) continue;
      const own = firsts.get(story) ?? new Map<string, Span>();
      const span = { earliest: low, latest: high };
      const known = own.get(ecosystem);
      own.set(ecosystem, known === undefined ? span : firstOf([known, span]));
      firsts.set(story, own);
    }
    return firsts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyTables(from: Study, to: Study, coarse: readonly string[]): Promise<void> {
  for (const name of ['narratives', 'members', 'matches', 'calibration'] as const) {
    await mkdir(dirname(to.artefact(name)), { recursive: true });
    await cp(from.artefact(name), to.artefact(name));
  }
  const list = coarse.map(sqlText).join(', ');
  using database = await Database.open();
  await database.writeParquet(
    to.artefact('items'),
    `SELECT * ${
      coarse.length === 0
        ? ''
        : `REPLACE (
      CASE WHEN ecosystem IN (${list}) THEN 'day' ELSE published_precision END AS published_precision,
      CASE WHEN ecosystem IN (${list}) THEN date_trunc('day', published_at) ELSE published_at END AS published_at,
      CASE WHEN ecosystem IN (${list}) THEN date_trunc('day', published_at) ELSE published_earliest END AS published_earliest,
      CASE WHEN ecosystem IN (${list}) THEN date_trunc('day', published_at) + INTERVAL 1 DAY ELSE published_latest END AS published_latest)`
    } FROM ${parquet(from.artefact('items'))}`,
  );
}

/** Puts the true stories in place of what was found: a narrative a story, a match for each of its articles. */
async function writeTrueMatches(study: Study, echo: Echo): Promise<void> {
  using database = await Database.open();
  const narratives = await database.table(tables.narratives.columns);
  const members = await database.table(tables.members.columns);
  const matches = await database.table(tables.matches.columns);
  const posts = new Map<string, number>();
  for (const [item_id, narrative_id] of echo.storyOf) {
    const passage_id = `${item_id}#0`;
    const article = echo.articles.get(item_id);
    if (article !== undefined) {
      matches.append({
        narrative_id,
        passage_id,
        item_id,
        ecosystem: article.ecosystem,
        verified_score: 1,
        threshold: 1,
      });
      continue;
    }
    members.append({ passage_id, item_id, narrative_id, level: 0, similarity: 1 });
    posts.set(narrative_id, (posts.get(narrative_id) ?? 0) + 1);
  }
  for (const [narrative_id, count] of posts)
    narratives.append({ narrative_id, level: 0, posts: count, passages: count });
  await narratives.write(study.artefact('narratives'), 'narrative_id');
  await members.write(study.artefact('members'), 'item_id');
  await matches.write(study.artefact('matches'), 'item_id');
}

/**
 * `right`: of all stories asked for, the part whose first source is found and right; a story that is not
 * found and one whose order cannot be told count as wrong. `split`: the same where a story whose order
 * cannot be told counts 1/n for n sources that nothing precedes, if the true one is among them.
 */
function scoresOf(
  firsts: Firsts,
  asked: ReadonlyMap<string, string>,
): { figures: Record<string, number>; wrong: Record<string, string> } {
  let [found, decided, right, split, held] = [0, 0, 0, 0, 0];
  const wrong: Record<string, string> = {};
  for (const [story, truth] of asked) {
    const own = firsts.get(story);
    if (own === undefined) {
      wrong[story] = 'not found';
      continue;
    }
    found += 1;
    const sources = [...own.keys()];
    const standing = outcomes([...own.values()]);
    const first = sources[standing.indexOf('first')];
    const candidates = sources.filter((_, place) => standing[place] !== 'not_first');
    if (first !== undefined) decided += 1;
    if (first === truth) right += 1;
    else if (first !== undefined) wrong[story] = `${first} instead of ${truth}`;
    if (candidates.includes(truth)) {
      held += 1;
      split += 1 / candidates.length;
    }
  }
  return {
    figures: {
      found: found / asked.size,
      decided: decided / asked.size,
      right: right / asked.size,
      right_of_decided: decided === 0 ? 0 : right / decided,
      among_candidates: held / asked.size,
      split: split / asked.size,
    },
    wrong,
  };
}
