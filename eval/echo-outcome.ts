/** What a study says about the labelled collection, in the terms of its truth. */
import { lengthInWords } from '../src/kernels/passage.ts';
import { Database, parquet } from '../src/store/database.ts';
import type { Study } from '../src/store/study.ts';
import type { Echo } from './echo-data.ts';

/** An article and a narrative of the study, with the best score among the passages of the article. */
export interface Pair {
  readonly article: string;
  readonly narrative: string;
  /** Majority story of the narrative; undefined where no post of it has a story. */
  readonly story: string | undefined;
  /** Languages of the post and the article, `zh-ru`. */
  readonly languages: string;
  readonly score: number;
}

/** One clustering of the collection and its matches. */
export interface Outcome {
  /** Labelled posts that have a passage: the narrative of the longest passage, and the true story. */
  readonly posts: readonly { readonly item: string; readonly narrative: string; readonly story: string }[];
  /** Narratives of the finest level. */
  readonly narratives: number;
  readonly majority: ReadonlyMap<string, string>;
  /** Best narrative of each article passage, best score per article, narrative and languages. */
  readonly pairs: readonly Pair[];
  /** True pairs "article story": labelled articles of the stories that have posts. */
  readonly wanted: ReadonlySet<string>;
}

/** Key of an article and a story. */
export function pairKey(article: string, story: string | null): string {
  return `${article} ${story ?? '(no story)'}`;
}

/** Reads the tables of a study. */
export async function readOutcome(study: Study, echo: Echo): Promise<Outcome> {
  using database = await Database.open();
  const members = await database.rows<{
    item_id: string;
    narrative_id: string;
    text: string;
    ordinal: number;
    language: string;
  }>(
    `SELECT m.item_id, m.narrative_id, p.text, p.ordinal, p.language
     FROM ${parquet(study.table('members'))} m JOIN ${parquet(study.table('passages'))} p USING (passage_id)
     WHERE m.level = 0 ORDER BY m.item_id, p.ordinal`,
  );
  const longest = new Map<string, { words: number; narrative: string }>();
  for (const { item_id, narrative_id, text } of members) {
    const words = lengthInWords(text);
    if (words > (longest.get(item_id)?.words ?? -1)) longest.set(item_id, { words, narrative: narrative_id });
  }
  const posts = [...longest].flatMap(([item, { narrative }]) => {
    const story = echo.storyOf.get(item);
    return story === undefined ? [] : [{ item, narrative, story }];
  });
  const majority = majorityStories(members, echo);
  const scored = await database.rows<{ article: string; narrative: string; languages: string; score: number }>(
    `SELECT m.item_id AS article, m.narrative_id AS narrative, post.language || '-' || own.language AS languages, max(m.verified_score) AS score
     FROM ${parquet([study.table('matches'), study.table('near')])} m
     JOIN ${parquet(study.table('passages'))} own ON own.passage_id = m.passage_id
     JOIN ${parquet(study.table('passages'))} post ON post.passage_id = m.post_passage_id
     GROUP BY ALL ORDER BY ALL`,
  );
  const withPosts = new Set(posts.map((post) => post.story));
  return {
    posts,
    narratives: new Set(members.map((member) => member.narrative_id)).size,
    majority,
    pairs: scored.map((row) => ({ ...row, story: majority.get(row.narrative) })),
    wanted: new Set(
      [...echo.articles.keys()].flatMap((article) => {
        const story = echo.storyOf.get(article);
        return story !== undefined && withPosts.has(story) ? [pairKey(article, story)] : [];
      }),
    ),
  };
}

/** The story of most labelled posts of each narrative; of several the smallest id. */
function majorityStories(
  members: readonly { item_id: string; narrative_id: string }[],
  echo: Echo,
): Map<string, string> {
  const tallies = new Map<string, Map<string, Set<string>>>();
  for (const { item_id, narrative_id } of members) {
    const story = echo.storyOf.get(item_id);
    if (story === undefined) continue;
    let tally = tallies.get(narrative_id);
    if (tally === undefined) tallies.set(narrative_id, (tally = new Map<string, Set<string>>()));
    tally.set(story, (tally.get(story) ?? new Set<string>()).add(item_id));
  }
  return new Map(
    [...tallies].map(([narrative, tally]) => {
      const [[story]] = [...tally].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1)) as [
        [string, Set<string>],
      ];
      return [narrative, story];
    }),
  );
}

/** Those pairs of an outcome that the study itself accepted. */
export async function acceptedPairs(outcome: Outcome, study: Study): Promise<Pair[]> {
  using database = await Database.open();
  const rows = await database.rows<{ article: string; narrative: string }>(
    `SELECT DISTINCT item_id AS article, narrative_id AS narrative FROM ${parquet(study.table('matches'))}`,
  );
  const accepted = new Set(rows.map(({ article, narrative }) => `${article} ${narrative}`));
  return outcome.pairs.filter(({ article, narrative }) => accepted.has(`${article} ${narrative}`));
}
