/** Where everything that can be found lies: a row a passage, in the order of the table `passages`. */
import { existsSync } from 'node:fs';
import { ancestorsSql } from '../store/ancestors.ts';
import { parquet, sqlText } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import type { SearchFilter } from './types.ts';

/** What is known of every passage and narrative. */
export interface Places {
  /** Passages of the study. */
  readonly passages: number;
  /** Group of each passage, or -1: a group is a narrative of the measured level. */
  readonly groupOf: Int32Array;
  /** Whether each passage is one of a post. */
  readonly isPost: Uint8Array;
  /** Kind and language of each passage, as a place in `languages`: `post/zh`. */
  readonly languageOf: Uint16Array;
  readonly languages: readonly string[];
  readonly groups: Groups;
}

/** Narratives that can be found, those that are measured first. */
export interface Groups {
  readonly ids: readonly string[];
  readonly level: number;
  /** How many of them are measured; all where nothing was measured yet. */
  readonly measured: number;
  /** Ids of the narratives of level 0, in the order of their centres. */
  readonly finest: readonly string[];
  /** Group of each of them, or -1. */
  readonly groupOfFinest: Int32Array;
}

/**
 * Reads the places of a study, and makes the tables `places` (place, item, kind, source, language, earliest,
 * latest, grp) and `found_groups` (grp, narrative_id, measured) in the database.
 */
export async function readPlaces(study: Study, database: Database): Promise<Places> {
  const groups = await readGroups(study, database);
  const members = hasNarratives(study)
    ? `SELECT passage_id, narrative_id FROM ${parquet(study.artefact('members'))} WHERE level = 0`
    : nothing;
  const matches = existsSync(study.artefact('matches'))
    ? `SELECT passage_id, narrative_id FROM ${parquet(study.artefact('matches'))}`
    : nothing;
  await database.run(`
    CREATE TABLE places AS
    SELECT p.file_row_number::INTEGER AS place, i.kind = 'post' AS is_post, i.ecosystem AS source,
      p.language, i.published_earliest AS earliest, i.published_latest AS latest, coalesce(f.grp, -1) AS grp
    FROM read_parquet(${sqlText(study.table('passages'))}, file_row_number = true) p
    JOIN ${parquet(study.table('items'))} i USING (item_id)
    LEFT JOIN (SELECT passage_id, min(narrative_id) AS narrative_id FROM (${members} UNION ALL ${matches}) GROUP BY passage_id) m
      USING (passage_id)
    LEFT JOIN finest f ON f.narrative_id = m.narrative_id
    ORDER BY place`);
  const [count] = await database.rows<{ rows: number }>('SELECT count(*) AS rows FROM places');
  const passages = count!.rows;
  const places = {
    passages,
    groupOf: new Int32Array(passages).fill(-1),
    isPost: new Uint8Array(passages),
    languageOf: new Uint16Array(passages),
  };
  const languages = new Map<string, number>();
  for await (const rows of database.batches<{ place: number; is_post: boolean; language: string; grp: number }>(
    'SELECT place, is_post, language, grp FROM places',
  )) {
    for (const { place, is_post, language, grp } of rows) {
      const key = `${is_post ? 'post' : 'article'}/${language}`;
      let code = languages.get(key);
      if (code === undefined) languages.set(key, (code = languages.size));
      places.languageOf[place] = code;
      places.isPost[place] = is_post ? 1 : 0;
      places.groupOf[place] = grp;
    }
  }
  return { ...places, languages: [...languages.keys()], groups };
}

const nothing = 'SELECT NULL::VARCHAR AS passage_id, NULL::VARCHAR AS narrative_id WHERE false';

function hasNarratives(study: Study): boolean {
  return existsSync(study.artefact('narratives')) && existsSync(study.artefact('members'));
}

