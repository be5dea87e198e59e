/** Takes passages out of a study, and says whether they still are what was quoted. */
import { exitCodes, UserError } from '../errors.ts';
import { parquet } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import type { Study } from '../store/study.ts';
import { limits, quotesOf, sha256OfText } from './model.ts';
import type { Digest, Quoted } from './model.ts';
import { placeParts, plainSpaces } from './parts.ts';

/** What is to be quoted; without a narrative the one that the passage is nearest to is noted, where there is one. */
export interface Wanted {
  readonly passage_id: string;
  readonly narrative_id?: string | null | undefined;
}

interface PassageRow {
  readonly passage_id: string;
  readonly item_id: string;
  readonly narrative_id: string | null;
  readonly kind: 'post' | 'article';
  readonly text: string;
  readonly title: string | null;
  readonly author: string | null;
  readonly site: string | null;
  readonly platform: string | null;
  readonly ecosystem: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly published_at: Date | null;
  readonly published_precision: string | null;
  readonly published_basis: string | null;
  readonly published_earliest: Date | null;
  readonly published_latest: Date | null;
}

/** Ids as a temporary table with the column `passage_id`. */
async function idTable(database: Database, ids: readonly string[]): Promise<string> {
  const table = await database.table([{ name: 'passage_id', type: 'VARCHAR', about: '' }]);
  for (const passage_id of new Set(ids)) table.append({ passage_id });
  table.flush();
  return table.name;
}

/** One passage as it stands in the study now; see {@link quotePassages}. */
export async function quotePassage(
  database: Database,
  study: Study,
  wanted: Wanted,
  now = new Date(),
): Promise<Quoted> {
  const [quoted] = await quotePassages(database, study, [wanted], now);
  return quoted!;
}

/**
 * Passages as they stand in the study now, in the order in which they are wanted.
 *
 * @throws {UserError} where the study has no such passage or narrative, or one that is too long for a quote.
 */
export async function quotePassages(
  database: Database,
  study: Study,
  wanted: readonly Wanted[],
  now = new Date(),
): Promise<Quoted[]> {
  if (wanted.length === 0) return [];
  await requireNarratives(database, study, wanted);
  const ids = await idTable(
    database,
    wanted.map(({ passage_id }) => passage_id),
  );
  // A semi-join first, so that the texts of other passages and items are not read.
  const rows = await database.rows<PassageRow>(`
    WITH found AS (
      SELECT passage_id, item_id, text, language FROM ${parquet(study.table('passages'))}
      WHERE passage_id IN (SELECT passage_id FROM ${ids})),
    nearest AS (${nearestNarrative(study, ids)})
    SELECT found.passage_id, found.item_id, nearest.narrative_id, i.kind, found.text, i.title, i.author, i.site, i.platform,
      i.ecosystem, coalesce(found.language, i.language) AS language, i.url, i.published_at, i.published_precision,
      i.published_basis, i.published_earliest, i.published_latest
    FROM found
    JOIN (SELECT * EXCLUDE (text) FROM ${parquet(study.table('items'))}
      WHERE item_id IN (SELECT item_id FROM found)) i ON i.item_id = found.item_id
    LEFT JOIN nearest ON nearest.passage_id = found.passage_id`);
  await database.run(`DROP TABLE ${ids}`);
  const byId = new Map(rows.map((row) => [row.passage_id, row]));
  return wanted.map(({ passage_id, narrative_id }) => {
    const row = byId.get(passage_id);
    if (row === undefined) {
      throw new UserError(`the study has no passage ${shown(passage_id)}`, {
        hint: 'ids of passages stand in the tables passages and matches, and look like "article:1234#0"',
        exitCode: exitCodes.input,
      });
    }
    return quotedOf(row, narrative_id ?? row.narrative_id, now);
  });
}

function shown(id: string): string {
  return JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id);
}

function quotedOf(row: PassageRow, narrative_id: string | null, now: Date): Quoted {
  if (row.text.length > limits.quoted || row.text.trim() === '') {
    throw new UserError(
      `the passage ${shown(row.passage_id)} has ${row.text.length} characters, and a quote has 1 to ${limits.quoted}`,
    );
  }
  const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
  return {
    passage_id: row.passage_id,
    item_id: row.item_id,
    narrative_id,
    kind: row.kind,
    text: row.text,
    text_sha256: sha256OfText(row.text),
    title: row.title,
    author: row.author,
    site: row.site,
    platform: row.platform,
    ecosystem: row.ecosystem,
    language: row.language,
    url: row.url,
    time: {
      at: iso(row.published_at),
      precision: row.published_precision,
      basis: row.published_basis,
      earliest: iso(row.published_earliest),
      latest: iso(row.published_latest),
    },
    quoted_at: now.toISOString(),
  };
}

