/** The four answers under one set of matches, for every choice that remains. */
import { groupBy } from '../kernels/group-by.ts';
import { outcomes } from '../kernels/first-appearance.ts';
import { Random } from '../kernels/random.ts';
import { winnerShares } from '../kernels/winners.ts';
import type { Database } from '../store/database.ts';
import type { Baseline } from '../kernels/association-draws.ts';
import { estimateContinuous } from './influence-estimate.ts';
import { readCascades } from './influence-events.ts';
import { fewestNarratives } from './influence.ts';
import { findAppearing, findFirsts, gapOf } from './measure-appearing.ts';
import { measureBaselines } from './measure-baselines.ts';
import { countings, countMatched } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { MeasureOptions } from './measure.ts';

const timings = ['interval', 'day', 'one_day'] as const;
const weightings = ['narratives', 'posts'] as const;
const backgrounds = ['onset', 'steady'] as const;

/** Choices beside the level and the margin; one that does not bear on an answer is left out. */
export interface Choices {
  readonly counting?: Counting;
  readonly baseline?: Baseline;
  /** How times are compared, as `measure.firstResolution` has it; for influence the times themselves. */
  readonly times?: (typeof timings)[number];
  /** Whether every narrative counts the same, or by its posts. */
  readonly weighting?: (typeof weightings)[number];
  /** The background of influence. */
  readonly background?: (typeof backgrounds)[number];
}

/** An answer: a value per source, 0 to 1, and the sources with the highest; none where nothing was found. */
export interface Answer {
  readonly question: 'share' | 'association' | 'first_appearance' | 'influence';
  readonly values: ReadonlyMap<string, number>;
  readonly winners: readonly string[];
}

/** Answers under each combination; expects the temporary tables of `findEvents`. */
export async function* answersOf(
  database: Database,
  options: MeasureOptions,
): AsyncGenerator<{ choices: Choices; answer: Answer }> {
  const counts = await countMatched(database, options.level);
  if (counts.ecosystems.length === 0) return;
  const posts = await postsOf(database);
  for (const counting of countings) {
    const total = counts.matched[counting].reduce((sum, count) => sum + count, 0);
    const shares = counts.matched[counting].map((count) => (total === 0 ? 0 : count / total));
    yield { choices: { counting }, answer: answerOf('share', counts.ecosystems, shares) };
    yield* associations(counts, counting, posts, options);
  }
  for (const times of timings) {
    const first = await firstAmong(database, options, times);
    for (const weighting of weightings) {
      const weights = counts.narratives.map(({ id }) => (weighting === 'posts' ? posts.get(id)! : 1));
      const won = new Float64Array(counts.ecosystems.length);
      let all = 0;
      counts.narratives.forEach(({ id }, row) => {
        const winner = first.get(id);
        if (winner === undefined) return;
        all += weights[row]!;
        if (winner !== null) won[counts.ecosystems.indexOf(winner)]! += weights[row]!;
      });
      const shares = Array.from(won, (sum) => (all === 0 ? 0 : sum / all));
      yield { choices: { times, weighting }, answer: answerOf('first_appearance', counts.ecosystems, shares) };
    }
  }
}

/** What the influence of a specification is estimated with. */
export interface InfluenceRequest {
  readonly platform: string;
  /** Of more narratives than this a random sample is taken. */
  readonly maxNarratives: number;
  readonly minEvents: number;
  readonly seed: number;
  /** The only choices that are taken, where not all are. */
  readonly only?: { readonly counting: Counting; readonly background: (typeof backgrounds)[number] };
  readonly onStep: () => Promise<void>;
}

/**
 * Influence of the ecosystems on the platform under each combination, or under the study's own choices alone;
 * expects the tables of `findEvents`.
 */
export async function* influencesOf(
  database: Database,
  { platform, maxNarratives, minEvents, seed, only, onStep }: InfluenceRequest,
): AsyncGenerator<{ choices: Choices; answer: Answer }> {
  const rows = { interval: 'events', day: daysOfEvents } as const;
  for (const counting of only === undefined ? countings : [only.counting]) {
    for (const times of only === undefined ? (['interval', 'day'] as const) : (['interval'] as const)) {
      const random = new Random(seed);
      const { names, events } = await readCascades(database, {
        rows: rows[times],
        platform,
        counting,
        maxNarratives,
        random,
      });
      const target = names.indexOf(platform);
      if (target < 0 || events.starts.length - 1 < fewestNarratives) continue;
      const found = names.map((_, kind) => events.kinds.reduce((sum, own) => sum + Number(own === kind), 0));
      for (const background of only === undefined ? backgrounds : [only.background]) {
        const { figures } = await estimateContinuous(events, {
          background,
          times: 'model',
          imputations: 1,
          bootstrap: 0,
          random: new Random(seed + 1),
          onStep,
        });
        const sources = names.filter((name, kind) => name !== platform && found[kind]! >= minEvents);
        const values = sources.map((name) => figures.influence[names.indexOf(name) * names.length + target]!);
        yield { choices: { counting, times, background }, answer: answerOf('influence', sources, values) };
      }
    }
  }
}

const daysOfEvents = `(SELECT * REPLACE (date_trunc('day', earliest) AS earliest,
  date_trunc('day', latest - INTERVAL 1 MICROSECOND) + INTERVAL 1 DAY AS latest) FROM events)`;

function* associations(
  counts: Counts,
  counting: Counting,
  posts: ReadonlyMap<string, number>,
  options: MeasureOptions,
): Generator<{ choices: Choices; answer: Answer }> {
  const columns = counts.ecosystems.length;
  const weights = Float64Array.from(counts.narratives, ({ id }) => posts.get(id)!);
  for (const { baseline, winners } of measureBaselines(counts, counting, options).baselines) {
    for (const weighting of weightings) {
      const shares = winnerShares(winners, columns, weighting === 'posts' ? weights : undefined);
      yield {
        choices: { counting, baseline, weighting },
        answer: answerOf('association', counts.ecosystems, [...shares]),
      };
    }
  }
}

function answerOf(question: Answer['question'], sources: readonly string[], values: readonly number[]): Answer {
  const best = Math.max(...values);
  return {
    question,
    values: new Map(sources.map((source, place) => [source, values[place]!])),
    winners: best > 0 ? sources.filter((_, place) => values[place] === best) : [],
  };
}

async function postsOf(database: Database): Promise<Map<string, number>> {
  const rows = await database.rows<{ narrative_id: string; posts: number }>('SELECT narrative_id, posts FROM measured');
  return new Map(rows.map(({ narrative_id, posts }) => [narrative_id, posts]));
}

/** The first ecosystem of each narrative that has one or more; null where it cannot be told. */
async function firstAmong(
  database: Database,
  options: MeasureOptions,
  firstResolution: (typeof timings)[number],
): Promise<Map<string, string | null>> {
  await findAppearing(database, { firstResolution });
  await findFirsts(database, options);
  const gap = gapOf(firstResolution);
  const rows = await database.rows<{
    narrative_id: string;
    ecosystem: string;
    low: number | null;
    high: number | null;
  }>('SELECT narrative_id, ecosystem, low, high FROM appearances WHERE ecosystem IS NOT NULL ORDER BY ALL');
  const firsts = new Map<string, string | null>();
  for (const [narrative, own] of groupBy(rows, ({ narrative_id }) => narrative_id)) {
    const spans = own.map(({ low, high }) => ({ earliest: low ?? -Infinity, latest: high ?? Infinity }));
    const first = outcomes(spans, gap).indexOf('first');
    firsts.set(narrative, first < 0 ? null : own[first]!.ecosystem);
  }
  return firsts;
}