/** Reads the narratives, and makes the tables `found_groups` and `finest` (narrative_id of level 0, place, grp). */
async function readGroups(study: Study, database: Database): Promise<Groups> {
  if (!hasNarratives(study)) {
    await database.run(`CREATE TABLE found_groups (grp INTEGER, narrative_id VARCHAR, measured BOOLEAN)`);
    await database.run(`CREATE TABLE finest (narrative_id VARCHAR, place INTEGER, grp INTEGER)`);
    return { ids: [], level: 0, measured: 0, finest: [], groupOfFinest: new Int32Array(0) };
  }
  const narratives = study.artefact('narratives');
  const measured = existsSync(study.artefact('measured'))
    ? `SELECT unnest(narratives) AS ancestor, narrative_id, level FROM ${parquet(study.artefact('measured'))}`
    : `SELECT narrative_id AS ancestor, narrative_id, 0 AS level FROM ${parquet(narratives)} WHERE level = 0`;
  await database.run(`CREATE TEMP TABLE standing AS ${measured}`);
  const [chosen] = await database.rows<{ level: number }>(
    'SELECT coalesce(max(level), 0)::INTEGER AS level FROM standing',
  );
  const { level } = chosen!;
  // Each narrative of level 0 is found as what it is measured in or, if nothing measures it, as its ancestor.
  await database.run(`
    CREATE TEMP TABLE standing_of_finest AS
    WITH RECURSIVE ${ancestorsSql(parquet(narratives))}
    SELECT up.narrative_id AS finest, coalesce(s.narrative_id, up.ancestor) AS narrative_id, s.narrative_id IS NOT NULL AS measured
    FROM up LEFT JOIN standing s ON s.ancestor = up.ancestor WHERE up.level = ${level}`);
  await database.run(`
    CREATE TABLE found_groups AS
    SELECT (row_number() OVER (ORDER BY NOT measured, narrative_id) - 1)::INTEGER AS grp, narrative_id, measured
    FROM (SELECT narrative_id, bool_or(measured) AS measured FROM standing_of_finest GROUP BY narrative_id)
    ORDER BY grp`);
  await database.run(`
    CREATE TABLE finest AS
    SELECT n.narrative_id, (row_number() OVER (ORDER BY n.file_row_number) - 1)::INTEGER AS place, g.grp
    FROM read_parquet(${sqlText(narratives)}, file_row_number = true) n
    LEFT JOIN standing_of_finest s ON s.finest = n.narrative_id
    LEFT JOIN found_groups g ON g.narrative_id = s.narrative_id
    WHERE n.level = 0 ORDER BY place`);
  const rows = await database.rows<{ narrative_id: string; measured: boolean }>(
    'SELECT * FROM found_groups ORDER BY grp',
  );
  const finest = await database.rows<{ narrative_id: string; grp: number | null }>(
    'SELECT * FROM finest ORDER BY place',
  );
  return {
    ids: rows.map(({ narrative_id }) => narrative_id),
    level,
    measured: rows.filter(({ measured }) => measured).length,
    finest: finest.map(({ narrative_id }) => narrative_id),
    groupOfFinest: Int32Array.from(finest, ({ grp }) => grp ?? -1),
  };
}

/** A condition on `places`, with its bound values; `1 = 1` where everything may be found. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

/** What a filter selects. `group` is the place of the narrative it names; -2 matches nothing. */
export function conditionOf(filter: SearchFilter, group: number | undefined, first: number): Condition {
  const parts: string[] = [];
  const values: (string | number | boolean)[] = [];
  const bind = (value: string | number | boolean): string => {
    values.push(value);
    return `$${first + values.length - 1}`;
  };
  if (filter.kind !== undefined) parts.push(`is_post = ${bind(filter.kind === 'post')}`);
  if (filter.ecosystem !== undefined) parts.push(`source = ${bind(filter.ecosystem)}`);
  if (filter.language !== undefined) parts.push(`language = ${bind(filter.language)}`);
  if (filter.from !== undefined || filter.until !== undefined)
    parts.push('earliest IS NOT NULL AND latest IS NOT NULL');
  if (filter.from !== undefined) parts.push(`latest > epoch_ms(${bind(filter.from)}::BIGINT)::TIMESTAMPTZ`);
  if (filter.until !== undefined) parts.push(`earliest < epoch_ms(${bind(filter.until)}::BIGINT)::TIMESTAMPTZ`);
  if (group !== undefined) parts.push(`grp = ${bind(group)}`);
  return { sql: parts.length === 0 ? '1 = 1' : parts.join(' AND '), values };
}

/** Which passages a filter selects; undefined: all. */
export async function allowedBy(
  database: Database,
  filter: SearchFilter,
  group: number | undefined,
  passages: number,
): Promise<Uint8Array | undefined> {
  const { sql, values } = conditionOf(filter, group, 1);
  if (values.length === 0) return undefined;
  const allowed = new Uint8Array(passages);
  const rows = await database.rows<{ place: number }>(`SELECT place FROM places WHERE ${sql}`, values);
  for (const { place } of rows) allowed[place] = 1;
  return allowed;
}