/** A UserError where the parts do not stand in the passage word for word. */
export function requireParts({ passage_id, text }: Quoted, parts: readonly string[]): void {
  const placed = placeParts(text, parts);
  if (!('trouble' in placed)) return;
  throw new UserError(`part ${placed.part + 1} of the quote of ${JSON.stringify(passage_id)}: ${placed.trouble}`, {
    hint: 'copy parts out of the passage, whole words of it, in its order',
  });
}

/** A query: the narrative of the finest level that each passage belongs to, or matches best. */
function nearestNarrative(study: Study, ids: string): string {
  const own = `WHERE passage_id IN (SELECT passage_id FROM ${ids})`;
  return `
    SELECT passage_id, arg_max(narrative_id, (score, narrative_id)) AS narrative_id FROM (
      SELECT passage_id, narrative_id, similarity AS score FROM ${parquet(study.table('members'))} ${own} AND level = 0
      UNION ALL
      SELECT passage_id, narrative_id, verified_score FROM ${parquet(study.table('matches'))} ${own})
    GROUP BY passage_id`;
}

async function requireNarratives(database: Database, study: Study, wanted: readonly Wanted[]): Promise<void> {
  for (const narrative of new Set(wanted.map(({ narrative_id }) => narrative_id))) {
    if (narrative === null || narrative === undefined) continue;
    const rows = await database.rows(
      `SELECT 1 FROM ${parquet(study.table('narratives'))} WHERE narrative_id = $1 LIMIT 1`,
      [narrative],
    );
    if (rows.length > 0) continue;
    throw new UserError(`the study has no narrative ${shown(narrative)}`, {
      hint: 'ids of narratives stand in the table narratives, and look like "n0-000012"',
      exitCode: exitCodes.input,
    });
  }
}

/** What became of a quoted passage: it says the same, it says something else, or there is none of its id. */
export type QuoteState = 'same' | 'changed' | 'gone';

/** How a quote of a digest stands to the study as it is now. */
export interface CheckedQuote {
  /** Place among the quotes of the digest ({@link quotesOf}), from 0. */
  readonly place: number;
  readonly passage_id: string;
  readonly item_id: string;
  readonly state: QuoteState;
  /** Whether the text of its item holds the quoted words, white space aside; null where the item is gone. */
  readonly in_item: boolean | null;
  /** What the passage says now; null where it is gone. */
  readonly text_now: string | null;
}

/** Compares every quote of a digest with the study as it is now. */
export async function checkQuotes(
  database: Database,
  study: Study,
  digest: Pick<Digest, 'blocks'>,
): Promise<CheckedQuote[]> {
  const quotes = quotesOf(digest);
  if (quotes.length === 0) return [];
  const ids = await idTable(
    database,
    quotes.map(({ quoted }) => quoted.passage_id),
  );
  const passages = await database.rows<{ passage_id: string; text: string }>(
    `SELECT passage_id, text FROM ${parquet(study.table('passages'))} WHERE passage_id IN (SELECT passage_id FROM ${ids})`,
  );
  await database.run(`DROP TABLE ${ids}`);
  const now = new Map(passages.map(({ passage_id, text }) => [passage_id, text]));
  const items = await itemTexts(
    database,
    study,
    quotes.filter(({ quoted }) => now.get(quoted.passage_id) !== quoted.text).map(({ quoted }) => quoted.item_id),
  );
  return quotes.map(({ quoted: { passage_id, item_id, text } }, place) => {
    const text_now = now.get(passage_id) ?? null;
    const state = text_now === null ? 'gone' : text_now === text ? 'same' : 'changed';
    const whole = items.get(item_id);
    const in_item = state === 'same' ? true : whole === undefined ? null : whole.includes(plainSpaces(text));
    return { place, passage_id, item_id, state, in_item, text_now };
  });
}

/** Texts of items with {@link plainSpaces}, by id. */
async function itemTexts(database: Database, study: Study, items: readonly string[]): Promise<Map<string, string>> {
  if (items.length === 0) return new Map();
  const ids = await idTable(database, items);
  const rows = await database.rows<{ item_id: string; text: string | null }>(
    `SELECT item_id, text FROM ${parquet(study.table('items'))} WHERE item_id IN (SELECT passage_id FROM ${ids})`,
  );
  await database.run(`DROP TABLE ${ids}`);
  return new Map(rows.map(({ item_id, text }) => [item_id, plainSpaces(text ?? '')]));
}
