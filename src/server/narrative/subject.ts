/** The narrative a page is about: at any level, measured or not, merged or excluded. */
import type { Named } from './label.ts';
import type { StudyReader } from '../study-reader.ts';

/**
 * What a narrative is among the others:
 *
 * - `measured`: the figures speak of it
 * - `small`: of the measured level, but with too few posts
 * - `unmeasured`: nothing has been measured yet
 * - `merged`: an edit made it part of another
 * - `excluded`: an edit took it out
 * - `coarser`, `finer`: of another level than the figures
 */
export type Standing = 'measured' | 'small' | 'unmeasured' | 'merged' | 'excluded' | 'coarser' | 'finer';

/** A narrative as its page shows it. Times are milliseconds since 1970. */
export interface Subject {
  readonly id: string;
  readonly level: number;
  readonly label: string;
  /** Language of the label. */
  readonly language: string | null;
  /** JSON object: language to words. */
  readonly keywords: string;
  readonly posts: number;
  readonly firstPost: number | null;
  readonly lastPost: number | null;
  readonly standing: Standing;
  /** Of merged and finer ones: the measured narrative that stands for it. */
  readonly under: Named | undefined;
  /** The narrative of the next coarser level. */
  readonly parent: Named | undefined;
  readonly edits: readonly SubjectEdit[];
}

/** What a person changed about it. */
export interface SubjectEdit {
  readonly kind: 'merge' | 'rename' | 'exclude';
  readonly narratives: readonly string[];
  readonly to: string | null;
  readonly because: string | null;
}

interface SubjectRow extends Omit<Subject, 'standing' | 'edits' | 'label' | 'keywords' | 'under' | 'parent'> {
  readonly label: string | null;
  readonly keywords: string | null;
  readonly medoid: string | null;
  readonly measuredLevel: number;
  readonly isMeasured: boolean;
  readonly under: string | null;
  readonly parent: string | null;
}

/** The narrative of this id; undefined where there is none. */
export async function readSubject(reader: StudyReader, id: string, signal: AbortSignal): Promise<Subject | undefined> {
  // The table of narratives is long: its texts are read only where the narrative is not a measured one.
  const row = await reader.row<SubjectRow>(
    `SELECT n.narrative_id AS id, n.level, m.label, l.language, n.medoids[1] AS medoid, m.keywords,
       coalesce(l.posts, n.posts) AS posts, epoch_ms(coalesce(l.first_post_at, n.first_post_at)) AS "firstPost",
       epoch_ms(coalesce(l.last_post_at, n.last_post_at)) AS "lastPost",
       (SELECT level FROM measured_level) AS "measuredLevel", m.narrative_id IS NOT NULL AS "isMeasured", n.parent_id AS parent,
       coalesce((SELECT measured_id FROM standing WHERE narrative_id = $1), (SELECT measured_id FROM root WHERE narrative_id = $1)) AS under
     FROM (SELECT narrative_id, level, medoids, posts, first_post_at, last_post_at, parent_id FROM narratives WHERE narrative_id = $1) n
     LEFT JOIN narrative_list l ON l.narrative_id = $1 LEFT JOIN measured m ON m.narrative_id = $1`,
    [id],
    signal,
  );
  if (row === undefined) return undefined;
  const [edits, texts, related] = await Promise.all([
    reader.rows<SubjectEdit>(
      `SELECT kind, narratives, "to", because FROM edits
       WHERE list_contains(narratives, $1) OR (kind = 'merge' AND "to" = $1) ORDER BY edit`,
      [id],
      signal,
    ),
    row.label === null ? textsOf(reader, row, signal) : { label: row.label, keywords: row.keywords ?? '{}' },
    namesOf(reader, row, signal),
  ]);
  const standing = standingOf(row, edits, reader.manifest.stages.measure !== undefined);
  const language = row.language ?? (await languageOf(reader, row.medoid, signal));
  const named = (other: string | null): Named | undefined => related.find((narrative) => narrative.id === other);
  return { ...row, ...texts, language, standing, edits, under: named(row.under), parent: named(row.parent) };
}

