/** What is shown of what was found: texts, sources and figures, read for the hits alone. */
import { existsSync } from 'node:fs';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';

/** A passage as it is shown. */
export interface PassageRow {
  readonly place: number;
  readonly passage_id: string;
  readonly item_id: string;
  readonly kind: 'post' | 'article';
  readonly ecosystem: string | null;
  readonly site: string | null;
  readonly language: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly published_at: Date | null;
  readonly published_precision: string;
  readonly text: string;
}

/** The passages at these places. */
export async function readPassageRows(
  study: Study,
  database: Database,
  places: readonly number[],
): Promise<Map<number, PassageRow>> {
  if (places.length === 0) return new Map();
  const rows = await database.rows<PassageRow>(
    `WITH chosen AS MATERIALIZED (
       SELECT file_row_number::INTEGER AS place, passage_id, item_id, language, text
       FROM read_parquet(${sqlText(study.table('passages'))}, file_row_number = true)
       WHERE file_row_number IN (${places.join(', ')}))
     SELECT place, passage_id, item_id, kind, ecosystem, site, chosen.language AS language, title, url,
       published_at, published_precision, chosen.text AS text
     FROM chosen JOIN ${parquet(study.table('items'))} USING (item_id)`,
  );
  return new Map(rows.map((row) => [row.place, row]));
}

/** A narrative as it is shown. */
export interface NarrativeRow {
  readonly narrative_id: string;
  readonly level: number;
  readonly label: string;
  readonly posts: number;
  readonly measured: boolean;
  readonly first_post_at: Date | null;
  readonly last_post_at: Date | null;
  readonly articles: readonly { readonly ecosystem: string; readonly articles: number }[];
}

/** The narratives with these ids; where nothing is measured yet, as they were clustered. */
export async function readNarrativeRows(
  study: Study,
  database: Database,
  ids: readonly string[],
): Promise<Map<string, NarrativeRow>> {
  if (ids.length === 0) return new Map();
  const columns = 'narrative_id, level, label, posts, first_post_at, last_post_at';
  const bound = ids.map((_, place) => `$${place + 1}`).join(', ');
  const isMeasured = existsSync(study.artefact('measured'));
  const narratives = `SELECT ${columns}, false AS measured FROM ${parquet(study.artefact('narratives'))}`;
  const found = await database.rows<Omit<NarrativeRow, 'articles'>>(
    isMeasured
      ? `SELECT ${columns}, true AS measured FROM ${parquet(study.artefact('measured'))} WHERE narrative_id IN (${bound})
         UNION ALL
         FROM (${narratives} WHERE narrative_id IN (${bound})) n
         WHERE narrative_id NOT IN (SELECT narrative_id FROM ${parquet(study.artefact('measured'))})`
      : `${narratives} WHERE narrative_id IN (${bound})`,
    ids,
  );
  const counts = existsSync(study.artefact('items'))
    ? await database.rows<{ narrative_id: string; ecosystem: string; articles: number }>(
        `SELECT narrative_id, coalesce(source, '') AS ecosystem, count(DISTINCT item_id) AS articles
         FROM (SELECT g.narrative_id, pl.source, p.item_id
               FROM places pl JOIN found_groups g USING (grp)
               JOIN read_parquet(${sqlText(study.table('passages'))}, file_row_number = true) p ON p.file_row_number = pl.place
               WHERE NOT pl.is_post AND g.narrative_id IN (${bound}))
         GROUP BY ALL ORDER BY articles DESC, ecosystem`,
        ids,
      )
    : [];
  return new Map(
    found.map((row) => [
      row.narrative_id,
      {
        ...row,
        articles: counts
          .filter(({ narrative_id }) => narrative_id === row.narrative_id)
          .map(({ ecosystem, articles }) => ({ ecosystem, articles })),
      },
    ]),
  );
}
