/**
 * What choosing passages by their sketches loses in this very study: the passages of the random sample
 * are matched whatever their sketch, so their matches say how many the sketches alone would have missed.
 */
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';

/** What the sketches let through, and what the sample says about the rest: matches to narratives of `minPosts` posts. */
export async function describeScreening(
  database: Database,
  sample: string,
  candidates: readonly string[],
  matches: string,
  { members, minPosts }: { members: string; minPosts: number },
): Promise<{ counts: Record<string, number>; notes: string[] }> {
  if (candidates.length === 0) return { counts: {}, notes: [] };
  const [passed] = await database.rows<{ chosen: number }>(
    `SELECT count(DISTINCT passage_id) FILTER (near) AS chosen FROM ${parquet(candidates)}`,
  );
  const [audit] = await database.rows<{ found: number; missed: number }>(
    `SELECT count(DISTINCT passage_id) AS found, count(DISTINCT passage_id) FILTER (NOT near) AS missed
     FROM ${parquet(candidates)}
     WHERE passage_id IN (SELECT passage_id FROM ${parquet(sample)})
       AND passage_id IN (
         SELECT m.passage_id FROM ${parquet(matches)} m
         JOIN (SELECT narrative_id FROM ${parquet(members)} GROUP BY narrative_id HAVING count(DISTINCT item_id) >= ${minPosts})
         USING (narrative_id))`,
  );
  const { found, missed } = audit!;
  return {
    counts: { candidate_passages: passed!.chosen, sample_matches: found, sample_matches_missed: missed },
    notes:
      found === 0
        ? []
        : [
            `sketches chose the passages that were compared; of ${found} matches${minPosts > 1 ? ` to narratives of ${minPosts} posts or more` : ''} in a random sample, which was compared whole, they would have missed ${missed} (crosscurrent run --exact compares everything)`,
          ],
  };
}