/** Labels of the other narratives that this one belongs to. */
async function namesOf(reader: StudyReader, { id, under, parent }: SubjectRow, signal: AbortSignal): Promise<Named[]> {
  if (parent === null && (under === null || under === id)) return [];
  return reader.rows<Named>(
    `SELECT n.narrative_id AS id, coalesce(l.label, n.label, '') AS label, coalesce(l.language, p.language) AS language
     FROM (SELECT narrative_id, left(label, 300) AS label, medoids[1] AS medoid FROM narratives
       WHERE narrative_id IN ($1, $2) AND narrative_id <> $3) n
     LEFT JOIN narrative_list l USING (narrative_id) LEFT JOIN passages p ON p.passage_id = n.medoid`,
    [under, parent, id],
    signal,
  );
}

async function textsOf(
  reader: StudyReader,
  { id }: SubjectRow,
  signal: AbortSignal,
): Promise<Pick<Subject, 'label' | 'keywords'>> {
  const found = await reader.row<Pick<Subject, 'label' | 'keywords'>>(
    `SELECT coalesce(label, '') AS label, coalesce(keywords, '{}') AS keywords FROM narratives WHERE narrative_id = $1`,
    [id],
    signal,
  );
  return found!;
}

async function languageOf(reader: StudyReader, passage: string | null, signal: AbortSignal): Promise<string | null> {
  if (passage === null) return null;
  const found = await reader.row<{ language: string | null }>(
    'SELECT language FROM passages WHERE passage_id = $1',
    [passage],
    signal,
  );
  return found?.language ?? null;
}

function standingOf(row: SubjectRow, edits: readonly SubjectEdit[], hasMeasures: boolean): Standing {
  if (row.level > row.measuredLevel) return 'coarser';
  if (row.level < row.measuredLevel) return 'finer';
  if (row.isMeasured) return 'measured';
  if (!hasMeasures) return 'unmeasured';
  if (row.under !== null && row.under !== row.id) return 'merged';
  return edits.some(({ kind, narratives }) => kind === 'exclude' && narratives.includes(row.id)) ? 'excluded' : 'small';
}

/** A narrative that another consists of, or belongs to. */
export interface Relative {
  readonly narrative_id: string;
  readonly label: string;
  readonly language: string | null;
  readonly posts: number;
  readonly articles: number;
}

/** Finer narratives that are listed. */
export const relativesListed = 50;

/** The narratives of the next finer level inside a coarser one, those with most posts first, and how many there are. */
export async function readFiner(
  reader: StudyReader,
  id: string,
  signal: AbortSignal,
): Promise<{ readonly finer: readonly Relative[]; readonly count: number }> {
  const rows = await reader.rows<Relative & { readonly count: number }>(
    `WITH finer AS (SELECT narrative_id, coalesce(label, '') AS label, medoids[1] AS medoid, posts FROM narratives WHERE parent_id = $1),
       counted AS (SELECT count(*) AS count FROM finer),
       listed AS (SELECT * FROM finer ORDER BY posts DESC, narrative_id LIMIT ${relativesListed}),
       matched AS (
         SELECT a.ancestor AS narrative_id, count(DISTINCT m.item_id) AS articles
         FROM ancestors a JOIN listed ON listed.narrative_id = a.ancestor JOIN matches m ON m.narrative_id = a.narrative_id GROUP BY 1)
     SELECT l.narrative_id, l.label, p.language, l.posts, coalesce(matched.articles, 0) AS articles, counted.count
     FROM listed l CROSS JOIN counted LEFT JOIN matched USING (narrative_id) LEFT JOIN passages p ON p.passage_id = l.medoid
     ORDER BY l.posts DESC, l.narrative_id`,
    [id],
    signal,
  );
  return { finer: rows, count: rows[0]?.count ?? 0 };
}
