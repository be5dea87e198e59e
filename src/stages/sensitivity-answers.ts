/** The four answers under one set of matches, for every choice that remains. */
import { groupBy } from '../kernels/group-by.ts';
import { outcomes } from '../kernels/first-appearance.ts';
import { winnerShares } from '../kernels/winners.ts';
import type { Database } from '../store/database.ts';
import { measureBaselines, referenceOf } from './measure-association.ts';
import type { BaselineName } from './measure-association.ts';
import { countings, countMatched } from './measure-counts.ts';
import type { Counting, Counts } from './measure-counts.ts';
import type { MeasureOptions } from './measure.ts';

const timings = ['intervals', 'days'] as const;
const weightings = ['narratives', 'posts'] as const;

/** Choices beside the level and the margin; one that does not bear on an answer is left out. */
export interface Choices {
  readonly counting?: Counting;
  readonly baseline?: BaselineName;
  readonly times?: (typeof timings)[number];
  /** Whether every narrative counts the same, or by its posts. */
  readonly weighting?: (typeof weightings)[number];
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
    yield* associations(counts, counting, posts, options.reference);
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

function* associations(
  counts: Counts,
  counting: Counting,
  posts: ReadonlyMap<string, number>,
  reference: string | undefined,
): Generator<{ choices: Choices; answer: Answer }> {
  const columns = counts.ecosystems.length;
  const weights = Float64Array.from(counts.narratives, ({ id }) => posts.get(id)!);
  for (const { name, winners } of measureBaselines(counts.k[counting], columns, referenceOf(counts, reference))) {
    for (const weighting of weightings) {
      const shares = winnerShares(winners, columns, weighting === 'posts' ? weights : undefined);
      yield {
        choices: { counting, baseline: name, weighting },
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

const day = 86_400_000;

/** The first ecosystem of each narrative that has one or more; null where it cannot be told. */
async function firstAmong(
  database: Database,
  { undatedBlocks }: MeasureOptions,
  times: (typeof timings)[number],
): Promise<Map<string, string | null>> {
  const open = undatedBlocks ? 'earliest IS NULL' : '(earliest IS NULL AND latest IS NOT NULL)';
  const rows = await database.rows<{
    narrative_id: string;
    ecosystem: string;
    earliest: number | null;
    latest: number | null;
  }>(`
    SELECT e.narrative_id, e.source AS ecosystem,
      epoch_ms(CASE WHEN bool_or(${open}) THEN NULL ELSE min(earliest) END) AS earliest, epoch_ms(min(latest)) AS latest
    FROM events e JOIN matched m ON m.narrative_id = e.narrative_id AND m.item_id = e.item_id
    WHERE m.clear GROUP BY ALL ORDER BY ALL`);
  const coarse = times === 'days' ? day : 1;
  const standing = groupBy(rows, ({ narrative_id }) => narrative_id);
  const firsts = new Map<string, string | null>();
  for (const [narrative, own] of standing) {
    const spans = own.map(({ earliest, latest }) => ({
      earliest: earliest === null ? -Infinity : Math.floor(earliest / coarse) * coarse,
      latest: latest === null ? Infinity : Math.ceil(latest / coarse) * coarse,
    }));
    const first = outcomes(spans).indexOf('first');
    firsts.set(narrative, first < 0 ? null : own[first]!.ecosystem);
  }
  return firsts;
}
