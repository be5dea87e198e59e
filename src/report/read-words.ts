/** Words that mark each narrative in the articles that match it, per language of the articles. */
import { keywords, wordsOf } from '../kernels/keywords.ts';
import type { Database } from '../store/database.ts';

/** Matched passages looked at per narrative and language, best first: enough for words, bounded in memory. */
const passagesPerNarrative = 100;

/**
 * Keywords by PMI of the narratives that are shown, each language against its own matched passages;
 * expects the tables of `read-chosen.ts` and `read-evidence.ts`. Each text counts once, however many sites
 * carry it.
 */
export async function readArticleWords(
  database: Database,
  limit: number,
): Promise<Map<string, Record<string, string[]>>> {
  const rows = await database.rows<{ narrative_id: string; language: string; text: string }>(`
    WITH texts AS (
      SELECT m.narrative_id, p.language, p.text, max(m.verified_score) AS score
      FROM report_matched m JOIN report_cited_passages p USING (passage_id)
      GROUP BY m.narrative_id, p.language, p.text),
    best AS (
      SELECT * FROM texts
      QUALIFY row_number() OVER (PARTITION BY narrative_id, language ORDER BY score DESC, text) <= ${passagesPerNarrative})
    SELECT narrative_id, language, text FROM best ORDER BY language, narrative_id, score DESC, text`);
  const found = new Map<string, Record<string, string[]>>();
  for (const language of new Set(rows.map((row) => row.language))) {
    const own = rows.filter((row) => row.language === language);
    const narratives = [...new Set(own.map((row) => row.narrative_id))];
    const place = new Map(narratives.map((id, index) => [id, index]));
    const marks = keywords(
      own.map((row) => wordsOf(row.text, language)),
      own.map((row) => place.get(row.narrative_id)!),
      narratives.length,
      limit,
    );
    narratives.forEach((id, index) => {
      if (marks[index]!.length > 0) found.set(id, { ...found.get(id), [language]: marks[index]! });
    });
  }
  return found;
}
