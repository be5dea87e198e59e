/**
 * What choosing passages by their sketches loses in this very study: a random sample of article
 * passages is matched as an exact run would, and its matches are looked up among those that were chosen.
 */
import { samplePath } from './embed-sample.ts';
import type { StageContext } from '../stage.ts';
import { sha256OfFile } from '../store/atomic.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Shard, Study } from '../store/study.ts';
import type { ArticleShard } from './match-candidates.ts';

/** The sample as a shard of its own, which no sketches thin out. */
export async function sampleShard(
  { study, settings, input }: StageContext<unknown>,
  database: Database,
): Promise<ArticleShard> {
  const [{ n }] = (await database.rows<{ n: number }>(`SELECT count(*) AS n FROM ${parquet(input('sample'))}`)) as [
    { n: number },
  ];
  const passages: Shard = {
    name: 'sample',
    key: await sha256OfFile(input('sample')),
    file: 'vectors/sample.parquet',
    kind: 'article',
    rows: n,
  };
  return { passages, memo: await samplePath(study.folder, settings.embedder) };
}

/** What the sketches let through, and what the sample says about the rest. */
export async function describeScreening(
  database: Database,
  candidates: readonly string[],
  sampleMatches: string,
  study: Study,
  articles: readonly ArticleShard[],
): Promise<{ counts: Record<string, number>; notes: string[] }> {
  const looked = candidates.map((file, place) => ({ file, passages: study.path(articles[place]!.passages.file) }));
  let embedded = 0;
  const chosen = new Set<string>();
  const matched = (
    await database.rows<{ passage_id: string }>(
      `SELECT passage_id FROM ${parquet(sampleMatches)} WHERE verified_score >= threshold`,
    )
  ).map(({ passage_id }) => passage_id);
  for (const { file, passages } of looked) {
    const [{ n }] = (await database.rows<{ n: number }>(`SELECT count(DISTINCT row) AS n FROM ${parquet(file)}`)) as [
      { n: number },
    ];
    embedded += n;
    const found = await database.rows<{ passage_id: string }>(
      `SELECT passage_id FROM (SELECT passage_id, file_row_number AS row FROM read_parquet('${passages.replaceAll("'", "''")}', file_row_number = true)
         WHERE passage_id IN (SELECT passage_id FROM ${parquet(sampleMatches)} WHERE verified_score >= threshold)) p
       WHERE EXISTS (SELECT 1 FROM ${parquet(file)} c WHERE c.row = p.row)`,
    );
    for (const { passage_id } of found) chosen.add(passage_id);
  }
  const missed = matched.filter((id) => !chosen.has(id)).length;
  return {
    counts: { candidate_passages: embedded, sample_matches: matched.length, sample_matches_missed: missed },
    notes:
      matched.length === 0
        ? []
        : [
            `sketches chose the passages that were compared: of ${matched.length} matches in a random sample of articles they missed ${missed} (crosscurrent run --exact compares everything)`,
          ],
  };
}
