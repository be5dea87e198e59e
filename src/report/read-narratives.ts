/** Reads the narratives that are shown: what is known of each, and the evidence. */
import type { Database } from '../store/database.ts';
import { readChanged } from './read-association.ts';
import { citePassages, readMatches, readPosts } from './read-evidence.ts';
import { readArticleWords } from './read-words.ts';
import type {
  AssociationRow,
  EvidenceRows,
  FirstRow,
  NarrativeRow,
  NarrativeRows,
  PageOptions,
  TestRow,
} from './model.ts';

/** Keywords of the matching articles that are shown per language. */
const articleKeywords = 8;

/** What is known of each; expects the tables of `read-chosen.ts` and `report_won`. */
export async function readRows(database: Database): Promise<NarrativeRows> {
  return {
    narratives: await database.rows<NarrativeRow>(`
      SELECT l.narrative_id, coalesce(l.label, '') AS label, p.language, coalesce(l.keywords, '{}') AS keywords, l.posts, l.passages,
        epoch_ms(l.first_post_at) AS first_post_at, epoch_ms(l.last_post_at) AS last_post_at, r.matched
      FROM report_ranked r JOIN report_shown USING (narrative_id) JOIN report_listed l USING (narrative_id)
      LEFT JOIN passages p ON p.passage_id = l.medoids[1]
      ORDER BY r.rank`),
    association: await database.rows<AssociationRow>(`
      SELECT narrative_id, coalesce(ecosystem, '') AS ecosystem, baseline, articles, value, coalesce(is_winner, false) AS is_winner
      FROM association JOIN report_shown USING (narrative_id) WHERE counting = 'copies' ORDER BY narrative_id, ecosystem, baseline`),
    tests: await database.rows<TestRow>(`
      SELECT narrative_id, baseline, separable
      FROM association_tests JOIN report_shown USING (narrative_id) WHERE counting = 'copies' ORDER BY narrative_id, baseline`),
    first: await database.rows<FirstRow>(`
      SELECT f.narrative_id, coalesce(f.ecosystem, '') AS ecosystem, epoch_ms(f.first_at) AS at, f.precision, i.published_basis AS basis,
        epoch_ms(f.first_at_low) AS earliest, epoch_ms(f.first_at_high) AS latest, f.item_id, coalesce(f.undated, 0) AS undated,
        nullif(f.outcome, '') AS outcome, nullif(f.against_platform, '') AS against_platform, nullif(f.outcome_without_earliest, '') AS outcome_without_earliest
      FROM first_appearance f JOIN report_shown USING (narrative_id) LEFT JOIN items i ON i.item_id = f.item_id
      ORDER BY f.narrative_id, f.ecosystem`),
    changed: await readChanged(database),
  };
}

/** Words, posts and matched articles of each; expects the tables of `read-chosen.ts`. */
export async function readEvidence(database: Database, options: PageOptions): Promise<EvidenceRows> {
  await citePassages(database);
  return {
    words: await database.rows(`
      SELECT narrative_id, ecosystem, language, compared_with, list(word ORDER BY w.rank) AS words
      FROM words w JOIN (SELECT narrative_id FROM report_shown) USING (narrative_id)
      GROUP BY ALL ORDER BY narrative_id, ecosystem, language`),
    articleKeywords: await readArticleWords(database, articleKeywords),
    posts: await readPosts(database, options.maxPosts),
    evidence: await readMatches(database, options.maxEvidence),
  };
}
