/** Share, association and first appearance as shipped, against the truth of the labelled collection. */
import { columnTotals, npmiOwn, rawShare, releasedConstants, scaledCounts } from '../src/kernels/association.ts';
import { logOdds } from '../src/kernels/log-odds.ts';
import { winners } from '../src/kernels/winners.ts';
import { Database, parquet } from '../src/store/database.ts';
import type { Study } from '../src/store/study.ts';
import { platform } from './echo-data.ts';
import type { Echo, Story } from './echo-data.ts';
import type { Outcome } from './echo-outcome.ts';

/** Ecosystems of the collection, as columns of the true counts. */
const ecosystems = ['american', 'chinese', 'russian', 'ukrainian'] as const;

/** Figures of the tables the stage `measure` writes, and what they were made of. */
export async function measureFigures(
  study: Study,
  echo: Echo,
  outcome: Outcome,
): Promise<{ figures: Record<string, number>; details: Record<string, unknown> }> {
  using database = await Database.open();
  const share = await shareFigures(database, study, echo, outcome);
  return {
    figures: {
      ...share.figures,
      ...(await associationFigures(database, study, echo, outcome)),
      ...(await firstFigures(database, study, echo, outcome)),
    },
    details: share.details,
  };
}

async function shareFigures(
  database: Database,
  study: Study,
  echo: Echo,
  outcome: Outcome,
): ReturnType<typeof measureFigures> {
  const found = new Map(
    (
      await database.rows<{ ecosystem: string; share: number; low: number | null; high: number | null }>(
        `SELECT ecosystem, share, low, high FROM ${parquet(study.table('share'))} WHERE counting = 'copies'`,
      )
    ).map((row) => [row.ecosystem, row]),
  );
  const articlesOf = (stories: ReadonlySet<string>): number[] => {
    const counts = ecosystems.map(() => 0);
    for (const [article, { ecosystem }] of echo.articles) {
      const story = echo.storyOf.get(article);
      if (story !== undefined && stories.has(story)) counts[ecosystems.indexOf(ecosystem as never)]! += 1;
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => count / total);
  };
  const withPosts = new Set(outcome.posts.map((post) => post.story));
  const truth = articlesOf(withPosts);
  const truthOfFive = articlesOf(
    new Set([...withPosts].filter((story) => echo.stories.get(story)!.counts[platform]! >= 5)),
  );
  const errors = (of: readonly number[]): number[] =>
    ecosystems.map((name, place) => Math.abs((found.get(name)?.share ?? 0) - of[place]!));
  const within = (of: readonly number[]): number =>
    mean(
      ecosystems.map((name, place) => {
        const { low = null, high = null } = found.get(name) ?? {};
        return low !== null && high !== null && low <= of[place]! && of[place]! <= high ? 1 : 0;
      }),
    );
  return {
    figures: {
      share_largest_error: Math.max(...errors(truth)),
      share_largest_error_of_five: Math.max(...errors(truthOfFive)),
      share_within_interval: within(truth),
      share_within_interval_of_five: within(truthOfFive),
    },
    details: Object.fromEntries(
      ecosystems.map((name, place) => [
        name,
        {
          share: found.get(name)?.share ?? 0,
          low: found.get(name)?.low,
          high: found.get(name)?.high,
          truth: truth[place],
          truth_of_stories_with_five_posts: truthOfFive[place],
        },
      ]),
    ),
  };
}

/**
 * Winners per baseline: of the measured narratives with a majority story and a winner, the part whose
 * winner is the story's true winner; ties on either side count for their part.
 */
async function associationFigures(
  database: Database,
  study: Study,
  echo: Echo,
  outcome: Outcome,
): Promise<Record<string, number>> {
  const rows = await database.rows<{ narrative_id: string; ecosystem: string; baseline: string }>(
    `SELECT narrative_id, ecosystem, baseline FROM ${parquet(study.table('association'))} WHERE counting = 'copies' AND is_winner`,
  );
  const truth = trueWinners(echo, outcome);
  const figures: Record<string, number> = {};
  for (const [baseline, ofStory] of Object.entries(truth)) {
    const found = grouped(rows.filter((row) => row.baseline === baseline));
    const scores = [...found].flatMap(([narrative, winning]) => {
      const story = outcome.majority.get(narrative);
      const real = story === undefined ? undefined : ofStory.get(story);
      return real === undefined ? [] : [winning.filter((name) => real.includes(name)).length / winning.length];
    });
    figures[`winner_${baseline}`] = mean(scores);
    figures[`winner_${baseline}_narratives`] = scores.length;
  }
  return figures;
}

/** Winning ecosystems of each story that has posts and articles, from the true counts of all such stories. */
function trueWinners(echo: Echo, outcome: Outcome): Record<string, Map<string, string[]>> {
  const stories = [...new Set(outcome.posts.map((post) => post.story))].sort();
  const counts = stories.flatMap((story) => ecosystems.map((name) => echo.stories.get(story)!.counts[name]!));
  const totals = columnTotals(counts, ecosystems.length);
  const constants = releasedConstants(counts, ecosystems.length, ecosystems.indexOf('chinese'));
  if (constants === undefined || totals.some((total) => total === 0))
    throw new Error('an ecosystem of the collection has no article of a story with posts');
  const values = {
    raw: rawShare(counts, ecosystems.length),
    npmi_own: npmiOwn(counts, ecosystems.length),
    log_odds: logOdds(counts, ecosystems.length, stories.length),
    // The winner of the released variant is that of the scaled counts; the values themselves may be cut.
    npmi_released: scaledCounts(counts, ecosystems.length, constants),
  };
  return Object.fromEntries(
    Object.entries(values).map(([baseline, of]) => {
      const marks = winners(of, counts, ecosystems.length);
      return [
        baseline,
        new Map(
          stories.flatMap((story, row) => {
            const won = ecosystems.filter((_, column) => marks[row * ecosystems.length + column] === 1);
            return won.length === 0 ? [] : [[story, [...won]]];
          }),
        ),
      ];
    }),
  );
}

/**
 * First appearance: of the narratives with a majority story that the study decides, the part where
 * the first ecosystem is the true one, without the platform and with it.
 */
async function firstFigures(
  database: Database,
  study: Study,
  echo: Echo,
  outcome: Outcome,
): Promise<Record<string, number>> {
  const rows = await database.rows<{
    narrative_id: string;
    ecosystem: string;
    outcome: string | null;
    against_platform: string | null;
  }>(
    `SELECT narrative_id, ecosystem, outcome, against_platform FROM ${parquet(study.table('first_appearance'))} ORDER BY ALL`,
  );
  const byNarrative = new Map<string, typeof rows>();
  for (const row of rows) byNarrative.set(row.narrative_id, [...(byNarrative.get(row.narrative_id) ?? []), row]);
  const alone: number[] = [];
  const together: number[] = [];
  let withStory = 0;
  for (const [narrative, own] of byNarrative) {
    const story = echo.stories.get(outcome.majority.get(narrative) ?? '');
    if (story === undefined) continue;
    withStory += 1;
    const first = own.find((row) => row.outcome === 'first');
    const real = firstOf(story);
    if (first !== undefined && real !== undefined) alone.push(first.ecosystem === real ? 1 : 0);
    const found = own.every((row) => row.ecosystem === platform || row.against_platform === 'after')
      ? platform
      : first?.against_platform === 'before'
        ? first.ecosystem
        : undefined;
    if (found !== undefined) together.push(found === story.first ? 1 : 0);
  }
  return {
    first_without_platform: mean(alone),
    first_without_platform_decided: alone.length / withStory,
    first_with_platform: mean(together),
    first_with_platform_decided: together.length / withStory,
    first_narratives: withStory,
  };
}

/** The ecosystem whose first article is earliest; undefined where no ecosystem has one. */
function firstOf({ first_at }: Story): string | undefined {
  const dated = ecosystems.flatMap((name) => {
    const at = Date.parse(first_at[name] ?? '');
    return Number.isNaN(at) ? [] : [{ name, at }];
  });
  return dated.sort((a, b) => a.at - b.at)[0]?.name;
}

function grouped(rows: readonly { narrative_id: string; ecosystem: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { narrative_id, ecosystem } of rows)
    groups.set(narrative_id, [...(groups.get(narrative_id) ?? []), ecosystem]);
  return groups;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
